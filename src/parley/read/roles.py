"""Who is meant by an office or a role: "the US trade chief", "the ministry", "his finance minister".

The register of offices names the holder on the article's day; without a party beside the title, the last
person or body of the article that bears it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parley.lexicon.entries import Office
from parley.read.cues import cues
from parley.read.document import Document
from parley.read.mentions import Mention
from parley.read.tree import Token
from parley.read.units import Unit

TITLE_KINDS = ("office", "title")
LONGEST_GAP = 3  # code points between a title and the name beside it
LONGEST_TITLE = 200  # characters of an office as written
LATELY = 50  # persons back who spoke or acted
PERSON = ("person",)
TOLD = ("said", "told", "wrote", "met", "spoke")
BESIDE = re.compile(r"(?:['’]s?)? ?|-")  # between a state and its title: not the end of a sentence
DEPUTY = re.compile(
    r"\b(?:deputy|under|assistant|associate|vice|junior)(?: (?:US|U\.S\.|UK|EU))?[ -]\Z", re.I
)


@dataclass(frozen=True, slots=True)
class Named:
    """A person or body that a title or role stands for: canonical name, party, `person` or `body`."""

    name: str
    party: str | None
    kind: str


def holder_of(
    doc: Document, unit: Unit, token: Token, party: str | None, lately: Sequence[str] = ()
) -> Named | None:
    """The person whose office the phrase headed by `token` names; `party` is the one beside it, if any.

    `lately` are persons who spoke or acted before, the last at the end: "the president" is the last of them
    who holds such an office.
    """
    mention = title_at(doc, unit, token)
    before = unit.place(token.start)
    if mention is not None and is_of_deputy(doc.text, mention.start):
        return titled(doc, f"deputy {doc.text[mention.start : mention.end]}", before)
    if mention is not None and mention.kind == "office":
        office = doc.lexicon.offices[mention.key]
        return bearer(doc, (office,), before) or on_day(doc, (office,))
    title = mention.key if mention is not None else title_words(unit, token)
    held = [p for p in (party,) if p is not None]
    offices = tuple(o for p in held for o in offices_like(doc, title, p))
    if offices:
        return bearer(doc, offices, before) or on_day(doc, offices)
    if token.lemma.lower() not in cues().offices | cues().kin.keys():
        return None
    parts = [t.text for t in unit.tree.children(token, "compound", "amod") if t.text not in ("the", "The")]
    full = mention.key if mention is not None else " ".join([*parts, token.text])
    return titled(doc, full, before) or described(doc, token, party, before, lately)


def titled(doc: Document, title: str, before: int) -> Named | None:
    """ "the farm minister": the last person named right behind all the words of a title of several."""
    words = [re.escape(w[:5]) for w in title.lower().split()]
    if len(words) < 2:
        return None
    beside = re.compile(r"\w*[ ,.&]+(?:\w+[ ,.&]+){0,3}".join(words) + r"\w*[,.]?(?: \w+\.)? $")
    for m in doc.told_before(PERSON, before):
        if beside.search(doc.text[max(0, m.start - 60) : m.start].lower()):
            return Named(m.name, m.party, "person")
    return None


def title_at(doc: Document, unit: Unit, token: Token) -> Mention | None:
    """The title or office that covers the token ("trade commissioner", "spokesman")."""
    mention = doc.mention_of(unit, token)
    return mention if mention is not None and mention.kind in TITLE_KINDS else None


def title_words(unit: Unit, token: Token) -> str:
    """The head with its compounds, lower case."""
    left = [t.text.lower() for t in unit.tree.children(token, "compound", "amod") if t.pos != "PROPN"]
    return " ".join([*left, token.lemma.lower()])


def offices_like(doc: Document, title: str, party: str) -> tuple[Office, ...]:
    """The party's offices that bear the title, or whose title ends in its last word alone ("president")."""
    found = doc.lexicon.offices_for(title, party)
    if found:
        return found
    last = title.split()[-1:]
    exact = [o for o in doc.lexicon.offices.values() if o.party == party]
    if last and last[0] in ("negotiator", "envoy") and set(title.split()) & set(cues().chief):
        return tuple(o for o in exact if any(leads(t) and t.endswith(last[0]) for t in spellings(o)))
    return tuple(
        o for o in exact if title in spellings(o) or (title.split() == last and last[0] in spellings(o))
    )


def leads(title: str) -> bool:
    """Is the title one of a chief ("top tariff negotiator")?"""
    return title.split()[0] in cues().chief


