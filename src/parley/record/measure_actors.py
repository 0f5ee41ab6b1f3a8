"""Who acts, and on whom: by the act's own words, else by what the article tells elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parley.read import Reading
from parley.read.cues import cues
from parley.read.subjects import relative
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.act import Act
from parley.record.brought import is_let
from parley.record.closed_markets import laid_on
from parley.record.draft import Draft
from parley.record.instruments import kept_out
from parley.record.measure_guess import guess_actors, owners_told
from parley.record.measure_owners import (
    accused,
    announcer,
    answered,
    bearing_parties,
    beside,
    buyers_home,
    by_phrase,
    gerund_subject,
    granter,
    is_borne_rate,
    kept_home,
    market,
    same_person,
    setting_time,
)
from parley.record.presupposed import exchanging
from parley.record.words import actions
from parley.record.world import is_crowd, is_partners, is_wide, is_world

ADJUNCTS = (
    "according",
    "by",
    "after",
    "following",
    "amid",
    "under",
    "despite",
    "before",
    "since",
    "with",
    "over",
    "because",
    "between",
    "outside",
    "except",
    "excluding",
)
TO = ("with", "to", "at", "against")  # where a complaint is lodged
PRONOUNS = ("it", "they", "he", "she")


def actors_of(reading: Reading, unit: Unit, noun: Token, act: Act) -> tuple[str, ...]:
    """Who acts, by the act's own words: its agent, the measure's owner, whose market it closes; else ()."""
    listed = named_before_colon(reading, unit, act.token.i)
    own = listed or doing(reading, unit, noun, act)
    return own or market(reading, unit, noun) or kept_home(reading, unit, noun)


def doing(reading: Reading, unit: Unit, noun: Token, act: Act) -> tuple[str, ...]:
    """Who does the act, by its own words."""
    if accused := quarrelled_with(reading, unit, noun, act):
        return accused
    owner = slots.owner_of(reading, unit, noun) or maker(reading, unit, noun)
    if noun.lemma.lower() == "rate" and is_borne_rate(unit, noun):
        owner = ()
        if act.how == "rate":
            return ()  # "shocked at Chile's rate": Chile bears it
    if not owner and (giver := granter(reading, unit, noun) or answered(reading, unit, noun)):
        return giver
    if act.how == "borne" and (limiting := setting_time(unit, act.token)) is not None:
        return parties_of(reading.doc, unit, limiting, slots.discourse(reading, unit))
    if act.how == "borne" and any(k.tag == "PRP$" for k in unit.tree.children(noun, "poss")):
        owner = ()  # "Peru lost its quota": the quota of who bears, not of who acts
    papers = actions().instruments.get(noun.lemma.lower()) == "export_licensing"
    seeks = papers and act.how == "borne" and act.token.lemma.lower() in actions().licences["bound"]
    if act.how == "asked" or seeks:
        asked = unit.tree.child(act.token, "dobj", "nsubjpass") if act.how == "asked" else None
        subject = asked or slots.doer(unit, act.token)  # exporters ask their own state
        return owner or (actors_in(reading, unit, subject) if subject is not None else ())
    if act.how == "borne":
        return owner or placed(reading, unit, noun, act)
    if act.how == "step":
        above = unit.tree.head(noun)
        return owner or (doer_of(reading, unit, above) if above is not None and above.pos == "VERB" else ())
    if act.how == "subject":
        return by_phrase(reading, unit, act.token) or owner
    if act.token.lemma == "be":
        return owner  # "it will be 25%": the subject is the tariff
    if act.token.dep == "amod":
        return beside(reading, unit, act.token) or owner
    if act.how == "noun":
        own = slots.agent_of(reading, unit, act.token) or owner
        return own or (doer_of(reading, unit, act.over) if act.over is not None else ())
    if unit.tree.children(act.token, "nsubjpass"):
        closed = kept_out(reading, unit, act.token) if act.how == "verb" else ()
        return by_phrase(reading, unit, act.token) or owner or closed or bound(reading, unit, noun, act)
    if act.how == "participle" and act.token.dep == "acl" and act.token.tag == "VBN":
        return by_phrase(reading, unit, act.token) or owner  # not whoever is subject of the sentence
    doers = doer_of(reading, unit, act.token)
    if noun.lemma.lower() == "rate" and is_borne_rate(unit, noun) and act.how == "object":
        return ()  # "brought its rate down": what it bears
    if is_aimed_at(reading, unit, act.token, doers):
        doers = ()
    if len(doers) > 1 and set(owner) < set(doers):
        return owner or doers  # "the two agreed to lower US duties": whose duties they are
    return doers or owner or around_clause(reading, unit, act.token)


def quarrelled_with(reading: Reading, unit: Unit, noun: Token, act: Act) -> tuple[str, ...]:
    """ "sued Chile over its duty", "lodged a protest with Chile over its ban": it is Chile's."""
    top = act.token if act.how == "noun" else noun
    preposition = unit.tree.head(top) if act.how in ("owned", "noun") else None
    verb = unit.tree.head(preposition) if preposition is not None else None
    while verb is not None and verb.pos != "VERB" and verb.dep in ("pobj", "prep"):
        verb = unit.tree.head(verb)
    own = any(k.tag == "PRP$" for k in unit.tree.children(top, "poss"))
    sued = unit.tree.child(verb, "dobj") if verb is not None and own else None
    if sued is None or verb is None:
        return ()
    preps = [p for top in (sued, verb) for p in unit.tree.children(top, "prep") if p.text.lower() in TO]
    return next((a for k in (sued, *preps) if (a := actors_in(reading, unit, k))), ())


