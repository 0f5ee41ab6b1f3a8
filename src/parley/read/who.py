"""Who is meant by a phrase: canonical persons and bodies, the parties that act, pronouns and metonyms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parley.read.cues import cues
from parley.read.document import Document
from parley.read.mentions import Mention
from parley.read.tree import Token
from parley.read.units import Unit

PLACE_KINDS = ("party", "adjective", "capital", "metonym")
BOTH = (
    "both",
    "two",
    "each",
    "either",
    "neither",
    "sides",
    "countries",
    "nations",
    "leaders",
    "powers",
    "economies",
)
GROUPS = ("side", "country", "nation", "leader", "president", "economy", "government", "team", "negotiator", "party",
          "official", "delegation", "power", "rival", "superpower", "capital")  # fmt: skip
MALE, FEMALE = ("he", "him", "his"), ("she", "her")
PLURAL = ("they", "them", "their", "both")
OWN = ("we", "us", "our", "i", "my", "me")


@dataclass(frozen=True, slots=True)
class Source:
    """One who speaks: `name` canonical (None: unknown), `party` whom the words bind, `kind` of voice.

    `kind` is `person`, `body`, `party`, `outlet`, `company`, `unnamed` or `several`.
    """

    name: str | None
    party: str | None
    kind: str


@dataclass
class Discourse:
    """What has been talked of so far, for pronouns; filled in text order while an article is read."""

    speaker: Source | None = None
    persons: list[Source] = field(default_factory=list)
    bodies: list[Source] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)

    def note(self, source: Source) -> None:
        """Remember a voice or actor as the last one met."""
        if source.kind == "person":
            self.persons.append(source)
        elif source.kind in ("body", "party", "company"):
            self.bodies.append(source)
        if source.party:
            self.parties.append(source.party)


def source_of(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Source | None:
    """The voice that the phrase headed by `token` names; None where it names nobody who can speak."""
    if token.pos == "PRON" or token.text.lower() in (*MALE, *FEMALE):
        if (mention := doc.mention_of(unit, token)) is None or mention.kind != "person":
            return pronoun_source(token, so_far)
    tree = unit.tree
    joined = [t for t in tree.conjuncts(token) if t.i >= token.i]
    names = [s for t in joined if (s := named_source(doc, unit, t)) is not None]
    if len(names) > 1 and all(s.kind == "person" for s in names):
        return Source(" and ".join(s.name or "" for s in names), names[0].party, "several")
    return names[0] if names else common_source(doc, unit, token, so_far)


def named_source(doc: Document, unit: Unit, token: Token) -> Source | None:
    """The person, body, outlet, company or party named by the phrase's head or in apposition to it."""
    heads = [token, *unit.tree.children(token, "appos", "flat")]
    found = [m for t in heads if (m := doc.mention_of(unit, t)) is not None]
    inner = [m for m in doc.mentions_in(unit, name_tokens(unit, token)) if m.kind == "person"]
    person = next((m for m in [*found, *inner] if m.kind == "person"), None)
    if person is not None:
        return Source(person.name, person_party(doc, unit, person), "person")
    mention = doc.mention_of(unit, token)
    if mention is None:
        return None
    if mention.kind in ("body", "company", "outlet"):
        return Source(mention.name, mention.party if mention.kind == "body" else None, mention.kind)
    if mention.kind in PLACE_KINDS and mention.party:
        return Source(government(doc, mention.party), mention.party, "party")
    return None


def name_tokens(unit: Unit, token: Token) -> Iterator[Token]:
    """The head and its name parts and appositions, without relative clauses and prepositions."""
    yield token
    for kid in unit.tree.children(token, "compound", "appos", "nmod", "flat"):
        yield kid
        yield from unit.tree.children(kid, "compound", "flat")


def government(doc: Document, code: str) -> str:
    """The canonical name under which a party speaks."""
    party = doc.lexicon.parties[code]
    return party.government or f"Government of {party.name}"


def person_party(doc: Document, unit: Unit, mention: Mention) -> str | None:
    """Whom a person speaks for: the party of a known office-holder, or of the public role in the text."""
    if mention.party is not None:
        return mention.party
    if role_is_private(doc, mention):
        return None
    around = doc.text[max(0, mention.start - 60) : mention.end + 80].lower()
    if not any(role in around for role in cues().public_roles):
        return None
    near = [m for m in doc.mentions if abs(m.start - mention.start) < 80 and m.party and m.kind != "company"]
    return min(near, key=lambda m: abs(m.start - mention.start)).party if near else None


def role_is_private(doc: Document, mention: Mention) -> bool:
    """Does the text beside the name give a job outside government?"""
    after = doc.text[mention.end : mention.end + 80].lower()
    return any(role in after.split(".")[0] for role in cues().private_roles) and "minister" not in after


def pronoun_source(token: Token, so_far: Discourse) -> Source | None:
    """he, she: the last person; it: the last body; they: the last body or the last speaker."""
    word = token.text.lower()
    if word in (*MALE, *FEMALE, "i", "who"):
        return next(reversed(so_far.persons), None)
    if word in ("it", "they", "its", "their", "we", "which"):
        last = next(reversed(so_far.bodies), None)
        return last or so_far.speaker
    return None


