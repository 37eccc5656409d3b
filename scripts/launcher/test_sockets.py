import statistics
import time
import unittest

from emulated import CorrectionTest, Emulator, Function

PRINTS = """
def handler(event):
    return event
"""


def invoke(emulator: Emulator, function: Function) -> float:
    """Return how many seconds an invocation took."""
    began = time.perf_counter()
    emulator.client("lambda").invoke(FunctionName=function.name, Payload=b"{}")
    return time.perf_counter() - began


class SocketsTest(CorrectionTest):
    correction = "sockets"

    def test_an_invocation_does_not_wait_for_an_acknowledgement(self) -> None:
        functions = [(emulator, emulator.function(PRINTS)) for emulator in (self.corrected, self.pristine)]
        # Side by side, so that what else goes on on this machine is in both.
        took = [[invoke(*one) for one in functions] for _ in range(35)][5:]
        corrected, pristine = (1000 * statistics.median(column) for column in zip(*took))
        print(f"an invocation takes {corrected:.0f} ms, and without the correction {pristine:.0f} ms")
        self.assertLess(corrected, pristine / 2)


if __name__ == "__main__":
    unittest.main()
