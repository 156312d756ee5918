"""What a running process holds, looked at again and again, and whether it grows."""

import itertools
import os
import statistics
import threading
import time
from pathlib import Path
from typing import NamedTuple

# What DESIGN and docs/operating.md promise of a server under load.
MEMORY_SLOPE = 1.0  # MiB per hour
DESCRIPTOR_SLOPE = 12.0  # per hour; the connections of guests come and go
THREAD_SLOPE = 4.0  # per hour
LOG_SIZE = 64.0  # MiB
# A slope says nothing of less than this.
SLOPE_SECONDS = 20 * 60


class Figures(NamedTuple):
    """One look at a process: when, its memory in MiB, its descriptors and threads, and the write-ahead log in MiB."""

    seconds: float
    resident: float
    anonymous: float
    descriptors: int
    threads: int
    log: float


def figures(pid, log=None):
    """What a process holds now; `log` is the file of its database's write-ahead log."""
    status = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line
    )
    mebibytes = {name: int(status[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon")}
    try:
        size = os.stat(log).st_size / (1 << 20) if log else 0.0
    except FileNotFoundError:
        size = 0.0
    return Figures(
        time.monotonic(), mebibytes["VmRSS"], mebibytes["RssAnon"],
        len(os.listdir(f"/proc/{pid}/fd")), int(status["Threads"]), size,
    )  # fmt: skip


def descriptors(pid):
    """What the descriptors of a process are, each kind counted: files by their paths, sockets and the like by kind."""
    kinds = {}
    for name in os.listdir(f"/proc/{pid}/fd"):
        try:
            target = os.readlink(f"/proc/{pid}/fd/{name}")
        except FileNotFoundError:
            continue  # closed since
        kind = target if target.startswith("/") else target.split(":", 1)[0]
        kinds[kind] = kinds.get(kind, 0) + 1
    return kinds


class Watch:
    """Looks at a process every few seconds until it is stopped."""

    def __init__(self, pid, log=None, every=2.0, each=lambda figures: None):
        self.figures = []
        self._over = threading.Event()

        def look():
            while not self._over.is_set():
                try:
                    self.figures.append(figures(pid, log))
                except (OSError, KeyError):
                    return  # it has ended; who watches it notices
                each(self.figures[-1])
                self._over.wait(every)

        self._thread = threading.Thread(target=look, daemon=True)
        self._thread.start()

    def stop(self):
        self._over.set()
        self._thread.join()
        return self.figures


def slope(points, most=600):
    """The growth per hour of (seconds, value) after Theil and Sen: the median over all pairs, which single peaks do
    not move. Of many points every n-th is taken."""
    points = points[:: max(1, len(points) // most)]
    slopes = [
        (later[1] - sooner[1]) / (later[0] - sooner[0])
        for sooner, later in itertools.combinations(points, 2)
        if later[0] > sooner[0]
    ]
    return statistics.median(slopes) * 3600 if slopes else 0.0


def second_half(looks):
    """What was seen after the warm-up, which is the first half of the time."""
    middle = (looks[0].seconds + looks[-1].seconds) / 2
    return [look for look in looks if look.seconds >= middle]


def complaints(looks, growth):
    """What is wrong with what was seen of a process under an even load.

    Slopes are judged when the second half is long enough for one; else memory may grow by `growth` MiB between the
    middle and the end.
    """
    late = second_half(looks)
    found = []
    longest = max(look.log for look in looks)
    if longest >= LOG_SIZE:
        found.append(f"the write-ahead log had {longest:.0f} MiB")
    if late[-1].seconds - late[0].seconds >= SLOPE_SECONDS:
        for name, limit, unit in (
            ("resident", MEMORY_SLOPE, "MiB/h"),
            ("descriptors", DESCRIPTOR_SLOPE, "per hour"),
            ("threads", THREAD_SLOPE, "per hour"),
        ):
            rate = slope([(look.seconds, getattr(look, name)) for look in late])
            if rate >= limit:
                found.append(f"{name}: {rate:+.2f} {unit}, where {limit} is the limit")
    else:
        third = max(1, len(late) // 3)
        before = statistics.median(look.resident for look in late[:third])
        after = statistics.median(look.resident for look in late[-third:])
        if after - before > growth:
            found.append(f"resident: from {before:.0f} to {after:.0f} MiB")
    return found


def summary(looks):
    """What was seen, in one line."""
    late = second_half(looks)

    def rate(name):
        return slope([(look.seconds, getattr(look, name)) for look in late])

    def span(name):
        values = [getattr(look, name) for look in late]
        return f"{min(values):.0f} to {max(values):.0f}"

    return (
        f"{(looks[-1].seconds - looks[0].seconds) / 60:.1f} min, of these the second half: "
        f"resident memory {span('resident')} MiB, {rate('resident'):+.2f} MiB/h (anonymous {rate('anonymous'):+.2f}); "
        f"descriptors {span('descriptors')}, {rate('descriptors'):+.1f}/h; threads {span('threads')}; "
        f"write-ahead log at most {max(look.log for look in looks):.1f} MiB"
    )
