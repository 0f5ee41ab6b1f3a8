"""What the parser gets wrong in a way that can be seen, put right in its trees."""

from __future__ import annotations

import calendar

from parley.read.cues import cues
from parley.read.infinitives import with_complements
from parley.read.tree import SUBJECTS, Token, Tree
from parley.read.two_names import with_two_names

WEEKDAYS = frozenset(name.lower() for name in calendar.day_name)
MONTHS = frozenset(name.lower() for name in calendar.month_name[1:])
UNTIL = frozenset(("until", "till", "through"))
FINITE = ("VBD", "VBZ", "VBP")
ABOUT_DEEDS = {
    "of": "",  # hopes of Peru buying
    "without": "",
    "despite": "",
    "about": "",
    "from": "come result arise stem benefit gain profit suffer",  # gains that came from Peru buying
}
"""Prepositions that take a deed with its doer, and the verbs under which alone they do (none: any)."""
GIVING = frozenset(("give", "grant", "offer", "hand", "award", "deny"))
INFLECTED = ("VBD", "VBN", "VBG", "VBZ")
LEMMAS = {
    "ax": "axe",
    "cop": "cope",
    "fin": "fine",
    "grip": "gripe",
    "hat": "hate",
    "hop": "hope",
    "par": "pare",
    "pip": "pipe",
    "plat": "plate",
    "rat": "rate",
    "rid": "ride",
    "slat": "slate",
    "spar": "spare",
    "stag": "stage",
    "star": "stare",
    "tot": "tote",
    "wag": "wage",
}
"""Lemmas that the lemmatizer gives to forms of a commoner verb, and that verb."""


def repaired(tree: Tree) -> Tree:
    """The tree, with days, doers and lemmas as they should be; the same object where nothing is wrong."""
    first = (_verbs, _finite, _listed, _plain, _asides, _owned, _subjects, _second_subjects)
    for mend in (*first, _days, _given, _voices, _reported, _abroad, _doers, _lemmas, _said):
        tree = mend(tree)
    return with_complements(with_two_names(tree))


def _given(tree: Tree) -> Tree:
    """The tree with what is given off a list of those who get it ("gave Peru and Chile *exemptions*")."""
    moved: dict[int, Token] = {}
    for verb in tree.tokens:
        first = tree.child(verb, "dobj") if verb.lemma in GIVING else None
        things = [t for t in tree.children(first, "appos") if t.pos == "NOUN"] if first is not None else []
        start = tree.subtree(things[0])[0].i if things else 0
        if first is None or not things or first.pos != "PROPN" or tree[start - 1].text == ",":
            continue
        moved[things[0].i] = things[0]._replace(dep="dobj", head=verb.i)
        moved[first.i] = first._replace(dep="dative")
    return tree.changed(moved)


def _reported(tree: Tree) -> Tree:
    """The tree with the subject that a verb of saying took for its object ("confirmed *talks* were held")."""
    moved: dict[int, Token] = {}
    for verb in tree.tokens:
        above = tree.head(verb) if verb.dep == "ccomp" and verb.tag in ("VBD", "VBZ", "VBP", "VBN") else None
        if above is None or above.lemma.lower() not in cues().say or tree.children(verb, *SUBJECTS, "expl"):
            continue
        thing = tree.child(above, "dobj")
        if thing is not None and tree.subtree(thing)[-1].i + 1 == tree.subtree(verb)[0].i:
            passive = bool(tree.children(verb, "auxpass"))
            moved[thing.i] = thing._replace(dep="nsubjpass" if passive else "nsubj", head=verb.i)
    return tree.changed(moved)


def _owned(tree: Tree) -> Tree:
    """The tree with a participle for a verb behind an owner ("over Peru's *proposed* duties")."""
    moved: dict[int, Token] = {}
    for verb in tree.tokens:
        mark = tree[verb.i - 1] if verb.i > 1 and verb.tag in ("VBD", "VBN") and verb.dep != "amod" else None
        thing = tree.child(verb, "dobj") if mark is not None and mark.tag == "POS" else None
        owner = tree.head(mark) if mark is not None and thing is not None else None
        if thing is None or owner is None or owner.dep not in ("pobj", "dobj") or verb.dep == "ROOT":
            continue
        above = tree.head(tree[owner.head]) if owner.dep == "pobj" else tree[owner.head]
        moved |= {k.i: k._replace(head=above.i) for k in tree.children(verb) if above is not None}
        moved[thing.i] = thing._replace(dep=owner.dep, head=owner.head)
        moved[owner.i] = owner._replace(dep="poss", head=thing.i)
        moved[verb.i] = verb._replace(dep="amod", head=thing.i, tag="VBN")
    return tree.changed(moved)


