"""What becomes of a deal by the verb that governs it: its own stage, the words of the deal, and the mood."""

from __future__ import annotations

from parley.model import Certainty
from parley.read.modality import Mood, climb, mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.opined import is_opined
from parley.record.words import actions

LATER = ("signed", "approved", "extended", "implemented")  # these may lie ahead and be settled


def decide(unit: Unit, noun: Token, verb: Token, name: str) -> str | None:
    """The action from the verb's stage, the words of the deal, and the mood; None where nothing is done."""
    mood = mood_of(unit, verb)
    ahead = mood.future or (mood.hypothetical and mood.condition is None)
    if is_first_to(unit, verb):
        return name
    if any(k.text.lower() == "having" for k in unit.tree.children(verb, "aux")) and name != "proposed":
        return name  # "having struck a deal, X will turn to Y"
    if mood.negated and set(governors(unit, mood)) & set(actions().agreement["unhurried"]):
        return None  # "is in no hurry to sign"
    if name in ("approved", "extended") and (voted := by_vote(unit, verb)) is not None:
        return voted
    if name == "approved" and is_owed(unit, verb):
        return "awaiting_approval"
    if mood.negated and is_one_that(unit, noun) and (ahead or "want" in governors(unit, mood)):
        return None  # "does not want a deal that ...", "will never agree to one that ..."
    if is_hoped(unit, verb):
        return "proposed" if name != "proposed" and not is_past(unit, verb) else None
    if mood.negated:
        return refused(unit, verb, name, mood)
    if is_asked(unit, verb) or is_wished(unit, verb) or (name == "extended" and is_thought_of(unit, verb)):
        return None
    if name == "proposed":
        return proposed(unit, noun, verb, mood)
    if name == "agreed" and is_preliminary(unit, noun, verb):
        name = "agreed_in_principle"
    if name in ("approved", "signed") and is_voted_down(unit, verb):
        return "rejected"
    if name == "approved" and "demanded" in mood.governors:
        return "awaiting_approval" if not is_aside(unit, verb) and verb.dep != "acl" else None
    if is_enabled(unit, verb):
        return name
    if verb.tag == "VBG" and (verb.dep in ("csubj", "nsubj") or mood.hypothetical or mood.possible):
        return None  # "reaching a deal would matter", "would have trouble ratifying it"
    above = unit.tree.head(verb)
    if verb.tag == "VBG" and verb.dep == "pcomp" and above is not None and above.text == "to":
        return "proposed" if name in ("agreed", "agreed_in_principle") else None  # "committed to reaching"
    if mood.done and (verb.tag != "VB" or is_headline(unit, verb)):
        return name if not is_almost(unit, verb) else "proposed"
    if name == "implemented" and is_due(unit, noun, mood):
        return name
    return to_come(unit, verb, name, mood)


def refused(unit: Unit, verb: Token, name: str, mood: Mood) -> str | None:
    """ "did not sign the pact", "will not extend the truce"."""
    ahead = mood.future or (mood.hypothetical and mood.condition is None)
    declines = ahead or {"refuse", "decline"} & set(governors(unit, mood))
    if name == "extended" and declines and verb.tag == "VB":
        return "rejected"  # "will not extend the truce"
    return "rejected" if name in ("agreed", "signed") and (ahead or not mood.hypothetical) else None


def proposed(unit: Unit, noun: Token, verb: Token, mood: Mood) -> str | None:
    """ "is working on a pact", "discussed a deal": one that is sought, or that has been worked out."""
    if verb.lemma.lower() == "discuss" and not is_news(unit, noun):
        return None  # "discussed the pact", "discussed solutions"
    if is_over(verb, mood):
        return "agreed" if is_news(unit, noun) else None
    return "proposed" if seeks(unit, verb) and not is_aside(unit, verb) else None


def falls_short(unit: Unit, verb: Token) -> bool:
    """ "the 2014 deal failed to curb imports": it was made, and did not do enough; not "failed to pass"."""
    ends = unit.tree.children(verb, "xcomp") if verb.lemma.lower() == "fail" else ()
    return any(k.lemma.lower() not in actions().agreement["winning"] for k in ends)


def is_headline(unit: Unit, verb: Token) -> bool:
    """ "Peru, Chile sign pact": the parser takes the verb for an infinitive."""
    return (
        verb.dep == "ROOT" and bool(unit.tree.children(verb, "nsubj")) and not unit.tree.children(verb, "aux")
    )


def is_to_be(unit: Unit, verb: Token) -> bool:
    """ "are to sign a pact on Friday"."""
    above = unit.tree.head(verb)
    return above is not None and above.lemma == "be" and verb.dep == "xcomp" and verb.tag == "VB"


def is_one_that(unit: Unit, noun: Token) -> bool:
    """ "a deal that hurts growers", "any deal which ...": what kind of deal, and not which."""
    clauses = [t for t in unit.tree.subtree(noun) if t.dep == "relcl" and t.i > noun.i]
    known = any(k.text.lower() in ("the", "this") for k in unit.tree.children(noun, "det"))
    return bool(clauses) and not known


