"""The page's backend without Parley: the routes and shapes that the page uses, with scripted replies."""

import itertools
import json
import re
import threading
import time
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from scripts import TRACE, script_for

FILES = Path(__file__).resolve().parents[3] / "Sources/CChatPage/Files"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
PERSONAS = [
    {
        "name": "bookseller",
        "label": "Marlowe",
        "language": "en",
        "greeting": "Hello! What do you like to read?",
        "samples": [
            "Rich: books by Ursula K. Le Guin under 15 dollars",
            "What is the newest in science fiction?",
            "When do you open on Sunday?",
            "Something like Dune, but shorter",
        ],
    },
    {"name": "clerk", "label": "Ada", "language": "en", "greeting": "How can I help?", "samples": []},
]


class Generation:
    """The making of one reply: its events so far, for any number of readers."""

    def __init__(self, backend, chat, message, script):
        self.backend, self.chat, self.message, self.script = backend, chat, message, script
        self.events = []
        self.ended = False
        self.stopped = threading.Event()
        self.changed = threading.Condition()

    def add(self, type, data):
        with self.changed:
            self.events.append((len(self.events) + 1, type, data))
            self.changed.notify_all()

    def run(self, session):
        for number, piece in enumerate(self.script.pieces):
            if self.stopped.wait(self.script.pace):
                break
            if number == self.script.fails_after:
                self.message["status"] = "failed"
                self.add(
                    "error",
                    {
                        "problem": {
                            "status": 502,
                            "title": "Bad gateway",
                            "code": "upstream_failed",
                            "detail": "The model broke off in mid-reply.",
                        }
                    },
                )
                return self.end()
            self.message["status"] = "streaming"
            self.message["content"] += piece
            self.add("delta", {"text": piece})
            if number % 5 == 4:
                self.add("html", {"html": self.script.html_of(self.message["content"])})
        stopped = self.stopped.is_set()
        self.message["status"] = "stopped" if stopped else "complete"
        self.message["html"] = self.script.html_of(self.message["content"])
        if not stopped:
            self.message["citations"] = self.script.citations
            self.add("citations", {"citations": self.script.citations})
            for notice in self.script.notices:
                self.add("notice", notice)
        self.add(
            "done",
            {
                "reply": self.message["content"],
                "html": self.message["html"],
                "session_id": session,
                "chat_id": self.chat["id"],
                "message_id": self.message["id"],
                "generation_id": self.message["generation_id"],
                "persona": self.chat["persona"],
                "model": "fake",
                "finish_reason": "stopped" if stopped else "stop",
                "citations": self.message["citations"],
                "notices": self.script.notices,
                "usage": {},
                "knowledge": {},
            },
        )
        self.end()

    def end(self):
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def read(self, after):
        """The events after one, waiting for those to come."""
        position = after
        while True:
            with self.changed:
                while len(self.events) <= position and not self.ended:
                    self.changed.wait(10)
                if len(self.events) <= position:
                    return
                event = self.events[position]
            position += 1
            yield event