def _listed(tree: Tree) -> Tree:
    """The tree with the infinitives of a list on the first ("agreed to buy gas and *lift* the ban")."""
    moved: dict[int, Token] = {}
    for verb in tree.tokens:
        above = tree.head(verb) if verb.dep == "conj" and is_base(tree, verb) else None
        if above is None or above.tag == "VB":
            continue
        tops = (above, *tree.children(above, "acomp", "dobj"))
        infinitives = [
            k
            for top in tops
            for k in tree.children(top, "xcomp", "acl", "advcl")
            if k.tag == "VB" and k.i < verb.i and any(a.text.lower() == "to" for a in tree.children(k, "aux"))
        ]
        if infinitives:
            moved[verb.i] = verb._replace(head=infinitives[-1].i, tag="VB")
    return tree.changed(moved)


def _finite(tree: Tree) -> Tree:
    """The tree with a past tense off the infinitive before it ("agreed to buy gas and *lifted* it")."""
    moved: dict[int, Token] = {}
    for verb in tree.tokens:
        first = tree.head(verb) if verb.dep == "conj" and verb.tag == "VBD" else None
        if first is None or first.tag != "VB" or verb.text.lower() == verb.lemma.lower():
            continue
        over = next((a for a in tree.ancestors(first) if a.tag in ("VBD", "VBZ", "VBP")), None)
        if over is not None and any(k.text.lower() == "to" for k in tree.children(first, "aux")):
            moved[verb.i] = verb._replace(head=over.i)
    return tree.changed(moved)


def is_base(tree: Tree, verb: Token) -> bool:
    """A plain form without subject or auxiliary; one that looks like its past, before a plain one."""
    if tree.children(verb, *SUBJECTS, "aux", "auxpass", "expl"):
        return False
    past = verb.tag in ("VBD", "VBN") and verb.text.lower() == verb.lemma.lower()
    return verb.tag == "VB" or (past and any(k.tag == "VB" for k in tree.children(verb, "conj")))


def _plain(tree: Tree) -> Tree:
    """The tree with the plain form of a verb that looks like its past ("will lift it and *cut* that")."""
    moved: dict[int, Token] = {}
    for verb in tree.tokens:
        first = tree.head(verb) if verb.dep == "conj" and verb.tag in ("VBD", "VBN") else None
        if first is None or first.tag != "VB" or verb.text.lower() != verb.lemma.lower():
            continue
        if not tree.children(verb, *SUBJECTS, "aux", "auxpass"):
            moved[verb.i] = verb._replace(tag="VB")
    return tree.changed(moved)


def _asides(tree: Tree) -> Tree:
    """The tree with a participle between commas on its noun ("The truce, *agreed* in May, was kept")."""
    aside = next((t for t in tree if t.dep == "ROOT" and t.tag in ("VBD", "VBN") and t.i > 1), None)
    if aside is None or tree[aside.i - 1].text != "," or tree.children(aside, "cc", "aux", "auxpass", "mark"):
        return tree
    subject = tree.child(aside, "nsubj", "nsubjpass")
    verb = next((k for k in tree.children(aside, "conj") if k.pos in ("VERB", "AUX")), None)
    if subject is None or verb is None or subject.i > aside.i or tree.children(verb, *SUBJECTS):
        return tree
    if tree[tree.subtree(verb)[0].i - 1].text != "," or tree.subtree(subject)[-1].i > aside.i:
        return tree
    passive = bool(tree.children(verb, "auxpass"))
    moved = {k.i: k._replace(head=verb.i) for k in tree.children(aside) if k.i > verb.i}
    moved[aside.i] = aside._replace(dep="acl", head=subject.i, tag="VBN")
    moved[verb.i] = verb._replace(dep="ROOT", head=verb.i)
    moved[subject.i] = subject._replace(dep="nsubjpass" if passive else "nsubj", head=verb.i)
    return tree.changed(moved)


def _voices(tree: Tree) -> Tree:
    """The tree with a second voice off what the first says ("Low said no, and Ruiz *said* yes")."""
    moved: dict[int, Token] = {}
    for verb in tree.tokens:
        clause = tree.head(verb) if verb.dep == "conj" and verb.tag == "VBD" else None
        over = tree.head(clause) if clause is not None and clause.dep == "ccomp" else None
        if over is None or verb.i < over.i or {over.lemma.lower(), verb.lemma.lower()} - cues().say:
            continue
        helped = clause is not None and any(k.i < verb.i for k in tree.children(clause, "aux"))
        own = tree.children(verb, "nsubj") or helped  # "said Low had taxed it and *demanded* that"
        if own and not tree.children(verb, "aux"):
            moved[verb.i] = verb._replace(head=over.i)
    return tree.changed(moved)


