"""Chats as files, and what becomes of them: listing, export, import, deletion, judgments."""

import json
import sqlite3

import pytest
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
