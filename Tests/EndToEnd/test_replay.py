"""`parley replay`: recorded turns again, with the same and with other configurations and records."""

import json
import subprocess

import pytest
from parley_program import REPOSITORY, Parley
from recording_server import RecordingServer
from scripted_server import ScriptedServer
from serving import Served

QUESTION = "Books by Ursula K. Le Guin under 15 dollars"


@pytest.fixture
def shop(harbour_books, tmp_path):
    """The sample shop with a configuration and a data folder that a test may change."""
    folder = tmp_path / "shop"
    folder.mkdir()
    config = folder / "config.yaml"
    config.write_text(harbour_books.config.read_text().replace("Knowledge/", f"{REPOSITORY}/Knowledge/"))
    shop = Parley(harbour_books.program, config, folder / "data")
    shop.copy_knowledge(harbour_books)
    return shop


@pytest.fixture
def chat(shop):
    """A chat of two turns."""
    with shop.chat("bookseller") as chat:
        chat.say(QUESTION)
        return chat.say("cheaper?")["chat_id"]


def other(shop, *changes, name="other.yaml"):
    """Another configuration beside the shop's."""
    text = shop.config.read_text()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path = shop.config.parent / name
    path.write_text(text)
    return path


def replay(shop, *arguments, env=None):
    """Runs `parley replay` where the shop's configuration is the usual one."""
    return subprocess.run(
        [str(shop.program), "replay", *map(str, arguments)],
        env=shop.environment | (env or {}),
        cwd=shop.config.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )


