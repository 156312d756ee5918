"""What the fake backend answers: pieces of text, what they look like as HTML, what they cite."""

from dataclasses import dataclass, field
from html import escape

CITATIONS = [
    {
        "index": 1,
        "collection": "books",
        "id": "earthsea-1",
        "title": "A Wizard of Earthsea",
        "url": "https://shop.example/books/earthsea-1",
        "ranges": [[0, 3]],
    },
    {
        "index": 2,
        "collection": "books",
        "id": "earthsea-2",
        "title": "The Tombs of Atuan",
        "url": None,
        "ranges": [[4, 7]],
    },
]

BUTTON = '<button type="button" class="citation" data-index="{0}">{0}</button>'

RICH_TEXT = """7 books by Ursula K. Le Guin under $15; the 2 best:

- **A Wizard of Earthsea**, $9.99, in stock [1]
- **The Tombs of Atuan**, $10.99, 3 left [2]

| Title | Pages | Price |
|---|--:|--:|
| A Wizard of Earthsea | 264 | $9.99 |
| The Tombs of Atuan | 208 | $10.99 |

> Only in silence the word.

```python
cheapest = min(books, key=lambda book: book.price)  # the one to begin with, if you have not read any of them yet
```
"""

RICH_HTML = f"""<p>7 books by Ursula K. Le Guin under $15; the 2 best:</p>
<ul>
<li><strong>A Wizard of Earthsea</strong>, $9.99, in stock {BUTTON.format(1)}</li>
<li><strong>The Tombs of Atuan</strong>, $10.99, 3 left {BUTTON.format(2)}</li>
</ul>
<div class="table"><table>
<thead><tr><th scope="col">Title</th><th scope="col" class="right">Pages</th><th scope="col" class="right">Price</th></tr></thead>
<tbody>
<tr><td>A Wizard of Earthsea</td><td class="right">264</td><td class="right">$9.99</td></tr>
<tr><td>The Tombs of Atuan</td><td class="right">208</td><td class="right">$10.99</td></tr>
</tbody>
</table></div>
<blockquote>
<p>Only in silence the word.</p>
</blockquote>
<pre><code class="language-python">cheapest = min(books, key=lambda book: book.price)  # the one to begin with, if you have not read any of them yet
</code></pre>
"""


# What `GET /api/messages/{id}/trace` answers for every reply.
TRACE = {
    "persona": "bookseller",
    "upstream": "extractive",
    "model": "extractive",
    "status": "complete",
    "finish_reason": "stop",
    "usage": {"input_tokens": 1279, "output_tokens": 214, "cached_tokens": 0, "estimated": True},
    "knowledge": {"books": "20261120T214544Z-60308d"},
    "messages": [{"role": "system", "content": "…"}, {"role": "user", "content": "…"}],
    "parts": [
        {
            "plugin": "parley", "kind": "instruction", "message": 0, "tokens": 246, "milliseconds": 0,
            "text": "You are Marlowe, a bookseller.\n\n",
        },
        {
            "plugin": "books", "kind": "data", "message": 0, "tokens": 192, "milliseconds": 4.25,
            "index": 1, "score": 0.8712,
            "source": {
                "collection": "books", "id": "earthsea-1", "title": "A Wizard of Earthsea",
                "url": None, "version": "20261120T214544Z-60308d",
            },
            "text": "<<data 9491126371f9 [1] books/earthsea-1>>\ntitle: <b onclick=alert(1)>A Wizard</b>\n"
            "<<end 9491126371f9>>\n",
        },
        {
            "plugin": "parley", "kind": "message", "message": 1, "tokens": 17, "milliseconds": 0,
            "text": "Books by Ursula K. Le Guin",
        },
    ],
    "dropped": [
        {
            "plugin": "books", "kind": "data", "tokens": 180,
            "source": {"collection": "books", "id": "earthsea-9", "title": "Tehanu", "url": None},
            "reason": "over the plugin's 1200 tokens",
        }
    ],
    "budget": {
        "context": 8192, "reply": 800, "instructions": 246, "knowledge": 1016, "knowledge_limit": 2956,
        "history": 0, "history_limit": 2956, "message": 17, "prompt": 1279,
    },
    "lookups": [
        {
            "plugin": "books", "text": "Books by Ursula K. Le Guin under 3 dollars", "collection": "books",
            "version": "20261120T214544Z-60308d", "total": 0, "coverage": 1, "milliseconds": 3.5,
            "reading": {
                "intent": "find", "filters": ["authors is Ursula K. Le Guin", "price at most 3.00 USD"],
                "emptied": ["price at most 3.00 USD"], "terms": ["books"], "named": [], "follow_up": False,
            },
            "hits": [], "nearest": [{"id": "earthsea-1", "title": "A Wizard of Earthsea", "score": 0.87}],
        }
    ],
    "hooks": [
        {"plugin": "books", "hook": "prePrompt", "outcome": "parts", "parts": 2, "milliseconds": 4.25},
        {"plugin": "help", "hook": "prePrompt", "outcome": "skipped", "reason": "no answer in 300 ms",
         "milliseconds": 300.1},
    ],
    "attempts": [
        {"upstream": "main", "milliseconds": 12.5,
         "error": {"code": "upstream_unreachable", "message": "main: nobody listens"}},
        {"upstream": "extractive", "milliseconds": 2.5, "first_text_milliseconds": 1.25},
    ],
    "milliseconds": 1320.5,
}


@dataclass
class Script:
    """One reply."""

    text: str
    html: str | None = None
    citations: list = field(default_factory=list)
    notices: list = field(default_factory=list)
    # Seconds between two words.
    pace: float = 0.002
    # After so many events the connection breaks; the reply goes on.
    drops_after: int | None = None
    # After so many words the reply fails.
    fails_after: int | None = None

    @property
    def pieces(self):
        *words, last = self.text.split(" ")
        return [word + " " for word in words] + [last]

    def html_of(self, text):
        """What the server would render of the text so far."""
        if self.html is not None and text == self.text:
            return self.html
        return "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in text.split("\n\n"))


def script_for(message):
    """Chosen by the first word of the question."""
    word = message.split()[0].lower().strip(":,.")
    if word == "slow":
        return Script(" ".join(f"word{number}" for number in range(400)), pace=0.02)
    if word == "long":
        return Script("\n\n".join(f"Paragraph {number}." for number in range(60)), pace=0.004)
    if word == "drop":
        return Script(" ".join(f"part{number}" for number in range(30)), drops_after=12, pace=0.01)
    if word == "fail":
        return Script("This much was said before it broke.", fails_after=3)
    if word == "angle":
        return Script("<img src=x onerror=alert(1)> & more", pace=0.05)
    if word == "rich":
        return Script(
            RICH_TEXT,
            RICH_HTML,
            CITATIONS,
            [{"code": "fallback", "message": "The language model is away; this is the search clerk."}],
        )
    return Script(f"You asked: {message} [1]", None, CITATIONS[:1])
