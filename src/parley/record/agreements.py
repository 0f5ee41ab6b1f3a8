"""Agreements: a truce, framework or deal changes its status, from proposed to approved, extended or rejected.

A noun that names a deal, or a known accord, is found first, then the word that tells what becomes of it: the
verb that governs it, the verb whose subject it is, a preposition ("without a deal", "close to a pact"), a
participle. Consent without a noun ("agreed in principle"), approval and proposals have rules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parley.model import When
from parley.read import Reading
from parley.read.cues import cues
from parley.read.modality import Mood, mood_of
from parley.read.times import TimeMention
from parley.read.tree import Token, Tree
from parley.read.units import Unit
from parley.record import slots
from parley.record.approvals import (
    Row,
    approvals,
    granted,
    is_new,
    nominal,
    of_proposal,
    plain_consent,
    resting,
    tabled,
)
from parley.record.coordinated import coordinates, is_pointing, shared
from parley.record.deal_pronouns import held_open, named, pointed
from parley.record.deal_stage import (
    decide,
    falls_short,
    is_almost,
    is_close_by,
    is_preliminary,
    is_standing,
    is_supposed,
    stands,
    undone,
)
from parley.record.deals import by_verb, nouns, participles
from parley.record.disputes import disputes
from parley.record.draft import Draft, voice_at
from parley.record.enacted import day_of_paper
from parley.record.occasions import occasion, own_words
from parley.record.parties import parties, told
from parley.record.rounds import on_side
from parley.record.whose_deal import is_of_others, states_with_firm
from parley.record.words import actions

SETTLED = ("agreed", "agreed_in_principle", "signed", "approved", "extended", "expired", "implemented")


def find_agreements(reading: Reading) -> Iterator[Draft]:
    """The agreements of an article, in text order; one for each action of the same parties in a unit."""
    before: list[Draft] = []  # deals whose parties their own words name
    for unit in slots.units(reading):
        seen: list[tuple[str, frozenset[str]]] = []
        for noun, act, action in rows(reading, unit):
            alleged = action == "breached" and is_alleged(reading, unit, act)
            if alleged or is_of_others(reading, unit, (noun, act), action):
                continue
            one = draft(reading, unit, (noun, act), action, before)
            sides = frozenset(one.actors)
            ending = action == "expired" and act.dep in ("advcl", "relcl") and act.tag != "VBD"  # a deadline
            known = any(a == action and (p <= sides or sides <= p) for a, p in seen)
            if one.actors and not known and not ending and not private(reading, unit, act):
                seen.append((action, sides))
                if states_with_firm(reading, unit, noun) or told(reading, unit, (noun, act))[1:]:
                    before.append(one)
                yield one


def rows(reading: Reading, unit: Unit) -> list[Row]:
    """What is done to deals in a unit; one act is told once, by the first rule that has it."""
    deals = [*nouns(reading, unit), *pointed(reading, unit)]
    found = [row for noun in deals for row in (*acts_on(unit, noun), *nominal(unit, noun))]
    consent = [row for row in plain_consent(reading, unit) if not is_on_deal(unit, row[1], found)]
    found = [*resting(reading, unit), *held_open(reading, unit), *found]
    found += [
        *granted(reading, unit),
        *consent,
        *approvals(reading, unit),
        *tabled(reading, unit),
        *disputes(reading, unit),
    ]
    first: dict[int, Row] = {}
    for row in found:
        if not is_supposed(unit, row[1]):
            first.setdefault(row[1].i, row)
    settled = any(action in ("rejected", "agreed") for _, _, action in first.values())
    kept = [
        row for row in first.values() if not (settled and row[2] == "proposed" and is_purpose(unit, row[1]))
    ]
    return sorted(kept, key=lambda row: row[1].i)


def is_on_deal(unit: Unit, agree: Token, found: Sequence[Row]) -> bool:
    """ "agreed to work towards a deal on tariffs": the deal tells what becomes of it."""
    below = (agree, *unit.tree.children(agree, "prep"))
    verbs = {v.i for top in below for v in unit.tree.children(top, "xcomp", "pcomp")}
    return any(act.i in verbs for _, act, _ in found)


def is_purpose(unit: Unit, act: Token) -> bool:
    """ "failed to agree despite trying to hammer out a deal": what was sought, beside what became of it."""
    return any(t.dep in ("advcl", "pcomp", "relcl") for t in (act, *unit.tree.ancestors(act)))


def private(reading: Reading, unit: Unit, act: Token) -> bool:
    """Told by an analyst or company, who settles nothing for a party."""
    source = voice_at(reading, unit, act).source
    if source is None or source.kind not in ("person", "company") or source.party is not None:
        return False
    named = (m for m in reading.doc.mentions if m.kind == "person" and m.name == source.name)
    before = (reading.doc.text[max(0, m.start - 40) : m.start].lower() for m in named)
    return not any(role in words for words in before for role in cues().public_roles)


def is_alleged(reading: Reading, unit: Unit, act: Token) -> bool:
    """Somebody says that a deal was broken, which is an accusation; or it is no party that breaks it."""
    told = any(t.lemma.lower() in cues().accusing.blaming for t in unit.tree.ancestors(act))
    voiced = voice_at(reading, unit, act).source is not None
    return told or voiced or act.dep not in ("ROOT", "conj") or not slots.agent_of(reading, unit, act)


def acts_on(unit: Unit, noun: Token) -> Iterator[Row]:
    """What governs the deal, and participles on it ("reached in May and extended in August")."""
    action = told_by(unit, noun)
    if action is not None:
        yield noun, *action
    yield from further_acts(unit, noun)
    table = by_verb()
    for own in participles(unit.tree, noun):
        name = table.get(own.lemma.lower())
        modal = any(k.tag == "MD" for k in unit.tree.children(own, "aux"))
        if name is not None and modal:
            name = decide(unit, noun, own, name)  # "which must be ratified"
            yield from [(noun, own, name)] if name is not None else []
        elif name in SETTLED and (action is None or (own.dep != "amod" and own.tag != "VBD")):
            yield (
                noun,
                own,
                "agreed_in_principle" if name == "agreed" and is_preliminary(unit, noun, own) else name,
            )


def further_acts(unit: Unit, noun: Token) -> Iterator[Row]:
    """What verbs that share the deal tell of it ("was signed in May and took effect in June")."""
    below = noun.dep in ("nsubj", "nsubjpass")
    verb = unit.tree.head(noun)
    if noun.dep == "pobj" and verb is not None:
        verb = unit.tree.head(verb)  # "agreed on a truce and extended it"
    for later in coordinates(unit.tree, verb) if verb is not None and verb.pos in ("VERB", "AUX") else ():
        if not below or shared(unit.tree, noun, later, True).dep == "nsubjpass":
            pointing = any(is_pointing(k, noun) for k in unit.tree.children(later, "dobj"))
            found = as_object(unit, noun, later) if pointing or below else None
        else:
            lower = lowered(unit, later)
            passive = lower is not None and unit.tree.children(lower, "auxpass")
            found = (as_object if passive else as_subject)(unit, noun, lower or later)
        yield from [(noun, *found)] if found is not None else []


def told_by(unit: Unit, noun: Token) -> tuple[Token, str] | None:
    """The word that tells what becomes of the deal, and the action."""
    tree = unit.tree
    deal, noun = noun, whole(unit, noun)
    above = tree.head(noun)
    if noun.lemma.lower() == "part" and is_new(unit, deal):
        return noun, "agreed_in_principle" if is_preliminary(unit, deal, deal) else "agreed"
    if noun.dep == "conj":
        return (
            told_by(unit, tree.conjuncts(noun)[0])
            if above is not None and noun.i != tree.conjuncts(noun)[0].i
            else None
        )
    if above is None:
        return None
    if above.pos in ("ADP", "SCONJ", "ADV") or above.text.lower() == "following":
        return by_preposition(unit, noun, above)
    if noun.dep in ("nsubj", "nsubjpass") and (lower := lowered(unit, above)) is not None:
        passive = bool(tree.children(lower, "auxpass"))
        return as_object(unit, noun, lower) if passive else as_subject(unit, noun, lower)
    if noun.dep == "nsubj" and above.pos in ("VERB", "AUX"):
        bare = above.dep == "ROOT" and above.tag in ("VBN", "VBD") and above.i + 1 == len(tree)
        return as_subject(unit, noun, above) or (as_object(unit, noun, above) if bare else None)
    if noun.dep in ("dobj", "nsubjpass", "attr", "oprd", "ccomp"):
        return as_object(unit, noun, above)
    return None


def whole(unit: Unit, noun: Token) -> Token:
    """ "reached phase one of a deal", "sign parts of the deal": the noun that the act governs."""
    of = unit.tree.head(noun)
    outer = unit.tree.head(of) if of is not None and of.text.lower() == "of" and noun.dep == "pobj" else None
    outer = of if noun.dep == "appos" and of is not None else outer  # "phase one trade deal"
    if outer is not None and outer.pos == "NUM":
        outer = unit.tree.head(outer)  # "phase one of"
    known = outer is not None and outer.lemma.lower() in actions().agreement["pieces"]
    if of is not None and of.text.lower() == "for" and (above := unit.tree.head(of)) is not None:
        known, outer = above.lemma.lower() in ("term", "outline", "contour", "parameter"), above
    return outer if known and outer is not None else noun


def lowered(unit: Unit, verb: Token) -> Token | None:
    """The infinitive to which a subject belongs: "has to be approved", "is due to take effect"."""
    tops = (verb, *unit.tree.children(verb, "acomp"))
    raising = {*actions().raising["words"], "have", "need", "remain", "must"}
    kids = [k for top in tops if top.lemma.lower() in raising for k in unit.tree.children(top, "xcomp")]
    return next((k for k in kids if k.tag in ("VB", "VBN") and k.pos == "VERB"), None)


def as_subject(unit: Unit, noun: Token, verb: Token) -> tuple[Token, str] | None:
    """ "the deal collapsed", "the pact takes effect", "a deal is close"."""
    table = actions().agreement["subject"]
    kids = unit.tree.children(verb, "acomp", "attr", "prt", "prep", "dobj", "advmod")
    beside = [k.lemma.lower() for k in kids if is_close_by(unit, k)]
    lemma = "be" if verb.lemma.lower() in ("remain", "stay", "look", "seem", "appear") else verb.lemma.lower()
    inside = [f"{lemma} in {n.text.lower()}" for k in kids for n in unit.tree.children(k, "pobj")]
    forms = [*inside, *(f"{lemma} {w}" for w in beside), lemma]
    name = next((n for form in forms for n, words in table.items() if form in words), None)
    mood = mood_of(unit, verb)
    if name == "agreed" and any(is_almost(unit, k) for k in unit.tree.children(verb, "acomp")):
        name = "proposed"
    if (name == "expired" and unit.tree.children(verb, "dobj")) or falls_short(unit, verb):
        return None  # "the deal ends months of talks"
    if name is None and lemma in actions().agreement["coming"] and not mood.negated and not mood.condition:
        return (verb, "proposed") if mood.possible or mood.future or mood.hypothetical else None
    bound = mood.condition and name != "expired"  # "unless prolonged, the truce runs out in May": it stands
    if name is None or mood.negated or bound or mood.possible:
        return (verb, name) if name == "proposed" and not mood.negated else None
    ahead = name == "implemented" and (mood.future or "planned" in mood.governors)
    return (verb, name) if mood.done or ahead or name == "proposed" else None


def as_object(unit: Unit, noun: Token, verb: Token) -> tuple[Token, str] | None:
    """ "reached a deal", "a deal was struck", "there is no deal"."""
    tree = unit.tree
    if verb.lemma.lower() == "have" and is_standing(unit, verb):
        return None  # "the benefit of having a deal", "states that have no deal", "have had a pact since"
    if any(k.text.lower() == "no" for k in tree.children(noun, "det")):
        return (
            (verb, "rejected")
            if verb.lemma.lower() in actions().agreement["none"] and not undone(unit, verb)
            else None
        )
    table = actions().agreement
    if noun.lemma.lower() in table["declared"] and verb.lemma.lower() in table["declaring"]:
        return (verb, "agreed") if mood_of(unit, verb).done else None
    name = by_verb().get(phrase(tree, verb)) or by_verb().get(verb.lemma.lower())
    action = decide(unit, noun, verb, name) if name is not None else None
    return (verb, action) if action is not None else None


def phrase(tree: Tree, verb: Token) -> str:
    """The verb with its particle or phrase: "hammer out", "put into effect"."""
    for into in tree.children(verb, "prep"):
        noun = tree.child(into, "pobj")
        if into.text.lower() == "into" and noun is not None:
            return f"{verb.lemma.lower()} into {noun.text.lower()}"
    particle = tree.child(verb, "prt")
    return f"{verb.lemma.lower()} {particle.text.lower()}" if particle is not None else verb.lemma.lower()


def by_preposition(unit: Unit, noun: Token, preposition: Token) -> tuple[Token, str] | None:
    """ "agreed on a truce", "close to a deal", "ended without a pact", "withdrew from the treaty"."""
    above = unit.tree.head(preposition)
    word = preposition.text.lower()
    if above is not None and above.pos in ("ADP", "ADV"):  # "out of"
        word, above = f"{above.text.lower()} {word}", unit.tree.head(above)
    if above is None:
        return None
    table = actions().agreement
    form = f"{above.lemma.lower()} {word}"
    forms = (f"{phrase(unit.tree, above)} {word}", form, word)  # "sign off on", "closer to"
    name = next((n for f in forms for n, words in table["phrases"].items() if f in words), None)
    if word == "without":
        verb = above if above.pos == "VERB" else None
        return (
            (verb, "rejected")
            if verb is not None and verb.lemma.lower() in table["none"] and not undone(unit, verb)
            else None
        )
    if above.pos == "NOUN" and above.lemma.lower() in table["proposals"] and word in ("for", "of", "on"):
        return of_proposal(unit, above)
    if above.pos == "NOUN" and name == "proposed":
        found = concluded(unit, above)
        return (above, found or "proposed") if found or not is_round(unit, above) else None
    bargained = {t.lemma.lower() for t in unit.tree.children(above, "dobj")} & {"negotiation", "talk"}
    if (
        name is None
        and word in ("for", "on")
        and above.lemma.lower() in table["talks"]["agreed"]
        and bargained
    ):
        return (
            (above, "agreed") if mood_of(unit, above).done else None
        )  # "completed talks on Monday for a pact"
    brings = above.lemma.lower() in ("lead", "result", "culminate")  # "that will lead to a pact"
    if word in ("after", "following") and name is None and is_new(unit, noun, word):
        return noun, "agreed_in_principle" if is_preliminary(unit, noun, noun) else "agreed"
    if name is None or (brings and not mood_of(unit, above).done):
        return None
    near = name == "proposed" and word.startswith(("closer", "toward")) and not mood_of(unit, above).negated
    action = name if above.pos == "ADJ" or near else decide(unit, noun, above, name)
    return (above, action) if action is not None else None


def is_round(unit: Unit, talks: Token) -> bool:
    """ "the talks on a deal were suspended": a meeting, and nothing new of the deal."""
    here = unit.tree.head(talks) if talks.dep == "pobj" else talks
    top = unit.tree.head(here) if here is not None and here.text.lower() == "of" else talks
    verb = unit.tree.head(top) if top is not None and top.dep in ("nsubj", "nsubjpass", "dobj") else None
    table = actions().meeting
    telling = (*table["ongoing"], *table["cancelled"], *table["closing"], *table["resuming"])
    return verb is not None and verb.lemma.lower() in telling and mood_of(unit, verb).done


def concluded(unit: Unit, talks: Token) -> str | None:
    """ "concluded talks on a deal": the deal is agreed; "broke off": it is not."""
    verb = unit.tree.head(talks)
    if verb is None or talks.dep not in ("dobj", "nsubjpass", "nsubj"):
        return None
    if talks.lemma.lower() in actions().meeting["counters"]:
        return None  # "the fifth round of talks on the pact concluded"
    table = actions().agreement["talks"]
    return next(
        (n for n, words in table.items() if verb.lemma.lower() in words and mood_of(unit, verb).done), None
    )


def draft(
    reading: Reading, unit: Unit, what: tuple[Token, Token], action: str, before: Sequence[Draft]
) -> Draft:
    """The claim's slots; parties that are not told are those of the deal `before`, or the article's two."""
    noun, act = what
    tokens = tuple({t.i: t for top in what for t in unit.tree.subtree(top)}.values())
    if act.pos == "NOUN" and act.dep in ("nsubj", "nsubjpass", "dobj"):  # "the signing is set for June"
        tokens = unit.tree.subtree(unit.tree[act.head])
    mood: Mood = mood_of(unit, act)
    beside = {t.i for k in unit.tree.children(noun, "conj") if k.i != act.i for t in unit.tree.subtree(k)}
    own = [t for t in own_words(unit, act, tokens) if t.i not in beside or act.i in beside]
    times = reading.doc.times_in(unit, own)
    if action == "expired":  # "the May truce ends in August": not the month that names it
        times = tuple(t for t in times if t.start > unit.place(act.start)) or times
    return Draft(
        kind="agreement",
        unit=unit.index,
        trigger=act.i,
        rule=f"agreement: {act.lemma.lower()} {noun.lemma.lower()}",
        actors=parties(reading, unit, what, before),
        instrument=instrument(tokens),
        action=action,
        goods=slots.goods_of(reading, unit, tokens),
        values=slots.values_of([q for q in reading.doc.quantities_in(unit, tokens) if q.unit == "days"]),
        date=when(reading, unit, act, (times, mood)),
        expires=slots.expiry_of(times),
        condition=slots.condition_text(unit, mood.condition),
        place=place(reading, unit, own_words(unit, act, tokens, alone=False)),
        certainty=stands(unit, act, action),
        subject=named(reading, unit, noun, action),
    )


def when(reading: Reading, unit: Unit, act: Token, told: tuple[Sequence[TimeMention], Mood]) -> When | None:
    """The day told, else that of what it hangs on; "said on Monday that they have agreed" is of Monday."""
    times, mood = told
    day = on_side(reading, times, "held") if mood.done and act.pos == "VERB" else slots.date_of(times)
    fresh = any(k.text.lower() in ("have", "has") for k in unit.tree.children(act, "aux"))
    return day or occasion(reading, unit, act, fresh) or day_of_paper(reading, unit, act)


def instrument(tokens: Sequence[Token]) -> str | None:
    """What the deal is about, where its words tell."""
    lemmas = {t.lemma.lower() for t in tokens}
    if lemmas & {"tariff", "duty", "levy"}:
        return "tariff"
    return "export_control" if "export" in lemmas and lemmas & {"control", "curb", "restriction"} else None


def place(reading: Reading, unit: Unit, tokens: Sequence[Token]) -> str | None:
    """The city in which it was made."""
    found = [m for m in reading.doc.mentions_in(unit, tokens) if m.kind == "venue"]
    return found[0].name if found else None
