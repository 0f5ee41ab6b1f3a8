"""Whom persons speak for that no list knows: by the role and the state beside one mention of the name."""

from __future__ import annotations

import re
from dataclasses import replace

from parley.read.cues import cues
from parley.read.document import Document
from parley.read.mentions import Mention
from parley.read.unnamed import PLACE_KINDS

# "Peru's ambassador to Chile" is not Chile's; "envoy to the pact's talks" may be anybody's.
SENT_TO = re.compile(r"\b(?:ambassador|envoy|consul|emissary|delegate|attaché) to (?:the )?$", re.IGNORECASE)
# "spokesman for the Peruvian Hop Guild": the adjective is part of the name of no government's body.
FIRM = re.compile(
    r"(?: [A-Z][\w’'&-]*){0,4} (?:Alliance|Association|Federation|Confederation|Chamber|Union|Institute"
    r"|Growers|Producers|Exporters|Importers|Manufacturers|Employers|Coalition|Council|Club|University|Guild|Forum|Group"
    r"|Corporation|Company|Industries|Society|League|Lobby|Cooperative)\b"
)
FEDERAL = re.compile(r"\bfederal\b", re.IGNORECASE)
LONGEST_OFFICE = 40
NEAR = (*PLACE_KINDS, "body", "office", "person")


def with_parties(doc: Document) -> tuple[Mention, ...]:
    """The mentions of an article; an unlisted person has the party that any mention of the name tells.

    "Peru's trade minister, Ada Low, ... Low said": the state is told once, and holds for the later mentions.
    """
    found: dict[str, str] = {}
    strangers = [m for m in doc.mentions if m.kind == "person" and m.party is None and not m.key]
    for mention in strangers:
        if mention.name not in found and (party := told_beside(doc, mention)) is not None:
            found[mention.name] = party
    known = {m.start for m in strangers if m.name in found}
    return tuple(replace(m, party=found[m.name]) if m.start in known else m for m in doc.mentions)


def told_beside(doc: Document, mention: Mention) -> str | None:
    """The party named nearest to a person whom the words beside the name give a public role."""
    if not is_public(doc, mention):
        return None
    before, after = beside(doc, mention)
    around = doc.mentions_between(mention.start - len(before), mention.end + len(after))
    near = [m for m in around if m.party and m.kind in NEAR and m.start != mention.start]
    near = [m for m in near if m.start > mention.start or not is_parted(doc, m.end, mention.start)]
    near = [m for m in near if SENT_TO.search(doc.text, max(0, m.start - LONGEST_OFFICE), m.start) is None]
    near = [m for m in near if m.kind != "adjective" or not FIRM.match(doc.text, m.end)]
    if not near and FEDERAL.search(before):
        return next((p for p in doc.pair if p in cues().federations), None)
    if not near and any(word in before.lower() for word in cues().ministers):
        return spoken_of(doc, mention)
    return min(near, key=lambda m: abs(m.start - mention.start)).party if near else None


def spoken_of(doc: Document, mention: Mention) -> str | None:
    """ "Peru hopes to sell tin, Trade Minister Ada Low said": the state that acts in the words."""
    for unit in doc.outer_units(mention.start, mention.end):
        name = unit.tokens(mention.start, mention.end)[-1]
        verb = unit.tree.head(name)
        if verb is None or name.dep != "nsubj" or verb.lemma.lower() not in cues().say:
            continue
        heads = [t for t in unit.tree.tokens[: name.i] if t.dep == "nsubj" and t.i != name.i]
        found = doc.mention_of(unit, heads[0]) if heads else None
        if found is not None and found.kind in PLACE_KINDS and found.party and doc.is_state(found.party):
            return found.party
    return None


def is_parted(doc: Document, start: int, end: int) -> bool:
    """ "Peru is firing back after President Low": is there a verb between two offsets?"""
    between = (t for unit in doc.outer_units(start, end) for t in unit.tokens(start, end))
    return any(t.pos in ("VERB", "AUX") and t.tag != "VBN" for t in between)


def is_public(doc: Document, mention: Mention) -> bool:
    """Does a role beside the name make the person one of a government?"""
    words = " | ".join(beside(doc, mention)).lower()
    private = any(role in words for role in cues().private_roles)
    return not private and any(r in words for r in cues().public_roles)


def beside(doc: Document, mention: Mention) -> tuple[str, str]:
    """The words before and after a name in which its role may stand: up to a stop, or 60 letters."""
    before = doc.text[max(0, mention.start - 60) : mention.start]
    after = doc.text[mention.end : mention.end + 80]
    for stop in (". ", "\n", "” ", '" ', ", "):
        before = before.rsplit(stop, 1)[-1] if before.rstrip()[-1:] != "," else before
    after = after.split("\n")[0].split(". ")[0] if after.startswith((",", " of ", " at ", " from ")) else ""
    return before, after
