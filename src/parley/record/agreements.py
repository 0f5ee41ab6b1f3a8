"""Agreements: a truce, framework or deal changes its status, from proposed to approved, extended or rejected."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.modality import Mood, climb, mood_of
from parley.read.tree import Token, Tree
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft, voice_at
from parley.record.words import actions, inverted


def find_agreements(reading: Reading) -> Iterator[Draft]:
    """The agreements of an article, in text order; one for each act on one deal in a unit."""
    for unit in reading.doc.units:
        if unit.cut.kind == "heading":
            continue
        found = [row for noun in nouns(unit) for row in acts_on(unit, noun)]
        found += [*plain_consent(reading, unit), *approvals(unit), *tabled(unit)]
        for noun, act, action in {(a.i, x): (n, a, x) for n, a, x in reversed(found)}.values():
            if not private(reading, unit, act):
                yield draft(reading, unit, (noun, act), action)


def private(reading: Reading, unit: Unit, act: Token) -> bool:
    """Told by an analyst or company, who settles nothing for a party."""
    source = voice_at(reading, unit, act).source
    return source is not None and source.kind in ("person", "company") and source.party is None


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


def acts_on(unit: Unit, noun: Token) -> Iterator[tuple[Token, Token, str]]:
    """(deal, act, action): what governs the deal, and participles on it ("reached in May and extended in August")."""
    tree = unit.tree
    table = inverted(actions().agreement["verbs"])
    verb = governor(tree, noun)
    if verb is not None and verb.lemma.lower() == "be" and noun.dep == "nsubj":
        if any(k.lemma.lower() in ("do", "complete", "final") for k in tree.children(verb, "acomp", "attr")):
            yield noun, verb, "agreed"
    elif verb is not None and (name := table.get(verb.lemma.lower())) is not None:
        action = "proposed" if verb.pos == "NOUN" else decide(unit, noun, verb, name)
        if action is not None:
            yield noun, verb, action
    for own in participles(tree, noun):
        name = table.get(own.lemma.lower())
        if name in ("agreed", "signed", "approved", "extended", "expired", "implemented"):
            yield noun, own, decide(unit, noun, own, name) or name


def participles(tree: Tree, noun: Token) -> Iterator[Token]:
    """Past participles on the deal, also where a dash parts them from it, and those coordinated with them."""
    first = [k for k in tree.children(noun, "acl", "amod", "relcl") if k.tag == "VBN"]
    if noun.i + 2 < len(tree) and tree[noun.i + 1].pos == "PUNCT" and tree[noun.i + 2].tag in ("VBN", "VBD"):
        first.append(tree[noun.i + 2])
    for token in dict.fromkeys(first):
        yield from (t for t in tree.conjuncts(token) if t.i >= token.i)


def governor(tree: Tree, noun: Token) -> Token | None:
    """The verb that has the deal as object or passive subject, or under "to", "on", "for"."""
    above = tree.head(noun)
    if above is None:
        return None
    if noun.dep == "pobj" and above.pos in ("ADP", "SCONJ"):
        return tree.head(above) if above.text.lower() in ("on", "to", "for", "of", "with", "toward", "towards") else None
    return above if noun.dep in ("dobj", "nsubjpass", "nsubj", "attr", "conj", "oprd", "ccomp") else None


def decide(unit: Unit, noun: Token, verb: Token, name: str) -> str | None:
    """The action from the verb's stage, the words of the deal, and the mood; None where nothing is done."""
    mood = mood_of(unit, verb)
    start, end = unit.tree.extent(noun)
    words = unit.text[start:end].lower()
    if mood.negated:
        return "rejected" if name in ("agreed", "signed") else None
    if name == "agreed" and any(w in words for w in actions().agreement["in_principle"]):
        name = "agreed_in_principle"
    if name == "proposed" or (mood.done and verb.tag != "VB"):
        return name if name != "proposed" or seeks(unit, verb) else None
    if name in ("signed", "approved", "extended"):
        return name if mood.future or mood.governors else None
    sought = "considered" in mood.governors and seeks(unit, verb)
    return "proposed" if sought and name != "implemented" else None


def seeks(unit: Unit, verb: Token) -> bool:
    """Does the verb, or one that governs it, tell of seeking?"""
    chain = [verb.lemma.lower(), *(t.lemma.lower() for t in climb(unit, verb))]
    table = actions().agreement
    return any(lemma in table["seeking"] or lemma in table["verbs"]["proposed"] for lemma in chain)


def plain_consent(reading: Reading, unit: Unit) -> Iterator[tuple[Token, Token, str]]:
    """"both sides agreed in principle on how ...", "agreed to roll back tariffs for 90 days"."""
    for token in unit.tree:
        if token.lemma.lower() != "agree" or token.pos != "VERB":
            continue
        words = " ".join(t.text.lower() for t in unit.tree.subtree(token))
        if len(slots.agent_of(reading, unit, token)) < 2 or not mood_of(unit, token).done:
            continue
        if "in principle" in words:
            yield token, token, "agreed_in_principle"
        elif "tariff" in words or "window" in words or "truce" in words:
            yield token, token, "agreed"


def approvals(unit: Unit) -> Iterator[tuple[Token, Token, str]]:
    """A proposal goes to the leaders for approval, or is to be reviewed by them."""
    words = actions().agreement["approval"]["words"]
    deals = {*actions().agreement["nouns"], *actions().agreement["proposals"]}
    if not deals & {t.lemma.lower() for t in unit.tree}:
        return
    for token in unit.tree:
        if token.lemma.lower() in words:
            verb = token if token.pos == "VERB" else next((t for t in unit.tree.ancestors(token) if t.pos in ("VERB", "AUX")), token)
            mood = mood_of(unit, verb)
            if (not mood.done or token.pos == "NOUN") and not mood.condition and not mood.negated:
                yield token, token, "awaiting_approval"
                return


def tabled(unit: Unit) -> Iterator[tuple[Token, Token, str]]:
    """A proposal for a deal is put before the other side."""
    table = actions().agreement
    for token in unit.tree:
        above = unit.tree.head(token)
        if token.lemma.lower() in table["proposals"] and token.dep in ("dobj", "nsubjpass") and above is not None:
            if above.lemma.lower() in table["tabling"] and mood_of(unit, above).done:
                yield token, above, "proposed"


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
        subject=name_of(unit, noun),
    )


def name_of(unit: Unit, noun: Token) -> str | None:
    """The deal as the words name it, without what follows: "preliminary framework", "Geneva consensus"."""
    if noun.pos not in ("NOUN", "PROPN"):
        return None
    left = [t for k in unit.tree.children(noun, "amod", "compound", "nmod", "poss", "nummod") for t in unit.tree.subtree(k)]
    start = min((t.start for t in left if t.i < noun.i), default=noun.start)
    return unit.text[start : noun.end]


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
