"""Tells the on-failure destination of records that were given up.

Lambda developer guide, "Retain discarded batch records for a Kinesis Data
Streams event source in Lambda", section "Configuring destinations for failed
invocations": a JSON document says where in the stream they stand. The records
themselves are not in it.
"""

import json
import time

from ministack.core.arn import parse_arn
from ministack.core.responses import new_uuid
from ministack.services import sqs

from retrying import Batch


def discard(batch: Batch, mapping: dict, result: dict) -> None:
    """Send the invocation record, if the mapping has a destination for it."""
    destination = ((mapping.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination")
    if not destination:
        return
    spec = parse_arn(destination)
    if spec.service != "sqs":
        raise ValueError(f"an on-failure destination is of {spec.service}, and only queues are corrected")
    url = sqs._queue_url(spec.resource)
    sqs._act_send_message({"QueueUrl": url, "MessageBody": json.dumps(invocation_record(batch, mapping, result))}, url)


def invocation_record(batch: Batch, mapping: dict, result: dict) -> dict:
    """The document, in the order of the guide's example."""
    first, last = batch.records[0], batch.records[-1]
    response = {"statusCode": 200, "executedVersion": mapping.get("Qualifier") or "$LATEST"}
    if result.get("error"):
        response["functionError"] = result.get("function_error") or "Unhandled"
    return {
        "requestContext": {
            "requestId": new_uuid(),
            "functionArn": mapping["FunctionArn"],
            "condition": "RetryAttemptsExhausted",
            "approximateInvokeCount": batch.retries + 1,
        },
        "responseContext": response,
        "version": "1.0",
        "timestamp": _iso(time.time()),
        "KinesisBatchInfo": {
            "shardId": first["eventID"].partition(":")[0],
            "startSequenceNumber": first["kinesis"]["sequenceNumber"],
            "endSequenceNumber": last["kinesis"]["sequenceNumber"],
            "approximateArrivalOfFirstRecord": _iso(first["kinesis"]["approximateArrivalTimestamp"]),
            "approximateArrivalOfLastRecord": _iso(last["kinesis"]["approximateArrivalTimestamp"]),
            "batchSize": len(batch.records),
            "streamArn": first["eventSourceARN"],
        },
    }


def _iso(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{int(seconds * 1000) % 1000:03d}Z"