def common_source(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Source | None:
    """A voice named by a common noun: an unnamed official, analysts, "the ministry", "the president"."""
    lemma = token.lemma.lower()
    below = unit.tree.subtree(token)
    own = [m for m in doc.mentions_in(unit, name_part(unit, token)) if m.party]
    party = own[0].party if own else None
    if role := role_body(doc, below, token, party or last_party(so_far)):
        return role
    if lemma in ("president", "premier", "minister", "secretary", "commissioner", "representative", "chancellor",
                 "negotiator", "spokesman", "spokeswoman", "spokesperson", "governor", "director", "chief",
                 "billionaire", "founder", "senator", "envoy", "leader"):  # fmt: skip
        return titled(doc, unit, token, party, so_far)
    if lemma in ("administration", "government", "side", "ministry", "office", "agency", "department"):
        held = party or last_party(so_far)
        return Source(government(doc, held), held, "party") if held and doc.is_state(held) else None
    if lemma in cues().unnamed:
        return unnamed(doc, unit, token, party)
    return None


def name_part(unit: Unit, token: Token) -> list[Token]:
    """Determiners, possessors, adjectives and compounds before the head, and the head."""
    left = [
        t
        for kid in unit.tree.children(token, "poss", "amod", "compound", "nmod")
        for t in unit.tree.subtree(kid)
    ]
    return [*left, token]


def last_party(so_far: Discourse) -> str | None:
    """The party last spoken of."""
    return so_far.parties[-1] if so_far.parties else None


def role_body(doc: Document, below: Sequence[Token], token: Token, party: str | None) -> Source | None:
    """A body named by its role and its party: "China's commerce ministry", "the ministry"."""
    words = " ".join(
        t.text.lower() for t in below if t.i <= token.i and t.pos in ("NOUN", "PROPN", "ADJ", "ADP")
    )
    if party is None or token.lemma.lower() not in (
        "ministry",
        "department",
        "bank",
        "commission",
        "council",
        "office",
    ):
        return None
    for length in range(min(4, len(words.split())), 1, -1):
        body = doc.lexicon.body_for(party, " ".join(words.split()[-length:]))
        if body is not None:
            return Source(body.name, body.party, "body")
    return None


def titled(doc: Document, unit: Unit, token: Token, party: str | None, so_far: Discourse) -> Source | None:
    """ "The president", "the US commerce secretary": the holder of the office that day, or the last such person."""
    title = token.lemma.lower()
    for person in reversed(so_far.persons):
        offices = doc.lexicon.offices_of(person.name or "", doc.day) if doc.day else ()
        fits = any(
            title in (o.title.lower(), *(t.lower() for t in o.titles)) or title in o.title.lower()
            for o in offices
        )
        if (fits and party in (None, person.party)) or (
            not offices and party is None and title not in ("president",)
        ):
            return person
    if doc.day is None or party is None:
        return next(reversed(so_far.persons), None) if party is None and so_far.persons else None
    phrase = " ".join(t.text.lower() for t in name_part(unit, token))
    return office_holder(doc, party, phrase)


def office_holder(doc: Document, party: str, phrase: str) -> Source | None:
    """Who held, on the day, the office of `party` whose title the phrase contains."""
    for office in doc.lexicon.offices.values():
        titles = [t.lower() for t in (office.title, *office.titles)]
        if office.party == party and any(phrase.endswith(t) for t in titles):
            holder = doc.lexicon.holder(office.id, doc.day or "")
            if holder is not None:
                return Source(holder.name, party, "person")
    return None


def unnamed(doc: Document, unit: Unit, token: Token, party: str | None) -> Source:
    """Sources without a name: one official or any experts are `anonymous`, several officials are the body."""
    lemma = token.lemma.lower()
    plural = token.tag in ("NNS", "NNPS") or lemma == "people"
    words = " ".join(t.text for t in unit.tree.subtree(token)).lower()
    if lemma in cues().experts or any(p in words for p in cues().unnamed_phrases) or not plural:
        return Source("anonymous", party if lemma == "official" else None, "unnamed")
    kept = [t.text for t in name_part(unit, token) if t.pos not in ("DET", "NUM")]
    return Source(" ".join(kept), party, "unnamed" if party is None else "body")


def parties_of(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> tuple[str, ...]:
    """The parties that act in, or are, the phrase headed by `token`, in text order."""
    found: list[str] = []
    for t in unit.tree.conjuncts(token):
        if t.i >= token.i:
            found += [p for p in one_party(doc, unit, t, so_far) if p not in found]
    return tuple(found)


def one_party(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> tuple[str, ...]:
    """The parties of one conjunct."""
    word = token.text.lower()
    mention = doc.mention_of(unit, token)
    if mention is not None and mention.kind not in ("good", "index", "venue", "outlet", "accord", "company"):
        party = mention.party or (person_party(doc, unit, mention) if mention.kind == "person" else None)
        if party is not None:
            return (party,)
    left = [t.text.lower() for t in unit.tree.children(token, "det", "nummod", "amod", "predet")]
    if word in PLURAL or any(w in ("both", "two", "each", "neither", "either") for w in left):
        if word in PLURAL or token.lemma.lower() in GROUPS:
            return doc.pair
    if word in OWN and unit.quote is not None and so_far.speaker is not None:
        return (so_far.speaker.party,) if so_far.speaker.party else ()
    if word in ("it", "its", "he", "she", "his", "her", "him", "which", "who"):
        source = pronoun_source(token, so_far)
        return (source.party,) if source is not None and source.party else ()
    if word == "bloc":
        return ("EU",)
    inside = [m for m in doc.mentions_in(unit, name_part(unit, token)) if m.party and doc.is_state(m.party)]
    if inside:
        return tuple(dict.fromkeys(m.party for m in inside if m.party))
    if token.lemma.lower() in ("administration", "country", "government", "ministry", "president", "state"):
        source = common_source(doc, unit, token, so_far)
        held = source.party if source is not None else last_party(so_far)
        return (held,) if held else ()
    return ()
