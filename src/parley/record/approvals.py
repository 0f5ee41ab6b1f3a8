"""Consent, approval and proposals: agreements that are told without a verb of agreeing on the deal itself."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.modality import mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.deal_stage import by_vote, is_first_to
from parley.record.deals import nouns
from parley.record.whose_deal import is_among_firms
from parley.record.words import actions

PAST = ("by", "after", "following", "since", "upon")  # "after the conclusion of the pact"
Row = tuple[Token, Token, str]  # the deal, the act on it, the action


def plain_consent(reading: Reading, unit: Unit) -> Iterator[Row]:
    """ "both sides agreed in principle on how ...", "agreed to roll back tariffs for 90 days"."""
    for token in unit.having(("agree",)):
        if token.pos != "VERB":
            continue
        words = {t.text.lower() for t in consented(unit, token)}
        subject = slots.doer(unit, token)
        both = subject is not None and subject.text.lower() in ("we", "they") and len(reading.doc.pair) > 1
        sides = len(slots.agent_of(reading, unit, token))
        if sides > 1 and failed(unit, token):
            yield token, token, "rejected"
            continue
        outlined = {"in", "principle"} <= words
        alone = sides < 2 and not (both and outlined) and not is_on_terms(reading, unit, token)
        if alone or not mood_of(unit, token).done:
            continue
        if sides == 1 and is_on_terms(reading, unit, token):
            yield token, token, "agreed"
        if sides > 1 and sets_up(unit, token) is not None:
            yield token, token, "agreed"
        elif outlined or words & set(actions().agreement["outlines"]):
            yield token, token, "agreed_in_principle"
        elif words & set(actions().agreement["terms"]):
            yield token, token, "agreed"


def failed(unit: Unit, agree: Token) -> bool:
    """ "failed to agree on prices after eight rounds"."""
    above = unit.tree.head(agree)
    fails = above is not None and above.lemma.lower() == "fail" and agree.dep == "xcomp"
    on = any(p.text.lower() == "on" for p in unit.tree.children(agree, "prep"))
    return fails and on and above is not None and mood_of(unit, above).done


def sets_up(unit: Unit, agree: Token) -> Token | None:
    """ "agreed to launch a dialogue", "to set up a joint working group": the verb that sets up a body."""
    table = actions().agreement
    for verb in unit.tree.children(agree, "xcomp"):
        things = {t.lemma.lower() for t in unit.tree.children(verb, "dobj")}
        if verb.lemma.lower() in table["setting_up"] and things & set(table["joint_bodies"]):
            return verb
    return None


def is_on_terms(reading: Reading, unit: Unit, agree: Token) -> bool:
    """ "agreed with X on easing the flow": one side, with another, on terms."""
    preps = {p.text.lower(): p for p in unit.tree.children(agree, "prep")}
    other = unit.tree.child(preps["with"], "pobj") if "with" in preps else None
    mention = reading.doc.mention_of(unit, other) if other is not None else None
    return "on" in preps and mention is not None and mention.party is not None


def consented(unit: Unit, agree: Token) -> Iterator[Token]:
    """What is agreed to, without reasons and comments; nothing where it is only to meet or talk."""
    table = actions().meeting
    for kid in unit.tree.children(agree, "xcomp", "ccomp", "prep", "dobj", "advmod"):
        if kid.lemma.lower() not in (*table["verbs"], *table["talking"], "continue", "resume"):
            tops = [
                *unit.tree.children(kid, "advcl"),
                *(t for t in unit.tree.subtree(kid) if t.text == "instead"),
            ]
            apart = {t.i for a in tops for t in unit.tree.subtree(a)}
            yield from (t for t in unit.tree.subtree(kid) if t.i not in apart)


def nominal(unit: Unit, deal: Token) -> Iterator[Row]:
    """ "the signing of the deal was put off", "efforts to bring about the conclusion of a pact"."""
    table = actions().agreement
    of = unit.tree.head(deal)
    act = unit.tree.head(of) if of is not None and of.text.lower() in ("of", "to") else None
    name = next(
        (n for n, words in table["acts"].items() if act is not None and act.lemma.lower() in words), None
    )
    if act is None or name is None or deal.dep != "pobj" or act.pos != "NOUN":
        return
    above = [act, *unit.tree.ancestors(act)]
    verb = next((t for t in above if t.pos in ("VERB", "AUX")), act)
    moved = {t.lemma.lower() for t in above} & {
        *actions().meeting["planned"],
        *actions().meeting["cancelled"],
    }
    told = act.dep in ("nsubj", "nsubjpass") or verb.lemma.lower() in table["verbs"]["agreed"]
    if name == "signed" and (moved or told):
        yield deal, act, "signed"
    elif name == "agreed" and {t.lemma.lower() for t in above} & set(table["seeking"]):
        yield deal, act, "proposed"
    elif name == "agreed" and verb.lemma.lower() in ("announce", "confirm") and mood_of(unit, verb).done:
        yield deal, act, name  # "announced the conclusion of a pact"
    elif name in ("agreed", "signed") and act.dep == "pobj" and unit.tree[act.head].text.lower() in PAST:
        yield deal, act, name
    elif name == "extended" and act.dep == "pobj" and verb.lemma.lower() in ("agree", "settle"):
        if mood_of(unit, verb).done:
            yield deal, verb, name  # "agreed to an extension of the truce"
    elif name in ("extended", "approved") and mood_of(unit, verb).done and act.dep in ("dobj", "nsubjpass"):
        yield deal, act, name if verb.lemma.lower() in table["verbs"]["agreed"] else "proposed"


def approvals(reading: Reading, unit: Unit) -> Iterator[Row]:
    """A deal goes to the leaders for approval, is to be reviewed by them, or still needs their backing."""
    table = actions().agreement
    waiting = unit.having(table["approval"]["words"])
    deals = unit.having((*table["nouns"], *table["proposals"])) if waiting else ()
    named = (t for t in deals if t.pos in ("NOUN", "PROPN"))
    deal = next((t for t in named if t.dep != "compound"), None)
    if deal is None:
        return
    for token in waiting:
        verb = (
            token
            if token.pos == "VERB"
            else next((t for t in unit.tree.ancestors(token) if t.pos in ("VERB", "AUX")), token)
        )
        mood = mood_of(unit, verb)
        if deal.lemma.lower() in table["proposals"] and len(slots.agent_of(reading, unit, verb)) == 1:
            continue  # a proposal that one party's own bodies pass is a law
        if token.pos == "VERB" and unit.tree.head(token) == deal and unit.tree.children(token, "dobj"):
            continue  # "a framework to review the controls": what the deal is for
        if token.lemma.lower() == "review" and is_of(unit, token, deal):
            continue  # "a review of the pact": of one that stands
        open_ = not mood.done or verb.tag == "VB" if token.pos == "VERB" else waits(unit, token, verb)
        needed = verb.lemma.lower() in table["approval"]["needs"]
        settled = is_first_to(unit, verb) or by_vote(unit, verb) is not None
        pending = (open_ or needed) and not settled
        if (
            pending
            and not (verb.lemma.lower() in table["approval"]["got"] and mood.done)
            and not mood.condition
            and not mood.negated
        ):
            yield deal, token, "awaiting_approval"
            return


def is_of(unit: Unit, noun: Token, deal: Token) -> bool:
    """ "a review of the pact", "to review the pact"."""
    preps = [p for p in unit.tree.children(noun, "prep") if p.text.lower() == "of"]
    return any(t.i == deal.i for p in preps for t in unit.tree.subtree(p))


def waits(unit: Unit, noun: Token, verb: Token) -> bool:
    """ "submitted for approval", "approval is expected", "must win approval"; not "this approval clears"."""
    table = actions().agreement["approval"]
    above = unit.tree.head(noun)
    if above is not None and (above.text.lower() in table["before"] or above.lemma.lower() in table["needs"]):
        return True
    undone = not mood_of(unit, verb).done
    won = verb.lemma.lower() in (*table["granting"], "pass") and noun.dep == "dobj"
    return undone and (won or noun.dep in ("nsubj", "nsubjpass"))


def granted(reading: Reading, unit: Unit) -> Iterator[Row]:
    """ "gave the pact its approval", "won the backing of parliament": a deal is approved."""
    table = actions().agreement
    if unit.lemmas.isdisjoint(table["approval"]["words"]):
        return
    named = list(nouns(reading, unit))
    for token in unit.tree:
        verb = unit.tree.head(token)
        given = token.lemma.lower() in table["approval"]["words"] and token.dep in ("dobj", "nsubjpass")
        if verb is None or not given or verb.lemma.lower() not in table["approval"]["granting"]:
            continue
        mood, around = mood_of(unit, verb), {t.i for t in unit.tree.subtree(verb)}
        deal = next((n for n in named if n.i in around), None)
        if deal is not None and not mood.negated and (mood.done or mood.future):
            yield deal, verb, "approved"


def resting(reading: Reading, unit: Unit) -> Iterator[Row]:
    """ "the decision on the truce rests with X", "we have not given the sign-off": it waits for X."""
    table = actions().agreement
    words = table["approval"]["words"]
    if unit.lemmas.isdisjoint(("rest", "lie", *words)):
        return
    deals = list(nouns(reading, unit))
    for token in unit.tree:
        verb = unit.tree.head(token)
        decides = token.lemma.lower() in ("rest", "lie") and token.pos == "VERB"
        if decides and deals and any(p.text.lower() == "with" for p in unit.tree.children(token, "prep")):
            yield deals[0], token, "awaiting_approval"
            return
        given = token.lemma.lower() in words and token.dep in ("dobj", "nsubjpass")
        if verb is None or not given or verb.lemma.lower() not in table["approval"]["granting"]:
            continue
        if mood_of(unit, verb).negated:
            yield (deals[0] if deals else token), verb, "awaiting_approval"
            return


def tabled(reading: Reading, unit: Unit) -> Iterator[Row]:
    """A proposal for a deal is put before the other side."""
    table = actions().agreement
    if unit.lemmas.isdisjoint(table["proposals"]):
        return
    for token in unit.tree:
        above = unit.tree.head(token)
        if (
            token.lemma.lower() not in table["proposals"]
            or token.dep not in ("dobj", "nsubjpass")
            or above is None
        ):
            continue
        steps = [k for k in unit.tree.children(token, "acl") if k.lemma.lower() in actions().stages]
        if steps and len(slots.agent_of(reading, unit, above)) == 1:
            continue  # "put forward a proposal to scrap its duties": a measure of its own
        if above.lemma.lower() in table["tabling"] and mood_of(unit, above).done:
            yield token, above, "proposed"


def of_proposal(unit: Unit, proposal: Token) -> tuple[Token, str] | None:
    """ "rejected a proposal for a pact", "made an offer of a truce": what becomes of the proposal."""
    verb = unit.tree.head(proposal)
    if verb is None or proposal.dep not in ("dobj", "nsubjpass") or not mood_of(unit, verb).done:
        return None
    table = actions().agreement
    if verb.lemma.lower() in table["verbs"]["rejected"]:
        return verb, "rejected"
    return (verb, "proposed") if verb.lemma.lower() in table["tabling"] else None


def is_new(unit: Unit, noun: Token, behind: str = "") -> bool:
    """ "as part of a trade deal with X", "lifted following a deal", "lifted after one": the deal is news."""
    article = any(k.text.lower() in ("a", "an") for k in unit.tree.children(noun, "det"))
    act = next((t for t in unit.tree.ancestors(noun) if t.pos == "VERB"), None)
    mood = mood_of(unit, act) if act is not None else None
    if any(t.dep == "relcl" for t in unit.tree.ancestors(noun)):
        return False
    if (behind == "after" and not (mood is not None and mood.done)) or is_among_firms(unit, noun):
        return False  # "will lift the ban after a deal"
    return article and mood is not None and not (mood.negated or mood.possible or mood.condition)
