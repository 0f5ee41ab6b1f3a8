"""Who meets: subject, owner and company of a meeting, a forum, the parties of the accord talked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parley.read import Reading
from parley.read.cues import cues
from parley.read.mentions import Mention
from parley.read.subjects import whose
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.draft import voice_at
from parley.record.event_scope import carriers, own_phrase
from parley.record.events import TRAVEL, Event
from parley.record.journeys import destination, goer_of, lower, party_of
from parley.record.rounds import is_site
from parley.record.talkers import spoken_to
from parley.record.words import actions

COMPANY = ("with", "between", "among", "alongside", "involving", "by", "of", "from")
NAMERS = ("person", "body", "office", "title", "role")


def participants(reading: Reading, unit: Unit, event: Event, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The parties that meet: a forum; else subject, owner, "with", "between", and the persons named."""
    words = [*subject(unit, event), *company(reading, unit, event, tokens)]
    if event.how in ("after", "during"):
        words += around(reading, unit, event, bool(words))
    forum = forum_of(reading, unit, words)
    if forum and (
        event.how != "verb" or not any(m.kind == "person" for m in reading.doc.mentions_in(unit, words))
    ):
        return (forum, *outsiders(reading, unit, event, forum))
    own = (t for t in heads(words) if not is_venue(reading, unit, t))
    named = [p for head in own for p in parties_of(reading.doc, unit, head, slots.discourse(reading, unit))]
    found = [
        m
        for m in reading.doc.mentions_in(unit, words)
        if m.party and (m.kind in NAMERS or not slots.is_place(reading, m))
    ]
    hosts = {m.party for m in found if m.kind == "party" and is_host(reading, m)}
    named = [m.party for m in found if m.party and m.party not in hosts and m.kind != "company"] + named
    named += receiver(reading, unit, event) if len(set(named)) < 2 else []
    talked_of = accord_parties(reading, unit, tokens) if len(set(named)) < 2 else []
    named = talked_of if len(talked_of) > 1 and set(named) <= set(talked_of) else named or talked_of
    both = slots.parties_in(reading, unit, own_phrase(unit, event)) if not named else ()
    named = list(both) if len(both) > 1 else named  # "talks towards an X-Y trade pact"
    return tuple(dict.fromkeys(p for p in named if can_meet(reading, p)))


def outsiders(reading: Reading, unit: Unit, event: Event, forum: str) -> tuple[str, ...]:
    """With whom a forum meets: "the G7 held talks with Peru"; its own members are none apart."""
    inside = {forum, *reading.doc.lexicon.parties[forum].members}
    preps = [p for t in {event.token, event.top, event.act} for p in unit.tree.children(t, "prep")]
    with_ = [n for p in preps if p.text.lower() == "with" for n in unit.tree.children(p, "pobj")]
    parties = (p for n in with_ for p in parties_of(reading.doc, unit, n, slots.discourse(reading, unit)))
    return tuple(dict.fromkeys(p for p in parties if p not in inside and can_meet(reading, p)))


def completed_actors(reading: Reading, named: tuple[str, ...]) -> tuple[str, ...]:
    """One party alone is joined by the other of the article's two; none stands for both."""
    if len(named) > 1 or (named and not reading.doc.is_state(named[0])):
        return named
    pair = reading.doc.pair
    return tuple(dict.fromkeys([*named, *pair])) if not named or named[0] in pair else (named[0], *pair[:1])


def is_summit_hosted(event: Event) -> bool:
    """ "hosted a summit of the bloc": whoever came, the words name the host alone."""
    return lower(event.token) == "summit" and lower(event.act) in actions().meeting["hosting"]


def is_domestic(unit: Unit, event: Event) -> bool:
    """ "met business leaders", "convened her cabinet": those met are of the party's own country."""
    tree = unit.tree
    met = [*tree.children(event.act, "dobj")] if event.how in ("verb", "for") else []
    preps = [p for t in {event.token, event.top, event.act} for p in tree.children(t, "prep")]
    met += [n for p in preps if p.text.lower() == "with" for n in tree.children(p, "pobj")]
    words = {lower(t) for n in met for t in (n, *tree.children(n, "compound", "amod", "nmod"))}
    return bool(words & set(actions().meeting["domestic"]))


def members(reading: Reading, unit: Unit, event: Event, named: tuple[str, ...]) -> tuple[str, ...]:
    """ "EU ministers will meet in Brussels", "the bloc's leaders met": the bloc alone."""
    head = slots.doer(unit, event.act) if event.how == "verb" and lower(event.act) == "meet" else None
    if head is None or len(named) > 1 or head.tag != "NNS" or lower(head) not in actions().meeting["members"]:
        return ()
    with_ = any(p.text.lower() == "with" for p in unit.tree.children(event.act, "prep"))
    within = (m.party for m in reading.doc.mentions_in(unit, unit.tree.subtree(head)))
    code = next((c for c in (*named, *within) if c), "")
    party = reading.doc.lexicon.parties.get(code)
    bloc = party is not None and party.kind == "bloc"
    return (code,) if bloc and not with_ and not unit.tree.children(event.act, "dobj") else ()


