"""Chats as files, and what becomes of them: listing, export, import, deletion, judgments."""

import json
import re
import sqlite3

import pytest
from parley_program import REPOSITORY, Parley
from serving import Served
from waiting import wait_until

OPENAI = [
    {
        "title": "Whales",
        "create_time": 1700000000,
        "update_time": 1700000009,
        "current_node": "a",
        "mapping": {
            "root": {"id": "root", "parent": None, "children": ["q"], "message": None},
            "q": {
                "id": "q",
                "parent": "root",
                "children": ["a"],
                "message": {"author": {"role": "user"}, "content": {"parts": ["Which whale?"]}},
            },
            "a": {
                "id": "a",
                "parent": "q",
                "children": [],
                "message": {"author": {"role": "assistant"}, "content": {"parts": ["Blue."]}},
            },
        },
    }
]


def logged(shop):
    log = shop.data / "logs/chat.jsonl"
    return log.read_text() if log.exists() else ""


@pytest.mark.parametrize("served", [False, True])
def test_chats_go_out_and_come_back_the_same(fresh_shop, tmp_path, served):
    first = fresh_shop.json("ask", "Books by Ursula K. Le Guin under 15 dollars")
    server = Served(fresh_shop) if served else None
    try:
        [chat] = fresh_shop.json("chats", "list")
        assert chat["id"] == first["chat_id"]
        assert "Le Guin" in fresh_shop.run("chats", "show", chat["id"])
        out = tmp_path / "chat.json"
        fresh_shop.run("chats", "export", chat["id"], "--output", str(out))
        exported = json.loads(out.read_text())
        assert exported["format"] == "parley-chat"
        assert [message["role"] for message in exported["messages"]] == ["user", "assistant"]
        fresh_shop.run("chats", "delete", chat["id"])
        assert fresh_shop.json("chats", "list") == []
        [taken] = fresh_shop.json("chats", "import", str(out))
        assert taken == {"id": chat["id"], "title": chat["title"], "messages": 2}
        again = tmp_path / "again.json"
        fresh_shop.run("chats", "export", chat["id"], "--output", str(again))
        assert again.read_text() == out.read_text()
        assert fresh_shop.run("chats", "export", chat["id"], "--format", "markdown").startswith("# ")
        # Once more: the names are taken now.
        [copy] = fresh_shop.json("chats", "import", str(out))
        assert copy["id"] != chat["id"]
        fresh_shop.run("chats", "delete", "--all")
        assert fresh_shop.json("chats", "list") == []
    finally:
        if server:
            server.stop()


def test_chats_of_other_programs_come_in_and_go_on(fresh_shop, tmp_path):
    plain = tmp_path / "conversation_history.json"
    plain.write_text(
        json.dumps([{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Good day."}])
    )
    openai = tmp_path / "conversations.json"
    openai.write_text(json.dumps(OPENAI))
    taken = fresh_shop.json("chats", "import", str(plain), str(openai))
    assert [(chat["title"], chat["messages"]) for chat in taken] == [("Hello", 2), ("Whales", 2)]
    with Served(fresh_shop) as server:
        session = server.json("POST", "/api/sessions", {"chat_id": taken[0]["id"]}, expect=201)
        server.json("POST", "/api/chat", {"message": "And now?", "session_id": session["session_id"]})
        messages = server.json("GET", f"/api/chats/{taken[0]['id']}")["messages"]
        assert [message["content"] for message in messages][:3] == ["Hello", "Good day.", "And now?"]
        assert messages[2]["parent_id"] == messages[1]["id"]
        refused = server.json("POST", "/api/chats/import", {"data": [{"role": "x"}]}, expect=400)
        assert refused["errors"][0]["pointer"] == "/data/0/role"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "ends too early"),
        ("[]", "there is no chat in it"),
        ('[{"role": "user"}]', "/0/content"),
        ('{"messages": [{"role": "user", "content": "x"}]}', "/messages/0/id"),
        ('{"version": 7, "messages": []}', "newer Parley"),
    ],
)
def test_a_bad_file_is_told_and_nothing_taken(fresh_shop, tmp_path, text, words):
    file = tmp_path / "bad.json"
    file.write_text(text)
    done = fresh_shop.attempt("chats", "import", str(file))
    assert done.returncode == 65, done.stderr
    assert "bad.json" in done.stderr and words in done.stderr
    assert fresh_shop.json("chats", "list") == []


