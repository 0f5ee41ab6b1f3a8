"""Instruments: which nouns and verbs name a kind of measure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from parley.read import Reading
from parley.read.tree import Token, Tree
from parley.read.units import Unit, once
from parley.record.flows import aim_of, halt_of, is_aid, is_on_volumes, is_taken, of_imports
from parley.record.marks import is_coming
from parley.record.namings import is_amount, is_domestic, tree_of
from parley.record.words import actions

NAMED = ("party", "adjective", "capital", "metonym", "body", "company", "good", "person")
NEAR = 6  # units back in which a measure must have been told for a word to point back to it
CAPITALS = ("NNPS", "NNP")  # tags of nouns that the parser leaves in the plural
FAR = 6  # units back in which a tariff must have been spoken of, for a rate to be one; twice for a relief
TARIFFS = ("tariff", "duty", "levy", "surtax", "quota", "safeguard")
PARTY_WORD = "@party"  # in a list of needed words: the measure bears on something with a capital


@once
def instruments(unit: Unit) -> tuple[tuple[Token, str], ...]:
    """Instrument nouns with what they are; the first of several coordinated ones stands for its equals."""
    return tuple(_instruments(unit))


def _instruments(unit: Unit) -> Iterator[tuple[Token, str]]:
    tree = unit.tree
    for token in tree:
        if token.lemma.lower() not in heads() and token.tag not in CAPITALS:
            continue
        if not is_noun(tree, token) or is_part(tree, token) or is_amount(tree, token):
            continue
        name = instrument_of(tree, token)
        if name is None or (token.dep == "conj" and instrument_of(tree, tree[token.head]) == name):
            continue
        if has_needed(tree, token) and not is_idle(tree, token):
            yield token, name


def is_noun(tree: Tree, token: Token) -> bool:
    """A noun by its tag, or by what stands before it ("the export controls that it announced")."""
    if token.pos in ("NOUN", "PROPN"):
        return True
    if token.tag != "VBZ" or token.dep not in ("dobj", "pobj"):
        return False
    pairs = {f"{w} {token.lemma.lower()}" for w in words_before(tree, token)}
    return bool(pairs & actions().instruments.keys())


def is_idle(tree: Tree, token: Token) -> bool:
    """A singular that names a measure only in the plural ("under its control"), and bears on no trade."""
    single = token.lemma.lower() in actions().plural["nouns"] and token.tag in ("NN", "NNP")
    shipped = {"import", "export", "ship", "sell"} & set(phrase(tree, token))
    return single and instrument_alone(tree, token) and not shipped


def is_part(tree: Tree, token: Token) -> bool:
    """A compound of another noun, unless that noun tells an act ("a tariff increase"); "duty-free"."""
    above = tree.head(token)
    if token.dep == "npadvmod" and above is not None and above.lemma.lower() == "free":
        return True
    if token.dep not in ("compound", "nmod") or above is None or is_coming(tree, token):
        return False
    return above.lemma.lower() not in actions().nouns


def instrument_alone(tree: Tree, token: Token) -> bool:
    """Does the noun name its instrument without a word before it that does ("export control")?"""
    return not any(f"{w} {token.lemma.lower()}" in actions().instruments for w in words_before(tree, token))


def words_before(tree: Tree, token: Token) -> list[str]:
    """Lemmas of a noun's compounds and adjectives, and of a noun right before it, however it was parsed."""
    kids = tree.children(token, "compound", "amod", "nmod")
    inner = (a for k in kids if k.dep == "compound" for a in tree.children(k, "amod"))
    left = [t.lemma.lower() for t in (*inner, *kids)]  # "a duty-free import volume"
    beside = tree[token.i - 1] if token.i else None
    loose = beside is not None and beside.tag == "NN" and beside.dep == "nsubj"  # "the export controls that"
    return [*left, beside.lemma.lower()] if beside is not None and loose else left


