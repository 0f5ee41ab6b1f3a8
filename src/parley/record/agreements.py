"""Agreements: a truce, framework or deal changes its status, from proposed to approved, extended or rejected.

A noun that names a deal, or a known accord, is found first, then the word that tells what becomes of it: the
verb that governs it, the verb whose subject it is, a preposition ("without a deal", "close to a pact"), a
participle. Consent without a noun ("agreed in principle"), approval and proposals have rules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parley.model import Certainty
from parley.read import Reading
from parley.read.modality import Mood, climb, mood_of
from parley.read.tree import Token, Tree
from parley.read.units import Unit
from parley.record import slots
from parley.record.approvals import Row, approvals, nominal, of_proposal, plain_consent, tabled
from parley.record.draft import Draft, voice_at
from parley.record.parties import parties
from parley.record.rounds import on_side
from parley.record.words import actions, inverted

SETTLED = ("agreed", "agreed_in_principle", "signed", "approved", "extended", "expired", "implemented")


def find_agreements(reading: Reading) -> Iterator[Draft]:
    """The agreements of an article, in text order; one for each action of the same parties in a unit."""
    for unit in slots.units(reading):
        seen: set[tuple[str, frozenset[str]]] = set()
        for noun, act, action in rows(reading, unit):
            one = draft(reading, unit, (noun, act), action)
            key = (action, frozenset(one.actors))
            ending = action == "expired" and act.dep in ("advcl", "relcl") and act.tag != "VBD"  # a deadline
            if one.actors and key not in seen and not ending and not private(reading, unit, act):
                seen.add(key)
                yield one


def rows(reading: Reading, unit: Unit) -> list[Row]:
    """What is done to deals in a unit; one act is told once, by the first rule that has it."""
    named = list(nouns(reading, unit))
    found = [row for noun in named for row in (*acts_on(unit, noun), *nominal(unit, noun))]
    found += [*plain_consent(reading, unit), *approvals(reading, unit), *tabled(unit)]
    first: dict[int, Row] = {}
    for row in found:
        if not is_supposed(unit, row[1]):
            first.setdefault(row[1].i, row)
    settled = any(action in ("rejected", "agreed") for _, _, action in first.values())
    kept = [
        row for row in first.values() if not (settled and row[2] == "proposed" and is_purpose(unit, row[1]))
    ]
    return sorted(kept, key=lambda row: row[1].i)


def is_supposed(unit: Unit, act: Token) -> bool:
    """Told under "if", "until", "unless", "as long as", "let alone": supposed, and not told as a fact."""
    chain = (act, *unit.tree.ancestors(act))
    if any(t.text.lower() == "let" and unit.tree[t.i + 1].text.lower() == "alone" for t in chain):
        return True  # "there are no talks, let alone a deal"
    for token in chain:
        marks = {k.text.lower() for k in unit.tree.children(token, "mark", "advmod")}
        if marks & {"if", "unless", "until", "once", "whether", "till"} or is_as_long(unit, token):
            return True
        if token.dep in ("ccomp", "ROOT", "relcl"):
            return False
    return False


def is_as_long(unit: Unit, verb: Token) -> bool:
    """ "as long as X", "provided that X"."""
    marks = [k for k in unit.tree.children(verb, "mark") if k.text.lower() in ("as", "that")]
    before = [unit.tree[k.i - 1].text.lower() for k in marks if k.i]
    return any(w in ("long", "provided", "providing") for w in before)


def is_purpose(unit: Unit, act: Token) -> bool:
    """ "failed to agree despite trying to hammer out a deal": what was sought, beside what became of it."""
    return any(t.dep in ("advcl", "pcomp", "relcl") for t in (act, *unit.tree.ancestors(act)))


def private(reading: Reading, unit: Unit, act: Token) -> bool:
    """Told by an analyst or company, who settles nothing for a party."""
    source = voice_at(reading, unit, act).source
    return source is not None and source.kind in ("person", "company") and source.party is None


def nouns(reading: Reading, unit: Unit) -> Iterator[Token]:
    """Nouns that name a deal between parties, and the heads of known accords."""
    table = actions().agreement
    for token in unit.tree:
        if token.pos not in ("NOUN", "PROPN") or token.dep == "compound":
            continue
        mention = reading.doc.mention_of(unit, token)
        known = mention is not None and mention.kind == "accord"
        if not known and token.lemma.lower() in table["weak"] and not is_of_trade(reading, unit, token):
            continue
        if (
            known
            or is_signed(reading, unit, token)
            or (token.lemma.lower() in table["nouns"] and not is_vague(reading, unit, token))
        ):
            yield token


def is_signed(reading: Reading, unit: Unit, noun: Token) -> bool:
    """A paper that two sides sign: "signed a protocol with X", "expected to sign a joint statement"."""
    table = actions().agreement
    verb = unit.tree.head(noun)
    signs = (
        verb is not None
        and verb.lemma.lower() in table["verbs"]["signed"]
        and noun.dep in ("dobj", "nsubjpass")
    )
    joint = any(k.lemma.lower() == "joint" for k in unit.tree.children(noun, "amod"))
    if verb is None or not signs or not (joint or noun.lemma.lower() in table["papers"]):
        return False
    named = slots.parties_in(reading, unit, unit.tree.subtree(noun))
    return joint or len({*slots.agent_of(reading, unit, verb), *named}) > 1


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
    return len({*sides, *named}) > 1 or bool(words & set(actions().agreement["trade"]))


def is_vague(reading: Reading, unit: Unit, noun: Token) -> bool:
    """No particular deal, a deal of another kind, or one with a company."""
    table = actions().agreement
    words = unit.text[max(0, noun.start - 24) : noun.end].lower()
    kids = unit.tree.children(noun, "amod", "compound", "det", "nmod")
    left = {t.lemma.lower() for k in kids for t in unit.tree.conjuncts(k)}
    tops = (noun, *(t for t in [unit.tree.head(noun)] if t is not None))
    below = [
        t for top in tops for p in unit.tree.children(top, "prep", "nsubj") for t in unit.tree.subtree(p)[:6]
    ]
    with_company = any(m.kind == "company" for m in reading.doc.mentions_in(unit, below))
    other = bool(left & set(table["other"])) and not left & {"trade", "tariff"}
    other = other or bool(left & {"any", "whatever", "supposed"})
    return any(words.endswith(v) for v in table["vague"]) or other or with_company


def acts_on(unit: Unit, noun: Token) -> Iterator[Row]:
    """What governs the deal, and participles on it ("reached in May and extended in August")."""
    action = told_by(unit, noun)
    if action is not None:
        yield noun, *action
    table = inverted(actions().agreement["verbs"])
    for own in participles(unit.tree, noun):
        name = table.get(own.lemma.lower())
        if name in SETTLED and (action is None or own.dep != "amod"):
            yield (
                noun,
                own,
                "agreed_in_principle" if name == "agreed" and is_preliminary(unit, noun, own) else name,
            )


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
    if above.pos in ("ADP", "SCONJ", "ADV"):
        return by_preposition(unit, noun, above)
    if noun.dep in ("nsubj", "nsubjpass") and (lower := lowered(unit, above)) is not None:
        passive = bool(tree.children(lower, "auxpass"))
        return as_object(unit, noun, lower) if passive else as_subject(unit, noun, lower)
    if noun.dep == "nsubj" and above.pos in ("VERB", "AUX"):
        return as_subject(unit, noun, above)
    if noun.dep in ("dobj", "nsubjpass", "attr", "oprd", "ccomp"):
        return as_object(unit, noun, above)
    return None


def whole(unit: Unit, noun: Token) -> Token:
    """ "reached phase one of a deal", "sign parts of the deal": the noun that the act governs."""
    of = unit.tree.head(noun)
    outer = unit.tree.head(of) if of is not None and of.text.lower() == "of" and noun.dep == "pobj" else None
    if outer is not None and outer.pos == "NUM":
        outer = unit.tree.head(outer)  # "phase one of"
    known = outer is not None and outer.lemma.lower() in actions().agreement["pieces"]
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
    beside = [
        k.lemma.lower() for k in unit.tree.children(verb, "acomp", "attr", "prt", "prep", "dobj", "advmod")
    ]
    forms = [*(f"{verb.lemma.lower()} {w}" for w in beside), verb.lemma.lower()]
    name = next((n for form in forms for n, words in table.items() if form in words), None)
    mood = mood_of(unit, verb)
    if name == "agreed" and any(is_almost(unit, k) for k in unit.tree.children(verb, "acomp")):
        name = "proposed"
    if name is None or mood.negated or (not mood.done and name not in ("proposed", "implemented")):
        return None
    return (verb, name) if mood.done or name == "proposed" else None


def as_object(unit: Unit, noun: Token, verb: Token) -> tuple[Token, str] | None:
    """ "reached a deal", "a deal was struck", "there is no deal"."""
    tree = unit.tree
    if any(k.text.lower() == "no" for k in tree.children(noun, "det")):
        return (
            (verb, "rejected")
            if verb.lemma.lower() in actions().agreement["none"] and not undone(unit, verb)
            else None
        )
    name = inverted(actions().agreement["verbs"]).get(phrase(tree, verb)) or inverted(
        actions().agreement["verbs"]
    ).get(verb.lemma.lower())
    action = decide(unit, noun, verb, name) if name is not None else None
    return (verb, action) if action is not None else None


def phrase(tree: Tree, verb: Token) -> str:
    """The verb with its particle: "hammer out"."""
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
    name = next((n for n, words in table["phrases"].items() if form in words), None)
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
        return above, concluded(unit, above) or "proposed"
    if name is None:
        return None
    action = name if above.pos == "ADJ" else decide(unit, noun, above, name)
    return (above, action) if action is not None else None


def is_new(unit: Unit, noun: Token) -> bool:
    """ "as part of a trade deal with X": the deal is news."""
    article = any(k.text.lower() in ("a", "an") for k in unit.tree.children(noun, "det"))
    act = next((t for t in unit.tree.ancestors(noun) if t.pos == "VERB"), None)
    mood = mood_of(unit, act) if act is not None else None
    if any(t.dep == "relcl" for t in unit.tree.ancestors(noun)):
        return False
    return article and mood is not None and not (mood.negated or mood.possible or mood.condition)


def undone(unit: Unit, verb: Token) -> bool:
    """Told as what may come, not as what is."""
    mood = mood_of(unit, verb)
    return mood.future or mood.hypothetical or mood.possible or mood.condition is not None


def concluded(unit: Unit, talks: Token) -> str | None:
    """ "concluded talks on a deal": the deal is agreed; "broke off": it is not."""
    verb = unit.tree.head(talks)
    if verb is None or talks.dep not in ("dobj", "nsubjpass", "nsubj"):
        return None
    table = actions().agreement["talks"]
    return next(
        (n for n, words in table.items() if verb.lemma.lower() in words and mood_of(unit, verb).done), None
    )


def participles(tree: Tree, noun: Token) -> Iterator[Token]:
    """Past participles on the deal, also where a dash parts them from it, and those coordinated with them."""
    first = [k for k in tree.children(noun, "acl", "amod", "relcl") if k.tag == "VBN"]
    first += [c for k in relatives(tree, noun) for c in tree.conjuncts(k) if tree.children(c, "auxpass")]
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


def decide(unit: Unit, noun: Token, verb: Token, name: str) -> str | None:
    """The action from the verb's stage, the words of the deal, and the mood; None where nothing is done."""
    mood = mood_of(unit, verb)
    ahead = mood.future or (mood.hypothetical and mood.condition is None)
    if name == "approved" and is_owed(unit, verb):
        return "awaiting_approval"
    if mood.negated:
        return "rejected" if name in ("agreed", "signed") and (ahead or not mood.hypothetical) else None
    if is_asked(unit, verb) or is_wished(unit, verb) or (name == "extended" and is_thought_of(unit, verb)):
        return None
    if name == "agreed" and is_preliminary(unit, noun, verb):
        name = "agreed_in_principle"
    if name == "proposed":
        return name if seeks(unit, verb) and not (is_aside(unit, verb) or is_over(verb, mood)) else None
    if name in ("approved", "signed") and is_voted_down(unit, verb):
        return "rejected"
    if name == "approved" and "demanded" in mood.governors:
        return "awaiting_approval" if not is_aside(unit, verb) and verb.dep != "acl" else None
    if is_enabled(unit, verb):
        return name
    if verb.tag == "VBG" and verb.dep in ("csubj", "nsubj"):
        return None  # "reaching a deal would matter"
    if (
        verb.tag == "VBG"
        and verb.dep == "pcomp"
        and (of := unit.tree.head(verb)) is not None
        and of.text == "to"
    ):
        return (
            "proposed" if name in ("agreed", "agreed_in_principle") else None
        )  # "committed to reaching a deal"
    if mood.done and verb.tag != "VB":
        return name if not is_almost(unit, verb) else "proposed"
    if verb.tag == "VBG" and (mood.hypothetical or mood.possible):
        return None  # "would have trouble ratifying a deal"
    if name in ("signed", "approved", "extended") and not is_weighed(unit, mood):
        only = any(k.text.lower() == "only" for k in unit.tree.children(verb, "advmod"))
        return name if ((ahead or mood.possible) and not only) or mood.governors else None
    sought = (
        mood.future or mood.possible or {"considered", "planned"} & set(mood.governors) or seeks(unit, verb)
    )
    return (
        "proposed"
        if sought and name not in ("implemented", "rejected", "breached") and not is_aside(unit, verb)
        else None
    )