def subject(unit: Unit, event: Event) -> tuple[Token, ...]:
    """The tokens of the subject of the verb, or of the one over it that brings people to the meeting."""
    if event.how not in ("verb", "object", *TRAVEL):
        return ()
    if event.how == "verb" and event.token.pos == "NOUN" and event.token.text == "meet":
        return unit.tree.tokens[: event.token.i]
    head = goer_of(unit, event.act)
    passive = unit.tree.child(event.act, "nsubjpass") if event.how in TRAVEL else None
    carrier = next(carriers(unit, event), None)
    head = (
        head
        or (unit.tree.head(event.act) if event.act.dep == "appos" else None)
        or passive
        or (slots.doer(unit, carrier) if carrier is not None else None)
    )
    return unit.tree.subtree(head) if head is not None and head.i != event.top.i else ()


def around(reading: Reading, unit: Unit, event: Event, alone: bool) -> tuple[Token, ...]:
    """The subject of the clause "after a call with X"; of "after a call", only where it names both sides."""
    head = slots.doer(unit, event.act) if event.act.pos == "VERB" else None
    if head is None:
        return ()
    named = parties_of(reading.doc, unit, head, slots.discourse(reading, unit))
    told = unit.tree.child(event.act, "dobj")  # "during a call, X invited Y"
    with_ = unit.tree.subtree(told) if told is not None and told.pos == "PROPN" else ()
    back = lower(event.act) in actions().meeting["returning"]  # "returned from a trip to Lima"
    return (*unit.tree.subtree(head), *with_) if len(named) > (0 if alone or back else 1) else ()


def receiver(reading: Reading, unit: Unit, event: Event) -> list[str]:
    """Whom a visit is paid to: the state of the place."""
    table = actions().meeting
    going = event.act if event.how == "for" and lower(event.token) in table["parleys"] else event.token
    verbs = (*table["arriving"], *table["setting_out"], *table["sending"])
    goes = lower(going) in (verbs if going.pos in ("VERB", "AUX") else table["journeys"])
    visits = lower(going) in table["visiting"] and going.pos == "VERB"
    place = destination(unit, going) if goes else unit.tree.child(going, "dobj") if visits else None
    leads = (destination(unit, v) for v in carriers(unit, event) if v.pos == "VERB" and lower(v) in verbs)
    place = place or next(leads, None)
    mention = reading.doc.mention_of(unit, place) if place is not None else None
    if mention is not None and mention.party:
        return [mention.party]
    return list(party_of(reading, unit, place)) if place is not None else []


def city_of_journey(reading: Reading, unit: Unit, event: Event) -> str | None:
    """ "left for Lima to hold talks": the capital to which the verb leads."""
    table = actions().meeting
    going = (*table["arriving"], *table["setting_out"], *table["sending"], "invite")
    for verb in (event.act, *carriers(unit, event)):
        place = destination(unit, verb) if lower(verb) in going and verb.pos == "VERB" else None
        mention = reading.doc.mention_of(unit, place) if place is not None else None
        if mention is not None and mention.kind in ("capital", "venue"):
            return mention.name
    host = slots.doer(unit, event.act) if lower(event.act) in ("host", "welcome") else None
    mention = reading.doc.mention_of(unit, host) if host is not None else None
    return mention.name if mention is not None and mention.kind in ("capital", "venue") else None


def accord_parties(reading: Reading, unit: Unit, tokens: Sequence[Token]) -> list[str]:
    """The parties of the accord that is talked about ("talks on the US-India trade deal")."""
    accords = [m.key for m in reading.doc.mentions_in(unit, tokens) if m.kind == "accord"]
    known = [p for key in accords[:1] for p in reading.doc.lexicon.accords[key].parties]
    for deal in (t for t in tokens if not known and t.lemma.lower() in actions().agreement["nouns"]):
        marks = unit.tree.children(deal, "compound", "nmod", "amod")
        named = [m for k in marks for m in reading.doc.mentions_in(unit, unit.tree.subtree(k)) if m.party]
        known = list(dict.fromkeys(m.party for m in named if m.party))
        known = known if len(known) > 1 else []
    return known


def company(reading: Reading, unit: Unit, event: Event, tokens: Sequence[Token]) -> Iterator[Token]:
    """The words that name those who meet: owner, adjectives, object of a verb, and phrases of company."""
    tree = unit.tree
    inside = {t.i for t in tokens}
    for head in dict.fromkeys((event.token, event.top)):
        for kid in tree.children(
            head, "poss", "amod", "compound", "nmod", *(("dobj", "oprd") if head.pos == "VERB" else ())
        ):
            yield from ((owner,) if (owner := whose(unit, kid)) is not None else tree.subtree(kid))
    for token in tokens:
        if (
            token.pos in ("ADP", "SCONJ", "VERB")
            and token.text.lower() in COMPANY
            and token.i in inside
            and not is_apart(unit, token)
        ) or is_of_persons(reading, unit, event, token):
            for kid in tree.children(token, "pobj", "dobj"):
                yield from (
                    without_topics(unit, kid) if is_company(reading, unit, kid) else named_by(unit, kid)
                )
    if (met := spoken_to(reading, unit, event.token)) is not None:
        yield from tree.subtree(met)


