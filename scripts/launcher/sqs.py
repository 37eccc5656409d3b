"""Correction: batches of more than ten messages, and the batching window.

Lambda developer guide, "Lambda parameters for Amazon SQS event source
mappings": BatchSize is at most 10,000 for standard queues and 10 for FIFO
queues, MaximumBatchingWindowInSeconds is not supported for FIFO queues. The
emulator takes ten messages at most, as ReceiveMessage does, and never waits.
"""

import time

from ministack.services import lambda_svc
from ministack.services import sqs as queues

from gathering import gather, wake
from replacing import replace


def apply() -> None:
    replace(queues, "_receive_messages_for_esm", "(queue_url: str, max_number: int) -> list[dict]", receive)


def receive(queue_url: str, max_number: int) -> list[dict]:
    """Take the next batch from the queue, or nothing while it is gathered."""
    with queues._queues_lock:
        queue = queues._get_q(queue_url)
        queues._expire_retained(queue)
        queues._dlq_sweep(queue)
        hidden = int(queue["attributes"].get("VisibilityTimeout", "30"))
        if queue["is_fifo"]:
            return queues._collect_msgs(queue, min(int(max_number or 1), 10), hidden)
        now = time.time()
        visible = [m for m in queue["messages"] if m.get("visible_at", 0) <= now]
        since = min((m.get("visible_at", 0) for m in visible), default=now)
        # A body is most of what a message takes in the payload.
        count, wait = gather((len(m["body"]) for m in visible), since, int(max_number or 1), window(queue), now)
        if wait:
            wake(queue_url, wait)
        return queues._collect_msgs(queue, count, hidden) if count else []


def window(queue: dict) -> float:
    """The batching window of the queue's mapping, in seconds. The emulator does
    not say for which mapping it asks; a queue of ours has one."""
    arn = queue["attributes"].get("QueueArn")
    return max(
        (
            mapping.get("MaximumBatchingWindowInSeconds") or 0
            for _, _, mapping in lambda_svc._iter_all_esms()
            if mapping.get("EventSourceArn") == arn
        ),
        default=0,
    )
