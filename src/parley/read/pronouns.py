"""Whom a pronoun means, by rule: number, gender, nearness, and who was subject or spoke before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from parley.read.cues import cues, names
from parley.read.document import Document
from parley.read.mentions import Mention
from parley.read.roles import government
from parley.read.tree import SUBJECTS, Token
from parley.read.units import Unit

NEAR = 400  # code points
MALE, FEMALE = ("he", "him", "his", "himself"), ("she", "her", "hers", "herself")
PERSONAL = (*MALE, *FEMALE)
NEUTER = ("it", "its", "itself", "they", "them", "their", "which")
PLACES = ("party", "capital", "metonym")
ITS = ("it", "its", "itself")
OWN = ("we", "us", "our", "i", "my", "me")


@dataclass(frozen=True, slots=True)
class Source:
    """One who speaks: `name` canonical (None: unknown), `party` whom the words bind, `kind` of voice.

    `kind` is `person`, `body`, `party`, `outlet`, `company`, `unnamed`, `several` or `other`; of several who
    speak together `party` is the first one's, and `others` are the rest.
    """

    name: str | None
    party: str | None
    kind: str
    others: tuple[str, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties of all who speak, in text order."""
        return tuple(dict.fromkeys((*([self.party] if self.party else ()), *self.others)))


@dataclass
class Discourse:
    """What has been talked of so far, the last met at the end; filled in text order.

    `papers` tells who said something in a statement, a letter: the last for each word.
    """

    speaker: Source | None = None
    persons: list[Source] = field(default_factory=list)
    bodies: list[Source] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    papers: dict[str, Source] = field(default_factory=dict)

    def note(self, source: Source) -> None:
        """Remember a voice or actor as the last one met."""
        if source.kind == "person":
            self.persons.append(source)
        elif source.kind in ("body", "party", "company", "unnamed", "several"):
            self.bodies.append(source)
        if source.party:
            self.parties.append(source.party)


def pronoun_source(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Source | None:
    """he, she: the last person of that gender; it, they: the last body; we, I: whoever speaks."""
    word = token.text.lower()
    if word in PERSONAL:
        place = unit.place(token.start)
        near = [person_source(m) for m in persons_before(doc, unit, token)]
        before = reversed(doc.mentions_between(place - NEAR, place))
        named = [person_source(m) for m in before if is_near(m, place)]
        earlier = [*reversed(so_far.persons), *named]
        if says_aside(unit, token):  # whom the words are of is not who says them
            told = {s.name for s in near}
            known = [*(s for s in earlier if s.name not in told), *near]
        else:
            known = [*near, *earlier]
        found = next((s for s in known if s.name and suits(word, s.name)), None)
        last = so_far.speaker
        hidden = last is not None and last.kind == "unnamed" and found not in (*near, *named)
        return last if hidden and says_aside(unit, token) else found
    if word in OWN:
        return so_far.speaker
    if word in ("who", "that"):
        return next(reversed(so_far.persons), None)
    if word not in NEUTER:
        return None
    if word in ITS and (bound := clause_subject(doc, unit, token) or joined_subject(doc, unit, token)):
        return bound
    spoke = so_far.speaker
    many = word in ("they", "them", "their")
    last = next((s for s in reversed(so_far.bodies) if many or s.kind != "several"), None)
    return last or (None if spoke and spoke.kind == "person" else spoke)


def clause_subject(doc: Document, unit: Unit, token: Token) -> Source | None:
    """ "Peru will drop a rule that widens its list": a state that is subject of a clause above the word's.

    Only over a clause whose own subject is a relative pronoun, the word itself, or what it owns.
    """
    inner = True
    for above in unit.tree.ancestors(token):
        subject = unit.tree.child(above, "nsubj") if above.pos in ("VERB", "AUX") else None
        if subject is None:
            continue
        own = token.i in (subject.i, *(k.i for k in unit.tree.children(subject, "poss")))
        if inner and not own and subject.tag not in ("WDT", "WP"):
            return None
        mention = doc.mention_of(unit, subject)
        whom = unit.tree.child(above, "dobj")
        pressed = (
            doc.mention_of(unit, whom)
            if whom is not None and above.lemma.lower() in cues().demanded
            else None
        )
        mention = pressed or mention  # "pushed Peru for a deal that ends its duty"
        if not inner and mention is not None and mention.kind in PLACES and mention.party:
            return Source(government(doc, mention.party), mention.party, "party")
        if not inner and subject.tag not in ("WDT", "WP"):
            return None
        inner = False
    return None


def joined_subject(doc: Document, unit: Unit, token: Token) -> Source | None:
    """ "While Peru hesitates, it has cut duties", "Peru sold tin before it banned": the state that is subject
    of the clause that hangs on the word's, or on which the word's hangs, before it."""
    verb = unit.tree.head(token)
    if verb is None or token.dep != "nsubj":
        return None
    above = unit.tree.head(verb) if verb.dep == "advcl" else None
    clauses = [*(k for k in unit.tree.children(verb, "advcl") if k.i < token.i), *([above] if above else [])]
    subjects = [s for c in clauses if (s := unit.tree.child(c, "nsubj")) is not None and s.i < token.i]
    mentions = [m for s in subjects if (m := doc.mention_of(unit, s)) is not None]
    named = next((m for m in mentions if m.kind in PLACES and m.party), None)
    return Source(government(doc, named.party or ""), named.party, "party") if named is not None else None


def says_aside(unit: Unit, token: Token) -> bool:
    """ "Ada Low will pay, he said": a saying behind the words or between them, without a clause after it."""
    tree, verb = unit.tree, unit.tree.head(token)
    if verb is None or token.dep not in SUBJECTS or not 0 < token.i < verb.i or tree[token.i - 1].text != ",":
        return False
    after = {t.text for t in tree.tokens[verb.i + 1 : verb.i + 2]}
    objects = ("ccomp",) if verb.lemma.lower() == "tell" else ("ccomp", "dobj")
    content = any(k.i > verb.i for k in tree.children(verb, *objects))
    return verb.lemma.lower() in cues().say and not content and not after & {"that", ":"}


def is_near(mention: Mention, place: int) -> bool:
    """Is it a person named shortly before?"""
    return mention.kind == "person" and 0 < place - mention.start < NEAR


def persons_before(doc: Document, unit: Unit, token: Token) -> Iterator[Mention]:
    """Persons who are subjects of a clause of the unit before the token, the main clause's first."""
    heads = [t for t in unit.tree if t.dep in SUBJECTS and t.i < token.i]
    for head in sorted(heads, key=lambda t: sum(1 for _ in unit.tree.ancestors(t))):
        mention = doc.mention_of(unit, head)
        if mention is not None and mention.kind == "person":
            yield mention


def person_source(mention: Mention) -> Source:
    """The voice of a person mention."""
    return Source(mention.name, mention.party, "person")


def suits(pronoun: str, name: str) -> bool:
    """Can the pronoun stand for the person?"""
    return not (names().is_woman(name) if pronoun in MALE else names().is_man(name))
