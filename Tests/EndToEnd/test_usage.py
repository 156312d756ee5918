"""What turns used, and what is learned from what upstreams report."""

import pytest
from recording_server import RecordingServer
from serving import Served


@pytest.fixture
def upstream():
    server = RecordingServer()
    yield server
    server.close()


def test_turns_of_shell_and_server_are_counted(fresh_shop, upstream):
    reply = fresh_shop.json("ask", "a mug", env={"PARLEY_BASE_URL": upstream.base_url})
    used = reply["usage"]
    with Served(fresh_shop) as server:
        server.json("POST", "/api/chat", {"message": "a mug"})
        usage = server.json("GET", "/api/usage")
    assert usage["total"]["turns"] == 2
    assert [day["turns"] for day in usage["days"]] in ([2], [1, 1])
    asked = next(entry for entry in usage["upstreams"] if entry["upstream"] == "main")
    assert asked["model"] == "recorded-model"
    assert asked["input_tokens"] == used["input_tokens"] and asked["output_tokens"] == used["output_tokens"]
    price = (0.40 * used["input_tokens"] + 1.60 * used["output_tokens"]) / 1e6
    assert asked["costs"] == [{"amount": pytest.approx(price, abs=1e-9), "currency": "USD"}]
    assert [owner["owner"] for owner in usage["owners"]] == ["local"]


def test_what_was_learned_about_tokens_survives_a_restart(fresh_shop, upstream):
    """The upstream reports far fewer tokens than were sent, so the next estimates are lower."""
    environment = {"PARLEY_BASE_URL": upstream.base_url}

    def instructions(*arguments):
        explained = fresh_shop.json("explain", "a mug", *arguments, env=environment)
        return sum(part["tokens"] for part in explained["parts"] if part["kind"] == "instruction")

    first = instructions()
    chat = fresh_shop.json("ask", "a mug", env=environment)["chat_id"]
    assert instructions("--chat", chat) < 0.9 * first
