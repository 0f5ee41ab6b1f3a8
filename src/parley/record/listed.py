"""Lists: firms put on or taken off a blacklist, goods put on or taken off the list of what bears a duty.

The parser hangs "to its list" on whatever noun stands before it, so the verb is looked for by the words to
the left: the preposition of the list, then the nearest verb or noun of listing that goes with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.instruments import FAR, instruments
from parley.record.words import actions

PREPOSITIONS = ("to", "on", "onto", "in", "into", "from", "off")
INSIDE = ("DET", "ADJ", "NOUN", "PROPN", "PRON", "PUNCT", "PART", "NUM")
LISTS = ("list", "blacklist")
FARTHEST = 32  # tokens between a verb of listing and the list, with the firms between them


def blacklists(reading: Reading, unit: Unit) -> Iterator[Token]:
    """ "its list of unreliable firms"; "the list", where a blacklist was spoken of shortly before."""
    if "list" not in unit.lemmas:
        return
    for token in unit.having(("list",)):
        firms = unit.tree.behind(token, "of")
        kinds = {k.lemma.lower() for n in firms for k in unit.tree.children(n, "amod")}
        if kinds & set(actions().unreal["blacklisted"]):
            yield token
    before = reading.doc.units[max(0, unit.index - FAR) : unit.index]
    if not any(name == "entity_listing" for u in before for _, name in instruments(u)):
        return
    named = {n.i for n, _ in instruments(unit)}
    for token in unit.having(("list",)):
        marks = unit.tree.children(token, "det", "poss")
        plain = not unit.tree.children(token, "prep", "relcl")
        if token.i not in named and plain and marks:
            yield token


def pointed(reading: Reading, unit: Unit) -> Iterator[tuple[Token, str]]:
    """ "the tax", "these fees": a word that names a measure only beside others, after it has done so."""
    table = actions()
    named = {n.i for n, _ in instruments(unit)}
    for token in unit.having(table.needs):
        lemma = token.lemma.lower()
        if token.i in named or token.pos != "NOUN" or lemma in table.plural["nouns"]:
            continue
        marks = {k.text.lower() for k in unit.tree.children(token, "det", "poss")}
        if not marks & set(table.stand_ins["marks"]) or unit.tree.children(token, "compound"):
            continue
        for other in reversed(reading.doc.units[max(0, unit.index - FAR) : unit.index]):
            found = [name for n, name in instruments(other) if n.lemma.lower() == lemma]
            if found:
                yield token, found[0]
                break


def added(reading: Reading, unit: Unit) -> Iterator[Act]:
    """ "nine firms were added", "updated its list to include nine firms": told of a list known before."""
    table = actions()
    for token in unit.having(("add", "include")):
        firms = [
            k
            for k in unit.tree.children(token, "nsubjpass", "dobj")
            if k.lemma.lower() in table.needs["listing"] or is_company(reading, unit, k)
        ]
        if token.lemma.lower() == "add" and unit.tree.children(token, "nsubjpass") and firms:
            near = reading.doc.units[max(0, unit.index - FAR) : unit.index]
            if any("list" in u.lemmas or "blacklist" in u.lemmas for u in near):
                yield Act(token, "imposed", "verb")
        above = unit.tree.head(token)
        widened = above is not None and any(
            k.lemma.lower() == "list" for k in unit.tree.children(above, "dobj")
        )
        if token.tag == "VB" and widened and firms:
            yield Act(token, "imposed", "object", above)


def is_company(reading: Reading, unit: Unit, token: Token) -> bool:
    """Does the phrase name a company?"""
    return any(m.kind == "company" for m in reading.doc.mentions_in(unit, unit.tree.subtree(token)))


def is_firms_list(reading: Reading, unit: Unit, noun: Token, act: Act) -> bool:
    """ "placed Huawei on its export control list": one of firms, by what is put on it."""
    objects = unit.tree.children(act.token, "dobj", "nsubjpass") if act.how == "with" else ()
    if noun.lemma.lower() == "list":
        return any(is_company(reading, unit, o) for o in objects)
    return is_of_listed(unit, noun)


def is_of_listed(unit: Unit, noun: Token) -> bool:
    """ "curbs on 16 firms that it had put on its control list"."""
    on = [p for p in unit.tree.children(noun, "prep") if p.text.lower() in ("on", "against")]
    firms = [
        n
        for p in on
        for n in unit.tree.children(p, "pobj")
        if n.lemma.lower() in actions().listings_borne["firms"]
    ]
    return any(t.lemma.lower() in LISTS for n in firms for t in unit.tree.subtree(n))


def put_on(unit: Unit, noun: Token) -> Act | None:
    """What is done by a verb or noun of listing to the left of a list, whatever stands between them."""
    preposition = preposition_of(unit, noun)
    if preposition is None:
        return None
    listings = actions().listings
    for token in reversed(unit.tree.tokens[max(0, preposition.i - FARTHEST) : preposition.i]):
        pair = f"{token.lemma.lower()} {preposition.text.lower()}"
        stage = next((s for p, s in listings.items() if p == pair), None)
        if stage is not None and token.pos in ("VERB", "NOUN"):
            return listing_act(unit, token, stage)
        if token.tag in ("VBD", "VBZ", "VBP", "MD"):
            return None
    return None


def preposition_of(unit: Unit, noun: Token) -> Token | None:
    """The preposition before a noun and its marks and names."""
    for token in reversed(unit.tree.tokens[: noun.i]):
        if token.text.lower() in PREPOSITIONS:
            return token
        if token.pos not in INSIDE:
            return None
    return None


def listing_act(unit: Unit, token: Token, stage: str) -> Act:
    """A verb, or a noun with the verb over it ("announced the inclusion of six firms in")."""
    if token.pos == "VERB":
        return Act(
            token, stage, "borne" if token.lemma.lower() in actions().listings_borne["verbs"] else "with"
        )
    verb = unit.tree.head(token) if token.dep in ("dobj", "nsubjpass") else None
    return Act(token, stage, "noun", verb)


def goods_listed(unit: Unit, noun: Token) -> Act | None:
    """ "adds ovens to the list of products subject to a 50% duty": the goods come to bear it."""
    lists = [t for t in unit.tree.tokens[: noun.i] if t.lemma.lower() == "list"]
    if not lists or lists[-1].i < noun.i - 8:
        return None
    act = put_on(unit, lists[-1])
    if act is None or act.how != "with":
        return None
    return Act(act.token, "excluded" if act.stage == "lifted" else act.stage, "with")


def aims(unit: Unit, nouns: Sequence[tuple[Token, str]]) -> set[int]:
    """ "steps to curb imports": the verbs that tell what such steps are, which are no acts of their own."""
    steps = [n for n, _ in nouns if n.lemma.lower() in actions().containers["steps"]]
    verbs = [k for n in steps for k in unit.tree.children(n, "acl", "relcl") if k.tag == "VB"]
    verbs += [k for n in steps for k in unit.tree.children(unit.tree[n.head], "advcl", "xcomp")]
    return {k.i for k in verbs if k.tag == "VB"}


def entailed(unit: Unit, nouns: Sequence[tuple[Token, str]]) -> set[int]:
    """The tokens that tell what a listing entails ("a blacklist that bars them from buying parts")."""
    found: set[int] = set()
    for noun in (n for n, name in nouns if name == "entity_listing"):
        behind = [t for t in unit.tree.tokens[noun.i + 1 :] if t.head <= noun.i]
        tops = [t for t in behind if t.dep == "relcl" or (t.dep == "advcl" and t.tag == "VBG")]
        found |= {t.i for top in tops for t in unit.tree.subtree(top)}
    controls = [n.i for n, name in nouns if name in ("export_control", "export_ban")]
    for verb in unit.tree:
        needing = (
            verb.tag == "VBG" and verb.dep == "advcl" and verb.lemma.lower() in actions().licences["asked"]
        )
        if needing and any(
            i < verb.i for i in controls
        ):  # "controls remain, requiring firms to get licences"
            found |= {t.i for t in unit.tree.subtree(verb)}
    return found


def is_rule_of_list(unit: Unit, act: Token) -> bool:
    """ "the list bars firms from buying parts": what a list does in general."""
    subject = unit.tree.child(act, "nsubj")
    lasting = act.tag in ("VBZ", "VBP") and not unit.tree.children(act, "aux", "auxpass")
    lasting = lasting or (act.tag == "VBG" and act.dep == "advcl")
    above = unit.tree.head(act)
    if subject is None and act.dep == "advcl" and above is not None:
        subject = unit.tree.child(above, "nsubj")
        lasting = lasting and above.tag in ("VBZ", "VBP")
    return subject is not None and subject.lemma.lower().endswith("list") and lasting
