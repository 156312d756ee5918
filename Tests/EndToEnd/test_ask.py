"""`parley ask`: the main job from a shell, with the built-in model and with an upstream."""

import json
import sqlite3
import subprocess

import pytest

from recording_server import RecordingServer

LE_GUIN = "books by Ursula K. Le Guin under 15 dollars"


@pytest.fixture
def upstream():
    server = RecordingServer()
    yield server
    server.close()


def test_the_sample_harbour_books_answers_without_a_model(harbour_books):
    reply = harbour_books.json("ask", LE_GUIN)
    assert reply["model"] == "extractive"
    assert reply["finish_reason"] == "stop"
    assert reply["usage"]["input_tokens"] > 0 and reply["usage"]["estimated"] is True
    assert reply["citations"], reply["reply"]
    assert {citation["collection"] for citation in reply["citations"]} == {"books"}
    for citation in reply["citations"]:
        scalars = reply["reply"]
        for start, end in citation["ranges"]:
            assert scalars[start:end] == f"[{citation['index']}]"
        book = harbour_books.json("knowledge", "show", "books", citation["id"])
        assert "Ursula K. Le Guin" in book["authors"]
        price = book.get("sale_price", book["price"])
        assert float(price["amount"]) <= 15
    assert set(reply["knowledge"]) == {"books", "catalog", "help"}
    for key in ("chat_id", "message_id", "generation_id", "persona", "notices"):
        assert key in reply


def test_the_reply_and_its_sources_are_data_and_the_rest_is_talk(harbour_books):
    done = harbour_books.attempt("ask", "When do you open on Sunday?")
    assert "Sunday" in done.stdout
    assert "[1] " in done.stdout
    assert done.stderr == ""


def test_a_question_comes_from_standard_input(harbour_books):
    assert harbour_books.json("ask", input="Do you sell gift cards?\n")["citations"]


def test_records_stand_fenced_in_the_system_message_and_the_reply_streams(harbour_books, upstream):
    reply = harbour_books.json("ask", LE_GUIN, env={"PARLEY_BASE_URL": upstream.base_url, "PARLEY_API_KEY": "k-1"})
    assert reply["reply"] == "Take this one [1]."
    assert reply["model"] == "recorded-model"
    assert reply["usage"] == {"input_tokens": 321, "output_tokens": 5, "cached_tokens": 0, "estimated": False}
    [request] = upstream.requests
    assert request["path"] == "/v1/chat/completions"
    assert request["headers"]["Authorization"] == "Bearer k-1"
    assert request["body"]["stream"] is True
    system, user = request["body"]["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    assert user["content"] == LE_GUIN
    [citation] = reply["citations"]
    lines = system["content"].splitlines()
    opening = next(line for line in lines if line.endswith(f"[1] books/{citation['id']}>>"))
    word = opening.removeprefix("<<data ").split(" ")[0]
    assert len(word) == 12
    assert lines.count(f"<<end {word}>>") == sum(line.startswith(f"<<data {word}") for line in lines)


def test_explain_shows_the_bytes_that_are_sent(harbour_books, upstream):
    environment = {"PARLEY_BASE_URL": upstream.base_url}
    explanation = harbour_books.json("explain", LE_GUIN, env=environment)
    harbour_books.run("ask", LE_GUIN, env=environment)
    [request] = upstream.requests
    sent = [{"role": message["role"], "content": message["content"]} for message in request["body"]["messages"]]
    assert explanation["messages"] == sent
    joined = "".join(part["text"] for part in explanation["parts"])
    assert joined == "".join(message["content"] for message in sent)
    for position, message in enumerate(sent):
        parts = [part["text"] for part in explanation["parts"] if part["message"] == position]
        assert "".join(parts) == message["content"]
    assert {part["plugin"] for part in explanation["parts"]} >= {"parley", "books"}
    assert sum(part["tokens"] for part in explanation["parts"]) == explanation["budget"]["prompt"]


def test_whole_replies_are_asked_for_when_nothing_streams(harbour_books, upstream):
    printed = harbour_books.run("ask", "a mug", "--no-stream", env={"PARLEY_BASE_URL": upstream.base_url})
    assert printed.startswith("Take this one [1].\n")
    assert upstream.requests[0]["body"].get("stream", False) is False


def test_an_unknown_marker_yields_a_notice(harbour_books, upstream):
    upstream.reply = "See [77]."
    reply = harbour_books.json("ask", "a mug", env={"PARLEY_BASE_URL": upstream.base_url})
    assert reply["citations"] == []
    assert [notice["code"] for notice in reply["notices"]] == ["unknown_citation"]


def test_when_the_model_cannot_answer_the_clerk_does_and_says_so(harbour_books, upstream):
    upstream.status = 500
    upstream.error = {"error": {"message": "on fire", "type": "server_error"}}
    reply = harbour_books.json("ask", LE_GUIN, env={"PARLEY_BASE_URL": upstream.base_url})
    assert reply["model"] == "extractive"
    assert "fallback_extractive" in [notice["code"] for notice in reply["notices"]]


def test_a_turn_is_stored_with_both_messages_and_logged(harbour_books):
    reply = harbour_books.json("ask", "candles, please")
    database = sqlite3.connect(f"file:{harbour_books.data}/parley.sqlite?mode=ro", uri=True)
    rows = database.execute(
        "SELECT role, content, status FROM messages WHERE chat = ? ORDER BY seq", (reply["chat_id"],)
    ).fetchall()
    database.close()
    assert rows == [("user", "candles, please", "complete"), ("assistant", reply["reply"], "complete")]
    lines = [json.loads(line) for line in (harbour_books.data / "logs" / "chat.jsonl").read_text().splitlines()]
    [line] = [line for line in lines if line["message_id"] == reply["message_id"]]
    assert line["message"] == "candles, please"
    assert line["reply"] == reply["reply"]


def test_personal_details_are_blacked_out_in_the_log(harbour_books):
    reply = harbour_books.json("ask", "write to ann@example.com or 207 555 0199")
    lines = [json.loads(line) for line in (harbour_books.data / "logs" / "chat.jsonl").read_text().splitlines()]
    [line] = [line for line in lines if line["message_id"] == reply["message_id"]]
    assert line["message"] == "write to [email] or [phone]"


@pytest.mark.parametrize("question", ["", "   "])
def test_an_empty_question_is_refused(harbour_books, question):
    done = harbour_books.attempt("ask", question)
    assert done.returncode == 64
    assert "empty" in done.stderr


def test_an_unknown_persona_is_told_with_those_there_are(harbour_books):
    done = harbour_books.attempt("ask", "hi", "--persona", "bookseler")
    assert done.returncode == 64
    assert "bookseller" in done.stderr and "helpdesk" in done.stderr


def test_a_closed_pipe_ends_quietly(harbour_books):
    command = f"{harbour_books.program} ask '{LE_GUIN}' --config {harbour_books.config} | head -c 10"
    done = subprocess.run(
        ["bash", "-c", command], env=harbour_books.environment, capture_output=True, text=True
    )
    assert len(done.stdout) == 10
    assert done.stderr == ""


def test_errors_are_json_when_json_is_asked_for(harbour_books):
    done = harbour_books.attempt("ask", "hi", "--persona", "nobody", "--json")
    assert json.loads(done.stderr)["error"]
