"""What is acknowledged survives kill -9."""

import os

import kill_harness
from serving import Served

ROUNDS = int(os.environ.get("PARLEY_KILLS", "50"))


def test_nothing_acknowledged_is_lost(fresh_shop):
    witness, ready = kill_harness.run(fresh_shop, ROUNDS)
    with Served(fresh_shop):
        pass  # the start that recovers what the last kill left
    assert len(witness.accepted) > ROUNDS and len(witness.done) > ROUNDS / 2
    assert witness.faults(fresh_shop.data / "parley.sqlite") == []
    ready.sort()
    print(
        f"{ROUNDS} kills: {len(witness.accepted)} messages accepted, {len(witness.done)} replies done, none lost; "
        f"ready after {ready[len(ready) // 2]:.3f} s (median), {ready[-1]:.3f} s (slowest)"
    )
    assert ready[-1] < 2, ready


def test_unfinished_replies_are_marked(fresh_shop, fake_upstream):
    server = Served(fresh_shop, env=fake_upstream.environment("endless-5"))
    stream = server.stream({"message": "tell me", "stream": True})
    accepted = next(stream)["data"]
    shown = ""
    for event in stream:
        if event["event"] == "delta":
            shown += event["data"]["text"]
        if len(shown) > 3000:
            break
    server.kill()
    with Served(fresh_shop) as server:
        chat = server.json("GET", f"/api/chats/{accepted['chat_id']}")
        reply = chat["messages"][1]
        assert reply["status"] == "interrupted"
        assert shown.startswith(reply["content"]) or reply["content"].startswith(shown)
        # At most a second or 2 KiB of what was shown is missing.
        assert len(reply["content"]) >= len(shown) - 2048 - 1100


def test_a_request_that_is_repeated_after_a_kill_is_the_same_turn(fresh_shop):
    key, body = {"Idempotency-Key": "order-18"}, {"message": "an umbrella?"}
    server = Served(fresh_shop)
    first = server.json("POST", "/api/chat", body, key)
    server.kill()
    with Served(fresh_shop) as server:
        second = server.json("POST", "/api/chat", body, key)
        assert [second[name] for name in ("message_id", "generation_id", "reply")] == [
            first[name] for name in ("message_id", "generation_id", "reply")
        ]
        assert len(server.json("GET", f"/api/chats/{first['chat_id']}")["messages"]) == 2
