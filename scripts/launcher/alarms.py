"""Correction: alarms watch the metric they name, in periods, by the clock.

CloudWatch user guide, "Alarm evaluation": M of the last N data points, one for
each period, must breach, and this is looked at every minute; "Configuring how
CloudWatch alarms treat missing data": as the alarm says; "Alarm events and
EventBridge": each change of state is an event. API reference, PutMetricAlarm: an
alarm is of one metric, with all its dimensions. The emulator throws all metrics
of a name together, takes all N periods for one, leaves an alarm as it is where
there is no data, looks only when a value is put, and sends no event.

Alarms of metric math are not here: the emulator takes none.
"""

import logging
import threading
import time

from ministack.services import cloudwatch

from alarm_event import send
from alarm_state import MORE, state
from replacing import replace
from scope import scope

# How often alarms are looked at, in seconds; a data point is of the period that
# ends then. AWS looks every 10 seconds where periods are under a minute, and else
# every minute, for which nobody should have to wait here.
STEP = 10

log = logging.getLogger("alarms")
COMPARISONS = {
    "GreaterThanOrEqualToThreshold": float.__ge__,
    "GreaterThanThreshold": float.__gt__,
    "LessThanThreshold": float.__lt__,
    "LessThanOrEqualToThreshold": float.__le__,
}


def apply() -> None:
    replace(cloudwatch, "_evaluate_alarm", "(alarm)", evaluate)
    act = replace(cloudwatch, "_dispatch_alarm_actions", "(alarm, old_state, new_state, reason)", lambda *change: changed(act, *change))
    threading.Thread(target=clock, daemon=True, name="alarm-clock").start()


def changed(act, alarm: dict, old: str, new: str, reason: str) -> None:
    """Do what an alarm's change of state asks for, and tell EventBridge, which
    hears of it even where actions are disabled."""
    act(alarm, old, new, reason)
    send(alarm, old, new, reason)


def clock() -> None:
    """Look at all alarms, step by step, for ever."""
    while True:
        time.sleep(STEP - time.time() % STEP)
        for (account, region, _), alarm in list(cloudwatch._alarms._data.items()):
            with scope(account, region):
                try:
                    evaluate(alarm)
                except Exception:  # one alarm must not stop the clock for the others
                    log.exception("alarm %s", alarm.get("AlarmName"))


def evaluate(alarm: dict) -> None:
    """Bring the alarm's state up to date."""
    n = alarm.get("EvaluationPeriods", 1)
    m = alarm.get("DatapointsToAlarm") or n
    old = alarm["StateValue"]
    values = datapoints(alarm, n + MORE)
    compare, threshold = COMPARISONS[alarm["ComparisonOperator"]], float(alarm.get("Threshold", 0))
    breaching = [None if v is None else compare(float(v), threshold) for v in values]
    new = state(breaching, m, n, alarm.get("TreatMissingData") or "missing", old)
    if new == old:
        return
    reason = f"Threshold Crossed: of the last datapoints {values}, newest first, {m} of {n} decide by {alarm['ComparisonOperator']} {threshold}"
    alarm.update(StateValue=new, StateReason=reason, StateUpdatedTimestamp=int(time.time()))
    cloudwatch._record_history(alarm["AlarmName"], old, new, reason)
    cloudwatch._dispatch_alarm_actions(alarm, old, new, reason)
    cloudwatch._evaluate_parent_alarms(alarm)


def datapoints(alarm: dict, count: int) -> list[float | None]:
    """The metric's last data points, newest first, None where there is no data.
    The period that is not over yet is not among them."""
    dimensions = {d["Name"]: d["Value"] for d in alarm.get("Dimensions") or []}
    key = (alarm.get("Namespace"), alarm.get("MetricName"), cloudwatch._dims_key(dimensions))
    period, unit = alarm.get("Period", 60), alarm.get("Unit")
    end = time.time() // STEP * STEP
    found: list[list[dict]] = [[] for _ in range(count)]
    for point in cloudwatch._metrics.get(key) or []:
        age = int((end - point["Timestamp"]) // period)
        if point["Timestamp"] < end and age < count and unit in (None, point["Unit"]):
            found[age].append(point)
    name = alarm.get("ExtendedStatistic") or alarm.get("Statistic") or "Average"
    return [cloudwatch._stat_value(cloudwatch._calc_stats(points), name, points) if points else None for points in found]
