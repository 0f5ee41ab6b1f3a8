"""Is a measure told, or only mentioned? And which of the words near it tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parley.model import When
from parley.read import Reading
from parley.read.cues import cues
from parley.read.modality import Mood
from parley.read.quantities import Quantity
from parley.read.times import TimeMention
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.act import Act
from parley.record.instruments import NAMED
from parley.record.measure_owners import ANSWERS
from parley.record.unreal import BACKGROUND
from parley.record.words import actions

PERIL = 14  # words behind "put" among which that stands in which it puts something


def is_told(
    reading: Reading,
    unit: Unit,
    what: tuple[Token, Act],
    told: tuple[Sequence[Quantity], Sequence[TimeMention]],
) -> bool:
    """Is the measure told, and not only mentioned? A mention with a rate or a date of its own tells one."""
    noun, act = what
    quantities, times = told
    if not is_background(unit, act):
        return True
    if (
        act.how == "participle"
        and act.stage not in ("announced", "considered")
        and has_doer(reading, unit, act)
    ):
        return True
    if act.how == "rate" and is_somebodys(unit, noun):
        return False
    rated = any(q.unit == "percent" for q in quantities)
    if act.how == "mark" and act.stage == "imposed" and in_response(unit, act.token) and not rated:
        return False
    if act.how in ("mark", "noun", "owned") and not act.second and is_owned(reading, unit, noun):
        return True
    above = unit.tree.head(noun)
    if act.how in ("rate", "mark") and above is not None and above.text == "from" and noun.lemma == "rate":
        return False  # "to 50% from current rates of 20%"
    told_rates = [q for q in quantities if q.unit == "percent"]
    if act.how in ("rate", "mark") and told_rates and all(is_bound(q) for q in told_rates):
        return False
    if in_response(unit, act.token):
        return False
    owned = act.how == "noun" and act.token.lemma.lower() != "deadline" and act.token.dep == "pobj"
    if owned and slots.agent_of(reading, unit, act.token):
        return True  # "after Chile's withdrawal of trade privileges"
    if act.how == "participle" and act.second and act.stage == "imposed":
        return rated and bool(times)
    if act.how == "noun" or act.second:
        return any(q.unit == "percent" for q in quantities) or (act.second and bool(times))
    return bool(quantities or times)


def is_no_deed(unit: Unit, noun: Token, act: Act) -> bool:
    """Words that tell no act: of keeping a rule, of what a thing is, of how it compares."""
    if noun.lemma == "period" and act.stage == "expired":
        return True  # "the grace period runs out in May": a deadline
    if is_aligning(unit, act.token) or is_definition(unit, act.token) or is_ranked(unit, noun, act):
        return True
    if is_asked_about(unit, noun) or is_of_deadline(unit, act.token):
        return True
    return act.token.lemma.lower() in ("put", "place") and is_peril(unit, act.token)


def is_of_deadline(unit: Unit, verb: Token) -> bool:
    """ "the deadline for the duties to take effect": what a deadline is for, which the deadline tells."""
    marks = [k for k in unit.tree.children(verb, "mark") if k.text.lower() == "for" and k.i]
    return verb.tag == "VB" and any(unit.tree[k.i - 1].lemma.lower() == "deadline" for k in marks)


def is_asked_about(unit: Unit, noun: Token) -> bool:
    """ "it is unclear what duties will be laid"; not "a deal under which duties fall"."""
    asking = [k for k in unit.tree.children(noun, "det") if k.tag in ("WDT", "WP")]
    asking += [t for t in (unit.tree[noun.i - 1],) if noun.i and t.text.lower() == "what" and t.tag == "WDT"]
    return any(k.i == 0 or unit.tree[k.i - 1].pos != "ADP" for k in asking)


def is_peril(unit: Unit, verb: Token) -> bool:
    """ "would put 1% of output at risk", wherever the parser hung the phrase."""
    pairs = pairwise(unit.tree.tokens[verb.i + 1 : verb.i + PERIL])
    words = {f"{one.text.lower()} {two.lemma.lower()}" for one, two in pairs}
    return bool(words & set(actions().aligning["perils"]))


def is_aligning(unit: Unit, verb: Token) -> bool:
    """ "bring its duties into line with the rules": whatever that will take."""
    into = [p for p in unit.tree.children(verb, "prep") if p.text.lower() in ("into", "in")]
    into += [p for o in unit.tree.children(verb, "dobj") for p in unit.tree.children(o, "prep")]
    nouns = {n.lemma.lower() for p in into if p.text.lower() == "into" for n in unit.tree.children(p, "pobj")}
    return verb.lemma.lower() in ("bring", "put") and bool(nouns & set(actions().aligning["nouns"]))


def is_definition(unit: Unit, verb: Token) -> bool:
    """ "the licence is a scheme that lets firms ship": what such a thing does, whoever has it."""
    head = unit.tree.head(verb) if verb.dep == "relcl" else None
    if head is None or head.dep != "attr" or verb.tag not in ("VBZ", "VBP"):
        return False
    some = any(k.text.lower() in ("a", "an", "one") for k in unit.tree.children(head, "det", "nummod"))
    return some and head.lemma.lower() in actions().aligning["schemes"]


def is_ranked(unit: Unit, noun: Token, act: Act) -> bool:
    """ "the toughest step that Peru has taken": of one told before."""
    most = any(k.tag == "JJS" or k.lemma in ("first", "last") for k in unit.tree.children(noun, "amod"))
    return most and noun.dep == "attr" and act.token.dep == "relcl" and act.token.head == noun.i


def is_somebodys(unit: Unit, noun: Token) -> bool:
    """ "shocked at his country's rate of 36%": told before, of one whom the words do not name."""
    owner = unit.tree.child(noun, "poss")
    own = owner is not None and any(k.tag == "PRP$" for k in unit.tree.children(owner, "poss"))
    return own and noun.lemma.lower() == "rate"


def has_doer(reading: Reading, unit: Unit, act: Act) -> bool:
    """ "the limits that Tokyo has set": a relative clause that tells who acted, not only that it is known."""
    subject = unit.tree.child(act.token, "nsubj")
    named = subject is not None and subject.pos in ("PROPN", "NOUN")
    return named and bool(slots.agent_of(reading, unit, act.token))


def is_owned(reading: Reading, unit: Unit, noun: Token) -> bool:
    """Is it told whose measure it is and on what ("Beijing's expanded controls on rare earths")?"""
    below = [
        t for p in unit.tree.children(noun, "prep") if p.text.lower() == "on" for t in unit.tree.subtree(p)
    ]
    named = any(m.kind in NAMED for m in reading.doc.mentions_in(unit, below))
    own = any(k.tag == "PRP$" for k in unit.tree.children(noun, "poss"))
    return named and (own or bool(slots.owner_of(reading, unit, noun)))


def is_bound(rate: Quantity) -> bool:
    """A rate of nought, or one that only parts goods ("items with a duty above 15%")."""
    return not rate.number or (rate.note or "").split(" ")[0] in ("above", "below", "under", "exceeding")


def has_maker(unit: Unit, noun: Token) -> bool:
    """ "spared from duties imposed by Peru": a measure told beside the relief from it."""
    return any(k.tag == "VBN" and unit.tree.child(k, "agent") for k in unit.tree.children(noun, "acl"))


def told_tokens(unit: Unit, act: Act, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words whose numbers are the act's: what bears a measure has numbers of its own."""
    subject = unit.tree.child(act.token, "nsubj", "nsubjpass") if act.how == "borne" else None
    skip = {t.i for t in unit.tree.subtree(subject)} if subject is not None else set()
    skip |= {k.i for t in tokens if is_comparison(t) or is_addition(unit, t) for k in unit.tree.subtree(t)}
    return tuple(t for t in tokens if t.i not in skip)