def instrument_of(tree: Tree, token: Token) -> str | None:
    """The instrument that a noun names with its compounds and what it bears on."""
    table = actions()
    lemma = singular(token)
    if lemma not in heads():
        return None
    left = words_before(tree, token)
    pairs = [f"{w} {lemma}" for w in reversed(left)]
    whole = next((table.instruments[p] for p in pairs if p in table.instruments), None)
    name = whole or table.instruments.get(lemma)
    if lemma in table.halts["nouns"] and (stopped := halt_of(tree, token)) is not None:
        return stopped
    if name is None and lemma in table.aid["plans"] and is_aid(tree, token):
        return "subsidy"
    if lemma in table.containers["nouns"] and (whole is None or name == "other"):
        name = next((table.instruments[w] for w in reversed(left) if w in table.instruments), name)
    if name is None and lemma in table.containers["steps"]:
        return aim_of(tree, token)
    if name == "tariff" and "safeguard" in (lemma, *left) and is_on_volumes(tree):
        return "quota"
    if lemma == "list" and name == "export_control" and lists_firms(tree, token):
        return "entity_listing"
    if lemma in table.shipping["nouns"] and set(table.shipping["words"]) & set(phrase(tree, token)):
        return "port_fee"
    if lemma in table.digital["nouns"] and set(table.digital["words"]) & set(phrase(tree, token)):
        return "other"  # a tax on turnover in the network is none on goods
    if name not in ("export_control", "export_ban") or whole is not None:
        return name
    around = [*phrase(tree, token), *behind_verb(tree, token)]
    if bearing(around) is None and lemma in table.aligning["limits"] and of_imports(tree):
        return "quota" if lemma.startswith("limit") else "import_ban"
    return borne_on(around, name)


@cache
def heads() -> frozenset[str]:
    """The lemmas of nouns that can name an instrument, alone or by the words beside them."""
    table = actions()
    last = {phrase.split(" ")[-1] for phrase in table.instruments}
    others = [
        table.aid["plans"],
        table.containers["nouns"],
        table.containers["steps"],
        table.shipping["nouns"],
        table.digital["nouns"],
    ]
    return frozenset(last.union(*others, table.halts["nouns"]))


def lists_firms(tree: Tree, token: Token) -> bool:
    """ "struck six firms from its export control list"; goods on such a list are controlled."""
    verb = next((a for a in tree.ancestors(token) if a.pos == "VERB"), None)
    objects = tree.children(verb, "dobj", "nsubjpass") if verb is not None else ()
    return any(t.lemma.lower() in actions().needs["listing"] for o in objects for t in tree.subtree(o))


def behind_verb(tree: Tree, token: Token) -> list[str]:
    """Lemmas behind "on" where the parser hung it on the verb ("the curbs remain on imports of tin")."""
    verb = tree.head(token)
    if verb is None or verb.pos not in ("VERB", "AUX") or token.dep not in ("nsubj", "nsubjpass", "dobj"):
        return []
    beside = token.dep != "dobj"  # "put a ban on imports": right behind it
    preps = [p for p in tree.children(verb, "prep") if p.text.lower() == "on"]
    preps = [p for p in preps if beside or p.i == token.i + 1]
    return [t.lemma.lower() for p in preps for t in tree.subtree(p)]


def singular(token: Token) -> str:
    """The lemma in lower case; the parser leaves the plural of a noun with a capital ("Tariffs") as it is."""
    lemma = token.lemma.lower()
    if token.tag not in CAPITALS or lemma in actions().instruments:
        return lemma
    forms = (lemma.removesuffix("s"), f"{lemma.removesuffix('ies')}y")
    return next((f for f in forms if f in actions().instruments), lemma)


def borne_on(lemmas: list[str], name: str) -> str:
    """What a control or ban is, by the words of its phrase: an import ban, a visa restriction ..."""
    found = bearing(lemmas)
    return name if found is None or found == "export_control" else found


def bearing(lemmas: list[str]) -> str | None:
    """The instrument that the words around a ban or limit point to."""
    for lemma in lemmas:
        for name, words in actions().bearing.items():
            if lemma in words:
                return name
    return None


def phrase(tree: Tree, token: Token) -> list[str]:
    """Lemmas of the noun's phrase, its relative clauses and coordinated nouns left out."""
    skip = {t.i for kid in tree.children(token, "relcl", "conj") for t in tree.subtree(kid)}
    return [t.lemma.lower() for t in tree.subtree(token) if t.i not in skip]


def has_needed(tree: Tree, token: Token) -> bool:
    """Has a noun of wider meaning one of the words beside it that it needs?"""
    needs = actions().needs.get(token.lemma.lower())
    left = {t.lemma.lower() for t in tree.children(token, "compound", "amod", "nmod")}
    if token.lemma.lower() == "rate" and left & set(actions().bare_rates["foreign"]):
        return False
    if is_domestic(tree, token):
        return False
    if needs is None or not instrument_alone(tree, token):
        return True
    if actions().instruments.get(token.lemma.lower()) == "subsidy":
        return is_taken(tree)
    beside = phrase(tree, token)
    if token.lemma.lower() in actions().containers["checks"]:
        beside = [t.lemma.lower() for t in tree]
    if actions().instruments.get(token.lemma.lower()) == "export_licensing":
        beside = [t.lemma.lower() for t in tree]
    above = tree.head(token)
    if any(w in beside for w in needs) or (above is not None and above.lemma.lower() in needs):
        return True
    hung = [*tree.children(token, "prep"), *(tree.children(above, "prep") if above is not None else ())]
    below = [t for p in hung if p.text.lower() == "on" and p.i > token.i for t in tree.subtree(p)]
    if any(t.lemma.lower() in needs for t in below):
        return True  # "cut the cap on imports", where "on" hangs on the verb
    return PARTY_WORD in needs and any(t.pos in ("PROPN", "ADJ") and t.text[:1].isupper() for t in below)


