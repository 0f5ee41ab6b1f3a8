"""The parser: cached by sentence, named by setting, refused in one line where it is missing."""

from __future__ import annotations

import subprocess
import sys

import pytest
from prose import parser, reading_of

from parley.errors import UsageError
from parley.read import forms, open_parser, parse
from parley.read.forms import are_alone
from parley.read.parse import Memory, tree
from parley.read.tree import Token, Tree

SENTENCE = "Norland cut its duty on tin."


def test_a_sentence_seen_before_is_not_parsed_again() -> None:
    """The second parser never loads a model: all it needs is in the cache."""
    cache = Memory()
    first = open_parser(cache=cache).parse([SENTENCE])
    again = open_parser(cache=cache)
    assert again.parse([SENTENCE, SENTENCE]) == [first[0], first[0]]
    assert "_pipeline" not in vars(again)


def test_a_tree_survives_the_cache() -> None:
    """Bytes and back give the same tokens and heads."""
    tree = parser().parse([SENTENCE])[0]
    assert Tree.loads(tree.dumps()).tokens == tree.tokens
    assert [t.text for t in tree] == ["Norland", "cut", "its", "duty", "on", "tin", "."]


def test_nouns_behind_prepositions_are_found_by_their_words() -> None:
    """Only those on the token itself count, whatever the case of the preposition."""
    unit = reading_of("From Oslo, Lima shipped tons of tin to Peru.").doc.units[0]
    shipped = next(t for t in unit.tree if t.text == "shipped")
    tons = next(t for t in unit.tree if t.text == "tons")
    assert [n.text for n in unit.tree.behind(tons)] == ["tin"]
    assert [n.text for n in unit.tree.behind(shipped, "from", "to")] == ["Oslo", "Peru"]
    assert unit.tree.behind(shipped, "of") == []


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


def test_forms_worked_out_once_are_those_of_the_whole_pipeline() -> None:
    """Tag, part of speech and lemma of each token are what spaCy's own components give, in any company."""
    sentences = [
        "There is a duty on tin, and there were two on zinc.",
        "Let's say they're gonna do it; he hadn't done that, he'd say.",
        "What's that?  The bloc's ministers aren't meeting those who do.",
        "It is but one of the leading firms that leads the others.",
    ]
    given = parser()
    pipeline = given._pipeline
    for _ in range(2):
        assert list(given._parse(sentences)) == [tree(doc) for doc in pipeline.pipe(sentences)]
    assert {t.lemma for t in given.parse(sentences[:1])[0] if t.tag.startswith("VB")} == {"be"}


def test_the_command_line_of_spacy_is_not_loaded() -> None:
    """It takes a third of the import; whoever wants it afterwards still gets it."""
    program = (
        "import sys\nfrom parley.read import open_parser\n"
        "open_parser().parse(['It works.'])\n"
        "assert 'spacy' in sys.modules and 'spacy.cli' not in sys.modules and 'requests' not in sys.modules\n"
        "import spacy.cli\nassert spacy.cli.info"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)


def test_forms_are_forgotten_when_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same forms come out again."""
    before = list(parser()._parse([SENTENCE]))
    monkeypatch.setattr("parley.read.forms.MOST", 2)
    assert list(parser()._parse(["Zinc went up.", SENTENCE]))[1:] == before


def test_a_pipeline_with_other_components_runs_whole() -> None:
    """The short way is taken only where the last two components look at one token each."""

    class Pipeline:
        pipe_names = ("tagger", "parser", "trainable_lemmatizer")

    assert not are_alone(Pipeline())
    assert are_alone(parser()._pipeline)


def test_a_stored_tree_is_small_and_whole() -> None:
    """Line breaks, tabs and half a surrogate pair in a token come back, and so does a tree without tokens."""
    odd = Tree(
        (
            Token(0, 0, 3, "a\tb", "a\tb", "X", "", "ROOT", 0),
            Token(1, 4, 6, "\n\n", "\n\n", "SPACE", "_SP", "dep", 0),
            Token(2, 6, 7, "\ud83d", "\ud83d", "SYM", "NFP", "", 0),
        )
    )
    assert Tree.loads(odd.dumps()) == odd
    assert Tree.loads(Tree(()).dumps()) == Tree(())


def test_patterns_of_several_words_are_matched_where_they_can_be() -> None:
    """ "There is", "let's", "gon na": what the model's own components say of them is kept."""
    for sentence in ("There's a duty on tin.", "Let's talk.", "They're gonna talk.", "It ain't over."):
        whole = parser()._pipeline(sentence)
        own = [(t.lemma, t.pos) for t in parser().parse([sentence])[0]]
        assert own == [(t.lemma_, t.pos_) for t in whole]


def test_words_that_were_met_are_let_go_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that reads for months keeps neither each word it met nor what it worked out of each."""
    pipeline = (given := open_parser())._pipeline
    given.parse(["Peru lifted its duty on copper."])
    monkeypatch.setattr(forms, "MOST", 100)
    monkeypatch.setattr(parse, "WORDS", 0)
    before = len(pipeline.vocab.strings)
    for number in range(20):
        given.parse([f"Port{number}{word} sold tin{word} to Mill{number}{word}." for word in "abcdefgh"])
    assert len(pipeline.vocab.strings) == before
    assert len(pipeline.get_pipe("lemmatizer").cache) < 200


def test_the_first_words_are_kept_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is worked out of a word is kept for the next sentence, up to a bound; the trees are the same."""
    pipeline = (given := open_parser())._pipeline
    sentences = [f"Quero{word} taxed plum{word} from Lind{word}." for word in "abcdefgh"]
    first = given.parse(sentences)
    kept = len(pipeline.vocab.strings)
    assert all(f"plum{word}" in pipeline.vocab.strings for word in "abcdefgh")
    monkeypatch.setattr(parse, "WORDS", len(pipeline.vocab) + 10)
    sizes = []
    for number in range(8):
        given.parse([f"Dock{number}{word} and Hall{number}{word} agreed." for word in "abcdefgh"])
        sizes.append(len(pipeline.vocab.strings))
    assert kept < sizes[0] == sizes[-1]
    given.cache = Memory()
    assert given.parse(sentences) == first