def is_wished(unit: Unit, verb: Token) -> bool:
    """ "it is vital that X secures a deal": needed, and not told as done or sought."""
    above = unit.tree.head(verb)
    needed = (
        above is not None and verb.dep == "ccomp" and above.lemma.lower() in actions().agreement["needed"]
    )
    return needed or (
        above is not None
        and above.pos == "AUX"
        and verb.dep == "ccomp"
        and any(k.lemma.lower() in actions().agreement["needed"] for k in unit.tree.children(above, "acomp"))
    )


def is_enabled(unit: Unit, verb: Token) -> bool:
    """ "were able to reach a deal", "managed to strike a pact"."""
    above = unit.tree.head(verb)
    if above is None or verb.dep != "xcomp" or above.lemma.lower() not in ("able", "manage", "succeed"):
        return False
    mood = mood_of(unit, above)
    return not (mood.negated or mood.future or mood.possible or mood.hypothetical)


def is_over(verb: Token, mood: Mood) -> bool:
    """ "who had negotiated the pact": the talks on it lie behind."""
    return verb.lemma.lower() == "negotiate" and mood.done and verb.tag in ("VBD", "VBN")


def is_almost(unit: Unit, verb: Token) -> bool:
    """ "a deal is nearly finalised"."""
    return any(
        k.text.lower() in ("nearly", "almost", "virtually") for k in unit.tree.children(verb, "advmod")
    )


