"""The command line while a server holds the storage folder: it goes through the socket."""

import json

import pytest
from serving import Served


@pytest.fixture
def server(fresh_shop):
    with Served(fresh_shop) as served:
        yield served


def test_asking_goes_through_the_server(server, fresh_shop):
    reply = fresh_shop.json("ask", "Books by Ursula K. Le Guin under 15 dollars")
    assert reply["session_id"] and reply["citations"]
    listed = server.json("GET", "/api/chats")["chats"]
    assert [chat["id"] for chat in listed] == [reply["chat_id"]]
    again = fresh_shop.json("ask", "cheaper?", "--chat", reply["chat_id"])
    assert again["chat_id"] == reply["chat_id"]
    printed = fresh_shop.run("ask", "When are you open on Sunday?")
    assert "Sunday" in printed and "[1] " in printed


def test_a_chat_goes_through_the_server(server, fresh_shop):
    with fresh_shop.chat("bookseller") as chat:
        first = chat.say("books about whales")
        second = chat.say("cheaper?")
    assert second["chat_id"] == first["chat_id"]


def test_status_tells_how_the_server_is(server, fresh_shop):
    status = fresh_shop.json("status")
    assert status["personas"] == ["bookseller", "helpdesk"]
    assert set(status["knowledge"]) == {"books", "catalog", "help"}
    missing, _, _ = server.request("GET", "/api/admin/status")
    assert missing == 404


def test_without_a_server_there_is_no_status(fresh_shop):
    done = fresh_shop.attempt("status")
    assert done.returncode == 69
    assert "parley serve" in done.stderr


def test_reloading_takes_over_what_has_changed(harbour_books, tmp_path):
    config = tmp_path / "config.yaml"
    text = harbour_books.config.read_text().replace("Knowledge/", f"{harbour_books.config.parent}/Knowledge/")
    config.write_text(text)
    shop = type(harbour_books)(harbour_books.program, config, tmp_path / "data")
    shop.copy_knowledge(harbour_books)
    with Served(shop) as server:
        config.write_text(text.replace("label: Marlowe", "label: Ishmael"))
        shop.run("reload")
        labels = [persona["label"] for persona in server.json("GET", "/api/personas")["personas"]]
        assert labels[0] == "Ishmael"
        config.write_text(text.replace("label: Marlowe", "lable: Marlowe"))
        done = shop.attempt("reload")
        assert done.returncode == 78 and "config.yaml" in done.stderr
        labels = [persona["label"] for persona in server.json("GET", "/api/personas")["personas"]]
        assert labels[0] == "Ishmael"
        assert json.loads(server.request("POST", "/api/chat", {"message": "hello"})[2])["reply"]
