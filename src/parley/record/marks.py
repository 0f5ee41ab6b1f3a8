"""What a measure's own words tell of it: a participle or clause on its noun, an adjective, a rate."""

from __future__ import annotations

from parley.read.tree import Token, Tree
from parley.record.act import Act
from parley.record.phrases import first, has_rate, is_rate, verb_phrases
from parley.record.quantifiers import counted, is_warded
from parley.record.words import actions


def own_mark(tree: Tree, noun: Token) -> Act | None:
    """A participle or adjective on the noun, or a rate that it bears."""
    rated = [n for n in tree.behind(noun) if is_rate(n)]
    for kid in (k for n in (noun, *rated) for k in tree.children(n, "acl", "relcl")):
        stage = first(actions().stages, verb_phrases(tree, kid))
        if kid.tag == "VBN" and stage and kid.dep == "acl":
            return Act(kid, stage, "participle")
        if kid.dep == "relcl" and stage and objectless(tree, kid):
            return Act(kid, stage, "participle")
    cause = tree.head(counted(tree, noun))
    if cause is not None and cause.lemma.lower() in actions().warding["verbs"] and is_warded(tree, cause):
        return None
    if is_coming(tree, noun):
        return Act(noun, "announced", "mark")
    marks = [k for k in tree.children(noun, "amod") if k.text.lower() in actions().marks]
    if any(k.text.lower() == "any" for k in tree.children(noun, "det")):
        return None  # "any new duties" are none yet
    if marks:
        return Act(noun, actions().marks[marks[0].text.lower()], "mark")
    quarrelled = cause is not None and tree.child(noun, "poss") and is_quarrel(tree, cause)
    if cause is not None and (quarrelled or cause.lemma.lower() in actions().cited["verbs"]):
        return Act(noun, "imposed", "owned")
    if not has_rate(tree, noun) or any(k.text.lower() == "own" for k in tree.children(noun, "amod")):
        return None
    made = made_below(tree, noun)
    return around_rate(tree, noun) or Act(noun, made or "imposed", "rate")


def is_coming(tree: Tree, noun: Token) -> bool:
    """ "the 9% duty due to take effect in May", "fees set for May", however the parser has it."""
    after = tree.tokens[noun.i + 1 : noun.i + 3]
    words = [t.text.lower() for t in after]
    if any(is_behind_comma(tree, k) for k in tree.children(noun, "prep", "amod", "acl", "relcl")):
        return True
    return len(words) > 1 and words[0] in actions().coming["words"] and words[1] in ("to", "for", "in", "on")


def is_behind_comma(tree: Tree, word: Token) -> bool:
    """ "the duties on tin, due to start in May, ..."."""
    if word.text.lower() not in actions().coming["words"] or not 0 < word.i < len(tree) - 1:
        return False
    return tree[word.i - 1].text == "," and tree[word.i + 1].text.lower() == "to"


def is_quarrel(tree: Tree, preposition: Token) -> bool:
    """ "sued over", "angry over", "protested against"; a complaint against a measure is an accusation."""
    above = tree.head(preposition)
    word = preposition.text.lower()
    return word == "over" or (word == "against" and above is not None and above.lemma == "protest")


def made_below(tree: Tree, noun: Token) -> str | None:
    """The stage of a participle with its agent on what bears a rate ("5% on tin imports set by Peru")."""
    made = (t for t in tree.subtree(noun) if t.dep == "acl" and t.tag == "VBN" and tree.child(t, "agent"))
    return next((s for t in made if (s := first(actions().stages, verb_phrases(tree, t)))), None)


def around_rate(tree: Tree, noun: Token) -> Act | None:
    """The verb to which a rate belongs through "as well as", "with" or an apposition."""
    joined = noun.dep in ("conj", "appos")
    for above in tree.ancestors(noun):
        if above.pos in ("VERB", "AUX"):
            stage = actions().stages.get(above.lemma.lower())
            return Act(above, stage, "object") if stage in ("imposed", "announced", "threatened") else None
        joined = joined or above.dep in ("conj", "appos")
        passed = above.pos in ("NOUN", "PROPN", "NUM", "SYM") or above.text.lower() in (
            "with",
            "of",
            "as",
            "plus",
        )
        if not passed and not (joined and above.text.lower() in ("on", "against")):
            return None
    return None


def objectless(tree: Tree, verb: Token) -> bool:
    """A relative clause whose gap is its object ("the duty that Ottawa set"), or its passive subject."""
    kids = tree.children(verb, "dobj")
    return not kids or kids[0].text.lower() in ("that", "which")


def misread_verb(tree: Tree, noun: Token) -> Act | None:
    """A past tense that the parser took for an adjective: a name right before it ("Ottawa raised duties")."""
    for kid in tree.children(noun, "amod"):
        before = tree[kid.i - 1] if kid.i else None
        stage = actions().stages.get(kid.lemma.lower())
        if before is not None and before.pos in ("PROPN", "NOUN") and stage and kid.tag in ("VBN", "VBD"):
            return Act(kid, stage, "object")
    return None


def infinitive_beside(tree: Tree, noun: Token) -> Act | None:
    """ "announced plans last week to double duties": an infinitive that the parser took for an adjective."""
    for kid in tree.children(noun, "amod"):
        to = tree[kid.i - 1] if kid.i else None
        verb = tree.head(to) if to is not None and to.text.lower() == "to" and kid.tag == "VB" else None
        if verb is not None and kid.lemma.lower() in actions().stages:
            return Act(kid, "announced", "object", verb)
    return None
