"""The browser, and the site that it visits.

The site is a fake backend, unless PARLEY_PAGE_URL names a running Parley; tests that need scripted
replies are then left out.
"""

import os

import fake_backend
import pytest
from playwright.sync_api import expect

expect.set_options(timeout=4_000)


def pytest_configure(config):
    config.addinivalue_line("markers", "scripted: needs the fake backend's replies")


def pytest_collection_modifyitems(items):
    if not os.environ.get("PARLEY_PAGE_URL"):
        return
    for item in items:
        if item.get_closest_marker("scripted"):
            item.add_marker(pytest.mark.skip(reason="needs the fake backend"))


@pytest.fixture(scope="session")
def server():
    running = None if os.environ.get("PARLEY_PAGE_URL") else fake_backend.start()
    yield running
    if running:
        running.shutdown()


@pytest.fixture(scope="session")
def base_url(server):
    """Where the page is."""
    return os.environ.get("PARLEY_PAGE_URL") or f"http://127.0.0.1:{server.server_port}/"


@pytest.fixture
def backend(server):
    """The fake backend, empty."""
    fake_backend.Handler.backend.reset()
    return fake_backend.Handler.backend


@pytest.fixture
def open_page(browser, base_url, backend):
    """Opens the page in a browser context of its own; afterwards its console must have been quiet.

    `allowed` names the failed requests that a test brings about on purpose.
    """
    contexts = []
    complaints = []
    allowed = []

    def open(path="", question="Your question", **options):
        options.setdefault("locale", "en-US")
        context = browser.new_context(**{"viewport": {"width": 1200, "height": 800}} | options)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"uncaught: {error}"))
        page.on(
            "console",
            lambda message: message.type in ("error", "warning") and complaints.append(message.text),
        )
        page.goto(base_url + path)
        expect(page.get_by_label(question)).to_be_visible()
        return page

    open.allowed = allowed
    yield open
    for context in contexts:
        context.close()
    unexpected = [text for text in complaints if not any(part in text for part in allowed)]
    assert unexpected == []


@pytest.fixture
def page(open_page):
    return open_page()
