"""Further acts on a measure by verbs that share it with the first ("was raised in May, but cut in June")."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read.tree import SUBJECTS, Token, Tree
from parley.record.act import Act
from parley.record.acts import verb_act
from parley.record.words import actions

TELLING = ("dobj", "ccomp", "xcomp", "prep", "dative")


def further_acts(tree: Tree, noun: Token, act: Act, instrument: str) -> Iterator[Act]:
    """What verbs coordinated with the act's do to the same measure, their subject or object.

    A verb with a subject of its own tells of another measure, and so does one with an object that is not
    just "it" or "them".
    """
    if act.how not in ("object", "subject"):
        return
    below = noun.dep in ("nsubj", "nsubjpass")
    verb = tree.head(noun) if below else act.token
    for other in coordinates(tree, verb) if verb is not None else ():
        told = verb_act(tree, shared(tree, noun, other, below), other, instrument)
        if told is not None and (below or any(is_pointing(k, noun) for k in tree.children(other, "dobj"))):
            yield told
    first = tree.head(act.token) if act.token.dep == "conj" and noun.dep == "dobj" else None
    either = first is not None and any(k.text.lower() == "or" for k in tree.children(first, "cc"))
    if first is not None and first.pos == "VERB" and not either and not tree.children(first, *TELLING):
        told = verb_act(tree, noun, first, instrument)  # "announced, and then suspended, duties"
        if told is not None and told.stage != act.stage:
            yield told


def coordinates(tree: Tree, verb: Token) -> Iterator[Token]:
    """The verbs coordinated with a verb, and with these, that have no subject of their own."""
    for kid in tree.children(verb, "conj"):
        if kid.pos in ("VERB", "AUX") and not tree.children(kid, *SUBJECTS, "expl"):
            yield kid
            yield from coordinates(tree, kid)


def shared(tree: Tree, noun: Token, verb: Token, below: bool) -> Token:
    """The measure as the verb's own subject or object."""
    if not below:
        return noun._replace(dep="dobj", head=verb.i)
    # "was imposed but then suspended", whose participle the parser takes for a past tense
    lost = verb.tag == "VBD" and verb.lemma in actions().stages and not tree.children(verb, "dobj", "xcomp")
    participle = verb.tag == "VBN" or lost or verb.text.lower() == verb.lemma  # "halved and cut"
    passive = bool(tree.children(verb, "auxpass")) or (
        participle and noun.dep == "nsubjpass" and not tree.children(verb, "aux")
    )
    return noun._replace(dep="nsubjpass" if passive else "nsubj", head=verb.i)


def is_pointing(token: Token, noun: Token) -> bool:
    """ "it" for a duty or a deal, "them" for several."""
    return token.text.lower() == ("them" if noun.tag == "NNS" else "it")
