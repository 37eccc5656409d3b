import unittest

from gathering import PAYLOAD, gather

THIRD = PAYLOAD // 3
HALF = PAYLOAD // 2


class GatherTest(unittest.TestCase):
    def test_a_batch_goes_when_it_is_full_or_its_window_is_over(self) -> None:
        for says, sizes, window, age, want in (
            ("nothing there", [], 0, 0, (0, 0)),
            ("no window", [1], 0, 0, (1, 0)),
            ("the window is on", [1, 1], 5, 2, (0, 3)),
            ("the window is over", [1, 1], 5, 5, (2, 0)),
            ("of the right size", [1, 1, 1], 5, 0, (3, 0)),
            ("more than its size", [1, 1, 1, 1], 5, 0, (3, 0)),
            ("the payload is met", [HALF, HALF, 1], 5, 0, (2, 0)),
            ("the payload is passed", [HALF, HALF + 1], 5, 0, (1, 0)),
            ("one is more than the payload", [PAYLOAD + 1, 1], 5, 0, (1, 0)),
            ("the payload is not met yet", [THIRD, THIRD], 5, 0, (0, 5)),
        ):
            with self.subTest(says):
                self.assertEqual(want, gather(sizes, since=100, batch_size=3, window=window, now=100 + age))


if __name__ == "__main__":
    unittest.main()