def bound(reading: Reading, unit: Unit, noun: Token, act: Act) -> tuple[str, ...]:
    """ "Danish firms will be required to have a licence": a state binds its own firms."""
    subject = unit.tree.child(act.token, "nsubjpass")
    licence = actions().instruments.get(noun.lemma.lower()) == "export_licensing" and act.stage == "imposed"
    firms = subject is not None and subject.lemma.lower() in actions().commitment["private"]
    return actors_in(reading, unit, subject) if subject is not None and licence and firms else ()


def is_aimed_at(reading: Reading, unit: Unit, act: Token, doers: tuple[str, ...]) -> bool:
    """Is a nameless subject ("the cabinet") taken for the party that its own act bears on?"""
    subject = slots.doer(unit, act)
    if subject is None or subject.pos != "NOUN" or actors_in(reading, unit, subject):
        return False
    own = {t.i for t in unit.tree.subtree(subject)}
    behind = [t for t in unit.tree.subtree(act) if t.i not in own and t.i > act.i]
    return bool(doers) and set(doers) <= set(slots.parties_in(reading, unit, behind))


def with_actors(reading: Reading, found: list[Draft]) -> Iterator[Draft]:
    """Fill the actors that the words leave open, and targets from the article's two parties."""
    told: list[Draft] = []
    owners = owners_told(reading, found)
    for draft in found:
        actors = draft.actors or guess_actors(reading, draft, told, (found, owners))
        bearing = laid_on(reading, draft) if len(actors) == 2 else set()
        if bearing and bearing < set(actors):  # "a deal that cuts duties on goods from Peru"
            actors = tuple(p for p in actors if p not in bearing)
        targets = tuple(p for p in draft.targets if p not in actors)
        pair = reading.doc.pair
        aid = draft.instrument == "subsidy"  # is given to one's own
        if not targets and len(actors) == 1 and actors[0] in pair and not aid:
            targets = tuple(p for p in pair if p not in actors)
        told.append(replace(draft, actors=actors, targets=targets))
        yield told[-1]


def named_before_colon(reading: Reading, unit: Unit, trigger: int) -> tuple[str, ...]:
    """ "three Chilean steps: ... and a plan to ...": whose acts a list tells."""
    colon = next((t.i for t in unit.tree.tokens[:trigger] if t.text == ":"), None)
    if not colon:
        return ()
    noun = unit.tree[colon - 1]
    kids = unit.tree.children(noun, "amod") if noun.lemma.lower() in actions().deeds["nouns"] else ()
    found = slots.parties_in(reading, unit, kids)
    mentions = [m.party for k in kids if (m := reading.doc.mention_of(unit, k)) is not None and m.party]
    return found or tuple(mentions[:1])


