"""Instruments: which nouns name a kind of measure, and which act each of them stands under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parley.read.tree import Token, Tree
from parley.read.units import Unit
from parley.record.words import actions

CLAUSE_LINKS = ("dobj", "nsubjpass", "attr", "oprd", "dative")


@dataclass(frozen=True, slots=True)
class Act:
    """An act on an instrument: its token, the stage it names, and by which construction.

    `how` is `object`, `subject`, `with` (a verb with a preposition), `noun` ("removal of"), `participle`,
    `mark` (an adjective), `rate` (the measure bears a number), `borne` (the subject suffers it) or `verb`.
    """

    token: Token
    stage: str
    how: str


def instruments(unit: Unit) -> Iterator[tuple[Token, str]]:
    """Instrument nouns with what they are; the first of several coordinated ones stands for its equals."""
    tree = unit.tree
    for token in tree:
        if token.pos not in ("NOUN", "PROPN") or token.dep == "compound":
            continue
        name = instrument_of(tree, token)
        if name is None or (token.dep == "conj" and instrument_of(tree, tree[token.head]) == name):
            continue
        needs = actions().needs.get(token.lemma.lower())
        if needs is None or any(w in phrase(tree, token) for w in needs):
            yield token, name


def instrument_of(tree: Tree, token: Token) -> str | None:
    """The instrument that a noun names with its compounds and what it bears on."""
    table = actions()
    left = [t.lemma.lower() for t in tree.children(token, "compound", "amod", "nmod")]
    lemma = token.lemma.lower()
    pairs = [f"{w} {lemma}" for w in reversed(left)]
    whole = next((table.instruments[p] for p in pairs if p in table.instruments), None)
    name = whole or table.instruments.get(lemma)
    if name not in ("export_control", "export_ban") or whole is not None:
        return name
    found = bearing(phrase(tree, token))
    if found == "import_ban" and name == "export_control":
        return "other"
    return name if found in (None, "export_control") else found


def bearing(lemmas: list[str]) -> str | None:
    """What a control, ban or limit bears on: visas, investment, imports or exports; the first word decides."""
    table = actions().bearing
    for lemma in lemmas:
        for name, words in table.items():
            if lemma in words:
                return name
    return None


def phrase(tree: Tree, token: Token) -> list[str]:
    """Lemmas of the noun's phrase, its relative clauses and coordinated nouns left out."""
    skip = {t.i for kid in tree.children(token, "relcl", "conj") for t in tree.subtree(kid)}
    return [t.lemma.lower() for t in tree.subtree(token) if t.i not in skip]


def acts_on(unit: Unit, noun: Token, instrument: str) -> Iterator[Act]:
    """The acts done to an instrument: the one that governs its phrase, and a past participle on it."""
    top = counted(unit.tree, noun)
    governing = governing_act(unit.tree, top, instrument)
    if governing is not None:
        yield governing
    own = own_mark(unit.tree, noun)
    if own is not None and (governing is None or (own.how == "participle" and own.token.dep == "acl")):
        yield own


def counted(tree: Tree, noun: Token) -> Token:
    """The head of "a round of tariffs", "$108bn in duties", "some of the levies": what the act governs."""
    here = noun
    for _ in range(3):
        above = tree.head(here)
        outer = tree.head(above) if above is not None and above.lemma.lower() in ("of", "in") else None
        if here.dep != "pobj" or outer is None:
            return here
        money = any(t.pos in ("NUM", "SYM") for t in (outer, *tree.children(outer)))
        if outer.lemma.lower() not in actions().quantifiers["nouns"] and not (
            money and outer.pos in ("NUM", "SYM", "NOUN")
        ):
            return here
        here = outer
    return here


def governing_act(tree: Tree, noun: Token, instrument: str) -> Act | None:
    """The act that a verb, preposition or noun above the instrument names."""
    above = tree.head(noun)
    if noun.dep == "conj" and above is not None:
        return governing_act(tree, above, instrument)
    if above is None:
        return None
    if noun.dep == "pobj" and above.pos in ("ADP", "SCONJ", "VERB"):
        return prepositional(tree, above, instrument)
    if above.pos in ("VERB", "AUX") or above.tag == "VBG":
        return verb_act(tree, noun, above, instrument)
    if noun.dep in ("compound", "nmod") and above.lemma.lower() in actions().nouns:
        return Act(above, actions().nouns[above.lemma.lower()], "noun")
    return None


