"""The panel that lists what is remembered of the visitor."""

import pytest
from playwright.sync_api import expect
from test_looks import NARROW, WIDE, expect_accessible

TEXTS = ["Reads on the train", "Collects maps"]


def remember(backend):
    backend.memories = [
        {"id": f"mem_{number}", "text": text, "updated_at": "2026-11-01T10:00:00.000Z"} for number, text in enumerate(TEXTS)
    ]


def open_panel(page):
    page.get_by_role("button", name="What is remembered of you").click()
    return page.get_by_role("dialog", name="What is remembered of you")


@pytest.mark.scripted
def test_memories_are_listed_and_deleted(open_page, backend):
    remember(backend)
    page = open_page(viewport=WIDE)
    panel = open_panel(page)
    expect(panel.get_by_role("listitem")).to_have_count(2)
    panel.get_by_role("button", name="Delete “Collects maps”").click()
    expect(panel.get_by_role("listitem")).to_have_count(1)
    assert [memory["text"] for memory in backend.memories] == ["Reads on the train"]
    panel.get_by_role("button", name="Delete “Reads on the train”").click()
    expect(panel).to_contain_text("Nothing is remembered of you.")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("button", name="What is remembered of you")).to_be_focused()


@pytest.mark.scripted
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_grave_for_axe(open_page, backend, viewport):
    remember(backend)
    # axe puts a script into the page, which the page's policy forbids.
    page = open_page(viewport=viewport, bypass_csp=True, reduced_motion="reduce")
    if viewport is NARROW:
        page.get_by_label("Open the list of chats").click()
    panel = open_panel(page)
    expect(panel.get_by_role("listitem")).to_have_count(2)
    expect_accessible(page, "memories")