def is_voted_down(unit: Unit, verb: Token) -> bool:
    """ "voted against ratifying"."""
    above = unit.tree.head(verb)
    return above is not None and above.text.lower() == "against"


def is_owed(unit: Unit, verb: Token) -> bool:
    """ "must be ratified", "has to be", "have yet to"."""
    above = unit.tree.head(verb)
    needs = above is not None and verb.dep == "xcomp" and above.lemma.lower() in ("have", "need", "remain")
    return needs or any(k.text.lower() in ("must", "should") for k in unit.tree.children(verb, "aux"))


def is_weighed(unit: Unit, mood: Mood) -> bool:
    """Only considered or offered; what is expected is planned."""
    pairs = zip(mood.governors, mood.leads, strict=True)
    return any(g in ("offered", "considered") and unit.tree[i].lemma.lower() != "expect" for g, i in pairs)


def is_preliminary(unit: Unit, noun: Token, verb: Token) -> bool:
    """ "framework", "preliminary", in the deal's own words, or "in principle" beside its verb."""
    start, end = unit.tree.extent(noun)
    words, around = (
        unit.text[start:end].lower(),
        unit.text[min(start, verb.start) : max(end, verb.end) + 16].lower(),
    )
    return "in principle" in around or any(w in words for w in actions().agreement["in_principle"])


