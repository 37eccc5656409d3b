"""What becomes of a batch of stream records once a function has had it.

Lambda developer guide, "Configuring partial batch response with Kinesis Data
Streams and Lambda", sections "Success and failure conditions" and "Bisecting a
batch", and "Retain discarded batch records for a Kinesis Data Streams event
source in Lambda".
"""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Batch:
    """Records of one shard, in order, and how often they were tried again."""

    records: list[dict]
    retries: int = 0


def first_failed(result: dict, records: list[dict], reports: bool) -> int | None:
    """Return which record is the first that failed, or None if none did.

    An empty or null list of failures, or no answer, is a complete success. An
    identifier that is empty, null or not of the batch makes it a complete
    failure. Of several the lowest sequence number is the checkpoint. Without
    ReportBatchItemFailures, answers are not looked at.
    """
    if result.get("error"):
        return 0
    failures = _failures(result.get("body")) if reports else []
    if not failures:
        return None
    place = {r["kinesis"]["sequenceNumber"]: n for n, r in enumerate(records)}
    return min(place.get(f.get("itemIdentifier"), 0) if isinstance(f, dict) else 0 for f in failures)


def _failures(answer: object) -> list:
    if isinstance(answer, str):
        try:
            answer = json.loads(answer)
        except ValueError:
            return []
    return (answer.get("batchItemFailures") or []) if isinstance(answer, dict) else []


def next_tries(batch: Batch, failed: int, bisect: bool, maximum: int) -> list[Batch] | None:
    """Return what to try next, in order, or None if the batch is given up.

    maximum is MaximumRetryAttempts, -1 for no end. What stands before the first
    failed record is done. With BisectBatchOnFunctionError a batch that was done
    in part is cut there, and the rest is tried again; one that failed from its
    first record is halved, and so comes down to the record at fault. A cut does
    not count as a retry.
    """
    rest = batch.records[failed:]
    if bisect and failed:
        return [Batch(rest, batch.retries)]
    if bisect and len(rest) > 1:
        half = len(rest) // 2
        return [Batch(rest[:half], batch.retries), Batch(rest[half:], batch.retries)]
    if 0 <= maximum <= batch.retries:
        return None
    return [Batch(rest, batch.retries + 1)]


def pause(retries: int) -> float:
    """How many seconds to wait before a retry. AWS does not say how long it
    waits; here it is short, so that nobody waits long for a batch to be given
    up, and grows, so that a function that fails is not called without a break."""
    return min(0.1 * 2 ** min(retries, 10), 1)
