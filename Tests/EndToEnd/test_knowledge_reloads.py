"""Knowledge that is loaded, changed and rolled back while the server answers."""

import os
import re
import stat
import threading
import time

import pytest
from parley_program import Parley
from serving import Served
from waiting import wait_until

# How often knowledge is loaded under load; `make soak` asks for more.
RELOADS = int(os.environ.get("PARLEY_KNOWLEDGE_RELOADS", "200"))
CLIENTS = 4
LAMPS = 3
CONFIG = """\
version: 1
server: {listen: 127.0.0.1:0}
auth: {expose: {trace: everyone}}
upstreams:
  - {name: extractive, provider: extractive}
knowledge:
  - {name: catalog, kind: products, currency: USD, language: en, keep_versions: 3, SETTINGS}
plugins:
  - {name: catalog, use: Catalog, with: {collection: catalog, top: 5}, timeout: 10s, on_error: fail}
personas:
  - {name: clerk, label: Clerk, language: en, instructions: You sell lamps.}
telemetry: {log: {format: json, level: debug}}
"""


def lamps(price):
    """Lamps that all cost the same: a reply with two prices would come from two versions."""
    rows = "".join(f"l{number},Desk lamp {number},{price}.00,{price}\n" for number in range(LAMPS))
    return "id,title,price,stock\n" + rows


def make_shop(program, folder, settings="sources: [{path: lamps.csv}]"):
    (folder / "config.yaml").write_text(CONFIG.replace("SETTINGS", settings))
    (folder / "lamps.csv").write_text(lamps(1))
    return Parley(program, folder / "config.yaml", folder / "data")


@pytest.fixture
def shop(program, tmp_path):
    made = make_shop(program, tmp_path)
    made.run("knowledge", "load")
    return made


def ask(server):
    reply = server.json("POST", "/api/chat", {"message": "Which desk lamps do you have?"})
    return {int(price) for price in re.findall(r"\$(\d+)\.00", reply["reply"])}, reply


def versions(shop):
    return shop.json("knowledge", "versions", "catalog")


def open_files(server):
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def resident(server):
    with open(f"/proc/{server.process.pid}/status") as file:
        [line] = [line for line in file if line.startswith("VmRSS:")]
    return int(line.split()[1])


def metric(server, name):
    _, _, data = server.request("GET", "/metrics")
    values = [line.rsplit(" ", 1)[1] for line in data.decode().splitlines() if line.startswith(name + " ")]
    return float(values[0]) if values else 0


def test_loads_and_rollbacks_under_load_fail_no_request_and_mix_no_versions(shop):
    """Four clients ask while knowledge is loaded and rolled back by another process."""
    failures, asked, seen = [], [0], set()
    done = threading.Event()
    with Served(shop) as server:
        def client():
            while not done.is_set():
                try:
                    prices, reply = ask(server)
                    if len(prices) != 1 or reply["reply"].count(".00") < LAMPS:
                        failures.append(reply["reply"])
                    seen.update(prices)
                    asked[0] += 1
                except Exception as error:
                    failures.append(repr(error))

        clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
        for thread in clients:
            thread.start()
        files = memory = None
        for number in range(2, RELOADS + 2):
            if number % 10 == 0:
                shop.run("knowledge", "rollback", "catalog")
            else:
                (shop.config.parent / "lamps.csv").write_text(lamps(number))
                shop.run("knowledge", "load", "catalog")
            if number == RELOADS // 2:
                files, memory = open_files(server), resident(server)
        done.set()
        for thread in clients:
            thread.join()
        assert not failures, failures[:3]
        assert asked[0] >= RELOADS // 4 and len(seen) > 10
        # Each collection has one version open, and what is kept of older ones is bounded.
        assert open_files(server) <= files + 8
        assert resident(server) <= memory + (64 << 10)
        # What was loaded last is what is said now.
        [price], _ = ask(server)
        current = next(one for one in versions(shop) if one["current"])
        assert shop.json("status")["knowledge"]["catalog"] == current["version"]
        assert shop.json("knowledge", "show", "catalog", "l0")["stock"] == price


def test_versions_are_listed_and_rolled_back_at_once(shop):
    (shop.config.parent / "lamps.csv").write_text(lamps(2))
    shop.run("knowledge", "load")
    newest, oldest = versions(shop)
    assert newest["current"] and not oldest["current"] and newest["records"] == LAMPS
    assert f"* {newest['version']}  {LAMPS} records, built 20" in shop.run("knowledge", "versions", "catalog")
    with Served(shop) as server:
        assert ask(server)[0] == {2}
        assert oldest["version"] in shop.run("knowledge", "rollback", "catalog")
        assert ask(server)[0] == {1}
        shop.run("knowledge", "rollback", "catalog", newest["version"])
        assert ask(server)[0] == {2}
    assert shop.attempt("knowledge", "rollback", "catalog", "20200101T000000Z-aaaaaa").returncode == 66
    assert shop.attempt("knowledge", "versions", "nothing").returncode == 64


