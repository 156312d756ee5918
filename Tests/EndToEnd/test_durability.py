"""What survives a crash and a power cut, and how often a turn waits for the disk."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time

import kill_harness
import pytest

from parley_program import Parley
from power_cut import Disk, build_shim
from serving import Served

CUTS = int(os.environ.get("PARLEY_POWER_CUTS", "30"))
QUESTION = "candles, please"

# Commits numbers to a database, says each once it is committed, and waits to be killed.
COMMITTER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = " + sys.argv[2])
database.execute("CREATE TABLE numbers (n INTEGER)")
for number in range(20):
    database.execute("INSERT INTO numbers VALUES (?)", (number,))
    print(number, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    return build_shim(tmp_path_factory.mktemp("shim"))


@pytest.fixture
def shop(harbour_books, tmp_path):
    """The sample shop with a data folder of its own."""
    data = tmp_path / "data"
    shutil.copytree(harbour_books.data, data)
    return Parley(harbour_books.program, harbour_books.config, data)


@pytest.fixture
def disk(shim, shop, tmp_path):
    disk = Disk(shim, shop.data, tmp_path / "disk")
    shop.environment |= disk.environment
    return disk


def messages(data):
    database = sqlite3.connect(data / "parley.sqlite")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    rows = database.execute("SELECT id, content, status FROM messages").fetchall()
    database.close()
    return {identifier: (content, status) for identifier, content, status in rows}


def kill(chat):
    chat.process.kill()
    chat.process.wait()


def test_a_turn_waits_for_the_disk_twice(shop, disk):
    with shop.chat("bookseller") as chat:
        chat.say(QUESTION)
        before = disk.calls
        for _ in range(10):
            chat.say(QUESTION)
        assert before > 0
        assert disk.calls - before <= 20


def test_what_was_answered_survives_a_power_cut(shop, disk, tmp_path):
    # Keeps the database as it was before, which the disk has.
    shop.run("ask", QUESTION)
    replies = []
    for round in range(5):
        with shop.chat("bookseller") as chat:
            for _ in range(3):
                replies.append(chat.say(QUESTION))
            # The cut comes somewhere in a fourth turn.
            chat.process.stdin.write(QUESTION + "\n")
            chat.process.stdin.flush()
            time.sleep(round * 0.003)  # the moment of the cut, not a wait for something
            kill(chat)
        left = disk.after_power_cut(tmp_path / f"left-{round}")
        # The version of the knowledge was on the disk before the first turn.
        shutil.copytree(shop.data / "knowledge", left / "knowledge", dirs_exist_ok=True)
        kept = messages(left)
        for reply in replies:
            assert kept[reply["message_id"]] == (reply["reply"], "complete")
        after = Parley(shop.program, shop.config, left)
        assert after.json("ask", QUESTION)["finish_reason"] == "stop"


def cut(shop, disk, scratch, cuts, env=None):
    """Cuts the power of a server under load so often, each time going on with what the disk has; returns what the
    clients saw and, for each cut, what of it was lost."""
    lost = []
    copy = scratch / "left"

    def lose_power():
        disk.lose_power(copy)
        shutil.rmtree(copy)
        lost.append(witness.faults(shop.data / "parley.sqlite"))

    witness = kill_harness.Witness()
    kill_harness.run(shop, cuts, env=env, after_kill=lose_power, witness=witness)
    return witness, lost


def test_nothing_acknowledged_is_lost_in_a_power_cut(shop, disk, tmp_path):
    shop.run("ask", QUESTION)  # the first cut may come before the disk has a database
    witness, lost = cut(shop, disk, tmp_path, CUTS)
    assert lost == [[]] * CUTS
    assert len(witness.accepted) > CUTS and len(witness.done) > CUTS / 2
    with Served(shop):
        pass  # the start that recovers what the last cut left
    assert witness.faults(shop.data / "parley.sqlite") == []
    print(
        f"{CUTS} power cuts: {len(witness.accepted)} messages accepted, {len(witness.done)} replies done, none lost"
    )


def test_a_disk_that_lies_does_lose(shop, disk, tmp_path):
    """The proof that the cuts bite: without waiting for the disk the same harness finds losses."""
    shop.run("ask", QUESTION)
    witness, lost = cut(shop, disk, tmp_path, 3, env={"FSYNC_OFF": "1"})
    assert any(fault.startswith("accepted, then lost") for fault in lost[-1])
    assert any(fault.startswith("done, then lost") for fault in lost[-1])
    print(f"without fsync: {len(witness.accepted)} messages accepted, {len(lost[-1])} faults after 3 power cuts")


def test_what_was_answered_survives_a_crash(shop):
    replies = []
    for _ in range(5):
        with shop.chat("bookseller") as chat:
            replies.append(chat.say(QUESTION))
            kill(chat)
    kept = messages(shop.data)
    for reply in replies:
        assert kept[reply["message_id"]] == (reply["reply"], "complete")


@pytest.mark.parametrize(("synchronous", "most_lost"), [("OFF", None), ("FULL", 0)])
def test_the_power_cut_bites(shim, tmp_path, synchronous, most_lost):
    root = tmp_path / "root"
    root.mkdir()
    disk = Disk(shim, root, tmp_path / "disk")
    program = subprocess.Popen(
        [sys.executable, "-c", COMMITTER, str(root / "numbers.sqlite"), synchronous],
        env=disk.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )
    said = [int(program.stdout.readline()) for _ in range(20)]
    program.kill()
    program.communicate()
    assert said == list(range(20))
    left = disk.after_power_cut(tmp_path / "left")
    database = sqlite3.connect(left / "numbers.sqlite")
    try:
        rows = database.execute("SELECT n FROM numbers").fetchall()
    except sqlite3.OperationalError:
        rows = []
    lost = len(set(said) - {number for (number,) in rows})
    if most_lost is None:
        assert lost > 0
    else:
        assert lost <= most_lost
