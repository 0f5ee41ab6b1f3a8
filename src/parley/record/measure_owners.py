"""Whose a measure is, by what it bears on: a party's own firms, its market, the licence it gives."""

from __future__ import annotations

from parley.read import Reading
from parley.read.cues import cues
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.namings import is_by_quota
from parley.record.words import actions

TIME = (
    "last",
    "this",
    "next",
    "week",
    "month",
    "year",
    "earlier",
    "recently",
    "also",
    "then",
    "now",
    "today",
)
ANSWERS = ("answer", "response", "reply", "reaction", "retaliation")
FAR = 4  # words between who does it and a gerund


def kept_home(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """ "a ban on American firms selling chips": a party binds its own firms."""
    if actions().instruments.get(noun.lemma.lower()) not in ("export_ban", "export_control"):
        return ()
    below = [t for p in unit.tree.children(noun, "prep") for t in unit.tree.subtree(p)]
    sells = any(t.tag == "VBG" and t.lemma.lower() in actions().flowing["words"] for t in below)
    firms = [t for t in below if t.lemma.lower() in actions().commitment["private"]]
    if not sells:
        return ()
    marks = (unit.tree.children(t, "compound", "amod", "poss") for t in firms)
    return next((found for m in marks if (found := slots.parties_in(reading, unit, m))), ())


def buyers_home(reading: Reading, unit: Unit, subject: Token) -> tuple[str, ...]:
    """ "Danish importers will pay", "tin entering Denmark faces": whose market it is."""
    if subject.lemma.lower() in actions().flowing["buyers"]:
        marks = unit.tree.children(subject, "amod", "compound", "poss")
        places = [p for p in unit.tree.children(subject, "prep") if p.text.lower() == "in"]
        found = slots.parties_in(reading, unit, [*marks, *(t for p in places for t in unit.tree.subtree(p))])
    else:
        clauses = [k for t in unit.tree.subtree(subject) for k in unit.tree.children(t, "acl", "relcl")]
        coming = [k for k in clauses if k.lemma.lower() in actions().flowing["coming"]]
        below = [t for k in coming for t in unit.tree.subtree(k) if t.i > k.i]
        found = slots.parties_in(reading, unit, [t for t in below if t.dep in ("pobj", "dobj")])
    return found if len(found) == 1 else ()


def bearing_parties(reading: Reading, unit: Unit, subject: Token) -> tuple[str, ...]:
    """States named in what bears a duty, or whose it is ("its exports will face 19%")."""
    apart = [t for t in unit.tree.subtree(subject) if t.dep == "relcl"]
    inside = {t.i for top in apart for t in unit.tree.subtree(top)}
    named = slots.parties_in(reading, unit, [t for t in unit.tree.subtree(subject) if t.i not in inside])
    owner = unit.tree.child(subject, "poss")
    if named or owner is None:
        return named
    return parties_of(reading.doc, unit, owner, slots.discourse(reading, unit))


def accused(unit: Unit, act: Token) -> Token | None:
    """ "accused Peru of applying unfair duties": they are Peru's."""
    of = unit.tree.head(act) if act.dep == "pcomp" else None
    verb = unit.tree.head(of) if of is not None and of.text.lower() in ("of", "for") else None
    blames = verb is not None and verb.lemma.lower() in cues().accusing.blaming
    return unit.tree.child(verb, "dobj", "nsubjpass") if verb is not None and blames else None


def market(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """ "a duty on cars shipped to America": whose imports a duty or quota bears on."""
    named = actions().instruments.get(noun.lemma.lower()) in ("tariff", "quota", "import_ban")
    if not named and not is_by_quota(unit.tree, noun):
        return ()
    heads = unit.having(actions().flowing["words"])
    preps = [p for t in heads for p in unit.tree.children(t, "prep") if p.text.lower() in ("to", "into")]
    nouns = [n for p in preps for n in unit.tree.children(p, "pobj")]
    found = slots.parties_in(reading, unit, nouns)
    return found if len(found) == 1 else ()


def granter(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """ "a licence from the ministry": whoever gives it."""
    nouns = unit.tree.behind(noun, "from")
    licence = actions().instruments.get(noun.lemma.lower()) == "export_licensing"
    found = (parties_of(reading.doc, unit, n, slots.discourse(reading, unit)) for n in nouns if licence)
    return next((parties for parties in found if parties), ())


def answered(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """ "studies duties in answer to the 50% tariff": the tariff of the other of the article's two."""
    verb = over_answer(unit, noun)
    head = slots.doer(unit, verb) if verb is not None else None
    own = parties_of(reading.doc, unit, head, slots.discourse(reading, unit)) if head is not None else ()
    others = tuple(p for p in reading.doc.pair if p not in own)
    return others if own and len(others) == 1 else ()


def over_answer(unit: Unit, noun: Token) -> Token | None:
    """The verb of the clause in which something answers the measure."""
    to = unit.tree.head(noun) if noun.dep == "pobj" else None
    answer = unit.tree.head(to) if to is not None and to.text.lower() in ("to", "for") else None
    if answer is None or answer.lemma.lower() not in ANSWERS:
        return None
    return next((t for t in unit.tree.ancestors(answer) if t.pos in ("VERB", "AUX")), None)


def setting_time(unit: Unit, act: Token) -> Token | None:
    """ "Peru gave it until May to sell or face a duty": whoever gives the time lays the duty."""
    verb = next((t for t in unit.tree.ancestors(act) if t.lemma.lower() == "give"), None)
    between = unit.tree.tokens[verb.i : act.i] if verb is not None and act.tag == "VB" else ()
    until = any(t.text.lower() in ("until", "till") for t in between)
    return slots.doer(unit, verb) if verb is not None and until else None


def same_person(reading: Reading, unit: Unit, act: Token) -> Token | None:
    """ "Trump shocked the Swiss when he slapped": the person who is subject of the clause above."""
    subject, over = unit.tree.child(act, "nsubj"), unit.tree.head(act)
    if subject is None or over is None or act.dep != "advcl" or subject.text.lower() not in ("he", "she"):
        return None
    main = over if over.pos == "PROPN" else unit.tree.child(over, "nsubj")  # a headline's verb is lost
    mention = reading.doc.mention_of(unit, main) if main is not None and main.i < subject.i else None
    return main if mention is not None and mention.kind == "person" else None


def beside(reading: Reading, unit: Unit, verb: Token) -> tuple[str, ...]:
    """The party named right before a verb that the parser took for an adjective."""
    return (
        parties_of(reading.doc, unit, unit.tree[verb.i - 1], slots.discourse(reading, unit)) if verb.i else ()
    )


def announcer(unit: Unit, act: Token) -> Token | None:
    """ "nurses will be let in, undoing a plan announced by Oslo": who told what the participle undoes."""
    tree, over = unit.tree, unit.tree.head(act)
    if act.tag != "VBG" or over is None or not tree.children(over, "nsubjpass"):
        return None
    told = (t for noun in tree.children(act, "dobj") for t in tree.children(noun, "acl"))
    agents = (by for verb in told for by in tree.children(verb, "agent"))
    return next((noun for by in agents for noun in tree.children(by, "pobj")), None)


def by_phrase(reading: Reading, unit: Unit, act: Token) -> tuple[str, ...]:
    """The agent of a passive."""
    for by in unit.tree.children(act, "agent", "prep"):
        noun = unit.tree.child(by, "pobj")
        if by.text.lower() == "by" and noun is not None:
            return parties_of(reading.doc, unit, noun, slots.discourse(reading, unit))
    return ()


def gerund_subject(unit: Unit, act: Token) -> Token | None:
    """ "comes after Peru last week imposing a duty": who does it, wherever the gerund hangs."""
    if act.tag != "VBG" or act.dep != "advcl" or unit.tree.children(act, "nsubj", "mark", "aux"):
        return None
    before = list(unit.tree.tokens[max(0, act.i - FAR) : act.i])
    while before and before[-1].lemma.lower() in TIME:
        before.pop()
    last = before[-1] if before and before[-1].pos == "PROPN" else None
    preposition = unit.tree.head(last) if last is not None and last.dep == "pobj" else None
    return (
        last
        if preposition is not None and preposition.text.lower() in ("of", "after", "with", "by")
        else None
    )


def is_borne_rate(unit: Unit, noun: Token) -> bool:
    """ "Canada's rate" is what Canada bears; "Canada's rate on tyres" is what others bear."""
    on = any(p.text.lower() == "on" for p in unit.tree.children(noun, "prep"))
    return bool(unit.tree.children(noun, "poss")) and not on
