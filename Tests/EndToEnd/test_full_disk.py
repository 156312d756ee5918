"""A disk that fills up while a reply is made: nothing that was shown is lost, and the chat goes on."""

import contextlib
import json
import os
import subprocess
import time

import pytest
from parley_program import Parley
from playwright.sync_api import expect
from recording_server import RecordingServer
from serving import Served

# Larger than what the write-ahead log has room for already.
REPLY = " ".join(f"{number:04d}" + "x" * 4000 for number in range(60))


class SmallDisk:
    """A file system of its own that can be filled to the last byte and relieved."""

    def __init__(self, folder):
        self.folder = folder
        self.filler = folder / "filler"

    def fill(self):
        with open(self.filler, "wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1):
                with contextlib.suppress(OSError):
                    while True:
                        file.write(b"\0" * size)

    def relieve(self):
        self.filler.unlink()


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    yield SmallDisk(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def shop(harbour_books, disk):
    shop = Parley(harbour_books.program, harbour_books.config, disk.folder / "data")
    shop.copy_knowledge(harbour_books)
    return shop


def reply_until_the_disk_is_full(server, disk):
    """A streamed reply during which the disk fills up: its events and the first of them."""
    stream = server.stream({"message": "tell me", "stream": True})
    events = []
    for event in stream:
        events.append(event)
        if event["event"] == "delta" and not disk.filler.exists():
            disk.fill()
    return events[0]["data"], events


def test_a_reply_waits_in_memory_until_there_is_room(shop, disk):
    upstream = RecordingServer(reply=REPLY, pause=0.01)
    try:
        with Served(shop, env={"PARLEY_BASE_URL": upstream.base_url}) as server:
            accepted, events = reply_until_the_disk_is_full(server, disk)
            assert events[-1]["event"] == "error", events[-1]["event"]
            assert events[-1]["data"]["code"] == "not_saved" and events[-1]["data"]["status"] == 507
            shown = "".join(event["data"]["text"] for event in events if event["event"] == "delta")
            assert shown == REPLY
            # As long as the disk is full, messages are refused and no model is asked.
            calls = len(upstream.requests)
            body = {"message": "go on", "session_id": accepted["session_id"]}
            status, _, data = server.request("POST", "/api/chat", body)
            assert status == 507 and json.loads(data)["code"] == "not_saved"
            status, _, data = server.request("POST", "/api/chat", {"message": "another chat"})
            assert status == 507 and json.loads(data)["code"] == "storage_full"
            assert len(upstream.requests) == calls
            disk.relieve()
            path = f"/api/generations/{accepted['generation_id']}/events"
            again = list(server.stream(None, {"Last-Event-ID": events[-1]["id"]}, path, "GET"))
            assert again[-1]["event"] == "done" and again[-1]["data"]["reply"] == REPLY
            upstream.reply = "Of course."
            assert server.json("POST", "/api/chat", body)["chat_id"] == accepted["chat_id"]
            assert server.stop() == 0
        with Served(shop) as server:
            messages = server.json("GET", f"/api/chats/{accepted['chat_id']}")["messages"]
            assert [message["status"] for message in messages] == ["complete"] * 4
            assert messages[1]["content"] == REPLY
    finally:
        upstream.close()


def test_the_page_says_that_it_is_kept(shop, disk, browser):
    upstream = RecordingServer(reply=REPLY, pause=0.01)
    context = browser.new_context(locale="en-US")
    try:
        with Served(shop, env={"PARLEY_BASE_URL": upstream.base_url}) as server:
            page = context.new_page()
            page.goto(server.url + "/")
            page.get_by_role("textbox").last.fill("tell me")
            page.keyboard.press("Enter")
            reply = page.locator("article.reply").last
            expect(reply).to_contain_text("0000x")
            disk.fill()
            mark = reply.locator(".mark-line")
            expect(mark).to_contain_text("Not stored yet", timeout=20_000)
            expect(reply).to_contain_text("0059x")
            # Still so after a reload, which reads the reply from memory.
            page.reload()
            expect(mark).to_contain_text("Not stored yet")
            disk.relieve()
            page.reload()
            expect(reply).to_contain_text("0059x")
            expect(mark).to_be_hidden()
    finally:
        context.close()
        upstream.close()


def test_it_is_stored_without_being_asked_for(shop, disk):
    upstream = RecordingServer(reply=REPLY, pause=0.01)
    try:
        with Served(shop, env={"PARLEY_BASE_URL": upstream.base_url}) as server:
            accepted, events = reply_until_the_disk_is_full(server, disk)
            assert events[-1]["data"]["code"] == "not_saved"
            disk.relieve()
            server.wait_until_it_says("a reply that waited is stored now")
            [_, reply] = server.json("GET", f"/api/chats/{accepted['chat_id']}")["messages"]
            assert reply["status"] == "complete" and reply["content"] == REPLY
    finally:
        upstream.close()


def test_the_end_says_what_is_lost(shop, disk):
    upstream = RecordingServer(reply=REPLY, pause=0.01)
    try:
        server = Served(shop, env={"PARLEY_BASE_URL": upstream.base_url})
        accepted, events = reply_until_the_disk_is_full(server, disk)
        assert events[-1]["data"]["code"] == "not_saved"
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 20
        lost = [line for line in server.log if "a reply is lost" in line]
        assert len(lost) == 1 and accepted["message_id"] in lost[0]
    finally:
        upstream.close()
    disk.relieve()
    with Served(shop) as server:
        [user, reply] = server.json("GET", f"/api/chats/{accepted['chat_id']}")["messages"]
        assert user["status"] == "complete" and reply["status"] == "interrupted"
        assert REPLY.startswith(reply["content"])
