"""Bodies named by where they sit or whose they are: embassies, a president's office, both sides of talks."""

from __future__ import annotations

from parley.read.cues import cues
from parley.read.document import Document
from parley.read.naming import definite
from parley.read.pronouns import Discourse, Source
from parley.read.roles import Named, government, office_titles, own_body
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.unnamed import PLACE_KINDS

EACH = ("both", "two", "each", "either", "neither")
FROM = ("of", "from", "for", "on")
PLURAL = ("they", "them", "their", "both")
STAFF = {"president": "presidential office", "prime minister": "prime minister's office"}


def embassy(doc: Document, unit: Unit, token: Token, party: str | None, so_far: Discourse) -> Source | None:
    """ "Peru's embassy in Oslo", else the one last spoken of, else that with the article's other state."""
    preps = (p for p in unit.tree.children(token, "prep") if p.text.lower() in ("in", "to"))
    seats = (m for p in preps for m in doc.mentions_in(unit, unit.tree.subtree(p)) if m.party)
    seat = next((m.party for m in seats if m.kind in (*PLACE_KINDS, "venue")), None)
    known = (s for s in reversed(so_far.bodies) if (s.name or "").startswith("Embassy ") and s.party)
    last = next((s for s in known if party in (None, s.party)), None)
    if seat is None and last is not None:
        return last
    seat = seat or next((p for p in doc.pair if p != party), None)
    if party is None or seat is None:
        return None
    sender, host = (government(doc, p).removeprefix("Government of ") for p in (party, seat))
    return Source(f"Embassy of {sender} in {host}", party, "body")


def staff_of(doc: Document, unit: Unit, token: Token) -> Named | None:
    """ "Ada Low's office", of a president or prime minister: the body that speaks for the person."""
    holder = unit.tree.child(token, "poss")
    person = doc.mention_of(unit, holder) if holder is not None else None
    if person is None or person.kind != "person":
        return None
    titles = [title for title in office_titles(doc, person) if title in STAFF]
    if titles and person.party == "US":
        return Named("White House", "US", "body")
    return own_body(doc, STAFF[titles[0]], person.party) if titles else None


def sides(doc: Document) -> Source | None:
    """ "both sides said": the governments of the two states of the article, who speak together."""
    if len(doc.pair) < 2:
        return None
    return Source(" and ".join(government(doc, p) for p in doc.pair), doc.pair[0], "several", doc.pair)


def several(doc: Document, unit: Unit, token: Token, party: str | None, so_far: Discourse) -> Source | None:
    """ "Peru's trade and finance ministries", and "the ministries" behind them, who speak together."""
    tree = unit.tree
    if token.lemma.lower() not in cues().ministerial:
        return None
    kinds = [t for kid in tree.children(token, "compound", "amod", "nmod") for t in tree.conjuncts(kid)]
    roles = [f"{t.text.lower()} {token.lemma.lower()}" for t in kinds if t.pos in ("NOUN", "ADJ")]
    parties = [party] if party is not None else doc.pair
    named = (own_body(doc, role, p) for role in dict.fromkeys(roles) for p in parties)
    bodies = [b for b in named if b is not None]
    if len(bodies) > 1:
        return Source(" and ".join(b.name for b in bodies), bodies[0].party, "several")
    return next((s for s in reversed(so_far.bodies) if s.kind == "several"), None) if not roles else None


def over_team(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Source | None:
    """ "a task force under the cabinet", and later "the task force": the body that it belongs to.

    "the group" is an organisation of states, where one was spoken of last.
    """
    if token.lemma.lower() == "group":
        last = next(reversed(so_far.bodies), None)
        group = last is not None and last.kind == "party" and not doc.is_state(last.party or "")
        return last if group and definite(unit, token) else None
    preps = (
        p for p in unit.tree.children(token, "prep") if p.text.lower() in ("under", "of", "at", "within")
    )
    found = (m for p in preps for m in doc.mentions_in(unit, unit.tree.subtree(p)) if m.kind == "body")
    body = next(found, None)
    if body is not None:
        return Source(body.name, body.party, "body")
    known = (s for s in reversed(so_far.bodies) if s.kind == "body")
    return next(known, None) if definite(unit, token) else None


def is_pair(unit: Unit, token: Token) -> bool:
    """ "both sides", "the two countries", "they"; "officials from both sides", "both countries' envoys"."""
    if token.text.lower() in PLURAL:
        return True
    left = unit.tree.children(token, "det", "nummod", "amod", "predet")
    if any(t.text.lower() in EACH for t in left) and token.lemma.lower() in cues().groups:
        return True
    sides = [n for p in unit.tree.children(token, "prep") if p.text.lower() in FROM
             for n in unit.tree.children(p, "pobj")]  # fmt: skip
    owners = (*unit.tree.children(token, "poss"), *sides)
    return any(t.pos == "NOUN" and is_pair(unit, t) for t in owners)
