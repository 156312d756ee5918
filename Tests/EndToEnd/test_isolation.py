"""What is another's looks like what does not exist: for every route that `/openapi.json` lists, and for a crowd."""

import json
import re
import sqlite3
import threading

import pytest
from parley_program import Parley
from serving import Served

MISSING = "01a1fa85-1ebe-7182-994d-8da4cc705a0b"
# Names that mean the same to everybody: records and personas.
PUBLIC = {"/sources/{collection}/{id}", "/v1/models/{id}", "/models/{id}"}
# The kinds of names that owners have, by the word before the name in a path and by the member of a body.
KINDS = {
    "chats": "chat", "sessions": "session", "messages": "message", "generations": "generation", "memories": "memory",
}  # fmt: skip
MEMBERS = {"chat_id": "chat", "session_id": "session", "message_id": "message", "generation_id": "generation"}
# What every reply has of its own.
FLEETING = {"date", "x-request-id"}


@pytest.fixture(scope="module")
def server(program, harbour_books, tmp_path_factory):
    """A shop whose guests may see traces, so that those are asked for as well, behind a proxy on this machine."""
    folder = tmp_path_factory.mktemp("guests")
    config = folder / "config.yaml"
    text = harbour_books.config.read_text().replace("mode: local ", "mode: guests")
    text = text.replace("trace: operator", "trace: everyone").replace("models: operator", "models: everyone")
    text = text.replace("trusted_proxies: []", "trusted_proxies: [127.0.0.1]")
    assert "mode: guests" in text and "trace: everyone" in text and "[127.0.0.1]" in text
    config.write_text(text.replace("Knowledge/", f"{harbour_books.config.parent}/Knowledge/"))
    shop = Parley(program, config, folder / "data")
    shop.copy_knowledge(harbour_books)
    with Served(shop) as served:
        yield served


class Guest:
    """Somebody with a cookie and one chat."""

    def __init__(self, server, words="Do you have umbrellas?"):
        self.server = server
        status, headers, data = server.request("POST", "/api/chat", {"message": words})
        assert status == 200, data
        self.reply = json.loads(data)
        self.headers = {"Cookie": headers["Set-Cookie"].split(";")[0], "Sec-Fetch-Site": "same-origin"}
        self.memory = self.remember("Likes umbrellas")

    def names(self):
        return {kind: self.reply[f"{kind}_id"] for kind in MEMBERS.values()} | {"memory": self.memory}

    def remember(self, text):
        """Keeps a memory as a job would; its name."""
        name = f"mem_{self.reply['message_id']}"
        with sqlite3.connect(self.server.shop.data / "parley.sqlite", timeout=20) as connection:
            connection.execute(
                """
                INSERT INTO memories (id, owner, text, folded, importance, confidence, created_at, updated_at)
                SELECT ?, owner, ?, ?, 0.5, 1, 0, 0 FROM chats WHERE id = ?
                """,
                [name, text, text.lower(), self.reply["chat_id"]],
            )
        return name

    def request(self, method, path, body=None, headers=None):
        return self.server.request(method, path, body, self.headers | (headers or {}))

    def json(self, method, path, body=None):
        status, _, data = self.request(method, path, body)
        assert status == 200, (method, path, data[:500])
        return json.loads(data)


def value(schema):
    """Something that a member of a body may be."""
    if "enum" in schema:
        return schema["enum"][0]
    return {"string": "x", "integer": schema.get("minimum", 1), "boolean": False}.get(schema.get("type"), "x")


def questions(document):
    """Every place of every route where a name stands: method, path and body for one, and its kind."""
    for path, operations in sorted(document["paths"].items()):
        variables = re.findall(r"\{([^}]+)\}", path)
        for method, operation in sorted(operations.items()):
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            members = content.get("schema", {}).get("properties", {})
            required = content.get("schema", {}).get("required", [])
            body = {name: value(members[name]) for name in required} if content else None
            if variables and path not in PUBLIC:
                assert len(variables) == 1, f"{path}: teach this test whose names these are"
                word = path[: path.index("{")].rstrip("/").rsplit("/", 1)[1]
                assert word in KINDS, f"{path}: teach this test where a name for '{word}' comes from"
                yield method, lambda name, path=path: re.sub(r"\{[^}]+\}", name, path), lambda _, b=body: b, KINDS[word]
            for member in members:
                if member.endswith("_id"):
                    assert member in MEMBERS, f"{path}: teach this test where a '{member}' comes from"
                    yield (
                        method,
                        lambda _, path=path: path,
                        lambda name, body=body, member=member: {**body, member: name},
                        MEMBERS[member],
                    )
            for parameter in operation.get("parameters", []):
                assert parameter["in"] == "path" or not parameter["name"].endswith("_id"), (path, parameter)


def told(answer):
    status, headers, data = answer
    fields = sorted((name.lower(), text) for name, text in headers.items() if name.lower() not in FLEETING)
    body = json.loads(data)
    body.pop("request_id")
    return status, fields, list(body.items())