def targets_of(
    reading: Reading, unit: Unit, what: tuple[Token, Act], tokens: Sequence[Token], actors: tuple[str, ...]
) -> tuple[str, ...]:
    """Whom the words name as target; the subject of a verb of bearing, or of a passive, is one."""
    tree = unit.tree
    noun, act = what
    adjuncts = [t for t in tree if t.dep in ("prep", "agent", "advcl") and t.text.lower() in ADJUNCTS]
    beside = [{t.i for t in tree.subtree(a)} for a in adjuncts]
    told = act.how not in ("rate", "mark", "owned")
    skip = {i for below in beside if not (told and act.token.i in below) for i in below}
    skip |= {
        k.i for t in tokens if is_partners(unit, t) for k in tree.children(t, "compound", "poss", "amod")
    }
    subject = tree.child(act.token, "nsubj", "nsubjpass")
    if act.how == "borne" and (subject is None or subject.text.lower() in ("itself", "themselves")):
        subject = bearer_before(reading, unit, act.token)
    subject = relative(unit, subject) if subject is not None else None
    if subject is not None:
        skip |= clauses_in(unit, subject) - {noun.i}
    found = slots.parties_in(reading, unit, [t for t in tokens if t.i not in skip])
    if act.how == "subject":
        mine = {t.i for t in tree.subtree(noun)} - skip
        found = slots.parties_in(reading, unit, [t for t in tokens if t.i in mine]) or found
    bearers = bearing_parties(reading, unit, subject) if subject is not None and act.how == "borne" else ()
    if subject is not None and bearers:
        found = bearers
    elif subject is not None and (act.how == "borne" or subject.dep == "nsubjpass"):
        bearing = slots.parties_in(reading, unit, tree.subtree(subject))
        found = bearing if act.how == "verb" and bearing else (*bearing, *found)
    if noun.lemma.lower() == "rate" and is_borne_rate(unit, noun):
        found = slots.owner_of(reading, unit, noun) or found
    verb = tree.head(noun) if noun.dep == "dobj" and act.how == "rate" else None
    whom = tree.child(verb, "nsubjpass") if verb is not None else None
    if whom is not None:  # "was handed a rate of 29%"
        found = parties_of(reading.doc, unit, relative(unit, whom), slots.discourse(reading, unit)) or found
    wide = is_crowd(unit, act.token) or (is_wide(unit, noun) and act.how not in ("rate", "mark"))
    if not found and (wide or any(is_world(unit, t) for t in tokens if t.i not in skip)):
        found = ("WORLD",)
    away = {*actors, *market(reading, unit, noun)}
    return tuple(p for p in dict.fromkeys(found) if p not in away)


def bearer_before(reading: Reading, unit: Unit, verb: Token) -> Token | None:
    """ "Peru will drop its duty, but itself pay 19%": the party that is subject of the verb joined to it."""
    first = unit.tree.head(verb)
    subject = slots.doer(unit, first if verb.dep == "conj" and first is not None else verb)
    named = subject is not None and parties_of(reading.doc, unit, subject, slots.discourse(reading, unit))
    return subject if named else None


