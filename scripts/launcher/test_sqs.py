import json
import unittest

from emulated import CorrectionTest, Emulator, Function

NOTES_ITS_BATCHES = """
def handler(event):
    bodies = [record["body"] for record in event["Records"]]
    sent = min(int(record["attributes"]["SentTimestamp"]) for record in event["Records"]) / 1000
    note({"size": len(bodies), "bytes": sum(map(len, bodies)), "waited": time.time() - sent})
"""


def send(emulator: Emulator, url: str, bodies: list[str]) -> None:
    sqs = emulator.client("sqs")
    for at in range(0, len(bodies), 10):
        sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": str(n), "MessageBody": b} for n, b in enumerate(bodies[at : at + 10])])


def handled(function: Function) -> int:
    return sum(batch["size"] for batch in function.notes())


class SQSTest(CorrectionTest):
    correction = "sqs"

    def test_a_batch_is_as_large_as_the_mapping_says(self) -> None:
        def scenario(emulator: Emulator) -> None:
            (url, arn), function = emulator.queue(), emulator.function(NOTES_ITS_BATCHES)
            send(emulator, url, [json.dumps(n) for n in range(500)])
            emulator.feed(function, arn, BatchSize=200, MaximumBatchingWindowInSeconds=1)
            emulator.until(lambda: handled(function) == 500, "500 messages are handled")
            self.assertEqual([100, 200, 200], sorted(b["size"] for b in function.notes()), "sizes of batches")

        self.needs_correction(scenario, otherwise="sizes of batches")

    def test_a_batch_is_gathered_for_as_long_as_the_window(self) -> None:
        def scenario(emulator: Emulator) -> None:
            (url, arn), function = emulator.queue(), emulator.function(NOTES_ITS_BATCHES)
            emulator.feed(function, arn, BatchSize=10, MaximumBatchingWindowInSeconds=2)
            send(emulator, url, ["any"])
            emulator.until(function.notes, "the message is handled")
            self.assertGreaterEqual(function.notes()[0]["waited"], 2, "seconds that it waited")

        self.needs_correction(scenario, otherwise="seconds that it waited")

    def test_a_batch_is_no_larger_than_a_function_takes(self) -> None:
        def scenario(emulator: Emulator) -> None:
            (url, arn), function = emulator.queue(), emulator.function(NOTES_ITS_BATCHES)
            for _ in range(8):
                send(emulator, url, ["x" * 1_000_000])
            emulator.feed(function, arn, BatchSize=10)
            emulator.until(lambda: handled(function) == 8, "8 messages are handled")
            self.assertLessEqual(max(b["bytes"] for b in function.notes()), 6 * 1024 * 1024, "bytes of a batch")

        self.needs_correction(scenario, otherwise="bytes of a batch")


if __name__ == "__main__":
    unittest.main()
