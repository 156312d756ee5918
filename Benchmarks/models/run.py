"""What the client of models costs beside libcurl alone.

    python run.py MODELBENCHMARK FOLDER [first|crowd|slow]...

FOLDER is where the two C programs are built; without a name all three are measured. The exit code is 1 when a
limit is passed.
"""

import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
ROUNDS = 10
PROBES = 60
# The limits: milliseconds, bytes for each stream, shares of a core, bytes.
ADDED, PER_STREAM, CORE, GROWTH = 1.0, 64 * 1024, 0.6, 1 << 20
STREAMS, SECONDS = 2000, 20


def go_first() -> None:
    """Puts a program before everything else on the machine, as if it were idle, where that is allowed.

    On a busy machine several tokens come at once, and the client seems cheaper than it is.
    """
    os.setsid()  # Processor time is shared out by sessions.
    try:
        pathlib.Path("/proc/self/autogroup").write_text("-20")
    except OSError:
        pass


def build(name: str, folder: pathlib.Path, *libraries: str) -> str:
    program = folder / name
    subprocess.run(["gcc", "-O2", "-o", program, HERE / f"{name}.c", *libraries], check=True)
    return str(program)


def first_tokens(ours: str, reference: str, url: str) -> bool:
    print("first token, ms      libcurl  Parley   added")
    kept = True
    for streams in (1, 50, 500):
        times = {"ours": [], "reference": []}
        for _ in range(ROUNDS):
            for name, command in (("reference", [reference]), ("ours", [ours, "first"])):
                command += [url, str(streams), str(PROBES)]
                lines = subprocess.run(
                    command, check=True, capture_output=True, text=True, preexec_fn=go_first).stdout.split()
                # The first ones find no connection and no code in memory.
                times[name] += [int(line) / 1000 for line in lines[5:]]
        medians = {name: statistics.median(values) for name, values in times.items()}
        added = medians["ours"] - medians["reference"]
        kept &= added <= ADDED
        print(f"  {streams:4} streams {medians['reference']:12.2f} {medians['ours']:8.2f} {added:8.2f}  (limit {ADDED})")
    return kept


def crowd(ours: str, url: str) -> bool:
    lines = subprocess.run(
        [ours, "crowd", url, str(STREAMS), str(SECONDS)], check=True, capture_output=True, text=True,
        preexec_fn=go_first).stdout
    figures = {name: float(value) for name, value in (line.split() for line in lines.splitlines())}
    print(f"{STREAMS} streams, 20 tokens a second each")
    print(f"  tokens lost, doubled or out of order  {figures['wrong']:.0f} of {figures['tokens']:.0f}")
    print(f"  memory for each stream                {figures['bytes'] / 1024:.1f} KiB  (limit {PER_STREAM / 1024:.0f})")
    print(f"  processor, all threads                {figures['core']:.2f} of a core  (limit {CORE})")
    print(f"  of that, {figures['io_threads']:.0f} thread for I/O             {figures['io_core']:.2f}")
    print(f"  threads went to sleep                 {figures['sleeps']:.2f} times for each token")
    return (figures["wrong"] == 0 and figures["bytes"] <= PER_STREAM and figures["core"] <= CORE
            and figures["io_threads"] == 1)


def resident(process: subprocess.Popen) -> int:
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return 1024 * next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def unsent(url: str) -> int:
    """Bytes that the kernel holds for the upstream, because the other side does not take them."""
    port = f":{int(url.split(':')[2].split('/')[0]):04X}"
    lines = [line.split() for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(int(line[4].split(":")[0], 16) for line in lines if line[1].endswith(port))


def slow_reader(ours: str, url: str) -> bool:
    with subprocess.Popen([ours, "slow", url, "1024"], stdout=subprocess.PIPE, text=True, preexec_fn=go_first) as process:
        process.stdout.readline()
        memory, waiting = [resident(process)], []
        for _ in range(20):
            time.sleep(1)
            memory.append(resident(process))
            waiting.append(unsent(url))
        process.kill()
    growth = max(memory) - memory[0]
    print("a reader at 1 KiB/s of 5 MiB")
    print(f"  memory grew by                        {growth / 1024:.0f} KiB  (limit {GROWTH // 1024})")
    print(f"  the upstream's send buffer held       {min(waiting) / 1024:.0f} to {max(waiting) / 1024:.0f} KiB, 20 s long")
    return growth <= GROWTH and min(waiting) > 0


def main() -> int:
    ours, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    reference = build("reference", folder, "-lcurl")
    with subprocess.Popen([build("upstream", folder)], stdout=subprocess.PIPE, text=True, preexec_fn=go_first) as upstream:
        url = upstream.stdout.readline().strip()
        try:
            parts = {
                "first": lambda: first_tokens(ours, reference, url), "crowd": lambda: crowd(ours, url),
                "slow": lambda: slow_reader(ours, url)}
            # All, also when one fails.
            kept = [parts[name]() for name in sys.argv[3:] or parts]
        finally:
            upstream.kill()
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
