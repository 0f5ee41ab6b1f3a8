"""Who and what is named: lexicon matches, persons that no lexicon knows, and surnames of persons met before.

The lexicon overrides the parser, which often takes a president for an organisation. A person who is in no
list is known by form: two to four capitalised words that speak, bear a role or a title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from parley.lexicon import Lexicon, Match
from parley.read.cues import cues
from parley.read.tree import Token, Tree
from parley.read.units import Unit

NAME_PARTS = re.compile(r"[A-Z][\w'’.-]*|de|van|von|der|den|la|le|al|bin|da|dos|di|del")
FAMILY_FIRST = ("CN", "KR", "KP", "TW", "HK", "VN")
SURNAME = re.compile(r"\b[A-Z][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """Article offsets of a name, and what it names: `name` is canonical, `party` its state or body."""

    start: int
    end: int
    kind: str
    key: str
    name: str
    party: str | None


def find_mentions(text: str, units: Sequence[Unit], lexicon: Lexicon) -> tuple[Mention, ...]:
    """All mentions of an article's text, in order, none inside another."""
    known = [to_mention(m, lexicon) for m in lexicon.find(text)]
    strangers = [m for u in units for m in unknown_persons(u, known)]
    taken = drop_inside([*strangers, *known])
    persons = {surname(m.name, m.party): m for m in taken if m.kind == "person" and " " in m.name}
    return tuple(sorted(drop_inside([*taken, *surnames(text, persons, taken)]), key=lambda m: m.start))


def to_mention(match: Match, lexicon: Lexicon) -> Mention:
    """A lexicon match as a mention with the canonical name and the party."""
    name, party = NAMERS.get(match.kind, unnamed)(match.key, lexicon)
    return Mention(match.start, match.end, match.kind, match.key, name, party)


def unnamed(key: str, lexicon: Lexicon) -> tuple[str, str | None]:
    """Titles, roles and other kinds whose party only the context tells."""
    return key, None


def of_party(key: str, lexicon: Lexicon) -> tuple[str, str | None]:
    """A party by its code."""
    return lexicon.parties[key].name, key


NAMERS: dict[str, Callable[[str, Lexicon], tuple[str, str | None]]] = {
    "party": of_party,
    "adjective": of_party,
    "metonym": of_party,
    "capital": lambda key, lexicon: (lexicon.capitals[key].city, lexicon.capitals[key].party),
    "body": lambda key, lexicon: (lexicon.bodies[key].name, lexicon.bodies[key].party),
    "office": lambda key, lexicon: (lexicon.offices[key].title, lexicon.offices[key].party),
    "person": lambda key, lexicon: (lexicon.people[key].name, lexicon.people[key].party),
    "outlet": lambda key, lexicon: (lexicon.outlets[key].name, lexicon.outlets[key].party),
    "company": lambda key, lexicon: (lexicon.companies[key].name, lexicon.companies[key].party),
    "venue": lambda key, lexicon: (lexicon.venues[key].city, lexicon.venues[key].party),
    "index": lambda key, lexicon: (lexicon.indices[key].name, lexicon.indices[key].party),
    "accord": lambda key, lexicon: (lexicon.accords[key].name, None),
    "legal_basis": lambda key, lexicon: (lexicon.legal_bases[key].name, lexicon.legal_bases[key].party),
}


def drop_inside(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without those that overlap a longer one, or an equal one that came earlier."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for m in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if taken.isdisjoint(range(m.start, m.end)):
            kept.append(m)
            taken.update(range(m.start, m.end))
    return kept


def unknown_persons(unit: Unit, known: Sequence[Mention]) -> Iterator[Mention]:
    """Persons of a unit that no list has, by form and by what they do."""
    for run in name_runs(unit.tree):
        start, end = unit.span(run[0].start, run[-1].end)
        clash = [m for m in known if m.start < end and m.end > start and m.kind != "person"]
        whole = any(m.start <= start and m.end >= end for m in known)
        if (
            whole
            or any(m.kind not in ("good", "company") for m in clash)
            or unit.place(run[0].start) != start
        ):
            continue
        if is_person(unit.tree, run):
            yield Mention(start, end, "person", "", " ".join(t.text for t in run), None)


def name_runs(tree: Tree) -> Iterator[list[Token]]:
    """Runs of two to four proper nouns that look like a person's name."""
    run: list[Token] = []
    for token in [*tree, None]:
        if (
            token is not None
            and token.pos == "PROPN"
            and NAME_PARTS.fullmatch(token.text)
            and token.text not in titles()
        ):
            run.append(token)
            continue
        if (
            2 <= len(run) <= 4
            and all(t.text[0].isupper() for t in (run[0], run[-1]))
            and not run[-1].text.isupper()
        ):
            yield run
        run = []


@cache
def titles() -> frozenset[str]:
    """Forms of address before a name."""
    return frozenset(cues().titles)


def is_person(tree: Tree, run: Sequence[Token]) -> bool:
    """Does the name speak, follow a title, or bear a role in apposition?"""
    head = next((t for t in run if t.head not in {r.i for r in run}), run[-1])
    governor = tree.head(head)
    before = tree[run[0].i - 1].text if run[0].i else ""
    if before in titles():
        return True
    if (
        governor is not None
        and head.dep in ("nsubj", "nsubjpass", "dobj")
        and governor.lemma in cues().speech
    ):
        return True
    around = [*tree.children(head, "appos", "relcl", "compound", "nmod")]
    if head.dep == "appos" and governor is not None:
        around.append(governor)
    words = " ".join(t.text.lower() for a in around for t in tree.subtree(a)[:8])
    return any(role in words for role in (*cues().private_roles, *cues().public_roles))


def surname(name: str, party: str | None) -> str:
    """The part of a name by which the press speaks of the person later: the first where it is the family's."""
    words = name.split()
    return words[0] if party in FAMILY_FIRST and len(words[0]) > 1 else words[-1]


def surnames(text: str, persons: dict[str, Mention], taken: Sequence[Mention]) -> Iterator[Mention]:
    """Later mentions of a person by surname alone."""
    covered = [(m.start, m.end) for m in taken]
    for found in SURNAME.finditer(text):
        word = re.sub(r"['’]s?$", "", found.group())
        person = persons.get(word)
        if (
            person is not None
            and word not in ("He", "She")
            and not any(s <= found.start() < e for s, e in covered)
        ):
            yield replace(person, start=found.start(), end=found.start() + len(word))
