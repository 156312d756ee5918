"""Compares the program's token counts with tiktoken's: the same ids, in what time, and how far off
estimates are.

    python run.py TOKENBENCHMARK [DATA]

DATA is the folder of the test collections. The files of ranks come from the folder that
PARLEY_TOKENIZERS names (as `o200k_base.tiktoken`, `cl100k_base.tiktoken`) or from the package litellm.
The exit code is 1 when an id differs.
"""

import os
import pathlib
import random
import statistics
import struct
import subprocess
import sys
import time

import tiktoken
import tiktoken.load
import tiktoken_ext.openai_public as published

import texts

# litellm keeps the files under the hashes of their addresses, as tiktoken's cache does.
CACHED = {"o200k_base": "fb374d419588a4632f3f557e76b4b70aebbca790",
          "cl100k_base": "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"}


def rank_file(encoding: str) -> pathlib.Path:
    if folder := os.environ.get("PARLEY_TOKENIZERS"):
        return pathlib.Path(folder) / f"{encoding}.tiktoken"
    for folder in map(pathlib.Path, sys.path):
        path = folder / "litellm" / "litellm_core_utils" / "tokenizers" / CACHED[encoding]
        if path.exists():
            return path
    sys.exit("no files of ranks: set PARLEY_TOKENIZERS, or install litellm")


class Parley:
    """The benchmark's program, asked over its standard input."""

    def __init__(self, program: str, encoding: str):
        self.process = subprocess.Popen(
            [program, encoding, str(rank_file(encoding))], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, letter: str, text: str = "", number: int = 0) -> tuple[int, ...]:
        content = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
        self.process.stdin.write(struct.pack("<III", ord(letter), number, len(content)) + content)
        self.process.stdin.flush()
        (count,) = struct.unpack("<I", self.process.stdout.read(4))
        return struct.unpack(f"<{count}I", self.process.stdout.read(4 * count))

    def ids(self, text: str) -> tuple[list[int], float]:
        """The ids of a text, and the seconds that they took."""
        low, high, *ids = self.ask("t", text)
        return ids, (low | high << 32) / 1e9


def reference(encoding: str) -> tiktoken.Encoding:
    published.load_tiktoken_bpe = lambda *_, **__: tiktoken.load.load_tiktoken_bpe(str(rank_file(encoding)))
    return tiktoken.Encoding(**published.ENCODING_CONSTRUCTORS[encoding]())


def check_ids(parley: Parley, encoding: tiktoken.Encoding, groups: dict[str, list[str]]) -> int:
    wrong = 0
    for name, group in groups.items():
        bad = [text for text in group if parley.ids(text)[0] != encoding.encode_ordinary(text)]
        size = sum(len(text.encode("utf-8", "replace")) for text in group)
        print(f"  {name:16} {len(group):6} texts {size / 1e6:6.2f} MB  {len(bad)} differ")
        for text in bad[:3]:
            print(f"    {text[:60]!r}")
        wrong += len(bad)
    return wrong


def measure_speed(parley: Parley, encoding: tiktoken.Encoding, groups: dict[str, list[str]]) -> None:
    for name, group in groups.items():
        text = "".join(group)[:1_000_000]
        size = len(text.encode()) / 1e6
        ours, theirs = [], []
        for _ in range(9):
            begin = time.perf_counter()
            encoding.encode_ordinary(text)
            theirs.append(time.perf_counter() - begin)
            ours.append(parley.ids(text)[1])
        ratio = statistics.median(b / a for a, b in zip(ours, theirs))
        print(f"  {name:10} tiktoken {size / statistics.median(theirs):6.1f} MB/s   "
              f"Parley {size / statistics.median(ours):6.1f} MB/s   ratio {ratio:.1f}")


def measure_one_letter(parley: Parley) -> None:
    for count in (100_000, 1_000_000):
        _, seconds = parley.ids("a" * count)
        print(f"  {count} times the same letter: {seconds * 1000:.0f} ms")


def error(counts: list[tuple[int, int]]) -> str:
    """Mean of the signed errors, and the 95th percentile of their sizes, in percent."""
    errors = [(estimate - count) / count * 100 for estimate, count in counts]
    sizes = sorted(map(abs, errors))
    return f"{statistics.mean(errors):+6.1f} {sizes[int(len(sizes) * 0.95)]:6.1f}"


def measure_estimates(parley: Parley, encoding: tiktoken.Encoding, groups: dict[str, list[str]]) -> None:
    """Before anything was learned; after 40 prompts of the same class; after 40 of all classes."""
    counted = {name: [(text, len(encoding.encode_ordinary(text))) for text in group]
               for name, group in groups.items()}
    counted = {name: pairs for name, pairs in counted.items() if len(pairs) >= 100}
    tested = {name: pairs[40:640] for name, pairs in counted.items()}
    print("  class      mean    p95 |  mean    p95 learned |  mean    p95 learned from all   (%)")

    def estimates(name: str) -> str:
        return error([(parley.ask("e", text)[0], count) for text, count in tested[name]])

    def learn(pairs: list[tuple[str, int]]) -> None:
        parley.ask("r")
        for text, count in pairs:
            parley.ask("l", text, count)

    columns: dict[str, list[str]] = {}
    for name, pairs in counted.items():
        parley.ask("r")
        columns[name] = [estimates(name)]
        learn(pairs[:40])
        columns[name].append(estimates(name))
    mixed = [pair for pairs in counted.values() for pair in pairs[:40]]
    random.Random(4).shuffle(mixed)
    learn(mixed)
    for name in counted:
        print(f"  {name:8} " + " | ".join(columns[name] + [estimates(name)]))


def main() -> int:
    program, data = sys.argv[1], pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else os.environ["PARLEY_TEST_DATA"])
    classes = texts.classes(data)
    further = {name: texts.language(name) for name in texts.FURTHER_LANGUAGES}
    hard = {"random": texts.hard(20_000), "every character": texts.every_character(),
            "one letter": ["a" * 20_000, "中" * 5_000, "ab" * 9_000, " " * 9_000, "\n" * 999 + "a"]}
    wrong = 0
    for name in CACHED:
        parley, encoding = Parley(program, name), reference(name)
        print(f"{name}: ids")
        wrong += check_ids(parley, encoding, classes | further | hard)
        print(f"{name}: time")
        timed = {key: classes[key] for key in ("en", "de", "ru", "catalog", "code")}
        measure_speed(parley, encoding, timed | {key: further[key] for key in ("zh_CN", "hi")})
        measure_one_letter(parley)
        print(f"{name}: estimates")
        measure_estimates(parley, encoding, classes | further)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
