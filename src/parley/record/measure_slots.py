"""Who, whom, how much: the slots of a measure, from the words that stand under its act."""

from __future__ import annotations

from collections.abc import Sequence

from parley.read import Reading
from parley.read.cues import cues
from parley.read.quantities import Quantity
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.acts import Act
from parley.record.standing import BACKGROUND
from parley.record.words import actions

CLAUSES = ("nsubj", "csubj", "ccomp", "relcl", "advcl", "parataxis", "conj", "pcomp")
ADJUNCTS = (
    "according",
    "by",
    "after",
    "following",
    "amid",
    "under",
    "despite",
    "before",
    "since",
    "with",
    "between",
)
PRONOUNS = ("it", "they", "he", "she")


def scope(unit: Unit, noun: Token, act: Act) -> tuple[Token, ...]:
    """The words in which the act's slots stand: its subtree without other acts' clauses and subjects."""
    tree = unit.tree
    bare = act.how in BACKGROUND
    tops = [noun] if bare else [act.token, noun]
    if act.over is not None:
        tops += [p for p in tree.children(act.over, "prep", "npadvmod") if p.i > act.token.i]
    own = {t.i for top in tops for t in tree.subtree(top)}
    mine = {noun.i, act.token.i} if bare else {t.i for t in tree.subtree(noun)}
    keep = {act.token.i, noun.i, *(t.i for t in tree.conjuncts(noun)), *(a.i for a in tree.ancestors(noun))}
    for token in tree:
        if token.i in own and is_other_clause(token, keep):
            below = {t.i for t in tree.subtree(token)}
            if noun.i not in below and not (token.dep == "nsubj" and act.how == "borne"):
                own -= below - (mine & below if token.dep not in ("relcl", "advcl", "conj") else set())
    return tuple(tree[i] for i in sorted(own))


def is_other_clause(token: Token, keep: set[int]) -> bool:
    """The top of a clause or subject that is not the act's own."""
    if token.dep not in CLAUSES or token.i in keep:
        return False
    return token.dep != "conj" or token.pos in ("VERB", "AUX")


def actors_of(reading: Reading, unit: Unit, noun: Token, act: Act) -> tuple[str, ...]:
    """Who acts, by the act's own words: its agent, the measure's owner; () where they do not tell."""
    owner = slots.owner_of(reading, unit, noun)
    if noun.lemma.lower() == "rate" and is_borne_rate(unit, noun):
        owner = ()
    if act.how == "borne" and any(k.tag == "PRP$" for k in unit.tree.children(noun, "poss")):
        owner = ()  # "Peru lost its quota": the quota of who bears, not of who acts
    if act.how == "borne":
        return owner or placed(reading, unit, noun, act)
    if act.how == "subject":
        return by_phrase(reading, unit, act.token) or owner
    if act.token.lemma == "be":
        return owner  # "it will be 25%": the subject is the tariff
    if act.token.dep == "amod":
        return beside(reading, unit, act.token) or owner
    if act.how == "noun":
        own = slots.agent_of(reading, unit, act.token) or owner
        return own or (doer_of(reading, unit, act.over) if act.over is not None else ())
    if unit.tree.children(act.token, "nsubjpass"):
        return by_phrase(reading, unit, act.token) or owner
    return doer_of(reading, unit, act.token) or owner or around_clause(reading, unit, act.token)


def is_borne_rate(unit: Unit, noun: Token) -> bool:
    """ "Canada's rate" is what Canada bears; "Canada's rate on tyres" is what others bear."""
    on = any(p.text.lower() == "on" for p in unit.tree.children(noun, "prep"))
    return bool(unit.tree.children(noun, "poss")) and not on


def around_clause(reading: Reading, unit: Unit, act: Token) -> tuple[str, ...]:
    """The subject of the clause around a relative one ("Oslo presented a package that bans imports")."""
    above = next((a for a in unit.tree.ancestors(act) if a.pos in ("VERB", "AUX")), None)
    return doer_of(reading, unit, above) if act.dep == "relcl" and above is not None else ()


