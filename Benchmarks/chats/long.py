"""What a turn costs in a chat of 5,000 turns, beside one in a chat of 5: time, and memory of the server.

    python Benchmarks/chats/long.py PROGRAM FOLDER [CONFIG]

The long chat is talked through this server from its first turn on, with everything that jobs make of it. Then
turns in it and in short chats take turns, so that a busy machine slows both; the ratios are medians of pairs. The
upstream is a program on this machine that answers at once, or, without `PARLEY_BASE_URL`, the built-in model.
"""

import http.client
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).resolve().parents[2]
LONG, SHORT, ROUNDS = 5000, 5, 40
# After so many turns the memory is read.
LOOKS = (50, 500, 5000)
QUESTION = "Do you have something by Ursula K. Le Guin, about number {}?"


class Server:
    """A running Parley, over one connection."""

    def __init__(self, program, config, environment):
        command = [program, "serve", "--config", config, "--listen", "127.0.0.1:0"]
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if found := re.search(r"http://(\S+?):(\d+)", line):
                break
        self.connection = http.client.HTTPConnection(found[1], int(found[2]), timeout=120)

    def request(self, method, path, body=None):
        """The reply as bytes, and the seconds it took."""
        started = time.perf_counter()
        self.connection.request(
            method, path, None if body is None else json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        response = self.connection.getresponse()
        content = response.read()
        taken = time.perf_counter() - started
        assert response.status < 300, (response.status, content[:300])
        return content, taken

    def session(self, chat):
        content, _ = self.request("POST", "/api/sessions", {"chat_id": chat} if chat else {})
        return json.loads(content)

    def ask(self, session, number):
        """Asks; returns the seconds until the reply was whole."""
        return self.request("POST", "/api/chat", {"message": QUESTION.format(number), "session_id": session})[1]

    def resident(self):
        """The server's memory, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        [line] = [line for line in status if line.startswith("VmRSS")]
        return int(line.split()[1]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Queue:
    """The jobs of the server, seen from beside it."""

    def __init__(self, database):
        self.connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)

    def settled(self):
        """Waits until no job is left; returns the seconds that took."""
        started = time.perf_counter()
        left = "SELECT 1 FROM jobs WHERE status = 'waiting' UNION ALL SELECT 1 FROM jobs WHERE status = 'running' LIMIT 1"
        while self.connection.execute(left).fetchone():
            time.sleep(0.0005)
        return time.perf_counter() - started


def grow(server, queue):
    """Talks the long chat; returns its session."""
    session = server.session(None)
    for number in range(1, LONG + 1):
        server.ask(session["session_id"], number)
        if number % 50 == 0:
            queue.settled()
        if number in LOOKS:
            print(f"memory of the server after {number:5} turns   {server.resident():.1f} MiB", flush=True)
    return session


def short_chats(server, queue):
    sessions = [server.session(None) for _ in range(ROUNDS + 1)]
    for session in sessions:
        for number in range(SHORT):
            server.ask(session["session_id"], number)
    queue.settled()
    return sessions


def told(what, pairs, limit):
    """Prints the medians of both, and of their ratios."""
    short, long = (median(values) * 1000 for values in zip(*pairs))
    ratio = median(long / short for short, long in pairs)
    print(f"{what:32} {short:6.2f} and {long:6.2f} ms, ratio {ratio:.2f} (limit {limit})")
    return ratio <= limit


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    config = sys.argv[3] if len(sys.argv) > 3 else str(REPOSITORY / "config.yaml")
    environment = os.environ | {"PARLEY_DATA_DIR": str(folder)}
    subprocess.run([program, "knowledge", "load", "--config", config], env=environment, check=True, capture_output=True)
    server = Server(program, config, environment)
    try:
        queue = Queue(folder / "parley.sqlite")
        long = grow(server, queue)
        turns, jobs, pages = [], [], []
        for round, short in enumerate(short_chats(server, queue)):
            asked, done, shown = [], [], []
            pair = [short, long] if round % 2 else [long, short]
            for session in pair:
                asked.append(server.ask(session["session_id"], round))
                done.append(queue.settled())
                shown.append(server.request("GET", f"/api/chats/{session['chat_id']}")[1])
            # The first round warms up.
            if round:
                order = 1 if round % 2 else -1
                turns.append(asked[::order])
                jobs.append(done[::order])
                pages.append(shown[::order])
        print(f"chats of {SHORT} turns and one of {LONG}, {ROUNDS} pairs:")
        held = told("a turn", turns, 1.25)
        held = told("until its jobs had ended", jobs, 1.5) and held
        size = len(server.request("GET", f"/api/chats/{long['chat_id']}")[0])
        told("the chat as the page reads it", pages, 10)
        print(f"{'its newest page':32} {size / 1024:.0f} KiB")
        print(f"memory of the server at the end           {server.resident():.1f} MiB")
    finally:
        server.stop()
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