def verb_act(tree: Tree, noun: Token, verb: Token, instrument: str) -> Act | None:
    """The instrument as object or subject of a verb."""
    table = actions()
    words = verb_phrases(tree, verb)
    if noun.dep == "nsubj":
        stage = next((table.takes_effect[w] for w in words if w in table.takes_effect), None)
        return Act(verb, stage, "subject") if stage else None
    if noun.dep not in CLAUSE_LINKS:
        return None
    if instrument == "visa_restriction" and verb.lemma.lower() in table.visas:
        return Act(verb, table.visas[verb.lemma.lower()], "object")
    if verb.lemma.lower() in table.borne["verbs"]:
        return Act(verb, "kept", "borne")
    stage = next((table.stages[w] for w in words if w in table.stages), None)
    return Act(verb, stage, "object") if stage else None


def verb_phrases(tree: Tree, verb: Token) -> list[str]:
    """The verb with its particle, preposition phrase or object word, the longest phrase first."""
    lemma = verb.lemma.lower()
    found = []
    for kid in tree.children(verb, "prt", "prep", "dobj", "advmod", "acomp"):
        below = tree.child(kid, "pobj") if kid.dep == "prep" else None
        if below is not None:
            found.append(f"{lemma} {kid.text.lower()} {below.lemma.lower()}")
        found.append(f"{lemma} {kid.lemma.lower()}")
    return [*sorted(found, key=len, reverse=True), lemma]


def prepositional(tree: Tree, preposition: Token, instrument: str) -> Act | None:
    """ "hit with tariffs", "removal of duties", "a pause on levies", "countermeasures including a duty"."""
    above = tree.head(preposition)
    if above is None:
        return None
    table = actions()
    lemma, word = above.lemma.lower(), preposition.text.lower()
    if word in ("including", "include", "such", "like"):
        return governing_act(tree, above, instrument) if above.pos in ("NOUN", "PROPN") else None
    if above.pos in ("VERB", "AUX"):
        particles = [k.text.lower() for k in tree.children(above, "prt", "advmod")]
        forms = [f"{lemma} {p} {word}" for p in particles] + [f"{lemma} {word}"]
        stage = next((table.phrases[f] for f in forms if f in table.phrases), None)
        return Act(above, stage, "with") if stage else None
    if above.lemma.lower() == "subject":
        return Act(tree.head(above) or above, "kept", "borne")
    if word in ("of", "in", "on", "to", "for", "from") and lemma in table.nouns:
        return Act(above, table.nouns[lemma], "noun")
    return None


def own_mark(tree: Tree, noun: Token) -> Act | None:
    """A participle or adjective on the noun, or a rate that it bears."""
    for kid in tree.children(noun, "acl", "amod", "relcl"):
        stage = next((actions().stages[w] for w in verb_phrases(tree, kid) if w in actions().stages), None)
        if kid.tag == "VBN" and stage and kid.dep != "amod":
            return Act(kid, stage, "participle")
        if kid.dep == "relcl" and stage and not tree.children(kid, "nsubjpass") and objectless(tree, kid):
            return Act(kid, stage, "participle")
    marks = [k for k in tree.children(noun, "amod") if k.text.lower() in actions().marks]
    if marks:
        return Act(noun, actions().marks[marks[0].text.lower()], "mark")
    return Act(noun, "imposed", "rate") if has_rate(tree, noun) else None


def objectless(tree: Tree, verb: Token) -> bool:
    """A relative clause whose gap is its object ("the duty that Trump set")."""
    kids = tree.children(verb, "dobj")
    return not kids or kids[0].tag == "WDT"


def has_rate(tree: Tree, noun: Token) -> bool:
    """Does the measure bear a percentage?"""
    skip = {t.i for kid in tree.children(noun, "relcl", "conj", "acl") for t in tree.subtree(kid)}
    return any(
        t.lemma.lower() in ("%", "percent", "cent", "pc", "percentage")
        for t in tree.subtree(noun)
        if t.i not in skip
    )


def verb_instrument(unit: Unit, token: Token) -> str | None:
    """The instrument that a verb names itself: restrict, ban, blacklist, exempt, investigate, halt imports."""
    table = actions()
    lemma = token.lemma.lower()
    objects = unit.tree.children(token, "dobj", "nsubjpass")
    if token.pos != "VERB" or token.dep == "amod":
        return None
    if lemma in table.halts["verbs"] and objects:
        words = {t.lemma.lower() for o in objects for t in (o, *unit.tree.children(o, "compound"))}
        if words & set(table.halts["imports"]):
            return "import_ban"
        if words & set(table.halts["exports"]):
            return "export_ban"
    name = table.verbs.get(lemma)
    if name in ("export_control", "export_ban"):
        found = bearing([t.lemma.lower() for o in objects for t in unit.tree.subtree(o)])
        return None if found is None else name if found == "export_control" else found
    return name if objects or name == "tariff_exclusion" else None
