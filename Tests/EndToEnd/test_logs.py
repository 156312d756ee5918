"""Log files of the plugin Logging: several writers, rotation, folders that vanish, deletions."""

import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from parley_program import REPOSITORY, Parley
from serving import Served
from test_long_conversations import jobs_end, rows
from waiting import wait_until


@pytest.fixture
def shop(harbour_books, tmp_path):
    """The sample shop, whose personas log to one file through entries of their own."""
    text = (REPOSITORY / "config.yaml").read_text().replace("Knowledge/", f"{REPOSITORY}/Knowledge/")
    old = "with: {path: logs/chat.jsonl, redact: [email, phone]}"
    assert old in text and text.count("summary, log, reflection]") == 2
    new = "with: {path: logs/chat.jsonl, redact: [email, phone, card], max_size: 8KiB, keep: 1000}"
    second = f"\n  - name: log2\n    use: Logging\n    {new}\n"
    text = text.replace(old, new + second)
    first, _, last = text.rpartition("summary, log, reflection]")
    (tmp_path / "config.yaml").write_text(first + "summary, log2, reflection]" + last)
    shop = Parley(harbour_books.program, tmp_path / "config.yaml", tmp_path / "data")
    shop.copy_knowledge(harbour_books)
    return shop


def say(server, text, persona="bookseller", headers=None):
    return server.json("POST", "/api/chat", {"message": text, "persona": persona}, headers)


def personas(server):
    return [persona["name"] for persona in server.json("GET", "/api/personas")["personas"]]


def logged(shop):
    """All lines of all files, the oldest first."""
    files = sorted((shop.data / "logs").glob("chat.jsonl*"), key=lambda file: -int(file.suffix[1:]) if file.suffix != ".jsonl" else 0)
    return files, [json.loads(line) for file in files for line in file.read_text().splitlines()]


def test_two_personas_share_a_file_that_is_rotated_under_them(shop):
    with Served(shop) as server:
        names = personas(server)
        assert len(names) == 2
        with ThreadPoolExecutor(8) as pool:
            replies = list(pool.map(lambda n: say(server, f"Where is my parcel, {n}?", names[n % 2]), range(60)))
        jobs_end(shop)
        wait_until(lambda: not rows(shop, "SELECT 1 FROM outgoing_log_lines LIMIT 1"))
        files, lines = logged(shop)
        assert len(files) > 4 and all(file.stat().st_size <= 8192 for file in files)
        assert sorted(line["message_id"] for line in lines) == sorted(reply["message_id"] for reply in replies)
        assert {line["persona"] for line in lines} == set(names)
        # The oldest chat stands in the file that was rotated away first.
        oldest = lines[0]["chat_id"]
        assert server.request("DELETE", f"/api/chats/{oldest}")[0] == 204
        wait_until(lambda: not rows(shop, "SELECT 1 FROM log_erasures"))
        _, lines = logged(shop)
        assert len(lines) == 59 and oldest not in {line["chat_id"] for line in lines}
        server.json("DELETE", "/api/me")
        wait_until(lambda: not rows(shop, "SELECT 1 FROM log_erasures"))
        files, lines = logged(shop)
        assert lines == [] and len(files) == 1, "old files of which nothing is left are gone"


def test_a_folder_that_vanishes_stops_no_chat(shop):
    with Served(shop) as server:
        say(server, "one")
        jobs_end(shop)
        wait_until(lambda: logged(shop)[1])
        shutil.rmtree(shop.data / "logs")
        (shop.data / "logs").write_text("in the way")
        waiting = [say(server, text)["message_id"] for text in ("two", "three")]
        jobs_end(shop)
        server.wait_until_it_says("Log lines for logs/chat.jsonl wait in the database")
        (shop.data / "logs").unlink()
        last = say(server, "four")["message_id"]
        jobs_end(shop)
        wait_until(lambda: not rows(shop, "SELECT 1 FROM outgoing_log_lines LIMIT 1"))
        assert [line["message_id"] for line in logged(shop)[1]] == [*waiting, last]


def test_a_full_disk_of_logs_stops_no_chat(shop):
    folder = shop.data / "logs"
    folder.mkdir(parents=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("a small disk cannot be mounted here")
    try:
        (folder / "filler").write_bytes(b"\0" * 12288)
        with Served(shop) as server:
            replies = [say(server, f"How are you, {n}? " + "x" * 2000)["message_id"] for n in range(4)]
            jobs_end(shop)
            server.wait_until_it_says("wait in the database")
            (folder / "filler").unlink()
            replies.append(say(server, "and now?")["message_id"])
            jobs_end(shop)
            wait_until(lambda: not rows(shop, "SELECT 1 FROM outgoing_log_lines LIMIT 1"))
            assert [line["message_id"] for line in logged(shop)[1]] == replies
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_what_is_personal_is_blacked_out_in_lines_and_questions(shop):
    with Served(shop) as server:
        say(server, "Do you sell zeppelins? ann@example.org, 207 555 0142, 4111 1111 1111 1111")
        jobs_end(shop)
        wait_until(lambda: logged(shop)[1])
        wanted = "Do you sell zeppelins? [email], [phone], [card]"
        assert logged(shop)[1][0]["message"] == wanted
        [question] = server.json("GET", "/api/admin/unanswered")["questions"]
        assert question["question"] == wanted
        assert [q["question"] for q in shop.json("unanswered")] == [wanted]
        assert wanted in shop.run("unanswered")
        server.json("DELETE", "/api/me")
        assert server.json("GET", "/api/admin/unanswered")["questions"] == []
        audit = server.json("GET", "/api/admin/audit")
        assert [(r["action"], r["actor"]) for r in audit["records"]] == [("owner.erase", "local")] and audit["intact"]
    assert shop.json("unanswered") == [], "without a server, too"
