"""An OpenAI-compatible server on loopback whose replies a test scripts: a function from the messages of a request
to what the model says. It may return a text, or an HTTP status to refuse with, or `None` to hang until it closes."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ScriptedServer:
    """Calls `script(messages)` for each chat completion, from several threads."""

    def __init__(self, script):
        self.script = script
        self.requests = []
        self.closing = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests.append(body)
                said = outer.script(body["messages"])
                if said is None:
                    outer.closing.wait()
                    self.close_connection = True
                elif isinstance(said, int):
                    self.send("application/json", b"{}", said)
                elif body.get("stream"):
                    self.send("text/event-stream", stream(said))
                else:
                    self.send("application/json", whole(said))

            def send(self, content_type, data, status=200):
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def stream(text):
    chunks = [
        {"choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}]},
        {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
    ]
    lines = [
        f"data: {json.dumps({'id': 'c', 'object': 'chat.completion.chunk', 'created': 1, 'model': 'scripted', **chunk})}\n\n"
        for chunk in chunks
    ]
    return ("".join(lines) + "data: [DONE]\n\n").encode()


def whole(text):
    message = {"role": "assistant", "content": text}
    return json.dumps(
        {
            "id": "c",
            "object": "chat.completion",
            "created": 1,
            "model": "scripted",
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        }
    ).encode()
