"""Agreements: a truce, framework or deal changes its status, from proposed to approved, extended or rejected."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.modality import Mood, mood_of
from parley.read.tree import Token, Tree
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.words import actions, inverted


def find_agreements(reading: Reading) -> Iterator[Draft]:
    """The agreements of an article, in text order; one for each act on one deal in a unit."""
    for unit in reading.doc.units:
        if unit.cut.kind == "heading":
            continue
        seen: set[tuple[int, str]] = set()
        for noun in nouns(unit):
            row = act_on(unit, noun)
            if row is None:
                continue
            act, action = row
            if (act.i, action) not in seen:
                seen.add((act.i, action))
                yield draft(reading, unit, (noun, act), action)
        yield from plain_consent(reading, unit, {i for i, _ in seen})
        yield from approvals(reading, unit)


def nouns(unit: Unit) -> Iterator[Token]:
    """Nouns that name a deal."""
    table = actions().agreement
    for token in unit.tree:
        if (
            token.pos in ("NOUN", "PROPN")
            and token.lemma.lower() in table["nouns"]
            and token.dep != "compound"
        ):
            start, end = unit.tree.extent(token)
            if not any(v in unit.text[max(0, start - 8) : end].lower() for v in table["vague"]):
                yield token


def act_on(unit: Unit, noun: Token) -> tuple[Token, str] | None:
    """The act on the deal and the action it stands for."""
    tree = unit.tree
    table = inverted(actions().agreement["verbs"])
    verb = governor(tree, noun)
    if verb is None:
        return None
    lemma = verb.lemma.lower()
    if lemma == "be" and noun.dep == "nsubj":
        done = any(
            k.lemma.lower() in ("do", "complete", "final") for k in tree.children(verb, "acomp", "attr")
        )
        return (verb, "agreed") if done else None
    name = table.get(lemma)
    if name is None:
        return None
    if verb.pos == "NOUN":
        return (verb, "proposed")
    return decide(unit, noun, verb, name)


def governor(tree: Tree, noun: Token) -> Token | None:
    """The verb that has the deal as object, passive subject, or under "to", "on", "for"; or its participle."""
    above = tree.head(noun)
    for kid in tree.children(noun, "acl", "amod", "relcl"):
        if kid.tag == "VBN" and kid.lemma.lower() in inverted(actions().agreement["verbs"]):
            return kid
    if above is None:
        return None
    if noun.dep == "pobj" and above.pos in ("ADP", "SCONJ"):
        return tree.head(above)
    return above if noun.dep in ("dobj", "nsubjpass", "nsubj", "attr", "conj", "oprd", "ccomp") else None


def decide(unit: Unit, noun: Token, verb: Token, name: str) -> tuple[Token, str] | None:
    """The action from the verb's stage, the words of the deal, and the mood."""
    mood = mood_of(unit, verb)
    start, end = unit.tree.extent(noun)
    words = unit.text[start:end].lower()
    if mood.negated:
        return (verb, "rejected") if name in ("agreed", "signed") else None
    if name == "agreed" and any(w in words for w in actions().agreement["in_principle"]):
        name = "agreed_in_principle"
    if name in ("agreed", "agreed_in_principle") and not mood.done:
        return verb, "proposed"
    return verb, name


def plain_consent(reading: Reading, unit: Unit, used: set[int]) -> Iterator[Draft]:
    """ "both sides agreed in principle on how ...", "agreed to roll back tariffs for 90 days"."""
    for token in unit.tree:
        if token.lemma.lower() != "agree" or token.pos != "VERB" or token.i in used:
            continue
        parties = slots.agent_of(reading, unit, token)
        below = unit.tree.subtree(token)
        words = " ".join(t.text.lower() for t in below)
        if len(parties) < 2 or not mood_of(unit, token).done:
            continue
        if "in principle" in words:
            yield draft(reading, unit, (token, token), "agreed_in_principle")
        elif "tariff" in words or "window" in words or "truce" in words:
            yield draft(reading, unit, (token, token), "agreed")


def approvals(reading: Reading, unit: Unit) -> Iterator[Draft]:
    """A proposal goes to the leaders for approval, or is to be reviewed by them."""
    words = actions().agreement["approval"]["words"]
    deals = (*actions().agreement["nouns"], *actions().agreement["proposals"])
    for token in unit.tree:
        if token.lemma.lower() not in words:
            continue
        mood = mood_of(unit, token if token.pos == "VERB" else unit.tree[token.head])
        near = {t.lemma.lower() for t in unit.tree}
        if near & set(deals) and (mood.future or mood.hypothetical or not mood.done) and not mood.condition:
            yield draft(reading, unit, (token, token), "awaiting_approval")
            return


def draft(reading: Reading, unit: Unit, what: tuple[Token, Token], action: str) -> Draft:
    """The claim's slots; parties that are not told are the article's two."""
    noun, act = what
    tokens = tuple({t.i: t for top in what for t in unit.tree.subtree(top)}.values())
    mood: Mood = mood_of(unit, act)
    times = reading.doc.times_in(unit, tokens)
    return Draft(
        kind="agreement",
        unit=unit.index,
        trigger=act.i,
        rule=f"agreement: {act.lemma.lower()} {noun.lemma.lower()}",
        actors=parties(reading, unit, what),
        instrument=instrument(tokens),
        action=action,
        goods=slots.goods_of(reading, unit, tokens),
        values=slots.values_of([q for q in reading.doc.quantities_in(unit, tokens) if q.unit == "days"]),
        date=slots.date_of(times),
        expires=slots.expiry_of(times),
        condition=slots.condition_text(unit, mood.condition),
        place=place(reading, unit, tokens),
        certainty="planned" if action == "signed" and not mood.done else None,
    )


def parties(reading: Reading, unit: Unit, what: tuple[Token, Token]) -> tuple[str, ...]:
    """All parties of the deal: subject, "with X", "between A and B", else the article's two."""
    noun, act = what
    named = list(slots.agent_of(reading, unit, act)) if act.pos == "VERB" else []
    below = [t for top in what for k in unit.tree.children(top, "prep", "poss", "compound", "amod", "nmod")
             if k.text.lower() in ("with", "between", "among", "for") or k.dep != "prep" for t in unit.tree.subtree(k)]  # fmt: skip
    named += [p for p in slots.parties_in(reading, unit, below) if p not in named]
    if len(named) > 1:
        return tuple(named)
    pair = reading.doc.pair
    return tuple(dict.fromkeys([*named, *pair])) if not named or named[0] in pair else tuple(named)


def instrument(tokens: tuple[Token, ...]) -> str | None:
    """What the deal is about, where its words tell."""
    lemmas = {t.lemma.lower() for t in tokens}
    if lemmas & {"tariff", "duty", "levy"}:
        return "tariff"
    return "export_control" if "export" in lemmas else None


def place(reading: Reading, unit: Unit, tokens: tuple[Token, ...]) -> str | None:
    """The city in which it was made."""
    found = [m for m in reading.doc.mentions_in(unit, tokens) if m.kind == "venue"]
    return found[0].name if found else None
