"""Sources without a name: officials, diplomats, people familiar with the matter."""

from __future__ import annotations

import re

from parley.read.cues import cues
from parley.read.document import Document
from parley.read.pronouns import Discourse, Source
from parley.read.tree import Token
from parley.read.units import Unit

PLACE_KINDS = ("party", "adjective", "capital", "metonym")
BACK = 800  # code points back in which one was spoken of as nobody in particular


def unnamed(doc: Document, unit: Unit, token: Token, party: str | None) -> Source:
    """Sources without a name: one official or experts are `anonymous`, several of a party "US officials"."""
    lemma = token.lemma.lower()
    words = " ".join(t.text for t in unit.tree.subtree(token)).lower()
    if party is None and "administration" in words and "US" in doc.pair:
        party = "US"
    hidden = lemma in cues().experts or any(p in words for p in cues().unnamed_phrases)
    official = lemma in cues().officials
    if party is None and official:
        party = employer(doc, unit, token)
    if hidden or not is_plural(token) or not official or party is None:
        return Source("anonymous", party if official else None, "unnamed")
    noun = "official" if lemma == "counterpart" else lemma
    parties = tuple(dict.fromkeys((party, *employers(doc, unit, token))))
    whose = " and ".join(short_name(doc, code) for code in parties)
    return Source(f"{whose} {noun}s", party, "several" if parties[1:] else "body", parties[1:])


def same_group(
    doc: Document, unit: Unit, token: Token, party: str | None, so_far: Discourse
) -> Source | None:
    """ "the ministers", "the leaders": those of the bloc or states who spoke, or were told of, last."""
    lemma, place = token.lemma.lower(), unit.place(token.start)
    the = any(k.text.lower() == "the" for k in unit.tree.children(token, "det"))
    if party is not None or lemma not in cues().officials or not the:
        return None
    spoke = (s for s in reversed(so_far.bodies) if (s.name or "").lower().endswith(f" {lemma}s"))
    if (last := next(spoke, None)) is not None:
        return last
    for m in reversed(doc.mentions_between(max(0, place - BACK), place)):
        group = re.match(rf"(?: [\w-]+){{0,2}} {lemma}s\b", doc.text[m.end : m.end + 60], re.IGNORECASE)
        if group is not None and m.kind in PLACE_KINDS and m.party is not None:
            return Source(f"{short_name(doc, m.party)} {lemma}s", m.party, "body")
    return None


def employers(doc: Document, unit: Unit, token: Token) -> list[str]:
    """ "Norwegian and Bolivian officials", "officials from Norway and Bolivia": all whose they are."""
    preps = (p for p in unit.tree.children(token, "prep") if p.text.lower() in ("at", "from", "of"))
    ends = [t for p in preps for n in unit.tree.children(p, "pobj") for t in unit.tree.conjuncts(n)]
    own = [t for k in unit.tree.children(token, "amod", "compound", "nmod") for t in unit.tree.conjuncts(k)]
    joined = ends if len(ends) > 1 else own if len(own) > 1 else []
    named = doc.mentions_in(unit, joined)
    return [m.party for m in named if m.kind in PLACE_KINDS and m.party is not None]


def employer(doc: Document, unit: Unit, token: Token) -> str | None:
    """ "an official at Peru's trade ministry", "a diplomat from Oslo": whose official it is."""
    nouns = unit.tree.behind(token, "at", "from", "in", "for")
    named = (m for n in nouns for m in doc.mentions_in(unit, name_part(unit, n)))
    return next((m.party for m in named if m.party and m.kind in (*PLACE_KINDS, "body")), None)


def short_name(doc: Document, code: str) -> str:
    """The party as the press puts it before a noun: `US`, `EU`, `Chinese`."""
    adjectives = doc.lexicon.parties[code].adjectives
    return code if code in ("US", "EU", "UK") or not adjectives else adjectives[0]


def is_hidden(doc: Document, unit: Unit, token: Token) -> bool:
    """Was one of that word spoken of as nobody in particular shortly before ("a diplomat said")?"""
    place = unit.place(token.start)
    before = doc.text[max(0, place - BACK) : place]
    noun = re.escape(token.text.lower())
    word = rf"(?<!, )\b(?:[Aa]n?|[Oo]ne|[Aa]nother) (?:[\w-]+ ){{0,4}}{noun}\b(?!,? [A-Z])"
    return re.search(word, before) is not None


def known_official(
    doc: Document, unit: Unit, token: Token, party: str | None, so_far: Discourse
) -> Source | None:
    """ "the Peruvian official", once Peru's minister was named, and no official who was not."""
    the = any(k.text in ("the", "The") for k in unit.tree.children(token, "det"))
    if token.lemma.lower() != "official" or party is None or not the or is_hidden(doc, unit, token):
        return None
    return next((s for s in reversed(so_far.persons) if s.party == party), None)


def is_epithet(unit: Unit, token: Token) -> bool:
    """ "the 54-year-old", "the father of two": a word for a person just spoken of that gives no role."""
    aged = token.text.lower() == "old" and unit.text[: token.start].lower().endswith("year-")
    return aged or token.lemma.lower() in cues().epithets


def name_part(unit: Unit, token: Token) -> list[Token]:
    """Determiners, possessors, adjectives and compounds before the head, and the head."""
    kids = unit.tree.children(token, "poss", "amod", "compound", "nmod")
    return [*(t for kid in kids for t in unit.tree.subtree(kid)), token]


def is_plural(token: Token) -> bool:
    """A plural noun."""
    letters = token.text.isupper() and len(token.text) > 2  # "the HGBA"
    return (token.tag in ("NNS", "NNPS") and not letters) or token.lemma.lower() == "people"
