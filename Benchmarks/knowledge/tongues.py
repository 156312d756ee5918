"""Product sets of 200 records with 50 questions each, in German, French, Spanish and Portuguese.

    python Benchmarks/knowledge/tongues.py PARLEY [LANGUAGE [--missed]]

The sets stand in `Tests/EndToEnd/fixtures/languages`: `de.csv` are the goods, `de.questions.csv` are questions with
the ids of the records that answer them, either of which is right. Prints success@1 and success@5 of the ranking, and
success@5 of what a chat with the built-in model shows, which leaves weak matches out.
"""

import argparse
import csv
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY / "Tests/EndToEnd"))

from parley_program import Parley  # noqa: E402

SETS = REPOSITORY / "Tests/EndToEnd/fixtures/languages"
LANGUAGES = ("de", "fr", "es", "pt")


def questions(language):
    """Questions with the set of ids that answer them."""
    with open(SETS / f"{language}.questions.csv", encoding="utf-8", newline="") as table:
        return [(row["question"], set(row["ids"].split())) for row in csv.DictReader(table)]


class Tongues:
    """The sets, loaded by the program into a folder."""

    def __init__(self, program, folder):
        self.parley = Parley(program, SETS / "config.yaml", Path(folder) / "data")
        self.parley.run("knowledge", "load")
        self.folder = Path(folder)

    def ranked(self, language):
        """Each question with the ids that answer it and the ids found, best first."""
        asked = questions(language)
        path = self.folder / f"{language}.csv"
        with open(path, "w", encoding="utf-8", newline="") as table:
            csv.writer(table).writerows([question, *ids] for question, ids in asked)
        found = self.parley.json("knowledge", "eval", language, "--questions", str(path))["per_query"]
        assert len(found) == len(asked)
        return [(question, ids, answer["found"]) for (question, ids), answer in zip(asked, found)]

    def shown(self, language):
        """The same with the ids that a reply cites."""
        answers = []
        with self.parley.chat(language) as chat:
            for question, ids in questions(language):
                cited = chat.say(question)["citations"]
                chat.start_anew()
                answers.append((question, ids, [citation["id"] for citation in cited]))
        return answers


def success(answers, depth):
    """The share of questions with a right record among the first."""
    return sum(bool(ids & set(found[:depth])) for _, ids, found in answers) / len(answers)


def table(program, languages=LANGUAGES, missed=False):
    with tempfile.TemporaryDirectory() as folder:
        shop = Tongues(program, folder)
        for language in languages:
            ranked, shown = shop.ranked(language), shop.shown(language)
            print(f"products {language}  success@1 {success(ranked, 1):.3f}  @5 {success(ranked, 5):.3f}"
                  f"   shown in a chat @5 {success(shown, 5):.3f}")
            for question, ids, found in shown if missed else ():
                if not ids & set(found[:5]):
                    print(f"    {question}: wanted {' '.join(sorted(ids))}, shown {' '.join(found[:5]) or 'nothing'}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=lambda path: str(Path(path).resolve()))
    parser.add_argument("languages", nargs="*", default=LANGUAGES)
    parser.add_argument("--missed", action="store_true", help="print the questions that were not answered")
    arguments = parser.parse_args()
    table(arguments.program, tuple(arguments.languages), arguments.missed)