def test_a_missing_file_and_a_missing_chat_are_told(fresh_shop, tmp_path):
    assert fresh_shop.attempt("chats", "import", str(tmp_path / "none.json")).returncode == 66
    assert fresh_shop.attempt("chats", "show", "none").returncode == 66
    assert fresh_shop.attempt("chats", "delete", "none").returncode == 66
    assert fresh_shop.attempt("chats", "delete").returncode == 64


def test_everything_of_somebody_is_deleted_log_lines_included(fresh_shop):
    with Served(fresh_shop) as server:
        server.json("POST", "/api/chat", {"message": "my secret is a canary"})
        wait_until(lambda: "canary" in logged(fresh_shop))
        assert server.json("DELETE", "/api/me") == {"chats": 1, "messages": 2, "sessions": 1}
        assert server.json("GET", "/api/chats")["chats"] == []
        assert server.json("GET", "/api/sessions")["sessions"] == []
        assert "canary" not in logged(fresh_shop)
    for file in fresh_shop.data.rglob("*"):
        assert not file.is_file() or b"canary" not in file.read_bytes(), file
    connection = sqlite3.connect(f"file:{fresh_shop.data}/parley.sqlite?mode=ro", uri=True)
    assert connection.execute("SELECT action FROM audit").fetchall() == [("owner.erase",)]
    connection.close()


def test_opinions_become_judged_questions(fresh_shop, tmp_path):
    queries, qrels, table = (tmp_path / name for name in ("queries.tsv", "qrels.txt", "questions.csv"))
    with Served(fresh_shop) as server:
        good = server.json("POST", "/api/chat", {"message": "Books by Ursula K. Le Guin under 15 dollars"})
        bad = server.json("POST", "/api/chat", {"message": "Books by Jane Austen"})
        for reply, rating in [(good, "up"), (bad, "down")]:
            status, _, _ = server.request(
                "POST", f"/api/messages/{reply['message_id']}/feedback", {"rating": rating}
            )
            assert status == 204
        # The running server tells them, too.
        assert len(fresh_shop.json("chats", "judgments", "books")) == 2
    fresh_shop.run(
        "chats", "judgments", "books",
        "--queries", str(queries), "--qrels", str(qrels), "--questions", str(table),
    )
    cited = sorted(citation["id"] for citation in good["citations"])
    assert cited and len(queries.read_text().splitlines()) == 2
    liked = [line.split() for line in qrels.read_text().splitlines() if line.endswith(" 1")]
    assert sorted(record for _, _, record, _ in liked) == cited
    assert len(table.read_text().splitlines()) == 2
    for arguments in (["--queries", str(queries), "--qrels", str(qrels)], ["--questions", str(table)]):
        assert fresh_shop.json("knowledge", "eval", "books", *arguments)["ndcg@10"]["mean"] > 0


def test_retention_deletes_chats_that_were_not_used(fresh_shop, tmp_path):
    fresh_shop.json("ask", "hello")
    connection = sqlite3.connect(fresh_shop.data / "parley.sqlite")
    with connection:
        connection.execute("UPDATE chats SET updated_at = 1")
        connection.execute("UPDATE sessions SET expires_at = 1")
    connection.close()
    with Served(fresh_shop) as server:
        wait_until(lambda: server.json("GET", "/api/chats")["chats"] == [])


def chat_of(number, size):
    """A chat as Parley exports it, of two messages."""
    time = "2026-11-20T18:30:00.000Z"
    return {
        "format": "parley-chat", "version": 1, "title": f"Chat {number}", "created_at": time, "updated_at": time,
        "messages": [
            {"id": f"m{number}-u", "role": "user", "content": ("w" * 1023 + " ") * (size >> 10), "status": "complete", "created_at": time},
            {"id": f"m{number}-a", "parent_id": f"m{number}-u", "role": "assistant", "content": "Yes.", "status": "complete",
             "created_at": time},
        ],
    }  # fmt: skip


