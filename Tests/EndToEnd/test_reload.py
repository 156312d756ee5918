"""Taking over a changed configuration while the server works: by hand, by signal, by watching."""

import http.client
import json
import os
import signal
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from parley_program import Parley
from serving import Served
from waiting import wait_until

RELOADS = 100
CONFIG = """\
version: 1
upstreams:
  - {name: upstream-NAME, base_url: "${PARLEY_BASE_URL}", model: model-NAME, context_tokens: 8000}
knowledge:
  - {name: help, kind: documents, language: en, sources: [{path: help}]}
plugins:
  - {name: help-NAME, use: Documents, with: {collection: help, top: 2}, timeout: 10s, on_error: fail}
  - {name: log-NAME, use: Logging, with: {path: logs/NAME.jsonl}}
personas:
  - {name: clerk, label: Clerk NAME, instructions: {file: clerk-NAME.md}}
telemetry: {log: {format: json, level: info}}
"""


class Echo:
    """A model that says which model it was asked for and which instructions it was given."""

    def __init__(self):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                system = body["messages"][0]["content"]
                told = [name for name in ("red", "blue") if f"You are {name}." in system]
                words = f"{body['model']} told {told} opening hours: {'ten to six' in system}"
                chunks = [
                    {"choices": [{"index": 0, "delta": {"content": word + " "}, "finish_reason": None}]}
                    for word in words.split()
                ] + [{"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}]
                if body.get("stream"):
                    data = "".join(
                        f"data: {json.dumps({'model': body['model'], **chunk})}\n\n" for chunk in chunks
                    ) + "data: [DONE]\n\n"
                    kind = "text/event-stream"
                else:
                    message = {"role": "assistant", "content": words}
                    data = json.dumps({
                        "model": body["model"],
                        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
                    })
                    kind = "application/json"
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data.encode())

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.base_url = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def echo():
    model = Echo()
    yield model
    model.close()


@pytest.fixture
def shop(program, tmp_path, echo):
    (tmp_path / "help").mkdir()
    (tmp_path / "help/hours.md").write_text("# Opening hours\n\nWe are open from ten to six.\n")
    for name in ("red", "blue"):
        (tmp_path / f"clerk-{name}.md").write_text(f"You are {name}.")
    shop = Parley(program, tmp_path / "config.yaml", tmp_path / "data")
    shop.environment["PARLEY_BASE_URL"] = echo.base_url
    write(shop, "red")
    shop.run("knowledge", "load")
    return shop


def write(shop, name, change=lambda text: text):
    """Replaces the configuration as editors do: whole, by a rename."""
    new = shop.config.with_suffix(".new")
    new.write_text(change(CONFIG.replace("NAME", name)))
    os.replace(new, shop.config)


class Local(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(60)
        self.sock.connect(self.path)


def reload(shop):
    connection = Local(shop.data / "parley.sock")
    connection.request(
        "POST", "/api/admin/reload", b"{}", {"Content-Type": "application/json"})
    response = connection.getresponse()
    data = json.loads(response.read())
    connection.close()
    return response.status, data


def label(server):
    return server.json("GET", "/api/personas")["personas"][0]["label"]


def readiness(server):
    return server.json("GET", "/readyz", headers={"Accept": "application/json"})["config"]


def metric(server, name):
    page = server.request("GET", "/metrics")[2].decode()
    return next(float(line.rsplit(" ", 1)[1]) for line in page.splitlines() if line.startswith(name + " "))


class Client(threading.Thread):
    """Asks one question after the other and notes what is wrong with the answers."""

    def __init__(self, server, stream):
        super().__init__(daemon=True)
        self.server, self.stream = server, stream
        self.enough = threading.Event()
        self.colours, self.faults = [], []

    def run(self):
        while not self.enough.is_set():
            try:
                self.colours.append(self.ask())
            except Exception as error:  # noqa: BLE001 — whatever it is, it belongs into the report
                self.faults.append(repr(error)[:600])

    def ask(self):
        question = {"message": "When are you open?"}
        if self.stream:
            events = list(self.server.stream({**question, "stream": True}))
            assert events[-1]["event"] == "done", events[-1]
            reply = events[-1]["data"]
        else:
            reply = self.server.json("POST", "/api/chat", question)
        trace = self.server.json("GET", f"/api/messages/{reply['message_id']}/trace")
        seen = {
            reply["model"].removeprefix("model-"),
            reply["reply"].split()[0].removeprefix("model-"),
            *json.loads(reply["reply"].split("told ")[1].split(" opening")[0].replace("'", '"')),
            *(attempt["upstream"].removeprefix("upstream-") for attempt in trace["attempts"]),
            *(run["plugin"].removeprefix("help-") for run in trace["hooks"]),
        }
        assert len(seen) == 1, (seen, reply, trace["hooks"])
        assert "opening hours: True" in reply["reply"], reply
        assert not reply["notices"], reply
        return seen.pop()


def holdings(server):
    process = f"/proc/{server.process.pid}"
    return len(os.listdir(f"{process}/fd")), len(os.listdir(f"{process}/task"))


def settled_holdings(server, most, seconds=30):
    """Descriptors and threads once idle ones have gone, or what they are when that takes too long."""
    deadline = time.monotonic() + seconds
    while True:
        now = holdings(server)
        if all(have <= limit for have, limit in zip(now, most)) or time.monotonic() > deadline:
            return now
        time.sleep(0.2)


def test_a_hundred_reloads_under_load_fail_no_request(shop):
    with Served(shop) as server:
        clients = [Client(server, stream=number % 2 == 0) for number in range(4)]
        for client in clients:
            client.start()
        before, refused = None, 0
        for number in range(RELOADS):
            name = "blue" if number % 2 == 0 else "red"
            if number % 10 == 9:
                write(shop, name, lambda text: text.replace("personas:", "persona:"))
                status, problem = reload(shop)
                assert status == 422 and "unknown key 'persona'" in problem["detail"]
                refused += 1
            else:
                write(shop, name)
                status, answer = reload(shop)
                assert status == 200 and answer["warnings"] == []
            if number == 9:
                before = holdings(server)
            time.sleep(0.02)
        for client in clients:
            client.enough.set()
        for client in clients:
            client.join(60)
        assert [client.faults for client in clients] == [[], [], [], []]
        replies = [colour for client in clients for colour in client.colours]
        assert len(replies) >= RELOADS and set(replies) == {"red", "blue"}

        assert metric(server, 'parley_config_reloads_total{result="ok"}') == RELOADS - refused
        assert metric(server, 'parley_config_reloads_total{result="refused"}') == refused
        # The plugins, connections and threads of ninety configurations are gone.
        most = before[0] + 4, before[1] + 6
        after = settled_holdings(server, most)
        assert after[0] <= most[0] and after[1] <= most[1], (before, after)
        # Every turn was logged by the configuration that answered it, or by a later one.
        lines = [line for path in (shop.data / "logs").glob("*.jsonl") for line in path.open()]
        assert lines


def test_a_bad_file_changes_nothing_and_is_told_everywhere(shop):
    with Served(shop) as server:
        assert readiness(server)["status"] == "current"
        loaded_at = metric(server, "parley_config_last_reload_success_timestamp_seconds")
        write(shop, "blue", lambda text: text.replace("label: Clerk", "lable: Clerk"))
        done = shop.attempt("reload")
        assert done.returncode == 78
        assert "config.yaml:10:" in done.stderr and "did you mean 'label'" in done.stderr

        config = readiness(server)
        assert config["status"] == "stale" and "did you mean 'label'" in config["errors"][0]
        assert server.request("GET", "/readyz")[2] == b"ok\nconfig: stale\n"
        assert shop.json("status")["config"]["status"] == "stale"
        assert metric(server, 'parley_config_reloads_total{result="refused"}') == 1
        assert metric(server, "parley_config_last_reload_successful") == 0
        assert metric(server, "parley_config_last_reload_success_timestamp_seconds") == loaded_at
        server.wait_until_it_says("the changed configuration was refused")
        assert label(server) == "Clerk red"
        assert server.json("POST", "/api/chat", {"message": "hello"})["model"] == "model-red"

        write(shop, "blue")
        shop.run("reload")
        assert readiness(server)["status"] == "current"
        assert label(server) == "Clerk blue"


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda text: text[:200] + "\n\t- [", "config.yaml:"),
        (lambda text: text.replace("clerk-blue.md", "nowhere.md"), "nowhere.md"),
        (lambda text: text.replace("${PARLEY_BASE_URL}", "${PARLEY_NOWHERE}"), "PARLEY_NOWHERE"),
        (lambda text: text.replace("use: Documents", "use: Documnets"), "did you mean 'Documents'"),
        (lambda text: "", "config.yaml"),
    ],
)
def test_every_kind_of_mistake_is_refused(shop, change, said):
    with Served(shop) as server:
        write(shop, "blue", change)
        done = shop.attempt("reload")
        assert done.returncode == 78 and said in done.stderr, done.stderr
        assert readiness(server)["status"] == "stale"
        assert label(server) == "Clerk red"


