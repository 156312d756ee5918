"""Guests of a server for a long time: they talk, stop, leave, say it anew, look around, tidy up, and some vanish."""

import collections
import hashlib
import http.client
import json
import socket
import threading

# How long a guest pauses between two things, in seconds; the mean of what is drawn.
PAUSE = 1.0
# What a planned fault of the upstream may come to: before the first text a status, afterwards an event.
PLANNED = "upstream_"
QUESTIONS = [
    "Books by Ursula K. Le Guin under 15 dollars",
    "Is there a wall calendar with lighthouses?",
    "How do I return a book?",
    "Something cheerful for a rainy week, and what does delivery cost?",
    "No, the other one. Is it in stock?",
    "candles, please",
]


class Gone(Exception):
    """The guest has vanished."""


class Tally:
    """What all guests did and saw."""

    def __init__(self):
        self.lock = threading.Lock()
        self.actions = collections.Counter()
        self.answers = collections.Counter()
        self.unexpected = collections.Counter()
        # What must be stored, by the ids of messages; texts as hashes.
        self.accepted = {}
        self.done = {}

    def saw(self, action, what, is_planned):
        with self.lock:
            self.actions[action] += 1
            self.answers[what] += 1
            if not is_planned:
                self.unexpected[f"{action}: {what}"] += 1

    def keep(self, event, text=None):
        """Notes an acknowledgement: `accepted` of a message with this text, or a `done` reply."""
        with self.lock:
            if text is not None and event.get("user_message_id"):
                self.accepted[event["user_message_id"]] = digest(text)
            if "reply" in event:
                self.done[event["message_id"]] = digest(event["reply"])

    def forget(self, messages):
        """Their chat is deleted."""
        with self.lock:
            for message in messages:
                self.accepted.pop(message, None)
                self.done.pop(message, None)


def digest(text):
    return hashlib.blake2b(text.encode(), digest_size=12).digest()