class Backend:
    """All chats and sessions of one test."""

    def __init__(self):
        self.lock = threading.RLock()
        self.numbers = itertools.count(1)
        self.reset()

    def reset(self):
        with self.lock:
            self.chats, self.sessions, self.generations, self.keys = {}, {}, {}, {}
            self.memories = []
            # Problems that the next requests meet: (method and path, status, detail).
            self.troubles = []
            # Whether the visitor may see how a reply was made.
            self.shows_traces = True
            self.requests = []
            # How long sessions live, in seconds, and what chats came to.
            self.session_life = 1800
            self.summary = None
            # How many messages of a chat come at once.
            self.page_size = 100

    def new(self, kind):
        return f"{kind}-{next(self.numbers)}"

    def chat(self, title, persona="bookseller", days=0):
        id = self.new("chat")
        updated = datetime.now(timezone.utc) - timedelta(days=days)
        self.chats[id] = {
            "id": id,
            "title": title,
            "persona": persona,
            "messages": [],
            "created_at": updated.isoformat(),
            "updated_at": updated.isoformat(),
        }
        return self.chats[id]

    def message(self, chat, role, content, status="complete", **more):
        message = {
            "id": self.new("message"),
            "parent_id": chat.get("active_leaf"),
            "role": role,
            "content": content,
            "status": status,
            "html": f"<p>{content}</p>",
            "citations": [],
            **more,
        }
        chat["messages"].append(message)
        chat["active_leaf"] = message["id"]
        chat["updated_at"] = datetime.now(timezone.utc).isoformat()
        return message

    def generate(self, session, chat, question):
        """Begins a reply."""
        reply = self.message(chat, "assistant", "", "pending", generation_id=self.new("generation"))
        generation = Generation(self, chat, reply, script_for(question["content"]))
        self.generations[reply["generation_id"]] = generation
        generation.add(
            "accepted",
            {
                "session_id": session,
                "chat_id": chat["id"],
                "user_message_id": question["id"],
                "message_id": reply["id"],
                "generation_id": reply["generation_id"],
            },
        )
        threading.Thread(target=generation.run, args=(session,), daemon=True).start()
        return generation


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    backend = Backend()

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.answer("GET")

    def do_POST(self):
        self.answer("POST")

    def do_PUT(self):
        self.answer("PUT")

    def do_PATCH(self):
        self.answer("PATCH")

    def do_DELETE(self):
        self.answer("DELETE")

    def answer(self, method):
        address = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        call = f"{method} {address.path}"
        self.backend.requests.append((call, body))
        for trouble in self.backend.troubles:
            if trouble[0] == call:
                self.backend.troubles.remove(trouble)
                return self.problem(trouble[1], trouble[2])
        for pattern, name in ROUTES:
            if match := re.fullmatch(pattern, call):
                return getattr(self, name)(*map(unquote, match.groups()), query=query, body=body)
        return self.asset(address.path)

    def send(self, status, type, bytes, **headers):
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(bytes)))
        self.send_header("Cache-Control", "no-cache" if status == 200 else "no-store")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(bytes)

    def json(self, value, status=200):
        self.send(status, "application/json", json.dumps(value).encode())

    def problem(self, status, detail):
        value = {
            "type": "about:blank",
            "title": "Problem",
            "status": status,
            "detail": detail,
            "code": "test",
            "request_id": "r",
        }
        self.send(status, "application/problem+json", json.dumps(value).encode())

    def asset(self, path):
        file = FILES / ("index.html" if path == "/" else path.lstrip("/"))
        if file.parent != FILES or not file.is_file():
            return self.problem(404, f"There is nothing at {path}.")
        self.send(
            200,
            TYPES[file.suffix],
            file.read_bytes(),
            Content_Security_Policy=POLICY,
            X_Content_Type_Options="nosniff",
            Referrer_Policy="no-referrer",
            Cross_Origin_Opener_Policy="same-origin",
        )

    def personas(self, **_):
        self.json({"personas": PERSONAS, "may": {"trace": self.backend.shows_traces}})

    def trace(self, id, **_):
        if not self.backend.shows_traces:
            return self.problem(403, "Only operators may see this; see auth.expose.")
        self.json(TRACE)

    def ask(self, body, **_):
        backend = self.backend
        key = self.headers.get("Idempotency-Key")
        with backend.lock:
            if key not in backend.keys:
                session = body.get("session_id") or backend.new("session")
                if body.get("session_id") and session not in backend.sessions:
                    return self.problem(404, "There is no such session.")
                chat = backend.chats.get(backend.sessions.get(session))
                chat = chat or backend.chat(body["message"][:60], body.get("persona") or "bookseller")
                backend.sessions[session] = chat["id"]
                # What failed once works when it is asked again.
                again = any(said["content"] == body["message"] for said in chat["messages"])
                question = backend.message(chat, "user", body["message"])
                asked = dict(question, content=body["message"].removeprefix("fail ")) if again else question
                backend.keys[key] = backend.generate(session, chat, asked)
        self.stream(backend.keys[key], 0, drops=True)

    def find(self, id):
        for chat in self.backend.chats.values():
            for message in chat["messages"]:
                if message["id"] == id:
                    return chat, message
        return None, None

    def session_of(self, chat):
        for session, id in self.backend.sessions.items():
            if id == chat["id"]:
                return session
        session = self.backend.new("session")
        self.backend.sessions[session] = chat["id"]
        return session

    def regenerate(self, body, **_):
        chat, reply = self.find(body["message_id"])
        if not reply:
            return self.problem(404, "There is no such message.")
        _, question = self.find(reply["parent_id"])
        chat["active_leaf"] = question["id"]
        text = question["content"].removeprefix("fail ")
        asked = dict(question, content=f"{text} (again)" if text == question["content"] else text)
        self.stream(self.backend.generate(self.session_of(chat), chat, asked), 0)

    def edit(self, id, body, **_):
        chat, message = self.find(id)
        if not message:
            return self.problem(404, "There is no such message.")
        chat["active_leaf"] = message["parent_id"]
        question = self.backend.message(chat, "user", body["message"])
        self.stream(self.backend.generate(self.session_of(chat), chat, question), 0)

    def rate(self, id, body, **_):
        _, message = self.find(id)
        message["feedback"] = None if body["rating"] == "none" else {"rating": body["rating"]}
        self.send(204, "application/json", b"")

    def resume(self, id, **_):
        generation = self.backend.generations.get(id)
        if not generation:
            return self.problem(404, "There is no such generation.")
        self.stream(generation, int(self.headers.get("Last-Event-ID") or 0))

    def stream(self, generation, after, drops=False):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for number, (id, type, data) in enumerate(generation.read(after)):
                if drops and number == generation.script.drops_after:
                    self.close_connection = True
                    return
                self.chunk(f"id: {id}\nevent: {type}\ndata: {json.dumps(data)}\n\n".encode())
            self.chunk(b"")
        except OSError:
            self.close_connection = True

    def chunk(self, bytes):
        self.wfile.write(f"{len(bytes):x}\r\n".encode() + bytes + b"\r\n")
        self.wfile.flush()

    def stop(self, body, **_):
        chat = self.backend.sessions.get(body["session_id"])
        for generation in self.backend.generations.values():
            if generation.chat["id"] == chat:
                generation.stopped.set()
        self.json({})

    def clear(self, body, **_):
        if body["session_id"] not in self.backend.sessions:
            return self.problem(404, "There is no such session.")
        self.backend.sessions[body["session_id"]] = None
        self.json({"session_id": body["session_id"]})

    def ends(self):
        life = timedelta(seconds=self.backend.session_life)
        return (datetime.now(timezone.utc) + life).isoformat()

    def list_sessions(self, **_):
        self.json(
            {
                "sessions": [
                    {"session_id": session, "chat_id": chat, "expires_at": self.ends()}
                    for session, chat in self.backend.sessions.items()
                    if chat
                ]
            }
        )

    def continue_chat(self, body, **_):
        chat = self.backend.chats.get(body.get("chat_id"))
        if not chat:
            return self.problem(404, "There is no such chat.")
        if body.get("with") == "summary":
            if not self.backend.summary:
                return self.problem(409, "There is no summary of this chat.")
            chat = self.backend.chat(chat["title"], chat["persona"])
            chat["carried"] = self.backend.summary
        session = self.backend.new("session")
        self.backend.sessions[session] = chat["id"]
        self.json({"session_id": session, "chat_id": chat["id"], "persona": chat["persona"]})

    def list_memories(self, **_):
        self.json({"memories": self.backend.memories})

    def correct(self, id, body, **_):
        memory = next((memory for memory in self.backend.memories if memory["id"] == id), None)
        if memory is None:
            return self.problem(404, "There is nothing here.")
        memory |= {"text": body["text"], "corrected": True}
        self.json(memory)

    def forget(self, id, **_):
        self.backend.memories = [memory for memory in self.backend.memories if memory["id"] != id]
        self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def list_chats(self, query, **_):
        wanted = query.get("q", "").lower()
        start = int(query.get("cursor", 0))
        chats = sorted(self.backend.chats.values(), key=lambda chat: chat["updated_at"], reverse=True)
        chats = [
            {name: chat[name] for name in ("id", "title", "persona", "updated_at")}
            for chat in chats
            if wanted in chat["title"].lower()
        ]
        page = {"chats": chats[start : start + 20]}
        if len(chats) > start + 20:
            page["next"] = str(start + 20)
        self.json(page)

    def one_chat(self, id, query, **_):
        chat = self.backend.chats.get(id)
        if not chat:
            return self.problem(404, "There is no such chat.")
        messages = chat["messages"]
        if before := query.get("before"):
            messages = messages[: [message["id"] for message in messages].index(before)]
        page = messages[-self.backend.page_size :]
        return self.json(chat | {"messages": page, "has_more": len(page) < len(messages)})

    def change(self, id, body, **_):
        chat = self.backend.chats[id]
        chat["title"] = body.get("title", chat["title"])
        if leaf := body.get("active_leaf"):
            while children := [m for m in chat["messages"] if m["parent_id"] == leaf]:
                leaf = children[-1]["id"]
            chat["active_leaf"] = leaf
        self.json(chat)

    def delete(self, id, **_):
        del self.backend.chats[id]
        self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def source(self, collection, id, **_):
        self.send(200, "text/html; charset=utf-8", f"<title>{id}</title><h1>{collection}/{id}</h1>".encode())

    def export(self, id, query, **_):
        self.send(
            200,
            "text/markdown",
            f"# {self.backend.chats[id]['title']}\n".encode(),
            Content_Disposition="attachment; filename=chat.md",
        )


