"""Acts on an instrument: by which construction a verb, noun or mark names what happens to a measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from parley.read.modality import is_no_longer
from parley.read.tree import Token, Tree
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.brought import let_end, part_act, seen_to
from parley.record.licences import applied_for, forbidden, licence_act, obliged
from parley.record.marks import infinitive_beside, misread_verb, own_mark
from parley.record.over_nouns import begun, by_which, pressed
from parley.record.phrases import PERCENT, first, has_number, has_rate, is_own, verb_phrases
from parley.record.quantifiers import counted, is_warded
from parley.record.words import actions

CLAUSE_LINKS = ("dobj", "nsubjpass", "attr", "oprd", "dative")
INCLUDING = ("including", "include", "such", "like", "comprising", "plus")
WORDS_AS_VERBS = ("antidumping", "countervailing")  # as the parser has them before "duties"
OVERRIDING = ("delayed", "extended", "lifted", "threatened", "considered", "denied", "suspended", "restored")


def acts_on(unit: Unit, noun: Token, instrument: str) -> Iterator[Act]:
    """The acts done to an instrument: the one that governs its phrase, and a past participle on it."""
    top = counted(unit.tree, noun)
    governing = governing_act(unit.tree, top, instrument)
    if governing is not None:
        yield governing
    own = own_mark(unit.tree, noun) or (entered(unit.tree, noun) if governing is None else None)
    later = stepped(unit.tree, noun)
    if governing is None and later is not None and (own is None or own.how in ("mark", "participle")):
        yield later
        return
    if own is not None and (governing is None or (own.how == "participle" and own.token.dep == "acl")):
        yield replace(own, second=governing is not None)
    if governing is not None and later is not None:
        yield later


def entered(tree: Tree, noun: Token) -> Act | None:
    """ "the fees, which took effect in May, ...": told in a clause on the measure."""
    on = tree.behind(noun, "on")
    aside = [k for n in on for k in tree.children(n, "relcl") if k.tag == "VBZ" and is_aside(tree, k)]
    for clause in (*tree.children(noun, "relcl"), *aside):
        subject = tree.child(clause, "nsubj")
        stage = effect(tree, clause) if subject is not None and subject.tag == "WDT" else None
        if stage is not None:
            ahead = any(k.text.lower() == "will" for k in tree.children(clause, "aux"))
            return Act(clause, "announced" if ahead else stage, "participle")
    return None


def is_aside(tree: Tree, clause: Token) -> bool:
    """ "the levy on copper, which comes into force on Sunday": behind a comma it tells of the levy."""
    first = tree.subtree(clause)[0]
    return first.tag == "WDT" and first.i > 0 and tree[first.i - 1].text == ","


def stepped(tree: Tree, noun: Token) -> Act | None:
    """ "a duty of 10% on tin, which will rise to 25% in May": a second step of the rate."""
    for clause in (t for t in tree.subtree(noun) if t.dep == "relcl"):
        which = any(t.tag == "WDT" for t in tree.subtree(clause)[:2])
        told = next((k for k in tree.children(clause, "ccomp") if k.i > clause.i), clause)
        verb = raised(tree, told) or told  # "which she said were set to rise"
        stage = effect(tree, verb) if which else None
        rated = any(t.lemma.lower() in PERCENT for t in tree.subtree(verb))
        if rated and stage in ("raised", "lowered"):
            return Act(verb, stage, "step")
    return None


def governing_act(tree: Tree, noun: Token, instrument: str) -> Act | None:
    """The act that a verb, preposition or noun above the instrument names."""
    above = tree.head(noun)
    if (lost := infinitive_beside(tree, noun)) is not None:
        return lost
    if above is not None and (above.dep in ("aux", "auxpass") or above.text.lower() in WORDS_AS_VERBS):
        above = tree.head(above)  # the parser hung the subject on the auxiliary
    if above is None:
        return misread_verb(tree, noun)
    if noun.dep == "conj":
        return governing_act(tree, above, instrument)
    if noun.dep == "pobj" and above.pos in ("ADP", "SCONJ", "VERB"):
        return prepositional(tree, above, instrument)
    if above.pos in ("VERB", "AUX") or above.tag == "VBG":
        return verb_act(tree, noun, above, instrument) or misread_verb(tree, noun)
    if noun.dep in ("compound", "nmod") and above.lemma.lower() in actions().nouns:
        return nominal(tree, above) if above.dep not in ("compound", "nmod") else None
    return misread_verb(tree, noun)


def verb_act(tree: Tree, noun: Token, verb: Token, instrument: str) -> Act | None:
    """The instrument as object or subject of a verb."""
    if noun.dep in ("nsubj", "nsubjpass") and (below := raised(tree, verb)) is not None:
        return raised_act(tree, below)
    if noun.dep == "nsubj":
        return as_subject(tree, noun, verb, instrument)
    if noun.dep not in CLAUSE_LINKS:
        return None
    if verb.lemma.lower() in actions().warding["verbs"] and is_warded(tree, verb):
        return None
    if (brought_on := seen_to(tree, noun, verb) or let_end(tree, noun, verb)) is not None:
        return brought_on
    if verb.lemma.lower() == "be" and tree.child(verb, "expl") and has_number(tree, noun):
        return Act(verb, "kept" if verb.tag in ("VBZ", "VBP") else "imposed", "object")
    if verb.lemma.lower() in actions().parting["verbs"]:
        return part_act(tree, verb, instrument)
    if (own := special(tree, verb, instrument)) is not None:
        return own
    return as_object(tree, noun, verb, instrument)


def as_subject(tree: Tree, noun: Token, verb: Token, instrument: str) -> Act | None:
    """ "the duty rises", "the duty, cut in May", "are more than doubling"."""
    seen = verb.tag == "VBD" and tree[verb.head].lemma == "see"  # "sees the duty cut"
    if (verb.tag == "VBN" or seen) and not tree.children(verb, "aux"):
        stage = first(actions().stages, verb_phrases(tree, verb))
        over = tree.head(verb) if verb.dep in ("ccomp", "xcomp") else None
        return Act(verb, stage, "object", over) if stage else None  # "got its duty cut"
    if (more := more_than(tree, verb)) is not None:
        return Act(more, "raised", "subject", verb)
    answers = not set(verb_phrases(tree, verb)).isdisjoint(actions().answering["words"])
    stage = effect(tree, verb) if not answers or is_own(tree, noun) else None
    if stage is None or (instrument, stage) == ("investigation", "expired"):
        return None
    return Act(verb, stage, "subject")


def as_object(tree: Tree, noun: Token, verb: Token, instrument: str) -> Act | None:
    """ "raised the duty", "faces a duty"."""
    lemma = verb.lemma.lower()
    if lemma in ("answer", "counter") and tree.children(noun, "poss"):
        return None  # "will answer Peru's duties", with what is not told
    if instrument == "export_licensing" and lemma in actions().licences["taken"]:
        return None  # a firm that has its papers tells of no act, where nobody is named who gave them
    if lemma == "have" and any(k.tag == "VBN" for k in tree.children(noun, "acl")):
        return None
    long = [p for p in verb_phrases(tree, verb) if " " in p]
    if lemma in actions().borne["verbs"] and not first(actions().stages, long):  # "draw", not "draw up"
        return borne(tree, noun, verb)
    # "extended the grace period to May" lays it on nobody
    phrases = [lemma] if noun.lemma == "period" else verb_phrases(tree, verb)
    stage = first(actions().stages, phrases)
    return Act(verb, stage, "object") if stage else None


def borne(tree: Tree, noun: Token, verb: Token) -> Act | None:
    """ "faces a duty of 10%", "must pay the duties": who is subject bears it."""
    lemma = verb.lemma.lower()
    new = any(k.text.lower() in actions().borne["new"] for k in tree.children(noun, "amod"))
    told = new or lemma not in actions().borne["rated"] or has_number(tree, noun) or has_rate(tree, verb)
    if told:
        return Act(verb, changed(tree, noun) or "kept", "borne")
    return Act(verb, "imposed", "borne") if lemma == "pay" and obliged(tree, verb) else None


def changed(tree: Tree, noun: Token) -> str | None:
    """ "face lower duties", "won a reduced rate": what has become of what is borne."""
    words = [k.text.lower() for k in tree.children(noun, "amod")]
    table = actions().borne
    return next((s for s in ("raised", "lowered") for w in words if w in table[s]), None)


def more_than(tree: Tree, verb: Token) -> Token | None:
    """ "are more than doubling", which the parser takes for a comparison."""
    than = [p for k in tree.children(verb, "acomp", "attr", "advmod") for p in tree.children(k, "prep")]
    found = [t for p in than for t in tree.children(p, "pcomp", "pobj") if verb.lemma.lower() == "be"]
    return next((t for t in found if actions().takes_effect.get(t.lemma.lower()) == "raised"), None)


def raised(tree: Tree, verb: Token) -> Token | None:
    """The infinitive to which the subject belongs: "are due to rise", "was set to be lifted"."""
    words = actions().raising["words"]
    if verb.lemma.lower() not in words:
        return None
    for kid in tree.children(verb, "xcomp", "acomp", "oprd"):
        to = any(k.text.lower() == "to" for k in tree.children(kid, "aux"))
        if kid.pos in ("VERB", "AUX") and (kid.tag == "VB" or (kid.tag == "VBN" and to)):
            return kid
        if kid.lemma.lower() in words and (below := tree.child(kid, "xcomp")) is not None:
            return below
    return None


def raised_act(tree: Tree, verb: Token) -> Act | None:
    """The act of an infinitive whose subject is the measure."""
    if tree.children(verb, "auxpass"):
        stage = first(actions().stages, verb_phrases(tree, verb))
    else:
        stage = effect(tree, verb)
    return Act(verb, stage, "subject") if stage else None


def effect(tree: Tree, verb: Token) -> str | None:
    """What a verb says of a measure that is its subject; a bare one must not have an object."""
    table = actions()
    words = verb_phrases(tree, verb)
    found = next((w for w in words if w in table.takes_effect), None)
    if found is None:
        return None
    objects = [o for o in tree.children(verb, "dobj", "xcomp") if o.lemma.lower() not in PERCENT]
    if found == "follow" and f"{found} through" in words:
        return None
    if found in table.sized["words"] and not any(has_number(tree, o) for o in objects):
        return None
    if found in table.bare["words"] and objects:
        return None
    if (
        found == "come in"
        and f"{found} " in f"{words[0]} "
        and words[0].split(" ")[-1] in table.answering["nouns"]
    ):
        return None  # "come in response to"
    reached = [k for k in tree.children(verb, "advcl") if k.tag == "VBG" and k.lemma.lower() == "reach"]
    placed = tree.children(verb, "prep") or reached or is_no_longer(tree, verb)
    lasts = found == "remain" and not tree.children(verb, "attr", "acomp", "xcomp", "oprd", "ccomp", "dobj")
    if found in table.needing["words"] and not placed and not lasts:
        return None
    return table.takes_effect[found]


def special(tree: Tree, verb: Token, instrument: str) -> Act | None:
    """What a verb does to visas, licences and reliefs, where it differs from what it does to duties."""
    table = actions()
    lemma = verb.lemma.lower()
    if instrument == "subsidy" and lemma in table.aid["giving"] and not is_blamed(tree, verb):
        return Act(verb, "announced", "object")
    if instrument == "investigation" and lemma in table.unreal["ends_probe"]:
        return Act(verb, "lifted", "object")
    if instrument == "visa_restriction" and lemma in table.visas:
        return Act(verb, table.visas[lemma], "object")
    if instrument == "export_licensing":
        return licence_act(tree, verb)
    if instrument in ("tariff_exclusion", "quota") and lemma in table.exclusions["lost"]:
        return Act(verb, "lifted", "borne")
    if instrument == "quota" and lemma in table.exclusions["shared"]:
        more = {t.text.lower() for o in tree.children(verb, "dobj") for t in tree.subtree(o) if t.i < o.i}
        return Act(verb, "raised" if more & set(table.exclusions["more"]) else "imposed", "object")
    if instrument == "tariff_exclusion":
        if lemma in table.exclusions["received"]:
            return Act(verb, "announced", "borne")
        stage = next((s for s in ("announced", "lifted") if lemma in table.exclusions[s]), None)
        return Act(verb, stage, "object") if stage else None
    return None


def is_blamed(tree: Tree, verb: Token) -> bool:
    """ "ruled that Peru had given aid", "accused Peru of giving": told of as a charge."""
    return any(a.lemma.lower() in actions().aid["blaming"] for a in tree.ancestors(verb))


def prepositional(tree: Tree, preposition: Token, instrument: str) -> Act | None:
    """ "hit with tariffs", "removal of duties", "a pause on levies", "countermeasures including a duty"."""
    above = tree.head(preposition)
    if above is None:
        return None
    table = actions()
    lemma, word = above.lemma.lower(), preposition.text.lower()
    if word in INCLUDING:
        return included(tree, above, instrument)
    if (done := act_before(tree, above, preposition)) is not None:
        return nominal(tree, done)
    if lemma in table.feared["prospects"] and (raising := tree.head(above)) is not None and word == "of":
        told = above.dep == "dobj" and raising.lemma.lower() in table.feared["raising"]
        return Act(raising, "threatened", "with") if told else None
    if instrument == "tariff_exclusion" and lemma in table.exclusions["parts"]:
        return governing_act(tree, above, instrument)  # "ended its access to the scheme"
    if instrument == "entity_listing" and (stage := first(table.listings, [f"{lemma} {word}"])):
        return Act(above, stage, "borne" if lemma in table.listings_borne["verbs"] else "with")
    if lemma == "subject" and above.pos != "VERB":
        return subject_to(tree, above)
    if lemma in table.quantifiers["aimed"] and word == "of" and above.dep == "attr":
        return Act(tree[above.head], "imposed", "borne")  # "is the target of a probe"
    if (hung := hung_on_noun(tree, above, preposition, instrument)) is not None:
        return hung
    if instrument == "export_licensing" and word == "without" and forbidden(tree, above):
        return Act(above, "imposed", "without")
    if instrument == "export_licensing" and f"{lemma} {word}" in table.licences["applied"]:
        return applied_for(tree, above)
    if above.pos in ("VERB", "AUX"):
        particles = [k.text.lower() for k in tree.children(above, "prt", "advmod", "dobj")]
        forms = [f"{lemma} {p} {word}" for p in particles] + [f"{lemma} {word}"]
        stage = first(table.phrases, forms)
        return Act(above, stage, "with") if stage else listed(tree, above, preposition)
    if word == "for" and instrument == "quota":
        return None  # "cuts in the duty for a quota of 500 tonnes"
    if word in ("of", "in", "on", "to", "for", "from", "against") and lemma in table.nouns:
        return nominal(tree, above)
    return None


def hung_on_noun(tree: Tree, noun: Token, preposition: Token, instrument: str) -> Act | None:
    """ "hit 26bn euros of exports with duties": the parser hung the phrase on the object of the verb."""
    verb = governor(tree, noun) if noun.lemma.lower() not in actions().nouns else None
    if verb is None:
        return None
    form = [f"{verb.lemma.lower()} {preposition.text.lower()}"]
    if instrument == "entity_listing" and (stage := first(actions().listings, form)):
        return Act(verb, stage, "with")  # "from its list"
    if (hung := listed(tree, verb, preposition)) is not None:
        return hung
    stage = first(actions().phrases, form)
    return Act(verb, stage, "with") if stage else None


def governor(tree: Tree, noun: Token) -> Token | None:
    """The verb whose object a noun is or counts ("hit 26bn euros of exports")."""
    here = noun
    while (above := tree.head(here)) is not None and above.i != here.i:
        if here.dep in ("dobj", "nsubjpass"):
            return above
        if here.dep != "pobj" and above.pos not in ("NOUN", "NUM", "SYM"):
            return None
        here = above
    return None


def act_before(tree: Tree, verb: Token, preposition: Token) -> Token | None:
    """The noun of an act right before a preposition hung on the verb ("extended the pause on")."""
    done = tree[preposition.i - 1] if preposition.i else None
    if done is None or done.head != verb.i or done.dep not in ("dobj", "nsubjpass") or verb.pos != "VERB":
        return None
    return done if done.lemma.lower() in actions().nouns else None


def listed(tree: Tree, verb: Token, preposition: Token) -> Act | None:
    """ "placed on the control list" puts under a measure, "taken off the tariff list" frees from one."""
    noun = tree.child(preposition, "pobj")
    stage = first(actions().listings, [f"{verb.lemma.lower()} {preposition.text.lower()}"])
    if noun is None or noun.lemma.lower() != "list" or stage is None:
        return None
    return Act(verb, "excluded" if stage == "lifted" else stage, "with")


def included(tree: Tree, above: Token, instrument: str) -> Act | None:
    """A measure named as one of several: the act on them all."""
    if above.pos in ("NOUN", "PROPN"):
        return governing_act(tree, counted(tree, above), instrument)
    done = tree.child(above, "dobj", "nsubjpass")
    return verb_act(tree, done, above, "other") if done is not None and done.i < above.i + 12 else None


def subject_to(tree: Tree, adjective: Token) -> Act | None:
    """ "is subject to a duty": its subject bears the measure; "goods subject to duties" only names them."""
    above = tree.head(adjective)
    if above is None or above.lemma.lower() not in ("be", "become", "remain", "make"):
        return None
    return Act(above, "kept", "borne")


def nominal(tree: Tree, act: Token) -> Act:
    """A noun of an act, with the verb over it: "delayed a rise", "announced the suspension"."""
    stage = actions().nouns[act.lemma.lower()]
    marked = [actions().marks.get(k.text.lower()) for k in tree.children(act, "amod")]
    stage = next((m for m in marked if m in ("considered", "threatened")), None) or stage
    if (begins := begun(tree, act)) is not None:
        return Act(act, stage, "noun", begins)
    verb = tree.head(act) if act.dep in ("dobj", "nsubjpass") else by_which(tree, act)
    over = first(actions().stages, verb_phrases(tree, verb)) if verb is not None else None
    if (ahead := pressed(tree, act)) is not None:
        verb, over = ahead, "announced"
    if verb is None or over is None:
        light = verb is not None and (act.dep == "pobj" or verb.lemma.lower() in actions().light["verbs"])
        return Act(act, stage, "noun", verb if light else None)
    if stage == "suspended" and over == "lifted":
        return Act(act, "restored", "noun", verb)
    if stage == "threatened" and over == "extended":
        return Act(act, stage, "noun", verb)  # "renewed his threat"
    if over in OVERRIDING:
        return Act(act, over, "noun", verb)
    settled = stage in ("suspended", "extended", "delayed", "threatened", "considered", "raised", "lowered")
    return Act(act, "announced" if over == "announced" and not settled else stage, "noun", verb)
