"""Who is meant by a phrase: canonical persons and bodies, and the parties that act."""

from __future__ import annotations

from dataclasses import replace

from parley.read.ahead import named_later
from parley.read.asked_of import other_asked
from parley.read.cues import cues, names
from parley.read.document import Document
from parley.read.houses import embassy, is_pair, over_team, several, sides, staff_of
from parley.read.judges import judge
from parley.read.ministries import namesake
from parley.read.naming import apposed_states, covers_head, definite, last_bloc, last_state, name_beside
from parley.read.pronouns import NEUTER, OWN, PERSONAL, Discourse, Source, pronoun_source, says_aside, suits
from parley.read.roles import TITLE_KINDS, Named, body_of, government, holder_of, is_of_deputy
from parley.read.subjects import whose
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.unlisted import OTHER, is_own_name, issued_by, native, written
from parley.read.unnamed import (
    PLACE_KINDS,
    is_epithet,
    is_hidden,
    is_plural,
    known_official,
    name_part,
    same_group,
    unnamed,
)

__all__ = ["Discourse", "Source", "government", "parties_of", "source_of"]

SILENT = ("good", "index", "venue", "outlet", "accord", "company", "title", "role", "legal_basis", "decoy")
SPOKEN = ("spokesman", "spokeswoman", "spokesperson")
TOGETHER = ("person", "party", "body", "company")
SELF, THEY = ("it", "its", "itself"), ("they", "their", "them")
FAR = 800  # code points back in which "the company" was named


