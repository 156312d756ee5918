"""Writes Tests/ParleyModelsTests/Fixtures/pieces.jsonl: strings, and the lengths in bytes of the pieces
into which the patterns of cl100k_base and o200k_base cut them.

    pip install regex
    python3 Tests/EndToEnd/tools/piece_samples.py

The patterns are those of tiktoken, written for the module `regex`: `\\s` and `$` are spelled out,
because there they have other meanings at the edges.
"""

import json
import pathlib
import random

import regex

FILE = pathlib.Path(__file__).parents[2] / "ParleyModelsTests" / "Fixtures" / "pieces.jsonl"
SPACE = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
CL100K = r"""'(?i:[sdmtſ]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++\Z|\s*[\r\n]|\s+(?!\S)|\s"""
ENDINGS = r"(?i:'s|'ſ|'t|'re|'ve|'m|'ll|'d)?"
O200K = "|".join([
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+" + ENDINGS,
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*" + ENDINGS,
    r"\p{N}{1,3}", r" ?[^\s\p{L}\p{N}]+[\r\n/]*", r"\s*[\r\n]+", r"\s+(?!\S)", r"\s+"])
HARD = [
    "", " ", "a", "Hello world", "it's IT'S we'LL they'Ve I'm he'd 'sale 'S", "it'ſ", "don''t", "'", "a'", "a'l", "a'le",
    "HTTPServer iPhone McDonald ABC", "中AAA", "AAA中BBB", "\u0301ABC", "!\u0301ABC x", "a\u0301e\u0301", " \u0301", "हिन्दी में",
    "12345 1,234.50 ½²٣Ⅷ", "x  y", "x   ", "x \n  ", "x\n\n\n  y", "x \r\n \t y", "\n\n", "  \n", "\u3000\u3000字", "a\u00a0\u00a0b",
    "!!!\n\n/x", "path/to//file/\n/", " //\n", " !?", "  !?", "\t\tif (x) {\n\t\t\treturn;\n\t\t}\n", "ǅungla ǅ", "ʰaʰB", "Straße ẞ",
    "👩‍👩‍👧 🇩🇪!", "\ufeffBOM", "a\x1cb \x1c", "a\u200bb", "<|endoftext|>", "x\u0085y", "x\u2028 y", "\U000e0101a", "\ue000A", "€5 – 10 %"]
UNITS = HARD[1:3] + [
    "  ", "\n", "\r\n", "\t", "\u00a0", "\u3000", "'s", "'LL", "'ſ", "’s", "B", "the", "The", "HTTP", "ǅ", "ʰ", "\u0301", "é", "É",
    "中", "文字", "हि", "ไทย", "عرب", "1", "1234", "½", "/", "!", "...", "—", "😀", "\u200d", "\ufffd", "\U000e0101", "_", "-", "\x1c"]


def spelled_out(pattern: str) -> regex.Pattern:
    return regex.compile(pattern.replace(r"[^\s", "[^" + SPACE).replace(r"\S", f"[^{SPACE}]").replace(r"\s", f"[{SPACE}]"))


def main() -> None:
    source = random.Random(5)
    strings = HARD + ["".join(source.choices(UNITS, k=source.randint(2, 9))) for _ in range(2000)]
    patterns = [spelled_out(CL100K), spelled_out(O200K)]
    with FILE.open("w", encoding="utf-8") as file:
        for string in strings:
            pieces = [pattern.findall(string) for pattern in patterns]
            assert all("".join(cut) == string for cut in pieces), string
            lengths = [[len(piece.encode()) for piece in cut] for cut in pieces]
            file.write(json.dumps([string, *lengths], separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
