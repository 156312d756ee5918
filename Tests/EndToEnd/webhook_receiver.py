"""A program that webhooks are posted to: answers as a test scripts it, and remembers what came."""

import base64
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class WebhookReceiver:
    """Answers the n-th post with the n-th of `answers`, then with 204. An answer is a status, or a
    status with headers; `hang` answers nothing until the receiver is closed, `flood` answers 200 and a
    body that has no end."""

    def __init__(self, *answers, port=0):
        self.answers = list(answers)
        self.posts = []
        self.came = threading.Condition()
        self.closing = threading.Event()
        self.left = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with outer.came:
                    answer = outer.answers.pop(0) if outer.answers else 204
                    outer.posts.append({"path": self.path, "headers": dict(self.headers), "body": body})
                    outer.came.notify_all()
                if answer == "hang":
                    outer.closing.wait()
                    self.close_connection = True
                    return
                if answer == "flood":
                    self._flood()
                    return
                status, headers = answer if isinstance(answer, tuple) else (answer, {})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != 204:
                    self.send_header("Content-Length", "0")
                self.end_headers()

            def _flood(self):
                self.send_response(200)
                self.send_header("Content-Length", str(1 << 40))
                self.end_headers()
                self.close_connection = True
                try:
                    while not outer.closing.is_set():
                        self.wfile.write(b"a" * 4096)
                except OSError:
                    outer.left.set()

            def log_message(self, *arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/hooks/parley"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def wait_for(self, count, seconds=30):
        """The first posts, once there are so many."""
        with self.came:
            enough = self.came.wait_for(lambda: len(self.posts) >= count, seconds)
            assert enough, f"{len(self.posts)} posts came, not {count}"
            return self.posts[:count]

    def close(self):
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def is_signed(post, secret):
    """Whether a post verifies, as the specification of Standard Webhooks describes."""
    headers = {name.lower(): value for name, value in post["headers"].items()}
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + post["body"]
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(
        version == "v1" and hmac.compare_digest(signature, expected)
        for version, _, signature in (part.partition(",") for part in headers["webhook-signature"].split(" "))
    )


def identifier(post):
    return {name.lower(): value for name, value in post["headers"].items()}["webhook-id"]


def document(post):
    return json.loads(post["body"])
