"""Rulings: a court or panel decides on a measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from parley.read import Reading
from parley.read.judges import TRADE_BODY
from parley.read.modality import is_no_longer, mood_of
from parley.read.speech import subject_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import source_of
from parley.record import slots
from parley.record.draft import Draft
from parley.record.instruments import instruments
from parley.record.verdicts import decision_over, is_decided, is_refusal, is_supposed, left_standing
from parley.record.words import actions, inverted

OPPOSITE = {"upheld": "struck_down", "struck_down": "upheld"}
FREED = ("lifted", "lowered", "eased")
LEAD = 4  # units at the head of an article that tell what it is about


def find_rulings(reading: Reading) -> Iterator[Draft]:
    """Verbs of deciding whose subject or agent is a court, told as done; one for each decision of a unit."""
    for unit in slots.units(reading):
        seen: set[str] = set()
        for token in unit.having(deciding().union(actions().ruling["winning"])):
            decides = token.pos == "VERB" and token.lemma.lower() in deciding()
            subject = court(reading, unit, token) if decides and not is_of_what(unit, token) else None
            action = action_of(reading, unit, token) if subject is not None else None
            if subject is None and is_won(unit, token):
                subject, action = token, "struck_down"
            if subject is None:
                subject, action = decision_over(unit, token), verdicts().get(token.lemma.lower())
                own = subject is not None and subject.lemma.lower() in actions().ruling["orders"]
                told = subject is not None and (own or is_court(reading, unit, subject))
                subject = subject if told and is_decided(unit, token) else None
            elif is_supposed(unit, token) or not mood_of(unit, token).done:
                subject = None
            if subject is None or action is None or action in seen:
                continue
            if bears_on_trade(reading, unit):
                seen.add(action)
                yield draft(reading, unit, (token, subject), action)


def unruled(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """The drafts without what a ruling's own words tell as its grounds or remedy.

    A court accuses nobody, the promise that it finds broken is the breach, and the duty that it says must go
    is the one struck down; what is done to a measure by the very verb of the ruling is no measure beside it.
    """
    told = {(d.unit, d.trigger) for d in drafts if d.kind == "ruling"}
    rulings = [d for d in drafts if d.kind == "ruling" and d.action == "struck_down"]
    kept = [d for d in drafts if d.kind != "measure" or (d.unit, d.trigger) not in told]
    for ruling in rulings:
        tree = reading.doc.units[ruling.unit].tree
        below = {t.i for t in tree.subtree(tree[ruling.trigger])}
        inside = [d for d in kept if d.unit == ruling.unit and d.trigger in below and is_ground(ruling, d)]
        kept = [d for d in kept if d not in inside]
    return kept


def is_ground(ruling: Draft, draft: Draft) -> bool:
    """A judge's accusation, a broken promise, or relief that is to follow."""
    own = not ruling.actors or set(draft.actors) <= {*ruling.actors, TRADE_BODY}
    accuses = draft.kind == "accusation" and own
    broken = draft.kind == "commitment" and draft.action == "missed"
    freed = draft.kind == "measure" and draft.action == "announced" and draft.direction in FREED
    refunded = draft.kind == "measure" and draft.rule.endswith((" refund", " repay", " reimburse"))
    return accuses or broken or freed or refunded


@cache
def verdicts() -> dict[str, str]:
    """What verbs of deciding do to a measure."""
    return inverted(actions().ruling["verbs"])


@cache
def deciding() -> frozenset[str]:
    """The lemmas that `action_of` looks for."""
    table = actions().ruling
    named = ("refusing", "keeping", "granting", "siding", "rule", "ordering")
    return frozenset({"put", "set", *verdicts()}).union(*(table[name] for name in named))


def is_won(unit: Unit, token: Token) -> bool:
    """ "won its case at the WTO", "lost a trade dispute": most often whoever complained has won."""
    table = actions().ruling
    if token.pos != "VERB" or token.lemma.lower() not in table["winning"]:
        return False
    words = {t.lemma.lower() for t in unit.tree.subtree(token)}
    forum = {t.lemma.lower() for t in unit.tree} & set(table["forums"])
    return bool(words & set(table["cases"])) and bool(forum)