def is_asked(unit: Unit, verb: Token) -> bool:
    """A question or condition: "whether they can reach a deal"."""
    return any(
        k.text.lower() in ("if", "whether", "unless", "once") for k in unit.tree.children(verb, "mark")
    )


def is_thought_of(unit: Unit, verb: Token) -> bool:
    """ "in favour of extending", "the idea of renewing": named, and not told as done."""
    above = unit.tree.head(verb)
    return verb.dep == "pcomp" and above is not None and above.text.lower() in ("of", "for", "about", "on")


def is_aside(unit: Unit, verb: Token) -> bool:
    """An infinitive of purpose or ability ("time to negotiate", "the power to make deals") seeks nothing."""
    above = unit.tree.head(verb)
    if verb.tag != "VB" or above is None or verb.dep not in ("acl", "advcl", "relcl", "xcomp", "conj"):
        return False
    if any(k.tag == "MD" for k in unit.tree.children(verb, "aux")):
        return False  # "the hope that they will reach a deal"
    return above.lemma.lower() not in (*actions().agreement["seeking"], *actions().agreement["leading"])


def seeks(unit: Unit, verb: Token) -> bool:
    """Does the verb, or one that governs it, tell of seeking?"""
    chain = [verb.lemma.lower(), *(t.lemma.lower() for t in climb(unit, verb))]
    table = actions().agreement
    return any(lemma in table["seeking"] or lemma in table["verbs"]["proposed"] for lemma in chain)


