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
def test_a_memory_is_put_right(open_page, backend):
    open_page.allowed.append("503")
    remember(backend)
    page = open_page(viewport=WIDE)
    panel = open_panel(page)
    panel.get_by_role("button", name="Edit “Collects maps”").click()
    field = panel.get_by_role("textbox", name="What is true instead")
    expect(field).to_be_focused()
    expect(field).to_have_value("Collects maps")
    # Left as it was: nothing is sent, and the panel stays open.
    page.keyboard.press("Escape")
    expect(panel.get_by_text("Collects maps", exact=True)).to_be_visible()
    put_right = panel.get_by_role("button", name="Edit “Collects maps”")
    expect(put_right).to_be_focused()
    put_right.click()
    field.fill("   ")
    panel.get_by_role("button", name="Save").click()
    expect(field).to_be_focused()
    field.fill("Collects globes")
    # A request that fails loses nothing of what was written.
    backend.troubles.append(("PATCH /api/memories/mem_1", 503, "The storage is busy."))
    page.keyboard.press("Enter")
    expect(panel.get_by_role("alert")).to_contain_text("The storage is busy.")
    expect(field).to_have_value("Collects globes")
    panel.get_by_role("button", name="Save").click()
    expect(panel.get_by_text("Collects globes", exact=True)).to_be_visible()
    expect(panel.get_by_role("alert")).to_have_count(0)
    expect(panel).to_contain_text("Put right by you")
    assert [memory["text"] for memory in backend.memories] == ["Reads on the train", "Collects globes"]


@pytest.mark.scripted
def test_a_memory_that_is_gone_cannot_be_put_right(open_page, backend):
    open_page.allowed.append("404")
    remember(backend)
    page = open_page(viewport=WIDE)
    panel = open_panel(page)
    panel.get_by_role("button", name="Edit “Collects maps”").click()
    backend.memories.pop()
    panel.get_by_role("textbox").fill("Collects globes")
    page.keyboard.press("Enter")
    expect(panel.get_by_role("listitem")).to_have_count(1)
    expect(panel.get_by_role("alert")).to_be_visible()


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
    panel.get_by_role("button", name="Edit “Collects maps”").click()
    expect(panel.get_by_role("textbox")).to_be_focused()
    expect_accessible(page, "memories-edited")
