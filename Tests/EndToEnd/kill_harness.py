"""Kills the server under load again and again, and counts what it had promised and then lost.

What a client has seen is the truth: a message for which it saw `accepted` and a reply for which it saw
`done` must be there after the kill, once, with the text it saw.
"""

import http.client
import json
import random
import sqlite3
import threading
import time

from serving import Served

CLIENTS = 16
# What every message begins with.
WORDS = "message number"


class Witness:
    """What the clients have seen, and what became of it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.accepted = {}
        self.done = {}
        self.sent = 0

    def next_message(self):
        with self.lock:
            self.sent += 1
            return f"{WORDS} {self.sent}"

    def saw(self, event, message):
        with self.lock:
            data = event["data"]
            if event["event"] == "accepted":
                self.accepted[data["user_message_id"]] = message
            elif event["event"] == "done":
                self.done[data["message_id"]] = data["reply"]

    def faults(self, database):
        """Everything that was acknowledged and is lost, doubled or changed; damage to the file."""
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        try:
            [[state]] = connection.execute("PRAGMA integrity_check").fetchall()
            rows = connection.execute("SELECT id, role, content, status FROM messages").fetchall()
        finally:
            connection.close()
        faults = [] if state == "ok" else [f"integrity_check: {state}"]
        stored = {name: (role, content, status) for name, role, content, status in rows}
        # Other tests may have said something in this store before.
        users = [content for role, content, _ in stored.values() if role == "user" and content.startswith(WORDS)]
        faults += [f"{text!r} is stored twice" for text in set(users) if users.count(text) > 1]
        for name, text in self.accepted.items():
            if stored.get(name, (None, None))[1] != text:
                faults.append(f"accepted, then lost: {text!r}")
        for name, text in self.done.items():
            if stored.get(name, (None, None))[1] != text or stored[name][2] != "complete":
                faults.append(f"done, then lost: {name}")
        return faults


def client(server, witness, stop, seed):
    """Sends messages, each in a chat of its own, until the server is gone."""
    dice = random.Random(seed)
    connection = server.connection(10)
    while not stop.is_set():
        message = witness.next_message()
        body = json.dumps({"message": message, "stream": True}).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"{seed}-{dice.random()}"}
        try:
            connection.request("POST", "/api/chat", body=body, headers=headers)
            response = connection.getresponse()
            if response.status != 200:
                response.read()
                continue
            event = {}
            while line := response.readline():
                line = line.decode().rstrip("\n")
                if not line and "data" in event:
                    witness.saw({**event, "data": json.loads(event["data"])}, message)
                    event = {}
                elif line and not line.startswith(":"):
                    name, _, value = line.partition(":")
                    event[name] = value.removeprefix(" ")
        except (OSError, http.client.HTTPException, ValueError):
            connection.close()
            if stop.is_set() or server.process.poll() is not None:
                return


def run(shop, rounds, env=None, after_kill=None, seed=1, witness=None):
    """Kills `rounds` times; returns the witness and how long each restart took to be ready."""
    witness, dice, ready = witness or Witness(), random.Random(seed), []
    for number in range(rounds):
        server = Served(shop, env=env)
        ready.append(server.ready_seconds)
        stop = threading.Event()
        threads = [
            threading.Thread(target=client, args=(server, witness, stop, f"{seed}-{number}-{index}"))
            for index in range(CLIENTS)
        ]
        for thread in threads:
            thread.start()
        time.sleep(dice.uniform(0.05, 0.5))  # the random moment of the kill, not a wait for something
        server.kill()
        stop.set()
        for thread in threads:
            thread.join()
        if after_kill:
            after_kill()
    return witness, ready