def is_hoped(unit: Unit, verb: Token) -> bool:
    """ "is confident of reaching a deal", "hopes of a pact being signed"."""
    preposition = unit.tree.head(verb)
    above = unit.tree.head(preposition) if preposition is not None and verb.dep == "pcomp" else None
    return above is not None and above.lemma.lower() in actions().feared["hopes"]


def is_past(unit: Unit, verb: Token) -> bool:
    """ "had been optimistic of": a hope that is over."""
    over = [a for a in unit.tree.ancestors(verb) if a.pos in ("VERB", "AUX")][:1]
    words = [k.text.lower() for a in over for k in (a, *unit.tree.children(a, "aux"))]
    return any(w in ("had", "was", "were") for w in words)


def is_due(unit: Unit, noun: Token, mood: Mood) -> bool:
    """ "the pact is expected to be implemented by July"."""
    definite = any(k.text.lower() in ("the", "this") for k in unit.tree.children(noun, "det"))
    return (
        definite and mood.passive and (mood.future or bool({"planned", "considered"} & set(mood.governors)))
    )


def to_come(unit: Unit, verb: Token, name: str, mood: Mood) -> str | None:
    """The action of a verb that tells of nothing done: a signing that lies ahead, or what is sought."""
    ahead = mood.future or mood.possible or (mood.hypothetical and mood.condition is None)
    ahead = ahead or is_to_be(unit, verb)
    if name in ("signed", "approved", "extended") and is_paved(unit, verb):
        return name
    if name in ("signed", "approved", "extended") and not is_weighed(unit, mood):
        only = any(k.text.lower() == "only" for k in unit.tree.children(verb, "advmod"))
        return name if (ahead and not only) or mood.governors else None
    above = unit.tree.head(verb)
    lemmas = {*governors(unit, mood), above.lemma.lower() if above is not None else ""}
    told = lemmas & set(actions().agreement["instructing"])
    sought = told or {"considered", "planned", "pledged"} & set(mood.governors) or seeks(unit, verb)
    never = name in ("implemented", "rejected", "breached") or (is_aside(unit, verb) and not told)
    later = mood.future or mood.possible or (ahead and mood.passive)  # "said it would be reached in July"
    return "proposed" if (sought or later) and not never else None


def governors(unit: Unit, mood: Mood) -> list[str]:
    """The lemmas of the words over an act."""
    return [unit.tree[i].lemma.lower() for i in mood.chain[1:]]


def is_news(unit: Unit, noun: Token) -> bool:
    """ "a separate truce": a deal that was not told before."""
    return any(k.text.lower() in ("a", "an") for k in unit.tree.children(noun, "det"))


def by_vote(unit: Unit, verb: Token) -> str | None:
    """ "voted 90 to 9 to ratify": approved; "voted not to": rejected."""
    above = unit.tree.head(verb)
    if above is None or verb.tag != "VB" or above.lemma.lower() != "vote":
        return None
    mood = mood_of(unit, above)
    refused = any(k.dep == "neg" for k in (*unit.tree.children(verb), *unit.tree.children(above)))
    return None if mood.future or mood.possible else "rejected" if refused else "approved"


def is_paved(unit: Unit, verb: Token) -> bool:
    """ "clears the way for X to sign", "a date to sign": what is made possible is told as ahead."""
    above = unit.tree.head(verb)
    return above is not None and verb.tag == "VB" and above.lemma.lower() in actions().agreement["paving"]


def undone(unit: Unit, verb: Token) -> bool:
    """Told as what may come, not as what is."""
    mood = mood_of(unit, verb)
    if verb.lemma == "be" and unit.tree.children(verb, "expl"):  # "said there would be no deal"
        return mood.possible or mood.condition is not None or "without" in unit.lemmas
    return mood.future or mood.hypothetical or mood.possible or mood.condition is not None


def is_wished(unit: Unit, verb: Token) -> bool:
    """ "it is vital that X secures a deal": needed, and not told as done or sought."""
    above = unit.tree.head(verb)
    if is_opined(unit, verb):
        return True  # "it would be premature to sign"
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
    if above is None:
        return False
    if (
        verb.lemma.lower() in ("announce", "confirm")
        and verb.dep in ("advcl", "xcomp")
        and above.tag == "VBD"
    ):
        return above.lemma.lower() in ("take", "use", "go", "turn")  # "took to the airwaves to announce it"
    if verb.dep != "xcomp" or above.lemma.lower() not in ("able", "manage", "succeed"):
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
    end = min(end, noun.end + 20)  # "as well as a framework with another" is another's
    words, around = (
        unit.text[start:end].lower(),
        unit.text[max(0, min(start, verb.start) - 16) : max(end, verb.end) + 16].lower(),
    )
    return "in principle" in around or any(w in words for w in actions().agreement["in_principle"])


