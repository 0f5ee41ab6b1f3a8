"""Who is meant by an office at the head of an article, where only later words name who holds it.

"Peru's farm minister warned ..." is followed by "“...,” Ada Low told reporters", or by "Farm Minister Ada
Low": what a reader takes for one person. Words look ahead nowhere else.
"""

from __future__ import annotations

import re

from parley.read.cues import cues
from parley.read.document import Document
from parley.read.mentions import SPEAKS, Mention
from parley.read.roles import Named, title_beside, title_words
from parley.read.tree import Token
from parley.read.units import Unit

HEAD = 2  # sentences in which an office may stand before its holder's name
SOON = 900  # code points ahead in which he is named
TELLS = re.compile(r"\b(?:said|says|added|told reporters) $")


def named_later(
    doc: Document, unit: Unit, token: Token, party: str | None, held: Named | None
) -> Named | None:
    """The person named later with the title, or else the first who goes on telling without one of his own.

    `held` is who the register or the words before have for the office: if the article names him, he is meant,
    and if it does not, only one who is told of with the very title is another.
    """
    if held is not None and any(m.name == held.name for m in doc.mentions):
        return held
    words = title_words(unit, token).split()
    title = " ".join(words[1:] if words[0] in cues().leading else words)
    place = unit.place(token.start)
    if doc.sentence_at(place) > HEAD:
        return held
    later = [m for m in doc.mentions_between(place, place + SOON) if m.kind == "person"]
    fit = [m for m in later if m.party is None or party is None or m.party == party]
    found = next((m for m in fit if bears_title(doc, m, title)), None)
    if found is None and held is None and party is not None and token.lemma.lower() in cues().offices:
        teller = next((m for m in later if tells(doc, m)), None)
        plain = teller is not None and teller in fit and title_beside(doc, teller) is None
        found = teller if plain and teller is not None and not followed(doc, teller) else None
    return Named(found.name, found.party or party, "person") if found is not None else held


def bears_title(doc: Document, person: Mention, title: str) -> bool:
    """ "Trade Minister Ada Low", for a title of two words or more."""
    before = doc.text[max(0, person.start - len(title) - 1) : person.start].lower().strip()
    return " " in title and before == title.lower()


def tells(doc: Document, person: Mention) -> bool:
    """Does a verb of saying stand right before or behind the name?"""
    behind = SPEAKS.match(doc.text, person.end)
    return behind is not None or TELLS.search(doc.text, max(0, person.start - 20), person.start) is not None


def followed(doc: Document, person: Mention) -> bool:
    """ "said Ada Low, head of the guild": who the words behind the name tell to be another."""
    return doc.text[person.end : person.end + 1] == ","
