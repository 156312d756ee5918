"""The prompt as the configuration shapes it: whole collections, placement, what a prompt cache can keep."""

import json
import sqlite3

import pytest

from parley_program import Parley
from recording_server import RecordingServer

CONFIG = """
version: 1
storage: {directory: data}
upstreams:
  - {name: main, base_url: "${PARLEY_BASE_URL:-}", model: m, context_tokens: CONTEXT}
  - {name: clerk, provider: extractive}
knowledge:
  - {name: help, kind: documents, language: en, sources: [{path: help}]}
plugins:
  - {name: help, use: Documents, with: {collection: help, top: 2, whole: true}, max_tokens: 3000}
personas:
  - name: desk
    instructions: You answer questions about the shop.
    placement: PLACEMENT
    budget: {reply: 200, knowledge: {share: 40%, min: 200, max: 60%}, history: 30%, memory: 0%}
"""

PAGES = {
    "shipping": "# Shipping\n\nWe ship to France and Spain within five days.\n",
    "returns": "# Returns\n\nYou may return a book within thirty days.\n",
    "gifts": "# Gifts\n\nWe wrap gifts for two dollars.\n",
}


@pytest.fixture
def upstream():
    server = RecordingServer()
    yield server
    server.close()


@pytest.fixture
def desk(program, tmp_path):
    """Makes a shop of three help pages with this placement and context."""

    def make(placement="system", context=8192):
        (tmp_path / "help").mkdir()
        for name, text in PAGES.items():
            (tmp_path / "help" / f"{name}.md").write_text(text)
        config = tmp_path / "config.yaml"
        config.write_text(CONFIG.replace("PLACEMENT", placement).replace("CONTEXT", str(context)))
        shop = Parley(program, config, tmp_path / "data")
        shop.run("knowledge", "load")
        return shop

    return make


def records(explanation):
    return [part["source"]["id"] for part in explanation["parts"] if part.get("source")]


def test_a_whole_collection_stands_in_the_prompt_in_a_fixed_order(desk, upstream):
    shop = desk()
    env = {"PARLEY_BASE_URL": upstream.base_url}
    one = shop.json("explain", "Do you ship to France?", env=env)
    two = shop.json("explain", "Hello", env=env)
    assert len(records(one)) == 3
    assert records(one) == records(two) == sorted(records(one))
    system = [explanation["messages"][0]["content"].split("<<data", 1)[1] for explanation in (one, two)]
    # The fence word belongs to the chat; all else is the same.
    words = [text.split()[0] for text in system]
    assert system[0].replace(words[0], "w") == system[1].replace(words[1], "w")
    assert one["budget"]["knowledge"] <= one["budget"]["knowledge_limit"]


def test_where_the_whole_does_not_fit_what_was_found_is_used(desk, upstream):
    shop = desk(context=512)
    shop.config.write_text(shop.config.read_text().replace("max_tokens: 3000", "max_tokens: 60"))
    explanation = shop.json("explain", "Do you ship to France?", env={"PARLEY_BASE_URL": upstream.base_url})
    assert len(records(explanation)) == 1
    assert "France" in explanation["messages"][0]["content"]
    assert "the whole of 3 parts is over" in explanation["dropped"][0]["reason"]


@pytest.mark.parametrize("placement", ["system", "late"])
def test_a_chat_shares_its_beginning_with_the_turn_before(desk, upstream, placement):
    shop = desk(placement)
    shop.environment["PARLEY_BASE_URL"] = upstream.base_url
    with shop.chat("desk") as chat:
        chat.say("Do you ship to France?")
        chat.say("What about returns?")
    rows = sqlite3.connect(shop.data / "parley.sqlite").execute("SELECT value FROM traces ORDER BY rowid")
    first, second = (json.loads(value) for (value,) in rows)
    assert first["shared_prefix_tokens"] is None
    # Instructions, the collection and the first message come again.
    assert second["shared_prefix_tokens"] >= first["budget"]["instructions"] + first["budget"]["knowledge"]
    sent = [request["body"]["messages"] for request in upstream.requests]
    assert sent[1][: len(sent[0])] == sent[0]


@pytest.mark.parametrize("placement", ["system", "late"])
def test_the_built_in_model_cites_whatever_the_placement(desk, placement):
    reply = desk(placement).json("ask", "Do you ship to France?")
    assert reply["model"] == "extractive"
    assert [citation["title"] for citation in reply["citations"]] == ["Shipping"]
