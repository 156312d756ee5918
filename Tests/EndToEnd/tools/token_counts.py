"""Counts the tokens of the texts in Tests/ParleyModelsTests/Fixtures and writes the counts there.

Run it after a text was added or changed:

    pip install tiktoken
    python3 Tests/EndToEnd/tools/token_counts.py [--check]

tiktoken downloads the ranks of its encodings; without a network, set TIKTOKEN_CACHE_DIR to a folder
that holds them (the litellm package ships one: litellm_core_utils/tokenizers). With --check nothing
is written, and the exit code is 1 when a count is wrong.
"""

import pathlib
import re
import sys
import textwrap

import tiktoken

FIXTURES = pathlib.Path(__file__).parents[2] / "ParleyModelsTests" / "Fixtures"
SAMPLE = re.compile(
    r'cl100k: (\d+), o200k: (\d+),\n(\s*)#"""\n(.*?)\n\s*"""#', re.DOTALL)
ENCODINGS = [tiktoken.get_encoding(name) for name in ("cl100k_base", "o200k_base")]


def recount(match: re.Match[str]) -> str:
    indentation, literal = match[3], match[4]
    text = textwrap.dedent(literal)
    cl100k, o200k = (len(encoding.encode_ordinary(text)) for encoding in ENCODINGS)
    head = f'cl100k: {cl100k}, o200k: {o200k},\n{indentation}#"""\n'
    return head + match[0].split('#"""\n', 1)[1]


def main() -> int:
    wrong = 0
    for path in sorted(FIXTURES.glob("*TokenSamples.swift")):
        old = path.read_text(encoding="utf-8")
        new = SAMPLE.sub(recount, old)
        if new == old:
            continue
        wrong += 1
        if "--check" in sys.argv:
            print(f"{path}: counts are out of date", file=sys.stderr)
        else:
            path.write_text(new, encoding="utf-8")
    return 1 if wrong and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
