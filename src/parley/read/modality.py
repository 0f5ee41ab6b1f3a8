"""Whether an act happened: tense, negation, and the verbs, adjectives and nouns that govern it.

The walk goes up from the act through control verbs ("plans to raise"), adjectives ("prepared to remove") and
nouns ("a decision to roll back") until a finite clause or a verb of speech; a verb of speech is never climbed
through, except where it takes a bare infinitive ("threatened to", "agreed to").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from parley.read.cues import cues
from parley.read.repairs import MONTHS
from parley.read.tree import Token, Tree
from parley.read.units import Unit, once

MOODS = ("threatened", "demanded", "offered", "pledged", "considered", "planned")
UNDONE = frozenset(MOODS)  # what they govern has not happened
YET_VERBS = ("have", "be")  # "has yet to decide", "is yet to come"
APART = ("by", "after", "before", "since", "besides")  # "escaped by agreeing": an act of its own
UPWARD = (
    "xcomp",
    "ccomp",
    "acl",
    "advcl",
    "pcomp",
    "relcl",
    "pobj",
    "prep",
    "dobj",
    "conj",
    "attr",
    "acomp",
    "dative",
)


@dataclass(frozen=True, slots=True)
class Mood:
    """How an act stands.

    `done`: told as a fact of past or present; `future`, `possible`, `hypothetical` from auxiliaries;
    `governors` the classes of `cues.toml` over it, nearest first, with `leads` their tokens' indices;
    `condition` the unit's character range of an if-part; `passive` and `progressive` are forms of the verb.
    """

    done: bool
    negated: bool
    future: bool
    possible: bool
    hypothetical: bool
    passive: bool
    perfect: bool
    governors: tuple[str, ...]
    leads: tuple[int, ...]
    condition: tuple[int, int] | None
    chain: tuple[int, ...] = ()

    def leading(self, unit: Unit, table: Mapping[str, str]) -> list[str]:
        """What a table says of the words that govern the act, nearest first."""
        lemmas = [unit.tree[i].lemma.lower() for i in self.chain[1:]]
        return [table[lemma] for lemma in lemmas if lemma in table]


@once
def mood_of(unit: Unit, act: Token) -> Mood:
    """The mood of the verb or noun `act` in its clause."""
    chain = list(climb(unit, act))
    verbs = [*chain, *(first for v in chain if (first := sharing(unit, v)) is not None)]
    auxiliaries = {t.text.lower() for v in verbs for t in unit.tree.children(v, "aux", "auxpass")}
    classes = [(name, v.i) for v in chain[1:] for name in classes_of(v)]
    governors = tuple(name for name, _ in classes)
    negated = is_negated(unit, chain)
    wished = is_subjunctive(unit, act)
    future = bool(auxiliaries & cues().future) or going_to(unit, chain) or (wished and is_decreed(unit, act))
    linked = [c for v in verbs for c in unit.tree.children(v, "acomp", "attr")]
    adverbs = {k.text.lower() for v in (*verbs, *linked) for k in unit.tree.children(v, "advmod")}
    possible = bool((auxiliaries | adverbs) & cues().possible)
    hypothetical = bool(auxiliaries & cues().conditional)
    bare = any(bare_infinitive(unit, v) for v in (act, sharing(unit, act)) if v is not None)
    undone = not UNDONE.isdisjoint(governors)
    mood = Mood(
        done=not (negated or future or possible or hypothetical or undone or bare or wished),
        negated=negated,
        future=future,
        possible=possible,
        hypothetical=hypothetical,
        passive=bool(unit.tree.children(act, "auxpass", "nsubjpass")),
        perfect=bool(auxiliaries & {"has", "have", "had", "having", "'ve", "’ve"}),
        governors=governors,
        leads=tuple(i for _, i in classes),
        condition=(condition_of(unit, verbs) or leading_condition(unit, chain[-1])) if has_if(unit) else None,
        chain=tuple(t.i for t in chain),
    )
    over = by_which(unit, chain[-1])
    return mood if over is None else as_means(mood, mood_of(unit, over))


def by_which(unit: Unit, act: Token) -> Token | None:
    """The verb that a gerund is the means of: "could answer by taxing"."""
    by = unit.tree.head(act) if act.dep == "pcomp" and act.tag == "VBG" else None
    verb = unit.tree.head(by) if by is not None and by.text.lower() == "by" else None
    return verb if verb is not None and verb.pos == "VERB" and not is_tried(unit, verb) else None


def is_tried(unit: Unit, verb: Token) -> bool:
    """ "has tried to help by taxing": the means were used, whatever came of it."""
    above = unit.tree.head(verb)
    trying = above is not None and above.lemma.lower() in cues().trying and verb.dep == "xcomp"
    helps = unit.tree.children(above, "aux") if above is not None else ()
    return trying and above is not None and above.tag in ("VBD", "VBN") and all(k.tag != "MD" for k in helps)


def as_means(mood: Mood, over: Mood) -> Mood:
    """The mood of a means to an end that lies ahead: it does too. What was avoided, was so by a deed."""
    if over.done or "negative" in over.governors:
        return mood
    return replace(
        mood,
        done=False,
        negated=mood.negated != over.negated,
        future=mood.future or over.future,
        possible=mood.possible or over.possible,
        hypothetical=mood.hypothetical or over.hypothetical,
        governors=(*mood.governors, *over.governors),
        leads=(*mood.leads, *over.leads),
        condition=mood.condition or over.condition,
        chain=(*mood.chain, *over.chain),
    )


def climb(unit: Unit, act: Token) -> Iterator[Token]:
    """The act and what governs it in its clause, up to the finite verb."""
    tree = unit.tree
    here = act
    yield here
    for _ in range(8):
        above = tree.head(here)
        if above is None or here.dep not in UPWARD:
            return
        if here.dep == "conj":
            first = unit.tree.conjuncts(here)[0]
            if first.i == here.i or own_subject(unit, here):
                return
            here = first
            continue
        held = governs(above) or above.lemma.lower() in cues().carrying
        told = here.dep == "acl" and own_subject(unit, here) and not held  # "its complaint that X bans"
        clause = here.dep in ("ccomp", "advcl", "relcl") or told
        if clause and not (is_nonfinite(unit, here) or is_demanded(unit, here) or is_caused(unit, here)):
            return
        if here.dep == "pcomp" and above.text.lower() in APART:
            return
        if here.dep in ("prep", "pobj", "pcomp", "dobj") and not governs(above):
            if here.dep == "prep" and here.text.lower() == "with" and act.dep == "pcomp":
                yield above  # "will face 20%, with tea facing 5%": the mood of what it goes with
                return
            if above.pos == "ADP" or (here.dep == "dobj" and above.lemma in cues().started):
                here = above
                continue
            return
        if above.lemma.lower() in cues().speech and not governs(above) and not is_infinitive(unit, here):
            return
        here = above
        yield here


def is_caused(unit: Unit, token: Token) -> bool:
    """ "sought to have X meet Y", "let X sell": a bare infinitive with a subject of its own."""
    above = unit.tree.head(token)
    bare = token.tag == "VB" and token.dep == "ccomp" and not unit.tree.children(token, "aux", "mark")
    return bare and above is not None and above.lemma.lower() in ("have", "let", "make", "see")


def is_demanded(unit: Unit, token: Token) -> bool:
    """A clause under a verb of demand ("demanded that X scrap", "called for X to open")."""
    above = unit.tree.head(token)
    if above is None or above.lemma.lower() not in asking():
        return False
    modal = any(k.tag in ("MD", "VBZ", "VBD") for k in unit.tree.children(token, "aux"))
    marks = [k.text.lower() for k in unit.tree.children(token, "mark")]
    that = any(k.text.lower() == "that" for k in unit.tree.children(token, "mark", "dobj"))
    noun = above.pos == "NOUN" and that  # "the demand that X open"
    content = token.dep == "ccomp" or marks == ["for"] or noun
    bare = token.tag in ("VB", "VBP") and not modal and content
    if is_subjunctive(unit, token):
        return True
    past = token.tag == "VBN" or (token.tag == "VBD" and above.lemma == "want")
    done = past and token.dep == "ccomp" and not unit.tree.children(token, "aux", "auxpass", "mark")
    return bare or done


@cache
def asking() -> frozenset[str]:
    """The verbs and nouns under which a clause tells what is asked for."""
    return cues().demanded | {"propose", "recommend"}


def is_subjunctive(unit: Unit, token: Token) -> bool:
    """ "demanded that the duty be lifted": a passive with a bare "be"."""
    if token.tag != "VBN" or token.dep != "ccomp":
        return False
    passive = [k.text.lower() for k in unit.tree.children(token, "auxpass", "aux")]
    return passive in (["be"], ["not", "be"])


def is_decreed(unit: Unit, token: Token) -> bool:
    """ "decreed that imports be banned": it will be so."""
    above = unit.tree.head(token)
    return above is not None and above.lemma.lower() in cues().decreeing


@once
def sharing(unit: Unit, verb: Token) -> Token | None:
    """The first of coordinated verbs, whose auxiliaries hold for the later ones ("will cut and set")."""
    first = unit.tree.conjuncts(verb)[0]
    if first.i == verb.i:
        return None
    own = unit.tree.children(verb, "aux", "auxpass", "nsubj", "nsubjpass", "expl")
    modal = any(k.tag == "MD" for k in unit.tree.children(first, "aux"))
    alike = first.tag == verb.tag or (
        verb.tag == "VB" and first.tag == "VBG" and modal
    )  # "will be there and meet"
    return first if alike and not own else None


def is_infinitive(unit: Unit, token: Token) -> bool:
    """A "to" infinitive as complement ("will continue to block"), through which every verb is climbed."""
    return token.dep == "xcomp" and any(k.text.lower() == "to" for k in unit.tree.children(token, "aux"))


def own_subject(unit: Unit, token: Token) -> bool:
    """Does the verb have a subject of its own?"""
    return bool(unit.tree.children(token, "nsubj", "nsubjpass", "expl"))


def is_nonfinite(unit: Unit, token: Token) -> bool:
    """An infinitive or gerund, whose fact-hood the governor decides."""
    kids = unit.tree.children(token, "aux")
    return (
        token.tag in ("VB", "VBG", "VBN", "NN", "NNS")
        and not any(k.tag in ("MD", "VBZ", "VBD", "VBP") for k in kids)
        and not own_subject(unit, token)
    )


def governs(token: Token) -> bool:
    """Is the word one of those that decide whether an act under them happened?"""
    return bool(classes_of(token))


def classes_of(token: Token) -> tuple[str, ...]:
    """The modal classes of a governor, the strongest first."""
    return classes_of_lemma(token.lemma.lower())


@lru_cache(maxsize=1 << 14)
def classes_of_lemma(lemma: str) -> tuple[str, ...]:
    """The modal classes of a word."""
    found = [name for name in MOODS if lemma in getattr(cues(), name)]
    if lemma in cues().negative:
        found.append("negative")
    return tuple(found)


def is_negated(unit: Unit, chain: list[Token]) -> bool:
    """An odd number of negations on the way up."""
    if not may_negate(unit):
        return False
    count = 0
    for token in chain:
        kids = unit.tree.children(token, "neg", "det", "advmod", "preconj", "cc")
        count += is_no_longer(unit.tree, token)
        count += any(k.text.lower() in cues().negators and not is_only(unit, k) for k in kids)
        count += is_alternative(unit, token)
        count += any(is_neither(unit, k) for k in unit.tree.children(token, "nsubj"))
        if token is not chain[0]:
            count += token.lemma in YET_VERBS and any(k.text.lower() == "yet" for k in kids)
            count += token.lemma.lower() in cues().negative
    return count % 2 == 1


@once
def may_negate(unit: Unit) -> bool:
    """Does any word stand in the unit that negates? In most of them none does."""
    return not (unit.words.isdisjoint(negating()) and unit.lemmas.isdisjoint(cues().negative))


@cache
def negating() -> frozenset[str]:
    """The words without which nothing is negated, but for verbs that do it."""
    return cues().negators | {"no", "neither", "yet"}


def is_no_longer(tree: Tree, verb: Token) -> bool:
    """ "no longer applies": what was so has ended."""
    kids = tree.children(verb, "neg", "det", "advmod", "preconj", "cc")
    return any(k.text == "longer" and tree[k.i - 1].text == "no" for k in kids)


def is_alternative(unit: Unit, noun: Token) -> bool:
    """ "no cut in the duty or rise in the quota": what "no" before the first says of the second."""
    above = unit.tree.head(noun) if noun.dep == "conj" and noun.pos == "NOUN" else None
    if above is None or unit.tree.children(noun, "det"):
        return False
    none = any(k.text.lower() == "no" for k in unit.tree.children(above, "det"))
    return none and any(k.text.lower() in ("or", "nor") for k in unit.tree.children(above, "cc"))


def is_neither(unit: Unit, subject: Token) -> bool:
    """ "neither side will": the subject denies."""
    words = (subject, *unit.tree.children(subject, "det"))
    return any(t.text.lower() == "neither" for t in words)


def is_only(unit: Unit, word: Token) -> bool:
    """ "not only", "not just": what stands behind is so."""
    return word.i + 1 < len(unit.tree) and unit.tree[word.i + 1].text.lower() in ("only", "just", "merely")


def going_to(unit: Unit, chain: list[Token]) -> bool:
    """ "is going to": a future without auxiliary."""
    return "going" in unit.words and any(t.text.lower() == "going" for t in chain[1:])


def bare_infinitive(unit: Unit, act: Token) -> bool:
    """A "to" infinitive is never done, unless what governs it says that it began ("began to lift")."""
    if act.tag not in ("VB", "VBN") or not any(
        k.text.lower() == "to" for k in unit.tree.children(act, "aux")
    ):
        return False
    above = unit.tree.head(act)
    return above is None or above.lemma.lower() not in cues().started


def leading_condition(unit: Unit, top: Token) -> tuple[int, int] | None:
    """The if-part that opens the sentence under the verb of saying ("If not, he said, he will act")."""
    saying = unit.tree.head(top) if top.dep == "ccomp" else None
    found = condition_of(unit, [saying]) if saying is not None else None
    return found if found is not None and found[0] < 3 else None


def condition_of(unit: Unit, chain: list[Token]) -> tuple[int, int] | None:
    """The character range of the if-part of any verb of the chain, in the unit's text."""
    for token in chain:
        for kid in unit.tree.children(token, "advcl", "prep", "mark"):
            start, end = unit.tree.extent(kid)
            if unit.text[start:end].lower().startswith(if_words()) and not is_dated(unit, kid):
                return start, end
    return None


def is_dated(unit: Unit, word: Token) -> bool:
    """ "until 9 July": an end, no condition."""
    behind = unit.tree.children(word, "pobj") if word.dep == "prep" else ()
    return any(t.text.lower() in MONTHS for noun in behind for t in unit.tree.subtree(noun))


@once
def has_if(unit: Unit) -> bool:
    """Does any word that an if-part begins with stand in the unit?"""
    text = unit.text.lower()
    return any(word in text for word in if_words())


@cache
def if_words() -> tuple[str, ...]:
    """What an if-part begins with, a space behind it."""
    return tuple(f"{m} " for m in cues().condition_markers if m not in ("when", "after"))