class Guest:
    """Somebody with a cookie, one connection, and a few chats."""

    def __init__(self, server, tally, dice):
        self.server, self.tally, self.dice = server, tally, dice
        self.connection = server.connection(60)
        self.cookie = None
        self.session = self.chat = self.generation = None
        self.turns = []
        self.said = 0
        self.choices, self.weights = zip(
            *[
                (self.talk, 18), (self.stream, 28), (self.stop, 6), (self.leave, 6), (self.come_back, 4),
                (self.answer_again, 6), (self.say_instead, 5), (self.rate, 3), (self.look_around, 8),
                (self.export, 3), (self.take_in, 2), (self.clear, 3), (self.begin, 2), (self.delete, 2),
                (self.complete, 3), (self.vanish, 1),
            ]
        )  # fmt: skip

    def live(self, over):
        """Does one thing after another until it is over, or the guest vanishes."""
        try:
            while not over.wait(self.dice.expovariate(1 / PAUSE)):
                [thing] = self.dice.choices(self.choices, self.weights)
                thing()
        finally:
            self.connection.close()

    # Requests

    def send(self, method, path, body=None, headers=None):
        """The head of an answer; what is left of an earlier one is no concern of this connection."""
        sent = {"Sec-Fetch-Site": "same-origin", **(headers or {})}
        if self.cookie:
            sent["Cookie"] = self.cookie
        data = None
        if body is not None:
            data, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        try:
            self.connection.request(method, path, body=data, headers=sent)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # A kept connection that the server had closed; once more on a new one.
            self.connection.close()
            self.connection.request(method, path, body=data, headers=sent)
            response = self.connection.getresponse()
        if given := response.headers["Set-Cookie"]:
            self.cookie = given.split(";")[0]
        return response

    def ask(self, action, method, path, body=None, expect=(200,), headers=None):
        """A whole answer as JSON, or `None` when it was none of those expected."""
        response = self.send(method, path, body, headers)
        data = response.read()
        if response.status in expect:
            self.tally.saw(action, str(response.status), True)
            if "json" in (response.headers["Content-Type"] or ""):
                return json.loads(data)
            return {}
        code = self.code(data)
        self.tally.saw(action, f"{response.status} {code}", code.startswith(PLANNED))
        return None

    @staticmethod
    def code(data):
        try:
            answer = json.loads(data)
            return str(answer.get("code") or answer["error"].get("code"))
        except (ValueError, KeyError, AttributeError):
            return repr(data[:80])

    def follow(self, action, response, text, until=lambda event: False):
        """Reads events to their end, or until one that says so; returns the last one."""
        if response.status != 200:
            code = self.code(response.read())
            self.tally.saw(action, f"{response.status} {code}", code.startswith(PLANNED))
            return None
        last, self.heard = None, None
        for last in events(response):
            self.heard = last.get("id")
            if last["event"] == "accepted":
                self.tally.keep(last["data"], text)
                self.took(last["data"])
            if last["event"] == "done":
                self.tally.keep(last["data"])
            if until(last):
                return last
        kind = last["event"] if last else "nothing"
        code = last["data"].get("code", "") if kind == "error" else ""
        self.tally.saw(action, f"{kind} {code}".strip(), kind == "done" or code.startswith(PLANNED))
        self.generation = None
        return last

    def took(self, event):
        self.session, self.chat = event["session_id"] or self.session, event["chat_id"]
        self.generation = event["generation_id"]
        turn = {"user_message_id": event["user_message_id"], "message_id": event["message_id"]}
        if turn not in self.turns:
            self.turns.append(turn)

    def words(self):
        self.said += 1
        return f"{self.dice.choice(QUESTIONS)} ({self.said})"

    def turn(self, text, stream):
        body = {"message": text, "stream": stream}
        if self.session:
            body["session_id"] = self.session
        else:
            # The help desk has no other upstream to turn to.
            body["persona"] = self.dice.choice(["bookseller", "helpdesk"])
        return body

    # What guests do

    def talk(self):
        self.ready()
        text = self.words()
        key = {"Idempotency-Key": f"{self.dice.getrandbits(64):x}"}
        reply = self.ask("talk", "POST", "/api/chat", self.turn(text, False), headers=key)
        if reply:
            self.tally.keep(reply)
            self.session, self.chat = reply["session_id"], reply["chat_id"]
            self.turns.append({"user_message_id": None, "message_id": reply["message_id"]})

    def stream(self):
        self.ready()
        text = self.words()
        self.follow("stream", self.send("POST", "/api/chat", self.turn(text, True)), text)

    def stop(self):
        """Begins, hears a little, and says on another connection that it is enough."""
        self.ready()
        text = self.words()
        response = self.send("POST", "/api/chat", self.turn(text, True))
        if self.follow("begin to stop", response, text, until=lambda event: event["event"] == "delta"):
            other = Guest(self.server, self.tally, self.dice)
            other.cookie = self.cookie
            other.ask("stop", "POST", "/api/chat/stop", {"session_id": self.session}, expect=(200, 204, 404, 409))
            other.connection.close()
            for _ in events(response):
                pass

    def leave(self):
        """Begins, hears a little, and cuts the connection."""
        self.ready()
        text = self.words()
        response = self.send("POST", "/api/chat", self.turn(text, True))
        if self.follow("begin to leave", response, text, until=lambda event: event["event"] == "delta"):
            self.cut()
            self.tally.saw("leave", "left", True)

    def come_back(self):
        """Leaves and hears the rest on a new connection."""
        self.leave()
        if not (self.generation and self.heard):
            return
        headers = {"Last-Event-ID": self.heard}
        response = self.send("GET", f"/api/generations/{self.generation}/events", headers=headers)
        self.follow("come back", response, None)

    def answer_again(self):
        self.ready()
        if self.turns:
            body = {"message_id": self.turns[-1]["message_id"], "stream": True}
            self.follow("answer again", self.send("POST", "/api/chat/regenerate", body), None)

    def say_instead(self):
        self.ready()
        if self.turns and (message := self.turns[-1]["user_message_id"]):
            text = self.words()
            body = {"message": text, "stream": True}
            self.follow("say instead", self.send("PUT", f"/api/messages/{message}", body), text)

    def rate(self):
        if self.turns:
            path = f"/api/messages/{self.turns[-1]['message_id']}/feedback"
            rating = self.dice.choice(["up", "down", "none"])
            self.ask("rate", "POST", path, {"rating": rating, "comment": "so it is"}, expect=(200, 204))

    def look_around(self):
        path = self.dice.choice(
            ["/api/chats", "/api/chats?q=calendar", "/api/sessions", "/api/personas", "/api/memories", "/", "/readyz"]
            + ([f"/api/chats/{self.chat}"] if self.chat else [])
        )
        self.ask("look around", "GET", path)

    def export(self):
        if self.chat:
            form = self.dice.choice(["json", "markdown"])
            self.ask("export", "GET", f"/api/chats/{self.chat}/export?format={form}")

    def take_in(self):
        """Takes in a chat from a file, twice, and deletes it."""
        data = [
            {"role": role, "content": f"{role} {number} " * 50} for number in range(10) for role in ("user", "assistant")
        ]
        taken = self.ask("take in", "POST", "/api/chats/import", {"data": data}, expect=(201,))
        if not taken:
            return
        path = f"/api/chats/{taken['chats'][0]['id']}"
        file = self.ask("take out", "GET", f"{path}/export?format=json")
        if file:
            self.ask("take in again", "POST", "/api/chats/import", {"data": file}, expect=(201,))
        self.ask("delete what was taken in", "DELETE", path, expect=(204,))

    def clear(self):
        self.ready()
        if self.session and self.ask("clear", "POST", "/api/clear", {"session_id": self.session}):
            self.chat, self.generation, self.turns = None, None, []

    def begin(self):
        """Ends the session and begins another, half of the time with the same chat."""
        self.ready()
        if self.session:
            self.ask("end", "DELETE", f"/api/sessions/{self.session}", expect=(204,))
            self.session = None
        if self.chat and self.dice.random() < 0.5:
            session = self.ask("go on", "POST", "/api/sessions", {"chat_id": self.chat}, expect=(201,))
            self.session = session and session["session_id"]
        else:
            self.chat, self.generation, self.turns = None, None, []

    def delete(self):
        self.ready()
        if self.chat:
            chat = self.ask("look before", "GET", f"/api/chats/{self.chat}")
            if chat and self.ask("delete", "DELETE", f"/api/chats/{self.chat}", expect=(204,)) is not None:
                # Versions that are not shown are gone as well; their names are in the turns.
                gone = [message["id"] for message in chat["messages"]]
                gone += [name for turn in self.turns for name in turn.values() if name]
                self.tally.forget(gone)
                self.chat = self.session = self.generation = None
                self.turns = []

    def complete(self):
        """Asks as a client of OpenAI's does."""
        body = {"model": "bookseller", "messages": [{"role": "user", "content": self.words()}]}
        answer = self.ask("complete", "POST", "/v1/chat/completions", body)
        if answer is not None and not answer["choices"]:
            self.tally.saw("complete", "no choices", False)

    def vanish(self):
        """Cuts the connection in the middle and never comes back."""
        self.leave()
        raise Gone

    def ready(self):
        """Waits until the reply that was left is over, as the page does."""
        if self.generation:
            response = self.send("GET", f"/api/generations/{self.generation}/events")
            if response.status == 200:
                self.follow("wait", response, None)
            else:
                # Longer ago than replies are kept in memory and not stored as one either.
                code = self.code(response.read())
                self.tally.saw("wait", f"{response.status} {code}", response.status == 404)
                self.generation = None

    def cut(self):
        if self.connection.sock:
            self.connection.sock.shutdown(socket.SHUT_RDWR)
        self.connection.close()


def events(response):
    """The events of a stream, to its end."""
    event = {}
    while line := response.readline():
        line = line.decode().rstrip("\r\n")
        if not line:
            if "data" in event:
                yield {**event, "data": json.loads(event["data"])}
            event = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(":")
            event[name] = value.removeprefix(" ")