def draft(reading: Reading, unit: Unit, what: tuple[Token, Token], action: str) -> Draft:
    """The claim's slots; parties that are not told are the article's two."""
    noun, act = what
    tokens = tuple({t.i: t for top in what for t in unit.tree.subtree(top)}.values())
    if act.pos == "NOUN" and act.dep in ("nsubj", "nsubjpass", "dobj"):  # "the signing is set for June"
        tokens = unit.tree.subtree(unit.tree[act.head])
    mood: Mood = mood_of(unit, act)
    times = reading.doc.times_in(unit, own_words(unit, act, tokens))
    return Draft(
        kind="agreement",
        unit=unit.index,
        trigger=act.i,
        rule=f"agreement: {act.lemma.lower()} {noun.lemma.lower()}",
        actors=parties(reading, unit, what),
        instrument=instrument(tokens),
        action=action,
        goods=slots.goods_of(reading, unit, tokens),
        values=slots.values_of([q for q in reading.doc.quantities_in(unit, tokens) if q.unit == "days"]),
        date=on_side(reading, times, "held") if mood.done and act.pos == "VERB" else slots.date_of(times),
        expires=slots.expiry_of(times),
        condition=slots.condition_text(unit, mood.condition),
        place=place(reading, unit, tokens),
        certainty=certainty(mood, action) if act.tag != "VBN" or act.dep not in ("acl", "amod") else None,
        subject=name_of(unit, noun),
    )


def own_words(unit: Unit, act: Token, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words without adverbial clauses on the act, which have times of their own."""
    apart = [k for k in unit.tree.children(act, "advcl") if k.i > act.i]
    skip = {t.i for k in apart for t in unit.tree.subtree(k)}
    return tuple(t for t in tokens if t.i not in skip)


def certainty(mood: Mood, action: str) -> Certainty | None:
    """A signing or approval that lies ahead is planned; None leaves it to the voice."""
    ahead = mood.future or mood.hypothetical or mood.governors
    if action in ("proposed", "signed") and mood.possible:
        return "hedged"
    return "planned" if action in ("signed", "approved", "extended") and not mood.done and ahead else None


def name_of(unit: Unit, noun: Token) -> str | None:
    """The deal as the words name it, without what follows: "preliminary framework", "Geneva consensus"."""
    if noun.pos not in ("NOUN", "PROPN"):
        return None
    kids = unit.tree.children(noun, "amod", "compound", "nmod", "poss", "nummod")
    left = [t for k in kids for t in unit.tree.subtree(k)]
    start = min((t.start for t in left if t.i < noun.i), default=noun.start)
    return unit.text[start : noun.end]


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