def actors_in(reading: Reading, unit: Unit, subject: Token) -> tuple[str, ...]:
    """States and blocs named in a subject, but for its relative clauses ("firms that sell to America")."""
    apart = clauses_in(unit, subject)
    return slots.parties_in(reading, unit, [t for t in unit.tree.subtree(subject) if t.i not in apart])


def clauses_in(unit: Unit, subject: Token) -> set[int]:
    """The tokens of the relative clauses in a noun phrase."""
    clauses = [t for t in unit.tree.subtree(subject) if t.dep == "relcl"]
    return {t.i for c in clauses for t in unit.tree.subtree(c)}


def placed(reading: Reading, unit: Unit, noun: Token, act: Act) -> tuple[str, ...]:
    """Whose duty goods bear: the one party in the duty's own words ("a duty in the US")."""
    subject = unit.tree.child(act.token, "nsubj", "nsubjpass")
    bearing = actors_in(reading, unit, subject) if subject is not None else ()
    preps = [p for p in unit.tree.children(noun, "prep") if p.text.lower() in ("in", "into", "at", "from")]
    preps += [p for p in unit.tree.children(act.token, "prep") if p.text.lower() in ("in", "into", "at")]
    where = [t for p in preps for t in unit.tree.subtree(p)]
    found = [p for p in slots.parties_in(reading, unit, where) if p not in bearing]
    return tuple(found) if len(found) == 1 else ()


def doer_of(reading: Reading, unit: Unit, act: Token) -> tuple[str, ...]:
    """The party of the subject; a pronoun in reported words means whoever says them."""
    subject = slots.doer(unit, act)
    if subject is not None and subject.text.lower() in PRONOUNS:
        told = reporter(reading, unit, act)
        if told:
            return told
    if subject is not None and subject.lemma.lower() == "administration" and "US" in reading.doc.pair:
        return slots.parties_in(reading, unit, unit.tree.subtree(subject))[:1] or ("US",)
    return slots.agent_of(reading, unit, act)


def is_private(reading: Reading, unit: Unit, act: Token) -> bool:
    """Does a firm act, by its name or as the "it" of what it, or a newspaper, says ("it had stopped")?"""
    subject = slots.doer(unit, act)
    if subject is not None and subject.text.lower() in PRONOUNS:
        sayers = [a for a in unit.tree.ancestors(act) if a.lemma.lower() in cues().speech]
        subject = slots.doer(unit, sayers[0]) if sayers else None
    mention = reading.doc.mention_of(unit, subject) if subject is not None else None
    return mention is not None and mention.kind in ("company", "outlet")


def reporter(reading: Reading, unit: Unit, act: Token) -> tuple[str, ...]:
    """The party that is subject of the clause which reports the act, in the same sentence."""
    below = act
    for above in unit.tree.ancestors(act):
        if below.dep == "ccomp" and above.lemma.lower() in cues().speech:
            subject = slots.doer(unit, above)
            if subject is not None and subject.text.lower() not in PRONOUNS:
                return parties_of(reading.doc, unit, subject, slots.discourse(reading, unit))
        below = above
    return ()


def by_phrase(reading: Reading, unit: Unit, act: Token) -> tuple[str, ...]:
    """The agent of a passive."""
    for by in unit.tree.children(act, "agent", "prep"):
        noun = unit.tree.child(by, "pobj")
        if by.text.lower() == "by" and noun is not None:
            return parties_of(reading.doc, unit, noun, slots.discourse(reading, unit))
    return ()


def beside(reading: Reading, unit: Unit, verb: Token) -> tuple[str, ...]:
    """The party named right before a verb that the parser took for an adjective."""
    return (
        parties_of(reading.doc, unit, unit.tree[verb.i - 1], slots.discourse(reading, unit)) if verb.i else ()
    )