def is_first_to(unit: Unit, verb: Token) -> bool:
    """ "became the first country to ratify", "was the last to sign": it has done so."""
    near = unit.tree.tokens[max(0, verb.i - 5) : verb.i]
    told = [t for t in near if t.text.lower() in actions().agreement["ordinals"]]
    timed = any(t.dep == "amod" and unit.tree[t.head].dep == "npadvmod" for t in told)  # "last week"
    return bool(told) and not timed and near[-1].text.lower() == "to"


def is_asked(unit: Unit, verb: Token) -> bool:
    """A question or condition: "whether they can reach a deal"."""
    return any(
        k.text.lower() in ("if", "whether", "unless", "once") for k in unit.tree.children(verb, "mark")
    )


def is_thought_of(unit: Unit, verb: Token) -> bool:
    """ "in favour of extending", "the idea of renewing": named, and not told as done."""
    above = unit.tree.head(verb)
    top = unit.tree.head(above) if above is not None else None
    if top is not None and top.lemma == "agree":
        return False  # "agreed on extending their truce"
    return verb.dep == "pcomp" and above is not None and above.text.lower() in ("of", "for", "about", "on")


def is_aside(unit: Unit, verb: Token) -> bool:
    """An infinitive of purpose or ability ("time to negotiate", "the power to make deals") seeks nothing."""
    first = unit.tree.conjuncts(verb)[0]
    above = unit.tree.head(first)
    if verb.tag != "VB" or above is None or first.dep not in ("acl", "advcl", "relcl", "xcomp"):
        return False
    if is_talked_for(unit, first):
        return False
    if any(k.tag == "MD" for k in unit.tree.children(verb, "aux")):
        return False  # "the hope that they will reach a deal"
    return above.lemma.lower() not in (*actions().agreement["seeking"], *actions().agreement["leading"])


def is_talked_for(unit: Unit, verb: Token) -> bool:
    """ "keep talking to build a deal", "flew to X to negotiate a pact": what is done is done for the deal."""
    above = unit.tree.head(verb)
    table = actions().meeting
    words = {*table["verbs"], *table["talking"], *table["travelling"], *table["proceeding"], "keep"}
    words -= {"be", "meet", "join", "lead"}
    return verb.dep in ("advcl", "xcomp") and above is not None and above.lemma.lower() in words


def seeks(unit: Unit, verb: Token) -> bool:
    """Does the verb, or one that governs it, tell of seeking?"""
    if is_talked_for(unit, verb):
        return True
    chain = [verb.lemma.lower(), *(t.lemma.lower() for t in climb(unit, verb))]
    table = actions().agreement
    return any(lemma in table["seeking"] or lemma in table["verbs"]["proposed"] for lemma in chain)


def is_supposed(unit: Unit, act: Token) -> bool:
    """Told under "if", "until", "unless", "as long as", "let alone": supposed, and not told as a fact."""
    chain = (act, *unit.tree.ancestors(act))
    if any(t.text.lower() == "let" and unit.tree[t.i + 1].text.lower() == "alone" for t in chain):
        return True  # "there are no talks, let alone a deal"
    for token in chain:
        marks = {k.text.lower() for k in unit.tree.children(token, "mark", "advmod")}
        if marks & {"if", "unless", "until", "once", "whether", "till"} or is_as_long(unit, token):
            return True
        if "as" in marks and token.tag == "VBP" and not unit.tree.children(token, "aux"):
            return True  # "as we finalize the deal"
        if token.dep in ("ccomp", "ROOT", "relcl"):
            return False
    return False


def is_as_long(unit: Unit, verb: Token) -> bool:
    """ "as long as X", "provided that X"."""
    marks = [k for k in unit.tree.children(verb, "mark") if k.text.lower() in ("as", "that")]
    before = [unit.tree[k.i - 1].text.lower() for k in marks if k.i]
    return any(w in ("long", "provided", "providing") for w in before)


def is_standing(unit: Unit, verb: Token) -> bool:
    """Is a deal only had, as a party's lot, or for long?"""
    had = verb.tag == "VBN" and any(k.lemma.lower() == "have" for k in unit.tree.children(verb, "aux"))
    return verb.tag == "VBG" or verb.dep == "relcl" or had


def is_close_by(unit: Unit, kid: Token) -> bool:
    """ "is in sight", "is on the cards"; not "is in the form of a statement"."""
    if kid.text.lower() not in ("in", "on"):
        return True
    nouns = [n.lemma.lower() for n in unit.tree.children(kid, "pobj")]
    return any(n in actions().agreement["near"] for n in nouns) or not nouns


def stands(unit: Unit, act: Token, action: str) -> Certainty | None:
    """The certainty of the act: none of its own for a participle, planned for "are to sign"."""
    if is_to_be(unit, act):
        return "planned"
    return None if act.tag == "VBN" and act.dep in ("acl", "amod") else certainty(mood_of(unit, act), action)


def certainty(mood: Mood, action: str) -> Certainty | None:
    """A signing or approval that lies ahead is planned; None leaves it to the voice."""
    ahead = mood.future or mood.hypothetical or mood.governors
    if action in ("proposed", "signed") and mood.possible:
        return "hedged"
    return "planned" if action in LATER and not mood.done and ahead else None
