"""Waiting for what another process does, which cannot call back."""

import time


def wait_until(condition, seconds=30):
    """Returns as soon as the condition holds; fails when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
