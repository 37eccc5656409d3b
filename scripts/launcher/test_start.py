import os
import subprocess
import sys
import tempfile
import types
import unittest
from pathlib import Path

from replacing import replace


def start(**environment: str) -> str:
    """Start the launcher, which must end at once, and return what it says."""
    command = [sys.executable, "-B", str(Path(__file__).parent)]
    done = subprocess.run(command, env={"PATH": os.environ["PATH"], **environment}, capture_output=True, text=True, timeout=60)
    return f"{done.returncode} {done.stderr}"


class StartTest(unittest.TestCase):
    def test_another_version_of_the_emulator_is_refused(self) -> None:
        with tempfile.TemporaryDirectory() as other:
            about = Path(other, "ministack-9.9.9.dist-info")
            about.mkdir()
            about.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: ministack\nVersion: 9.9.9\n")
            self.assertRegex(start(PYTHONPATH=other), "^1 ministack is 9.9.9, and the corrections are for ")

    def test_a_correction_that_is_none_is_refused(self) -> None:
        self.assertRegex(start(LAUNCHER_WITHOUT="sqs,haste"), "^1 LAUNCHER_WITHOUT: there is no correction haste, only alarms, kinesis")

    def test_a_function_is_replaced_only_if_it_is_the_one_expected(self) -> None:
        emulator = types.ModuleType("emulator")
        emulator.act = before = lambda alarm, reason: None
        with self.assertRaisesRegex(SystemExit, r"emulator.act is \(alarm, reason\), and its correction is for \(alarm\)"):
            replace(emulator, "act", "(alarm)", print)
        with self.assertRaisesRegex(SystemExit, "emulator has no function rest"):
            replace(emulator, "rest", "()", print)
        self.assertIs(before, emulator.act)
        self.assertIs(before, replace(emulator, "act", "(alarm, reason)", print))
        self.assertIs(print, emulator.act)


if __name__ == "__main__":
    unittest.main()
