"""Runs programs over a disk that can lose its power: see shims/fsync_shim.c."""

import os
import shutil
import subprocess
from pathlib import Path

SHIMS = Path(__file__).parent / "shims"


def build_shim(folder, name="fsync_shim"):
    """Compiles one of the shims into a folder; returns the library."""
    library = Path(folder) / f"{name}.so"
    # A Swift toolchain brings clang along.
    compiler = os.environ.get("CC") or shutil.which("cc") or "clang"
    subprocess.run(
        [compiler, "-Wall", "-Werror", "-shared", "-fPIC", "-O2", "-o", str(library), str(SHIMS / f"{name}.c"), "-ldl"],
        check=True,
    )
    return library


class Disk:
    """A folder whose writes last only once they were waited for."""

    def __init__(self, shim, root, scratch):
        self.root = Path(root).resolve()
        self.calls_file = Path(scratch) / "calls"
        self.kept = Path(scratch) / "kept"
        self.kept.mkdir(parents=True)
        self.environment = {
            "LD_PRELOAD": str(shim),
            "FSYNC_ROOT": str(self.root),
            "FSYNC_LOG": str(self.calls_file),
            "FSYNC_DROP": str(self.kept),
        }

    @property
    def calls(self):
        """How often a program has waited for a file of the folder."""
        return self.calls_file.stat().st_size if self.calls_file.exists() else 0

    def lose_power(self, copy):
        """Gives the folder what the disk would have now: databases go back to what was waited for. Returns a copy."""
        copy = self.after_power_cut(copy)
        for file in self.root.glob("parley.sqlite*"):
            file.unlink()
        for file in copy.glob("parley.sqlite*"):
            shutil.copyfile(file, self.root / file.name)
        return copy

    def after_power_cut(self, copy):
        """Makes a folder with what the disk would have now."""
        copy = Path(copy)
        copy.mkdir(parents=True)
        for file in self.kept.iterdir():
            path = Path(file.name.replace("%", "/"))
            if file.suffix != ".new" and path.is_relative_to(self.root):
                target = copy / path.relative_to(self.root)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
        return copy
