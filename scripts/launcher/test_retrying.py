import json
import unittest

from retrying import Batch, first_failed, next_tries, pause

A, B, C, D = records = [{"kinesis": {"sequenceNumber": number}} for number in ("1", "2", "3", "4")]


def reporting(*numbers: object) -> dict:
    return {"body": {"batchItemFailures": [{"itemIdentifier": n} for n in numbers]}}


class FirstFailedTest(unittest.TestCase):
    def test_an_answer_says_which_records_failed(self) -> None:
        for says, result, want in (
            ("an empty list", reporting(), None),
            ("a null list", {"body": {"batchItemFailures": None}}, None),
            ("an empty answer", {"body": {}}, None),
            ("no answer", {"body": None}, None),
            ("an answer of another kind", {"body": [1]}, None),
            ("one record", reporting("3"), 2),
            ("as text", {"body": json.dumps(reporting("3")["body"])}, 2),
            ("several records", reporting("4", "2", "3"), 1),
            ("an empty identifier", reporting("3", ""), 0),
            ("a null identifier", reporting("3", None), 0),
            ("an identifier of another batch", reporting("3", "9"), 0),
            ("a bad key", {"body": {"batchItemFailures": [{"sequenceNumber": "3"}]}}, 0),
            ("no object", {"body": {"batchItemFailures": ["3"]}}, 0),
            ("an error", {"error": True, **reporting("3")}, 0),
        ):
            with self.subTest(says):
                self.assertEqual(want, first_failed(result, records, reports=True))

    def test_an_answer_is_not_looked_at_unless_the_mapping_says_so(self) -> None:
        self.assertIsNone(first_failed(reporting("3"), records, reports=False))
        self.assertEqual(0, first_failed({"error": True}, records, reports=False))


class NextTriesTest(unittest.TestCase):
    def test_a_batch_is_cut_and_tried_again_and_given_up(self) -> None:
        for says, failed, of, retries, bisect, maximum, want in (
            ("done in part", 2, records, 1, False, 3, [Batch([C, D], 2)]),
            ("done in part, and cut there", 2, records, 1, True, 3, [Batch([C, D], 1)]),
            ("done in part, and cut there, also at the end", 2, records, 3, True, 3, [Batch([C, D], 3)]),
            ("all failed", 0, records, 1, False, 3, [Batch(records, 2)]),
            ("all failed, and halved", 0, records, 3, True, 3, [Batch([A, B], 3), Batch([C, D], 3)]),
            ("three are halved", 0, records[:3], 0, True, 3, [Batch([A], 0), Batch([B, C], 0)]),
            ("one cannot be halved", 0, [A], 0, True, 3, [Batch([A], 1)]),
            ("one retry is left", 0, [A], 2, True, 3, [Batch([A], 3)]),
            ("none is left", 0, [A], 3, True, 3, None),
            ("there are none", 0, records, 0, False, 0, None),
            ("there is no end", 0, [A], 9999, True, -1, [Batch([A], 10000)]),
        ):
            with self.subTest(says):
                self.assertEqual(want, next_tries(Batch(of, retries), failed, bisect, maximum))

    def test_retries_are_a_second_apart_at_most(self) -> None:
        self.assertLess(0, pause(0))
        self.assertEqual(1, pause(10_000))


if __name__ == "__main__":
    unittest.main()
