"""What an explanation shows, from the command line and over HTTP, with and without a server."""

import json

import pytest
from serving import Served

QUESTION = "Books by Ursula K. Le Guin under 15 dollars"


def without_times(value):
    """The same without what differs between two runs."""
    if isinstance(value, dict):
        return {name: without_times(member) for name, member in value.items() if name != "milliseconds"}
    return [without_times(element) for element in value] if isinstance(value, list) else value


def test_every_part_tells_where_it_comes_from_and_what_it_cost(harbour_books):
    explanation = harbour_books.json("explain", QUESTION)
    times = {hook["plugin"]: hook["milliseconds"] for hook in explanation["hooks"]}
    records = [part for part in explanation["parts"] if "source" in part]
    assert len(records) == 5
    for part in records:
        assert part["plugin"] == "books" and part["kind"] == "data"
        assert part["source"]["collection"] == "books" and part["source"]["id"]
        assert part["source"]["version"] == explanation["knowledge"]["books"]
        assert 0 < part["score"] and 0 < part["tokens"]
        assert part["milliseconds"] == times["books"]
    assert {hook["plugin"] for hook in explanation["hooks"]} == {"catalog", "books", "help", "memory", "summary"}
    [lookup] = [lookup for lookup in explanation["lookups"] if lookup["plugin"] == "books"]
    assert "price at most 15.00 USD" in lookup["reading"]["filters"]
    assert lookup["total"] == 10 and len(lookup["hits"]) == 5


def test_what_the_budget_left_out_is_told_with_the_reason(harbour_books, tmp_path):
    config = tmp_path / "config.yaml"
    text = harbour_books.config.read_text().replace("Knowledge/", f"{harbour_books.config.parent}/Knowledge/")
    config.write_text(text.replace("max_tokens: 1200", "max_tokens: 300"))
    shop = type(harbour_books)(harbour_books.program, config, harbour_books.data)
    explanation = shop.json("explain", QUESTION)
    assert explanation["dropped"]
    for part in explanation["dropped"]:
        assert part["plugin"] == "books" and part["tokens"] > 0
        assert part["reason"] == "over the plugin's 300 tokens"
        assert part["source"]["id"]
    printed = shop.run("explain", QUESTION)
    assert "over the plugin's 300 tokens" in printed


def test_people_read_the_same(harbour_books):
    printed = harbour_books.run("explain", QUESTION)
    assert "-- books: data, " in printed and "“A Wizard of Earthsea”, score 0." in printed
    assert "looked up: books in books, read as authors is Ursula K. Le Guin; price at most 15.00 USD: 10 fit" in printed
    assert "hook: books prePrompt, " in printed and ", parts (6)" in printed
    assert "tokens for bookseller through extractive" in printed


def test_an_explanation_goes_on_with_a_chat(harbour_books):
    chat = harbour_books.json("ask", QUESTION)["chat_id"]
    explanation = harbour_books.json("explain", "cheaper?", "--chat", chat)
    assert [message["role"] for message in explanation["messages"]] == ["system", "user", "assistant", "user"]
    assert explanation["messages"][1]["content"] == QUESTION
    assert any(lookup["hits"] for lookup in explanation["lookups"])
    missing = harbour_books.attempt("explain", "x", "--chat", "01900000-0000-7000-8000-000000000000")
    assert missing.returncode == 66
    both = harbour_books.attempt("explain", "x", "--chat", chat, "--persona", "helpdesk")
    assert both.returncode == 64


def test_a_server_explains_the_same(fresh_shop):
    chat = fresh_shop.json("ask", QUESTION)["chat_id"]
    alone = fresh_shop.json("explain", "cheaper?", "--chat", chat)
    fresh = fresh_shop.json("explain", QUESTION, "--persona", "helpdesk")
    with Served(fresh_shop) as server:
        assert without_times(fresh_shop.json("explain", "cheaper?", "--chat", chat)) == without_times(alone)
        assert without_times(fresh_shop.json("explain", QUESTION, "--persona", "helpdesk")) == without_times(fresh)
        body = {"message": "cheaper?", "chat_id": chat}
        assert without_times(server.json("POST", "/api/explain", body)) == without_times(alone)
        missing = fresh_shop.attempt("explain", "x", "--chat", "01900000-0000-7000-8000-000000000000")
        assert missing.returncode == 66
        # Nothing of it was stored.
        [listed] = server.json("GET", "/api/chats")["chats"]
        assert listed["id"] == chat


def test_a_trace_keeps_what_was_explained(fresh_shop):
    with Served(fresh_shop) as server:
        explanation = server.json("POST", "/api/explain", {"message": QUESTION})
        reply = server.json("POST", "/api/chat", {"message": QUESTION})
        trace = server.json("GET", f"/api/messages/{reply['message_id']}/trace")
    before = trace | {"hooks": [run for run in trace["hooks"] if run["hook"] == "prePrompt"]}
    assert without_times({name: before[name] for name in explanation}) == without_times(explanation)
    assert [run["plugin"] for run in trace["hooks"] if run["hook"] == "beforeDone"] == ["figures"]
    assert trace["usage"] == reply["usage"] and trace["model"] == "extractive"
    [attempt] = trace["attempts"]
    assert attempt["upstream"] == "extractive" and attempt["first_text_milliseconds"] > 0
    assert trace["milliseconds"] >= attempt["milliseconds"]


@pytest.mark.parametrize("who", ["operator", "everyone"])
def test_guests_see_what_the_configuration_exposes(harbour_books, tmp_path, who):
    config = tmp_path / "config.yaml"
    text = harbour_books.config.read_text().replace("Knowledge/", f"{harbour_books.config.parent}/Knowledge/")
    config.write_text(text.replace("mode: local", "mode: guests").replace("trace: operator", f"trace: {who}"))
    shop = type(harbour_books)(harbour_books.program, config, tmp_path / "data")
    shop.copy_knowledge(harbour_books)
    expected = 200 if who == "everyone" else 403
    with Served(shop) as server:
        assert server.json("GET", "/api/personas")["may"] == {"trace": who == "everyone"}
        status, headers, data = server.request("POST", "/api/chat", {"message": QUESTION})
        reply, cookie = json.loads(data), headers["Set-Cookie"].split(";")[0]
        own = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"}
        for method, path, body in [
            ("GET", f"/api/messages/{reply['message_id']}/trace", None),
            ("POST", "/api/explain", {"message": "x", "chat_id": reply["chat_id"]}),
            ("GET", f"/api/chats/{reply['chat_id']}/export?traces=true", None),
        ]:
            status, _, data = server.request(method, path, body, own)
            assert status == expected, (path, data)
        assert server.request("GET", f"/api/admin/chats/{reply['chat_id']}", None, own)[0] == 404
        # The command line is an operator.
        assert shop.json("explain", QUESTION)["parts"]
