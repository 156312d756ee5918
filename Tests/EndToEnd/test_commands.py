"""The command line: help, configuration, personas, plugins, completions, exit statuses."""

import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_version_and_help(harbour_books):
    assert re.fullmatch(r"parley \d+\.\d+\.\d+\n", harbour_books.run("version"))
    assert harbour_books.json("version")["version"]
    text = harbour_books.run("help")
    for verb in ("ask", "chat", "explain", "knowledge", "config", "plugin", "persona", "init", "completions"):
        assert re.search(rf"^\s+{verb}\b", text, re.MULTILINE), verb
    assert "QUESTION" in harbour_books.run("ask", "--help")


def test_usage_errors_exit_64_and_name_the_nearest(harbour_books):
    for arguments, hint in [
        (["knowlege"], "knowledge"),
        (["ask", "--persnoa", "x", "hi"], "--persona"),
        (["knowledge", "show", "books"], "ID"),
        (["ask", "--persona", "a", "--persona", "b", "hi"], "--persona"),
        ([], "parley"),
    ]:
        done = subprocess.run([harbour_books.program, *arguments], capture_output=True, text=True)
        assert done.returncode == 64, (arguments, done.stderr)
        assert hint in done.stderr


def test_the_shipped_configuration_is_right(harbour_books):
    report = harbour_books.json("config", "check")
    assert report["ok"] is True
    assert report["left_out"] == ["main"]


def test_every_mistake_is_told_at_once_with_its_place(harbour_books, tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text(
        "version: 1\n"
        "servr: {listen: 127.0.0.1:8080}\n"
        "upstreams:\n"
        "  - {name: extractive, provider: extractive}\n"
        "plugins:\n"
        "  - {name: books, use: Bookz, with: {}}\n"
        "  - {name: log, use: Logging, with: {pth: x}, timeout: 5 minutes}\n"
        "personas:\n"
        "  - {name: a, label: A, language: en, plugins: [lgo]}\n"
    )
    done = subprocess.run([harbour_books.program, "config", "check", "--config", config], capture_output=True, text=True)
    assert done.returncode == 78
    for line, words in [(2, "server"), (6, "Books"), (7, "path"), (7, "30m"), (9, "log")]:
        assert re.search(rf"config\.yaml:{line}:\d+: .*{words}", done.stderr), (line, words, done.stderr)


def test_a_missing_configuration_is_told_with_what_to_do(harbour_books, tmp_path):
    done = subprocess.run([harbour_books.program, "ask", "hi"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 66
    assert "config.yaml" in done.stderr and "parley init" in done.stderr


def test_secrets_are_never_shown(harbour_books):
    settings = {"PARLEY_BASE_URL": "http://127.0.0.1:9/v1", "PARLEY_API_KEY": "sk-canary-17"}
    done = harbour_books.attempt("config", "show", env=settings)
    assert "sk-canary-17" not in done.stdout + done.stderr
    assert "***" in done.stdout


def test_the_reference_page_is_what_the_program_says(harbour_books):
    assert (ROOT / "docs" / "config.md").read_text() == harbour_books.run("config", "schema", "--markdown")


def test_the_schema_is_json_schema(harbour_books):
    schema = json.loads(harbour_books.run("config", "schema"))
    assert schema["$schema"].startswith("http://json-schema.org/draft-07")
    assert schema["additionalProperties"] is False
    assert {"server", "upstreams", "knowledge", "plugins", "personas"} <= set(schema["properties"])


def test_plugins_and_personas_are_listed(harbour_books):
    plugins = harbour_books.json("plugin", "list")
    names = {plugin["name"] for plugin in plugins}
    assert {"Answers", "Catalog", "Books", "Documents", "External", "Grounding", "Logging", "Webhook"} <= names
    folders = sorted(path.name for path in (ROOT / "Plugins").iterdir() if path.is_dir())
    # External is an adapter of the host and has no folder of its own.
    assert folders == sorted(plugin["name"] for plugin in plugins if plugin["name"] != "External")
    personas = harbour_books.json("persona", "list")
    assert [persona["name"] for persona in personas] == ["bookseller", "helpdesk"]
    assert "mailto:desk@example.org" in harbour_books.run("persona", "show", "bookseller")


def test_completions_offer_the_verbs(harbour_books):
    script = harbour_books.run("completions", "bash")
    done = subprocess.run(
        ["bash", "-c", script + '\nCOMP_WORDS=(parley kn); COMP_CWORD=1; COMP_LINE="parley kn"; COMP_POINT=9; '
         '$(complete -p parley | sed -E "s/.*-F ([^ ]+).*/\\1/") parley kn parley; echo "${COMPREPLY[@]}"'],
        capture_output=True, text=True,
    )
    assert "knowledge" in done.stdout.split(), done.stderr
    for shell in ("zsh", "fish"):
        assert "knowledge" in harbour_books.run("completions", shell)


def test_another_process_with_the_same_data_is_refused(harbour_books):
    holder = subprocess.Popen(
        [harbour_books.program, "chat", "--config", harbour_books.config, "--json"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=harbour_books.environment,
    )
    try:
        holder.stdin.write("hello\n")
        holder.stdin.flush()
        assert json.loads(holder.stdout.readline())["reply"]
        done = harbour_books.attempt("ask", "hi")
        assert done.returncode == 75
        assert str(holder.pid) in done.stderr
    finally:
        holder.stdin.close()
        holder.wait(timeout=20)
    assert harbour_books.attempt("ask", "hi").returncode == 0


def test_the_literal_meaning_of_odd_searches(harbour_books):
    for query in ["C++", "O'Reilly", "a-b", "user@x.com", "-dune", "*", '"', '"unbalanced', "title:x", "NEAR(", "AND OR NOT",
                  "(" * 2000, "a AND", "^dune", "dune*", "{title}", "'; DROP TABLE words; --", "%", "_", "\\", "é" * 50, "🦆"]:
        command = [harbour_books.program, "knowledge", "search", "books", "--json"]
        done = subprocess.run(
            [*command, "--config", harbour_books.config, "--", query],
            env=harbour_books.environment, capture_output=True, text=True,
        )
        assert done.returncode == 0, (query, done.stderr)
        assert json.loads(done.stdout)["collection"] == "books"


def test_the_shipped_schema_is_what_the_program_says(harbour_books):
    assert (ROOT / "docs" / "config.schema.json").read_text() == harbour_books.run("config", "schema")
