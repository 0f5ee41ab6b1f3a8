"""The parser: cached by sentence, named by setting, refused in one line where it is missing."""

from __future__ import annotations

import pytest
from prose import parser

from parley.errors import UsageError
from parley.read import open_parser
from parley.read.tree import Tree

SENTENCE = "Norland cut its duty on tin."


def test_a_sentence_seen_before_is_not_parsed_again() -> None:
    """The second parser never loads a model: all it needs is in the cache."""
    cache: dict[str, bytes] = {}
    first = open_parser(cache=cache).parse([SENTENCE])
    again = open_parser(cache=cache)
    assert again.parse([SENTENCE, SENTENCE]) == [first[0], first[0]]
    assert "_pipeline" not in vars(again)


def test_a_tree_survives_the_cache() -> None:
    """Bytes and back give the same tokens and heads."""
    tree = parser().parse([SENTENCE])[0]
    assert Tree.loads(tree.dumps()).tokens == tree.tokens
    assert [t.text for t in tree] == ["Norland", "cut", "its", "duty", "on", "tin", "."]


def test_another_pipeline_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """PARLEY_MODEL names it; the cache key changes with it, so that no tree of another model is used."""
    usual = open_parser().key(SENTENCE)
    monkeypatch.setenv("PARLEY_MODEL", "en_other_model")
    other = open_parser()
    assert other.model == "en_other_model"
    assert other.key(SENTENCE) != usual


def test_a_pipeline_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says which model cannot be loaded."""
    monkeypatch.setenv("PARLEY_MODEL", "en_other_model")
    with pytest.raises(UsageError, match="en_other_model"):
        open_parser().parse([SENTENCE])
