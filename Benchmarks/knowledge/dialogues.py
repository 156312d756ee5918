"""Twenty dialogues of two turns: does the second, which leans on the first, find what is meant?

    python Benchmarks/knowledge/dialogues.py PARLEY [--missed]

`Tests/EndToEnd/fixtures/dialogues.csv` holds a persona (of Harbour Books, or of the sets in other languages), the two
messages and the records that answer the second, as `collection/id`; `#2` is the second record of the first reply.
Prints the share of dialogues with such a record among the five that the reply cites first, and the same for the second
message by itself, which tells how much the chat before it matters. The built-in model answers, so nothing is guessed.
"""

import argparse
import csv
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY / "Tests/EndToEnd"))

from parley_program import Parley  # noqa: E402

DIALOGUES = REPOSITORY / "Tests/EndToEnd/fixtures/dialogues.csv"
SHOPS = {"bookseller": REPOSITORY / "config.yaml"}
LANGUAGES = REPOSITORY / "Tests/EndToEnd/fixtures/languages/config.yaml"


def cited(reply):
    return [f"{citation['collection']}/{citation['id']}" for citation in reply["citations"]]


def wanted(ids, first):
    """The ids, `#2` being the second that the first reply cites."""
    return {first[int(name[1:]) - 1] if name.startswith("#") else name for name in ids.split()}


def play(shops, depth=5):
    """For each dialogue: both messages, what is wanted, what was found in the chat, and what without it."""
    with open(DIALOGUES, encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    played = []
    for persona in dict.fromkeys(row["persona"] for row in rows):
        with shops[persona].chat(persona) as chat:
            for row in (row for row in rows if row["persona"] == persona):
                first = cited(chat.say(row["first"]))
                then = cited(chat.say(row["then"]))
                chat.start_anew()
                alone = cited(chat.say(row["then"]))
                chat.start_anew()
                right = wanted(row["ids"], first)
                played.append((row["first"], row["then"], right, then[:depth], alone[:depth]))
    return played


def shops(program, folder):
    """The shops of the dialogues, loaded below a folder."""
    loaded = {}
    for name, config in (("harbour", SHOPS["bookseller"]), ("languages", LANGUAGES)):
        loaded[name] = Parley(program, config, Path(folder) / name)
        loaded[name].run("knowledge", "load")
    return {persona: loaded["languages"] for persona in ("de", "fr", "es", "pt")} | {"bookseller": loaded["harbour"]}


def success(played, place):
    return sum(bool(dialogue[2] & set(dialogue[place])) for dialogue in played) / len(played)


def table(program, missed=False):
    with tempfile.TemporaryDirectory() as folder:
        played = play(shops(program, folder))
    print(f"dialogues    @5 {success(played, 3):.3f}   last message only {success(played, 4):.3f}")
    for first, then, right, found, _ in played if missed else ():
        if not right & set(found):
            print(f"    {first} / {then}: wanted {' '.join(sorted(right))}, found {' '.join(found) or 'nothing'}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=lambda path: str(Path(path).resolve()))
    parser.add_argument("--missed", action="store_true", help="print the dialogues that went wrong")
    arguments = parser.parse_args()
    table(arguments.program, arguments.missed)
