"""`parley serve` as its clients see it: a process with an address."""

import http.client
import json
import re
import signal
import subprocess
import threading
import time

ADDRESS = re.compile(r"http://(\S+?):(\d+)")
START_SECONDS = 30


class Served:
    """A running server of one shop. Ends with the `with` block."""

    def __init__(self, shop, *arguments, env=None, listen="127.0.0.1:0"):
        self.shop = shop
        self.log = []
        self._said = threading.Condition()
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [str(shop.program), "serve", "--listen", listen, "--config", str(shop.config), *arguments],
            env=shop.environment | (env or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        found = threading.Event()

        def read():
            for line in self.process.stderr:
                with self._said:
                    self.log.append(line)
                    self._said.notify_all()
                match = ADDRESS.search(line)
                if match and not found.is_set():
                    self.host, self.port = match[1], int(match[2])
                    found.set()
            found.set()

        self._reader = threading.Thread(target=read, daemon=True)
        self._reader.start()
        assert found.wait(START_SECONDS) and hasattr(self, "port"), "".join(self.log)
        self.url = f"http://{self.host}:{self.port}"
        self.wait_ready()

    def wait_ready(self):
        """Returns when `/readyz` says so; how long that took since the start is `ready_seconds`."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                status, _, _ = self.request("GET", "/readyz")
                if status == 200:
                    break
            except OSError:
                pass
            assert time.monotonic() < deadline, "".join(self.log)
        self.ready_seconds = time.monotonic() - self.started

    def wait_until_it_says(self, words, seconds=START_SECONDS):
        """Returns when the server has written these words to its log."""
        with self._said:
            said = self._said.wait_for(lambda: any(words in line for line in self.log), seconds)
        assert said, "".join(self.log)

    def connection(self, seconds=30):
        return http.client.HTTPConnection(self.host, self.port, timeout=seconds)

    def request(self, method, path, body=None, headers=None, seconds=30):
        """One request on a connection of its own: status, headers, bytes."""
        connection = self.connection(seconds)
        try:
            sent = dict(headers or {})
            if body is not None and not isinstance(body, bytes):
                body = json.dumps(body).encode()
                sent.setdefault("Content-Type", "application/json")
            connection.request(method, path, body=body, headers=sent)
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def json(self, method, path, body=None, headers=None, expect=200):
        status, _, data = self.request(method, path, body, headers)
        assert status == expect, (status, data[:2000])
        return json.loads(data)

    def stream(self, body, headers=None, path="/api/chat", method="POST"):
        """The events of a stream, as they come: dictionaries of id, event, data."""
        connection = self.connection()
        data = None if body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **(headers or {})} if data else dict(headers or {})
        connection.request(method, path, body=data, headers=sent)
        response = connection.getresponse()
        assert response.status == 200, response.read()
        return EventStream(connection, response)

    def stop(self, number=signal.SIGTERM, seconds=40):
        if self.process.poll() is None:
            self.process.send_signal(number)
        status = self.process.wait(timeout=seconds)
        self._reader.join(timeout=5)
        return status

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()


class EventStream:
    """Server-sent events, read one by one."""

    def __init__(self, connection, response):
        self.connection, self.response = connection, response

    def __iter__(self):
        return self

    def __next__(self):
        event = {}
        while True:
            line = self.response.readline()
            if not line:
                self.close()
                raise StopIteration
            line = line.decode().rstrip("\r\n")
            if not line:
                if "data" in event:
                    event["data"] = json.loads(event["data"])
                    return event
                event = {}
            elif not line.startswith(":"):
                name, _, value = line.partition(":")
                event[name] = value.removeprefix(" ")

    def close(self):
        self.connection.close()
