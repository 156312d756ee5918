"""What committing together is worth: turns per second over 64 chats and over one, with a slow disk.

Every fsync takes 3 ms longer (Tests/EndToEnd/shims/fsync_shim.c). One chat commits each write by
itself; 64 chats share their commits. Prints both in turns per second and their ratio.
"""

import statistics
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "Tests" / "EndToEnd"))

from parley_program import REPOSITORY, Parley  # noqa: E402
from power_cut import build_shim  # noqa: E402
from serving import Served  # noqa: E402
from wrk import requests_per_second  # noqa: E402

ROUNDS, SECONDS, CHATS = 5, 4, 64


def turns(server, chats):
    """Turns per second of so many clients at once; every turn begins a chat of its own."""
    return requests_per_second(server.url, chats, SECONDS, HERE / "hello.lua")


def main(program, data):
    shop = Parley(program, REPOSITORY / "config.yaml", data)
    shop.run("knowledge", "load")
    shim = build_shim(Path(data))
    env = {"LD_PRELOAD": str(shim), "FSYNC_DELAY_MS": "3"}
    one, many = [], []
    with Served(shop, env=env) as server:
        for _ in range(ROUNDS):
            one.append(turns(server, 1))
            many.append(turns(server, CHATS))
    one, many = statistics.median(one), statistics.median(many)
    print(f"1 chat, fsync + 3 ms        {one:10.0f} turns/s")
    print(f"{CHATS} chats, fsync + 3 ms      {many:10.0f} turns/s")
    print(f"ratio                       {many / one:10.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
