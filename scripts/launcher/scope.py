"""The emulator keeps accounts and regions apart by whose request it is at work on."""

from collections.abc import Iterator
from contextlib import contextmanager

from ministack.core.responses import _request_account_id, _request_region


@contextmanager
def scope(account: str, region: str) -> Iterator[None]:
    """Work for an account in a region, as if it had asked."""
    in_account, in_region = _request_account_id.set(account), _request_region.set(region)
    try:
        yield
    finally:
        _request_region.reset(in_region)
        _request_account_id.reset(in_account)