def is_comparison(token: Token) -> bool:
    """ "39%, higher than the 31% of April": not the "than" of "more than 30%"."""
    return token.dep == "prep" and token.text.lower() == "than"


def is_addition(unit: Unit, token: Token) -> bool:
    """ "on top of the usual 5%", "in addition to a duty of 10%": another's rate."""
    if token.dep != "prep":
        return False
    above = unit.tree.head(token)
    if above is not None and above.pos == "NOUN" and above.lemma.lower() in ANSWERS:
        return True  # "duties as an answer to the 50% tariff"
    words = " ".join([t.text for t in unit.tree.tokens[token.i : token.i + 3]]).lower()
    return words in ("on top of", "in addition to")


def is_lapsed(reading: Reading, unit: Unit, mood: Mood, date: When | None) -> bool:
    """ "were due to take effect": a plan of the past that no coming day holds up, in no reported words."""
    top = unit.tree[mood.chain[-1]]
    if (
        top.dep == "ccomp"
        and (said := unit.tree.head(top)) is not None
        and said.lemma.lower() in cues().speech
    ):
        return False
    past = any(
        k.tag == "VBD"
        for i in mood.chain[1:]
        for k in (unit.tree[i], *unit.tree.children(unit.tree[i], "aux", "auxpass"))
        if k.lemma in ("be", "have")
    )
    day = reading.doc.day
    return past and (date is None or day is None or date.start[:10] <= day)