def test_what_is_anothers_looks_like_what_is_missing(server):
    """H12: two owners, every route, the same bytes."""
    theirs, mine = Guest(server), Guest(server)
    chat = f"/api/chats/{theirs.names()['chat']}"
    before = theirs.json("GET", chat), theirs.json("GET", "/api/sessions"), theirs.json("GET", "/api/memories")
    assert before[2]["memories"] and mine.json("GET", "/api/memories") != before[2]
    asked = 0
    for method, path, body, kind in questions(server.json("GET", "/openapi.json")):
        foreign = theirs.names()[kind]
        where = f"{method.upper()} {path(foreign)} {body(foreign)}"
        another = mine.request(method.upper(), path(foreign), body(foreign))
        missing = mine.request(method.upper(), path(MISSING), body(MISSING))
        garbage = mine.request(method.upper(), path("x"), body("x"))
        assert another[0] == 404, (where, another)
        assert told(another) == told(missing) == told(garbage), where
        assert len(another[2]) == len(missing[2]), where
        assert foreign.encode() not in another[2], where
        asked += 1
    assert asked >= 12, "fewer than there were when this was written"
    after = theirs.json("GET", chat), theirs.json("GET", "/api/sessions"), theirs.json("GET", "/api/memories")
    assert after == before


def test_what_is_deleted_looks_like_what_is_missing(server):
    """H12, H46: the same for the owner, once it is gone."""
    guest = Guest(server)
    names = guest.names()
    assert guest.request("DELETE", f"/api/chats/{names['chat']}")[0] == 204
    for method, path, body in [
        ("GET", "/api/chats/{chat}", None),
        ("GET", "/api/chats/{chat}/export", None),
        ("GET", "/api/messages/{message}/trace", None),
        ("POST", "/api/chat", {"message": "on", "session_id": "{session}"}),
        ("POST", "/api/sessions", {"chat_id": "{chat}"}),
    ]:
        answers = []
        for known in (names, dict.fromkeys(names, MISSING)):
            filled = body and {name: text.format(**known) for name, text in body.items()}
            answers.append(guest.request(method, path.format(**known), filled))
        assert answers[0][0] == 404, (method, path, answers[0])
        assert told(answers[0]) == told(answers[1]), (method, path)


def test_a_proxy_tells_who_the_client_is(server):
    """The address in the log is the client's, and callers of /v1 are told apart by it."""
    body = {"model": "bookseller", "messages": [{"role": "user", "content": "a lamp?"}]}
    headers = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Request-ID": "through-a-proxy"}
    status, _, data = server.request("POST", "/v1/chat/completions", body, headers)
    assert status == 200, data
    server.wait_until_it_says('"request_id":"through-a-proxy"')
    [line] = [json.loads(line) for line in server.log if '"request_id":"through-a-proxy"' in line]
    assert line["client"] == "198.51.100.7"
    # What comes through a proxy is not this machine: no metrics for it.
    assert server.request("GET", "/metrics")[0] == 200
    assert server.request("GET", "/metrics", headers=headers)[0] == 403


def test_200_guests_never_see_each_other(server):
    """Words, lists, searches, exports and events: everybody finds their own and nothing else."""
    guests, problems = {}, []

    def look(number):
        word = f"secret{number:04d}"
        guest = guests[number] = Guest(server, f"hello {word}")
        names = guest.names()

        def only_mine(text):
            found = set(re.findall(r"secret\d{4}", text))
            assert found <= {word}, (found, word)
            return found

        chats = guest.json("GET", "/api/chats?limit=100")
        assert [chat["id"] for chat in chats["chats"]] == [names["chat"]]
        assert only_mine(json.dumps(chats)) == {word}
        sessions = guest.json("GET", "/api/sessions")["sessions"]
        assert [session["session_id"] for session in sessions] == [names["session"]]
        for search in ("secret", "hello", word, f"secret{(number + 1) % 200:04d}"):
            found = guest.json("GET", f"/api/chats?q={search}")["chats"]
            assert {chat["id"] for chat in found} <= {names["chat"]}, search
            assert found or search not in (word, "hello"), search
        for path in (
            f"/api/chats/{names['chat']}",
            f"/api/chats/{names['chat']}/export?format=json",
            f"/api/chats/{names['chat']}/export?format=markdown",
            f"/api/messages/{names['message']}/trace",
            f"/api/generations/{names['generation']}/events",
        ):
            status, _, data = guest.request("GET", path)
            assert status == 200, (path, data[:300])
            only_mine(data.decode())

    def run(number):
        try:
            look(number)
        except Exception as error:  # noqa: BLE001
            problems.append(f"{number}: {error!r}")

    for start in range(0, 200, 50):
        threads = [threading.Thread(target=run, args=(number,)) for number in range(start, start + 50)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
    assert not problems, problems[:5]
    # Once everybody is there, each name is tried by somebody else.
    for number in range(0, 200, 10):
        other = guests[(number + 1) % 200].names()
        for path in (
            f"/api/chats/{other['chat']}",
            f"/api/chats/{other['chat']}/export",
            f"/api/messages/{other['message']}/trace",
            f"/api/generations/{other['generation']}/events",
        ):
            assert guests[number].request("GET", path)[0] == 404, path
