"""Many connections at once: 5,000 idle ones and 1,000 open streams, then 300 slow ones.

Prints the server's memory, and the latency of other requests meanwhile beside that of the same
requests alone.
"""

import json
import resource
import socket
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Tests" / "EndToEnd"))

from fake_upstream import FakeUpstream  # noqa: E402
from parley_program import REPOSITORY, Parley  # noqa: E402
from serving import Served  # noqa: E402

IDLE, STREAMS, SLOW, PROBES = 5000, 1000, 300, 2000
# Seconds between two words of a stream.
PAUSE = 1


def memory(server):
    for line in Path(f"/proc/{server.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024


def probe(server):
    """Milliseconds of PROBES requests on one connection: median and 99th percentile."""
    connection = server.connection()
    taken = []
    for _ in range(PROBES):
        start = time.perf_counter()
        connection.request("GET", "/api/personas")
        connection.getresponse().read()
        taken.append((time.perf_counter() - start) * 1000)
    connection.close()
    taken.sort()
    return taken[len(taken) // 2], taken[len(taken) * 99 // 100]


def connect(server, count, data=b""):
    sockets = []
    for _ in range(count):
        one = socket.create_connection((server.host, server.port), timeout=10)
        if data:
            one.sendall(data)
        sockets.append(one)
    return sockets


def request(server):
    body = json.dumps({"message": "hello", "stream": True}).encode()
    return (
        f"POST /api/chat HTTP/1.1\r\nHost: {server.host}:{server.port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def wait_for_text(stream):
    """Reads until the reply has begun."""
    seen = b""
    while b"event: delta" not in seen:
        piece = stream.recv(65536)
        assert piece, seen
        seen += piece


def guests(program, data):
    """The sample shop for guests: every stream belongs to an owner of its own."""
    Parley(program, REPOSITORY / "config.yaml", data).run("knowledge", "load")
    config = Path(data) / "config.yaml"
    text = (REPOSITORY / "config.yaml").read_text()
    config.write_text(text.replace("mode: local ", "mode: guests"))
    return Parley(program, config, data)


def main(program, data):
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    shop = guests(program, data)
    upstream = FakeUpstream(Path(program))
    with Served(shop, env=upstream.environment(f"endless-{PAUSE * 1000}")) as server:
        alone = probe(server)
        print(f"alone                          {memory(server):6.0f} MiB   p50 {alone[0]:6.2f}   p99 {alone[1]:6.2f} ms")
        idle = connect(server, IDLE)
        crowd = probe(server)
        print(f"{IDLE} idle                      {memory(server):6.0f} MiB   p50 {crowd[0]:6.2f}   p99 {crowd[1]:6.2f} ms")
        streams = connect(server, STREAMS, request(server))
        for one in streams:
            wait_for_text(one)
        crowd = probe(server)
        print(f"{IDLE} idle, {STREAMS} streams        {memory(server):6.0f} MiB   p50 {crowd[0]:6.2f}   p99 {crowd[1]:6.2f} ms")
        for one in idle + streams:
            one.close()
    upstream.close()
    ratios = []
    for _ in range(5):
        with Served(shop) as server:
            alone = probe(server)[1]
            slow = connect(server, SLOW, b"GET /livez HTTP/1.1\r\nHost: h\r\nX-A: ")
            beside = probe(server)[1]
            ratios.append(beside / alone)
            for one in slow:
                one.close()
    print(f"{SLOW} slow headers, p99 of others beside alone: {statistics.median(ratios):.2f} (median of 5 pairs)")


if __name__ == "__main__":
    main(*sys.argv[1:])
