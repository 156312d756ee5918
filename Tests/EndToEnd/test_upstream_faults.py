"""Every fault of an upstream as a client of Parley sees it; docs/upstream-faults.md lists them under the
numbers that stand in the names of the tests."""

import json
import re
import socket
import time

import pytest
from fake_upstream import FakeUpstream
from parley_program import Parley
from serving import Served
from waiting import wait_until

TOKENS = " We have this book in the shop and it costs 12 dollars."
# Longer than anything takes that works, so that only what hangs fails.
LONG = 30

# The models of the personas whose clients leave.
WAITING = {
    "slow-head": "slow-head-60000",
    "slow-first-token": "slow-first-token-60000",
    "drip": "endless-20@leaving",
}

UPSTREAM = """
  - name: {name}
    provider: {provider}
    base_url: {base_url}
    model: "{model}"
    context_tokens: 128000
    timeouts: {{connect: 5s, first_byte: {first_byte}, idle: {idle}, total: {total}}}
    retry: {{max: {retries}, max_wait: 5s}}
"""
PERSONA = """
  - name: {name}
    label: {name}
    language: en
    instructions: Answer.
    plugins: []
    upstreams: [{upstreams}]
"""


class Shop:
    """A server with one persona and one upstream for each model that a test asks for."""

    def __init__(self, program, folder):
        self.fake = FakeUpstream(program)
        self.program, self.folder = program, folder
        self.upstreams, self.personas = [], []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.closed_port = free.getsockname()[1]

    def add(self, name, model=None, base_url=None, then=(), **settings):
        """An upstream, and a persona of the same name that asks it, and then those of `then`."""
        given = {"first_byte": "10s", "idle": "10s", "total": "60s", "retries": 2, "provider": "openai"}
        self.upstreams.append(
            UPSTREAM.format(
                name=name, model=model or name, base_url=base_url or self.fake.base_url, **given | settings
            )
        )
        self.personas.append(PERSONA.format(name=name, upstreams=", ".join([name, *then])))

    def serve(self):
        config = self.folder / "config.yaml"
        config.write_text(
            "version: 1\nupstreams:" + "".join(self.upstreams) + "personas:" + "".join(self.personas)
        )
        return Served(Parley(self.program, config, self.folder / "data"))