def spellings(office: Office) -> tuple[str, ...]:
    """The ways of writing an office's title, lower case."""
    return tuple(t.lower() for t in (office.title, *office.titles))


def bearer(doc: Document, offices: Sequence[Office], before: int) -> Named | None:
    """The last person named before an offset whom the register knows in one of the offices, on any day."""
    holders = {h.name for o in offices for h in o.holders}
    on = {h.name for o in offices for h in o.holders if doc.day is None or h.on(doc.day)}
    for wanted in (on, holders):
        for m in doc.told_before(PERSON, before):
            if m.name in wanted:
                return Named(m.name, m.party or offices[0].party, "person")
    return None


def on_day(doc: Document, offices: Sequence[Office]) -> Named | None:
    """Who held one of the offices on the article's day; of several holders, one whom the article names."""
    held = [(h, o) for o in offices if doc.day and (h := doc.lexicon.holder(o.id, doc.day)) is not None]
    if not held:
        return None
    named = {m.name for m in doc.mentions if m.kind == "person"} if len(held) > 1 else set()
    holder, office = next((pair for pair in held if pair[0].name in named), held[0])
    return Named(holder.name, office.party, "person")


def described(
    doc: Document, token: Token, party: str | None, before: int, lately: Sequence[str]
) -> Named | None:
    """ "the spokesman": the last who acted, else the last named, introduced with the word."""
    word = token.lemma.lower()
    words = (word, *cues().kin.get(word, ()))
    everybody = list(doc.told_before(PERSON, before))
    known = [m for m in everybody if party in (None, m.party)]
    names = dict.fromkeys(reversed(lately[-LATELY:]))
    acted = [m for name in names for m in reversed(known) if m.name == name]
    state = (m for m in acted if any(w in title for title in office_titles(doc, m) for w in words))
    found = next(state, None) or next(
        (m for some in (acted, known) for m in some if any(bears(doc, m, w) for w in words)), None
    )
    if found is None and party is not None:  # "the Irish commissioner", who is of the EU
        spoke = [m for name in names for m in reversed(everybody) if m.name == name]
        found = next((m for m in spoke if any(w in t for t in office_titles(doc, m) for w in words)), None)
    return Named(found.name, found.party, "person") if found is not None else None


def bears(doc: Document, person: Mention, word: str) -> bool:
    """Does the person hold an office of that name, or stand it beside the name?"""
    beside = doc.text[max(0, person.start - 50) : person.start].rsplit(". ", 1)[-1]
    after = (
        doc.text[person.end : person.end + 90].split(". ")[0]
        if doc.text[person.end : person.end + 1] == ","
        else ""
    )
    between = beside.lower().rpartition(word)
    introduced = bool(between[1]) and not any(is_saying(w) for w in between[2].split())
    return introduced or word in after.lower() or any(word in t for t in office_titles(doc, person))


def is_saying(word: str) -> bool:
    """Is the word a form of a verb of saying ("envoy calls Ada Low's remark ...")?"""
    stems = (word.removesuffix(end) for end in ("s", "d", "ed", "es") if word.endswith(end))
    return word in TOLD or any(stem in cues().speech for stem in stems)


def office_titles(doc: Document, person: Mention) -> Iterator[str]:
    """The titles of a person's offices on the article's day."""
    for office in doc.lexicon.offices_of(person.name, doc.day) if doc.day else ():
        yield from spellings(office)


def body_of(
    doc: Document, unit: Unit, token: Token, party: str | None, acting: str | None = None
) -> Named | None:
    """The body that a role and a party name, or the last body before that bears the word of the role.

    Without a party, a role as such ("the finance ministry") is that of the state `acting` in the sentence,
    else of one of the article's two.
    """
    mention = doc.mention_of(unit, token)
    named = mention is not None and mention.kind == "role"
    role = mention.key if mention is not None and named else title_words(unit, token)
    found = own_body(doc, role, party) or known_body(doc, role, unit.place(token.start), party)
    if found is not None or not named or party is not None:
        return found
    states = [*([acting] if acting else []), *doc.pair]
    return first_body(doc, role, states) or next((b for p in states if (b := own_body(doc, role, p))), None)


def first_body(doc: Document, role: str, parties: Sequence[str]) -> Named | None:
    """The body that bears the role for the first of the parties that has one."""
    bodies = (doc.lexicon.body_for(p, role) for p in parties)
    return next((Named(b.name, b.party, "body") for b in bodies if b is not None), None)


