"""A server under fifty guests for a long time, with faults: it stays as large as it is and loses nothing.

`PARLEY_SOAK_MINUTES` says how long; `make soak` takes two hours. What leaks slowly shows only there; the short
run here shows that everything that the guests do goes well, and that leaks would be noticed.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import process_watch
import pytest
from parley_program import REPOSITORY, Parley
from process_watch import Figures, Watch
from serving import Served
from soak_guests import Gone, Guest, Tally, digest
from waiting import wait_until

MINUTES = float(os.environ.get("PARLEY_SOAK_MINUTES", "0.75"))
GUESTS = 50
# One call of the upstream in a hundred goes wrong.
MODEL = "mixed-100"
# What the client of models keeps open of idle connections.
KEPT_CONNECTIONS = 64


@pytest.fixture
def shop(harbour_books, fake_upstream, tmp_path):
    """The sample shop for guests, with an upstream that fails now and then, and a source that is read every minute."""
    # A source that is read again lies below the configuration.
    shutil.copytree(REPOSITORY / "Knowledge", tmp_path / "Knowledge")
    text = harbour_books.config.read_text()
    for old, new in (
        ("mode: local ", "mode: guests "),
        ("first_byte: 60s, idle: 30s, total: 10m", "first_byte: 3s, idle: 3s, total: 1m"),
        ("spend: {per_day: 5.00}", "spend: {per_day: 1000000.00}"),
        ("every: 30m", "every: 1m"),
        # What works after turns has a quick one, so that it keeps up with the guests.
        ("  - name: extractive ", "  - {name: quick, base_url: '${PARLEY_BASE_URL:-}', model: ok}\n  - name: extractive "),
        ("with: {turns: 8} ", "with: {turns: 8, upstream: quick} "),
        ("use: Reflection\n", "use: Reflection\n    with: {upstream: quick}\n"),
        ("upstreams: [main, extractive]\n    plugins: [help", "upstreams: [main]\n    plugins: [help"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    config = tmp_path / "config.yaml"
    config.write_text(text)
    parley = Parley(harbour_books.program, config, tmp_path / "data")
    parley.copy_knowledge(harbour_books)
    parley.environment |= fake_upstream.environment(MODEL)
    return parley


def live(server, tally, seed, over):
    """One place in the shop: when a guest vanishes, the next one comes."""
    dice = random.Random(seed)
    while not over.is_set():
        try:
            Guest(server, tally, dice).live(over)
        except Gone:
            tally.saw("vanish", "vanished", True)
        except Exception as error:  # noqa: BLE001
            tally.saw("live", repr(error), False)


def faults(tally, database):
    """What was acknowledged and is not stored so, replies without an end, and damage to the file."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        [[state]] = connection.execute("PRAGMA integrity_check").fetchall()
        found = [] if state == "ok" else [f"integrity_check: {state}"]
        stored = {}
        for name, content, status in connection.execute("SELECT id, content, status FROM messages"):
            stored[name] = digest(content), status
            if status in ("pending", "streaming"):
                found.append(f"without an end: {name}")
    finally:
        connection.close()
    for name, text in tally.accepted.items():
        if stored.get(name, (None,))[0] != text:
            found.append(f"accepted, then lost: {name}")
    for name, text in tally.done.items():
        # A reply that was stopped is done as well.
        if stored.get(name) not in [(text, status) for status in ("complete", "stopped", "truncated")]:
            found.append(f"done, then lost: {name}")
    return found


def test_fifty_guests_change_nothing_but_the_store(shop, fake_upstream):
    tally, over = Tally(), threading.Event()
    with Served(shop) as server:
        pid = server.process.pid
        server.json("POST", "/api/chat", {"message": "hello"})
        before = process_watch.descriptors(pid)
        watch = Watch(pid, shop.data / "parley.sqlite-wal", each=progress())
        guests = [threading.Thread(target=live, args=(server, tally, seed, over)) for seed in range(GUESTS)]
        [guest.start() for guest in guests]
        ends = time.monotonic() + MINUTES * 60
        while (left := ends - time.monotonic()) > 0 and server.process.poll() is None:
            time.sleep(min(left, 30))  # the length of the run, not a wait for something
            server.process.send_signal(signal.SIGHUP)
        over.set()
        [guest.join() for guest in guests]
        looks = watch.stop()
        assert server.process.poll() is None, "".join(server.log[-20:])
        # Connections of guests are closed, replies that were left are over.
        metrics = "parley_generations_running 0\n"
        wait_until(lambda: metrics in server.request("GET", "/metrics")[2].decode(), seconds=120)
        wait_until(lambda: at_rest(before, process_watch.descriptors(pid)) == [], seconds=120)
        assert server.stop() == 0
    calls = fake_upstream.calls(MODEL)
    report(tally, looks, calls)
    assert dict(tally.unexpected) == {}
    assert errors(server.log) == []
    assert faults(tally, shop.data / "parley.sqlite") == []
    assert process_watch.complaints(looks, growth=96) == []
    # The run was one: everybody did everything, and the upstream failed and was noticed.
    assert set(tally.actions) >= {"talk", "stream", "stop", "leave", "come back", "answer again", "say instead"}
    assert len(tally.accepted) > 60 * MINUTES and len(tally.done) > 60 * MINUTES
    assert calls > 200 and any("upstream_" in answer for answer in tally.answers)


