"""Reads a shard in batches for one mapping."""

import bisect
import time
from collections import deque

from ministack.core.arn import parse_arn
from ministack.services import kinesis as streams
from ministack.services import lambda_svc

from gathering import gather, wake
from retrying import Batch


class Reader:
    """Where one mapping stands in one shard."""

    def __init__(self, mapping: dict, shard: str, records: list[dict]) -> None:
        latest = mapping.get("StartingPosition", "LATEST") == "LATEST"
        self.name = f"{mapping['UUID']}/{shard}"
        self.shard = shard
        self.after = records[-1]["SequenceNumber"] if latest and records else ""  # the last record read
        self.batches: deque[Batch] = deque()  # read and not done, in order
        self.busy = False  # with a function
        self.due = 0.0  # before which nothing is tried

    def idle(self) -> bool:
        """Report whether a batch may be tried now."""
        return not self.busy and self.due <= time.time()

    def take(self) -> None:
        """Take the next batch out to be tried. If nobody settles it, as the
        emulator itself failed, it is tried again after a while."""
        self.busy, self.due = True, time.time() + 1

    def read(self, mapping: dict, records: list[dict]) -> None:
        """Read the next batch of the shard's records, if it is gathered and
        nothing is left of the one before."""
        while not self.batches:
            at = bisect.bisect_right(records, self.after, key=lambda r: r["SequenceNumber"])
            ahead = records[at : at + mapping.get("BatchSize", 100)]
            count = self._gathered(mapping, ahead)
            if not count:
                return
            self.after = ahead[count - 1]["SequenceNumber"]
            wanted = lambda_svc._apply_filter_criteria([event(r, self.shard, mapping) for r in ahead[:count]], mapping)
            if wanted:
                self.batches.append(Batch(wanted))

    def _gathered(self, mapping: dict, ahead: list[dict]) -> int:
        now = time.time()
        since = ahead[0]["ApproximateArrivalTimestamp"] if ahead else now
        window = mapping.get("MaximumBatchingWindowInSeconds") or 0
        count, wait = gather((len(r["Data"]) for r in ahead), since, mapping.get("BatchSize", 100), window, now)
        if wait:
            wake(self.name, wait)
        return count

    def settle(self, batches: list[Batch], seconds: float) -> None:
        """Put batches in the place of the one tried, to be tried after a while."""
        self.batches.popleft()
        self.batches.extendleft(reversed(batches))
        self.due = time.time() + seconds
        if seconds:
            wake(self.name, seconds)


def event(record: dict, shard: str, mapping: dict) -> dict:
    """A record as functions get it (Lambda developer guide, "Using Lambda to
    process records from Amazon Kinesis Data Streams", example event)."""
    spec = parse_arn(mapping["EventSourceArn"])
    return {
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": record["PartitionKey"],
            "sequenceNumber": record["SequenceNumber"],
            "data": streams._ensure_base64(record["Data"]),
            "approximateArrivalTimestamp": record["ApproximateArrivalTimestamp"],
        },
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventID": f"{shard}:{record['SequenceNumber']}",
        "eventName": "aws:kinesis:record",
        "invokeIdentityArn": f"arn:aws:iam::{spec.account_id}:role/lambda-role",
        "awsRegion": spec.region,
        "eventSourceARN": mapping["EventSourceArn"],
    }