def resident_kilobytes(server, field):
    with open(f"/proc/{server.process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(field))


def announce(server, path, length):
    """What is answered to the head of a request alone, which says how long its body will be."""
    connection = server.connection()
    connection.putrequest("POST", path)
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", str(length))
    connection.endheaders()
    response = connection.getresponse()
    problem = json.loads(response.read())
    connection.close()
    return response.status, problem


def titles(server):
    titles, cursor = [], ""
    while cursor is not None:
        page = server.json("GET", "/api/chats" + (f"?cursor={cursor}" if cursor else ""))
        titles += [chat["title"] for chat in page["chats"]]
        cursor = page["next"]
    return titles


def test_a_large_import_is_taken_in_chat_by_chat(fresh_shop):
    size, number = 1 << 20, 8
    chats = [chat_of(n, size) for n in range(number)]
    body = json.dumps({"data": chats, "persona": "bookseller"}).encode()
    assert len(body) > number * size
    with Served(fresh_shop) as server:
        # What the program needs anyway is there after the first one.
        server.json("POST", "/api/chats/import", {"data": chats[0]}, expect=201)
        before = resident_kilobytes(server, "VmRSS")
        send = {"Content-Type": "application/json"}
        status, _, data = server.request("POST", "/api/chats/import", body, send, seconds=120)
        assert status == 201, data[:2000]
        assert [chat["title"] for chat in json.loads(data)["chats"]] == [chat["title"] for chat in chats]
        peak = resident_kilobytes(server, "VmHWM") - before
        print(f"{len(body) >> 20} MiB of chats cost {peak >> 10} MiB of memory at the peak")
        assert peak << 10 < 6 * len(body)
        assert len(titles(server)) == number + 1
        # One bad chat at the end, and none of the others is stored.
        chats[-1]["messages"][1]["role"] = "robot"
        body = json.dumps({"data": {"chats": chats}}).encode()
        status, _, data = server.request("POST", "/api/chats/import", body, send, seconds=120)
        assert status == 400, data[:2000]
        assert json.loads(data)["errors"][0]["pointer"] == f"/data/chats/{number - 1}/messages/1/role"
        assert len(titles(server)) == number + 1
        # Other routes take as much as ever.
        status, problem = announce(server, "/api/chat", len(body))
        assert status == 413 and problem["code"] == "body_too_large" and "1048576" in problem["detail"]


def test_the_limit_of_imports_is_a_setting(fresh_shop, tmp_path):
    text = fresh_shop.config.read_text().replace("Knowledge/", f"{REPOSITORY}/Knowledge/")
    assert text.count("\nserver:\n") == 1
    config = tmp_path / "config.yaml"
    config.write_text(text.replace("\nserver:\n", "\nserver:\n  max_import: 2MiB\n"))
    shop = Parley(fresh_shop.program, config, fresh_shop.data)
    with Served(shop) as server:
        send = {"Content-Type": "application/json"}
        body = json.dumps({"data": chat_of(0, 3 << 19)}).encode()
        status, _, data = server.request("POST", "/api/chats/import", body, send, seconds=60)
        assert status == 201, data[:2000]
        status, problem = announce(server, "/api/chats/import", 3 << 20)
        assert status == 413 and problem["detail"] == "The body may have 2097152 bytes."
        assert len(titles(server)) == 1


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("", 400, "empty"), ("[]", 400, "JSON object"), ("{}", 400, "/data"), ('{"data": [1}', 400, "byte"),
        ('{"data": []}', 400, "there is no chat in it"), ('{"data": 5}', 400, "/data"), ('{"date": [], "data": []}', 400, "'data'"),
        ('{"data": [{"messages": []}, {"messages": [}]}', 400, "byte"), ('{"data": [{"messages": []}, {"title": "\\u0000"}]}', 400, "/data/1"),
        ('{"data": [{"messages": 1}]}', 400, "/data/0/messages"), ('{"data": {}, "data": {}}', 400, "duplicate"),
    ],
)
def test_a_bad_body_of_an_import_is_told(fresh_shop, body, status, words):
    with Served(fresh_shop) as server:
        found, _, data = server.request("POST", "/api/chats/import", body.encode(), {"Content-Type": "application/json"})
        assert found == status and words in data.decode(), data
        assert titles(server) == []
