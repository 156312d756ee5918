"""What people do on the chat page, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

QUESTION = "Books by Ursula K. Le Guin under 15 dollars"
REPLY_SECONDS = 20


def ask(page, text):
    field = page.get_by_label("Your question")
    field.fill(text)
    field.press("Enter")


def last_reply(page):
    return page.locator("article.reply").last


def expect_finished(page):
    expect(last_reply(page)).to_have_attribute("aria-busy", "false", timeout=REPLY_SECONDS * 1000)


def body(page):
    return last_reply(page).locator(".body")


def test_asks_and_shows_the_reply(page):
    expect(page.locator(".greeting")).not_to_be_empty()
    ask(page, QUESTION)
    expect(page.locator("article.user")).to_have_text(QUESTION)
    expect(page.locator("#welcome")).to_be_hidden()
    expect_finished(page)
    expect(body(page)).not_to_be_empty()
    expect(page.get_by_label("Your question")).to_be_focused()
    expect(page.get_by_label("Your question")).to_have_value("")
    # Those who listen hear the reply once, when it is whole.
    expect(page.get_by_role("status")).to_contain_text("Answer ready")
    assert re.search(r"#/chats/.+", page.url)


def test_a_sample_question_is_one_press_away(page):
    page.locator(".samples button").first.click()
    expect(page.locator("article.user")).to_have_count(1)
    expect(page.get_by_label("Your question")).to_be_focused()
    expect_finished(page)


def test_a_second_question_stays_in_the_chat(page):
    ask(page, QUESTION)
    expect_finished(page)
    address = page.url
    ask(page, "And in stock?")
    expect(page.locator("article.reply")).to_have_count(2)
    expect_finished(page)
    assert page.url == address
    expect(page.locator("nav a.chat[aria-current]")).to_have_count(1)


def test_reload_shows_the_chat_again(page):
    ask(page, QUESTION)
    expect_finished(page)
    before = body(page).inner_text()
    page.reload()
    expect(page.locator("article.user")).to_have_text(QUESTION)
    expect(body(page)).to_have_text(before, use_inner_text=True)
    ask(page, "And another?")
    expect(page.locator("article.reply")).to_have_count(2)
    expect_finished(page)


def test_new_chat_and_back_through_the_history(page):
    ask(page, QUESTION)
    expect_finished(page)
    page.keyboard.press("Control+Shift+O")
    expect(page.locator("article")).to_have_count(0)
    expect(page.locator(".greeting")).to_be_visible()
    expect(page.get_by_label("Your question")).to_be_focused()
    ask(page, "When do you open?")
    expect_finished(page)
    page.locator("nav a.chat").filter(has_text="Le Guin").first.click()
    expect(page.locator("article.user")).to_have_text(QUESTION)
    page.go_back()
    expect(page.locator("article.user")).to_have_text("When do you open?")


def test_renames_and_deletes(page):
    ask(page, "What is there to rename?")
    expect_finished(page)
    row = page.locator("nav li").filter(has=page.locator("a[aria-current]"))
    row.get_by_role("button").click()
    page.get_by_role("button", name="Rename", exact=True).click()
    field = page.get_by_label("New title")
    expect(field).to_be_focused()
    field.fill("A better name")
    field.press("Enter")
    expect(page.locator("nav a.chat[aria-current]")).to_have_text("A better name")
    expect(page.get_by_role("heading", level=1)).to_have_text("A better name")

    row.get_by_role("button").click()
    page.locator(".menu:popover-open").get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("A better name")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("nav a.chat[aria-current]")).to_be_visible()

    row.get_by_role("button").click()
    page.locator(".menu:popover-open").get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("nav a.chat").filter(has_text="A better name")).to_have_count(0)
    expect(page.locator("article")).to_have_count(0)


def test_keys(page):
    field = page.get_by_label("Your question")
    field.fill("one")
    field.press("Shift+Enter")
    field.press_sequentially("two")
    expect(field).to_have_value("one\ntwo")
    page.get_by_role("button", name="New chat").focus()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    expect(field).to_have_value("one\ntwo")


def test_the_draft_survives_a_reload(page):
    page.get_by_label("Your question").fill("half a thought")
    page.reload()
    expect(page.get_by_label("Your question")).to_have_value("half a thought")


def test_the_choice_of_colours_is_kept(open_page):
    page = open_page(color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_label("Dark colours").click()
    assert page.evaluate(ground) != light
    page.reload()
    assert page.evaluate(ground) != light
    expect(page.get_by_label("Dark colours")).to_have_attribute("aria-pressed", "true")


def test_speaks_german_where_the_browser_does(open_page, browser, base_url):
    context = browser.new_context(locale="de-AT")
    page = context.new_page()
    page.goto(base_url)
    expect(page.get_by_label("Ihre Frage")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    context.close()


def test_the_chats_are_a_drawer_on_a_telephone(open_page):
    page = open_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    ask(page, QUESTION)
    expect_finished(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.get_by_label("Search chats")).not_to_be_visible()
    page.get_by_label("Open the list of chats").tap()
    expect(page.get_by_label("Search chats")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Search chats")).not_to_be_visible()
    page.get_by_label("Open the list of chats").tap()
    page.locator("#new-chat").tap()
    expect(page.locator(".greeting")).to_be_visible()


@pytest.mark.scripted
def test_stop_keeps_what_has_arrived(page, backend):
    ask(page, "slow please")
    expect(body(page)).to_contain_text("word5")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page.keyboard.press("Escape")
    expect_finished(page)
    expect(last_reply(page)).to_contain_text("Stopped")
    expect(body(page)).to_contain_text("word5")
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    expect(page.get_by_label("Your question")).to_be_focused()
    # The server was told, not just left.
    assert [call for call, _ in backend.requests].count("POST /api/chat/stop") == 1
    page.reload()
    expect(last_reply(page)).to_contain_text("Stopped")


@pytest.mark.scripted
def test_reload_in_mid_reply_goes_on(page):
    ask(page, "slow please")
    expect(body(page)).to_contain_text("word9")
    page.reload()
    expect(body(page)).to_contain_text("word30 ", timeout=8000)
    expect(last_reply(page)).to_have_attribute("aria-busy", "true")
    page.get_by_role("button", name="Stop").click()
    expect(last_reply(page)).to_contain_text("Stopped")


@pytest.mark.scripted
def test_a_lost_connection_is_taken_up_again(open_page, backend):
    open_page.allowed.append("ERR_INCOMPLETE_CHUNKED_ENCODING")
    page = open_page()
    ask(page, "drop the line")
    expect_finished(page)
    expect(body(page)).to_have_text(" ".join(f"part{number}" for number in range(30)))
    expect(page.locator("#problem")).to_be_hidden()
    assert any("/events" in call for call, _ in backend.requests)


@pytest.mark.scripted
def test_a_chat_that_is_left_goes_on_in_the_background(page):
    ask(page, "slow please")
    expect(body(page)).to_contain_text("word5")
    address = page.url
    page.locator("#new-chat").click()
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    ask(page, "And meanwhile?")
    expect_finished(page)
    page.locator("nav a.chat").filter(has_text="slow").click()
    expect(page).to_have_url(address)
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page.keyboard.press("Escape")
    expect(last_reply(page)).to_contain_text("Stopped")


@pytest.mark.scripted
def test_a_refused_question_can_be_sent_again(open_page, backend):
    open_page.allowed.append("503")
    page = open_page()
    backend.troubles.append(("POST /api/chat", 503, "All models are busy."))
    ask(page, "Is anybody there?")
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text("All models are busy.")
    expect(page.locator("article.user")).to_have_text("Is anybody there?")
    banner.get_by_role("button", name="Try again").click()
    expect(body(page)).to_contain_text("You asked: Is anybody there?")
    expect(banner).to_be_hidden()
    expect(page.locator("article.user")).to_have_count(1)


@pytest.mark.scripted
def test_a_refused_question_survives_a_reload(open_page, backend):
    open_page.allowed.append("503")
    page = open_page()
    backend.troubles.append(("POST /api/chat", 503, "All models are busy."))
    ask(page, "A long and thoughtful question")
    expect(page.get_by_role("alert")).to_be_visible()
    page.reload()
    field = page.get_by_label("Your question")
    expect(field).to_have_value("A long and thoughtful question")
    field.press("Enter")
    expect_finished(page)
    page.reload()
    expect(page.locator("article.user")).to_have_count(1)
    expect(field).to_have_value("")


@pytest.mark.scripted
def test_a_question_sent_before_the_page_is_ready_is_sent_then(page):
    held = []
    page.route("**/api/personas", lambda route: held.append(route))
    page.reload()
    ask(page, "Am I early?")
    expect(page.get_by_label("Your question")).to_have_value("Am I early?")
    held[0].continue_()
    expect(body(page)).to_contain_text("You asked: Am I early?")
    expect(page.get_by_label("Your question")).to_have_value("")


@pytest.mark.scripted
def test_a_reply_that_fails_keeps_its_beginning_and_is_asked_for_again(page):
    ask(page, "fail now")
    expect(page.get_by_role("alert")).to_contain_text("The model broke off")
    expect(last_reply(page)).to_contain_text("This much was")
    expect(last_reply(page)).to_contain_text("Interrupted")
    last_reply(page).get_by_role("button", name="Try again").click()
    expect(body(page)).to_contain_text("You asked: now")
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.locator("article")).to_have_count(2)


@pytest.mark.scripted
def test_a_chat_that_is_gone_gives_way_to_a_new_one(open_page):
    open_page.allowed.append("404")
    page = open_page("#/chats/gone")
    expect(page.get_by_role("alert")).to_contain_text("There is no such chat.")
    expect(page.locator(".greeting")).to_be_visible()
    ask(page, "Is this a new one?")
    expect(body(page)).to_contain_text("You asked: Is this a new one?")
    expect(page.get_by_role("alert")).to_be_hidden()


@pytest.mark.scripted
def test_a_chat_that_cannot_be_loaded_can_be_tried_again(open_page, backend):
    open_page.allowed.append("503")
    chat = backend.chat("Busy chat")
    backend.message(chat, "user", "What was it?")
    backend.troubles.append((f"GET /api/chats/{chat['id']}", 503, "Busy."))
    page = open_page(f"#/chats/{chat['id']}")
    page.get_by_role("alert").get_by_role("button", name="Try again").click()
    expect(page.locator("article.user")).to_have_text("What was it?")


@pytest.mark.scripted
def test_offline_is_said_and_loses_nothing(open_page):
    open_page.allowed.append("ERR_INTERNET_DISCONNECTED")
    page = open_page()
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline")).to_be_visible()
    ask(page, "Are you there?")
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    page.context.set_offline(False)
    expect(page.get_by_text("You are offline")).to_be_hidden()
    page.get_by_role("alert").get_by_role("button", name="Try again").click()
    expect(body(page)).to_contain_text("You asked: Are you there?")


@pytest.mark.scripted
def test_an_expired_session_is_replaced(open_page, backend):
    open_page.allowed.append("404")
    page = open_page()
    ask(page, "First question")
    expect_finished(page)
    backend.sessions.clear()
    ask(page, "Second question")
    expect(body(page)).to_contain_text("You asked: Second question")
    assert len(backend.chats) == 1


@pytest.mark.scripted
def test_citations_open_a_card(page):
    ask(page, "rich reply")
    expect_finished(page)
    expect(last_reply(page)).to_contain_text("this is the search clerk")
    button = page.get_by_role("button", name="Source 1: A Wizard of Earthsea")
    button.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("A Wizard of Earthsea")
    expect(card.get_by_role("link", name="Show the record")).to_have_attribute(
        "href", "/sources/books/earthsea-1"
    )
    expect(card.get_by_role("link", name="Show the record")).to_be_focused()
    expect(card.get_by_role("link", name="Open shop.example")).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(button).to_be_focused()
    expect(last_reply(page).get_by_role("region", name="Sources").get_by_role("listitem")).to_have_count(2)


@pytest.mark.scripted
def test_copies_messages_and_code(page):
    ask(page, "rich reply")
    expect_finished(page)
    page.get_by_role("button", name="Copy code").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("cheapest = min(")
    last_reply(page).locator(".actions .copy").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    # The Markdown as it was written, not what is shown.
    assert "**A Wizard of Earthsea**" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.scripted
def test_partial_text_is_never_markup(page):
    ask(page, "angle brackets")
    expect_finished(page)
    expect(body(page)).to_have_text("<img src=x onerror=alert(1)> & more")
    expect(body(page).locator("img")).to_have_count(0)


@pytest.mark.scripted
def test_stays_at_the_end_unless_scrolled_up(page):
    area = page.locator("#transcript")
    at_end = """() => {
      const area = document.getElementById("transcript");
      return area.scrollTop > 500 && area.scrollHeight - area.scrollTop - area.clientHeight < 10;
    }"""
    ask(page, "long one")
    expect_finished(page)
    page.wait_for_function(at_end)
    ask(page, "slow one")
    expect(body(page)).to_contain_text("word20")
    page.wait_for_function(at_end)
    area.hover()
    page.mouse.wheel(0, -5000)
    jump = page.get_by_role("button", name="Jump to latest")
    expect(jump).to_be_visible()
    expect(body(page)).to_contain_text("word90")
    assert area.evaluate("area => area.scrollTop") < 10
    jump.click()
    expect(jump).to_be_hidden()
    page.wait_for_function(at_end)
    page.keyboard.press("Escape")


@pytest.mark.scripted
def test_a_long_chat_is_shown_from_its_end(open_page, backend):
    """Earlier messages come when the reader scrolls up to them, and what was read stays where it is."""
    backend.page_size = 20
    names = [f"m{number:02}" for number in range(60)]
    messages = []
    for number, name in enumerate(names):
        role = "assistant" if number % 2 else "user"
        text = f"{role} {number} " + "and so on " * 20
        messages.append({
            "id": name, "parent_id": names[number - 1] if number else None, "role": role, "content": text,
            "status": "complete", "html": f"<p>{text}</p>" if number % 2 else None,
        })  # fmt: skip
    # The first question was put otherwise later; the reader has turned back since.
    messages.append(messages[0] | {"id": "other", "content": "put otherwise"})
    backend.chats["long"] = {
        "id": "long", "title": "A long chat", "persona": "bookseller", "messages": messages,
        "active_leaf": names[-1], "created_at": "2026-11-01T09:00:00Z", "updated_at": "2026-11-01T09:00:00Z",
    }  # fmt: skip
    page = open_page("#/chats/long")
    area, shown = page.locator("#transcript"), page.locator("[data-message]")
    expect(page.get_by_text("assistant 59")).to_be_in_viewport()
    assert shown.count() < len(names)
    while page.locator(".earlier").count():
        # In one step: what comes in between would not be what the reader sees.
        first = area.evaluate("""area => {
            area.scrollTop = 0
            return area.querySelector("[data-message]").dataset.message
        }""")
        if first == names[0]:
            break
        earlier = names[names.index(first) - 1]
        expect(page.locator(f"[data-message='{earlier}']")).to_be_attached()
        expect(page.locator(f"[data-message='{first}']")).to_be_in_viewport()
    assert [message.get_attribute("data-message") for message in shown.all()] == names
    expect(page.locator("[data-message='m00'] .step-place")).to_have_text("1/2")
    expect(page.locator(".message.last")).to_have_attribute("data-message", names[-1])


@pytest.mark.scripted
def test_searches_the_history_and_shows_more(page, backend):
    for number in range(24):
        backend.chat(f"Old chat {number}", days=number)
    backend.chat("Needle", days=40)
    page.reload()
    expect(page.locator("nav a.chat")).to_have_count(20)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("nav a.chat")).to_have_count(25)
    page.get_by_label("Search chats").fill("needle")
    expect(page.locator("nav a.chat")).to_have_count(1)
    page.get_by_label("Search chats").fill("nothing like it")
    expect(page.get_by_text("No chat matches.")).to_be_visible()


@pytest.mark.scripted
def test_personas_greet_and_answer(page, backend):
    expect(page.locator(".greeting")).to_have_text("Hello! What do you like to read?")
    page.get_by_label("Ada").check(force=True)
    expect(page.locator(".greeting")).to_have_text("How can I help?")
    ask(page, "Who are you?")
    expect_finished(page)
    assert ("bookseller" not in str(backend.chats)) and ("clerk" in str(backend.chats))
    expect(page.get_by_role("article", name="Ada said")).to_be_visible()
