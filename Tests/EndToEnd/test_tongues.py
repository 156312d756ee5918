"""The search in other languages, across turns, and in messages that ask two things."""

import json
import sys
from pathlib import Path

import pytest
from parley_program import Parley

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY / "Benchmarks/knowledge"))

import dialogues  # noqa: E402
import tongues  # noqa: E402


@pytest.fixture(scope="module")
def shop(program, tmp_path_factory):
    return tongues.Tongues(program, tmp_path_factory.mktemp("tongues"))


@pytest.mark.parametrize("language", tongues.LANGUAGES)
def test_goods_are_found_in_the_language(shop, language):
    assert tongues.success(shop.ranked(language), 5) >= 0.96
    shown = shop.shown(language)
    missed = [question for question, ids, found in shown if not ids & set(found[:5])]
    assert tongues.success(shown, 5) >= 0.92, missed


def test_the_second_message_leans_on_the_first(shop, harbour_books):
    shops = {language: shop.parley for language in tongues.LANGUAGES} | {"bookseller": harbour_books}
    played = dialogues.play(shops)
    assert len(played) == 20
    missed = [f"{first} / {then}" for first, then, right, found, _ in played if not right & set(found)]
    assert dialogues.success(played, 3) >= 0.95, missed
    assert dialogues.success(played, 4) < dialogues.success(played, 3)


@pytest.mark.parametrize("question, pages", [
    ("How long does shipping take and can I return it?", {"shipping", "returns"}),
    ("When are you open, and do you gift wrap?", {"opening-hours", "gift-wrapping"}),
])
def test_two_questions_find_the_passages_of_both(harbour_books, question, pages):
    found = harbour_books.json("knowledge", "search", "help", question, "-k", "4")["hits"]
    assert pages <= {hit["record"]["id"].split(".md")[0] for hit in found}


def test_a_second_question_about_the_same_book_does_not_hide_it(program, tmp_path):
    (tmp_path / "books.jsonl").write_text(json.dumps({
        "id": "mm", "title": "The Master and Margarita", "authors": ["Mikhail Bulgakov"], "price": 14}))
    (tmp_path / "config.yaml").write_text(
        "version: 1\nupstreams: [{name: extractive, provider: extractive}]\n"
        "knowledge: [{name: books, kind: books, language: en, currency: USD, sources: [{path: books.jsonl}]}]\n"
        "plugins: [{name: books, use: Books, with: {collection: books}}]\n"
        "personas: [{name: p, label: P, language: en, instructions: hi}]\n")
    shop = Parley(program, tmp_path / "config.yaml", tmp_path / "data")
    shop.run("knowledge", "load")
    for question in (
        "What does The Master and Margarita cost, and who translated it?",
        "What does Master and Margarita cost and who translated it?",
    ):
        reply = shop.json("ask", question)
        assert [citation["id"] for citation in reply["citations"]] == ["mm"], question
