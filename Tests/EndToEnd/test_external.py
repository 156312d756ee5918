"""Plugins in other languages: the examples of docs/, in a shop that runs."""

import json
import re
import sqlite3
import stat
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jsonschema
import pytest
import yaml
from playwright.sync_api import expect
from parley_program import REPOSITORY, Parley
from recording_server import RecordingServer
from serving import Served
from waiting import wait_until

EXAMPLES = REPOSITORY / "docs/examples"
SCHEMA = json.loads((REPOSITORY / "docs/external-plugin.schema.json").read_text())


def validator(side):
    return jsonschema.Draft202012Validator({**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{side}"}]})


HOST, CHILD = validator("hostMessage"), validator("childMessage")


@pytest.fixture
def orders():
    """A shop's own service, which knows one order."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            known = self.path == "/orders/1042"
            body = json.dumps({"status": "shipped", "detail": "arrives on Friday"}).encode()
            self.send_response(200 if known else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def shop_with(harbour_books, tmp_path):
    """Gives the sample shop with one more plugin; its configuration stands in a folder of its own."""

    def make(**entry):
        config = yaml.safe_load(harbour_books.config.read_text())
        for collection in config["knowledge"]:
            for source in collection["sources"]:
                source["path"] = str(REPOSITORY / source["path"])
        config["plugins"].append({"name": "external", "use": "External", "timeout": "5s", **entry})
        for persona in config["personas"]:
            persona["plugins"].append("external")
        path = tmp_path / "config.yaml"
        path.write_text(yaml.safe_dump(config))
        shop = Parley(harbour_books.program, path, tmp_path / "data")
        if not shop.data.exists():
            shop.copy_knowledge(harbour_books)
        return shop

    return make


@pytest.fixture
def order_shop(shop_with, orders):
    command = [str(EXAMPLES / "order-status/order_status.py")]
    return shop_with(**{"with": {"command": command, "options": {"url": orders}}})


def script(path, text):
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return [str(path)]


def test_the_python_example_is_short_and_needs_nothing_else():
    lines = (EXAMPLES / "order-status/order_status.py").read_text().splitlines()
    assert len(lines) <= 40
    imported = {line.split()[1].split(".")[0] for line in lines if line.startswith("import ")}
    assert imported <= {"json", "re", "sys", "urllib"}


def test_what_the_child_says_stands_in_the_prompt(order_shop):
    explained = order_shop.json("explain", "Where is my order 1042?")
    [part] = [part for part in explained["parts"] if part["plugin"] == "external"]
    assert part["kind"] == "data"
    assert "Order 1042: shipped; arrives on Friday" in part["text"]
    system = explained["messages"][0]["content"]
    assert part["text"] in system
    other = order_shop.json("explain", "Where is my order 1043?")
    assert any("There is no order 1043." in part["text"] for part in other["parts"])
    quiet = order_shop.json("explain", "Do you have gift cards?")
    assert all(part["plugin"] != "external" for part in quiet["parts"])


def test_a_served_shop_answers_with_a_model(order_shop):
    upstream = RecordingServer(reply="It arrives on Friday.")
    try:
        env = {"PARLEY_BASE_URL": upstream.base_url, "PARLEY_API_KEY": "k"}
        with Served(order_shop, env=env) as server:
            reply = server.json("POST", "/api/chat", {"message": "Where is my order 1042?"})
        assert reply["reply"] == "It arrives on Friday."
        [request] = upstream.requests
        assert "Order 1042: shipped; arrives on Friday" in request["body"]["messages"][0]["content"]
    finally:
        upstream.close()


def test_a_served_shop_answers_without_a_model(order_shop):
    with Served(order_shop) as server:
        reply = server.json("POST", "/api/chat", {"message": "Where is my order 1042?"})
        assert reply["model"] == "extractive"
        assert "Order 1042: shipped; arrives on Friday" in reply["reply"]
        other = server.json("POST", "/api/chat", {"message": "books by Ursula K. Le Guin"})
        assert "Order" not in other["reply"] and other["citations"]


def ask_on_the_page(browser, server, question, shot):
    """The text of the reply that a customer reads; `shot` shows how it looks."""
    context = browser.new_context(viewport={"width": 1000, "height": 700}, locale="en-US")
    try:
        page = context.new_page()
        complaints = []
        page.on("console", lambda said: said.type in ("error", "warning") and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(server.url + "/")
        page.get_by_role("textbox").last.fill(question)
        page.keyboard.press("Enter")
        reply = page.locator("article.reply").last
        expect(reply).to_contain_text("Friday", timeout=15000)
        # Copying is offered when a reply is whole.
        expect(reply.get_by_role("button", name="Copy")).to_be_visible(timeout=15000)
        page.screenshot(path=shot)
        assert complaints == []
        return reply.inner_text()
    finally:
        context.close()


def test_the_page_tells_the_status_of_an_order_without_a_model(order_shop, browser, tmp_path):
    with Served(order_shop) as server:
        text = ask_on_the_page(browser, server, "Where is my order 1042?", tmp_path / "clerk.png")
    assert "Order 1042: shipped; arrives on Friday" in text


def test_the_page_tells_the_status_of_an_order_with_a_model(order_shop, browser, tmp_path):
    upstream = RecordingServer(reply="Your order 1042 has been shipped and arrives on Friday.", pause=0.02)
    try:
        with Served(order_shop, env={"PARLEY_BASE_URL": upstream.base_url}) as server:
            text = ask_on_the_page(browser, server, "Where is my order 1042?", tmp_path / "model.png")
        assert "Your order 1042 has been shipped and arrives on Friday." in text
        [request] = upstream.requests
        assert "Order 1042: shipped; arrives on Friday" in request["body"]["messages"][0]["content"]
    finally:
        upstream.close()


def test_the_shell_example_tells_the_hours(shop_with):
    hours = {day: "9 to 18" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")}
    hours |= {day: "10 to 14" for day in ("Saturday", "Sunday")}
    command = [str(EXAMPLES / "opening-hours/opening_hours.sh")]
    shop = shop_with(**{"with": {"command": command, "options": {"hours": hours}}})
    parts = shop.json("explain", "Are you open now?")["parts"]
    [part] = [part for part in parts if part["plugin"] == "external"]
    assert re.search(r"Today is \w+day\.\nOpening hours today: (9 to 18|10 to 14)", part["text"])


def test_a_wrong_command_is_found_without_starting_it(shop_with, tmp_path):
    check = shop_with(**{"with": {"command": ["no_such_program"]}}).attempt("config", "check")
    assert check.returncode == 78
    assert f"{tmp_path}/no_such_program: " in check.stderr
    (tmp_path / "plain.py").write_text("")
    check = shop_with(**{"with": {"command": ["plain.py"]}}).attempt("config", "check")
    assert check.returncode == 78 and "chmod +x it" in check.stderr
    command = script(tmp_path / "child.sh", "#!/bin/sh\ntouch started\n")
    shop_with(**{"with": {"command": command}}).run("config", "check")
    assert not (tmp_path / "started").exists()


def test_a_child_that_does_not_greet_refuses_the_configuration(shop_with, tmp_path):
    command = script(tmp_path / "child.sh", "#!/bin/sh\necho 'no database' >&2\nexit 3\n")
    done = shop_with(**{"with": {"command": command}}).attempt("explain", "hello")
    assert done.returncode == 78, done.stderr
    assert "plugin 'external' did not start: ended with status 3; it said: no database" in done.stderr


def test_a_child_ends_with_a_server_that_is_killed(shop_with, tmp_path):
    command = script(
        tmp_path / "child.sh",
        "#!/bin/sh\necho $$ >pid\necho '{\"hello\":{\"version\":1,\"hooks\":[\"prePrompt\"]}}'\n"
        "while :; do sleep 1; done\n",
    )
    server = Served(shop_with(**{"with": {"command": command}}))
    process = Path("/proc") / (tmp_path / "pid").read_text().strip()
    assert process.exists()
    server.kill()
    wait_until(lambda: not process.exists() or "(zombie)" in (process / "status").read_text(), 10)


TALKATIVE = '''#!/usr/bin/python3 -u
import json, sys

waiting = []

def say(message):
    print(json.dumps(message), flush=True)

def ask(request, call, **more):
    say({"call": call, "id": "c", "for": request["id"], **more})
    while True:
        message = json.loads(sys.stdin.readline())
        if "call_id" in message:
            return message
        waiting.append(message)

while True:
    line = None if waiting else sys.stdin.readline()
    if line == "":
        break
    message = json.loads(line) if line else waiting.pop(0)
    if "hello" in message:
        say({"hello": {"version": 1, "hooks": ["prePrompt", "beforeDone", "job"]}})
    elif "cancel" in message:
        pass
    elif message["hook"] == "prePrompt":
        hit = ask(message, "knowledge.search", collection="books", text="le guin", limit=1)
        record = hit["result"]["hits"][0]["record"]
        ask(message, "knowledge.record", collection="books", record=record["id"])
        ask(message, "memory.recall", text="tea")
        ask(message, "tokens.count", text="tea")
        ask(message, "model.complete", messages=[{"role": "user", "content": "hello"}])
        ask(message, "knowledge.search", collection="boots", text="tea")
        say({"call": "log", "for": message["id"], "level": "info", "message": "asked enough"})
        source = {key: record[key] for key in ("collection", "id", "title")}
        say({"id": message["id"], "parts": [{"text": "one book", "source": source, "score": 0.5}]})
    elif message["hook"] == "beforeDone":
        say({"id": message["id"], "annotations": [{"code": "seen", "message": "The child saw it."}]})
    else:
        say({"id": message["id"], "effects": [
            {"effect": "log_line", "file": "child.jsonl", "value": {"seen": True}}]})
'''


def test_real_traffic_fits_the_schema(shop_with, tmp_path):
    script(tmp_path / "child.py", TALKATIVE)
    command = script(
        tmp_path / "recorded.sh", "#!/bin/sh\ntee -a host.jsonl | ./child.py | tee -a child.jsonl\n"
    )
    shop = shop_with(
        **{"with": {"command": command, "hooks": ["prePrompt", "beforeDone", "job"]}}
    )
    with Served(shop) as server:
        first = server.json("POST", "/api/chat", {"message": "Hello again, what is new?"})
        server.json("POST", "/api/chat", {"message": "and?", "session_id": first["session_id"]})
        assert [notice["message"] for notice in first["notices"]] == ["The child saw it."]
        wait_until(lambda: '"effects"' in (tmp_path / "child.jsonl").read_text())
        assert not any("started again" in line for line in server.log), server.log
    heard = [json.loads(line) for line in (tmp_path / "host.jsonl").read_text().splitlines()]
    said = [json.loads(line) for line in (tmp_path / "child.jsonl").read_text().splitlines()]
    for message in heard:
        HOST.validate(message)
    for message in said:
        CHILD.validate(message)
    assert {message["hook"] for message in heard if "hook" in message} == {"prePrompt", "beforeDone", "job"}
    assert {message["call"] for message in said if "call" in message} == {
        "knowledge.search", "knowledge.record", "memory.recall", "tokens.count", "model.complete", "log",
    }


AFTERWARDS = '''#!/usr/bin/python3
import json, sys

def say(message):
    print(json.dumps(message), flush=True)

for line in sys.stdin:
    message = json.loads(line)
    if "hello" in message:
        say({"hello": {"version": 1, "hooks": ["job", "sessionEnded"]}})
    elif message.get("hook") == "job":
        say({"id": message["id"], "effects": [
            {"effect": "annotation", "code": "read", "message": "Read again.", "audience": "operators",
             "range": [0, 4]}]})
    elif message.get("hook") == "sessionEnded":
        session = message["session"]
        said = [told["text"] for told in session["messages"] if told["role"] == "user"]
        say({"id": message["id"], "effects": [
            {"effect": "finding", "kind": "asked", "value": said},
            {"effect": "log_line", "file": "logs/sessions.jsonl",
             "value": {"chat": session["chat"], "asked": said}}]})
'''


def test_a_session_that_ends_and_a_turn_that_is_over_are_told(shop_with, tmp_path):
    command = script(tmp_path / "child.py", AFTERWARDS)
    shop = shop_with(**{"with": {"command": command, "hooks": ["job", "sessionEnded"]}})
    log = shop.data / "logs/sessions.jsonl"
    with Served(shop) as server:
        first = server.json("POST", "/api/chat", {"message": "fountain pens"})
        session = {"session_id": first["session_id"]}
        server.json("POST", "/api/chat", {"message": "cheaper?", **session})
        trace = f"/api/messages/{first['message_id']}/trace"
        wait_until(lambda: "read" in {notice["code"] for notice in server.json("GET", trace)["notices"]})
        [notice] = [told for told in server.json("GET", trace)["notices"] if told["code"] == "read"]
        assert notice == {"code": "read", "message": "Read again.", "plugin": "external", "range": [0, 4]}
        # The local user runs the shop, so the chat shows it as well.
        shown = server.json("GET", f"/api/chats/{first['chat_id']}")["messages"][1]
        assert notice in shown["notices"]

        assert not log.exists()
        assert server.request("DELETE", f"/api/sessions/{first['session_id']}")[0] == 204
        wait_until(log.exists)
        wait_until(lambda: log.read_text().endswith("\n"))
        [line] = [json.loads(line) for line in log.read_text().splitlines()]
        # The host names the chat as well, so that the line goes when the chat does.
        assert line == {
            "chat_id": first["chat_id"], "chat": first["chat_id"], "asked": ["fountain pens", "cheaper?"]
        }
        wait_until(lambda: server.shop.json("jobs", "list") == [])
    store = sqlite3.connect(shop.data / "parley.sqlite")
    [(finding,)] = store.execute("SELECT value FROM findings WHERE kind = 'asked'")
    assert json.loads(finding) == ["fountain pens", "cheaper?"]


def test_the_examples_in_the_documentation_fit_the_schema():
    text = (REPOSITORY / "docs/external.md").read_text()
    lines = [json.loads(line[2:]) for line in re.findall(r"^[<>] \{.*$", text, re.M)]
    sides = re.findall(r"^([<>]) \{", text, re.M)
    assert len(lines) >= 8
    for side, message in zip(sides, lines):
        (HOST if side == ">" else CHILD).validate(message)


def test_the_schema_knows_the_sections_of_parts():
    for section in ("knowledge", "memory"):
        CHILD.validate({"id": 1, "parts": [{"text": "x", "section": section}]})


def test_the_schema_refuses_what_the_host_refuses():
    for message in (
        {"id": 1}, {"id": 1, "parts": [{}]}, {"id": 1, "parts": [{"text": "x", "section": "whole"}]}, {"id": 1, "parts": [], "refuse": "x"}, {"id": 1, "unchanged": False},
        {"hello": {"version": 2, "hooks": []}}, {"call": "files.read", "id": "c", "for": 1},
    ):
        assert not CHILD.is_valid(message), message