def test_the_same_files_again_change_nothing_and_that_is_said(shop):
    before = versions(shop)
    assert "nothing has changed, version " in shop.run("knowledge", "load")
    assert shop.json("knowledge", "load")["unchanged"] is True
    assert versions(shop) == before


def test_an_update_changes_its_fields_alone(shop):
    (shop.config.parent / "stock.csv").write_text("id,stock\nl1,0\n")
    with Served(shop) as server:
        said = shop.run("knowledge", "load", "catalog", str(shop.config.parent / "stock.csv"), "--update")
        assert f"{LAMPS} records (0 added, 1 changed, 0 removed)" in said
        assert ask(server)[0] == {1}
    record = shop.json("knowledge", "show", "catalog", "l1")
    assert record["stock"] == 0 and record["title"] == "Desk lamp 1"
    pruned = shop.run(
        "knowledge", "load", "catalog", str(shop.config.parent / "stock.csv"), "--update", "--prune")
    assert "1 records (0 added, 0 changed, 2 removed)" in pruned
    assert shop.attempt("knowledge", "load", "catalog", "--prune").returncode == 64


def test_a_gate_keeps_the_old_version(shop):
    folder = shop.config.parent
    (folder / "questions.csv").write_text("question,id\ndesk lamp 1,l1\n")
    (folder / "lamps.csv").write_text("id,title,price,stock\nx,Garden hose,1.00,1\n")
    before = versions(shop)
    gate = ["--questions", str(folder / "questions.csv"), "--gate", "mrr=0.5"]
    done = shop.attempt("knowledge", "load", "catalog", *gate)
    assert done.returncode == 1 and "below the gate of 0.5; the version in use stays" in done.stderr
    assert versions(shop) == before
    # The same from the configuration.
    text = shop.config.read_text().replace(
        "keep_versions: 3", "keep_versions: 3, gate: {questions: questions.csv, mrr: 0.5}")
    shop.config.write_text(text)
    assert shop.attempt("knowledge", "load").returncode == 1
    (folder / "lamps.csv").write_text(lamps(4))
    shop.run("knowledge", "load")
    shop.config.write_text(text.replace("mrr: 0.5", "questons: x"))
    assert "did you mean 'questions'" in shop.attempt("config", "check").stderr


def write_export(folder, script):
    path = folder / "export.sh"
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_commands_are_loaded_on_schedule_and_their_failures_told(program, tmp_path):
    shop = make_shop(
        program, tmp_path,
        "sources: [{path: lamps.csv}, {command: [export.sh, stock], format: csv, every: 1s, update: true, "
        "environment: [SHOP_TOKEN]}]")
    write_export(tmp_path, 'echo "id,price"; for i in 0 1 2; do echo "l$i,$SHOP_TOKEN.00"; done')
    shop.run("knowledge", "load", env={"SHOP_TOKEN": "5"})
    with Served(shop, env={"SHOP_TOKEN": "6", "SHOP_SECRET": "9"}) as server:
        wait_until(lambda: ask(server)[0] == {6})
        write_export(tmp_path, 'echo "id,price"; echo "no database ${SHOP_SECRET:-hidden}" >&2; exit 3')
        server.wait_until_it_says("no database hidden")
        assert ask(server)[0] == {6}
        wait_until(lambda: shop.json("status")["knowledge_loads"]["catalog"]["error"])
        assert metric(server, 'parley_knowledge_loads_total{collection="catalog",result="loaded"}') >= 1
        assert metric(server, 'parley_knowledge_loads_total{collection="catalog",result="failed"}') >= 1
        assert metric(
            server, 'parley_knowledge_last_load_success_timestamp_seconds{collection="catalog"}') > 1e9
        # A configuration without the schedule ends it.
        shop.config.write_text(shop.config.read_text().replace("every: 1s, ", ""))
        shop.run("reload")
        time.sleep(1)
        failed = metric(server, 'parley_knowledge_loads_total{collection="catalog",result="failed"}')
        time.sleep(2.5)
        assert metric(server, 'parley_knowledge_loads_total{collection="catalog",result="failed"}') == failed
