"""An OpenAI-compatible upstream that keeps every stream open: a word every so many seconds.

A process of its own and one event loop, so that its thousand streams neither share the
interpreter with the measurement nor take much of the machine. Prints its base URL.
"""

import asyncio
import json
import sys

CHUNK = {"id": "c1", "object": "chat.completion.chunk", "created": 0, "model": "slow"}


def event(delta):
    choice = {"index": 0, "delta": delta, "finish_reason": None}
    return f"data: {json.dumps(CHUNK | {'choices': [choice]})}\n\n".encode()


async def serve(reader, writer, pause):
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
        )
        await reader.readexactly(length)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
        writer.write(event({"role": "assistant", "content": "Well"}))
        while True:
            await writer.drain()
            await asyncio.sleep(pause)
            writer.write(event({"content": " then"}))
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def main(pause):
    server = await asyncio.start_server(lambda r, w: serve(r, w, pause), "127.0.0.1", 0, backlog=2048)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
