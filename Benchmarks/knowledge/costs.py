"""What knowledge costs: queries, loads, memory, updates, each beside its reference in the same run.

    python Benchmarks/knowledge/costs.py PARLEY KNOWLEDGEBENCHMARK DATA

DATA is the folder of the test collections (see evaluate.py). The Home Depot catalog is searched by its judged
queries; 430,000 records are all products with other ids, as often as it takes. docs/performance.md tells what is
compared.
"""

import argparse
import json
import multiprocessing
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from evaluate import documents, judged
from references import FullText, Tantivy

sys.path.insert(0, str(Path(__file__).parents[2] / "Tests/EndToEnd"))
from parley_program import Parley  # noqa: E402
from serving import Served  # noqa: E402

MANY = int(os.environ.get("PARLEY_BENCH_RECORDS", "430000"))
LOAD_ROUNDS = 3
QUERY_ROUNDS = 2
UPDATES = 5
CONFIG = """\
version: 1
server: {listen: 127.0.0.1:0}
upstreams: [{name: extractive, provider: extractive}]
knowledge:
  - {name: COLLECTION, kind: products, language: en, currency: USD, sources: [{path: records.jsonl}]}
plugins: [{name: catalog, use: Catalog, with: {collection: COLLECTION, top: 5}, timeout: 30s}]
personas: [{name: clerk, label: Clerk, language: en, instructions: You sell tools.}]
"""


