"""The page with the real server behind it: a model that streams slowly, stop, reload, and the clerk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect
from recording_server import RecordingServer
from serving import Served

FOLDER = Path(__file__).parent


def test_the_pages_own_tests_against_the_server(fresh_shop):
    with Served(fresh_shop) as server:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-m", "not scripted", str(FOLDER / "page")],
            env=os.environ | {"PARLEY_PAGE_URL": server.url + "/"},
            capture_output=True,
            text=True,
            timeout=180,
        )
    assert done.returncode == 0, done.stdout


@pytest.fixture
def page(browser):
    """A page of its own, with what its console complained about."""
    context = browser.new_context()
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: said.type in ("error", "warning") and page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


def test_a_reply_goes_on_after_a_reload_and_stops_when_told(fresh_shop, page):
    upstream = RecordingServer(reply=" ".join(f"word{number}" for number in range(4000)), pause=0.02)
    try:
        with Served(fresh_shop, env={"PARLEY_BASE_URL": upstream.base_url}) as server:
            page.goto(server.url + "/")
            page.get_by_role("textbox").last.fill("Tell me everything")
            page.keyboard.press("Enter")
            reply = page.locator("article.reply").last
            expect(reply).to_contain_text("word5 ")
            page.reload()
            expect(reply).to_contain_text("word0 ")
            expect(reply).to_contain_text("word60 ", timeout=15000)
            page.keyboard.press("Escape")
            assert upstream.left.wait(5), "the upstream still streams"
            expect(reply).to_contain_text("Stopped")
            [chat] = server.json("GET", "/api/chats")["chats"]
            messages = server.json("GET", f"/api/chats/{chat['id']}")["messages"]
            assert [message["status"] for message in messages] == ["complete", "stopped"]
            assert len(upstream.requests) == 1
    finally:
        upstream.close()
    assert page.complaints == []


def test_citations_of_the_clerk_open_their_record(fresh_shop, page):
    with Served(fresh_shop) as server:
        page.goto(server.url + "/")
        page.get_by_role("button", name="Books by Ursula K. Le Guin under 15 dollars").click()
        reply = page.locator("article.reply").last
        expect(reply).to_contain_text("Earthsea")
        reply.locator("button.citation").first.click()
        link = page.get_by_role("link", name="Show the record")
        expect(link).to_be_visible()
        address = link.get_attribute("href")
        status, _, record = server.request("GET", address, headers={"Accept": "text/html"})
        assert status == 200 and b"Le Guin" in record
    assert page.complaints == []
