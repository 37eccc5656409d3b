"""For the tests: emulators of their own, and functions on them."""

import io
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import botocore.config
import botocore.session

REGION, ACCOUNT = "eu-west-2", "000000000000"

# A custom runtime (Lambda developer guide, "Using the Lambda runtime API") with
# a handler. note(…) writes down what the handler sees.
BOOTSTRAP = f"""#!{sys.executable}
import base64, http.client, json, os, time
api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
def call(method, path, body=None):
    api.request(method, "/2018-06-01/runtime/invocation/" + path, body)
    reply = api.getresponse()
    return reply, reply.read()
def note(what):
    with open(NOTES, "a") as file:
        file.write(json.dumps(what) + chr(10))
HANDLER
while True:
    reply, event = call("GET", "next")
    path = reply.headers["Lambda-Runtime-Aws-Request-Id"]
    print("at work", flush=True)
    try:
        call("POST", path + "/response", json.dumps(handler(json.loads(event))))
    except ValueError as fault:
        call("POST", path + "/error", json.dumps({{"errorMessage": str(fault), "errorType": "ValueError"}}))
"""


class Emulator:
    """A running emulator, without the corrections named, if any."""

    def __init__(self, without: str = "") -> None:
        # What a correction brings about may take its time on a busy machine.
        # Without it, it never comes, and need not be waited for as long.
        self.patience = 6 if without else 60  # seconds
        self.home = Path(tempfile.mkdtemp(prefix="launcher-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self._count, self._clients = itertools.count(1), {}
        environment = {
            "PATH": os.environ["PATH"], "TMPDIR": str(self.home), "GATEWAY_PORT": str(port), "BIND_HOST": "127.0.0.1",
            "MINISTACK_REGION": REGION, "IOT_MTLS_ENABLED": "0", "SFTP_ENABLED": "0", "DOCKER_HOST": f"unix://{self.home}/none",
            "STATE_DIR": str(self.home), "S3_DATA_DIR": str(self.home), "LAUNCHER_WITHOUT": without,
        }
        self._log = open(self.home / "log", "wb")
        self._process = subprocess.Popen(
            [sys.executable, "-B", str(Path(__file__).parent)], env=environment, cwd=self.home, stdout=self._log, stderr=self._log,
        )

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def healthy(self) -> bool:
        if self._process.poll() is not None:
            raise RuntimeError(self.log())
        try:
            return urllib.request.urlopen(f"{self.url}/_ministack/health").status == 200
        except OSError:
            return False

    def log(self) -> str:
        return (self.home / "log").read_text()

    def client(self, service: str):
        if service not in self._clients:
            self._clients[service] = botocore.session.Session().create_client(
                service, region_name=REGION, endpoint_url=self.url, aws_access_key_id="local", aws_secret_access_key="local",
                config=botocore.config.Config(retries={"max_attempts": 1}),
            )
        return self._clients[service]

    def until(self, done: Callable[[], object], what: str, at_least: float = 0) -> None:
        """Wait for something, but not for ever."""
        end, pause = time.monotonic() + max(self.patience, at_least), threading.Event()
        while not done():
            if time.monotonic() > end:
                raise AssertionError(f"not in time: {what}")
            pause.wait(0.05)

    def name(self) -> str:
        """A name that nothing else has."""
        return f"name-{next(self._count)}"

    def function(self, handler: str) -> "Function":
        """Make a function of the Python source of handler(event)."""
        name = self.name()
        notes = self.home / f"{name}.notes"
        notes.touch()
        packed, program = io.BytesIO(), zipfile.ZipInfo("bootstrap")
        program.external_attr = 0o755 << 16
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(program, BOOTSTRAP.replace("NOTES", repr(str(notes))).replace("HANDLER", handler))
        self.client("lambda").create_function(
            FunctionName=name, Runtime="provided.al2023", Handler="bootstrap", Timeout=30,
            Role=f"arn:aws:iam::{ACCOUNT}:role/any", Code={"ZipFile": packed.getvalue()},
        )
        return Function(name, notes)

    def feed(self, function: "Function", source: str, **settings: object) -> None:
        """Map a function to a queue or stream."""
        self.client("lambda").create_event_source_mapping(FunctionName=function.name, EventSourceArn=source, **settings)

    def unmap(self) -> None:
        """Take all mappings away, so that what one scenario began ends with it."""
        client = self.client("lambda")
        for mapping in client.list_event_source_mappings()["EventSourceMappings"]:
            client.delete_event_source_mapping(UUID=mapping["UUID"])

    def queue(self) -> tuple[str, str]:
        """Make a queue, and return its URL and ARN."""
        name = self.name()
        url = self.client("sqs").create_queue(QueueName=name, Attributes={"VisibilityTimeout": "60"})["QueueUrl"]
        return url, f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"

    def messages(self, url: str) -> list[dict]:
        """Take what is in a queue, of documents."""
        got = self.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        return [json.loads(m["Body"]) for m in got.get("Messages", [])]


class Function:
    """A function, and what it noted."""

    def __init__(self, name: str, notes: Path) -> None:
        self.name, self._notes = name, notes

    def notes(self) -> list:
        return [json.loads(line) for line in self._notes.read_text().splitlines()]


class CorrectionTest(unittest.TestCase):
    """Plays scenarios with and without a correction."""

    correction = ""

    @classmethod
    def setUpClass(cls) -> None:
        cls.corrected, cls.pristine = Emulator(), Emulator(without=cls.correction)
        for emulator in (cls.corrected, cls.pristine):
            cls.addClassCleanup(emulator.stop)
        for emulator in (cls.corrected, cls.pristine):
            emulator.until(emulator.healthy, "the emulator is up")

    def tearDown(self) -> None:
        self.assertNotIn("Traceback", self.corrected.log())

    def needs_correction(self, scenario: Callable[[Emulator], None], otherwise: str) -> None:
        """The scenario succeeds, and without the correction fails as said. If it
        does not, the emulator has learnt it, and the correction can go."""

        def play(emulator: Emulator) -> None:
            try:
                scenario(emulator)
            finally:
                emulator.unmap()

        with ThreadPoolExecutor(2) as both:
            corrected, pristine = both.submit(play, self.corrected), both.submit(play, self.pristine)
            corrected.result()
            with self.assertRaisesRegex(AssertionError, otherwise):
                pristine.result()
