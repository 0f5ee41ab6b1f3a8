"""Names beside the word for an office: after it, in apposition to it, behind what it is for."""

from __future__ import annotations

import re

from parley.read.cues import cues
from parley.read.document import Document
from parley.read.mentions import Mention
from parley.read.roles import TITLE_KINDS
from parley.read.tree import Token
from parley.read.units import Unit

AROUND = 4000  # code points
LONGEST_NAME = 200
WORD_OF_NAME = r"(?:[A-Z][\w&.’'-]*|of|for|the|and|on|in|de|&)"
COURTESY = ("Mr", "Mrs", "Ms", "Miss", "Dr", "Prof")
ROUNDS = ("G7", "G20", "NATO", "OPEC")  # what is called a group, and no trade bloc


def name_beside(doc: Document, unit: Unit, token: Token) -> Mention | None:
    """The person named beside a title or trade that the parser took for the head of the phrase."""
    return (
        name_after(doc, unit, token)
        or name_apposed(doc, unit, token)
        or name_behind(doc, unit, token)
        or name_ahead(doc, unit, token)
    )


def name_after(doc: Document, unit: Unit, token: Token) -> Mention | None:
    """A person right after a title or trade that the parser took for the head ("economist Jo Dale")."""
    if token.pos not in ("NOUN", "PROPN"):
        return None
    mention = doc.mention_of(unit, token)
    titled = mention is not None and mention.kind in TITLE_KINDS
    end = mention.end if mention is not None and titled else unit.place(token.start) + len(token.text)
    gap = 2 if doc.text[end : end + 2] == ", " else 1
    person = doc.mention_at(end + gap)
    if person is None or person.kind != "person" or person.start != end + gap or doc.text[end] not in " ,":
        return None
    if gap == 2 and doc.text[person.end : person.end + 1] != ",":
        return None
    return person if titled or token.lemma.lower() in cues().offices else None


def name_apposed(doc: Document, unit: Unit, token: Token) -> Mention | None:
    """ "the mayor of Windsor, Ada Low, said": the name between commas that closes an office's phrase."""
    if token.lemma.lower() not in cues().offices or not definite(unit, token):
        return None
    for person in doc.mentions_in(unit, unit.tree.subtree(token)):
        around = doc.text[person.start - 2 : person.start], doc.text[person.end : person.end + 1]
        if (
            person.kind == "person"
            and around[0] == ", "
            and around[1] in (",", ".")
            and after(unit, token, person)
        ):
            return person
    return None


def name_behind(doc: Document, unit: Unit, token: Token) -> Mention | None:
    """ "Commissioner for Trade Ada Low": who follows what the office is for; not "aide to Ms Low"."""
    mention = doc.mention_of(unit, token)
    if token.lemma.lower() not in cues().offices and (mention is None or mention.kind not in TITLE_KINDS):
        return None
    for prep in unit.tree.children(token, "prep"):
        last = unit.tree.child(prep, "pobj")
        person = doc.mention_of(unit, last) if last is not None else None
        between = [t for t in unit.tree.tokens[prep.i + 1 :] if person and unit.place(t.start) < person.start]
        body = bool(between) and between[-1].lemma.lower() in cues().bodies
        named = bool(between) and (body or between[-1].text[:1].isupper())
        if person is not None and person.kind == "person" and named:
            address = between[-1].lemma.lower() in cues().offices or between[-1].text.rstrip(".") in COURTESY
            return None if address else person
    return None


def name_ahead(doc: Document, unit: Unit, token: Token) -> Mention | None:
    """ "Ada Low, Peru's envoy to Chile, said": the name before a comma that the parser hung on the office."""
    before = [t for t in unit.tree.children(token, "nmod", "compound") if t.i < token.i - 1]
    named = [t for t in before if t.pos == "PROPN"]
    if not named or token.lemma.lower() not in cues().offices or unit.tree[named[-1].i + 1].text != ",":
        return None
    person = doc.mention_of(unit, named[-1])
    return person if person is not None and person.kind == "person" else None