def maker(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """Who is told on the measure to have made it ("the duties planned by Peru", "which Peru collects")."""
    made = [by_phrase(reading, unit, k) for k in unit.tree.children(noun, "acl") if k.tag == "VBN"]
    rates = unit.tree.behind(noun)
    known = {*actions().stages, *actions().making["verbs"]}
    heads = [noun, *(n for n in rates if n.tag == "NN" and n.lemma.lower() in ("cent", "%"))]
    kids = [k for n in heads for k in unit.tree.children(n, "relcl") if k.lemma.lower() in known]
    kids += [k for n in rates for k in unit.tree.children(n, "relcl") if is_laying(unit, k)]
    made += [slots.agent_of(reading, unit, k) for k in kids if not unit.tree.children(k, "nsubjpass")]
    return next((parties for parties in made if parties), ())


def is_laying(unit: Unit, verb: Token) -> bool:
    """ "the duties on tin, which Peru imposed": a clause on the duties, wherever the parser hung it."""
    which = any(k.text.lower() in ("which", "that") for k in unit.tree.children(verb, "dobj"))
    return which and actions().stages.get(verb.lemma.lower()) in ("imposed", "announced", "raised")


def around_clause(reading: Reading, unit: Unit, act: Token) -> tuple[str, ...]:
    """The subject of the clause around a relative one ("Oslo presented a package that bans imports")."""
    above = next((a for a in unit.tree.ancestors(act) if a.pos in ("VERB", "AUX")), None)
    return doer_of(reading, unit, above) if act.dep == "relcl" and above is not None else ()


def actors_in(reading: Reading, unit: Unit, subject: Token) -> tuple[str, ...]:
    """States and blocs named in a subject, but for its relative clauses ("firms that sell to America")."""
    apart = clauses_in(unit, subject)
    return slots.parties_in(reading, unit, [t for t in unit.tree.subtree(subject) if t.i not in apart])


def clauses_in(unit: Unit, subject: Token) -> set[int]:
    """The tokens of the relative clauses in a noun phrase."""
    clauses = [t for t in unit.tree.subtree(subject) if t.dep == "relcl"]
    return {t.i for c in clauses for t in unit.tree.subtree(c)}


def placed(reading: Reading, unit: Unit, noun: Token, act: Act) -> tuple[str, ...]:
    """Whose duty goods bear: the one party in the duty's own words ("a duty in the US")."""
    subject = unit.tree.child(act.token, "nsubj", "nsubjpass")
    if subject is not None and (home := buyers_home(reading, unit, subject)):
        return home
    bearing = actors_in(reading, unit, subject) if subject is not None else ()
    preps = [p for p in unit.tree.children(noun, "prep") if p.text.lower() in ("in", "into", "at", "from")]
    preps += [p for p in unit.tree.children(act.token, "prep") if p.text.lower() in ("in", "into", "at")]
    where = [t for p in preps for t in unit.tree.subtree(p)]
    found = [p for p in slots.parties_in(reading, unit, where) if p not in bearing]
    return tuple(found) if len(found) == 1 else ()


def doer_of(reading: Reading, unit: Unit, act: Token) -> tuple[str, ...]:
    """The party of the subject; a pronoun in reported words means whoever says them."""
    planned = planner(unit, act) or controlled(unit, act) or announcer(unit, act)
    planned = planned or same_person(reading, unit, act) or exchanging(unit, act)
    planned = planned or gerund_subject(unit, act) or accused(unit, act)
    subject = planned or slots.doer(unit, act)
    if subject is not None and subject.text.lower() in PRONOUNS:
        told = reporter(reading, unit, act)
        if told:
            return told
    if subject is not None and subject.lemma.lower() == "administration":
        return government(reading, unit, subject)
    if planned is not None:
        return parties_of(reading.doc, unit, planned, slots.discourse(reading, unit))
    return slots.agent_of(reading, unit, act)


def government(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """ "the administration": the party named with it, else the one whose governments are called so."""
    named = slots.parties_in(reading, unit, unit.tree.subtree(noun))[:1]
    return named or (("US",) if "US" in reading.doc.pair else ())


def controlled(unit: Unit, act: Token) -> Token | None:
    """Who is brought to act: the object of the verb above ("prompting Oslo to announce duties")."""
    verb = unit.tree.head(act)
    to = any(k.text.lower() == "to" for k in unit.tree.children(act, "aux"))
    if verb is None or not to or act.dep not in ("xcomp", "ccomp") or unit.tree.child(act, "nsubj"):
        return None
    brought_to = verb.lemma.lower() in actions().bringing["verbs"] or is_let(unit, act, verb)
    return unit.tree.child(verb, "dobj") if brought_to else None


def planner(unit: Unit, act: Token) -> Token | None:
    """Whose plan or threat an infinitive of purpose is ("its threat to tax", "announced plans to cut")."""
    tree = unit.tree
    noun = tree.head(act)
    to = any(k.text.lower() == "to" for k in tree.children(act, "aux"))
    if noun is None or noun.pos != "NOUN" or act.dep not in ("acl", "relcl") or not to:
        return None
    if tree.child(act, "nsubj") is not None:
        return None  # "paves the way for X to cut"
    by = next((p for p in tree.children(noun, "prep") if p.text.lower() == "by"), None)
    owner = tree.child(noun, "poss") or (tree.child(by, "pobj") if by is not None else None)
    if owner is not None or noun.dep not in ("dobj", "pobj", "conj", "nsubjpass", "attr"):
        return owner
    verb = next((a for a in tree.ancestors(noun) if a.pos in ("VERB", "AUX")), None)
    return slots.doer(unit, verb) if verb is not None else None


def is_private(reading: Reading, unit: Unit, act: Token) -> bool:
    """Does a firm act, by its name or as the "it" of what it, or a newspaper, says ("it had stopped")?"""
    subject = slots.doer(unit, act)
    if subject is not None and subject.text.lower() in PRONOUNS:
        sayers = [a for a in unit.tree.ancestors(act) if a.lemma.lower() in cues().speech]
        subject = slots.doer(unit, sayers[0]) if sayers else None
    mention = reading.doc.mention_of(unit, subject) if subject is not None else None
    borne = subject is not None and subject.dep == "nsubjpass"
    return mention is not None and mention.kind in ("company", "outlet") and not borne


def reporter(reading: Reading, unit: Unit, act: Token) -> tuple[str, ...]:
    """The party that is subject of the clause which reports the act, in the same sentence."""
    below = act
    for above in unit.tree.ancestors(act):
        if below.dep == "ccomp" and above.lemma.lower() in (*cues().speech, "make"):  # "made clear that it"
            subject = slots.doer(unit, above)
            if subject is not None and subject.lemma.lower() == "administration":
                return government(reading, unit, subject)
            if subject is not None and subject.text.lower() not in PRONOUNS:
                return parties_of(reading.doc, unit, subject, slots.discourse(reading, unit))
        below = above
    return ()
