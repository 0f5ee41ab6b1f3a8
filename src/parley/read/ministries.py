"""Ministries and other bodies that no list has: by the form of the name and the state that stands beside it.

"Peru's Ministry of Mines and Energy", "the Ministry of Farming of Peru", or bare, in an article that is most
about Peru: `Ministry of ... of Peru`. A common noun takes up the last such name that it closes or opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from parley.read.cues import cues
from parley.read.document import Document
from parley.read.mentions import Mention, drop_inside
from parley.read.unnamed import PLACE_KINDS

LINKS = r"(?: and | & | for | of )"
PART = r"[A-ZÀ-Þ][\w’'-]+"
MINISTRY = re.compile(
    rf"\b(?:Ministry|Department) (?:of|for) (?:the )?{PART}(?: {PART}|{LINKS}{PART}){{0,8}}"
    rf"(?:(?:, {PART}(?: {PART}){{0,2}}){{1,4}},? (?:and|&) {PART}(?: {PART}){{0,2}})?"  # no name behind it
)
NAMED = r"(?:[A-ZÀ-Þ][\w&.-]*’?'? (?:(?:of|for|on) (?:the )?|and )?)"
LETTERS = re.compile(r" \(([A-Z]{2,7})\)")
# "Peru's customs office at the Ministry of Finance"
PART_OF = re.compile(
    r"\b[A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20}){0,2}['’]s? (?:[\w-]{1,20} ){1,5}"
    r"(?:at|in|within|under|of) (?:the )?$"
)
LONGEST_PART = 90  # characters
BACK = 4000  # characters back in which a body was named
GENERIC = re.compile(r"[a-z]{4,}")


def with_ministries(doc: Document) -> tuple[Mention, ...]:
    """The mentions of an article with those of ministries that no list has, and of bodies by initials."""
    found = [m for match in MINISTRY.finditer(doc.text) if (m := ministry(doc, match)) is not None]
    found += initials(doc)
    return (
        tuple(sorted(drop_inside([*found, *doc.mentions]), key=lambda m: m.start)) if found else doc.mentions
    )


def initials(doc: Document) -> Iterator[Mention]:
    """ "the Hop Agency (HA) ... the HA said": letters that stand in brackets behind the name of a body."""
    for body in doc.mentions if "(" in doc.text else ():
        told = LETTERS.match(doc.text, body.end) if body.kind == "body" else None
        for match in re.compile(rf"\b{told[1]}\b").finditer(doc.text, told.end()) if told is not None else ():
            if doc.mention_at(match.start()) is None:
                yield replace(body, start=match.start(), end=match.end())


def ministry(doc: Document, match: re.Match[str]) -> Mention | None:
    """The mention of a ministry; None where the name runs on into a listed body, a person, or nobody's."""
    start, end = match.span()
    inside = doc.mentions_between(start, end)
    if any(m.kind in ("body", "office", "person", "outlet", "company") for m in inside):
        return None
    land = next((m for m in inside if m.kind == "party" and m.party), None)
    if land is not None and doc.text[start : land.start].endswith((" of ", " of the ")):
        end = doc.text.rindex(" of", start, land.start)
    name, party = doc.text[start:end], land.party if land is not None else state_of(doc, start)
    if party is None or party == "US" or not doc.is_state(party):
        return None
    whole = match.end() if land is None or land.end >= match.end() else end
    return Mention(start, whole, "body", "", f"{name} of {doc.lexicon.parties[party].name}", party)


def state_of(doc: Document, start: int) -> str | None:
    """The state named right before a ministry, else its outlet's, else the one that is most spoken of."""
    before = doc.mention_at(start - 2) or doc.mention_at(start - 4)
    beside = before is not None and before.kind in PLACE_KINDS and before.end >= start - 3
    if before is not None and beside:
        return before.party
    over = PART_OF.search(doc.text, max(0, start - LONGEST_PART), start)
    owner = doc.mention_at(over.start()) if over is not None else None
    if owner is not None and owner.kind in PLACE_KINDS:
        return owner.party
    return doc.home if doc.home in doc.pair else next(iter(doc.pair), None)


def namesake(doc: Document, noun: str, before: int) -> str | None:
    """The last name before an offset that has the noun with a capital: "the institute", the Hop Institute."""
    if GENERIC.fullmatch(noun) is None or noun in cues().unministered:
        return None
    word, told = noun.capitalize(), doc.text[max(0, before - BACK) : before]
    if word not in told:
        return None
    pattern = rf"\b{NAMED}{{0,6}}{word}\b(?: (?:of|for|on) (?:the )?{PART}(?: (?:and )?{PART}){{0,4}})?"
    found = [m[0] for m in re.finditer(pattern, told)]
    names = [re.sub(r"^(?:The|A|An) ", "", name) for name in found]
    return next((name for name in reversed(names) if " " in name), None)
