"""The program under test, as its users see it: a command with files and pipes."""

import json
import os
import queue
import shutil
import subprocess
import threading
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
# The longest that one reply, or loading the sample knowledge, may take on a busy machine.
REPLY_SECONDS = 30
LOAD_SECONDS = 300


class Parley:
    """Parley with one configuration and a data folder of its own."""

    def __init__(self, program, config, data_directory):
        self.program = Path(program)
        self.config = Path(config)
        self.data = Path(data_directory)
        # Only what the program needs: settings in the tester's environment must not change results.
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")
        } | {"PARLEY_DATA_DIR": str(data_directory)}

    def attempt(self, *arguments, seconds=LOAD_SECONDS, env=None, input=None):
        """Runs one verb to its end, however it ends."""
        return subprocess.run(
            [str(self.program), *arguments, "--config", str(self.config)],
            env=self.environment | (env or {}),
            input=input,
            stdin=subprocess.DEVNULL if input is None else None,
            capture_output=True,
            text=True,
            timeout=seconds,
        )

    def run(self, *arguments, **options):
        """What one verb prints; fails with all that it said when it fails."""
        done = self.attempt(*arguments, **options)
        assert done.returncode == 0, (
            f"parley {' '.join(arguments)} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
        return done.stdout

    def json(self, *arguments, **options):
        """What one verb prints with `--json`, read."""
        return json.loads(self.run(*arguments, "--json", **options))

    def copy_knowledge(self, other):
        """Takes over what another Parley has loaded: version files work anywhere."""
        shutil.copytree(other.data / "knowledge", self.data / "knowledge")

    def chat(self, persona):
        """A new chat; use it with `with`."""
        return Chat(self, persona)


class Chat:
    """`parley chat --json`: a line in is a turn, a line out is the reply object."""

    def __init__(self, parley, persona):
        command = [
            str(parley.program), "chat", "--config", str(parley.config),
            "--persona", persona, "--json",
        ]
        self.process = subprocess.Popen(
            command, env=parley.environment, text=True, encoding="utf-8", bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        self.lines = queue.Queue()
        self.complaints = []
        self.readers = [
            threading.Thread(target=self._read_replies, daemon=True),
            threading.Thread(target=self._read_complaints, daemon=True),
        ]
        for reader in self.readers:
            reader.start()

    def _read_replies(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def _read_complaints(self):
        self.complaints.extend(self.process.stderr)

    def say(self, message):
        """Sends one message and returns the reply object."""
        assert "\n" not in message, "a message is one line"
        self.process.stdin.write(message + "\n")
        self.process.stdin.flush()
        try:
            line = self.lines.get(timeout=REPLY_SECONDS)
        except queue.Empty:
            raise AssertionError(self._without_reply(message, "nothing in time")) from None
        assert line is not None, self._without_reply(message, "the end")
        try:
            return json.loads(line)
        except ValueError as error:
            raise AssertionError(self._without_reply(message, f"no JSON ({error}): {line}")) from None

    def start_anew(self):
        """Leaves the chat for a new one in the same process; prints nothing with `--json`."""
        self.process.stdin.write("/new\n")
        self.process.stdin.flush()

    def _without_reply(self, message, what):
        return f"after {message!r} came {what}; it said:\n{''.join(self.complaints)}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass  # it ended before the last message; say() has told why
        try:
            self.process.wait(timeout=REPLY_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for reader in self.readers:
            reader.join()
