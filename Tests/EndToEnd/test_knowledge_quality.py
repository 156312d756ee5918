"""The search holds its quality on judged queries, with the shipped settings for every shop."""

import os
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY / "Benchmarks/knowledge"))

import evaluate  # noqa: E402

DATA = Path(os.environ.get("PARLEY_TEST_DATA", "/nonexistent"))
PROGRAM = Path(os.environ.get("PARLEY_RELEASE_BIN", REPOSITORY / ".build/release/parley"))


def missing():
    """Why nothing can be measured, or None. A debug build takes minutes for what takes seconds."""
    if not (DATA / "homedepot").is_dir():
        return "PARLEY_TEST_DATA names no folder with judged queries"
    sources = (REPOSITORY / "Sources/ParleyKnowledge").rglob("*.swift")
    if not PROGRAM.exists() or PROGRAM.stat().st_mtime < max(s.stat().st_mtime for s in sources):
        return "no release build of these sources (make build)"
    return None


pytestmark = pytest.mark.skipif(
    missing() is not None, reason=f"THE QUALITY OF SEARCH IS NOT CHECKED: {missing()}")


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return evaluate.Shop(str(PROGRAM.resolve()), DATA, tmp_path_factory.mktemp("judged"))


@pytest.mark.parametrize("name, floor", [("crowdflower", 0.805), ("homedepot", 0.420)])
def test_products_are_ranked_well(shop, name, floor):
    assert evaluate.ndcg(shop.rankings(name), shop.judged[name][1]) >= floor


@pytest.mark.parametrize("name", ["crowdflower", "homedepot"])
def test_chat_wording_costs_little(shop, name):
    grades = shop.judged[name][1]
    plain = evaluate.ndcg(shop.rankings(name), grades)
    wrapped = evaluate.ndcg(shop.rankings(name, evaluate.sentences()), grades)
    assert wrapped >= plain - 0.025


def test_books_are_found_by_what_people_type(shop):
    queries, grades = shop.judged["goodbooks"]
    found = shop.rankings("goodbooks")
    assert evaluate.success(found, grades, 1, queries) >= 0.950
    assert evaluate.success(found, grades, 5, queries) >= 0.990
    for kind in {kind for _, kind in queries.values()}:
        assert evaluate.success(found, grades, 1, queries, kind) >= 0.86, kind
