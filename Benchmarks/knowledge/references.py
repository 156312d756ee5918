"""What the program's searches are compared with: tantivy, and SQLite's own full-text search.

`seconds` are those of the processor: other work on the machine does not add to them.
"""

import re
import sqlite3
import time

import tantivy


def words(query):
    return re.findall(r"\w+", query.lower())


class Tantivy:
    """Any of the words, BM25, the 100 best records fetched; titles and descriptions stemmed, in memory."""

    def __init__(self, documents):
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        for field in ("title", "description"):
            schema.add_text_field(field, stored=True, tokenizer_name="en_stem")
        self.index = tantivy.Index(schema.build())
        writer = self.index.writer(heap_size=256 << 20, num_threads=1)
        for document in documents:
            writer.add_document(tantivy.Document(
                id=document["id"], title=document["title"], description=document["description"]))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def seconds(self, query):
        begin = time.process_time()
        parsed = self.index.parse_query(" ".join(words(query)) or "x", ["title", "description"])
        found = [self.searcher.doc(address) for _, address in self.searcher.search(parsed, 100).hits]
        seconds = time.process_time() - begin
        assert len(found) <= 100
        return seconds


class FullText:
    """FTS5: porter stems, any of the words, the ten best by its own rank."""

    def __init__(self, documents):
        self.database = sqlite3.connect(":memory:")
        self.database.execute(
            "CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, title, description, tokenize='porter unicode61')")
        self.database.executemany(
            "INSERT INTO docs VALUES (?, ?, ?)",
            ((d["id"], d["title"], d["description"]) for d in documents))
        self.database.execute("INSERT INTO docs(docs) VALUES ('optimize')")

    def seconds(self, query):
        begin = time.process_time()
        match = " OR ".join(f'"{word}"' for word in words(query)) or '""'
        self.database.execute(
            "SELECT id, title, description FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT 10", (match,)).fetchall()
        return time.process_time() - begin