def replay_json(shop, *arguments, **options):
    done = replay(shop, *arguments, "--json", **options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def messages(shop, chat):
    with Served(shop) as server:
        return server.json("GET", f"/api/chats/{chat}")["messages"]


def test_the_same_configuration_changes_nothing(shop, chat):
    done = replay(shop, chat, "--fail-on-change")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("the same: ") == 2 and "2 turns, 0 changed" in done.stdout
    assert len(messages(shop, chat)) == 4
    # The log plugin has seen two turns and no more.
    log = (shop.data / "logs/chat.jsonl").read_text().splitlines()
    assert len(log) == 2


def test_another_configuration_is_told_part_by_part(shop, chat):
    config = other(shop, ("top: 5", "top: 3"), ("a bookseller at", "the bookseller at"))
    report = replay_json(shop, chat, "--config", config)
    assert report["changed"] == 2 and report["config"].endswith("other.yaml")
    turn = report["turns"][0]
    assert turn["question"] == QUESTION and turn["recorded"] and turn["changed"]
    assert turn["tokens"]["now"] < turn["tokens"]["then"]
    removed = [part["record"] for part in turn["parts"]["removed"]]
    assert len(removed) == 2 and all(record.startswith("books/bk-") for record in removed)
    instruction = next(part for part in turn["parts"]["changed"] if part["kind"] == "instruction")
    assert any(line.startswith("-") and "a bookseller at" in line for line in instruction["difference"])
    assert any(line.startswith("+") and "the bookseller at" in line for line in instruction["difference"])
    done = replay(shop, chat, "--config", config, "--fail-on-change")
    assert done.returncode == 1
    assert "- books: data books/bk-" in done.stdout and "2 turns, 2 changed" in done.stdout
    assert done.stderr == ""


def test_budgets_and_routing_are_compared(shop, chat):
    model = "{name: big, base_url: http://127.0.0.1:9/v1, model: big, context_tokens: 64000}"
    config = other(
        shop,
        ("upstreams:                           # tried in this order", f"upstreams:\n  - {model}"),
        ("upstreams: [main, extractive]", "upstreams: [big, extractive]"),
        ("max_tokens: 1200", "max_tokens: 300"),
    )
    turn = replay_json(shop, chat, "--config", config)["turns"][0]
    assert turn["upstream"] == {"then": "extractive", "now": "big"}
    assert turn["budget"]["now"]["context"] > turn["budget"]["then"]["context"]
    assert turn["dropped"]["then"] == [] and turn["dropped"]["now"]


def test_changed_records_show_though_the_old_version_is_gone(shop, chat, tmp_path):
    books = tmp_path / "books.yaml"
    text = "".join(path.read_text() for path in sorted((REPOSITORY / "Knowledge/books").glob("*.yaml")))
    assert "title: Catwings" in text
    books.write_text(text.replace("6.99", "5.49"))
    for _ in range(4):
        shop.run("knowledge", "load", "books", str(books))
    turn = replay_json(shop, chat)["turns"][0]
    changed = {part["record"]: part["difference"] for part in turn["parts"]["changed"] if part.get("record")}
    assert any("-price: 6.99 USD" in lines and "+price: 5.49 USD" in lines for lines in changed.values()), changed


def test_live_shows_both_replies(shop, chat):
    upstream = RecordingServer(reply="A wholly new reply [1].")
    try:
        environment = {"PARLEY_BASE_URL": upstream.base_url}
        report = replay_json(shop, chat, "--live", env=environment)
        replies = [turn["reply"] for turn in report["turns"]]
        assert replies[0]["then"]["reply"].startswith("10 books")
        assert replies[0]["now"]["reply"] == "A wholly new reply [1]."
        assert replies[0]["now"]["usage"]["input_tokens"] == 321
        assert len(replies[0]["now"]["citations"]) == 1
        # The second turn goes on with what was said then, not with what is said now.
        sent = upstream.requests[1]["body"]["messages"]
        assert "10 books" in sent[2]["content"] and "wholly new" not in json.dumps(sent)
        done = replay(shop, chat, "--live", env=environment)
        assert "then: extractive" in done.stdout and "now: recorded-model, 321 tokens in" in done.stdout
        assert max(len(line) for line in done.stdout.splitlines() if "│" in line) <= 80
    finally:
        upstream.close()
    assert len(messages(shop, chat)) == 4


def test_a_model_that_fails_is_told_and_no_error(shop, chat):
    upstream = RecordingServer()
    upstream.status, upstream.error = 401, {"error": {"message": "bad key"}}
    config = other(shop, ("upstreams: [main, extractive]", "upstreams: [main]"))
    try:
        report = replay_json(shop, chat, "--live", "--config", config, env={"PARLEY_BASE_URL": upstream.base_url})
    finally:
        upstream.close()
    assert all("main" in turn["reply"]["problem"] for turn in report["turns"])


def test_it_works_while_a_server_runs(shop, chat):
    alone = replay_json(shop, chat)
    with Served(shop) as server:
        assert replay_json(shop, chat) == alone
        exported = server.json("GET", f"/api/chats/{chat}/export?format=json&traces=true")
        missing = replay(shop, "01900000-0000-7000-8000-000000000000")
        assert missing.returncode == 66
    file = shop.config.parent / "chat.json"
    file.write_text(json.dumps(exported))
    assert replay_json(shop, file) == alone


def test_chats_of_guests_can_be_replayed_by_the_operator(shop, tmp_path):
    shop.config.write_text(shop.config.read_text().replace("mode: local", "mode: guests"))
    with Served(shop) as server:
        chat = server.json("POST", "/api/chat", {"message": QUESTION})["chat_id"]
        assert replay_json(shop, chat)["changed"] == 0
    assert replay_json(shop, chat)["changed"] == 0


def test_an_export_without_traces_is_compared_with_nothing(shop, chat):
    with Served(shop) as server:
        exported = server.json("GET", f"/api/chats/{chat}/export?format=json")
    file = shop.config.parent / "chat.json"
    file.write_text(json.dumps(exported))
    done = replay(shop, file, "--fail-on-change")
    assert done.returncode == 0
    assert "traces=true" in done.stderr
    assert done.stdout.count("not recorded; now ") == 2
    turn = replay_json(shop, file)["turns"][0]
    assert turn["recorded"] is False and turn["tokens"]["now"] > 0


def test_mistakes_are_told(shop, chat, tmp_path):
    for arguments, status, words in [
        (["01900000-0000-7000-8000-000000000000"], 66, "there is no chat"),
        (["../nowhere.json"], 66, "No such file"),
        ([shop.config.parent / "./config.yaml"], 65, "config.yaml"),
        ([chat, "--persona", "nobody"], 64, "bookseller"),
        ([chat, "--config", "nowhere.yaml"], 66, "nowhere.yaml"),
    ]:
        done = replay(shop, *arguments)
        assert done.returncode == status, (arguments, done.stderr)
        assert words in done.stderr and done.stdout == ""
    assert replay_json(shop, chat, "--persona", "helpdesk")["persona"] == "helpdesk"


def test_the_named_configuration_lends_its_storage_where_there_is_no_other(shop, chat, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    done = subprocess.run(
        [str(shop.program), "replay", chat, "--config", str(shop.config)],
        env=shop.environment, cwd=empty, capture_output=True, text=True, timeout=60,
    )
    assert done.returncode == 0 and "0 changed" in done.stdout


FACTS = ["shoe size 43", "no vampires | vampires excluded", "budget 60 euros"]


def summarizer(known):
    """A model that writes down the facts it knows of, and what it costs."""
    return ScriptedServer(lambda messages: json.dumps({"summary": f"The customer: {known}"}))


def test_summaries_of_several_models_stand_beside_each_other(shop, tmp_path):
    with summarizer("shoe size 43; vampires excluded") as good, summarizer("likes reading") as bad, \
            ScriptedServer(lambda messages: "I cannot do that.") as broken:
        upstreams = "".join(
            f"  - {{name: {name}, base_url: '{server.base_url}', model: {name}-model, price: {{input_per_mtok: 1, output_per_mtok: 2}}}}\n"
            for name, server in [("good", good), ("bad", bad), ("broken", broken)])
        config = other(shop, ("\nknowledge:\n", f"\n{upstreams}\nknowledge:\n"))
        with shop.chat("bookseller") as chat:
            for number in range(4):
                reply = chat.say(f"My shoe size is 43, I want no vampires, question {number}")
        (tmp_path / "facts.txt").write_text("# what must stay\n" + "\n".join(FACTS) + "\n")
        arguments = [reply["chat_id"], "--config", config, "--facts", tmp_path / "facts.txt"]
        for name in ("good", "bad", "broken", "extractive"):
            arguments += ["--summarizer", name]
        before = messages(shop, reply["chat_id"])
        report = replay_json(shop, *arguments)
        told = {entry["upstream"]: entry for entry in report["summarizers"]}
        assert list(told) == ["good", "bad", "broken", "extractive"]
        assert told["good"]["summary"] == "The customer: shoe size 43; vampires excluded"
        assert told["good"]["facts"] == {"kept": 2, "of": 3, "share": pytest.approx(2 / 3), "missing": [FACTS[2]]}
        assert told["bad"]["facts"]["kept"] == 0
        assert told["good"]["messages"] == {"covered": 4, "of": 8} and told["good"]["calls"] == 1
        assert told["good"]["cost"]["currency"] == "USD" and told["good"]["cost"]["amount"] > 0
        assert told["good"]["milliseconds"] >= 0 and told["good"]["tokens"] > 5
        assert told["broken"]["summary"] == "" and "wrote none" in told["broken"]["problems"][0]
        # Without a language model: the customer's own words.
        assert told["extractive"]["calls"] == 0 and told["extractive"]["facts"]["kept"] >= 1
        assert messages(shop, reply["chat_id"]) == before, "nothing is stored"

        done = replay(shop, reply["chat_id"], "--config", config, "--summarizer", "good", "--summarizer", "bad")
        assert done.returncode == 0, done.stderr
        assert "The customer: likes reading" in done.stdout.replace("│", "") and "4 of 8" in done.stdout
        for wrong, words in [
            (["--summarizer", "goood"], "did you mean 'good'?"), (["--facts", config], "--facts needs --summarizer"),
            (["--summarizer", "good", "--live"], "leave --live"),
        ]:
            done = replay(shop, reply["chat_id"], "--config", config, *wrong)
            assert done.returncode == 64 and words in done.stderr, done.stderr
        done = replay(shop, reply["chat_id"], "--config", config, "--summarizer", "good", "--facts", tmp_path / "none")
        assert done.returncode == 66 and "none" in done.stderr
