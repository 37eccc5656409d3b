import json
import time
import unittest

from emulated import ACCOUNT, REGION, CorrectionTest, Emulator


class Alarm:
    """An alarm on a metric of its own: 10 seconds a period, breaching from 1."""

    def __init__(self, emulator: Emulator, **settings: object) -> None:
        self._cloudwatch, self.name = emulator.client("cloudwatch"), emulator.name()
        self._cloudwatch.put_metric_alarm(
            AlarmName=self.name, Namespace="Test", MetricName=self.name, Dimensions=[{"Name": "Of", "Value": "this"}], Statistic="Sum",
            Period=10, Threshold=1, ComparisonOperator="GreaterThanOrEqualToThreshold",
            **{"EvaluationPeriods": 1, "TreatMissingData": "notBreaching", **settings},
        )

    def put(self, value: float, ago: float, of: str = "this") -> None:
        """Put a value of some seconds ago."""
        datum = {"MetricName": self.name, "Dimensions": [{"Name": "Of", "Value": of}], "Timestamp": time.time() - ago, "Value": value}
        self._cloudwatch.put_metric_data(Namespace="Test", MetricData=[datum])

    def set(self, state: str) -> None:
        self._cloudwatch.set_alarm_state(AlarmName=self.name, StateValue=state, StateReason="test")

    def state(self) -> str:
        return self._cloudwatch.describe_alarms(AlarmNames=[self.name])["MetricAlarms"][0]["StateValue"]


class AlarmsTest(CorrectionTest):
    correction = "alarms"

    def test_an_alarm_is_of_one_metric_with_its_dimensions(self) -> None:
        def scenario(emulator: Emulator) -> None:
            alarm = Alarm(emulator)
            alarm.put(1, ago=5, of="another")
            alarm.put(1, ago=15, of="another")
            self.assertNotEqual("ALARM", alarm.state(), "by another's value")
            alarm.put(1, ago=15)
            self.assertEqual("ALARM", alarm.state())

        self.needs_correction(scenario, otherwise="by another's value")

    def test_as_many_periods_must_breach_as_the_alarm_says(self) -> None:
        def scenario(emulator: Emulator) -> None:
            alarm = Alarm(emulator, EvaluationPeriods=3, DatapointsToAlarm=2)
            alarm.put(2, ago=15)  # twice what breaches
            self.assertNotEqual("ALARM", alarm.state(), "by one period")
            alarm.put(1, ago=35)
            self.assertEqual("ALARM", alarm.state())

        self.needs_correction(scenario, otherwise="by one period")

    def test_missing_data_is_what_the_alarm_takes_it_for(self) -> None:
        def scenario(emulator: Emulator) -> None:
            for missing, state in (("breaching", "ALARM"), ("notBreaching", "OK"), ("missing", "INSUFFICIENT_DATA"), ("ignore", "INSUFFICIENT_DATA")):
                self.assertEqual(state, Alarm(emulator, TreatMissingData=missing).state(), f"missing is {missing}")

        self.needs_correction(scenario, otherwise="missing is breaching")

    def test_an_alarm_ends_with_better_data(self) -> None:
        def scenario(emulator: Emulator) -> None:
            alarm = Alarm(emulator)
            alarm.put(1, ago=25)
            self.assertEqual("ALARM", alarm.state(), "by a value that came late")
            alarm.put(0, ago=15)
            self.assertEqual("OK", alarm.state())

        self.needs_correction(scenario, otherwise="by a value that came late")

    def test_an_alarm_is_looked_at_although_nothing_is_put(self) -> None:
        def scenario(emulator: Emulator) -> None:
            alarm = Alarm(emulator)
            alarm.set("ALARM")  # which holds until the alarm is looked at (API reference, SetAlarmState)
            emulator.until(lambda: alarm.state() == "OK", "the alarm has ended", at_least=12)

        self.needs_correction(scenario, otherwise="the alarm has ended")

    def test_a_change_of_state_is_an_event_and_a_notification(self) -> None:
        def scenario(emulator: Emulator) -> None:
            (notified, notified_arn), (told, told_arn) = emulator.queue(), emulator.queue()
            topic = emulator.client("sns").create_topic(Name=emulator.name())["TopicArn"]
            emulator.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=notified_arn)
            alarm = Alarm(emulator, AlarmActions=[topic])
            events, rule = emulator.client("events"), emulator.name()
            pattern = {"source": ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"], "detail": {"alarmName": [alarm.name]}}
            events.put_rule(Name=rule, EventPattern=json.dumps(pattern))
            events.put_targets(Rule=rule, Targets=[{"Id": "queue", "Arn": told_arn}])
            alarm.put(1, ago=5)  # without the correction this is needed to begin one
            alarm.put(1, ago=15)
            self.assertEqual("ALARM", alarm.state())
            self.assertEqual(["ALARM"], [json.loads(m["Message"])["NewStateValue"] for m in emulator.messages(notified)])
            got = emulator.messages(told)
            self.assertEqual(1, len(got), "number of events")
            detail = got[0]["detail"]
            self.assertEqual([f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:{alarm.name}"], got[0]["resources"])
            self.assertEqual(("OK", "ALARM"), (detail["previousState"]["value"], detail["state"]["value"]))
            self.assertEqual({"Of": "this"}, detail["configuration"]["metrics"][0]["metricStat"]["metric"]["dimensions"])

        self.needs_correction(scenario, otherwise="number of events")


if __name__ == "__main__":
    unittest.main()
