"""The panel that shows how a reply was made."""

import re

import pytest
from playwright.sync_api import expect
from test_chat_page import QUESTION, ask, expect_finished, last_reply
from test_looks import NARROW, WIDE, expect_accessible


def opener(page):
    return last_reply(page).get_by_role("button", name="How this was made")


def panel(page):
    return page.get_by_role("dialog", name="How this was made")


def open_panel(page, question=QUESTION):
    ask(page, question)
    expect_finished(page)
    opener(page).click()
    expect(panel(page).get_by_role("heading", name="What was sent, part by part")).to_be_visible()
    return panel(page)


def test_shows_parts_with_their_text(page):
    shown = open_panel(page)
    parts = shown.locator("section", has_text="What was sent, part by part").locator("details")
    assert parts.count() >= 3
    first = parts.first
    expect(first.locator("summary")).to_contain_text("instruction")
    expect(first.locator("summary")).to_contain_text("tokens")
    expect(first.locator("pre")).to_be_hidden()
    first.locator("summary").press("Enter")
    expect(first.locator("pre")).to_be_visible()
    record = parts.filter(has_text="cited as [1]").first
    expect(record).to_contain_text("books")
    record.locator("summary").click()
    expect(record.get_by_role("link")).to_have_attribute("href", re.compile("^/sources/books/"))
    for heading in ("How the words were understood", "Plugins", "Models asked"):
        expect(shown.get_by_role("heading", name=heading)).to_be_visible()


def test_the_keyboard_stays_inside_and_comes_back(page):
    shown = open_panel(page)
    expect(shown.get_by_role("button", name="Close")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('#trace')"
        )
        assert inside, page.evaluate("document.activeElement.outerHTML")
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    expect(opener(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(shown).to_be_visible()
    shown.get_by_role("button", name="Close").click()
    expect(shown).to_be_hidden()
    expect(opener(page)).to_be_focused()


def test_a_stored_reply_has_it_too(page):
    ask(page, QUESTION)
    expect_finished(page)
    page.reload()
    expect(page.locator("article.reply")).to_have_count(1)
    opener(page).click()
    expect(panel(page)).to_contain_text("What was sent, part by part")


@pytest.mark.scripted
def test_tells_what_was_left_out_skipped_and_tried(page):
    shown = open_panel(page)
    expect(shown).to_contain_text("1,279 tokens in, 214 out (estimated)")
    expect(shown).to_contain_text("1,279 of 8,192 tokens: 800 kept for the reply")
    left_out = shown.locator("section", has=page.get_by_role("heading", name="Left out"))
    expect(left_out).to_contain_text("Tehanu")
    expect(left_out).to_contain_text("over the plugin's 1200 tokens")
    expect(shown).to_contain_text("Read as authors is Ursula K. Le Guin; price at most 3.00 USD")
    expect(shown).to_contain_text("Nothing with price at most 3.00 USD; shown without it")
    expect(shown).to_contain_text("skipped: no answer in 300 ms")
    expect(shown).to_contain_text("main: nobody listens")
    expect(shown).to_contain_text("first words after 1.3 ms")
    expect(shown).to_contain_text("score 0.87")
    # The bar shows how the prompt was spent: the records took most of it.
    widths = page.evaluate(
        "[...document.querySelectorAll('.trace-bar span')].map(span => span.getBoundingClientRect().width)"
    )
    assert widths[1] > widths[0] > widths[3] > widths[2]


@pytest.mark.scripted
def test_texts_of_a_trace_are_never_markup(page):
    shown = open_panel(page)
    part = shown.locator("details").filter(has_text="A Wizard of Earthsea")
    part.locator("summary").click()
    expect(part.locator("pre")).to_contain_text("<b onclick=alert(1)>")
    assert page.locator("#trace b").count() == 0


@pytest.mark.scripted
def test_who_may_not_see_it_is_not_offered_it(open_page, backend):
    backend.shows_traces = False
    page = open_page()
    ask(page, QUESTION)
    expect_finished(page)
    expect(last_reply(page).get_by_role("button", name="Copy").first).to_be_visible()
    expect(opener(page)).to_have_count(0)


@pytest.mark.scripted
def test_a_trace_that_cannot_be_fetched_is_told(open_page, backend):
    open_page.allowed.append("404 (Not Found)")
    page = open_page()
    ask(page, QUESTION)
    expect_finished(page)
    message = list(backend.chats.values())[0]["messages"][-1]["id"]
    backend.troubles.append((f"GET /api/messages/{message}/trace", 404, "There is no such reply."))
    opener(page).click()
    expect(panel(page).get_by_role("alert")).to_have_text("There is no such reply.")
    page.keyboard.press("Escape")
    opener(page).click()
    expect(panel(page)).to_contain_text("What was sent, part by part")


@pytest.mark.scripted
def test_speaks_german_too(browser, base_url, backend):
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    page.goto(base_url)
    page.get_by_label("Ihre Frage").fill(QUESTION)
    page.keyboard.press("Enter")
    expect_finished(page)
    last_reply(page).get_by_role("button", name="Wie das entstand").click()
    expect(page.get_by_role("dialog", name="Wie das entstand")).to_contain_text("Weggelassen")
    context.close()


@pytest.mark.scripted
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_grave_for_axe(open_page, viewport):
    # axe puts a script into the page, which the page's policy forbids.
    page = open_page(viewport=viewport, bypass_csp=True, reduced_motion="reduce")
    shown = open_panel(page)
    shown.locator("details").nth(1).locator("summary").click()
    expect_accessible(page, "trace")
    box = shown.bounding_box()
    assert box["x"] + box["width"] <= viewport["width"] + 1
    assert page.evaluate("document.getElementById('trace-body').scrollWidth <= innerWidth")
