"""Which nouns of a unit name a deal between parties: known accords, deals, and papers that two sides sign."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from parley.read import Reading
from parley.read.tree import Token, Tree
from parley.read.units import Unit
from parley.record import slots
from parley.record.whose_deal import states_with_firm
from parley.record.words import actions, inverted


def nouns(reading: Reading, unit: Unit) -> tuple[Token, ...]:
    """Nouns that name a deal between parties, and the heads of known accords."""
    key = ("deals", unit.index)
    if key not in reading.known:
        reading.known[key] = tuple(_nouns(reading, unit))
    found: tuple[Token, ...] = reading.known[key]
    return found


def _nouns(reading: Reading, unit: Unit) -> Iterator[Token]:
    table = actions().agreement
    for token in unit.tree:
        as_verb = token.pos == "VERB" and token.lemma == "deal" and token.dep in ("dobj", "pobj", "nsubjpass")
        if (token.pos not in ("NOUN", "PROPN") and not as_verb) or token.dep == "compound":
            continue  # in a headline the parser takes "strikes deal" for two verbs
        mention = reading.doc.mention_of(unit, token)
        known = mention is not None and mention.kind == "accord"
        lemma = token.lemma.lower()
        weak = not known and lemma in table["weak"]
        if weak and not is_of_trade(reading, unit, token) and not states_with_firm(reading, unit, token):
            continue
        if (
            known
            or (lemma in table["papers"] and is_of_intent(unit, token))
            or is_signed(reading, unit, token)
            or (lemma in table["nouns"] and not is_vague(reading, unit, token))
        ):
            yield token


@cache
def by_verb() -> dict[str, str]:
    """What becomes of a deal, by the verb that tells it."""
    return inverted(actions().agreement["verbs"])


def is_signed(reading: Reading, unit: Unit, noun: Token) -> bool:
    """A paper that two sides sign: "signed a protocol with X", "expected to sign a joint statement"."""
    table = actions().agreement
    verb = unit.tree.head(noun) if noun.dep in ("dobj", "nsubjpass") else None
    if verb is None or verb.lemma.lower() not in table["verbs"]["signed"]:
        return False
    joint = any(k.lemma.lower() == "joint" for k in unit.tree.children(noun, "amod"))
    if not (joint or noun.lemma.lower() in table["papers"]):
        return False
    named = slots.parties_in(reading, unit, unit.tree.subtree(noun))
    return joint or len({*slots.agent_of(reading, unit, verb), *named}) > 1


def is_of_intent(unit: Unit, noun: Token) -> bool:
    """Is a paper a "declaration of intent", "letter of understanding", or the like?"""
    table = actions().agreement
    of = [k.text.lower() for k in unit.tree.behind(noun)]
    return any(w in table["intent"] for w in of)


def is_of_trade(reading: Reading, unit: Unit, noun: Token) -> bool:
    """A word that often names something else: two parties agree on it, or it is of trade by its words."""
    if noun.lemma.lower() == "understanding" and "of" in {
        k.text.lower() for k in unit.tree.children(noun, "prep")
    }:
        return False
    verb = next((t for t in unit.tree.ancestors(noun) if t.pos == "VERB"), noun)
    words = {t.lemma.lower() for t in unit.tree.subtree(verb)}
    sides = slots.agent_of(reading, unit, verb)
    named = [m.party for m in reading.doc.mentions_in(unit, unit.tree.subtree(verb)) if m.party]
    if len({*sides, *named}) > 1 or bool(words & set(actions().agreement["trade"])):
        return True
    return is_the_one(reading, unit, noun, verb)


def is_the_one(reading: Reading, unit: Unit, noun: Token, verb: Token) -> bool:
    """The deal that the article was speaking of: "the understanding had been signed two days earlier"."""
    definite = any(k.text.lower() in ("the", "this", "that") for k in unit.tree.children(noun, "det"))
    signed = verb.lemma.lower() in actions().agreement["verbs"]["signed"]
    return definite and signed and noun.dep in ("dobj", "nsubjpass") and len(reading.doc.pair) > 1


def is_vague(reading: Reading, unit: Unit, noun: Token) -> bool:
    """No particular deal, a deal of another kind, or one with a company."""
    table = actions().agreement
    words = unit.text[max(0, noun.start - 24) : noun.end].lower()
    kids = unit.tree.children(noun, "amod", "compound", "det", "nmod")
    left = {t.lemma.lower() for k in kids for t in unit.tree.conjuncts(k)}
    tops = (noun, *(t for t in [unit.tree.head(noun)] if t is not None))
    below = [
        t
        for top in tops
        for p in unit.tree.children(top, "prep", "nsubj")
        if p.text.lower() not in ("on", "over", "about")
        for t in unit.tree.subtree(p)[:6]
    ]
    verb = unit.tree.head(noun)
    if noun.lemma.lower() == "breakthrough" and verb is not None and verb.lemma.lower() == "make":
        return True  # "making a breakthrough in the trade war"
    with_company = any(m.kind == "company" for m in reading.doc.mentions_in(unit, below))
    with_company = with_company and not states_with_firm(reading, unit, noun)
    other = bool(left & set(table["other"])) and not left & {"trade", "tariff"}
    other = other or bool(left & {"any", "whatever", "supposed"}) or is_greatest(unit, noun)
    return any(words.endswith(v) for v in table["vague"]) or other or with_company


def is_greatest(unit: Unit, noun: Token) -> bool:
    """ "the largest deal ever made": what it is called."""
    most = any(k.tag == "JJS" for k in unit.tree.children(noun, "amod"))
    return most and any(t.text.lower() in ("ever", "history") for t in unit.tree.subtree(noun))


def name_of(unit: Unit, noun: Token) -> str | None:
    """The deal as the words name it, without what follows: "preliminary framework", "Geneva consensus"."""
    if noun.pos not in ("NOUN", "PROPN"):
        return None
    kids = unit.tree.children(noun, "amod", "compound", "nmod", "poss", "nummod")
    left = [t for k in kids for t in unit.tree.subtree(k)]
    start = min((t.start for t in left if t.i < noun.i), default=noun.start)
    return unit.text[start : noun.end]


def participles(tree: Tree, noun: Token) -> Iterator[Token]:
    """Past participles on the deal, also where a dash parts them from it, and those coordinated with them."""
    first = [k for k in tree.children(noun, "acl", "amod", "relcl") if k.tag == "VBN"]
    own = [k for k in tree.children(noun, "relcl") if k.tag == "VBD" and tree.children(k, "nsubj")]
    first += [k for k in own if tree.children(k, "nsubj")[0].tag not in ("WDT", "WP")]  # "that X reached"
    of = tree.behind(noun, "of")
    first += [k for n in of for k in tree.children(n, "acl") if k.tag == "VBN"]  # "letter of intent signed"
    first += [c for k in relatives(tree, noun) for c in tree.conjuncts(k) if tree.children(c, "auxpass")]
    last = [t for t in tree.subtree(noun) if t.dep in ("pobj", "conj")][
        -1:
    ]  # "a deal between X and Y struck"
    first += [k for t in last for k in tree.children(t, "acl") if k.tag == "VBN"]
    if noun.i + 2 < len(tree) and tree[noun.i + 1].pos == "PUNCT" and tree[noun.i + 2].tag in ("VBN", "VBD"):
        first.append(tree[noun.i + 2])
    for token in dict.fromkeys(first):
        yield from (t for t in tree.conjuncts(token) if t.i >= token.i)


def relatives(tree: Tree, noun: Token) -> Iterator[Token]:
    """The clauses on the deal, also where the parser hung ", which" on the last of its parties."""
    for token in tree.subtree(noun):
        which = any(t.text.lower() == "which" for t in tree.children(token, "nsubj", "nsubjpass"))
        if token.dep == "relcl" and which and token.head != token.i:
            yield token
