"""An OpenAI-compatible server on loopback that records what it is sent and streams a scripted reply,
at once or with a pause between the words."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class RecordingServer:
    """Answers every chat completion with `reply`, in pieces of a word when a stream is asked for."""

    def __init__(self, reply="Take this one [1].", pause=0):
        self.reply = reply
        self.pause = pause
        self.left = threading.Event()
        self.status = 200
        self.error = None
        self.models = ["recorded-model"]
        self.requests = []
        self.closing = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests.append({"path": self.path, "headers": dict(self.headers), "body": body})
                if outer.status != 200:
                    self._send("application/json", json.dumps(outer.error).encode(), outer.status)
                elif body.get("stream") and outer.pause:
                    self._drip(outer._stream())
                elif body.get("stream"):
                    self._send("text/event-stream", outer._stream())
                else:
                    self._send("application/json", outer._whole())

            def do_GET(self):
                entries = [{"id": model, "object": "model"} for model in outer.models]
                self._send("application/json", json.dumps({"object": "list", "data": entries}).encode())

            def _send(self, content_type, data, status=200):
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def _drip(self, data):
                """Sends event after event with a pause; notices when the client leaves."""
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Connection", "close")
                self.end_headers()
                self.close_connection = True
                for event in data.split(b"\n\n"):
                    try:
                        self.wfile.write(event + b"\n\n")
                        self.wfile.flush()
                    except OSError:
                        outer.left.set()
                        return
                    if outer.closing.wait(outer.pause):
                        return

            def log_message(self, *arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def _chunk(self, delta, finish=None, **more):
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "recorded-model",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
            **more,
        }

    def _stream(self):
        words = self.reply.split(" ")
        pieces = [word + (" " if position < len(words) - 1 else "") for position, word in enumerate(words)]
        chunks = [self._chunk({"role": "assistant", "content": ""})]
        chunks += [self._chunk({"content": piece}) for piece in pieces]
        chunks.append(self._chunk({}, "stop"))
        usage = {**self._chunk({}), "choices": [], "usage": self._usage()}
        lines = [f"data: {json.dumps(chunk)}\n\n" for chunk in [*chunks, usage]]
        return ("".join(lines) + "data: [DONE]\n\n").encode()

    def _whole(self):
        return json.dumps(
            {
                "id": "chatcmpl-1",
                "object": "chat.completion",
                "created": 1,
                "model": "recorded-model",
                "choices": [
                    {
                        "index": 0,
                        "message": {"role": "assistant", "content": self.reply},
                        "finish_reason": "stop",
                    }
                ],
                "usage": self._usage(),
            }
        ).encode()

    @staticmethod
    def _usage():
        return {"prompt_tokens": 321, "completion_tokens": 5, "total_tokens": 326}

    def close(self):
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
