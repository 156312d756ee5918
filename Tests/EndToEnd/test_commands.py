"""The command line: help, configuration, personas, plugins, completions, exit statuses."""

import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_version_and_help(shop):
    assert re.fullmatch(r"parley \d+\.\d+\.\d+\n", shop.run("version").stdout)
    assert json.loads(shop.run("version", "--json").stdout)["version"]
    text = shop.run("help").stdout
    for verb in ("ask", "chat", "explain", "knowledge", "config", "plugin", "persona", "init", "completions"):
        assert re.search(rf"^\s+{verb}\b", text, re.MULTILINE), verb
    assert "QUESTION" in shop.run("ask", "--help").stdout


def test_usage_errors_exit_64_and_name_the_nearest(shop):
    for arguments, hint in [
        (["knowlege"], "knowledge"),
        (["ask", "--persnoa", "x", "hi"], "--persona"),
        (["knowledge", "show", "books"], "ID"),
        (["ask", "--persona", "a", "--persona", "b", "hi"], "--persona"),
        ([], "parley"),
    ]:
        done = subprocess.run([shop.program, *arguments], capture_output=True, text=True)
        assert done.returncode == 64, (arguments, done.stderr)
        assert hint in done.stderr


def test_the_shipped_configuration_is_right(shop):
    done = shop.run("config", "check", "--json")
    assert json.loads(done.stdout)["ok"] is True
    assert json.loads(done.stdout)["left_out"] == ["main"]


def test_every_mistake_is_told_at_once_with_its_place(shop, tmp_path):
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
    done = subprocess.run([shop.program, "config", "check", "--config", config], capture_output=True, text=True)
    assert done.returncode == 78
    for line, words in [(2, "server"), (6, "Books"), (7, "path"), (7, "5m"), (9, "log")]:
        assert re.search(rf"config\.yaml:{line}:\d+: .*{words}", done.stderr), (line, words, done.stderr)


def test_a_missing_configuration_is_told_with_what_to_do(shop, tmp_path):
    done = subprocess.run([shop.program, "ask", "hi"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 66
    assert "config.yaml" in done.stderr and "parley init" in done.stderr


def test_secrets_are_never_shown(shop):
    done = shop.run("config", "show", env={"PARLEY_BASE_URL": "http://127.0.0.1:9/v1", "PARLEY_API_KEY": "sk-canary-17"})
    assert "sk-canary-17" not in done.stdout + done.stderr
    assert "***" in done.stdout


def test_the_reference_page_is_what_the_program_says(shop):
    assert (ROOT / "docs" / "config.md").read_text() == shop.run("config", "schema", "--markdown").stdout


def test_the_schema_is_json_schema(shop):
    schema = json.loads(shop.run("config", "schema").stdout)
    assert schema["$schema"].startswith("http://json-schema.org/draft-07")
    assert schema["additionalProperties"] is False
    assert {"server", "upstreams", "knowledge", "plugins", "personas"} <= set(schema["properties"])


def test_plugins_and_personas_are_listed(shop):
    plugins = json.loads(shop.run("plugin", "list", "--json").stdout)
    assert [plugin["name"] for plugin in plugins] == ["Catalog", "Books", "Documents", "Logging"]
    folders = sorted(path.name for path in (ROOT / "Plugins").iterdir() if path.is_dir())
    assert folders == sorted(plugin["name"] for plugin in plugins)
    personas = json.loads(shop.run("persona", "list", "--json").stdout)
    assert [persona["name"] for persona in personas] == ["bookseller", "helpdesk"]
    assert "mailto:desk@example.org" in shop.run("persona", "show", "bookseller").stdout


def test_completions_offer_the_verbs(shop):
    script = shop.run("completions", "bash").stdout
    done = subprocess.run(
        ["bash", "-c", script + '\nCOMP_WORDS=(parley kn); COMP_CWORD=1; COMP_LINE="parley kn"; COMP_POINT=9; '
         '$(complete -p parley | sed -E "s/.*-F ([^ ]+).*/\\1/") parley kn parley; echo "${COMPREPLY[@]}"'],
        capture_output=True, text=True,
    )
    assert "knowledge" in done.stdout.split(), done.stderr
    for shell in ("zsh", "fish"):
        assert "knowledge" in shop.run("completions", shell).stdout


def test_another_process_with_the_same_data_is_refused(shop):
    holder = subprocess.Popen(
        [shop.program, "chat", "--config", shop.config, "--json"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=shop.environment(),
    )
    try:
        holder.stdin.write("hello\n")
        holder.stdin.flush()
        assert json.loads(holder.stdout.readline())["reply"]
        done = shop.run("ask", "hi", check=False)
        assert done.returncode == 75
        assert str(holder.pid) in done.stderr
    finally:
        holder.stdin.close()
        holder.wait(timeout=20)
    assert shop.run("ask", "hi").returncode == 0


def test_the_literal_meaning_of_odd_searches(shop):
    for query in ["C++", "O'Reilly", "a-b", "user@x.com", "-dune", "*", '"', '"unbalanced', "title:x", "NEAR(", "AND OR NOT",
                  "(" * 2000, "a AND", "^dune", "dune*", "{title}", "'; DROP TABLE words; --", "%", "_", "\\", "é" * 50, "🦆"]:
        done = shop.run("knowledge", "search", "books", "--json", "--", query)
        assert json.loads(done.stdout)["collection"] == "books"
