"""Correction: an answer is sent at once.

The emulator serves the Lambda Runtime API by Python's socketserver, which
writes head and body of an answer apart. Nagle's algorithm (RFC 896) then holds
the body back until the function's machine has acknowledged the head, and that
waits some 40 ms with it, hoping for company (RFC 1122, section 4.2.3.2): a
delay on every invocation that is no part of Lambda, whose Runtime API (Lambda
developer guide, "Using the Lambda runtime API") is a plain local HTTP call.
"""

import socketserver


def apply() -> None:
    # Python's library reference, "socketserver", has this switch for it.
    if not hasattr(socketserver.StreamRequestHandler, "disable_nagle_algorithm"):
        raise SystemExit("socketserver has no disable_nagle_algorithm")
    socketserver.StreamRequestHandler.disable_nagle_algorithm = True
