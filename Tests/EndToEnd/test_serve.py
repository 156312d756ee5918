"""The HTTP endpoint from outside: what a client sends and gets, over real sockets."""

import json
import re
import signal
import socket
import subprocess

import pytest
from serving import Served
from waiting import wait_until

LE_GUIN = "Books by Ursula K. Le Guin under 15 dollars"


@pytest.fixture(scope="module")
def server(harbour_books):
    with Served(harbour_books) as served:
        yield served


def test_chat_answers_with_citations(server):
    reply = server.json("POST", "/api/chat", {"message": LE_GUIN})
    assert reply["model"] == "extractive"
    assert {citation["collection"] for citation in reply["citations"]} == {"books"}
    assert reply["session_id"]
    again = server.json("POST", "/api/chat", {"message": "cheaper?", "session_id": reply["session_id"]})
    assert again["chat_id"] == reply["chat_id"]


def test_a_stream_says_what_happens_in_order(server):
    events = list(server.stream({"message": LE_GUIN, "stream": True}))
    names = [event["event"] for event in events]
    assert names[0] == "accepted" and names[-1] == "done"
    assert names.index("delta") < names.index("citations")
    generation = events[0]["data"]["generation_id"]
    assert [event["id"] for event in events] == sorted(
        (event["id"] for event in events), key=lambda name: int(name.rsplit(".", 1)[1])
    )
    assert all(event["id"].startswith(generation) for event in events)
    text = "".join(event["data"]["text"] for event in events if event["event"] == "delta")
    assert text == events[-1]["data"]["reply"]


def test_a_stream_is_resumed_where_it_was_left(server):
    events = list(server.stream({"message": LE_GUIN, "stream": True}))
    generation = events[0]["data"]["generation_id"]
    path = f"/api/generations/{generation}/events"
    again = list(server.stream(None, {"Last-Event-ID": events[1]["id"]}, path, "GET"))
    assert [event["id"] for event in again] == [event["id"] for event in events[2:]]
    status, _, _ = server.request("GET", path, headers={"Last-Event-ID": "garbage"})
    assert status == 400


def test_sessions_and_chats_survive_a_restart(fresh_shop):
    with Served(fresh_shop) as server:
        reply = server.json("POST", "/api/chat", {"message": "Do you have gift cards?"})
    with Served(fresh_shop) as server:
        sessions = server.json("GET", "/api/sessions")["sessions"]
        [session] = [one for one in sessions if one["session_id"] == reply["session_id"]]
        assert session["chat_id"] == reply["chat_id"] and session["message_count"] == 2
        chat = server.json("GET", f"/api/chats/{reply['chat_id']}")
        assert [message["role"] for message in chat["messages"]] == ["user", "assistant"]
        assert chat["messages"][1]["content"] == reply["reply"]


def test_clearing_keeps_the_session_and_the_old_chat(server):
    first = server.json("POST", "/api/chat", {"message": "a mug"})
    server.json("POST", "/api/clear", {"session_id": first["session_id"]})
    second = server.json("POST", "/api/chat", {"message": "a lamp", "session_id": first["session_id"]})
    assert second["chat_id"] != first["chat_id"]
    assert server.json("GET", f"/api/chats/{first['chat_id']}")["messages"]


def test_chats_are_listed_renamed_exported_deleted(server):
    reply = server.json("POST", "/api/chat", {"message": "a jigsaw puzzle, please"})
    path = f"/api/chats/{reply['chat_id']}"
    server.json("PATCH", path, {"title": "Puzzles % _ \" for Ann"})
    found = server.json("GET", "/api/chats?q=Puzzles%20%25")["chats"]
    assert [chat["id"] for chat in found] == [reply["chat_id"]]
    _, headers, markdown = server.request("GET", path + "/export?format=markdown")
    assert "markdown" in headers["Content-Type"] and b"a jigsaw puzzle, please" in markdown
    assert server.json("GET", path + "/export?format=json")["messages"]
    status, _, _ = server.request("DELETE", path)
    assert status in (200, 204)
    gone, _, body = server.request("GET", path)
    missing, _, other = server.request("GET", "/api/chats/01a1fa85-1ebe-7182-994d-8da4cc705a0b")
    assert gone == missing == 404
    strip = lambda data: re.sub(rb'"request_id":"[^"]*"', b"", data)  # noqa: E731
    assert strip(body) == strip(other)