def source_of(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Source | None:
    """The voice that the phrase headed by `token` names; None where it names nobody who can speak."""
    if is_pronoun(doc, unit, token):
        found = teller(doc, unit, token, so_far) or officer(doc, unit, token, so_far)
        return found or pronoun_source(doc, unit, token, so_far)
    if (person := native(doc, unit, token, so_far)) is not None:
        return person
    joined = [t for t in unit.tree.conjuncts(token) if t.i >= token.i]
    joined += [a for a in unit.tree.children(token, "appos")[1:] if is_second(unit, token)]
    named = [s for t in joined if (s := named_source(doc, unit, t)) is not None]
    if named and len(named) < len(joined):
        known = (named_source(doc, unit, t) or unlisted_body(doc, unit, t) for t in joined)
        named = [s for s in known if s is not None]
    voices = list({(s.kind, s.name): s for s in named}.values())  # "Mines and Quarries" are one ministry
    if len(voices) > 1 and all(s.kind in TOGETHER and s.name for s in voices):
        parties = [s.party for s in voices if s.party]
        return Source(" and ".join(s.name or "" for s in voices), voices[0].party, "several", tuple(parties))
    return voices[0] if voices else common_source(doc, unit, token, so_far)


def unlisted_body(doc: Document, unit: Unit, token: Token) -> Source | None:
    """An organisation that no list has, by its name."""
    plain = token.text in names().organisation and doc.mention_of(unit, token) is None
    return written(doc, unit, token) if plain and is_own_name(unit, token) else None


def is_second(unit: Unit, token: Token) -> bool:
    """ "minister Ada Low and her counterpart, Bo Lind,": the parser hangs both names on the first office."""
    beside = unit.tree.children(token, "appos")
    return len(beside) == 2 and any(k.pos == "NOUN" for k in unit.tree.children(beside[0], "conj"))


def teller(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Source | None:
    """ "Peru said it would", "Peru and Chile said they had": who tells what the pronoun stands in."""
    many = token.text.lower() in THEY
    if token.text.lower() not in SELF and not many:
        return None
    say = cues().say | ({"announce", "confirm"} if many else set())
    over = (a for a in unit.tree.ancestors(token) if a.pos == "VERB" and a.lemma.lower() in say)
    named = (s for v in over for s in unit.tree.children(v, "nsubj") if s.pos in ("NOUN", "PROPN"))
    subject = next((s for s in named if s.i < token.i), None)
    if subject is None:
        return None
    source = other_asked(doc, unit, token, subject) or source_of(doc, unit, subject, so_far)
    return source if source is not None and source.kind in (("several",) if many else TOGETHER[1:]) else None


def officer(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Source | None:
    """ "the president was asked, to which he replied": who is subject before, by office and not by name."""
    word = token.text.lower()
    heads = [t for t in unit.tree.tokens[: token.i] if t.dep in ("nsubj", "nsubjpass")]
    if word not in PERSONAL or not heads or heads[0].pos not in ("NOUN", "PROPN") or says_aside(unit, token):
        return None
    mention = doc.mention_of(unit, heads[0])
    named = mention is not None and mention.kind == "person"
    held = None if named or name_beside(doc, unit, heads[0]) else by_office(doc, unit, heads[0], so_far)
    return held if held is not None and held.name and suits(word, held.name) else None


def is_pronoun(doc: Document, unit: Unit, token: Token) -> bool:
    """A pronoun, unless it is a name ("He" of He Lifeng)."""
    mention = doc.mention_of(unit, token)
    known = mention is not None and mention.kind == "person"
    pronoun = token.pos == "PRON" and token.text.lower() in (*PERSONAL, *NEUTER, *OWN)
    return not known and (pronoun or token.text.lower() in PERSONAL or token.tag in ("WP", "WDT"))


def named_source(doc: Document, unit: Unit, token: Token) -> Source | None:
    """The person, body, outlet, company or party named by the phrase's head or in apposition to it."""
    above = unit.tree.head(token)
    told = token.dep == "appos" and unit.tree.children(token, "relcl")  # "Lee, the ally who has pledged"
    over = [above] if told and above is not None else []
    heads = [token, *unit.tree.children(token, "appos", "flat"), *over]
    found = [m for t in heads if (m := doc.mention_of(unit, t)) is not None]
    person = next((m for m in found if m.kind == "person"), None) or name_beside(doc, unit, token)
    if person is not None:
        return Source(person.name, person.party, "person")
    mention = doc.mention_of(unit, token)
    if mention is None and token.pos == "NOUN":  # "the lobby, the SMMT, said"
        mention = next((m for m in found if m.kind in ("body", "company")), None)
    if mention is None or (mention.kind == "adjective" and token.pos == "NOUN"):
        return None
    if mention.kind in ("body", "company", "outlet"):
        return Source(mention.name, mention.party if mention.kind == "body" else None, mention.kind)
    if mention.kind in PLACE_KINDS and mention.party and covers_head(unit, token, mention):
        return Source(government(doc, mention.party), mention.party, "party")
    return None


def common_source(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Source | None:
    """A voice named by a common noun: an office, a body, an unnamed official, analysts, a paper."""
    lemma = token.lemma.lower()
    if lemma in (*cues().sides, "official") and token.pos == "NOUN" and is_pair(unit, token):
        return sides(doc)
    if (panel := judge(doc, unit, token)) is not None:
        return panel
    party = party_beside(doc, unit, token)
    mention = doc.mention_of(unit, token)
    kind = mention.kind if mention is not None else ""
    if is_plural(token) and kind not in TITLE_KINDS:
        if is_own_name(unit, token) and lemma not in cues().unnamed:
            return written(doc, unit, token)
        if lemma in cues().members and party is not None and not doc.is_state(party):
            return Source(government(doc, party), party, "party")  # "the BRICS nations"
        if (found := several(doc, unit, token, party, so_far)) is not None:
            return found
        if lemma not in cues().unnamed:
            return OTHER  # "Texans", "shops": many of whom nothing is known
        hidden = same_group(doc, unit, token, party, so_far) or unnamed(doc, unit, token, party)
        late = last_party(so_far) if lemma == "official" and hidden.party is None else None
        return hidden if late is None else unnamed(doc, unit, token, late)
    if lemma in cues().documents and is_own_name(unit, token):
        return document(doc, unit, token, so_far)
    named = by_office(doc, unit, token, so_far) or by_role(doc, unit, token, so_far)
    if named is not None:
        return named
    if is_own_name(unit, token) and kind not in TITLE_KINDS:
        return written(doc, unit, token)
    if (beside := apposed(doc, unit, token)) is not None:
        return beside
    if lemma in (*cues().teams, "group") and (over := over_team(doc, unit, token, so_far)) is not None:
        return over
    if definite(unit, token) and (like := namesake(doc, token.text, unit.place(token.start))) is not None:
        return Source(like, None, "company")
    if lemma in cues().firms and definite(unit, token):
        return last_company(doc, unit, token, so_far) or unnamed(doc, unit, token, party)
    if so_far.persons and definite(unit, token) and is_epithet(unit, token):
        return so_far.persons[-1]
    if (same := known_official(doc, unit, token, party, so_far)) is not None:
        return same
    if lemma in cues().unnamed:
        body = next((s.party for s in reversed(so_far.bodies) if s.kind == "body"), None)
        its = party is None and lemma in SPOKEN and definite(unit, token)  # of the ministry last spoken of
        return unnamed(doc, unit, token, body if its else party)
    return document(doc, unit, token, so_far) if lemma in cues().documents else written(doc, unit, token)


def by_office(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Source | None:
    """ "the US trade chief", "the president": whoever holds the office."""
    mention = doc.mention_of(unit, token)
    titled = mention is not None and mention.kind in TITLE_KINDS
    word = token.lemma.lower()
    if not titled and not (word in cues().offices | cues().kin.keys() and definite(unit, token)):
        return None
    if word in cues().unnamed and is_hidden(doc, unit, token):
        return None
    lately = [p.name or "" for p in so_far.persons]
    party = party_beside(doc, unit, token) or owner(doc, unit, token, so_far)
    held = named_later(doc, unit, token, party, holder_of(doc, unit, token, party, lately))
    if held is None and mention is not None and is_of_deputy(doc.text, mention.start):
        return Source("anonymous", mention.party or party, "unnamed")
    return voice(held) if held is not None else None


def by_role(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Source | None:
    """ "the finance ministry", "the administration": the body, else the government last spoken of."""
    mention, lemma = doc.mention_of(unit, token), token.lemma.lower()
    if lemma not in cues().bodies and (mention is None or mention.kind != "role"):
        return None
    party = party_beside(doc, unit, token) or owner(doc, unit, token, so_far)
    if lemma == "embassy":
        return embassy(doc, unit, token, party, so_far)
    if lemma == "office" and (staff := staff_of(doc, unit, token)) is not None:
        return voice(staff)
    if party is None and lemma in cues().at_home:
        party = home(doc, unit, token, so_far)
    bare = mention is None and party is None and definite(unit, token) and lemma in ("ministry", "department")
    if bare and (last := last_body(so_far, lemma)) is not None:
        return last
    body = body_of(doc, unit, token, party, subject_party(doc, unit, token))
    if body is not None:
        return voice(body)
    held = party or last_party(so_far)
    if lemma not in cues().governing or held is None or not doc.is_state(held):
        return None
    return Source(government(doc, held), held, "party")


def last_body(so_far: Discourse, noun: str) -> Source | None:
    """ "the ministry": the one that spoke or acted last."""
    known = (s for s in reversed(so_far.bodies) if s.kind == "body" and noun in (s.name or "").lower())
    return next(known, None)


def home(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> str | None:
    """ "the federal government", "the cabinet": of the federation, or the state last spoken of."""
    federal = any(k.text.lower() == "federal" for k in unit.tree.children(token, "amod", "compound"))
    if federal:
        return next((p for p in (*doc.pair, *reversed(so_far.parties)) if p in cues().federations), "US")
    over = (a for a in unit.tree.ancestors(token) if a.pos == "VERB" and a.lemma.lower() in cues().say)
    tellers = (m for a in over for s in unit.tree.children(a, "nsubj") if (m := doc.mention_of(unit, s)))
    told = next((m.party for m in tellers if m.kind == "person" and m.party), None)
    if told is not None:
        return told
    if doc.home in doc.pair:
        return doc.home
    states = [p for p in (*doc.pair[::-1], *so_far.parties) if doc.is_state(p)]
    return next((p for p in reversed(states) if p != "US"), next(reversed(states), None))


def owner(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> str | None:
    """ "its finance ministry": the party that is subject of the sentence, else the one last spoken of.

    "his finance ministry" is of the person's party.
    """
    own = next((k for k in unit.tree.children(token, "poss") if k.text.lower() in ("his", "her")), None)
    if own is not None:
        person = pronoun_source(doc, unit, own, so_far)
        return person.party if person is not None else None
    if not any(k.text.lower() in ("its", "their") for k in unit.tree.children(token, "poss")):
        return None
    return subject_party(doc, unit, token) or last_party(so_far)


def subject_party(doc: Document, unit: Unit, token: Token) -> str | None:
    """The state that acts in what is told before the noun ("Peru will pay, the ministry said")."""
    heads = (t for t in unit.tree.tokens[: token.i] if t.dep in ("nsubj", "nsubjpass"))
    kinds = (*PLACE_KINDS, "body", "person")
    own = (
        k for t in heads for k in (t, *(unit.tree.children(t, "poss") if t.lemma in cues().governing else ()))
    )
    named = (m for t in own if (m := doc.mention_of(unit, t)) is not None and m.kind in kinds)
    return next((m.party for m in named if m.party and doc.is_state(m.party)), None)


def apposed(doc: Document, unit: Unit, token: Token) -> Source | None:
    """ "the country's biggest brewer, Halma, said": a name that no list has, in apposition."""
    names = [t for t in unit.tree.children(token, "appos") if t.pos == "PROPN" and t.i > token.i]
    bare = [t for t in names if doc.mention_of(unit, t) is None and unit.tree[t.i - 1].text != "("]
    found = written(doc, unit, bare[0]) if bare and token.pos == "NOUN" else None
    lemma = token.lemma.lower()
    human = lemma in (cues().offices | cues().unnamed) and lemma not in (cues().firms | cues().bodies)
    return replace(found, kind="person") if found is not None and found.name and human else found


def last_company(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Source | None:
    """ "the company", "the union": the last such body met, one that bears the word in its name first."""
    place = unit.place(token.start)
    named = [m for m in doc.mentions if m.kind == "company" and 0 < place - m.start < FAR]
    known = [
        *(s for s in so_far.bodies if s.kind == "company"),
        *(Source(m.name, None, "company") for m in named),
    ]
    bearing = [s for s in known if token.lemma.lower() in (s.name or "").lower().split()]
    return next(reversed(bearing or known), None)


def voice(named: Named) -> Source:
    """A named person or body as a voice."""
    return Source(named.name, named.party, named.kind)


def document(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Source:
    """ "a ministry statement", "the CCTV report": whoever the paper comes from, else the last voice."""
    aside = {t.i for k in unit.tree.children(token, "acl", "relcl") for t in unit.tree.subtree(k)}
    own = [t for t in unit.tree.subtree(token) if t.i not in aside]
    if (issuer := issued_by(unit, token)) is not None and doc.mention_of(unit, issuer) is None:
        return written(doc, unit, issuer) or OTHER
    for clause in unit.tree.children(token, "acl"):  # "the report, published by the bank,"
        agents = unit.tree.children(clause, "agent") if clause.lemma.lower() in cues().issuing else ()
        found = (source_of(doc, unit, n, so_far) for p in agents for n in unit.tree.children(p, "pobj"))
        if (author := next(found, None)) is not None and author.name:
            return author
    for kinds in (("outlet",), ("body", "company", "person"), PLACE_KINDS):
        for m in doc.mentions_in(unit, own):
            if m.kind in kinds and m.kind in PLACE_KINDS:
                return Source(government(doc, m.party or ""), m.party, "party") if m.party else OTHER
            if m.kind in kinds:
                return Source(m.name, m.party if m.kind != "outlet" else None, m.kind)
    for kid in unit.tree.children(token, "compound", "nmod", "poss"):
        if (named := by_role(doc, unit, kid, so_far)) is not None:
            return named
    owner = unit.tree.child(token, "poss")
    if owner is not None:  # "the panel's report", "his letter"
        return (pronoun_source(doc, unit, owner, so_far) if owner.pos == "PRON" else None) or OTHER
    verb = unit.tree.head(token)
    sender = unit.tree.child(verb, "nsubj") if verb is not None and token.dep == "dobj" else None
    if sender is not None and (sent := source_of(doc, unit, sender, so_far)) is not None and sent.name:
        return sent
    last = so_far.papers.get(token.lemma.lower(), so_far.speaker)
    if last is None or last.kind == "unnamed":
        last = next((s for s in reversed(so_far.bodies) if s.kind == "body"), None)
    return last if last is not None and definite(unit, token) else OTHER


def party_beside(doc: Document, unit: Unit, token: Token) -> str | None:
    """The party named by a possessor, adjective or compound before the head, or by "of", "from X"."""
    tree = unit.tree
    preps = [p for p in tree.children(token, "prep") if p.text in ("of", "from", "in")]
    of = [t for p in preps if p.text != "in" for t in tree.children(p, "pobj")]
    seats = [t for p in preps if p.text == "in" for t in tree.children(p, "pobj")]
    own = [m for m in doc.mentions_in(unit, name_part(unit, token)) if m.kind not in ("good", "company")]
    after = [m for m in doc.mentions_in(unit, of) if m.kind in PLACE_KINDS]
    after += [m for m in doc.mentions_in(unit, seats) if m.kind == "capital"]  # "the ministry in Lima"
    return next((m.party for m in (*own, *after) if m.party), None)


def last_party(so_far: Discourse) -> str | None:
    """The party last spoken of."""
    return next(reversed(so_far.parties), None)


def parties_of(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> tuple[str, ...]:
    """The parties that act in, or are, the phrase headed by `token`, in text order."""
    joined = (t for t in unit.tree.conjuncts(token) if t.i >= token.i)
    return tuple(dict.fromkeys(p for t in joined for p in one_party(doc, unit, t, so_far)))


def one_party(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> tuple[str, ...]:
    """The parties of one conjunct."""
    token = whose(unit, token) or token
    word = token.text.lower()
    mention = doc.mention_of(unit, token)
    if mention is not None and mention.kind not in SILENT:
        owner = owner_state(doc, unit, token) if mention.kind == "body" else None
        if mention.party is not None:
            return (owner or mention.party,)
    if is_pair(unit, token):
        return doc.pair
    if word in OWN and token.pos == "PRON" and unit.quote is not None:
        return of_source(so_far.speaker)
    if is_pronoun(doc, unit, token):
        return of_source(source_of(doc, unit, token, so_far))
    named = doc.mentions_in(unit, name_part(unit, token))
    inside = [m.party for m in named if m.party and m.kind != "company" and doc.is_state(m.party)]
    if inside := inside or apposed_states(doc, unit, token):
        return tuple(dict.fromkeys(inside))
    return by_noun(doc, unit, token, so_far)


def owner_state(doc: Document, unit: Unit, body: Token) -> str | None:
    """ "Peru's Senate" is Peru's, though "the Senate" alone is another's."""
    owner = unit.tree.child(body, "poss")
    mention = doc.mention_of(unit, owner) if owner is not None else None
    return mention.party if mention is not None and mention.kind == "party" else None


def of_source(source: Source | None) -> tuple[str, ...]:
    """The party of a voice."""
    return source.parties if source is not None else ()


def by_noun(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> tuple[str, ...]:
    """The party behind a common noun: the bloc, the administration, the president, the commerce secretary."""
    lemma = token.lemma.lower()
    mention = doc.mention_of(unit, token)
    if lemma in ("bloc", "island"):
        return last_bloc(doc, unit, token) if lemma == "bloc" else last_state(doc, unit, token)
    if lemma in ("delegation", "team") and (whose := owner(doc, unit, token, so_far)) is not None:
        return (whose,)  # "his delegation"
    titled = mention is not None and mention.kind in ("title", "role")
    if titled or lemma in cues().offices or lemma in cues().bodies:
        held = of_source(common_source(doc, unit, token, so_far))
        known = lemma in ("administration", "country", "government", "ministry", "state", "nation")
        return held or (last_state(doc, unit, token) or tuple(so_far.parties[-1:]) if known else ())
    return ()