def action_of(reading: Reading, unit: Unit, token: Token) -> str | None:
    """What the verb does to the measure; a decision that is put on hold is stayed."""
    table = actions().ruling
    lemma = token.lemma.lower()
    below = unit.tree.subtree(token)
    words = {t.lemma.lower() for t in below} | {t.text.lower() for t in below}
    if lemma in table["ordering"]:
        return "struck_down" if remedied(unit, below) else None
    if lemma == "put":
        return "stayed" if "hold" in words else None
    if lemma == "set":
        return "struck_down" if "aside" in words else None
    if lemma in table["refusing"]:
        return "upheld" if is_refusal(unit, token) else None
    if (left := left_standing(unit, token)) or lemma in table["keeping"]:
        return left
    if lemma in table["siding"]:
        return "upheld" if words & set(table["rulers"]) else "struck_down"  # else with who complained
    named = verdicts().get(lemma)
    if named in OPPOSITE and is_complaint(unit, token):
        return OPPOSITE[named]
    if lemma in table["granting"] and any(t.text.lower() == "stay" for t in below):
        return "stayed"
    if named is not None:
        temporarily = "temporarily" in words or {"appeal", "pending"} <= words
        return "stayed" if named == "struck_down" and temporarily else stayed_order(unit, token, named)
    if lemma not in table["rule"] or unit.tree.children(token, "xcomp"):
        return None  # "agreed to hear the case"
    if words & set(table["against"]):
        return "upheld" if is_cleared(unit, below) else "struck_down"
    if any(t.lemma.lower() in table["grounds"] and has_none(unit, t) for t in below):
        return "struck_down"
    if any(t.lemma.lower() in table["warranting"] and unit.tree.children(t, "neg") for t in below):
        return "struck_down"  # "the law does not authorise duties"
    if remedied(unit, below):
        return "struck_down"
    if (favoured := favoured_of(unit, token)) is not None:
        party = reading.doc.mention_of(unit, favoured)
        complains = favoured.lemma.lower() in table["complaints"]
        return "struck_down" if complains or (party is not None and party.party) else "upheld"
    decides = lemma in ("rule", "find", "decide", "hold", "declare")
    if not decides or not words & set(table["favour"]):
        return None
    return "struck_down" if any(t.dep == "neg" for t in below) else "upheld"  # "had not complied"


def has_none(unit: Unit, noun: Token) -> bool:
    """ "no basis", "did not have the power"."""
    above = unit.tree.head(noun)
    words = [k.text.lower() for k in unit.tree.children(noun, "det")]
    return "no" in words or (
        above is not None and noun.dep == "dobj" and bool(unit.tree.children(above, "neg"))
    )


def is_of_what(unit: Unit, token: Token) -> bool:
    """ "this is what the panel confirmed": it is not told what was decided."""
    return any(t.tag in ("WP", "WDT") for t in unit.tree.children(token, "dobj")) and token.dep != "relcl"


def remedied(unit: Unit, below: Sequence[Token]) -> bool:
    """ "must change the rule", "can no longer reserve", "to bring duties into line": what is to be undone.

    Only where a measure, or a rule that makes one, is named.
    """
    table, tree = actions().ruling, unit.tree
    if not any(t.lemma.lower() in table["made"] for t in below) and not any(True for _ in instruments(unit)):
        return False
    for token in below:
        bound = tree.children(token, "aux")
        told = token.dep in ("ccomp", "xcomp") and tree[token.head].lemma.lower() in table["ordering"]
        ought = told or any(k.text.lower() in ("must", "should", "to") for k in bound)
        ought = ought and not tree.children(token, "neg")
        if token.lemma.lower() in table["remedies"] and (ought or token.pos == "NOUN"):
            return True
        if token.pos == "VERB" and is_no_longer(tree, token) and any(k.tag == "MD" for k in bound):
            return True
    return False


def is_complaint(unit: Unit, token: Token) -> bool:
    """ "upheld Peru's challenge", "dismissed the complaint": what is done to the complaint."""
    table = actions().ruling
    objects = [
        o for o in unit.tree.children(token, "dobj", "nsubjpass") if o.lemma.lower() in table["complaints"]
    ]
    owners = {k.lemma.lower() for o in objects for k in unit.tree.children(o, "poss")}
    return bool(objects) and not owners & set(table["rulers"])


def is_cleared(unit: Unit, below: Sequence[Token]) -> bool:
    """Is it denied that the measure breaks a rule ("does not violate", "was not unlawful")?"""
    table = set(actions().ruling["against"])
    for token in below:
        if token.lemma.lower() in table or token.text.lower() in table:
            above = unit.tree.head(token)
            copula = above if above is not None and token.dep in ("acomp", "attr", "advmod") else token
            if unit.tree.children(token, "neg") or unit.tree.children(copula, "neg"):
                return True
    return False