def test_stop_closes_the_upstream_and_keeps_the_text(fresh_shop, fake_upstream):
    with Served(fresh_shop, env=fake_upstream.environment("endless-20")) as server:
        stream = server.stream({"message": "tell me everything", "stream": True})
        accepted = next(stream)["data"]
        for event in stream:
            if event["event"] == "delta":
                break
        stopped = server.json("POST", "/api/chat/stop", {"session_id": accepted["session_id"]})
        assert stopped is not None
        wait_until(lambda: fake_upstream.status()["departures"] == 1)
        last = list(stream)[-1]
        assert last["event"] == "done" and last["data"]["finish_reason"] == "stopped"
        chat = server.json("GET", f"/api/chats/{accepted['chat_id']}")
        assert chat["messages"][1]["status"] == "stopped"
        assert chat["messages"][1]["content"].startswith(" We")


def test_the_same_request_twice_is_one_turn(server):
    key = {"Idempotency-Key": "order-17"}
    body = {"message": "an umbrella?"}
    first = server.json("POST", "/api/chat", body, key)
    second = server.json("POST", "/api/chat", body, key)
    assert second["message_id"] == first["message_id"] and second["reply"] == first["reply"]
    status, _, data = server.request("POST", "/api/chat", {"message": "other"}, key)
    assert status == 422 and json.loads(data)["status"] == 422


def test_a_taken_port_is_told(harbour_books, server, tmp_path):
    done = subprocess.run(
        [harbour_books.program, "serve", "--listen", f"{server.host}:{server.port}", "--config", harbour_books.config],
        env=harbour_books.environment | {"PARLEY_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 75
    assert str(server.port) in done.stderr


def test_terminating_ends_in_order(fresh_shop, fake_upstream):
    server = Served(fresh_shop, env=fake_upstream.environment("endless-20"))
    stream = server.stream({"message": "tell me everything", "stream": True})
    accepted = next(stream)["data"]
    for event in stream:
        if event["event"] == "delta":
            break
    server.process.send_signal(signal.SIGTERM)
    # Two signals at once would be one.
    server.wait_until_it_says("Ending")
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(timeout=10) in (0, 130)
    with Served(fresh_shop) as server:
        chat = server.json("GET", f"/api/chats/{accepted['chat_id']}")
        assert [message["status"] for message in chat["messages"]] == ["complete", "interrupted"]


def test_smuggled_requests_are_not_served(server):
    """TE with CL, two lengths, odd codings: refused, and nothing after them is answered."""
    probes = [
        b"POST /livez HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /livez HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
        b"POST /livez HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        b"POST /livez HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        b"POST /livez HTTP/1.1\r\nHost: h\r\nHost: i\r\nContent-Length: 0\r\n\r\n",
    ]
    for probe in probes:
        with socket.create_connection((server.host, server.port), timeout=10) as connection:
            connection.sendall(probe + b"GET /livez HTTP/1.1\r\nHost: h\r\n\r\n")
            answer = b""
            while data := connection.recv(65536):
                answer += data
        assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 501", b"HTTP/1.1 421")), (probe, answer[:200])
        assert answer.count(b"HTTP/1.1 ") == 1, (probe, answer)


def test_the_openapi_document_names_what_is_served(server):
    document = server.json("GET", "/openapi.json")
    assert document["openapi"].startswith("3.")
    for path, operations in document["paths"].items():
        for method in operations:
            concrete = re.sub(r"\{[^}]+\}", "01a1fa85-1ebe-7182-994d-8da4cc705a0b", path)
            status, headers, _ = server.request(method.upper(), concrete)
            assert status not in (405, 501), (method, path)
            assert headers["x-request-id"]
    status, headers, _ = server.request("DELETE", "/api/chat")
    assert status == 405 and "POST" in headers["Allow"]
