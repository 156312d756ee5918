"""Each write, each wait for the disk and each allocation of SQLite during a turn fails once, and then all from there
on: no turn says `done` that is not stored, none hangs, the file stays whole, and the next turn is answered.

Every single write and wait fails once in each run; `PARLEY_FAULTS=all` (`make soak`) lets every allocation fail as well,
and all calls from every single one on, of which the short run takes some.
"""

import http.client
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys

import pytest
from failing_calls import FailingCalls
from parley_program import REPOSITORY, Parley
from power_cut import Disk, build_shim
from serving import Served

# Of so many calls one fails in the short run; where nothing is said, each.
STRIDES = {("allocation", False): 31, ("allocation", True): 61, ("write", True): 4}
if os.environ.get("PARLEY_FAULTS") == "all":
    STRIDES = {}
# The longest that a turn may take; only one that hangs takes so long.
TURN_SECONDS = 30
QUESTION = "How do I return a book?"


@pytest.fixture(scope="module")
def shims(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shims")
    return build_shim(folder, "fault_shim"), build_shim(folder, "fsync_shim")


@pytest.fixture
def disk(shims, tmp_path):
    """Beneath the failing calls lies a disk that keeps only what was waited for."""
    (tmp_path / "data").mkdir()
    return Disk(shims[1], tmp_path / "data", tmp_path / "disk")


@pytest.fixture
def calls(shims, disk, tmp_path):
    calls = FailingCalls(shims[0], disk.root, tmp_path)
    calls.environment = disk.environment | calls.environment | {"LD_PRELOAD": f"{shims[0]}:{shims[1]}"}
    return calls


@pytest.fixture
def shop(harbour_books, calls, tmp_path):
    """The sample shop's help desk, without what works after a turn."""
    text = harbour_books.config.read_text().replace("Knowledge/", f"{REPOSITORY}/Knowledge/")
    for old in (", memory, summary, log, reflection]", ", summary, log, reflection]"):
        assert old in text
        text = text.replace(old, "]")
    text = text.replace(", every: 30m", "")
    config = tmp_path / "config.yaml"
    config.write_text(text)
    shop = Parley(harbour_books.program, config, tmp_path / "data")
    shop.copy_knowledge(harbour_books)
    shop.environment |= calls.environment
    return shop


class Turn:
    """One turn as a client sees it."""

    def __init__(self, server, session=None):
        self.accepted = self.done = self.error = None
        body = {"message": QUESTION, "stream": True, "persona": "helpdesk"}
        if session:
            body = {"message": QUESTION, "stream": True, "session_id": session}
        connection = server.connection(TURN_SECONDS)
        try:
            headers = {"Content-Type": "application/json"}
            connection.request("POST", "/api/chat", json.dumps(body).encode(), headers)
            response = connection.getresponse()
            if response.status != 200:
                self.error = {**json.loads(response.read()), "status": response.status}
                return
            for event in events(response):
                if event["event"] in ("accepted", "done", "error"):
                    setattr(self, event["event"], event["data"])
        except (OSError, http.client.HTTPException) as error:
            self.error = {"code": f"the client saw {error!r}"}
        finally:
            connection.close()

    @property
    def is_told(self):
        """Whether it ended in `done` or in an error that names itself."""
        return bool(self.done) or (self.error and self.error["code"].replace("_", "").isalpha())


def events(response):
    event = {}
    while line := response.readline():
        name, _, value = line.decode().rstrip("\n").partition(":")
        if name:
            event[name] = value.removeprefix(" ")
        elif event:
            yield {**event, "data": json.loads(event["data"])} if "data" in event else event
            event = {}


def stored(database):
    """Messages by id, and what is wrong with the file."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        [[state]] = connection.execute("PRAGMA integrity_check").fetchall()
        rows = connection.execute("SELECT id, content, status FROM messages").fetchall()
    except sqlite3.Error as error:
        return {}, [f"{error!r}"]
    finally:
        connection.close()
    return {name: (content, status) for name, content, status in rows}, [] if state == "ok" else [state]


def lost(turns, database):
    """What these turns acknowledged and the database does not have; damage to it."""
    rows, found = stored(database)
    for turn in turns:
        if turn.accepted and rows.get(turn.accepted["user_message_id"], (None,))[0] != QUESTION:
            found.append("accepted, then lost")
        if turn.done and rows.get(turn.done["message_id"]) != (turn.done["reply"], "complete"):
            found.append("done, then lost")
    return found


class Trial:
    """Turns of a server while calls of one kind fail."""

    def __init__(self, server, calls, disk, kind, scratch):
        self.server, self.calls, self.disk, self.kind, self.scratch = server, calls, disk, kind, scratch
        self.turns, self.found, self.refused, self.hits = [], [], 0, 0

    def span(self):
        """How many calls a turn makes, the first of a chat and a later one."""
        with self.calls.armed(self.kind):
            first = Turn(self.server)
            assert first.done, first.error
            assert Turn(self.server, first.done["session_id"]).done
            return self.calls.counted

    def run(self, nth, **fault):
        """One turn with the fault, another one after it."""
        with self.calls.armed(self.kind, nth, **fault):
            turn = Turn(self.server)
            again = turn.done and Turn(self.server, turn.done["session_id"])
            self.hits += self.calls.failed > 0
        made = [turn, again] if again else [turn]
        self.turns += made
        self.refused += any(one.error is not None for one in made)
        self.found += [f"{nth}: {one.error}" for one in made if not one.is_told]
        self.found += [f"{nth}: {fault}" for fault in self.after_power_cut(made)]
        session = turn.accepted["session_id"] if turn.accepted else None
        after = Turn(self.server, session)
        self.turns.append(after)
        if not after.done:
            self.found.append(f"{nth}: not answered afterwards: {after.error}")

    def after_power_cut(self, turns):
        """What of these turns a power cut would take now."""
        # The files of one moment: a checkpoint meanwhile would give the database of before and the log of after.
        self.server.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, self.server.process.pid, os.WSTOPPED)
        left = self.disk.after_power_cut(self.scratch / "left")
        self.server.process.send_signal(signal.SIGCONT)
        try:
            return lost(turns, left / "parley.sqlite")
        finally:
            shutil.rmtree(left)


def trial(shop, calls, disk, kind, scratch, stride=1, **fault):
    """Lets each call of a turn's span fail; returns what was seen, and what is wrong at the end."""
    with Served(shop) as server:
        trial = Trial(server, calls, disk, kind, scratch)
        # The first turn of a server prepares what later ones use.
        assert Turn(server).done
        span = max(trial.span(), trial.span())
        for nth in range(1, span + 3, stride):
            trial.run(nth, **fault)
        assert server.stop() == 0
    trial.found += lost(trial.turns, shop.data / "parley.sqlite")
    print(f"{kind}, {fault}: a span of {span} calls, {trial.hits} failed, {trial.refused} turns ended in an error")
    return trial


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from-there-on"])
@pytest.mark.parametrize("kind", ["write", "sync", "allocation"])
def test_each_failing_call_is_told_or_made_good(shop, calls, disk, tmp_path, kind, lasting):
    seen = trial(shop, calls, disk, kind, tmp_path, STRIDES.get((kind, lasting), 1), lasting=lasting)
    assert seen.found == [], "\n".join(seen.found[:5])
    assert seen.hits > 1 and seen.refused > 1


@pytest.mark.parametrize("kind", ["write", "sync"])
def test_an_ignored_failure_is_noticed(shop, calls, disk, tmp_path, kind):
    """The proof that the test above bites: the program is told that all went well."""
    seen = trial(shop, calls, disk, kind, tmp_path, stride=3, lasting=True, silent=True)
    assert any("done, then lost" in fault for fault in seen.found)


# Commits the numbers that it is told to and says so; the careless one whether or not it could.
COMMITTER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = FULL")
database.execute("CREATE TABLE numbers (n INTEGER, words TEXT)")
print("ready", flush=True)
for line in sys.stdin:
    try:
        database.execute("INSERT INTO numbers VALUES (?, ?)", (int(line), "x" * 9000))
        print("done", flush=True)
    except (sqlite3.Error, MemoryError):
        print("done" if sys.argv[2] == "careless" else "failed", flush=True)
"""


@pytest.mark.parametrize("kind", ["write", "sync", "allocation"])
@pytest.mark.parametrize("manner", ["honest", "careless"])
def test_who_ignores_errors_is_caught(calls, disk, kind, manner):
    database = disk.root / "numbers.sqlite"
    program = subprocess.Popen(
        [sys.executable, "-c", COMMITTER, str(database), manner],
        env=os.environ | calls.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip

    def commit(number):
        program.stdin.write(f"{number}\n")
        program.stdin.flush()
        return program.stdout.readline() == "done\n"

    assert program.stdout.readline() == "ready\n"
    assert commit(0)
    with calls.armed(kind):
        assert commit(0)
        span = calls.counted
    said = set()
    for number in range(1, span + 1):
        with calls.armed(kind, number):
            said |= {number} if commit(number) else set()
    program.communicate()
    with sqlite3.connect(database) as connection:
        kept = {number for [number] in connection.execute("SELECT n FROM numbers")}
    assert bool(said - kept) == (manner == "careless"), (span, sorted(said - kept))