def priced(document):
    """With a price of 1 to 200 dollars and a stock, always the same for an id."""
    chance = zlib.crc32(document["id"].encode())
    return document | {"price": round(1 + chance % 19900 / 100, 2), "stock": chance // 19900 % 4}


def multiplied(data, count):
    """So many records: the products of all catalogs, again and again with other ids."""
    catalogs = [d for name in ("homedepot", "crowdflower") for d in documents(data, name)]
    for number in range(count):
        document = catalogs[number % len(catalogs)]
        yield document | {"id": f"{document['id']}-{number // len(catalogs)}"}


class Shop(Parley):
    """A shop of one collection in a folder of its own."""

    def __init__(self, program, folder, collection, records):
        folder.mkdir()
        (folder / "config.yaml").write_text(CONFIG.replace("COLLECTION", collection))
        with open(folder / "records.jsonl", "w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(record) + "\n" for record in records)
        super().__init__(program, folder / "config.yaml", folder / "data")
        self.folder, self.collection = folder, collection

    @property
    def knowledge(self):
        return self.folder / "data" / "knowledge"

    def version(self):
        folder = self.knowledge / self.collection
        return folder / ((folder / "current").read_text().strip() + ".sqlite")

    def timed_load(self):
        """Seconds by the clock and of the processor, and the most memory in MiB, of a load of all records."""
        shutil.rmtree(self.knowledge, ignore_errors=True)
        begin = time.perf_counter()
        process = subprocess.Popen(
            [str(self.program), "knowledge", "load", "--config", str(self.config)], env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, "a load failed"
        return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Searches:
    """The program's search in a process that has started already."""

    def __init__(self, benchmark, shop):
        self.process = subprocess.Popen(
            [benchmark, "search", str(shop.knowledge), shop.collection],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def seconds(self, query):
        self.process.stdin.write(query + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline().split()[0])

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def row(measure, figure, least, aim, scale):
    print(f"{measure:58} {figure:>9}   at most {least:>7}, aim {aim:>7}   ({scale})", flush=True)


def milliseconds(seconds):
    return f"{seconds * 1e3:.2f} ms"


def queries(benchmark, data, plain, priced_shop):
    """Every query by every engine in turn; those with a price in a shop that has prices."""
    records = list(documents(data, "homedepot"))
    engines = {"tantivy": Tantivy(records), "fts5": FullText(records), "parley": Searches(benchmark, plain),
               "priced": Searches(benchmark, priced_shop)}
    asked = [text for text, _ in judged(data, "homedepot")[0].values()]
    times = {name: [] for name in (*engines, "filtered")}
    for query in asked:
        engines["parley"].seconds(query)
        engines["priced"].seconds(query + " under $50")
    for _ in range(QUERY_ROUNDS):
        for query in asked:
            for name, engine in engines.items():
                times[name].append(engine.seconds(query))
            times["filtered"].append(engines["priced"].seconds(query + " under $50"))
    engines["parley"].close()
    engines["priced"].close()
    p50 = {name: percentile(values, 0.5) for name, values in times.items()}
    p99 = {name: percentile(values, 0.99) for name, values in times.items()}
    row("query p50 / tantivy's", f"{p50['parley'] / p50['tantivy']:.2f}x", "2x", "1x",
        f"{milliseconds(p50['parley'])} / {milliseconds(p50['tantivy'])}")
    row("query p99 / FTS5's", f"{p99['parley'] / p99['fts5']:.2f}x", "0.3x", "0.1x",
        f"{milliseconds(p99['parley'])} / {milliseconds(p99['fts5'])}")
    row("filtered p50 / unfiltered", f"{p50['filtered'] / p50['priced']:.2f}x", "1.5x", "1.1x",
        f"{milliseconds(p50['filtered'])} / {milliseconds(p50['priced'])}")


def updates(shop):
    """A record's new price, from the start of the command to the first reply with it."""
    record = json.loads(open(shop.folder / "records.jsonl", encoding="utf-8").readline())
    update = shop.folder / "one.jsonl"
    seconds = []
    with Served(shop) as server:
        def told():
            reply = server.json("POST", "/api/chat", {"message": record["title"]})
            return reply["reply"]

        told()
        for number in range(UPDATES):
            price = f"{10_001 + number}.00"
            update.write_text(json.dumps({"id": record["id"], "price": price + " USD"}) + "\n")
            begin = time.perf_counter()
            shop.run("knowledge", "load", shop.collection, str(update), "--update")
            while price not in told().replace(",", ""):
                assert time.perf_counter() - begin < 60, "the update was never seen"
            seconds.append(time.perf_counter() - begin)
    row("one record of 55,000: command to visible", f"{statistics.median(seconds):.2f} s", "3 s", "1 s",
        f"most {max(seconds):.2f} s of {UPDATES}")


def start(shop):
    """`parley ask` from start to end, which is more than its start."""
    shop.run("ask", "claw hammer")
    seconds, processor = [], []
    for _ in range(7):
        begin, before = time.perf_counter(), os.times()
        shop.run("ask", "claw hammer")
        seconds.append(time.perf_counter() - begin)
        after = os.times()
        processor.append(after.children_user + after.children_system - before.children_user - before.children_system)
    row("`parley ask` at 55,000 records, start to end", f"{statistics.median(seconds) * 1e3:.0f} ms", "150 ms",
        "150 ms", f"processor time {statistics.median(processor) * 1e3:.0f} ms")


def plain_inserts(records, folder):
    """What a plain program does with the same records: JSON in a table, the texts as they are in FTS5, optimized.

    Reading the lines and their JSON is not timed.
    """
    records = [json.loads(line) for line in open(records, encoding="utf-8")]
    database = sqlite3.connect(Path(folder) / "plain.sqlite", isolation_level=None)
    database.executescript("""
        PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;
        CREATE TABLE records(id TEXT PRIMARY KEY, document TEXT);
        CREATE VIRTUAL TABLE words USING fts5(title, description, content='', tokenize='porter unicode61');
    """)
    begin, before = time.perf_counter(), time.process_time()
    database.execute("BEGIN")
    for number, record in enumerate(records):
        database.execute("INSERT INTO records VALUES (?, ?)", (record["id"], json.dumps(record)))
        database.execute("INSERT INTO words(rowid, title, description) VALUES (?, ?, ?)",
                         (number, record["title"], record["description"]))
    database.execute("INSERT INTO words(words) VALUES ('optimize')")
    database.execute("COMMIT")
    return time.perf_counter() - begin, time.process_time() - before


def loads(benchmark, shop):
    """Loads, bare inserts of the same rows and those of a plain program take turns."""
    loaded, bare, plain = [], [], []
    for _ in range(LOAD_ROUNDS):
        loaded.append(shop.timed_load())
        with tempfile.TemporaryDirectory(dir=shop.folder) as folder:
            seconds = subprocess.run(
                [benchmark, "insert", str(shop.version()), folder], check=True, capture_output=True, text=True
            ).stdout.split()
            # In a process of its own: what this one holds would count as memory of the next load.
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
                plain.append(pool.submit(plain_inserts, shop.folder / "records.jsonl", folder).result())
        bare.append(tuple(map(float, seconds)))
    for place, clock in enumerate(["", ", processor time"]):
        for name, reference in (("bare", bare), ("plain", plain)):
            ratio = statistics.median(one[place] / other[place] for one, other in zip(loaded, reference))
            scale = [statistics.median(one[place] for one in times) for times in (loaded, reference)]
            row(f"load of {MANY:,} / {name} inserts{clock}", f"{ratio:.2f}x", "2x", "1.3x",
                f"{scale[0]:.1f} s / {scale[1]:.1f} s")
    row("memory of that load", f"{max(memory for *_, memory in loaded):.0f} MiB", "300 MiB", "150 MiB",
        "the most of all rounds")


def switch(shop):
    """The most memory of a server that answers while versions change under it."""
    record = json.loads(open(shop.folder / "records.jsonl", encoding="utf-8").readline())
    done, asked = threading.Event(), [0]
    with Served(shop) as server:
        def client():
            while not done.is_set():
                server.json("POST", "/api/chat", {"message": record["title"]})
                asked[0] += 1

        clients = [threading.Thread(target=client) for _ in range(4)]
        for thread in clients:
            thread.start()
        for number in range(3):
            (shop.folder / "one.jsonl").write_text(json.dumps(record | {"price": 100 + number}) + "\n")
            shop.run("knowledge", "load", shop.collection, str(shop.folder / "one.jsonl"), "--update")
            before = asked[0]
            while asked[0] < before + 40:
                time.sleep(0.05)
        done.set()
        for thread in clients:
            thread.join()
        status = Path(f"/proc/{server.process.pid}/status").read_text()
    [peak] = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")]
    row(f"memory of serving {MANY:,} during 3 switches", f"{peak / 1024:.0f} MiB", "400 MiB", "250 MiB",
        f"{asked[0]} turns")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("program", "benchmark"):
        parser.add_argument(name, type=lambda path: str(Path(path).resolve()))
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", choices=["queries", "updates", "loads"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.only != "loads":
            small = Shop(
                given.program, Path(folder) / "small", "homedepot", map(priced, documents(given.data, "homedepot")))
            small.run("knowledge", "load")
            if given.only != "updates":
                plain = Shop(
                    given.program, Path(folder) / "plain", "homedepot", documents(given.data, "homedepot"))
                plain.run("knowledge", "load")
                queries(given.benchmark, given.data, plain, small)
            if given.only != "queries":
                updates(small)
                start(small)
        if given.only in (None, "loads"):
            large = Shop(given.program, Path(folder) / "large", "catalog", multiplied(given.data, MANY))
            loads(given.benchmark, large)
            switch(large)