def targets_of(
    reading: Reading, unit: Unit, what: tuple[Token, Act], tokens: Sequence[Token], actors: tuple[str, ...]
) -> tuple[str, ...]:
    """Whom the words name as target; the subject of a verb of bearing, or of a passive, is one."""
    tree = unit.tree
    noun, act = what
    adjuncts = [t for t in tree if t.dep in ("prep", "agent", "advcl") and t.text.lower() in ADJUNCTS]
    skip = {t.i for a in adjuncts for t in tree.subtree(a)}
    subject = tree.child(act.token, "nsubj", "nsubjpass")
    if subject is not None:
        skip |= clauses_in(unit, subject) - {noun.i}
    found = slots.parties_in(reading, unit, [t for t in tokens if t.i not in skip])
    if act.how == "subject":
        mine = {t.i for t in tree.subtree(noun)} - skip
        found = slots.parties_in(reading, unit, [t for t in tokens if t.i in mine]) or found
    if subject is not None and act.how == "borne" and actors_in(reading, unit, subject):
        found = actors_in(reading, unit, subject)
    elif subject is not None and (act.how == "borne" or subject.dep == "nsubjpass"):
        found = (*slots.parties_in(reading, unit, tree.subtree(subject)), *found)
    return tuple(p for p in dict.fromkeys(found) if p not in actors)


def rates(quantities: tuple[Quantity, ...], old: tuple[int, int] | None = None) -> list[list[Quantity]]:
    """Groups of quantities: one for each level in percent, with what belongs to it.

    `old` is the article range of the measure's own words where the act changes its rate: a level there is
    the former one ("the 10% levy will be doubled to 20%").
    """
    levels = [q for q in quantities if q.unit == "percent" and q.role not in ("from", "change", "range_low")]
    if old is not None and any(not old[0] <= q.start < old[1] for q in levels):
        levels = [q for q in levels if not old[0] <= q.start < old[1]]
        if len(levels) == 1:
            return [[*levels, *(q for q in quantities if q is not levels[0])]]
    if len(levels) < 2:
        return [list(quantities)]
    groups: list[list[Quantity]] = [[level] for level in levels]
    for q in quantities:
        if q not in levels:
            nearest = min(range(len(levels)), key=lambda i: abs(levels[i].start - q.start))
            groups[nearest].append(q)
    return groups


def around(
    unit: Unit, tokens: tuple[Token, ...], group: list[Quantity], quantities: tuple[Quantity, ...]
) -> tuple[Token, ...]:
    """The part of the scope that belongs to the group's rate: from the rate, or the words just before, on."""
    levels = sorted(q.start for q in quantities if q.unit == "percent" and q.role not in ("from", "change"))
    if len(levels) < 2 or not group:
        return tokens
    own = group[0].start
    after = min((s for s in levels if s > own), default=None)
    before = max((s for s in levels if s < own), default=None)
    behind = [
        t for t in tokens if own <= unit.place(t.start) and (after is None or unit.place(t.start) < after)
    ]
    ahead = [
        t for t in tokens if unit.place(t.start) < own and (before is None or unit.place(t.start) > before)
    ]
    if any(t.pos == "PROPN" or (t.dep == "pobj" and t.lemma not in ("cent", "%")) for t in behind):
        return tuple(behind)
    return tuple(ahead[-8:] + behind[:3])


def links_of(unit: Unit, act: Token) -> tuple[tuple[str, str], ...]:
    """(kind, words) of what the act answers or is exchanged for, as written."""
    return tuple(
        (kind, words)
        for kind, markers in (
            ("in_response_to", cues().response),
            ("in_exchange_for", actions().exchange["words"]),
        )
        if (words := behind_marker(unit, act, markers))
    )


def behind_marker(unit: Unit, act: Token, markers: Sequence[str]) -> str | None:
    """The phrase behind the first marker in the act's clause, without the marker."""
    start, end = unit.tree.extent(act)
    text = unit.text[start:end].lower()
    for marker in markers:
        at = text.find(f"{marker} ")
        if at >= 0:
            heads = unit.tree.at(start + at, start + at + len(marker))
            stop = (
                max(unit.tree.extent(t)[1] for t in heads if t.dep in ("prep", "advcl", "agent", "pcomp"))
                if any(t.dep in ("prep", "advcl", "agent", "pcomp") for t in heads)
                else end
            )
            return unit.text[start + at + len(marker) + 1 : min(stop, end)].strip() or None
    return None
