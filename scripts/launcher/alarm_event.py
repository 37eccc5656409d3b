"""The event that tells of an alarm's change of state.

CloudWatch user guide, "Alarm events and EventBridge", whose example of a
single-metric alarm this follows.
"""

import json
import time

from ministack.services import eventbridge

_last: dict[str, dict] = {}  # the state last told of, by alarm


def send(alarm: dict, old: str, new: str, reason: str) -> None:
    """Put the event on the account's default bus."""
    now = time.strftime("%Y-%m-%dT%H:%M:%S.000+0000", time.gmtime())
    state = {"reason": reason, "timestamp": now, "value": new}
    previous = _last.get(alarm["AlarmArn"]) or {"value": old}
    _last[alarm["AlarmArn"]] = state
    detail = {
        "alarmName": alarm["AlarmName"],
        "configuration": {"description": alarm.get("AlarmDescription") or "", "metrics": [_metric(alarm)]},
        "previousState": previous,
        "state": state,
    }
    entry = {
        "Source": "aws.cloudwatch",
        "DetailType": "CloudWatch Alarm State Change",
        "Detail": json.dumps(detail),
        "Resources": [alarm["AlarmArn"]],
    }
    eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)


def _metric(alarm: dict) -> dict:
    """What the alarm watches. A composite alarm watches no metric."""
    return {
        "id": "m1",
        "metricStat": {
            "metric": {
                "dimensions": {d["Name"]: d["Value"] for d in alarm.get("Dimensions") or []},
                "name": alarm.get("MetricName"),
                "namespace": alarm.get("Namespace"),
            },
            "period": alarm.get("Period"),
            "stat": alarm.get("ExtendedStatistic") or alarm.get("Statistic"),
        },
        "returnData": True,
    }

