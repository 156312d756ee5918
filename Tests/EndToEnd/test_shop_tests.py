"""`parley test`: a shop's own questions as a gate."""

import json
import xml.etree.ElementTree as xml

import pytest
from parley_program import REPOSITORY
from recording_server import RecordingServer
from serving import Served

SAMPLE = str(REPOSITORY / "Knowledge/questions.yaml")


@pytest.fixture
def write(tmp_path):
    """Writes a file of questions."""

    def write(text, name="questions.yaml"):
        path = tmp_path / name
        path.write_text(text)
        return str(path)

    return write


def test_the_sample_shop_answers_its_questions(harbour_books):
    printed = harbour_books.run("test", SAMPLE)
    assert "FAIL" not in printed
    assert printed.splitlines()[-1].startswith("16 questions, 16 passed, 0 failed (")
    report = harbour_books.json("test", SAMPLE)
    assert report["total"] == report["passed"] == 16
    assert all(result["model"] == "extractive" for result in report["questions"])


def test_a_failure_shows_what_was_said_instead(harbour_books, write):
    path = write(
        "questions:\n"
        "  - name: wrong record\n"
        "    question: Do you have The Left Hand of Darkness?\n"
        "    cites: [books/bk-0001]\n"
        "    contains: [$1.00]\n"
        "  - question: What is the capital of France?\n"
        "    answers: false\n"
    )
    done = harbour_books.attempt("test", path)
    assert done.returncode == 1 and done.stderr == ""
    assert "FAIL wrong record" in done.stdout
    assert f"{path}:2, bookseller" in done.stdout
    assert "books/bk-0001 is not cited" in done.stdout and "'$1.00' is missing" in done.stdout
    assert "cited: books/bk-0036 “The Left Hand of Darkness”" in done.stdout
    assert "> The Left Hand of Darkness" in done.stdout
    assert "ok   What is the capital of France?" in done.stdout
    assert "2 questions, 1 passed, 1 failed" in done.stdout
    report = json.loads(harbour_books.attempt("test", path, "--json").stdout)
    assert [result["passed"] for result in report["questions"]] == [False, True]
    assert report["questions"][0]["line"] == 2
    assert len(report["questions"][0]["failures"]) == 2


def test_the_report_for_continuous_integration(harbour_books, write, tmp_path):
    path = write('questions:\n  - {question: "a <b> & \\"c\\"?", contains: [zeppelin]}\n  - {question: thanks, answers: false}\n')
    report = tmp_path / "junit.xml"
    assert harbour_books.attempt("test", path, SAMPLE, "--junit", str(report)).returncode == 1
    root = xml.parse(report).getroot()
    assert root.tag == "testsuites" and root.get("tests") == "18" and root.get("failures") == "1"
    first, second = root.findall("testsuite")
    assert first.get("name") == path and second.get("tests") == "16"
    case = first.find("testcase")
    assert case.get("name") == 'a <b> & "c"?'
    assert case.find("failure").get("message") == "'zeppelin' is missing"
    refused = harbour_books.attempt("test", path, "--junit", str(tmp_path / "no/junit.xml"))
    assert refused.returncode == 74 and "junit.xml" in refused.stderr


def test_some_questions_and_another_persona(harbour_books, write):
    report = harbour_books.json("test", SAMPLE, "--filter", "GIFT")
    assert [result["name"] for result in report["questions"]] == ["gift cards"]
    path = write(
        "persona: bookseller\n"
        "questions:\n"
        "  - {question: When do you open?, answers: true}\n"
        "  - {question: When do you open?, persona: bookseller, answers: true}\n"
    )
    report = harbour_books.json("test", path, "--persona", "helpdesk")
    assert [result["persona"] for result in report["questions"]] == ["helpdesk", "bookseller"]
    nothing = harbour_books.attempt("test", SAMPLE, "--filter", "zeppelin")
    assert nothing.returncode == 64 and "zeppelin" in nothing.stderr


def test_mistakes_in_files_are_told_all_at_once(harbour_books, write, tmp_path):
    first = write("questions:\n  - question: Hi\n    contians: [x]\n", "first.yaml")
    second = write("persona: nobody\nquestions: 3\n", "second.yaml")
    done = harbour_books.attempt("test", first, second, str(tmp_path / "third.yaml"))
    assert done.returncode == 65 and done.stdout == ""
    for words in [
        f"{first}:3:5: questions[0]: unknown key 'contians'; did you mean 'contains'?",
        f"{first}:2:5: questions[0]: checks nothing",
        f"{second}:1:10: persona: there is no persona 'nobody'",
        f"{second}:2:12: questions: expected a list",
        "third.yaml: No such file or directory",
    ]:
        assert words in done.stderr, (words, done.stderr)
    assert harbour_books.attempt("test", str(tmp_path / "third.yaml")).returncode == 66


def test_nothing_is_left_of_it_and_it_runs_beside_a_server(fresh_shop):
    with Served(fresh_shop) as server:
        assert fresh_shop.json("test", SAMPLE)["failed"] == 0
        assert server.json("GET", "/api/chats")["chats"] == []
    assert fresh_shop.json("test", SAMPLE)["failed"] == 0
    with Served(fresh_shop) as server:
        assert server.json("GET", "/api/chats")["chats"] == []
    assert not (fresh_shop.data / "logs/chat.jsonl").exists()


def test_a_turn_without_reply_is_an_error_of_its_question(harbour_books, write, tmp_path):
    config = tmp_path / "config.yaml"
    text = harbour_books.config.read_text().replace("Knowledge/", f"{REPOSITORY}/Knowledge/")
    config.write_text(text.replace("upstreams: [main, extractive]", "upstreams: [main]"))
    shop = type(harbour_books)(harbour_books.program, config, harbour_books.data)
    upstream = RecordingServer(reply="We sell books.")
    path = write("questions:\n  - {question: Hello, contains: [books]}\n")
    report = tmp_path / "junit.xml"
    try:
        environment = {"PARLEY_BASE_URL": upstream.base_url}
        assert shop.run("test", path, env=environment).startswith("ok   Hello\n")
        upstream.status, upstream.error = 401, {"error": {"message": "bad key"}}
        done = shop.attempt("test", path, "--junit", str(report), env=environment)
    finally:
        upstream.close()
    assert done.returncode == 1 and "no reply: " in done.stdout
    assert xml.parse(report).getroot().get("errors") == "1"
