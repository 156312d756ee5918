"""Other versions of what was said, opinions and ending sessions on the chat page."""

import pytest
from playwright.sync_api import expect
from test_chat_page import ask, body, expect_finished, last_reply


@pytest.mark.scripted
def test_another_reply_stands_beside_the_first(page):
    ask(page, "Which one?")
    expect_finished(page)
    last_reply(page).get_by_role("button", name="Try again").click()
    expect(body(page)).to_contain_text("(again)")
    expect(page.get_by_role("group", name="Version 2 of 2")).to_be_visible()
    expect(page.locator("article")).to_have_count(2)
    # By keyboard: back to the first, and to the second again.
    page.get_by_role("button", name="Earlier version").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Version 1 of 2")).to_be_visible()
    expect(body(page)).not_to_contain_text("(again)")
    expect(page.get_by_role("button", name="Later version")).to_be_focused()
    page.keyboard.press("Enter")
    expect(body(page)).to_contain_text("(again)")
    page.reload()
    expect(page.get_by_role("group", name="Version 2 of 2")).to_be_visible()


@pytest.mark.scripted
def test_a_question_is_said_differently(page):
    ask(page, "First words")
    expect_finished(page)
    ask(page, "Second words")
    expect_finished(page)
    page.locator("article.user").first.get_by_role("button", name="Edit").click()
    field = page.get_by_label("What you want to say instead")
    expect(field).to_have_value("First words")
    field.press("Escape")
    expect(field).to_have_count(0)
    expect(page.locator("article")).to_have_count(4)
    page.locator("article.user").first.get_by_role("button", name="Edit").press("Enter")
    field.fill("Better words")
    field.press("Enter")
    expect(body(page)).to_contain_text("You asked: Better words")
    expect(page.locator("article")).to_have_count(2)
    page.get_by_role("button", name="Earlier version").click()
    # What followed the first version is back with it.
    expect(page.locator("article")).to_have_count(4)
    expect(page.locator("article.user .bubble").last).to_have_text("Second words")


@pytest.mark.scripted
def test_a_reply_is_rated_and_the_rating_taken_back(page, backend):
    ask(page, "Good?")
    expect_finished(page)
    up = last_reply(page).get_by_role("button", name="Good reply")
    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(up).to_have_attribute("aria-pressed", "true")
    up.click()
    expect(up).to_have_attribute("aria-pressed", "false")
    ratings = [body["rating"] for call, body in backend.requests if call.endswith("/feedback")]
    assert ratings == ["up", "none"]


@pytest.mark.scripted
def test_the_end_of_a_session_is_said_before_and_after(page, backend):
    backend.session_life = 4
    ask(page, "Still there?")
    expect_finished(page)
    notice = page.get_by_role("note")
    expect(notice).to_contain_text("This session ends in")
    expect(notice).to_contain_text("This session has ended")
    notice.get_by_role("button", name="Start fresh", exact=True).click()
    expect(page.locator(".greeting")).to_be_visible()
    expect(notice).to_be_hidden()


@pytest.mark.scripted
def test_a_chat_goes_on_with_its_summary(open_page, backend):
    chat = backend.chat("Whales")
    backend.message(chat, "user", "What was it?")
    backend.message(chat, "assistant", "A whale.")
    backend.summary = "They spoke of whales."
    page = open_page(f"#/chats/{chat['id']}")
    page.get_by_role("button", name="Start fresh with the summary").click()
    expect(page.locator(".carried")).to_contain_text("They spoke of whales.")
    ask(page, "And then?")
    expect(body(page)).to_contain_text("You asked: And then?")
    assert len(backend.chats) == 2
