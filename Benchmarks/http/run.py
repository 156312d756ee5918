"""Turns per second of `POST /api/chat` beside a bare handler of the same HTTP room, in one run.

Both are asked over 64 connections, turn by turn (bare, chat, bare, chat, …), so that a busy machine
slows both. Prints the median of each and their ratio.
"""

import statistics
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "Tests" / "EndToEnd"))

from parley_program import REPOSITORY, Parley  # noqa: E402
from serving import Served  # noqa: E402
from wrk import requests_per_second  # noqa: E402

ROUNDS, SECONDS, CONNECTIONS = 5, 5, 64


def main(program, data):
    shop = Parley(program, REPOSITORY / "config.yaml", data)
    shop.run("knowledge", "load")
    bare, chat = [], []
    with Served(shop) as server:
        for _ in range(ROUNDS):
            bare.append(requests_per_second(f"{server.url}/livez", CONNECTIONS, SECONDS))
            chat.append(requests_per_second(server.url, CONNECTIONS, SECONDS, HERE / "chat.lua"))
    bare, chat = statistics.median(bare), statistics.median(chat)
    print(f"bare handler (GET /livez)   {bare:10.0f} requests/s")
    print(f"POST /api/chat, durable     {chat:10.0f} turns/s")
    print(f"ratio                       {bare / chat:10.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