def at_rest(before, now):
    """The kinds of descriptors that have become more than is kept of them on purpose."""
    return [
        f"{kind}: {before.get(kind, 0)} before, {count} now"
        for kind, count in now.items()
        if count > before.get(kind, 0) + (KEPT_CONNECTIONS if kind == "socket" else 4)
    ]


def errors(log):
    """What the server itself calls an error."""
    lines = [json.loads(line) for line in log if line.startswith("{")]
    return [line for line in lines if line["level"] == "error"][:20]


def progress():
    """Writes what is seen to the file that `PARLEY_SOAK_FIGURES` names, as it is seen."""
    path = os.environ.get("PARLEY_SOAK_FIGURES")
    if not path:
        return lambda look: None
    file = open(path, "w", buffering=1)  # noqa: SIM115
    return lambda look: file.write(json.dumps(look._asdict()) + "\n")


def report(tally, looks, calls):
    print(f"{GUESTS} guests, {sum(tally.actions.values())} actions, {calls} calls of the upstream; ", end="")
    print(f"{len(tally.accepted)} messages accepted, {len(tally.done)} replies done; {process_watch.summary(looks)}")
    print(", ".join(f"{name} {count}" for name, count in tally.answers.most_common()))
    print(", ".join(f"{name} {count}" for name, count in tally.actions.most_common()))
    print("unexpected:", dict(tally.unexpected))


# That leaks are noticed


def looks(minutes, every=10, **growth):
    """What would be seen of a process whose figures waver and grow by so much in an hour."""
    dice = random.Random(3)

    def value(name, start, waver, seconds):
        return start + dice.uniform(-waver, waver) + growth.get(name, 0) * seconds / 3600

    return [
        Figures(
            seconds, value("resident", 120, 3, seconds), 100, round(value("descriptors", 90, 10, seconds)),
            round(value("threads", 30, 1, seconds)), value("log", 16, 8, seconds),
        )  # fmt: skip
        for seconds in range(0, minutes * 60, every)
    ]


def test_what_wavers_is_no_leak():
    assert process_watch.complaints(looks(120), growth=16) == []
    assert process_watch.complaints(looks(2, every=1), growth=16) == []
    # A peak, and a step during the warm-up.
    steps = [look._replace(resident=look.resident + 40 * (look.seconds > 1800)) for look in looks(120)]
    assert process_watch.complaints(steps, growth=16) == []
    peaks = [look._replace(resident=look.resident + 40 * (4000 < look.seconds < 4300)) for look in looks(120)]
    assert process_watch.complaints(peaks, growth=16) == []


@pytest.mark.parametrize(
    ("minutes", "growth", "named"),
    [
        (120, {"resident": 2}, "resident"),
        (60, {"resident": 8}, "resident"),
        (2, {"resident": 2000}, "resident"),
        (120, {"descriptors": 30}, "descriptors"),
        (120, {"threads": 6}, "threads"),
        (120, {"log": 30}, "log"),
    ],
)
def test_a_leak_is_noticed(minutes, growth, named):
    [complaint] = process_watch.complaints(looks(minutes, every=max(1, minutes // 12), **growth), growth=16)
    assert named in complaint


LEAKING = """
import sys
kept = []
for line in sys.stdin:
    kept.append((bytearray(b"x" * (1 << 20)), open(sys.argv[1])))
    print(flush=True)
"""


def test_a_process_that_leaks_is_noticed(tmp_path):
    (tmp_path / "log").write_bytes(b"0" * (65 << 20))
    with subprocess.Popen(
        [sys.executable, "-c", LEAKING, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        seen = []

        def look():
            seen.append(process_watch.figures(process.pid, tmp_path / "log"))

        process.stdin.write("\n")
        process.stdin.flush()
        process.stdout.readline()
        before = process_watch.descriptors(process.pid)
        for _ in range(30):
            process.stdin.write("\n")
            process.stdin.flush()
            process.stdout.readline()
            look()
        found = process_watch.complaints(seen, growth=8)
        now = process_watch.descriptors(process.pid)
        process.stdin.close()
    assert [complaint.split(" ")[0] for complaint in found] == ["the", "resident:"], found
    assert at_rest(before, now) == [f"{__file__}: 1 before, 31 now"]
