"""Sessions that expire while nobody serves are told to those who look at ended ones, once each."""

import os
import random
import re
import sqlite3
import time

import pytest
from parley_program import Parley
from serving import Served
from waiting import wait_until

SESSIONS = int(os.environ.get("PARLEY_SESSIONS", "150"))
KILLS = max(3, SESSIONS // 100)


@pytest.fixture
def shop(harbour_books, tmp_path):
    """The sample shop with a webhook for ended sessions, whose receiver is away: what is told waits."""
    text = harbour_books.config.read_text().replace("Knowledge/", f"{harbour_books.config.parent}/Knowledge/")
    entry = (
        "  - name: hook\n    use: Webhook\n"
        "    with: {url: 'http://127.0.0.1:9/none', secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, events: [session_ended], include: [messages]}\n"
    )
    text = text.replace("\npersonas:", f"{entry}\npersonas:", 1)
    text, found = re.subn(r"(plugins: \[books, catalog, help, [^]]*)\]", r"\1, hook]", text)
    assert found == 1
    config = tmp_path / "config.yaml"
    config.write_text(text)
    config.chmod(0o600)
    parley = Parley(harbour_books.program, config, tmp_path / "data")
    parley.copy_knowledge(harbour_books)
    return parley


def rows(shop, sql):
    connection = sqlite3.connect(f"file:{shop.data}/parley.sqlite?mode=ro", uri=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def multiply(shop, count):
    """Copies the one chat and its session, which is over, until there are so many."""
    connection = sqlite3.connect(shop.data / "parley.sqlite")
    with connection:
        for number in range(1, count):
            connection.execute(
                "INSERT INTO chats (id, owner, persona, title, fence, created_at, updated_at, leaf) "
                f"SELECT id || '-{number}', owner, persona, title, fence, created_at, updated_at, leaf || '-{number}' "
                "FROM chats WHERE number = 1"
            )
            connection.execute(
                "INSERT INTO messages (id, chat, seq, parent, role, content, status, finish_reason, citations, notices, "
                f"knowledge, created_at) SELECT id || '-{number}', chat || '-{number}', seq, parent || '-{number}', role, "
                f"content || ' {number}', status, finish_reason, citations, notices, knowledge, created_at FROM messages "
                "WHERE chat = (SELECT id FROM chats WHERE number = 1) ORDER BY seq"
            )
            connection.execute(
                "INSERT INTO sessions (id, owner, chat, persona, created_at, last_active_at, expires_at) "
                f"SELECT 's-{number}', owner, chat || '-{number}', persona, created_at, last_active_at, created_at "
                "FROM sessions WHERE id NOT LIKE 's-%' LIMIT 1"
            )
        connection.execute("UPDATE sessions SET expires_at = created_at")
    connection.close()


def test_sessions_that_expired_meanwhile_are_told_once_each(shop):
    with Served(shop) as server:
        server.json("POST", "/api/chat", {"message": "hello"})
    multiply(shop, SESSIONS)
    chance = random.Random(7)
    for _ in range(KILLS):
        server = Served(shop)
        time.sleep(chance.uniform(0.05, 0.6))
        server.kill()
    with Served(shop):
        done = "SELECT count(*) FROM jobs WHERE hook = 'sessionEnded' AND status = 'done'"
        wait_until(lambda: rows(shop, done) == [(SESSIONS,)], seconds=120)
        wait_until(lambda: rows(shop, "SELECT count(*) FROM sessions") == [(0,)], seconds=60)
    # Each once, with its own conversation; and the chats stay.
    assert rows(shop, "SELECT count(*), count(DISTINCT chat) FROM jobs WHERE hook = 'sessionEnded'") == [
        (SESSIONS, SESSIONS)
    ]
    assert rows(shop, "SELECT count(*), count(DISTINCT chat) FROM deliveries") == [(SESSIONS, SESSIONS)]
    own = "SELECT count(*) FROM deliveries WHERE body LIKE '%\"hello ' || substr(chat, 38) || '\"%' OR length(chat) = 36"
    assert rows(shop, own) == [(SESSIONS,)]
    assert rows(shop, "SELECT count(*) FROM chats") == [(SESSIONS,)]
    print(f"{SESSIONS} sessions, {KILLS} kills: {SESSIONS} told, none twice")


def test_clearing_ends_the_conversation_and_keeps_the_session(shop):
    with Served(shop) as server:
        first = server.json("POST", "/api/chat", {"message": "hello"})
        server.json("POST", "/api/clear", {"session_id": first["session_id"]})
        told = "SELECT chat FROM deliveries"
        wait_until(lambda: rows(shop, told) == [(first["chat_id"],)])
        second = server.json("POST", "/api/chat", {"message": "again", "session_id": first["session_id"]})
        assert second["chat_id"] != first["chat_id"]
        assert {chat["id"] for chat in server.json("GET", "/api/chats")["chats"]} == {
            first["chat_id"],
            second["chat_id"],
        }


def test_a_chat_without_a_summary_says_so(shop):
    with Served(shop) as server:
        chat = server.json("POST", "/api/chat", {"message": "hello"})["chat_id"]
        problem = server.json(
            "POST", "/api/sessions", {"chat_id": chat, "with": "summary"}, expect=409
        )
        assert problem["code"] == "no_summary"


def test_a_fresh_session_knows_the_summary_of_a_chat(shop):
    with Served(shop) as server:
        first = server.json("POST", "/api/chat", {"message": "hello"})
    connection = sqlite3.connect(shop.data / "parley.sqlite")
    with connection:
        connection.execute(
            "INSERT INTO summaries (chat, plugin, version, text, created_at, first, last)"
            " VALUES (?, 'summary', 1, 'They greeted.', 1, ?, ?)",
            [first["chat_id"], first["message_id"], first["message_id"]],
        )
    connection.close()
    with Served(shop) as server:
        session = server.json(
            "POST", "/api/sessions", {"chat_id": first["chat_id"], "with": "summary"}, expect=201
        )
        assert session["message_count"] == 0
        explained = server.json(
            "POST", "/api/explain", {"message": "go on", "session_id": session["session_id"]}
        )
        assert any("They greeted." in part["text"] for part in explained["parts"])
        server.json("POST", "/api/chat", {"message": "go on", "session_id": session["session_id"]})
        chat = server.json("GET", f"/api/chats/{session['chat_id']}")
        assert chat["carried"] == "They greeted."
        assert [message["content"] for message in chat["messages"]][0] == "go on"
