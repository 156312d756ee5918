"""Dialogues in YAML files, and what their turns must show.

A file has `name`, `persona` and `turns`. A turn has `say`, the line to send, and any of

- `cites`: these records are cited, as `collection/id`
- `cites_only_from`: every cited record is in one of these collections
- `cites_urls`: a record of each of these pages is cited; a fragment after the address is ignored
- `citations`: how many records are cited, `{least: 1, most: 5}`
- `contains`, `lacks`: texts that stand, or do not stand, in the reply; case does not matter
"""

import json
from dataclasses import dataclass
from pathlib import Path

import yaml

CHECKS = {"cites", "cites_only_from", "cites_urls", "citations", "contains", "lacks"}


@dataclass
class Dialogue:
    name: str
    persona: str
    turns: list

    @staticmethod
    def read(path):
        """Reads a file; a key that means nothing is an error, so that no check is skipped."""
        content = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
        unknown = set(content) - {"name", "persona", "turns"}
        for turn in content["turns"]:
            unknown |= set(turn) - CHECKS - {"say"}
            assert set(turn) & CHECKS, f"{path}: a turn checks nothing"
        assert not unknown, f"{path}: unknown keys {sorted(unknown)}"
        return Dialogue(content["name"], content["persona"], content["turns"])


def faults(turn, reply):
    """What is wrong with a reply object, as sentences."""
    return [*citation_faults(turn, reply), *text_faults(turn, reply), *shape_faults(reply)]


def citation_faults(turn, reply):
    cited = [f"{c['collection']}/{c['id']}" for c in reply["citations"]]
    pages = {(c["url"] or "").split("#")[0] for c in reply["citations"]}
    for record in turn.get("cites", []):
        if record not in cited:
            yield f"{record} is not cited"
    for page in turn.get("cites_urls", []):
        if page not in pages:
            yield f"no record of {page} is cited"
    allowed = turn.get("cites_only_from")
    for citation in reply["citations"]:
        if allowed and citation["collection"] not in allowed:
            yield f"{citation['collection']}/{citation['id']} is cited"
    count = turn.get("citations", {})
    if not count.get("least", 0) <= len(cited) <= count.get("most", len(cited)):
        yield f"{len(cited)} records are cited, not {count}"


def text_faults(turn, reply):
    text = reply["reply"].casefold()
    for wanted in turn.get("contains", []):
        if wanted.casefold() not in text:
            yield f"{wanted!r} is missing"
    for unwanted in turn.get("lacks", []):
        if unwanted.casefold() in text:
            yield f"{unwanted!r} is there"


def shape_faults(reply):
    """What holds for every reply of the built-in model."""
    if reply["model"] != "extractive":
        yield f"the model is {reply['model']!r}"
    if reply["finish_reason"] != "stop":
        yield f"the finish reason is {reply['finish_reason']!r}"
    for citation in reply["citations"]:
        for start, end in citation["ranges"]:
            marker = reply["reply"][start:end]
            if marker != f"[{citation['index']}]":
                yield f"the range {start}-{end} of citation {citation['index']} is {marker!r}"
    for notice in reply["notices"]:
        if notice["code"] in ("unknown_citation", "ungrounded_figure"):
            yield notice["message"]


def account(dialogue, said):
    """The dialogue so far with its faults, for people."""
    lines = [f"{dialogue.name} ({dialogue.persona})"]
    for turn, reply, wrong in said:
        lines += [f"> {turn['say']}", reply["reply"], json.dumps(reply["citations"])]
        lines += [f"  WRONG: {fault}" for fault in wrong]
    return "\n".join(lines)
