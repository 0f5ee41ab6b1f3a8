"""The vectors of words, kept by form."""

from __future__ import annotations

from typing import Any

import pytest

from parley.read import vectors
from parley.read.parse import find_model, import_spacy
from parley.read.vectors import keep_words

TEXTS = [
    "Norrland's duty on tin will rise to 12.5 % on Friday.",
    "",
    "The duty on tin fell; the tin did not.",
]


@pytest.fixture(scope="module")
def pipeline() -> Any:
    """The model as it ships, token vectors only."""
    return import_spacy().load(
        find_model(), exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]
    )


def made(pipeline: Any, texts: list[str]) -> list[list[list[float]]]:
    """The vectors of each text's tokens."""
    found = pipeline.get_pipe("tok2vec").predict([pipeline.make_doc(text) for text in texts])
    return [[list(map(float, row)) for row in rows] for rows in found]


def test_kept_words_have_the_vectors_of_the_model(pipeline: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """First met, known, among new ones, beside an empty text, and after the bound: always the model's own."""
    expected = made(pipeline, TEXTS)
    keep_words(pipeline)
    layers = pipeline.get_pipe("tok2vec").model.layers
    assert [layer.name for layer in layers] == ["looked_up", "read_with_neighbours"]
    first, again = made(pipeline, TEXTS[:1]), made(pipeline, TEXTS)
    monkeypatch.setattr(vectors, "MOST", 0)
    for found, told in ((first, expected[:1]), (again, expected), (made(pipeline, TEXTS), expected)):
        for rows, wanted in zip(found, told, strict=True):
            assert len(rows) == len(wanted)
            for row, right in zip(rows, wanted, strict=True):
                assert row == pytest.approx(right, abs=1e-4)


def test_a_pipeline_of_another_build_is_left_as_it_is() -> None:
    """A pipeline without such a layer has none put into it."""
    blank = import_spacy().blank("en")
    keep_words(blank)
    assert blank.pipe_names == []