ROUTES = [
    (r"GET /api/personas", "personas"),
    (r"POST /api/chat", "ask"),
    (r"POST /api/chat/stop", "stop"),
    (r"POST /api/clear", "clear"),
    (r"GET /api/generations/([^/]+)/events", "resume"),
    (r"GET /api/messages/([^/]+)/trace", "trace"),
    (r"GET /api/sessions", "list_sessions"),
    (r"POST /api/sessions", "continue_chat"),
    (r"GET /api/chats", "list_chats"),
    (r"GET /api/chats/([^/]+)", "one_chat"),
    (r"PATCH /api/chats/([^/]+)", "change"),
    (r"POST /api/chat/regenerate", "regenerate"),
    (r"PUT /api/messages/([^/]+)", "edit"),
    (r"POST /api/messages/([^/]+)/feedback", "rate"),
    (r"DELETE /api/chats/([^/]+)", "delete"),
    (r"GET /api/chats/([^/]+)/export", "export"),
    (r"GET /api/memories", "list_memories"),
    (r"PATCH /api/memories/([^/]+)", "correct"),
    (r"DELETE /api/memories/([^/]+)", "forget"),
    (r"GET /sources/([^/]+)/([^/]+)", "source"),
]


def start():
    """Serves on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


if __name__ == "__main__":
    running = start()
    print(f"http://127.0.0.1:{running.server_port}/")
    time.sleep(86_400)
