"""Lets the n-th call of a running program fail: see shims/fault_shim.c."""

import contextlib
import errno
import mmap
import struct
from pathlib import Path

# The fields of the structure in the shim.
FIELDS = ["kind", "nth", "lasting", "silent", "error", "counted", "failed"]
KINDS = {"write": 1, "sync": 2, "allocation": 3}


class FailingCalls:
    """A fault that is armed and disarmed while the program runs."""

    def __init__(self, shim, root, scratch):
        path = Path(scratch) / "fault-control"
        path.write_bytes(bytes(mmap.PAGESIZE))
        with open(path, "r+b") as file:
            self._memory = mmap.mmap(file.fileno(), mmap.PAGESIZE)
        self.environment = {
            "LD_PRELOAD": str(shim),
            "FAULT_CONTROL": str(path),
            "FAULT_ROOT": str(Path(root).resolve()),
        }

    def _set(self, name, value):
        struct.pack_into("=I", self._memory, 4 * FIELDS.index(name), value)

    def _get(self, name):
        return struct.unpack_from("=I", self._memory, 4 * FIELDS.index(name))[0]

    @property
    def counted(self):
        """Calls of the armed kind since it was armed."""
        return self._get("counted")

    @property
    def failed(self):
        """How many of them failed."""
        return self._get("failed")

    @contextlib.contextmanager
    def armed(self, kind, nth=0, lasting=False, silent=False, error=errno.EIO):
        """The n-th call of a kind fails while the block runs, with `lasting` all later ones too; 0: they are only
        counted. With `silent` the program is told that the call went well."""
        for name, value in (
            ("nth", nth), ("lasting", lasting), ("silent", silent), ("error", error), ("counted", 0), ("failed", 0),
            # The last one: from here on calls are counted.
            ("kind", KINDS[kind]),
        ):  # fmt: skip
            self._set(name, int(value))
        try:
            yield self
        finally:
            self._set("kind", 0)
