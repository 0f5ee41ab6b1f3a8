"""Names of persons and bodies that no list has, as they are written."""

from __future__ import annotations

from itertools import dropwhile

from parley.read.body_names import is_of_something, whole_name
from parley.read.cues import cues
from parley.read.document import Document
from parley.read.naming import longer
from parley.read.pronouns import Discourse, Source
from parley.read.tree import Token
from parley.read.units import Unit

# What stands right before a person's name, and not in that of a body.
COLLECTIVE = ("ese", "sh", "ch", "ss")  # "the Dutch" are many
OTHER = Source(None, None, "other")  # somebody of whom nothing is known


def written(doc: Document, unit: Unit, token: Token) -> Source | None:
    """A name that no list has, as written; nobody where it is no name."""
    addressed = any(k.text.rstrip(".") in cues().address for k in unit.tree.children(token, "compound"))
    letters = token.text.isupper() and len(token.text) > 2
    if (token.pos != "PROPN" and not addressed and not letters) or token.text in cues().titles:
        return OTHER if token.pos in ("NOUN", "PRON", "ADJ") else None
    beside = unit.tree.children(token, "compound", "nmod", "amod", "flat")
    parts = [t for b in beside for t in (*named_in(unit, b), b) if t.pos == "PROPN"]
    if owners := growers(unit, token):
        name = unit.text[owners[0].start : token.end]
        return Source(whole_name(doc, unit, (owners[0], token), name), None, "company")
    run = sorted([*parts, token], key=lambda t: t.i)
    name = " ".join(t.text for t in dropwhile(lambda t: t.text in cues().titles, run))
    hyphens = all(t.text == "-" for t in unit.tree.tokens[run[0].i : token.i + 1] if t not in run)
    whole = unit.text[run[0].start : token.end]
    name = whole if name and hyphens and "-" in whole and name == whole.replace("-", " ") else name
    kind = "person" if any(t.text.rstrip(".") in cues().address for t in run[:-1]) else "company"
    if name in cues().papers:
        return Source(name, None, "outlet")
    place = doc.mention_of(unit, token)
    if place is not None and place.kind == "venue" and len(run) == 1:
        return OTHER  # "after Oslo talks": a city says nothing
    if not name or kind == "person":
        return Source(name, None, kind) if name else OTHER
    bare = longer(doc, name, unit.place(token.start))
    return Source(whole_name(doc, unit, (run[0], token), bare) if bare == name else bare, None, kind)


def named_in(unit: Unit, part: Token) -> tuple[Token, ...]:
    """ "the [Small] Farms Alliance": what stands before a part of a name."""
    return unit.tree.children(part, "compound", "nmod", "amod") if part.pos == "PROPN" else ()


def is_own_name(unit: Unit, token: Token) -> bool:
    """A name of several words with capitals ("the National Farmers Union", "the Hop Growers' Guild")."""
    parts = [t for t in unit.tree.children(token, "compound", "nmod", "amod") if t.pos == "PROPN"]
    parts += growers(unit, token)
    words = [t for t in (*parts, token) if t.tag != "POS"]
    if token.pos != "PROPN" or not all(t.text[:1].isupper() for t in words):
        return False
    return bool(parts) or is_of_something(unit, token)


def growers(unit: Unit, token: Token) -> list[Token]:
    """ "the Hop Growers' Guild": the plural owners in a body's name, with what stands before them."""
    owners = [t for t in unit.tree.children(token, "poss") if t.tag == "NNPS" or t.text.endswith("s")]
    owners = [t for t in owners if t.pos == "PROPN" and token.pos == "PROPN" and token.text[:1].isupper()]
    return [t for o in owners for t in unit.tree.subtree(o) if t.pos == "PROPN" or t.tag == "POS"]


def native(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Source | None:
    """ "the Swede warned", "the Irishman": the person last met, of that country first; not "the Chinese"."""
    word, mention = token.text, doc.mention_of(unit, token)
    of_land = mention is not None and mention.kind == "adjective" and not word.endswith(COLLECTIVE)
    if not (of_land or (word[:1].isupper() and word.endswith(("man", "woman")) and mention is None)):
        return None
    kids = [k.text.lower() for k in unit.tree.children(token) if k.i < token.i]
    if kids != ["the"] or word.endswith("s") or not so_far.persons:
        return None
    party = mention.party if mention is not None else None
    return next((p for p in reversed(so_far.persons) if p.party == party), so_far.persons[-1])


def issued_by(unit: Unit, paper: Token) -> Token | None:
    """ "a report by the Oslo Hop Forum": the body with a name of several words that wrote it."""
    preps = [p for p in unit.tree.children(paper, "prep", "agent") if p.text.lower() in ("by", "from", "of")]
    named = (n for p in preps for n in unit.tree.children(p, "pobj") if is_own_name(unit, n))
    return next(named, None)


def issued(unit: Unit, subject: Token) -> tuple[Token, ...]:
    """ "the bank published its report": papers that the subject puts out."""
    verb = unit.tree.head(subject)
    if verb is None or subject.dep != "nsubj" or verb.lemma.lower() not in cues().issuing:
        return ()
    return tuple(t for t in unit.tree.children(verb, "dobj") if t.lemma.lower() in cues().documents)
