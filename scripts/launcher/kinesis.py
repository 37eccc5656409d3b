"""Correction: what a function fails on is tried again as the mapping says.

Lambda developer guide, "Using Lambda to process records from Amazon Kinesis
Data Streams", "Configuring partial batch response with Kinesis Data Streams and
Lambda" and "Retain discarded batch records for a Kinesis Data Streams event
source in Lambda": a batch that failed is cut, tried again
MaximumRetryAttempts times, then given up; its shard waits meanwhile, and no
other. The emulator takes a batch that reports failures for done, tries one that
fails for ever, has no batching window, and does nothing else for any mapping
while a function is at work on a batch.

MaximumRecordAgeInSeconds, ParallelizationFactor above 1, tumbling windows and
AT_TIMESTAMP are not here: nothing of ours sets them.
"""

from ministack.core.arn import ArnParseError, parse_arn
from ministack.services import kinesis as streams
from ministack.services import lambda_svc

from discarding import discard
from replacing import replace
from retrying import Batch, first_failed, next_tries, pause
from scope import scope
from shards import Reader


def apply() -> None:
    replace(lambda_svc, "_poll_kinesis", "()", poll)


_readers: dict[tuple[str, str], Reader] = {}  # by mapping and shard


def poll() -> bool:
    """Go once through all shards of all mappings, and hand to functions what
    there is, each shard by itself. Report whether there was anything."""
    handed, mappings = False, list(lambda_svc._iter_all_esms())
    for account, region, mapping in mappings:
        with scope(account, region):
            if stream := _stream(mapping, account, region):
                handed = _poll_mapping(mapping, stream) or handed
    known = {mapping["UUID"] for _, _, mapping in mappings}
    for key in [key for key in _readers if key[0] not in known]:
        del _readers[key]
    return handed


def _stream(mapping: dict, account: str, region: str) -> dict | None:
    """The stream that an enabled mapping reads, if it is one of the account."""
    try:
        spec = parse_arn(mapping.get("EventSourceArn", ""))
    except ArnParseError:
        return None
    name = lambda_svc._kinesis_stream_name_from_arn_spec(spec)
    if not name or (spec.account_id, spec.region) != (account, region) or not mapping.get("Enabled", True):
        return None
    stream = streams._streams.get_scoped(account, region, name)
    return stream if stream and stream["StreamStatus"] == "ACTIVE" else None


def _poll_mapping(mapping: dict, stream: dict) -> bool:
    function, _ = lambda_svc._get_func_record_for_qualifier(mapping["FunctionName"], mapping.get("Qualifier"))
    if function is None:
        return False
    handed = False
    for shard, content in list(stream["shards"].items()):
        key = (mapping["UUID"], shard)
        if key not in _readers:
            _readers[key] = Reader(mapping, shard, content["records"])
        reader = _readers[key]
        if reader.idle():
            reader.read(mapping, content["records"])
            if reader.batches:
                reader.take()
                handed = True
                lambda_svc._dispatch_esm_batch(mapping["UUID"], _try, reader, mapping, function)
    return handed


def _try(reader: Reader, mapping: dict, function: dict) -> None:
    """Hand the reader's next batch to the function, and decide what comes of it."""
    batch, reports = reader.batches[0], "ReportBatchItemFailures" in (mapping.get("FunctionResponseTypes") or [])
    try:
        result = lambda_svc._execute_function(function, {"Records": batch.records})
        if result.get("throttle"):  # the batch did not reach the function, which is no retry
            reader.settle([batch], pause(batch.retries))
            return
        failed = first_failed(result, batch.records, reports)
        if failed is None:
            reader.settle([], 0)
            return
        tries = next_tries(batch, failed, bool(mapping.get("BisectBatchOnFunctionError")), _maximum(mapping))
        if tries is None:
            discard(Batch(batch.records[failed:], batch.retries), mapping, result)
            reader.settle([], 0)
        else:
            reader.settle(tries, pause(batch.retries) if tries[0].retries > batch.retries else 0)
    finally:
        reader.busy = False


def _maximum(mapping: dict) -> int:
    retries = mapping.get("MaximumRetryAttempts")
    return -1 if retries is None else retries
