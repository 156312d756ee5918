"""Upstreams that fail, cost too much, or are configured wrongly."""

import shutil

import pytest
from parley_program import REPOSITORY, Parley
from recording_server import RecordingServer


@pytest.fixture
def upstream():
    server = RecordingServer()
    yield server
    server.close()


# The reply of the third call cites nothing, so Reflection asks the model about it: a fourth.
@pytest.mark.parametrize(
    ("model", "answers", "calls"), [("503-2", "fake", 4), ("500", "extractive", 3), ("401", "extractive", 1)]
)
def test_the_next_upstream_comes_after_three_calls_or_one_refusal(harbour_books, fake_upstream, model, answers, calls):
    reply = harbour_books.json("ask", "a mug", env=fake_upstream.environment(model))
    assert reply["model"] == answers
    assert fake_upstream.calls(model) == calls


def test_what_was_spent_counts_after_a_restart(harbour_books, upstream, tmp_path):
    # A unit for each token that comes back: 800 are set aside, 5 are spent.
    text = (REPOSITORY / "config.yaml").read_text()
    text = text.replace("input_per_mtok: 0.40, output_per_mtok: 1.60", "input_per_mtok: 0, output_per_mtok: 1000000")
    text = text.replace("per_day: 5.00", "per_day: 803").replace("Knowledge/", f"{REPOSITORY}/Knowledge/")
    (tmp_path / "config.yaml").write_text(text)
    shop = Parley(harbour_books.program, tmp_path / "config.yaml", tmp_path / "data")
    shutil.copytree(harbour_books.data / "knowledge", tmp_path / "data" / "knowledge")
    models = [
        shop.json("ask", "a mug", env={"PARLEY_BASE_URL": upstream.base_url})["model"] for _ in range(2)
    ]
    assert models == ["recorded-model", "extractive"]


def test_the_online_check_names_key_and_model(harbour_books, upstream):
    environment = {"PARLEY_BASE_URL": upstream.base_url, "PARLEY_MODEL": "recorded-model"}
    checked = harbour_books.attempt("config", "check", "--online", env=environment)
    assert checked.returncode == 0 and "has the model 'recorded-model'" in checked.stderr
    wrong = harbour_books.attempt("config", "check", "--online", env=environment | {"PARLEY_MODEL": "other"})
    assert wrong.returncode == 69
    assert "knows no model 'other'; it has 'recorded-model'" in wrong.stderr
    upstream.close()
    gone = harbour_books.attempt("config", "check", "--online", env=environment)
    assert gone.returncode == 69 and "nobody listens" in gone.stderr


def test_anthropic_is_checked_and_asked(program, fake_upstream, tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text(
        """
version: 1
upstreams:
  - {name: claude, provider: anthropic, base_url: "${PARLEY_BASE_URL}", api_key: "${PARLEY_API_KEY}", model: "${PARLEY_MODEL}", context_tokens: 200000}
personas:
  - {name: clerk, label: Clerk, language: en, instructions: Answer., plugins: []}
"""
    )
    shop = Parley(program, config, tmp_path / "data")
    environment = fake_upstream.environment("ok-4") | {"PARLEY_API_KEY": "sk-canary"}
    # Without the version, as Anthropic's own programs write the address.
    environment["PARLEY_BASE_URL"] = fake_upstream.base_url.removesuffix("/v1")
    checked = shop.attempt("config", "check", "--online", env=environment)
    assert checked.returncode == 0 and "has the model 'ok-4' with a context of 200000 tokens" in checked.stderr
    wrong = shop.attempt("config", "check", "--online", env=environment | {"PARLEY_MODEL": "other"})
    assert wrong.returncode == 69 and "knows no model 'other'" in wrong.stderr
    reply = shop.json("ask", "hello", env=environment)
    assert reply["reply"] == " We have this book" and reply["usage"]["output_tokens"] == 4
    refused = shop.attempt("ask", "hello", env=environment | {"PARLEY_MODEL": "401"})
    assert refused.returncode != 0 and "api_key" in refused.stderr and "canary" not in refused.stderr
