#!/usr/bin/python3
"""Puts the status of an order that a message names into the prompt. Protocol: docs/external.md."""
import json
import re
import sys
import urllib.error
import urllib.request


def say(message):
    print(json.dumps(message), flush=True)


def status(number, options):
    """One sentence about an order, from the shop's own service."""
    try:
        with urllib.request.urlopen(f"{options['url']}/orders/{number}", timeout=2) as answer:
            order = json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return f"There is no order {number}."
        raise
    return f"Order {number}: {order['status']}; {order['detail']}"


for line in sys.stdin:
    message = json.loads(line)
    if "hello" in message:
        options = message["hello"]["options"]
        say({"hello": {"version": 1, "hooks": ["prePrompt"]}})
    elif "hook" in message:
        found = re.search(r"\border\D{0,20}(\d{4,10})\b", message["turn"]["message"]["text"], re.I)
        if not found:
            say({"id": message["id"], "unchanged": True})
            continue
        try:
            say({"id": message["id"], "parts": [{"text": status(found[1], options), "priority": 90}]})
        except (OSError, ValueError, KeyError) as error:
            say({"id": message["id"], "error": f"the order service failed: {error}"})
