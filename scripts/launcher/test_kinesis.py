import unittest

from emulated import CorrectionTest, Emulator, Function

# These handle records in order until one is poison, and then answer so or fail.
REPORTS = """
def handler(event):
    for record in event["Records"]:
        data = base64.b64decode(record["kinesis"]["data"]).decode()
        note(data)
        if data == "poison":
            return {"batchItemFailures": [{"itemIdentifier": record["kinesis"]["sequenceNumber"]}]}
    return {"batchItemFailures": []}
"""
FAILS = """
def handler(event):
    batch = [base64.b64decode(record["kinesis"]["data"]).decode() for record in event["Records"]]
    if "poison" in batch:
        note("poison")
        raise ValueError("poison")
    for data in batch:
        note(data)
"""
SLOW = """
def handler(event):
    note("began")
    time.sleep(3)
    note("ended")
"""
SAYS = """
def handler(event):
    note("handled")
"""
WAITED = """
def handler(event):
    note(time.time() - event["Records"][0]["kinesis"]["approximateArrivalTimestamp"])
"""
# Hash keys of the first and the second of two shards.
FIRST, SECOND = "0", str(2**128 - 1)


def stream(emulator: Emulator, shards: int = 1) -> str:
    """Make a stream, and return its ARN."""
    kinesis, name = emulator.client("kinesis"), emulator.name()
    kinesis.create_stream(StreamName=name, ShardCount=shards)
    return kinesis.describe_stream_summary(StreamName=name)["StreamDescriptionSummary"]["StreamARN"]


def put(emulator: Emulator, arn: str, data: list[str], key: str = FIRST) -> list[str]:
    """Put records in one shard, and return their sequence numbers."""
    records = [{"Data": d.encode(), "PartitionKey": "any", "ExplicitHashKey": key} for d in data]
    return [r["SequenceNumber"] for r in emulator.client("kinesis").put_records(StreamARN=arn, Records=records)["Records"]]


def feed(emulator: Emulator, function: Function, arn: str, **more: object) -> None:
    emulator.feed(function, arn, StartingPosition="TRIM_HORIZON", BatchSize=100, **more)


class KinesisTest(CorrectionTest):
    correction = "kinesis"

    def test_a_record_reported_is_tried_again_and_set_aside_and_the_others_are_handled_in_order(self) -> None:
        self.sets_aside(REPORTS, ["ReportBatchItemFailures"])

    def test_a_record_that_fails_its_batch_is_found_and_set_aside_and_the_others_are_handled_in_order(self) -> None:
        self.sets_aside(FAILS, [])

    def sets_aside(self, handler: str, answers: list[str]) -> None:
        def scenario(emulator: Emulator) -> None:
            (dead, destination), arn, function = emulator.queue(), stream(emulator), emulator.function(handler)
            numbers = put(emulator, arn, [*"abcd", "poison", *"fghij"])
            feed(
                emulator, function, arn, MaximumRetryAttempts=3, BisectBatchOnFunctionError=True,
                FunctionResponseTypes=answers, DestinationConfig={"OnFailure": {"Destination": destination}},
            )
            told: list[dict] = []
            emulator.until(lambda: function.notes()[-1:] == ["j"], "the last record is handled")
            emulator.until(lambda: told.extend(emulator.messages(dead)) or told, "the destination is told")
            self.assertEqual([*"abcdfghij"], [n for n in function.notes() if n != "poison"])
            info, context = told[0]["KinesisBatchInfo"], told[0]["requestContext"]
            self.assertEqual((1, numbers[4], numbers[4]), (info["batchSize"], info["startSequenceNumber"], info["endSequenceNumber"]))
            self.assertEqual(("shardId-000000000000", arn), (info["shardId"], info["streamArn"]))
            self.assertEqual(("RetryAttemptsExhausted", 4), (context["condition"], context["approximateInvokeCount"]))
            self.assertEqual([], emulator.messages(dead) + told[1:])

        self.needs_correction(scenario, otherwise="the last record is handled")

    def test_a_shard_that_waits_for_a_retry_holds_up_no_other(self) -> None:
        # The emulator does so by itself; the correction must, too.
        emulator = self.corrected
        self.addCleanup(emulator.unmap)
        arn, function = stream(emulator, shards=2), emulator.function(FAILS)
        put(emulator, arn, ["poison"], FIRST)
        feed(emulator, function, arn, MaximumRetryAttempts=1000)
        emulator.until(lambda: function.notes().count("poison") > 3, "the record is tried again")
        put(emulator, arn, ["behind"], FIRST)
        put(emulator, arn, ["beside"], SECOND)
        emulator.until(lambda: "beside" in function.notes(), "the other shard goes on")
        self.assertNotIn("behind", function.notes())

    def test_a_function_at_work_on_a_stream_holds_up_no_queue(self) -> None:
        def scenario(emulator: Emulator) -> None:
            arn, slow = stream(emulator), emulator.function(SLOW)
            (url, queue), other = emulator.queue(), emulator.function(SAYS)
            emulator.feed(other, queue)
            feed(emulator, slow, arn)
            put(emulator, arn, ["any"])
            emulator.until(slow.notes, "the function is at work")
            emulator.client("sqs").send_message(QueueUrl=url, MessageBody="any")
            emulator.until(other.notes, "the message is handled")
            self.assertEqual(["began"], slow.notes(), "meanwhile")

        self.needs_correction(scenario, otherwise="meanwhile")

    def test_records_are_gathered_for_as_long_as_the_window(self) -> None:
        def scenario(emulator: Emulator) -> None:
            arn, function = stream(emulator), emulator.function(WAITED)
            feed(emulator, function, arn, MaximumBatchingWindowInSeconds=2)
            put(emulator, arn, ["any"])
            emulator.until(function.notes, "the record is handled")
            self.assertGreaterEqual(function.notes()[0], 2, "seconds that it waited")

        self.needs_correction(scenario, otherwise="seconds that it waited")


if __name__ == "__main__":
    unittest.main()