def test_settings_that_need_a_restart_are_named_and_the_rest_is_applied(shop):
    with Served(shop) as server:
        write(
            shop, "blue",
            lambda text: text
            + "server: {listen: 127.0.0.1:9}\nauth: {expose: {trace: everyone}}\n"
            + "storage: {retention: {logs: 7d}}\nsessions: {idle: 90s}\n",
        )
        done = shop.attempt("reload")
        assert done.returncode == 0
        for name in ("server.listen", "auth.expose.trace", "storage.retention.logs"):
            assert f"warning: {name} has changed" in done.stderr
        assert "sessions.idle" not in done.stderr
        reply = server.json("POST", "/api/chat", {"message": "hello"})
        assert reply["model"] == "model-blue"
        [session] = server.json("GET", "/api/sessions")["sessions"]
        begun, end = (session[key][:19] for key in ("last_active_at", "expires_at"))
        pattern = "%Y-%m-%dT%H:%M:%S"
        lived = time.mktime(time.strptime(end, pattern)) - time.mktime(time.strptime(begun, pattern))
        assert lived == 90


def test_a_hang_up_reloads(shop):
    with Served(shop) as server:
        write(shop, "blue")
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: label(server) == "Clerk blue")
        write(shop, "red", lambda text: "nonsense")
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: readiness(server)["status"] == "stale")
        assert server.process.poll() is None