def government(doc: Document, code: str) -> str:
    """The canonical name under which a party speaks."""
    party = doc.lexicon.parties[code]
    if party.government or doc.is_state(code):
        return party.government or f"Government of {party.name}"
    return (
        next((f for f in party.forms if " " in f), party.name) if party.kind == "organisation" else party.name
    )


def own_body(doc: Document, role: str, party: str | None) -> Named | None:
    """The body that bears the role for a party named with it, by its English name where none is listed."""
    listed = first_body(doc, role, [party]) if party is not None else None
    named = cues().ministries.get(role)
    if listed is not None or named is None or party in (None, "US") or not doc.is_state(party or ""):
        return listed
    return Named(f"{named} {doc.lexicon.parties[party or ''].name}", party, "body")


def known_body(doc: Document, role: str, before: int, party: str | None) -> Named | None:
    """The last body before an offset that bears the role, or has its last word in the name."""
    last = role.split()[-1]
    for m in doc.told_before(("body", "company", "role"), before):
        if party not in (None, m.party) or m.end > before:
            continue  # another's, or the noun that is asked about
        if last not in f"{m.name} {doc.text[m.start : m.end]}".lower().split() and not has_role(doc, m, role):
            continue
        if m.kind != "role":
            return Named(m.name, m.party if m.kind == "body" else None, m.kind)
        own = own_body(doc, m.key, party_near(doc, m))
        if (found := own or first_body(doc, m.key, doc.pair)) is not None:
            return found
    return None


def has_role(doc: Document, body: Mention, role: str) -> bool:
    """Does the body bear the role name?"""
    listed = doc.lexicon.bodies.get(body.key) if body.kind == "body" else None
    return listed is not None and role in (r.lower() for r in listed.role_names)


def titles_in(doc: Document, start: int, end: int) -> Iterator[tuple[str, str, str | None]]:
    """(person, title as written, party) for each person named with an office between two article offsets.

    Where a name of two words or more is written otherwise than the register has it, a second row carries
    the written form.
    """
    for m in doc.mentions_between(start, end):
        if m.kind != "person":
            continue
        title = title_beside(doc, m)
        if title is None:
            continue
        yield m.name, title[0], title[1] or m.party
        written = doc.text[m.start : m.end]
        if " " in written and plain(written) != plain(m.name):
            yield m.name, f"written: {written}", title[1] or m.party


def plain(name: str) -> str:
    """A name without accents, stops and case."""
    from parley.lexicon.fold import fold

    return fold(name).text.lower().replace(".", "")


def title_beside(doc: Document, person: Mention) -> tuple[str, str | None] | None:
    """The office right before the name, or after it between commas, with the party of the office.

    One right before another's name is that other's ("Ada Low, speaking beside Trade Minister Ben Moor").
    """
    for m in doc.mentions_between(person.start - LONGEST_GAP - LONGEST_TITLE, person.end + 61):
        before = 0 <= person.start - m.end <= LONGEST_GAP
        after = 0 < m.start - person.end <= 60 and apposed(doc.text[person.end : m.start])
        if is_of_deputy(doc.text, m.start):
            continue
        if m.kind in TITLE_KINDS and (before or (after and not leads_a_name(doc, m))):
            return doc.text[m.start : m.end], m.party or party_near(doc, m)
    return None


def is_of_deputy(text: str, start: int) -> bool:
    """ "the Under Secretary of Commerce", "the deputy Treasury secretary": not who holds the office."""
    return DEPUTY.search(text[max(0, start - 24) : start]) is not None


def leads_a_name(doc: Document, title: Mention) -> bool:
    """Is a person named right behind the title, without a comma?"""
    behind = doc.mentions_between(title.end, title.end + LONGEST_GAP)
    return any(m.kind == "person" and doc.text[title.end : m.start].isspace() for m in behind)


def apposed(between: str) -> bool:
    """Does the text between a name and a title open an apposition that is not yet closed?"""
    return (
        between.startswith(",")
        and between.count(",") == 1
        and "." not in between
        and len(between.split()) < 7
    )


def party_near(doc: Document, title: Mention) -> str | None:
    """The party whose name or adjective stands right before a shared title."""
    told = doc.mentions_between(title.start - LONGEST_TITLE, title.start)
    near = [
        m
        for m in told
        if m.party and m.kind != "person" and BESIDE.fullmatch(doc.text, m.end, max(m.end, title.start))
    ]
    return near[-1].party if near else None
