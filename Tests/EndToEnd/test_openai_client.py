"""The official `openai` package against `/v1`: a persona is a model."""

import openai
import pytest
from serving import Served


@pytest.fixture(scope="module")
def client(harbour_books):
    with Served(harbour_books) as server:
        yield openai.OpenAI(base_url=f"{server.url}/v1", api_key="anything", max_retries=0)


MESSAGES = [{"role": "user", "content": "Books by Ursula K. Le Guin under 15 dollars"}]


def test_lists_personas_as_models(client):
    assert [model.id for model in client.models.list()] == ["bookseller", "helpdesk"]
    assert client.models.retrieve("helpdesk").object == "model"


def test_answers_whole(client):
    reply = client.chat.completions.create(model="bookseller", messages=MESSAGES)
    assert "Le Guin" in reply.choices[0].message.content
    assert reply.choices[0].finish_reason == "stop"
    assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens
    annotation = reply.choices[0].message.annotations[0]
    assert annotation.type == "url_citation"
    start, end = annotation.url_citation.start_index, annotation.url_citation.end_index
    assert reply.choices[0].message.content[start:end] == "[1]"


def test_answers_in_pieces(client):
    stream = client.chat.completions.create(
        model="bookseller", messages=MESSAGES, stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)
    assert chunks[0].choices[0].delta.role == "assistant"
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert "Le Guin" in text
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-1].usage.prompt_tokens > 0 and not chunks[-1].choices


def test_the_clients_history_counts(client):
    history = [
        *MESSAGES,
        {"role": "assistant", "content": "There are several."},
        {"role": "user", "content": [{"type": "text", "text": "And is there something about whales?"}]},
    ]
    reply = client.chat.completions.create(model="bookseller", messages=history)
    assert "Moby-Dick" in reply.choices[0].message.content


def test_errors_have_the_types_that_clients_know(client):
    with pytest.raises(openai.NotFoundError) as unknown:
        client.chat.completions.create(model="nobody", messages=MESSAGES)
    assert unknown.value.code == "model_not_found"
    with pytest.raises(openai.BadRequestError) as several:
        client.chat.completions.create(model="bookseller", messages=MESSAGES, n=2)
    assert several.value.param == "n"
    with pytest.raises(openai.BadRequestError):
        client.chat.completions.create(model="bookseller", messages=[])
