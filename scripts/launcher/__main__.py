"""Starts the AWS emulator, ministack, corrected where AWS differs from it.

Each correction is a module of its own: what AWS's documentation says, and how
the emulator is made to do that. A correction goes when the emulator has learnt
it; its test tells, as it also runs the emulator without the correction and
demands to see it fail.

LAUNCHER_WITHOUT, names with commas between, leaves corrections out.
"""

import os
import sys
from importlib.metadata import version

import alarms
import kinesis
import sockets
import sqs

# The corrections lean on what the emulator does not promise to keep, so each
# version is looked through anew before it is named here.
CORRECTED = "1.5.33"

CORRECTIONS = {"alarms": alarms, "kinesis": kinesis, "sockets": sockets, "sqs": sqs}


def main() -> None:
    installed = version("ministack")
    if installed != CORRECTED:
        sys.exit(f"ministack is {installed}, and the corrections are for {CORRECTED}: go through scripts/launcher first")
    without = set(filter(None, os.environ.get("LAUNCHER_WITHOUT", "").split(",")))
    if unknown := without - CORRECTIONS.keys():
        sys.exit(f"LAUNCHER_WITHOUT: there is no correction {', '.join(sorted(unknown))}, only {', '.join(CORRECTIONS)}")
    for name, correction in CORRECTIONS.items():
        if name not in without:
            correction.apply()
    from ministack import app

    app.main()


main()
