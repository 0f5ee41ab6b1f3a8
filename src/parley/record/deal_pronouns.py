"""The deal that is spoken of without its name: "it had been signed", "nothing is final until X signs off"."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.modality import mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.deals import name_of, nouns
from parley.record.words import actions

BACK = 2  # units back in which the deal may have been named
Named = tuple[Unit, Token]


def pointed(reading: Reading, unit: Unit) -> Iterator[Token]:
    """The pronouns of a unit that stand for a deal which is signed or passed."""
    if "it" not in unit.lemmas:
        return
    done = {*actions().agreement["verbs"]["signed"], *actions().agreement["ratifying"]}
    for token in unit.tree:
        verb = unit.tree.head(token)
        acted = token.dep in ("dobj", "nsubjpass") and verb is not None and verb.lemma.lower() in done
        if acted and token.text.lower() == "it" and antecedent(reading, unit, token) is not None:
            yield token


def held_open(reading: Reading, unit: Unit) -> Iterator[tuple[Token, Token, str]]:
    """ "nothing was settled until X signed off", "the pact is not final unless parliament backs it"."""
    if unit.lemmas.isdisjoint(("until", "unless", "before")):
        return
    for token in unit.tree:
        marks = [k.text.lower() for k in unit.tree.children(token, "mark")]
        main = unit.tree.head(token)
        if main is None or token.dep != "advcl" or not {"until", "unless", "before"} & set(marks):
            continue
        if is_approval(unit, token) and is_unsettled(reading, unit, main):
            yield main, main, "awaiting_approval"
            return


def is_approval(unit: Unit, verb: Token) -> bool:
    """ "signs off", "ratifies it", "gives the go-ahead"."""
    table = actions().agreement
    parts = {k.text.lower() for k in unit.tree.children(verb, "prt", "prep", "advmod")}
    if verb.lemma.lower() in table["ratifying"] or (verb.lemma.lower() == "sign" and "off" in parts):
        return True
    given = {k.lemma.lower() for k in unit.tree.children(verb, "dobj")}
    return verb.lemma.lower() in table["approval"]["granting"] and bool(
        given & set(table["approval"]["words"])
    )


def is_unsettled(reading: Reading, unit: Unit, main: Token) -> bool:
    """ "nothing is agreed", "the deal will not be final", "no extension is certain"."""
    words = {main.lemma.lower(), *(k.lemma.lower() for k in unit.tree.children(main, "acomp"))}
    if not words & set(actions().agreement["settled"]):
        return False
    subjects = unit.tree.children(main, "nsubj", "nsubjpass")
    if any(k.text.lower() in ("nothing", "none") for k in subjects):
        return True
    deals = [k for k in subjects if is_extension(k) or k.i in {t.i for t in nouns(reading, unit)}]
    no = any(d.text.lower() == "no" for k in deals for d in unit.tree.children(k, "det"))
    return bool(deals) and (no or mood_of(unit, main).negated)


def named(reading: Reading, unit: Unit, noun: Token, action: str) -> str | None:
    """The deal as its words name it; for a pronoun or a verb the name that they stand for."""
    if noun.pos in ("NOUN", "PROPN"):
        return name_of(unit, noun)
    if action in ("agreed", "agreed_in_principle") and noun.pos == "VERB":
        found = next(((unit, t) for t in unit.tree.subtree(noun) if is_extension(t)), None)
    else:
        found = antecedent(reading, unit, noun)
    return phrase_of(*found) if found is not None else None


def antecedent(reading: Reading, unit: Unit, word: Token) -> Named | None:
    """The deal, or the extension of one, named last before a word or as its subject.

    None where another paper that is signed was named since.
    """
    others = actions().agreement["signable"]
    own = {t.i for k in unit.tree.children(word, "nsubj", "nsubjpass") for t in unit.tree.subtree(k)}
    for back in range(unit.index, max(-1, unit.index - BACK - 1), -1):
        here = reading.doc.units[back]
        deals = {t.i for t in nouns(reading, here)}
        for token in reversed(here.tree.tokens):
            if back == unit.index and token.i >= word.i and token.i not in own:
                continue
            if token.i in deals or is_extension(token):
                return here, extended(here, token)
            if token.pos in ("NOUN", "PROPN") and token.lemma.lower() in others:
                return None
    return None


def extended(unit: Unit, deal: Token) -> Token:
    """The extension of which a deal is: "an extension of the pause"."""
    return next((t for t in unit.tree.ancestors(deal) if is_extension(t)), deal)


def is_extension(token: Token) -> bool:
    """A noun of making a deal last longer."""
    return token.pos == "NOUN" and token.lemma.lower() in actions().agreement["acts"]["extended"]


def phrase_of(unit: Unit, noun: Token) -> str | None:
    """The name of a deal; of an extension with what is extended."""
    if not is_extension(noun):
        return name_of(unit, noun)
    of = unit.tree.behind(noun)
    return unit.text[noun.start : max(n.end for n in (noun, *of))]
