"""The state of an alarm, of its data points.

CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data",
sections "How alarm state is evaluated when data is missing", whose tables are
this module's test, and "Avoiding premature transitions to alarm state".
"""

# How many data points more than EvaluationPeriods are looked at: in the guide's
# examples five for three; it gives no rule.
MORE = 2


def state(points: list[bool | None], m: int, n: int, missing: str, now: str) -> str:
    """Return the alarm's new state.

    points are of the evaluation range, newest first: breaching or not, None
    where there is no data. m of the n newest that there are must breach. Only
    where fewer than n are there, missing (TreatMissingData) stands for the
    others; now is the state that it ignores missing data in favour of.
    """
    there = [p for p in points if p is not None][:n]
    if len(there) < n:
        if missing == "breaching":
            there += [True] * (n - len(there))
        elif missing == "notBreaching":
            there += [False] * (n - len(there))
        elif unclear(points, there, m):
            return unsure(points, m, missing, now)
    return "ALARM" if sum(there) >= m else "OK"


def unclear(points: list[bool | None], there: list[bool], m: int) -> bool:
    """Report whether the data that there is does not tell: none, or too few that
    all breach."""
    return all(there) and len(there) < m


def unsure(points: list[bool | None], m: int, missing: str, now: str) -> str:
    """The state when all that is there breaches, and is fewer than m points.

    Once the oldest of them is as old as m periods and nothing better has come
    since, there is an alarm even so.
    """
    if missing == "ignore":
        return now
    oldest = max((age for age, p in enumerate(points) if p), default=-1)
    return "ALARM" if oldest + 1 >= m else "INSUFFICIENT_DATA"
