"""What a turn costs in a chat of 5,000 turns, beside one in a chat of 5: time, and memory of the server.

    python Benchmarks/chats/long.py PROGRAM FOLDER [CONFIG]

Turns in the long chat and in short ones take turns, so that a busy machine slows both. The upstream is a
program on this machine that answers at once, or, without `PARLEY_BASE_URL`, the built-in model.
"""

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).resolve().parents[2]
LONG, SHORT, ROUNDS = 5000, 5, 40
QUESTION = "Do you have something by Ursula K. Le Guin, about number {}?"
REPLY = "There are several; the first is the one that people like best, and it is in stock. " * 5


def seed(database, chat, turns):
    """Stores a chat of so many turns."""
    connection = sqlite3.connect(database)
    with connection:
        connection.execute(
            "INSERT INTO chats (id, owner, persona, title, fence, created_at, updated_at, leaf) "
            "VALUES (?, 'local', 'bookseller', 'Long', 'abcdef012345', 1, 4102444800000, ?)",
            (chat, f"{chat}-a{turns - 1}"),
        )
        for number in range(turns):
            before = f"{chat}-a{number - 1}" if number else None
            for name, parent, role, text in (
                (f"{chat}-q{number}", before, "user", QUESTION.format(number)),
                (f"{chat}-a{number}", f"{chat}-q{number}", "assistant", REPLY),
            ):
                connection.execute(
                    "INSERT INTO messages (id, chat, seq, parent, role, content, status, citations, notices, knowledge, "
                    "created_at) VALUES (?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM messages WHERE chat = ?), ?, ?, ?, "
                    "'complete', '[]', '[]', '{}', 1)",
                    (name, chat, chat, parent, role, text),
                )
    connection.close()


def post(url, body):
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=120) as response:
        return json.load(response)


def settled(database):
    """Waits until no job is left, so that the next turn has the machine for itself."""
    connection = sqlite3.connect(database)
    while connection.execute("SELECT count(*) FROM jobs WHERE status IN ('waiting', 'running')").fetchone() != (0,):
        time.sleep(0.002)
    connection.close()


def resident(process):
    """The server's memory, in MiB."""
    [line] = [line for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    config = sys.argv[3] if len(sys.argv) > 3 else str(REPOSITORY / "config.yaml")
    environment = os.environ | {"PARLEY_DATA_DIR": str(folder)}
    command = [program, "serve", "--config", config, "--listen", "127.0.0.1:0"]
    subprocess.run([program, "knowledge", "load", "--config", config], env=environment, check=True, capture_output=True)
    subprocess.run([program, "ask", "hello", "--config", config], env=environment, check=True, capture_output=True)
    database = folder / "parley.sqlite"
    seed(database, "long", LONG)
    for number in range(ROUNDS + 1):
        seed(database, f"short{number}", SHORT)
    server = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        for line in server.stderr:
            if found := re.search(r"http://(\S+?):(\d+)", line):
                break
        url = f"http://{found[1]}:{found[2]}"
        long_session = post(f"{url}/api/sessions", {"chat_id": "long"})["session_id"]
        times = {"short": [], "long": []}
        afterwards = {"short": [], "long": []}
        memory = []
        for number in range(ROUNDS + 1):
            short_session = post(f"{url}/api/sessions", {"chat_id": f"short{number}"})["session_id"]
            for kind, session in (("short", short_session), ("long", long_session)):
                started = time.perf_counter()
                post(f"{url}/api/chat", {"message": QUESTION.format("one"), "session_id": session})
                answered = time.perf_counter()
                settled(database)
                # The first round warms up.
                if number:
                    times[kind].append(answered - started)
                    afterwards[kind].append(time.perf_counter() - answered)
            memory.append(resident(server))
        short, long = median(times["short"]) * 1000, median(times["long"]) * 1000
        print(f"a turn in a chat of {SHORT} turns      {short:.2f} ms")
        print(f"a turn in a chat of {LONG} turns   {long:.2f} ms")
        print(f"ratio                           {long / short:.3f} (limit 1.25)")
        jobs = {kind: median(values) * 1000 for kind, values in afterwards.items()}
        print(f"until its jobs had ended        {jobs['short']:.2f} and {jobs['long']:.2f} ms")
        print(f"memory of the server            {memory[1]:.1f} MiB, after {ROUNDS} rounds {memory[-1]:.1f} MiB")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
