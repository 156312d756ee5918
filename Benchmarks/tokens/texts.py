"""The texts of the measurement, by class: languages, catalog, books, code, and what is hard to cut."""

import gettext
import gzip
import json
import pathlib
import random
import re
import sysconfig

LANGUAGES = ["en", "de", "fr", "es", "pt_BR", "it", "pl", "ru"]
FURTHER_LANGUAGES = [
    "ar", "zh_CN", "ja", "ko", "hi", "th", "tr", "el", "he", "vi", "uk", "fa", "ta", "ka", "bn", "lt"]
# Texts of a language.
SHARE = 400
FOLDER = pathlib.Path(__file__).parents[2]
LIBRARY = pathlib.Path(sysconfig.get_paths()["stdlib"])


def language(name: str) -> list[str]:
    """What the programs of this machine say in a language, in texts of about 600 characters.

    English is what the German translations translate."""
    folder = "de" if name == "en" else name
    strings = set()
    for path in sorted(pathlib.Path("/usr/share").glob(f"**/{folder}/LC_MESSAGES/*.mo")):
        try:
            catalog = gettext.GNUTranslations(path.open("rb"))._catalog
        except UnicodeDecodeError:  # Not what its head says.
            continue
        for message, translation in catalog.items():
            text = message if name == "en" else translation
            if isinstance(message, str) and len(text) > 24 and not re.search(r"[%<{@=]|--|charset", text):
                strings.add(text.strip())
    ordered = sorted(strings)
    random.Random(name).shuffle(ordered)
    return packed(ordered)[:SHARE]


def packed(strings: list[str], length: int = 600) -> list[str]:
    texts, text = [], ""
    for string in strings:
        text += string + "\n"
        if len(text) >= length:
            texts.append(text)
            text = ""
    return texts


def records(folder: pathlib.Path, count: int) -> list[str]:
    """The records of a collection as a prompt shows them: a field on each line."""
    texts = []
    with gzip.open(folder / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            fields.pop("id", None)
            texts.append("\n".join(f"{key}: {value}" for key, value in fields.items() if value) + "\n")
    random.Random(1).shuffle(texts)
    return packed(texts[:count])


def code() -> list[str]:
    """Swift of this repository and Python of the standard library, in texts of 1,500 characters."""
    files = sorted(FOLDER.glob("Sources/**/*.swift")) + sorted(LIBRARY.glob("*.py"))
    random.Random(2).shuffle(files)
    source = "\n".join(path.read_text("utf-8", "replace") for path in files)[:1_200_000]
    return [source[at:at + 1500] for at in range(0, len(source), 1500)]


def classes(data: pathlib.Path) -> dict[str, list[str]]:
    """Texts by class, for the estimator."""
    return {
        **{name: language(name) for name in LANGUAGES},
        "catalog": records(data / "homedepot", 6000),
        "shop": records(data / "crowdflower", 6000),
        "books": records(data / "goodbooks", 6000),
        "code": code(),
    }


def hard(count: int, seed: int = 3) -> list[str]:
    """Random strings of what patterns of tokenizers treat in ways of their own."""
    units = [
        " ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u3000", "\u0085", "\u2028", "\x0b", "\x1c", "'", "'s", "'S",
        "'LL", "'ve", "'re", "'ſ", "’s", "a", "B", "the", "The", "HTTP", "ǅ", "ʰ", "ª", "\u0301", "\u0903", "é",
        "É", "ß", "ſ", "İ", "中", "文字", "ひら", "カナ", "한국", "हिन्दी", "ไทย", "عرب", "1", "12", "123", "1234",
        "٣", "Ⅷ", "½", "²", "/", "//", "!", "?!", "...", "—", "€", "😀", "👩‍👩‍👧", "🇩🇪", "\ufeff", "\u200b",
        "\u200d", "\ufffd", "\U000e0101", "\U0001d400", "\ue000", "\u0378", "\0", "_", "-", "<|endoftext|>", "\\n"]
    source = random.Random(seed)
    return ["".join(source.choices(units, k=source.randint(1, 14))) for _ in range(count)]


def every_character() -> list[str]:
    """Each character between letters and spaces, which shows how it is classed."""
    scalars = [value for value in range(0x110000) if not 0xD800 <= value < 0xE000]
    return ["".join(f"a{chr(v)}b {chr(v)} A{chr(v)}C1{chr(v)}2\n" for v in scalars[at:at + 256])
            for at in range(0, len(scalars), 256)]
