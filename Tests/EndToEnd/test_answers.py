"""Fixed answers from a file, through the whole program."""

import pytest
from parley_program import REPOSITORY, Parley


@pytest.fixture
def answering(harbour_books, tmp_path):
    """The sample shop with the example file of the plugin, or with another one."""

    def make(answers=None):
        text = harbour_books.config.read_text().replace(
            "Knowledge/", f"{harbour_books.config.parent}/Knowledge/"
        )
        text = text.replace(
            "\nplugins:  ", "\nplugins:\n  - {name: answers, use: Answers, with: {file: answers.yaml}}\n# ", 1
        )
        text = text.replace("plugins: [books,", "plugins: [answers, books,")
        (tmp_path / "config.yaml").write_text(text)
        example = REPOSITORY / "Plugins/Answers/answers.example.yaml"
        (tmp_path / "answers.yaml").write_text(answers or example.read_text())
        shop = Parley(harbour_books.program, tmp_path / "config.yaml", tmp_path / "data")
        shop.copy_knowledge(harbour_books)
        return shop

    return make


def test_the_example_file_answers_with_a_citation(answering):
    shop = answering()
    with shop.chat("bookseller") as chat:
        fixed = chat.say("Hello, I want to complain!")
        assert "[1]" in fixed["reply"]
        assert [c["collection"] for c in fixed["citations"]] == ["help"]
        assert fixed["model"] is None
        chat.start_anew()
        other = chat.say("books about people who complain")
        assert other["reply"] != fixed["reply"] and other["model"] == "extractive"


def test_a_bad_file_refuses_the_configuration(answering):
    shop = answering("- phrases: [hello]\n  answer: Ahoy!\n- phrases: [bye]\n  anwser: Bye.\n")
    done = shop.attempt("ask", "hello")
    assert done.returncode == 78
    assert "answers.yaml" in done.stderr and "entry 2" in done.stderr and "anwser" in done.stderr