class Client:
    """What a test asks of the server."""

    def __init__(self, shop, server):
        self.fake, self.server, self.closed_port = shop.fake, server, shop.closed_port
        self.calls = shop.fake.calls

    def ask(self, persona):
        """Status, headers and body of a whole reply."""
        status, headers, body = self.server.request(
            "POST", "/api/chat", {"message": "hello", "persona": persona}, seconds=LONG
        )
        return status, headers, json.loads(body)

    def events(self, persona):
        return list(self.server.stream({"message": "hello", "persona": persona, "stream": True}))

    def told(self, persona):
        """The text, the last event, and the message as it is stored afterwards."""
        events = self.events(persona)
        text = "".join(event["data"]["text"] for event in events if event["event"] == "delta")
        return text, events[-1], self.stored(events[0]["data"]["chat_id"])

    def stored(self, chat):
        return self.server.json("GET", f"/api/chats/{chat}")["messages"][-1]

    def memory(self, field="VmRSS"):
        """Bytes of memory: `VmRSS` now, `VmHWM` at most so far."""
        with open(f"/proc/{self.server.process.pid}/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith(field))

    def forget_peak(self):
        with open(f"/proc/{self.server.process.pid}/clear_refs", "w") as file:
            file.write("5")


@pytest.fixture(scope="module")
def client(program, tmp_path_factory):
    shop = Shop(program, tmp_path_factory.mktemp("faults"))
    shop.add("ok")
    shop.add("nobody", base_url=f"http://127.0.0.1:{shop.closed_port}/v1")
    shop.add("nobody-then-ok", base_url=f"http://127.0.0.1:{shop.closed_port}/v1", then=["ok"])
    shop.add("nameless", base_url="http://no-such-host.invalid/v1", retries=0)
    shop.add("hang", first_byte="500ms")
    shop.add("half-event", idle="500ms")
    for model in ["invalid-json", "no-done", "reset-mid-stream", "error-in-stream", "huge-line"]:
        shop.add(model)
    shop.add("slow", "ok-40-20")
    for model in ["429-retry-after-1", "429-retry-after-date", "429-retry-after-garbage"]:
        shop.add(f"r-{model}", model)
    shop.add("r-huge", "429-retry-after-huge")
    shop.add("r-huge-then-ok", "429-retry-after-huge@2", then=["ok"])
    for status in [500, 502, 503, 529]:
        shop.add(f"twice-{status}", f"{status}-2")
    shop.add("always-500", "500@always")
    shop.add("endless-fast", "long-10000")
    shop.add("endless-slow", "endless-10", total="1s")
    for model in ["gzip-bomb", "html", "wrong-type", "empty", "no-content", "redirect", "redirect-inside", "not-http"]:
        shop.add(model)
    shop.add("flood", "1xx-flood", first_byte="2s")
    shop.add("header-flood")
    for model in ["bytewise", "bad-utf8", "half-utf8", "lone-surrogate"]:
        shop.add(model)
    for persona, model in WAITING.items():
        shop.add(persona, model, first_byte="90s", idle="90s", total="120s")
    shop.add("large", "long-1000")
    shop.add("claude", "ok-5", provider="anthropic")
    shop.add("claude-busy", "529-2@claude", provider="anthropic")
    with shop.serve() as server:
        yield Client(shop, server)
    shop.fake.close()


def test_09_nobody_listens(client):
    for persona, host in [("nobody", f"127.0.0.1:{client.closed_port}"), ("nameless", "no-such-host.invalid")]:
        status, _, problem = client.ask(persona)
        assert (status, problem["code"]) == (502, "upstream_unreachable")
        assert host in problem["detail"]
    status, _, reply = client.ask("nobody-then-ok")
    assert status == 200 and reply["reply"] == TOKENS[: len(reply["reply"])]


def test_10_no_head_comes(client):
    start = time.monotonic()
    status, _, problem = client.ask("hang")
    assert (status, problem["code"]) == (504, "upstream_timeout")
    assert time.monotonic() - start >= 0.5
    assert client.calls("hang") == 1, "what was silent for so long is not asked again"


def test_11_half_an_event_and_silence(client):
    text, last, stored = client.told("half-event")
    assert text == " We have"
    assert last["event"] == "error" and last["data"]["code"] == "upstream_timeout"
    assert (stored["status"], stored["content"]) == ("interrupted", " We have")


def test_12_what_is_not_json_harms_only_its_own_stream(client):
    other = client.server.stream({"message": "hello", "persona": "slow", "stream": True})
    assert next(other)["event"] == "accepted"
    text, last, stored = client.told("invalid-json")
    assert text == " We have" == stored["content"]
    assert last["event"] == "error" and last["data"]["code"] == "upstream_protocol"
    assert stored["status"] == "interrupted"
    assert list(other)[-1]["event"] == "done"


def test_13_an_end_without_a_finish_is_incomplete(client):
    text, last, stored = client.told("no-done")
    assert len(text.split(" ")) > 15
    assert last["event"] == "error" and last["data"]["code"] == "upstream_broken_off"
    assert stored["status"] == "incomplete" and stored["content"] == text


@pytest.mark.parametrize("variant", ["1", "date", "garbage"])
def test_14_waits_as_long_as_told(client, variant):
    start = time.monotonic()
    status, _, _ = client.ask(f"r-429-retry-after-{variant}")
    assert status == 200
    assert time.monotonic() - start >= {"1": 1, "date": 2, "garbage": 0}[variant]
    assert client.calls(f"429-retry-after-{variant}") == 2


def test_14_whoever_asks_for_a_day_is_not_waited_for(client):
    status, headers, problem = client.ask("r-huge")
    assert (status, problem["code"]) == (429, "upstream_rate_limited")
    assert 1 <= int(headers["Retry-After"]) <= 3600
    status, _, problem = client.ask("r-huge")
    assert status in (429, 503) and client.calls("429-retry-after-huge") == 1, "not earlier than told"
    assert client.ask("r-huge-then-ok")[0] == 200


@pytest.mark.parametrize("status", [500, 502, 503, 529])
def test_15_two_failures_are_hidden(client, status):
    assert client.ask(f"twice-{status}")[0] == 200
    assert client.calls(f"{status}-2") == 3


def test_15_the_third_is_told(client):
    status, _, problem = client.ask("always-500")
    assert (status, problem["code"]) == (502, "upstream_failed")
    assert client.calls("500@always") == 3


def test_16_a_reset_in_the_middle_is_not_repeated(client):
    text, last, stored = client.told("reset-mid-stream")
    assert text == (TOKENS + " We have this book in the shop")[: len(text)] and len(text.split(" ")) == 20
    assert last["event"] == "error" and last["data"]["code"] == "upstream_broken_off"
    assert stored["content"] == text and stored["status"] == "incomplete"
    assert client.calls("reset-mid-stream") == 1


def test_16_a_failure_told_in_the_middle_is_not_repeated(client):
    text, last, stored = client.told("error-in-stream")
    assert text == stored["content"] == " We have" and last["event"] == "error"
    assert client.calls("error-in-stream") == 1


def test_17_an_endless_reply_is_cut(client):
    text, last, stored = client.told("endless-fast")
    assert last["event"] == "done" and last["data"]["finish_reason"] == "length"
    assert (1 << 20) - 1 <= len(text) <= (1 << 20) + 1024
    assert stored["status"] == "truncated" and stored["content"] == last["data"]["reply"]
    # What does not come in pieces is not taken in part.
    status, _, problem = client.ask("endless-fast")
    assert (status, problem["code"]) == (502, "upstream_protocol")
    text, last, stored = client.told("endless-slow")
    assert last["event"] == "error" and last["data"]["code"] == "upstream_timeout"
    assert stored["content"] == text and stored["status"] == "interrupted"


def test_18_a_line_without_end_costs_no_memory(client):
    client.ask("ok")
    client.forget_peak()
    before = client.memory()
    text, last, stored = client.told("huge-line")
    assert last["event"] == "error" and last["data"]["code"] == "upstream_protocol"
    assert text == stored["content"] == " We have"
    grown = client.memory("VmHWM") - before
    print(f"64 MiB in one line: the server grew by {grown >> 10} KiB")
    assert grown < 8 << 20


@pytest.mark.parametrize(
    ("persona", "reason"),
    [
        ("gzip-bomb", ""),
        ("html", "HTML"),
        ("wrong-type", ""),
        ("empty", "the document is empty"),
        ("no-content", "nothing"),
        ("redirect", "redirect (307)"),
        ("redirect-inside", "redirect (302)"),
        ("not-http", ""),
        ("flood", ""),
        ("header-flood", ""),
    ],
)
def test_19_what_is_no_reply_is_told(client, persona, reason):
    client.forget_peak()
    before = client.memory()
    status, _, problem = client.ask(persona)
    assert status in (502, 504), problem
    assert reason in problem["detail"] and f"'{persona}'" in problem["detail"]
    assert client.memory("VmHWM") - before < 8 << 20
    if persona.startswith("redirect"):
        assert client.calls(persona) == 1, "a redirect is never followed"


def test_20_characters_survive_every_split(client):
    assert client.told("bytewise")[0] == "Grüße, 日本 🎈"


@pytest.mark.parametrize(
    ("persona", "text"),
    [("bad-utf8", "a\ufffd\ufffd\ufffdb"), ("half-utf8", "a\ufffdb"), ("lone-surrogate", "a\ufffdb")],
)
def test_20_bad_bytes_are_replaced_once(client, persona, text):
    told, last, stored = client.told(persona)
    assert told == stored["content"] == text and last["event"] == "done"


@pytest.mark.parametrize(
    ("persona", "stream"), [("slow-head", True), ("slow-first-token", True), ("drip", True), ("slow-head", False)]
)
def test_21_whoever_leaves_closes_the_upstream(client, persona, stream):
    """Before the head, before the first token, in the middle, and without a stream; 25 times each."""
    # All must have gone in the end; that it takes a second at most shows when the machine has one.
    taken = [leave(client, persona, stream, rounds=25)]
    while taken[-1] > 1 and len(taken) < 3:
        taken.append(leave(client, persona, stream, rounds=25))
    assert min(taken) <= 1, taken


def leave(client, persona, stream, rounds):
    """Opens so many connections, asks, closes them: seconds until the upstream has seen the last one go."""
    departed = client.fake.status()["departures"]
    body = json.dumps({"model": persona, "stream": stream, "messages": [{"role": "user", "content": "hi"}]})
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: {client.server.host}:{client.server.port}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    model = WAITING[persona]
    asked = client.calls(model)
    readers = []
    for _ in range(rounds):
        reader = socket.create_connection((client.server.host, client.server.port), timeout=LONG)
        reader.sendall((head + body).encode())
        readers.append(reader)
    wait_until(lambda: client.calls(model) == asked + rounds)
    if persona == "drip":
        for reader in readers:
            seen = b""
            while b" We" not in seen:
                seen += reader.recv(65536)
    for reader in readers:
        reader.close()
    start = time.monotonic()
    wait_until(lambda: client.fake.status()["departures"] == departed + rounds)
    return time.monotonic() - start


def test_23_a_slow_reader_holds_up_nobody(client):
    client.ask("ok")
    client.forget_peak()
    before = client.memory()
    body = json.dumps({"message": "hello", "persona": "large", "stream": True}).encode()
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.settimeout(LONG)
        slow.connect((client.server.host, client.server.port))
        slow.sendall(
            f"POST /api/chat HTTP/1.1\r\nHost: {client.server.host}:{client.server.port}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        )
        seen = b""
        while not (accepted := re.search(rb'"chat_id":"([^"]+)"', seen)):
            seen += slow.recv(1024)
        chat = accepted[1].decode()
        # The reply is made and stored at its own pace while its reader takes nothing.
        for _ in range(5):
            assert client.ask("ok")[0] == 200
        wait_until(lambda: client.stored(chat)["status"] == "complete")
        assert len(client.stored(chat)["content"].encode()) >= 1000 * 1024 - 1
    assert client.memory("VmHWM") - before < 32 << 20


def test_anthropics_protocol_is_spoken_too(client):
    status, _, reply = client.ask("claude")
    assert status == 200 and reply["model"] == "fake" and reply["usage"]["output_tokens"] == 5
    assert client.ask("claude-busy")[0] == 200
    assert client.calls("529-2@claude") == 3


def test_metrics_and_status_tell_what_became_of_the_calls(client):
    client.ask("always-500"), client.ask("always-500")
    client.ask("ok")
    _, _, page = client.server.request("GET", "/metrics")
    lines = page.decode().splitlines()

    def figure(name):
        return next(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))

    assert figure('parley_upstream_calls_total{upstream="always-500",outcome="upstream_failed"}') >= 5
    assert figure('parley_upstream_calls_total{upstream="ok",outcome="ok"}') >= 1
    assert figure('parley_upstream_left_alone{upstream="always-500"}') == 1
    assert figure('parley_upstream_left_alone{upstream="ok"}') == 0
    assert figure('parley_upstream_calls_running{upstream="ok"}') == 0
    states = client.server.shop.json("status")["upstreams"]
    assert (states["ok"], states["always-500"]) == ("ok", "left alone")
    printed = client.server.shop.run("status")
    assert "always-500" in printed and "left alone" in printed
