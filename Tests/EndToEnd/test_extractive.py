"""The built-in model in dialogues: the whole program, from a line typed to the reply object."""

from pathlib import Path

import pytest
from dialogue import Dialogue, account, faults

FOLDER = Path(__file__).parent


def dialogues(folder):
    paths = sorted((FOLDER / folder).glob("*.yaml"))
    assert paths, f"no dialogues in {folder}"
    return [pytest.param(path, id=path.stem) for path in paths]


def play(shop, path):
    """Plays a dialogue in a chat of its own, to its end, and fails with all of it."""
    dialogue = Dialogue.read(path)
    said = []
    with shop.chat(dialogue.persona) as chat:
        for turn in dialogue.turns:
            reply = chat.say(turn["say"])
            said.append((turn, reply, faults(turn, reply)))
    assert not any(wrong for _, _, wrong in said), account(dialogue, said)


@pytest.mark.parametrize("path", dialogues("extractive"))
def test_dialogue(harbour_books, path):
    play(harbour_books, path)


@pytest.mark.parametrize("path", dialogues("extractive-de"))
def test_german_dialogue(gartenladen, path):
    play(gartenladen, path)


def test_off_topic_questions_get_no_records(harbour_books):
    questions = (FOLDER / "extractive/off-topic.txt").read_text(encoding="utf-8").splitlines()
    slips = []
    with harbour_books.chat("bookseller") as chat:
        for question in questions:
            reply = chat.say(question)
            if reply["citations"]:
                slips.append(f"> {question}\n{reply['reply']}")
            chat.start_anew()
    assert len(questions) == 100
    assert not slips, "\n\n".join(slips)
