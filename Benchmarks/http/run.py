"""Turns per second of `POST /api/chat` beside a bare handler of the same HTTP room, in one run.

Both are asked over 64 connections, turn by turn (bare, chat, bare, chat, …), so that a busy machine
slows both. Prints the median of each and their ratio.
"""

import re
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "Tests" / "EndToEnd"))

from parley_program import REPOSITORY, Parley  # noqa: E402
from serving import Served  # noqa: E402

ROUNDS, SECONDS, CONNECTIONS = 5, 5, 64


def wrk(url, *arguments):
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", *arguments, url]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    errors = re.search(r"Non-2xx.*", printed)
    assert not errors, errors[0]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", printed)[1])


def main(program, data):
    shop = Parley(program, REPOSITORY / "config.yaml", data)
    shop.run("knowledge", "load")
    bare, chat = [], []
    with Served(shop) as server:
        for _ in range(ROUNDS):
            bare.append(wrk(f"{server.url}/livez"))
            chat.append(wrk(server.url, "-s", str(HERE / "chat.lua")))
    bare, chat = statistics.median(bare), statistics.median(chat)
    print(f"bare handler (GET /livez)   {bare:10.0f} requests/s")
    print(f"POST /api/chat, durable     {chat:10.0f} turns/s")
    print(f"ratio                       {bare / chat:10.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
