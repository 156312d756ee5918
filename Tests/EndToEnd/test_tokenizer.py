"""`tokenizer` of an upstream: a file of ranks that is wrong is told with its line."""

import base64

import pytest

from parley_program import Parley

SINGLE_BYTES = [base64.b64encode(bytes([value])).decode() + f" {value}" for value in range(256)]
CONFIGURATION = """
version: 1
upstreams:
  - name: reading
    provider: extractive
    tokenizer: {file: own.tiktoken, encoding: o200k_base}
personas:
  - {name: clerk, label: Clerk, language: en, instructions: You sell books.}
"""


@pytest.fixture
def shop(program, tmp_path):
    (tmp_path / "config.yaml").write_text(CONFIGURATION, encoding="utf-8")
    return Parley(program, tmp_path / "config.yaml", tmp_path / "data")


def test_a_file_beside_the_configuration_is_read(shop, tmp_path):
    (tmp_path / "own.tiktoken").write_text("\n".join(SINGLE_BYTES) + "\n", encoding="ascii")
    usage = shop.json("ask", "Hello")["usage"]
    # Each byte is a token: the instructions alone have more than any estimate would say.
    assert usage["input_tokens"] > 300


@pytest.mark.parametrize("lines, reason", [
    (None, "own.tiktoken: No such file or directory"),
    (SINGLE_BYTES + ["zz 256"], "own.tiktoken: line 257: the token is not in Base64"),
    (SINGLE_BYTES[:9], "own.tiktoken: no token for the single byte 9"),
])
def test_a_wrong_file_is_told(shop, tmp_path, lines, reason):
    if lines is not None:
        (tmp_path / "own.tiktoken").write_text("\n".join(lines) + "\n", encoding="ascii")
    done = shop.attempt("ask", "Hello")
    assert done.returncode == 78
    assert "upstream 'reading': tokenizer" in done.stderr and reason in done.stderr