def is_intended(unit: Unit, mood: Mood) -> bool:
    """ "had planned to tax", "under the proposal they would pay": it was or is considered."""
    verb = unit.tree[mood.chain[0]] if mood.chain else None
    under = unit.tree.children(verb, "prep") if verb is not None and mood.hypothetical else ()
    papers = [
        n.lemma.lower() for p in under if p.text.lower() == "under" for n in unit.tree.children(p, "pobj")
    ]
    if any(w in ("proposal", "draft", "bill") for w in papers):
        return True
    leads = [unit.tree[i] for i in mood.chain[1:] if unit.tree[i].lemma.lower() in ("plan", "intend")]
    return any(k.text.lower() == "had" for t in leads for k in unit.tree.children(t, "aux"))


def is_background(unit: Unit, act: Act) -> bool:
    """A measure that is only mentioned.

    By a participle, by a noun that is subject of something else or stands in an adverbial phrase, or as what
    happened meanwhile ("as the duties kicked in").
    """
    token = act.token
    if act.how in BACKGROUND:
        return True
    if act.how == "noun" and act.over is None:
        above = unit.tree.head(token)
        subject = token.dep in ("nsubj", "nsubjpass")
        effective = above is not None and above.lemma.lower() in actions().entering["words"]
        if above is not None and token.dep == "dobj" and above.lemma.lower() in actions().unreal["judging"]:
            return True  # "condemned the imposition of duties"
        return (subject and not effective) or token.dep == "pobj"
    if (act.how == "verb" and token.dep == "acl" and token.tag == "VBN") or (
        act.how == "borne" and token.dep == "relcl"
    ):
        return True
    marks = [t.text.lower() for t in unit.tree.children(token, "mark", "advmod")]
    passive = bool(unit.tree.children(token, "nsubjpass")) and not unit.tree.children(token, "agent")
    aside = ("since", "after", "as", "when", "before")
    return (act.how == "subject" or passive) and token.dep == "advcl" and any(m in aside for m in marks)


def in_response(unit: Unit, token: Token) -> bool:
    """Does the act stand in the phrase of what another answers ("in response to the imposition of")?"""
    start, _ = unit.tree.extent(token)
    before = unit.text[max(0, start - 24) : start].lower().rstrip()
    return any(before.endswith(marker) for marker in cues().response)
