"""Asks a server as fast as it answers, with wrk, which costs little beside what it measures."""

import re
import subprocess


def requests_per_second(url, connections, seconds, script=None):
    """Fails when an answer was no success. `script` is a Lua file that says what to ask."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s"] + (["-s", str(script)] if script else []) + [url]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    errors = re.search(r"Non-2xx.*", printed)
    assert not errors, errors[0]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", printed)[1])
