"""The page as axe and the eye judge it; pictures go to PARLEY_SCREENSHOTS when that names a folder."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from test_chat_page import ask, expect_finished

WIDE = {"width": 1280, "height": 860}
NARROW = {"width": 360, "height": 740}


def expect_accessible(page, name):
    """Nothing that axe finds more than minor, in both colours."""
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        # The new colours are there from the next frame on.
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        violations = Axe().run(page).response["violations"]
        assert [
            f"{fault['id']}: {[node['html'][:120] for node in fault['nodes']]}"
            for fault in violations
            if fault["impact"] != "minor"
        ] == [], f"{name} in {colours}"
        if folder := os.environ.get("PARLEY_SCREENSHOTS"):
            width = page.viewport_size["width"]
            page.screenshot(path=str(Path(folder) / f"{name}-{width}-{colours}.png"))


@pytest.mark.scripted
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_grave_for_axe(open_page, backend, viewport):
    titles = ["Gifts under 20 dollars", "Opening hours on Sunday", "Which Earthsea is first?", "Long " * 12]
    for number, title in enumerate(titles):
        backend.chat(title, days=number * 2)
    # axe puts a script into the page, which the page's policy forbids.
    page = open_page(viewport=viewport, bypass_csp=True, reduced_motion="reduce")
    expect(page.locator(".greeting")).to_be_visible()
    expect_accessible(page, "welcome")

    ask(page, "Rich: books by Ursula K. Le Guin under 15 dollars")
    expect_finished(page)
    page.locator("button.citation").first.click()
    expect(page.locator("#citation")).to_be_visible()
    expect_accessible(page, "citation")
    page.keyboard.press("Escape")

    ask(page, "fail now")
    expect(page.get_by_role("alert")).to_be_visible()
    expect_accessible(page, "problem")
    if viewport is NARROW:
        page.get_by_label("Open the list of chats").click()
        expect(page.get_by_label("Search chats")).to_be_visible()
        expect_accessible(page, "drawer")


@pytest.mark.scripted
@pytest.mark.parametrize("locale, question", [("en-US", "Your question"), ("de-DE", "Ihre Frage")])
def test_no_button_breaks_its_words_on_a_narrow_page(open_page, locale, question):
    page = open_page(viewport=NARROW, locale=locale, question=question)
    field = page.get_by_label(question)
    field.fill("fail now")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    # A text that stands on one line has one rectangle.
    lines = """buttons => buttons.map(button => {
        const words = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        const counts = [];
        while (words.nextNode()) {
            range.selectNode(words.currentNode);
            if (words.currentNode.data.trim()) counts.push(range.getClientRects().length);
        }
        return [button.textContent.trim(), Math.max(0, ...counts), button.getBoundingClientRect().right];
    })"""
    found = page.locator("main button:visible").evaluate_all(lines)
    assert len([text for text, count, _ in found if count]) >= 4
    assert [text for text, count, _ in found if count > 1] == []
    assert [text for text, _, right in found if right > NARROW["width"]] == [], "beyond the edge"


def test_targets_are_large_enough(open_page):
    page = open_page(viewport=NARROW)
    ask(page, "Books by Ursula K. Le Guin under 15 dollars")
    expect_finished(page)
    small = page.evaluate(
        """[...document.querySelectorAll('button, input, summary')]
             .filter(element => element.checkVisibility({visibilityProperty: true}))
             .map(element => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
             .filter(([, size]) => size.width < 24 || size.height < 24)
             .map(([html]) => html)"""
    )
    assert small == []
