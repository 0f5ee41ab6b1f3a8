"""What is passed over for want of a word tells nothing: with each gate open the same claims are made."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from prose import article_of, parser, reading_of

from parley.model import Claim
from parley.read import modality, read
from parley.record import events, record, terms, undertakings
from parley.record.leads import may_lie_ahead

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.txt"))
AHEAD = (
    "Peru will lift its duty on tin, Chile must open its ports, and Oman agreed to buy gas from Peru.",
    "The pact gives Peru access to Chile's market, keeps its tin from being hit with duties.",
    "Chile did not cut its quota, no longer taxes wine, and neither side met its pledge to buy copper.",
    "In exchange for a cut in Chile's duty, Peru is to resume imports of wine by a deadline of June 30.",
)


def claims(articles: Iterable[tuple[str, ...]]) -> list[tuple[Claim, ...]]:
    return [record(read(article_of(*paragraphs), parser())) for paragraphs in articles]


def lemmas(articles: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """All lemmas of the articles."""
    units = (u for paragraphs in articles for u in reading_of(*paragraphs).doc.units)
    return frozenset(lemma for unit in units for lemma in unit.lemmas)


def test_a_gate_that_is_shut_loses_no_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verbs told as done, words of terms and of meetings, negation: each is asked of all."""
    articles = [tuple(file.read_text().split("\n\n")) for file in CORPUS] + [AHEAD]
    before, every = claims(articles), lemmas(articles)
    monkeypatch.setattr(undertakings, "may_lie_ahead", lambda *_: True)
    monkeypatch.setattr(undertakings, "telling", lambda: every)
    monkeypatch.setattr(undertakings, "giving", lambda: every)
    monkeypatch.setattr(events, "meeting_words", lambda: every)
    monkeypatch.setattr(modality, "may_negate", lambda _: True)
    assert claims(articles) == before
    assert {c.kind for found in before for c in found} >= {"commitment", "meeting", "measure"}


def test_a_verb_of_a_plain_fact_is_not_asked() -> None:
    """No modal, no infinitive and no word of promise: the verb tells nothing that lies ahead."""
    unit = reading_of("Peru lifted its duty on tin on Monday.").doc.units[0]
    assert not any(may_lie_ahead(unit, t) for t in unit.tree if t.pos == "VERB")
    for text in ("Peru agreed a cut in its duty.", "Peru would lift its duty.", "Peru is to lift its duty."):
        unit = reading_of(text).doc.units[0]
        assert any(may_lie_ahead(unit, t) for t in unit.tree if t.pos == "VERB"), text


def test_tokens_are_found_by_their_lemmas() -> None:
    """In the order of the text, capitals apart; none where no lemma fits."""
    unit = reading_of("Duties on tin rose, and a duty on wine fell.").doc.units[0]
    assert [t.text for t in unit.having(("duty", "fall"))] == ["Duties", "duty", "fell"]
    assert unit.having(frozenset({"quota"})) == ()
    assert {"duties", "rose", ","} <= unit.words


def test_the_words_of_terms_are_those_of_the_lexicon() -> None:
    """A pledge, a grant and what is warded off are looked at; a plain verb is not."""
    assert {"give", "pledge"} <= terms.telling()
    assert "say" not in terms.telling()
