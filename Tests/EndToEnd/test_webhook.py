"""Webhooks: what a receiver sees when it fails, hangs, refuses, and when the server dies."""

import json
import re
import socket
import time

import pytest
from parley_program import Parley
from serving import Served
from webhook_receiver import WebhookReceiver, document, identifier, is_signed

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def hooked(harbour_books, tmp_path):
    """Makes the sample shop with a webhook entry for each address."""

    def make(*urls, secret=SECRET, more=""):
        text = harbour_books.config.read_text().replace(
            "Knowledge/", f"{harbour_books.config.parent}/Knowledge/"
        )
        entries = "".join(
            f"  - name: hook{number}\n    use: Webhook\n"
            f"    with:\n      url: {url}\n      secret: {secret}\n"
            f"      headers: {{Authorization: Bearer of-tidings}}\n      include: [messages]\n{more}"
            for number, url in enumerate(urls)
        )
        names = ", ".join(f"hook{number}" for number in range(len(urls)))
        text = text.replace("\npersonas:", f"{entries}\npersonas:", 1)
        text, found = re.subn(r"(plugins: \[books, catalog, help, [^]]*)\]", rf"\1, {names}]", text)
        assert found == 1
        config = tmp_path / "config.yaml"
        config.write_text(text)
        config.chmod(0o600)  # it holds secrets
        shop = Parley(harbour_books.program, config, tmp_path / "data")
        if not (tmp_path / "data").exists():
            shop.copy_knowledge(harbour_books)
        return shop

    return make


def metric(server, outcome, plugin="hook0"):
    page = server.request("GET", "/metrics")[2].decode()
    found = re.search(
        rf'^parley_deliveries_total{{plugin="{plugin}",outcome="{outcome}"}} (\d+)$', page, re.MULTILINE
    )
    return int(found[1]) if found else 0


def until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_receiver_that_fails_gets_it_again_signed(hooked):
    with WebhookReceiver(500, (503, {"Retry-After": "1"})) as receiver, Served(hooked(receiver.url)) as server:
        reply = server.json("POST", "/api/chat", {"message": "Books by Ursula K. Le Guin under 15 dollars"})
        posts = receiver.wait_for(3)
        assert len({identifier(post) for post in posts}) == 1
        assert len({post["body"] for post in posts}) == 1
        for post in posts:
            assert is_signed(post, SECRET)
            assert not is_signed(post | {"body": post["body"] + b" "}, SECRET)
            assert post["headers"]["Authorization"] == "Bearer of-tidings"
            assert post["headers"]["Content-Type"] == "application/json"
        told = document(posts[0])
        assert told["type"] == "turn"
        data = told["data"]
        assert data["message"] == "Books by Ursula K. Le Guin under 15 dollars"
        assert data["reply"] == reply["reply"]
        assert (data["chat_id"], data["message_id"]) == (reply["chat_id"], reply["message_id"])
        assert [c["id"] for c in data["citations"]] == [c["id"] for c in reply["citations"]]
        assert [m["role"] for m in data["messages"]] == ["user", "assistant"]
        until(lambda: metric(server, "delivered") == 1)
        assert metric(server, "failed") == 2
        assert server.shop.json("jobs", "list") == []
    assert len(receiver.posts) == 3


def test_no_secret_lies_in_the_storage_folder(hooked):
    with WebhookReceiver(500, 500, 500, 500) as receiver, Served(hooked(receiver.url)) as server:
        server.json("POST", "/api/chat", {"message": "hello"})
        receiver.wait_for(1)
        server.kill()
        stored = b"".join(path.read_bytes() for path in server.shop.data.glob("parley.sqlite*"))
        assert b"hello" in stored
        for word in (SECRET, "of-tidings", receiver.url):
            assert word.encode() not in stored
        assert not any(SECRET in line or "of-tidings" in line for line in server.log)


def test_a_kill_between_reply_and_delivery_loses_nothing(hooked):
    port = free_port()
    shop = hooked(f"http://127.0.0.1:{port}/hooks/parley")
    with Served(shop) as server:
        replies = [server.json("POST", "/api/chat", {"message": f"hello {n}"}) for n in range(3)]
        server.kill()
    with WebhookReceiver(port=port) as receiver, Served(shop) as server:
        receiver.wait_for(3)
        until(lambda: server.shop.json("jobs", "list") == [])
        assert server.stop() == 0
        told = [document(post)["data"]["message_id"] for post in receiver.posts]
        assert sorted(told) == sorted(reply["message_id"] for reply in replies)
        assert len({identifier(post) for post in receiver.posts}) == 3