def test_watching_takes_over_what_has_changed(shop):
    with Served(shop, "--watch") as server:
        write(shop, "blue")
        wait_until(lambda: label(server) == "Clerk blue")
        # A file that the configuration names, written in place.
        (shop.config.parent / "clerk-blue.md").write_text("You are blue. You are red.")
        wait_until(lambda: metric(server, 'parley_config_reloads_total{result="ok"}') == 2)
        assert "['red', 'blue']" in server.json("POST", "/api/chat", {"message": "hello"})["reply"]
        # One that is missing is waited for.
        write(shop, "green")
        wait_until(lambda: readiness(server)["status"] == "stale")
        (shop.config.parent / "clerk-green.md").write_text("You are green.")
        wait_until(lambda: label(server) == "Clerk green")
        assert readiness(server)["status"] == "current"


def test_without_watching_nothing_changes_by_itself(shop):
    with Served(shop) as server:
        write(shop, "blue")
        time.sleep(2.5)
        assert label(server) == "Clerk red"


def test_reloading_without_a_server_says_so(shop):
    done = shop.attempt("reload")
    assert done.returncode == 69 and "parley serve" in done.stderr
    write(shop, "blue", lambda text: text.replace("personas:", "persona:"))
    assert shop.attempt("reload").returncode == 78