def without_topics(unit: Unit, noun: Token) -> Iterator[Token]:
    """The words of a phrase without a clause that tells what was spoken of ("in which they discussed")."""
    tree = unit.tree
    clauses = [k for t in tree.subtree(noun) for k in tree.children(t, "relcl")]
    where = (p for k in clauses for p in tree.children(k, "prep") for n in tree.children(p, "pobj", "pcomp"))
    topics = {p.head for p in where if p.text.lower() in ("in", "during", "at") and p.i < p.head}
    apart = {t.i for i in topics for t in tree.subtree(tree[i])}
    yield from (t for t in tree.subtree(noun) if t.i not in apart)


def is_of_persons(reading: Reading, unit: Unit, event: Event, preposition: Token) -> bool:
    """ "a meeting of the minister with X"; not "a round of talks"."""
    noun = unit.tree.child(preposition, "pobj") if preposition.text.lower() == "of" else None
    if noun is None or preposition.head not in (event.token.i, event.top.i):
        return False
    mention = reading.doc.mention_of(unit, noun)
    return lower(noun) in actions().meeting["roles"] or (mention is not None and mention.kind == "person")


def is_company(reading: Reading, unit: Unit, noun: Token) -> bool:
    """Those met, and not a thing: "with officials in X", but "with disputes over X"."""
    known = (reading.doc.mention_of(unit, t) is not None for t in unit.tree.conjuncts(noun))
    return noun.pos in ("PROPN", "PRON") or lower(noun) in actions().meeting["roles"] or any(known)


def named_by(unit: Unit, noun: Token) -> Iterator[Token]:
    """The noun with the words right on it, without phrases and clauses behind it."""
    yield noun
    for kid in unit.tree.children(noun, "amod", "compound", "nmod", "poss", "appos", "conj", "prep"):
        if kid.dep != "prep" or kid.text.lower() in ("including", "like", "as"):
            yield from unit.tree.subtree(kid)


def is_apart(unit: Unit, preposition: Token) -> bool:
    """ "of" and "from" count only on nouns of people ("leaders of", "officials from"), not on "rounds of"."""
    above = unit.tree.head(preposition)
    word = preposition.text.lower()
    if word == "by":
        leads = above is not None and lower(above) in ("lead", "head")
        if above is not None and leads and unit.tree.children(above, "nsubjpass"):
            return False  # "the talks are led by X"
        paid = above is not None and lower(above) in actions().meeting["journeys"]  # "a visit by X"
        return above is None or not (leads or paid or lower(above) in ("attend", "host"))
    return word in ("of", "from") and (above is None or lower(above) not in actions().meeting["roles"])


def heads(words: Sequence[Token]) -> Iterator[Token]:
    """The heads among the words, whose governor lies outside them."""
    inside = {t.i for t in words}
    yield from (t for t in words if t.head == t.i or t.head not in inside)


def forum_of(reading: Reading, unit: Unit, words: Sequence[Token]) -> str | None:
    """A bloc or organisation that is said to meet; not one on whose sidelines others do."""
    for mention in reading.doc.mentions_in(unit, words):
        party = reading.doc.lexicon.parties.get(mention.party or "")
        before = reading.doc.text[max(0, mention.start - 40) : mention.start].lower()
        if (
            party is not None
            and party.code in actions().meeting["forums"]
            and "sideline" not in before
            and not before.endswith((" at the ", " at "))
            and "ahead of" not in before
        ):
            return party.code
    return None


def can_meet(reading: Reading, code: str) -> bool:
    """A state, or a bloc that negotiates as one."""
    party = reading.doc.lexicon.parties.get(code)
    bloc = party is not None and party.kind == "bloc" and code not in actions().meeting["forums"]
    return reading.doc.is_state(code) or bloc


def is_venue(reading: Reading, unit: Unit, token: Token) -> bool:
    """Does the word name the place of the meeting ("the Geneva talks")?"""
    mention = reading.doc.mention_of(unit, token)
    return mention is not None and mention.kind in ("venue", "capital") and is_site(reading, mention)


def is_host(reading: Reading, mention: Mention) -> bool:
    """A state told only as the place ("in South Korea")."""
    before = reading.doc.text[max(0, mention.start - 12) : mention.start].split()
    return bool(before) and before[-1].lower() in ("in", "at", "near")


def is_of_outsiders(reading: Reading, unit: Unit, event: Event) -> bool:
    """ "“We met the minister,” a lobby said": who speaks for no party met somebody."""
    head = slots.doer(unit, event.act)
    if head is None or head.text.lower() not in ("we", "i"):
        return False
    source = voice_at(reading, unit, event.act).source
    return source is not None and source.kind in ("person", "company") and not source.parties


def is_complaint(unit: Unit, event: Event) -> bool:
    """ "requested consultations with X at the World Trade Organization": the first step of a complaint."""
    if lower(event.token) != "consultation" or lower(event.act) not in actions().meeting["asking_for"]:
        return False
    words = unit.text.lower()
    return any(forum in words for forum in cues().accusing.forum)