def _abroad(tree: Tree) -> Tree:
    """The tree with what somebody is doing where he is ("is in Lima *leading* talks")."""
    moved: dict[int, Token] = {}
    for deed in tree.tokens:
        thing = tree.head(deed) if deed.tag == "VBG" and deed.dep == "amod" else None
        verb = tree.head(thing) if thing is not None and thing.dep == "attr" else None
        place = tree.head(tree[deed.i - 1]) if deed.i and tree[deed.i - 1].dep == "pobj" else None
        if thing is not None and verb is not None and place is not None and place.head == verb.i:
            moved[deed.i] = deed._replace(dep="advcl", head=verb.i, pos="VERB")
            moved[thing.i] = thing._replace(dep="dobj", head=deed.i)
    return tree.changed(moved)


def _said(tree: Tree) -> Tree:
    """The tree with a day right behind a verb of saying on that verb ("said on Friday it would sign")."""
    moved: dict[int, Token] = {}
    behind = zip(tree.tokens, tree.tokens[1:], strict=False)
    for verb, day in [(v, d) for v, d in behind if v.pos == "VERB" and d.dep in ("prep", "npadvmod")]:
        clause = tree.head(day)
        if clause is None or clause.dep != "ccomp" or clause.head != verb.i:
            continue
        words = {t.text.lower() for t in tree.subtree(day)}
        before = any(s.i > day.i for s in tree.children(clause, "nsubj", "nsubjpass", "expl"))
        if verb.lemma.lower() in cues().say and before and words & WEEKDAYS:
            moved[day.i] = day._replace(head=verb.i)
    return tree.changed(moved)


def _verbs(tree: Tree) -> Tree:
    """The tree with a verb for a noun that has a subject ("the truce *lapses* in May")."""
    roots = [t for t in tree.tokens if t.dep == "ROOT" and t.tag in ("NNS", "NN")]
    heads = [t for t in roots if tree.children(t, *SUBJECTS)]
    lost = {t.i: "VBZ" if t.tag == "NNS" else "VBP" for t in heads if t.tag == "NNS" or is_bare_verb(tree, t)}
    return tree.changed({i: tree[i]._replace(tag=tag, pos="VERB") for i, tag in lost.items()})


def _subjects(tree: Tree) -> Tree:
    """The tree with the subject that the phrase before it swallowed ("Despite the row, *Low* gave way")."""
    verb = next((t for t in tree.tokens if t.dep == "ROOT"), None)
    if verb is None or verb.tag not in FINITE or tree.children(verb, *SUBJECTS, "expl"):
        return tree
    for first in tree.children(verb, "prep"):
        lost = (t for t in tree.subtree(first) if t.dep in ("conj", "appos") and _is_cut_off(tree, t, verb))
        subject = next(lost, None) if first.i < verb.i else None
        if subject is not None:
            return tree.changed({subject.i: subject._replace(dep="nsubj", head=verb.i)})
    return tree


def _second_subjects(tree: Tree) -> Tree:
    """The tree with a second clause's subject that a phrase swallowed ("and *Low*, who left, said no")."""
    moved: dict[int, Token] = {}
    for verb in tree.tokens:
        bare = verb.dep == "conj" and verb.tag in FINITE and not tree.children(verb, *SUBJECTS, "expl")
        over = tree.head(verb) if bare else None
        if over is None or verb.i < 2 or tree[verb.i - 1].text != "," or tree.children(over, "cc"):
            continue
        last = tree[verb.i - 2]
        clause = next((t for t in (last, *tree.ancestors(last)) if t.dep == "relcl"), None)
        noun = tree.head(clause) if clause is not None else None
        if noun is None or noun.dep != "conj" or noun.pos not in ("PROPN", "NOUN") or noun.i < over.i:
            continue
        start = tree.subtree(noun)[0].i
        if start > 1 and tree[start - 1].text.lower() in ("and", "but") and tree[start - 2].text == ",":
            moved[noun.i] = noun._replace(dep="nsubj", head=verb.i)
    return tree.changed(moved)


def _is_cut_off(tree: Tree, token: Token, verb: Token) -> bool:
    """Does the word's phrase stand between a comma, without "and" or "or", and the verb?"""
    phrase = tree.subtree(token)
    above = tree.head(token)
    joined = above is not None and any(k.i < token.i for k in tree.children(above, "cc"))
    begins = phrase[0].i > 0 and tree[phrase[0].i - 1].text == ","
    ends = phrase[-1].i == verb.i - 1 or (phrase[-1].i == verb.i - 2 and tree[verb.i - 1].text == ",")
    return token.pos in ("PROPN", "NOUN", "PRON") and begins and ends and not joined