def after(unit: Unit, token: Token, person: Mention) -> bool:
    """Does the name come later than the head, with no verb between?"""
    last = [t for t in unit.tree.tokens[token.i :] if unit.place(t.start) < person.start]
    return unit.place(token.start) < person.start and not any(t.pos in ("VERB", "AUX") for t in last)


def definite(unit: Unit, token: Token) -> bool:
    """Has the noun the article "the" or a possessor, so that somebody known is meant?"""
    kids = unit.tree.children(token, "det", "poss", "amod", "compound", "nmod")
    return not any(k.text.lower() in ("a", "an", "one", "another", "some", "any") for k in kids)


def apposed_states(doc: Document, unit: Unit, token: Token) -> list[str]:
    """ "the island nation, Fiji": the states in apposition to a common noun."""
    beside = unit.tree.children(token, "appos") if token.pos == "NOUN" else ()
    named = (m for t in beside if (m := doc.mention_of(unit, t)) is not None)
    return [m.party for m in named if m.party and m.kind != "company" and doc.is_state(m.party)]


def last_state(doc: Document, unit: Unit, token: Token) -> tuple[str, ...]:
    """ "a deal with Fiji, adding that the island nation agreed": the state named last in the sentence."""
    lemma = token.lemma.lower()
    if lemma == "island" and definite(unit, token) and "TW" in doc.named:
        return ("TW",)
    if lemma not in ("country", "nation") or not definite(unit, token):
        return ()
    before = doc.mentions_in(unit, unit.tree.tokens[: token.i])
    named = [m.party for m in before if m.kind == "party" and m.party and doc.is_state(m.party)]
    return tuple(named[-1:])


def last_bloc(doc: Document, unit: Unit, token: Token) -> tuple[str, ...]:
    """ "the bloc": the EU, or where it is not spoken of the trade bloc named last before."""
    if "EU" in doc.named:
        return ("EU",)
    place, parties = unit.place(token.start), doc.lexicon.parties
    named = [m.party for m in doc.mentions if m.start < place and m.kind == "party" and m.party]
    blocs = [p for p in named if p in parties and parties[p].kind == "bloc" and p not in ROUNDS]
    return tuple(blocs[-1:]) or ("EU",)


def spelt_out(text: str, letters: str) -> str | None:
    """The name that letters in brackets behind it stand for ("Northern Hop Guild (NHG)")."""
    brackets, found = text.find(f"({letters})"), None
    while brackets >= 0 and found is None:
        found = re.search(rf"(?:{WORD_OF_NAME} )+\Z", text[max(0, brackets - LONGEST_NAME) : brackets])
        brackets = text.find(f"({letters})", brackets + 1)
    words = found.group().split() if found is not None else []
    first = next((i for i, w in enumerate(words) if w[0] == letters[0]), None)
    return " ".join(words[first:]) if first is not None and len(words) - first > 1 else None


def longer(doc: Document, name: str, place: int) -> str:
    """The full name, near an offset, of a firm called by its first word ("Halmar" of Halmar-Voss)."""
    if name.isupper() and 2 <= len(name) <= 6 and (spelt := spelt_out(doc.text, name)) is not None:
        return spelt
    start = max(0, place - AROUND)
    begins = re.compile(re.escape(name) + r"[\s-]")
    near = (m for m in doc.mentions_between(start, place + AROUND) if m.kind == "company")
    known = next((m.name for m in near if begins.match(m.name)), None)
    hyphened = re.search(rf"\b{re.escape(name)}-[A-Z]\w+", doc.text[start : place + AROUND])
    if hyphened is not None and doc.mention_at(start + hyphened.end() - 1) is not None:
        hyphened = None  # "Lee-Trump talks"
    return known or (hyphened.group() if hyphened else name)


def covers_head(unit: Unit, token: Token, mention: Mention) -> bool:
    """Is the party's name itself the head, and not the first part of another name ("China Evergrande")?"""
    return mention.end >= unit.place(token.start) + len(token.text)
