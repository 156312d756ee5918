"""What the README shows is what the program prints."""

import re
import shlex
from pathlib import Path

import pytest

README = (Path(__file__).resolve().parents[2] / "README.md").read_text()
DIALOGUES = re.findall(r"```console\n\$ (parley .*?)\n(.*?)```", README, re.DOTALL)


def test_there_are_five_dialogues():
    assert len(DIALOGUES) == 5


@pytest.mark.parametrize("command, printed", DIALOGUES, ids=[command for command, _ in DIALOGUES])
def test_dialogue(harbour_books, command, printed):
    arguments = shlex.split(command)[1:]
    assert harbour_books.run(*arguments) == printed