def favoured_of(unit: Unit, token: Token) -> Token | None:
    """ "ruled in favour of Peru": in whose, or which claim's, favour."""
    ins = unit.tree.behind(token)
    favours = [n for n in ins if n.lemma.lower() in ("favour", "favor")]
    ofs = [p for n in favours for p in unit.tree.children(n, "prep") if p.text.lower() == "of"]
    return next((n for p in ofs for n in unit.tree.children(p, "pobj")), None)


def stayed_order(unit: Unit, token: Token, named: str) -> str:
    """A lower court's order that is lifted, blocked or paused: the measure stays for the time being."""
    objects = {t.lemma.lower() for t in unit.tree.children(token, "dobj", "nsubjpass")}
    return "stayed" if named == "struck_down" and objects & {"ruling", "order", "injunction"} else named


def court(reading: Reading, unit: Unit, token: Token) -> Token | None:
    """The subject or agent of the verb, where it is a court or panel."""
    for kid in unit.tree.children(token, "agent", "prep"):
        noun = unit.tree.child(kid, "pobj") if kid.text.lower() == "by" else None
        if noun is not None and is_court(reading, unit, noun):
            return noun
    subject = subject_of(unit, token)
    active = not unit.tree.children(token, "nsubjpass", "auxpass")
    return subject if subject is not None and active and is_court(reading, unit, subject) else None


def is_court(reading: Reading, unit: Unit, noun: Token) -> bool:
    """A word for a court, or a body or organisation that judges."""
    words = {t.lemma.lower() for t in (noun, *unit.tree.children(noun, "compound", "amod", "nmod"))}
    if words & set(actions().ruling["courts"]):
        return True
    if any(m.key == TRADE_BODY for m in reading.doc.mentions_in(unit, (noun,))):
        return True
    return forum_of(reading, unit, noun) is not None


def forum_of(reading: Reading, unit: Unit, noun: Token) -> str | None:
    """The trade body or pact whose panel, or the panel's report, the noun is."""
    if noun.lemma.lower() not in actions().ruling["voices"]:
        return None
    voice = source_of(reading.doc, unit, noun, slots.discourse(reading, unit))
    name = (voice.name or "") if voice is not None and voice.kind == "body" else ""
    if voice is not None and voice.party == TRADE_BODY:
        return TRADE_BODY
    return name.removesuffix(" panel") if name.endswith(" panel") else None


def bears_on_trade(reading: Reading, unit: Unit) -> bool:
    """Is a measure, a decision or a trade body named, and not a matter of other law alone?"""
    named = not unit.lemmas.isdisjoint(actions().ruling["trade"])
    trade = named or any(True for _ in instruments(unit))
    measures = any(
        m.kind in ("legal_basis", "accord", "good") for m in reading.doc.mentions_in(unit, unit.tree)
    )
    article = any(True for u in reading.doc.units[:LEAD] for _ in instruments(u))
    return trade or measures or article


def without_asides(unit: Unit, verb: Token) -> tuple[Token, ...]:
    """The words of a decision without clauses on what it is about ("the duties, which began in April")."""
    tree = unit.tree
    asides = [k for t in tree.subtree(verb) for k in tree.children(t, "relcl") if t.i != verb.i]
    apart = {t.i for k in asides for t in tree.subtree(k)}
    return tuple(t for t in tree.subtree(verb) if t.i not in apart)


def draft(reading: Reading, unit: Unit, what: tuple[Token, Token], action: str) -> Draft:
    """The claim's slots."""
    token, subject = what
    tokens = unit.tree.subtree(token)
    names = [name for noun, name in instruments(unit) if noun.i in {t.i for t in tokens}]
    won = subject.i == token.i
    inside = tuple(unit.tree) if won else unit.tree.subtree(subject)
    mentions = reading.doc.mentions_in(unit, inside)
    forum = forum_of(reading, unit, subject) if not won else None
    bodies = (
        [forum] if forum else [m.party for m in mentions if m.party and (not won or m.party == TRADE_BODY)]
    )
    return Draft(
        kind="ruling",
        unit=unit.index,
        trigger=token.i,
        rule=f"ruling: {token.lemma.lower()}",
        actors=tuple(bodies[:1]) or (() if won else slots.parties_in(reading, unit, inside)[:1]),
        action=action,
        instrument=names[0] if names else None,
        goods=slots.goods_of(reading, unit, tokens),
        date=slots.date_of(reading.doc.times_in(unit, without_asides(unit, token))),
    )