def test_a_kill_while_it_is_under_way_repeats_it_under_the_same_id(hooked):
    with WebhookReceiver("hang") as receiver:
        shop = hooked(receiver.url)
        with Served(shop) as server:
            server.json("POST", "/api/chat", {"message": "hello"})
            receiver.wait_for(1)
            server.kill()
        with Served(shop) as server:
            first, second = receiver.wait_for(2)
            assert identifier(first) == identifier(second)
            assert first["body"] == second["body"]
            until(lambda: server.shop.json("jobs", "list") == [])


def test_what_a_receiver_refuses_is_kept_among_the_dead(hooked):
    with WebhookReceiver(410) as receiver:
        shop = hooked(receiver.url)
        with Served(shop) as server:
            server.json("POST", "/api/chat", {"message": "hello"})
            server.wait_until_it_says("a delivery is dead")
            until(lambda: metric(server, "dead") == 1)
            [dead] = shop.json("jobs", "list")
            assert (dead["kind"], dead["status"], dead["plugin"]) == ("delivery", "dead", "hook0")
            assert "410" in dead["failure"]
        # Without a server, and after a restart, it is still there.
        assert dead["id"] in shop.run("jobs", "list")
        missing = shop.attempt("jobs", "retry", "msg_nobody")
        assert missing.returncode == 66
        assert shop.attempt("jobs", "retry").returncode == 64
        assert shop.attempt("jobs", "retry", dead["id"], "--all").returncode == 64
        with Served(shop) as server:
            assert len(receiver.posts) == 1
            shop.run("jobs", "retry", dead["id"])
            first, second = receiver.wait_for(2)
            assert identifier(first) == identifier(second) == dead["id"]
            until(lambda: shop.json("jobs", "list") == [])


def test_a_receiver_that_hangs_holds_up_nobody_else(hooked):
    with WebhookReceiver(*["hang"] * 9) as hanging, WebhookReceiver() as other:
        with Served(hooked(hanging.url, other.url)) as server:
            for number in range(4):
                server.json("POST", "/api/chat", {"message": f"hello {number}"})
            other.wait_for(4, seconds=10)
            assert len(hanging.wait_for(1)) == 1
            started = time.monotonic()
            assert server.stop() == 0
            assert time.monotonic() - started < 15
        waiting = server.shop.json("jobs", "list")
        assert [(item["plugin"], item["attempts"]) for item in waiting] == [("hook0", 0)] * 4


def test_the_end_of_a_session_is_told_once(hooked):
    with WebhookReceiver() as receiver:
        shop = hooked(receiver.url, more="      events: [session_ended]\n")
        shop.config.write_text(shop.config.read_text().replace("sessions: {idle: 30m", "sessions: {idle: 3s"))
        with Served(shop) as server:
            ended = server.json("POST", "/api/chat", {"message": "hello"})
            left = server.json("POST", "/api/chat", {"message": "good evening"})
            server.request("DELETE", f"/api/sessions/{ended['session_id']}")
            told = [document(post) for post in receiver.wait_for(2)]
            assert [document["type"] for document in told] == ["session_ended"] * 2
            assert [document["data"]["chat_id"] for document in told] == [ended["chat_id"], left["chat_id"]]
            assert [message["content"] for message in told[1]["data"]["messages"]] == [
                "good evening",
                left["reply"],
            ]
        with Served(shop) as server:
            until(lambda: shop.json("jobs", "list") == [])
        assert len(receiver.posts) == 2


def test_an_endless_answer_counts_and_is_not_read(hooked):
    with WebhookReceiver("flood") as receiver, Served(hooked(receiver.url)) as server:
        server.json("POST", "/api/chat", {"message": "hello"})
        assert receiver.left.wait(20)
        until(lambda: metric(server, "delivered") == 1)
        assert len(receiver.posts) == 1


def test_a_redirect_is_not_followed(hooked):
    with WebhookReceiver() as inner:
        with WebhookReceiver((307, {"Location": inner.url})) as receiver, Served(hooked(receiver.url)) as server:
            server.json("POST", "/api/chat", {"message": "hello"})
            receiver.wait_for(2)
        assert inner.posts == []


def test_asking_in_a_shell_delivers_before_it_ends(hooked):
    with WebhookReceiver() as receiver:
        reply = hooked(receiver.url).json("ask", "hello")
        assert [document(post)["data"]["message_id"] for post in receiver.posts] == [reply["message_id"]]


def test_settings_that_cannot_work_are_refused_when_they_are_read(hooked):
    with WebhookReceiver() as receiver:
        shop = hooked(receiver.url, secret="short")
        done = shop.attempt("ask", "hello")
        assert done.returncode == 78, done.stderr
        assert "secret" in done.stderr and "short" not in done.stderr.replace("has fewer", "")
        shown = hooked(receiver.url).run("config", "show")
        assert SECRET not in shown and "of-tidings" not in shown
        assert json.loads(hooked(receiver.url).run("config", "show", "--json"))["plugins"][-1]["use"] == "Webhook"
