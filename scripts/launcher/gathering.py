"""When a batch is handed to a function, and how much is in it.

Lambda developer guide, "How Lambda processes records from stream and
queue-based event sources", section "Batching behavior": Lambda invokes the
function when the batching window reaches its maximum, the batch size is met, or
the payload reaches 6 MB, whichever is first.
"""

import threading
from collections.abc import Iterable

from ministack.core.concurrency import esm_wake

PAYLOAD = 6 * 1024 * 1024  # bytes


def gather(sizes: Iterable[int], since: float, batch_size: int, window: float, now: float) -> tuple[int, float]:
    """Return how many items to hand over now, or 0 and for how many seconds to wait.

    sizes are the bytes of the items that are there, oldest first; since is when
    the first of them came. A window is taken to begin with it; AWS begins one
    when the invocation before has ended, and may so wait less.
    """
    count, payload, full = 0, 0, False
    for size in sizes:
        payload += size
        if count and payload > PAYLOAD:
            full = True
            break
        count += 1
        if count == batch_size:
            full = True
            break
    wait = since + window - now
    if not count or full or wait <= 0:
        return count, 0
    return 0, wait


_waking: set[str] = set()  # whose wake-up is under way


def wake(who: str, seconds: float) -> None:
    """Have the emulator's poller look again in a while. It wakes by itself when
    something comes or an invocation ends, and else once a second. Each who has
    one wake-up under way at most."""
    if who in _waking:
        return
    _waking.add(who)

    def ring() -> None:
        _waking.discard(who)
        esm_wake.set()

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
