"""However Parley ends, nothing is wiped: all chats are there, with their roles and in their order, and go on.

The other faults that chat programs are known for (swapped roles, one history for everybody, only the last message
sent, the first turn dropped) have their tests in Tests/ParleyEngineTests/ConversationTests.swift.
"""

import json
import signal

import pytest
from recording_server import RecordingServer
from serving import Served

WORDS = ["My name is Ann.", "Do you have maps?", "What is my name?"]
REPLY = "Of course, take this one."
# A conversation as it is kept.
KEPT = [kept for text in WORDS for kept in (("user", text, "complete"), ("assistant", REPLY, "complete"))]


@pytest.fixture
def shop(fresh_shop):
    """The sample shop with a model that always says the same."""
    upstream = RecordingServer(reply=REPLY)
    fresh_shop.environment |= {"PARLEY_BASE_URL": upstream.base_url}
    yield fresh_shop
    upstream.close()


def say(server, text, session=None):
    body = {"message": text} | ({"session_id": session} if session else {})
    return server.json("POST", "/api/chat", body)


def conversation(server):
    """The last reply of a chat of three turns."""
    reply = {"session_id": None}
    for text in WORDS:
        reply = say(server, text, reply["session_id"])
    return reply


def chats(server):
    """Every chat with the roles, the words and the ends of its messages."""
    return {
        chat["id"]: [
            (message["role"], message["content"], message["status"])
            for message in server.json("GET", f"/api/chats/{chat['id']}")["messages"]
        ]
        for chat in server.json("GET", "/api/chats")["chats"]
    }


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda number: number.name)
def test_nothing_is_wiped_on_exit(shop, end):
    with Served(shop) as server:
        replies = [conversation(server) for _ in range(3)]
        status = server.stop(end)
        assert status == (-end if end == signal.SIGKILL else 0)
    with Served(shop) as server:
        assert chats(server) == {reply["chat_id"]: KEPT for reply in replies}
        for reply in replies:
            assert say(server, "And now?", reply["session_id"])["chat_id"] == reply["chat_id"]
        assert {len(messages) for messages in chats(server).values()} == {8}


def test_nothing_is_wiped_when_a_chat_in_the_terminal_ends(shop):
    with shop.chat("bookseller") as chat:
        [chat.say(text) for text in WORDS]
    [listed] = shop.json("chats", "list")
    messages = json.loads(shop.run("chats", "export", listed["id"]))["messages"]
    assert [(message["role"], message["content"], message["status"]) for message in messages] == KEPT
