import unittest

from alarm_state import state

KEPT = "what it was"

# The tables in the CloudWatch user guide, "How alarm state is evaluated when data
# is missing": oldest data point first, then the state with missing data taken for
# missing, ignored, breaching and not breaching.
THREE_OF_THREE = """
0 - X - X: OK, OK, OK, OK
0 - - - -: OK, OK, OK, OK
- - - - -: INSUFFICIENT_DATA, what it was, ALARM, OK
0 X X - X: ALARM, ALARM, ALARM, ALARM
- - X - -: ALARM, what it was, ALARM, OK
"""
TWO_OF_THREE = """
0 - X - X: ALARM, ALARM, ALARM, ALARM
0 0 X 0 X: ALARM, ALARM, ALARM, ALARM
0 - X - -: OK, OK, ALARM, OK
- - - - 0: OK, OK, ALARM, OK
- - - X -: ALARM, what it was, ALARM, OK
"""
# What the section after it says of three of three, in words.
PREMATURE = """
- - - - X: INSUFFICIENT_DATA, what it was, ALARM, OK
- - - X -: INSUFFICIENT_DATA, what it was, ALARM, OK
"""
BREACHING = {"0": False, "X": True, "-": None}


class StateTest(unittest.TestCase):
    def test_the_state_is_that_of_the_guides_tables(self) -> None:
        for m, table in ((3, THREE_OF_THREE), (2, TWO_OF_THREE), (3, PREMATURE)):
            for row in table.strip().splitlines():
                points, states = row.split(": ")
                newest_first = [BREACHING[p] for p in reversed(points.split())]
                for missing, want in zip(("missing", "ignore", "breaching", "notBreaching"), states.split(", "), strict=True):
                    with self.subTest(f"{m} of 3, {points}, {missing}"):
                        self.assertEqual(want, state(newest_first, m, 3, missing, now=KEPT))

    def test_one_data_point_decides_alone_while_it_is_the_newest(self) -> None:
        self.assertEqual("ALARM", state([None, None, True], 1, 1, "notBreaching", KEPT))
        self.assertEqual("OK", state([False, True, True], 1, 1, "breaching", KEPT))


if __name__ == "__main__":
    unittest.main()
