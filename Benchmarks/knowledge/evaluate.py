"""Measures the search on judged queries, beside SQLite's own full-text search.

    python Benchmarks/knowledge/evaluate.py PARLEY DATA

DATA holds crowdflower, homedepot and goodbooks: `docs.jsonl.gz`, `queries.dev.tsv` and, for the first two, TREC
judgments `qrels.dev.txt.gz`. Prints nDCG@10 (success@1 and @5 for books) with the shipped settings, the reference
(FTS5, porter, any of the words, bm25), and what is lost when the same queries are wrapped in the sentences of
`Tests/EndToEnd/fixtures/chat-sentences.txt`; then the product sets in other languages (tongues.py) and the dialogues
(dialogues.py), which need no DATA.
"""

import argparse
import csv
import gzip
import json
import math
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import dialogues
import tongues

SENTENCES = Path(__file__).parents[2] / "Tests/EndToEnd/fixtures/chat-sentences.txt"
KINDS = {"crowdflower": "products", "homedepot": "products", "goodbooks": "books"}


def documents(data, name):
    with gzip.open(data / name / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            yield book(document) if name == "goodbooks" else product(document)


def product(document):
    return {"id": document["id"], "title": document["title"], "description": document["body"]}


def book(document):
    record = {"id": document["id"], "title": document["title"], "authors": document["authors"].split(", ")}
    if document["original_title"] and document["original_title"] != document["title"]:
        record["subtitle"] = document["original_title"]
    if document["series"]:
        record["series"] = document["series"]
    if re.fullmatch(r"\d+(\.\d+)?", document["series_no"] or ""):
        record["series_number"] = float(document["series_no"])
    if re.fullmatch(r"\d{4}", document["year"] or ""):
        record["published"] = document["year"]
    if document["subjects"]:
        record["subjects"] = document["subjects"].split("; ")
    return record


def judged(data, name):
    """Queries as id → (text, kind), and judgments as id → {record: grade}."""
    queries, grades = {}, defaultdict(dict)
    with open(data / name / "queries.dev.tsv", encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            queries[row["query_id"]] = (row["query"], row.get("kind", ""))
            for record in filter(None, (row.get("relevant_ids") or "").split(",")):
                grades[row["query_id"]][record] = 1.0
    judgments = data / name / "qrels.dev.txt.gz"
    if judgments.exists():
        with gzip.open(judgments, "rt") as lines:
            for line in lines:
                query, _, record, grade = line.split()
                grades[query][record] = float(grade)
    return queries, grades


class Shop:
    """The judged collections, loaded by the program into a folder."""

    def __init__(self, program, data, folder, names=tuple(KINDS)):
        self.program, self.data, self.folder = program, Path(data), Path(folder)
        self.judged = {name: judged(self.data, name) for name in names}
        collections = []
        for name in names:
            with open(self.folder / f"{name}.jsonl", "w", encoding="utf-8") as lines:
                lines.writelines(json.dumps(d) + "\n" for d in documents(self.data, name))
            collections.append(
                f"  - {{name: {name}, kind: {KINDS[name]}, language: en, sources: [{{path: {name}.jsonl}}]}}\n"
            )
        (self.folder / "config.yaml").write_text(
            "version: 1\nknowledge:\n" + "".join(collections)
            + "upstreams: [{name: extractive, provider: extractive}]\n"
            + f"plugins: [{{name: a, use: Catalog, with: {{collection: {names[0]}}}}}]\n"
            + "personas: [{name: p, label: P, language: en, instructions: hi}]\n"
        )
        self.run("knowledge", "load")

    def run(self, *arguments):
        return subprocess.run(
            [self.program, *arguments], cwd=self.folder, check=True, capture_output=True, text=True
        ).stdout

    def rankings(self, name, sentences=("{}",)):
        """Each query's records, best first; queries are wrapped in the sentences in turn."""
        queries, grades = self.judged[name]
        with open(self.folder / "queries.tsv", "w", encoding="utf-8") as lines:
            for place, (query, (text, _)) in enumerate(queries.items()):
                lines.write(f"{query}\t{sentences[place % len(sentences)].format(text)}\n")
        with open(self.folder / "qrels.txt", "w", encoding="utf-8") as lines:
            for query, records in grades.items():
                lines.writelines(f"{query} 0 {record} {grade}\n" for record, grade in records.items())
        output = self.run(
            "knowledge", "eval", name, "--queries", "queries.tsv", "--qrels", "qrels.txt", "--json")
        return {answer["id"]: answer["found"] for answer in json.loads(output)["per_query"]}

    def reference(self, name):
        """The same by SQLite: porter stems, any of the words, bm25."""
        database = sqlite3.connect(":memory:")
        database.execute("CREATE VIRTUAL TABLE docs USING fts5(text, tokenize='porter unicode61')")
        ids = []
        for document in documents(self.data, name):
            ids.append(document.pop("id"))
            text = " ".join(
                " ".join(v) if isinstance(v, list) else str(v) for v in document.values())
            database.execute("INSERT INTO docs(rowid, text) VALUES (?, ?)", (len(ids), text))
        rankings = {}
        for query, (text, _) in self.judged[name][0].items():
            match = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
            rows = database.execute(
                "SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT 10", (match or '""',))
            rankings[query] = [ids[row[0] - 1] for row in rows]
        return rankings


def ndcg(rankings, grades):
    """nDCG@10 with grades as gains."""
    def gain(values):
        return sum(value / math.log2(place + 2) for place, value in enumerate(values[:10]))

    scores = []
    for query, found in rankings.items():
        best = gain(sorted(grades[query].values(), reverse=True))
        scores.append(gain([grades[query].get(r, 0) for r in found]) / best if best else 0)
    return sum(scores) / len(scores)


def success(rankings, grades, depth, queries, kind=None):
    """The share of queries with a right record among the first."""
    asked = [q for q in rankings if kind in (None, queries[q][1])]
    return sum(any(r in grades[q] for r in rankings[q][:depth]) for q in asked) / len(asked)


def sentences():
    return SENTENCES.read_text(encoding="utf-8").splitlines()


def table(shop):
    for name in ("crowdflower", "homedepot"):
        queries, grades = shop.judged[name]
        plain = ndcg(shop.rankings(name), grades)
        wrapped = ndcg(shop.rankings(name, sentences()), grades)
        print(f"{name:12} nDCG@10 {plain:.4f}   FTS5 porter OR {ndcg(shop.reference(name), grades):.4f}"
              f"   in chat wording {wrapped:.4f} ({wrapped - plain:+.4f})")
    queries, grades = shop.judged["goodbooks"]
    found, reference = shop.rankings("goodbooks"), shop.reference("goodbooks")
    for kind in [None, *sorted({kind for _, kind in queries.values()})]:
        figures = [success(r, grades, depth, queries, kind) for r in (found, reference) for depth in (1, 5)]
        print("{:12} success@1 {:.3f}  @5 {:.3f}   FTS5 porter OR {:.3f} {:.3f}".format(
            kind or "goodbooks", *figures))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=lambda path: str(Path(path).resolve()))
    parser.add_argument("data", type=Path)
    arguments = parser.parse_args()
    if (arguments.data / "homedepot").is_dir():
        with tempfile.TemporaryDirectory() as folder:
            table(Shop(arguments.program, arguments.data.resolve(), folder))
    else:
        print(f"{arguments.data}: no judged queries; only the sets of the repository are measured", file=sys.stderr)
    tongues.table(arguments.program)
    dialogues.table(arguments.program)
