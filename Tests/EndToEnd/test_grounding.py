"""Figures that no record confirms: a model that gets a price wrong, and what readers see of it."""

import json

import pytest
import yaml
from parley_program import Parley
from recording_server import RecordingServer
from serving import Served

QUESTION = "Do you have The Left Hand of Darkness?"


@pytest.fixture
def upstream():
    server = RecordingServer()
    yield server
    server.close()


@pytest.fixture
def shop(harbour_books, tmp_path):
    """Gives the sample shop with one setting for figures that nothing confirms."""

    def make(on_mismatch):
        config = yaml.safe_load(harbour_books.config.read_text(encoding="utf-8"))
        for plugin in config["plugins"]:
            if plugin["use"] == "Grounding":
                plugin |= {"with": {"on_mismatch": on_mismatch}, "timeout": "10s"}
        for collection in config["knowledge"]:
            for source in collection["sources"]:
                source["path"] = str(harbour_books.config.parent / source["path"])
        path = tmp_path / "config.yaml"
        path.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
        made = Parley(harbour_books.program, path, tmp_path / "data")
        made.copy_knowledge(harbour_books)
        return made

    return make


@pytest.fixture(scope="module")
def book(harbour_books):
    """The record that the question asks for."""
    found = harbour_books.json("knowledge", "search", "books", "The Left Hand of Darkness")
    return found["hits"][0]["record"]


def wrong(book):
    """A sentence with a price that no record has, between two that are right."""
    return (
        f"Yes, we have it. **{book['title']}** costs $77.77 [1]. It is a classic.\n\n"
        f"- {book['title']}: $77.77\n- Come by!"
    )


def answer(shop, upstream, stream):
    """The reply, the text that a reader saw, and the stored message."""
    with Served(shop, env={"PARLEY_BASE_URL": upstream.base_url}) as server:
        body = {"message": QUESTION, "persona": "bookseller", "stream": stream}
        if stream:
            events = list(server.stream(body))
            [reply] = [event["data"] for event in events if event["event"] == "done"]
            deltas = [event["data"]["text"] for event in events if event["event"] == "delta"]
        else:
            reply = server.json("POST", "/api/chat", body)
            deltas = [reply["reply"]]
        stored = server.json("GET", f"/api/chats/{reply['chat_id']}")["messages"][-1]
        trace = server.json("GET", f"/api/messages/{reply['message_id']}/trace")
    assert "".join(deltas) == reply["reply"] == stored["content"]
    assert reply["notices"] == stored["notices"]
    return reply, deltas, trace


@pytest.mark.parametrize("stream", [True, False])
def test_a_wrong_price_gets_a_notice_where_it_stands(shop, upstream, book, stream):
    upstream.reply = wrong(book)
    reply, _, _ = answer(shop("notice"), upstream, stream)
    assert reply["reply"] == wrong(book)
    assert {notice["code"] for notice in reply["notices"]} == {"ungrounded_figure"}
    for notice in reply["notices"]:
        start, end = notice["range"]
        assert reply["reply"][start:end] == "$77.77"
        assert notice["plugin"] == "figures"


@pytest.mark.parametrize("stream", [True, False])
def test_a_correction_tells_the_price_of_the_record(shop, upstream, book, stream):
    upstream.reply = wrong(book)
    reply, _, _ = answer(shop("correct"), upstream, stream)
    assert reply["reply"] == wrong(book)
    assert reply["notices"][0]["code"] == "correction"
    assert f"“{book['title']}”: the catalog says $" in reply["notices"][0]["message"]
    assert "not $77.77" in reply["notices"][0]["message"]


@pytest.mark.parametrize("stream", [True, False])
def test_a_held_sentence_is_never_read(shop, upstream, book, stream):
    upstream.reply = wrong(book)
    reply, deltas, trace = answer(shop("hold"), upstream, stream)
    assert "77.77" not in reply["reply"]
    assert reply["reply"].startswith("Yes, we have it. I could not confirm a figure here.")
    assert "Please ask: desk@example.org. It is a classic.\n\n- I could not" in reply["reply"]
    assert reply["reply"].endswith("\n- Come by!")
    assert [citation["index"] for citation in reply["citations"]] == [1]
    # The local user runs the shop and is told what was held back; the trace tells the same.
    held = [notice for notice in reply["notices"] if notice["code"] == "held_sentence"]
    assert len(held) == 2 and "$77.77" in held[0]["message"]
    assert trace["notices"] == reply["notices"]
    if stream:
        assert deltas[0] == "Yes, we have it. "


def test_guests_are_not_told_what_was_held_back(shop, upstream, book):
    upstream.reply = wrong(book)
    made = shop("hold")
    config = yaml.safe_load(made.config.read_text(encoding="utf-8"))
    config["auth"]["mode"] = "guests"
    made.config.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    with Served(made, env={"PARLEY_BASE_URL": upstream.base_url}) as server:
        body = {"message": QUESTION, "persona": "bookseller"}
        status, headers, data = server.request("POST", "/api/chat", body)
        assert status == 200, data
        reply, cookie = json.loads(data), {"Cookie": headers["Set-Cookie"].split(";")[0]}
        stored = server.json("GET", f"/api/chats/{reply['chat_id']}", headers=cookie)["messages"][-1]
        assert reply["notices"] == stored["notices"] == []
        assert "77.77" not in json.dumps([reply, stored]) and "could not confirm" in stored["content"]
        export = server.request("GET", f"/api/chats/{reply['chat_id']}/export", headers=cookie)
        assert export[0] == 200 and b"77.77" not in export[2]


def test_right_figures_pass_and_a_named_title_is_cited(shop, upstream, book):
    amount = book["price"]["amount"]
    upstream.reply = f"{book['title']} costs ${amount}. Anything else?"
    reply, deltas, _ = answer(shop("hold"), upstream, True)
    assert reply["reply"] == upstream.reply
    assert deltas == [f"{book['title']} costs ${amount}. ", "Anything else?"]
    [citation] = reply["citations"]
    assert [reply["reply"][start:end] for start, end in citation["ranges"]] == [book["title"]]


def test_a_stopped_reply_keeps_what_was_let_through(shop, book):
    upstream = RecordingServer(
        reply=f"Yes, here it is. {book['title']} costs $77.77 " + "and more " * 500, pause=0.02
    )
    try:
        with Served(shop("hold"), env={"PARLEY_BASE_URL": upstream.base_url}) as server:
            stream = server.stream({"message": QUESTION, "persona": "bookseller", "stream": True})
            events = []
            for event in stream:
                events.append(event)
                if event["event"] == "delta" and len(events) < 4:
                    session = events[0]["data"]["session_id"]
                    server.request("POST", "/api/chat/stop", {"session_id": session})
            [reply] = [event["data"] for event in events if event["event"] == "done"]
            deltas = [event["data"]["text"] for event in events if event["event"] == "delta"]
            stored = server.json("GET", f"/api/chats/{reply['chat_id']}")["messages"][-1]
            assert stored["status"] == "stopped"
            assert "".join(deltas) == reply["reply"] == stored["content"]
            assert "77.77" not in json.dumps({**stored, "notices": []})
    finally:
        upstream.close()