def is_bare_verb(tree: Tree, token: Token) -> bool:
    """ "the truce and the waiver *end* on Friday": a verb too, and nothing on it makes it a noun."""
    after = tree[token.i + 1] if token.i + 1 < len(tree) else None
    alone = not tree.children(token, "det", "amod", "compound", "poss", "cop", "nmod", "nummod")
    known = token.text in ("end", "lapse", "return")
    return known and alone and after is not None and after.tag in ("IN", "TO")


def _lemmas(tree: Tree) -> Tree:
    """The tree with the verbs whose forms the lemmatizer takes for those of a rarer verb ("hoped": "hop")."""
    if LEMMAS.keys().isdisjoint([t.lemma for t in tree.tokens if t.tag in INFLECTED]):
        return tree
    return tree.changed({t.i: t._replace(lemma=LEMMAS[t.lemma]) for t in tree.tokens if is_mistaken(t)})


def is_mistaken(token: Token) -> bool:
    """Is it a form of the longer verb ("spared", "sparing"), and not of the shorter ("sparred", "spars")?"""
    lemma = token.lemma
    if lemma not in LEMMAS or token.tag not in INFLECTED:
        return False
    form, long = token.text.lower(), LEMMAS[lemma]
    stem = long.removesuffix("e")
    return form in (f"{stem}ed", f"{stem}es", f"{stem}ing")


def _doers(tree: Tree) -> Tree:
    """The doer of a deed told behind a preposition ("relief came from Peru and Chile signing a pact").

    The parser hangs the deed on the verb of the sentence, whose subject would be its doer.
    """
    deeds = [t for t in tree.tokens if t.tag == "VBG" and t.dep in ("advcl", "acl")]
    moved: dict[int, Token] = {}
    for deed in deeds:
        found = _doer(tree, deed)
        if found is not None:
            preposition, doer = found
            moved[deed.i] = deed._replace(dep="pcomp", head=preposition.i)
            moved[doer.i] = doer._replace(dep="nsubj", head=deed.i)
    return tree.changed(moved)


def _doer(tree: Tree, deed: Token) -> tuple[Token, Token] | None:
    """The preposition and the noun whose phrase ends right before the deed."""
    if deed.i == 0 or tree.children(deed, "nsubj", "mark"):
        return None
    last = tree[deed.i - 1]
    while last.dep == "conj" and last.pos in ("NOUN", "PROPN") and (above := tree.head(last)) is not None:
        last = above
    preposition = tree.head(last)
    if last.dep != "pobj" or preposition is None or (above := tree.head(preposition)) is None:
        return None
    verbs = ABOUT_DEEDS.get(preposition.text.lower())
    fits = verbs is not None and (not verbs or above.lemma.lower() in verbs.split())
    return (preposition, last) if fits and last.i != deed.head else None


def _days(tree: Tree) -> Tree:
    """The tree, with a day taken out of the object that follows it ("paused until May 3 all levies on tea").

    The parser makes one phrase of the day and the object; so the verb has no object, and `until` no day.
    """
    if UNTIL.isdisjoint([t.text.lower() for t in tree.tokens]):
        return tree
    moved: dict[int, Token] = {}
    for until in tree:
        found = _run_together(tree, until) if until.text.lower() in UNTIL else None
        if found is not None:
            month, noun, verb = found
            moved[month.i] = month._replace(dep="pobj", head=until.i)
            moved[noun.i] = noun._replace(dep="dobj", head=verb.i)
            moved[until.i] = until._replace(dep="prep", head=verb.i)
    return tree.changed(moved)


def _run_together(tree: Tree, until: Token) -> tuple[Token, Token, Token] | None:
    """The month behind `until`, the noun behind the day that has swallowed it, the verb without an object."""
    if until.i + 2 >= len(tree) or tree[until.i + 1].text.lower() not in MONTHS:
        return None
    month, day = tree[until.i + 1], tree[until.i + 2]
    noun = tree.head(month)
    if noun is None or noun.i <= day.i or noun.pos != "NOUN" or not day.text[:1].isdigit():
        return None
    verb = next((t for t in reversed(tuple(tree)[: until.i]) if t.pos in ("VERB", "AUX")), None)
    if verb is None or verb.pos == "AUX" or tree.children(verb, "dobj", "nsubjpass"):
        return None
    return month, noun, verb