def concerns_trade(reading: Reading, unit: Unit, noun: Token, name: str) -> bool:
    """Has a ban, control or probe to do with trade, as far as the words behind its preposition tell?

    A measure that says nothing of what it bears on is taken for one ("the curbs were lifted").
    """
    table = actions()
    taxes = name == "other" and noun.lemma.lower() in table.digital["nouns"]
    if name == "other" and any(t.tag in ("$", "SYM") or t.lemma == "dollar" for t in tree_of(unit, noun)):
        return True  # "retaliation to the tune of $3bn"
    if name not in table.trade["instruments"] or taxes:
        return True
    tree = unit.tree
    if name == "export_licensing" and not unit.lemmas.isdisjoint(actions().bearing["export_control"][:2]):
        return True
    behind = [p for p in tree.children(noun, "prep") if p.text.lower() in table.trade["prepositions"]]
    above = tree.head(noun)
    behind += (
        [p for p in tree.children(above, "prep") if p.text.lower() == "into" and p.i > noun.i]
        if above
        else []
    )
    forces = [
        p for p in behind if tree.subtree(p)[-1].lemma in ("effect", "force") and len(tree.subtree(p)) == 2
    ]
    behind = [p for p in behind if p not in forces]
    if noun.lemma == "period" and name == "other":
        firms = reading.doc.mentions_in(unit, unit.tree.subtree(noun))
        return not any(m.kind == "company" for m in firms)  # "the grace period for chilled meats"
    checks = noun.lemma.lower() in actions().containers["checks"]
    kids = tree.children(noun, "compound", "nmod") if name != "export_licensing" and not checks else ()
    beside = [t for k in kids for t in tree.subtree(k)]
    below = [t for p in behind for t in tree.subtree(p)]
    if name == "quota" and any(t.tag == "CD" for t in below):
        return True  # "a quota of 500 tonnes"
    if name == "subsidy" and is_taken(tree):
        return True
    return not (behind or beside) or is_trade(reading, unit, [*below, *beside, noun])


def is_trade(reading: Reading, unit: Unit, tokens: list[Token]) -> bool:
    """Is a party, a good, a company or a word of trade among the tokens?"""
    lemmas = [t.lemma.lower() for t in tokens]
    if any(w in actions().trade["words"] for w in lemmas) or bearing(lemmas) is not None:
        return True
    return any(m.kind in NAMED for m in reading.doc.mentions_in(unit, tokens))


def kept_out(reading: Reading, unit: Unit, token: Token) -> tuple[str, ...]:
    """ "beef was banned from China": the party whose market is closed."""
    if not unit.tree.children(token, "nsubjpass"):
        return ()
    places = unit.tree.behind(token, "from")
    found = (reading.doc.mention_of(unit, n) for n in places)
    return tuple(m.party for m in found if m is not None and m.party and m.kind in ("party", "capital"))


def of_another(reading: Reading, unit: Unit, tokens: list[Token]) -> bool:
    """Goods told by their origin ("Japanese seafood", "eels from Peru"): a ban on them is one on imports."""
    kinds = {m.kind for m in reading.doc.mentions_in(unit, tokens)}
    origin = "adjective" in kinds or any(
        t.text.lower() == "from" or (t.dep in ("compound", "nmod") and m is not None and m.kind == "party")
        for t in tokens
        for m in (reading.doc.mention_of(unit, t),)
    )
    return origin and "good" in kinds


def is_duty(token: Token) -> bool:
    """Is it a noun for duties or countermeasures?"""
    return actions().instruments.get(token.lemma.lower()) in ("tariff", "other")


def tariffs_near(reading: Reading, unit: Unit, reach: int = FAR) -> bool:
    """Is a tariff spoken of in the unit or shortly before?"""
    around = reading.doc.units[max(0, unit.index - reach) : unit.index + 1]
    return any(not u.lemmas.isdisjoint(TARIFFS) for u in around)
