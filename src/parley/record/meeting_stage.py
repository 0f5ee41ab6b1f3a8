"""What became of a meeting by the words that govern it: held, going on, planned or cancelled."""

from __future__ import annotations

from functools import cache

from parley.read.cues import cues
from parley.read.modality import Mood, mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.events import TRAVEL, Event
from parley.record.journeys import lower
from parley.record.words import actions

OPEN = "open"  # a part of the rules tells nothing of the meeting


def stage(unit: Unit, event: Event, mood: Mood) -> str | None:
    """Held, going on, planned or cancelled; None where no verb tells.

    The first part that tells something of it has the word.
    """
    for part in (called_off, placed, to_come):
        if (told := part(unit, event, mood)) != OPEN:
            return told
    return going_on(unit, event, mood)


def called_off(unit: Unit, event: Event, mood: Mood) -> str | None:
    """A meeting that is cancelled, put off, or only sought."""
    off = set(phrasal(unit, event.act)) & set(actions().meeting["cancelled"])
    if off and event.how in ("object", "subject", "mention"):
        return None if mood.possible and event.act.pos == "VERB" else "cancelled"  # "could delay the visit"
    if is_shelved(unit, event):
        return "cancelled"
    closing = lower(event.act) in actions().agreement["talks"]["agreed"]
    if closing and event.how == "object" and not mood.done and lower(event.top) in ("negotiation", "talk"):
        return None  # "hope to conclude negotiations": the deal is sought
    if is_broken_off(unit, event) or is_put_on_hold(unit, event):
        return "cancelled"
    return OPEN


def placed(unit: Unit, event: Event, mood: Mood) -> str | None:
    """What the construction alone tells: "after talks", "the fourth round", "is due to meet"."""
    if event.act.dep == "acl" and event.act.tag == "VBN" and lower(event.act) in actions().meeting["closing"]:
        return "held"
    if is_dated_for(unit, event) or (event.how == "verb" and lower(event.act) == "invite"):
        return "planned"
    if event.how == "subject" and is_counted(unit, event):
        return "held"
    due = event.how == "subject" and is_due(unit, event)
    if (due or is_in_talk(unit, event)) and not mood.negated:
        return "planned"
    if event.how == "verb" and event.act.pos == "AUX" and not mood.future:
        return "held" if event.act.tag == "VBD" else "ongoing"
    later = mood.future or mood.hypothetical or (event.how == "during" and ahead(mood, event.act))
    if event.how in ("after", "during") and later and event.act.pos == "VERB":
        return "planned"
    if event.how in ("after", "during") or follows(unit, event):
        return "held"
    return OPEN


def tells_nothing(unit: Unit, event: Event) -> bool:
    """ "doubt the talks", "the meeting led to a deal": the verb does not say whether they meet."""
    table, verb = actions().meeting, set(phrasal(unit, event.act))
    if is_awaited(unit, event):
        return True
    if event.how not in ("subject", "object"):
        return False
    if event.how == "subject" and verb & {"lead to", "take to"}:
        return True  # what the meeting leads to
    known = known_verbs()
    if event.how == "object":
        known = known.union(*(table[name] for name in ("asking", "with_meeting", "proceeding", "listing")))
    return not (verb & known or marks_of(unit, event) & set(table["upcoming"]))


def marks_of(unit: Unit, event: Event) -> set[str]:
    """The words right on the meeting: "upcoming", "planned"."""
    return {lower(t) for t in unit.tree.children(event.token, "amod", "acl", "relcl")}


def to_come(unit: Unit, event: Event, mood: Mood) -> str | None:
    """A meeting that lies ahead, or for which somebody came; none where the verb says nothing of it."""
    table = actions().meeting
    if tells_nothing(unit, event):
        return None
    if is_asked_to(unit, event) or is_in_diary(unit, event) or is_to_go_on(unit, event):
        return "planned"
    if came_to(unit, event):
        return "held"
    if event.how == "for" and (
        lower(event.act) in (*table["asking"], *table["arranging"]) or is_set_for(unit, event)
    ):
        return "planned" if not mood.negated else None
    if (there := is_there(unit, event)) is not None:
        return there
    if ahead(mood, event.act) or (marks_of(unit, event) & set(table["upcoming"])) or is_plan(event, unit):
        return "planned"
    if is_occasion_to_come(unit, event):
        return "planned"
    return OPEN


def going_on(unit: Unit, event: Event, mood: Mood) -> str | None:
    """Held or going on, where nothing speaks against it."""
    table = actions().meeting
    verb = phrasal(unit, event.act)
    if event.how in ("before", "mention"):
        return None
    if event.how in TRAVEL:
        return gone(unit, event)
    beside = {*verb, *(lower(t) for t in unit.tree.children(event.act, "advmod", "acomp", "prt", "attr"))}
    beside -= {"way"}  # "is the only way forward"
    behind = [p for p in unit.tree.children(event.act, "prep") if p.i > event.act.i]  # not "in a move that"
    around = {lower(t) for p in behind for t in unit.tree.subtree(p)[:3]}
    if (not mood.negated and (beside | around) & set(table["ongoing"])) or is_progressive(unit, event):
        return "ongoing"
    known = {*table["held"], *table["being"]} - ({"be"} if event.how == "subject" else set())
    known |= {"make", "pay", "undertake"} if lower(event.token) in table["journeys"] else set()
    return "held" if event.how == "verb" or set(verb) & known or mood.negated else None


def is_shelved(unit: Unit, event: Event) -> bool:
    """ "plans for a summit were shelved", "dropped plans for talks": what was arranged is called off."""
    above = unit.tree.head(event.act)
    if event.how != "for" or event.act.pos != "NOUN" or above is None:
        return False
    arranged = lower(event.act) in actions().meeting["arranging"] and event.act.dep in ("dobj", "nsubjpass")
    return arranged and bool(set(phrasal(unit, above)) & set(actions().meeting["cancelled"]))


def is_awaited(unit: Unit, event: Event) -> bool:
    """ "will not be told before the two have spoken", "would wait until they had met": a condition."""
    marks = {k.text.lower() for k in unit.tree.children(event.act, "mark")}
    above = unit.tree.head(event.act) if event.act.dep == "advcl" and marks & {"before", "until"} else None
    aux = unit.tree.children(above, "aux") if above is not None else ()
    return event.how == "verb" and any(k.text.lower() in ("will", "would", "'ll") for k in aux)


def is_asked_to(unit: Unit, event: Event) -> bool:
    """ "invited X to meet", "was invited to Lima for talks": whoever is asked to come has not met."""
    above = unit.tree.head(event.act) if event.act.dep in ("xcomp", "advcl", "ccomp") else None
    verb = event.act if event.how == "for" else above
    return verb is not None and lower(verb) == "invite"


def is_to_go_on(unit: Unit, event: Event) -> bool:
    """ "will continue meeting through the weekend", "will keep talking": they still will."""
    above = unit.tree.head(event.act) if event.act.dep == "xcomp" and event.act.tag == "VBG" else None
    if above is None or lower(above) not in ("continue", "keep", "resume", "start", "begin", "stop"):
        return False
    return any(k.text.lower() in ("will", "’ll", "'ll") for k in unit.tree.children(above, "aux"))


def is_habit(unit: Unit, event: Event, sides: int) -> bool:
    """ "on every occasion that we meet", "whenever they meet", "does not lead negotiations"."""
    words = {k.text.lower() for k in unit.tree.children(event.act, "advmod", "mark")}
    above = unit.tree.head(event.act) if event.act.dep in ("relcl", "advcl", "acl") else None
    times = {k.text.lower() for k in unit.tree.children(above, "det")} if above is not None else set()
    if "whenever" in words or (
        times & {"every", "each", "any"} and above is not None and above.pos == "NOUN"
    ):
        return True
    never = {k.text.lower() for k in unit.tree.children(event.act, "aux")} & {"do", "does"}
    bare = event.token.tag == "NNS" and not unit.tree.children(event.token, "det")
    return event.how == "object" and bool(never) and bare and sides < 2


def is_ruled_out(unit: Unit, event: Event) -> bool:
    """ "ruled out talks", "talks were ruled out"."""
    ruled = lower(event.act) == "rule" and event.how == "object"
    return ruled and any(k.text.lower() == "out" for k in unit.tree.children(event.act, "prt"))


def is_in_talk(unit: Unit, event: Event) -> bool:
    """ "a meeting is being discussed", "exploring a call": one that is not set; not "discussed the talks"."""
    one = any(k.text.lower() in ("a", "an", "another") for k in unit.tree.children(event.top, "det"))
    return one and event.how == "object" and lower(event.act) in actions().meeting["weighing"]


def is_in_diary(unit: Unit, event: Event) -> bool:
    """ "her schedule shows a meeting with Y": it is to come."""
    owner = unit.tree.child(event.act, "nsubj") if event.how == "object" else None
    listing = lower(event.act) in actions().meeting["listing"] and event.act.tag in ("VBZ", "VBP", "VBD")
    return listing and owner is not None and lower(owner) in actions().meeting["diaries"]


def is_of_pact(unit: Unit, event: Event) -> bool:
    """ "completed negotiations for a pact", wherever the parser hung the phrase: the pact is made."""
    if event.how != "object" or lower(event.act) not in actions().agreement["talks"]["agreed"]:
        return False
    preps = [p for t in (event.top, event.act) for p in unit.tree.children(t, "prep")]
    nouns = {
        lower(n) for p in preps if p.text.lower() in ("for", "on") for n in unit.tree.children(p, "pobj")
    }
    return lower(event.top) in ("negotiation", "talk") and bool(nouns & set(actions().agreement["nouns"]))


def is_broken_off(unit: Unit, event: Event) -> bool:
    """ "X is ending all talks with Y": one side ends them; talks that "ended on Friday" were held."""
    one_sided = event.how == "object" and lower(event.act) in ("end", "stop", "cease", "cut")
    beside = {k.text.lower() for k in unit.tree.children(event.top, "det", "amod", "predet")}
    if {k.text.lower() for k in unit.tree.children(event.act, "advmod")} & set(actions().meeting["abruptly"]):
        return one_sided
    going = event.act.tag in ("VB", "VBG") or bool(beside & {"all", "further"})
    with_ = any(p.text.lower() == "with" for p in unit.tree.children(event.token, "prep"))
    return one_sided and going and with_


def is_put_on_hold(unit: Unit, event: Event) -> bool:
    """ "put the talks on hold", "talks were placed on ice"."""
    moved = event.how == "object" and lower(event.act) in ("put", "place", "keep", "leave")
    return moved and any(lower(n) in ("hold", "pause", "ice", "halt") for n in unit.tree.behind(event.act))


def gone(unit: Unit, event: Event) -> str | None:
    """ "is in X for talks" goes on, "flew to X for talks" is held, and what they did "in talks"."""
    table = actions().meeting
    if any(lower(k) in table["planned"] for k in unit.tree.children(event.act, "acomp")):
        return "planned"
    around = {lower(n) for n in unit.tree.behind(event.act)}
    if "way" in around and lower(event.act) == "be":
        return "planned"  # "is on her way to Lima for talks"
    if plays_part(unit, event.act):
        return None
    if lower(event.act) in table["engaged"]:
        return "held" if lower(event.act) == "be" and event.act.tag == "VBD" else "ongoing"
    if lower(event.act) in table["travelling"] and is_on_the_way(unit, event.act):
        return "planned"
    if event.how == "in" and any(lower(k) == "be" for k in unit.tree.children(event.act, "aux")):
        return "ongoing"  # "was making progress in talks"
    if lower(event.act) in table["travelling"] or (event.how == "in" and is_past(unit, event.act)):
        return "held"
    return None


def plays_part(unit: Unit, verb: Token) -> bool:
    """ "has played a role in the talks", "nothing is off the table in talks": they are only named."""
    things = {lower(t) for t in unit.tree.children(verb, "dobj", "attr")}
    off = any(p.text.lower() == "off" for p in unit.tree.children(verb, "prep"))
    return bool(things & set(actions().meeting["parts"])) or (lower(verb) == "be" and off)


def is_set_for(unit: Unit, event: Event) -> bool:
    """ "are set for talks", "geared up for talks"; not "set the stage for"."""
    bare = not unit.tree.children(event.act, "dobj")
    return event.how == "for" and bare and lower(event.act) in actions().meeting["set_for"]


def is_refused(unit: Unit, event: Event) -> bool:
    """ "refused to meet", "declined to receive": the verb over it says no."""
    above = unit.tree.head(event.act) if event.act.dep == "xcomp" else None
    return above is not None and lower(above) in actions().meeting["refusing"]


def is_due(unit: Unit, event: Event) -> bool:
    """ "the talks are due to resume", "is likely to begin": an adjective of what is to come."""
    present = event.act.tag in ("VBZ", "VBP") and lower(event.act) == "be"
    beside = unit.tree.children(event.act, "acomp") if present else ()
    return any(k.pos == "ADJ" and lower(k) in actions().raising["words"] for k in beside)


def is_on_the_way(unit: Unit, verb: Token) -> bool:
    """ "are flying to X", "flies to X", "departed for X": not there yet; who heads a team does not go."""
    if lower(verb) in ("head", "lead") and unit.tree.child(verb, "dobj") is not None:
        return False
    if is_to_follow(unit, verb):
        return True
    going = verb.tag == "VBG" and any(k.tag in ("VBZ", "VBP") for k in unit.tree.children(verb, "aux"))
    now = ("VBZ", "VBP", "NNS")  # the parser takes the "heads" of a headline for a noun
    return going or verb.tag in now or lower(verb) in actions().meeting["setting_out"]


def is_to_follow(unit: Unit, verb: Token) -> bool:
    """ "told reporters before flying to Lima for talks": these lie ahead of what is said."""
    before = unit.tree.head(verb) if verb.dep == "pcomp" else None
    if before is None or before.text.lower() != "before":
        return False
    soon = before.i > 0 and unit.tree[before.i - 1].text.lower() in ("shortly", "just", "hours", "minutes")
    over = tuple(unit.tree.ancestors(before))[: None if soon else 1]
    return any(lower(t) in cues().say for t in over)


def is_past(unit: Unit, verb: Token) -> bool:
    """Told in the past, also through the verb over an infinitive ("failed to agree")."""
    above = unit.tree.head(verb)
    if verb.dep == "xcomp" and verb.tag == "VB" and above is not None:
        return is_past(unit, above)
    return verb.tag == "VBD" or (verb.tag == "VBN" and mood_of(unit, verb).done)


def follows(unit: Unit, event: Event) -> bool:
    """ "after meeting X": what was done before something else."""
    above = unit.tree.head(event.act)
    return (
        event.act.tag == "VBG" and above is not None and above.text.lower() in ("after", "following", "since")
    )


def came_to(unit: Unit, event: Event) -> bool:
    """ "flew to X to meet Y": who has come for it, meets."""
    above = unit.tree.head(event.act)
    purpose = event.how == "verb" and event.act.tag == "VB" and event.act.dep in ("xcomp", "advcl")
    if (
        not purpose
        or above is None
        or lower(above) not in actions().meeting["travelling"]
        or above.pos == "AUX"
    ):
        return False
    return above.tag == "VBD" and mood_of(unit, above).done


def is_dated_for(unit: Unit, event: Event) -> bool:
    """ "set Friday as the date for resuming the talks"."""
    for_ = unit.tree.head(event.act) if event.act.dep == "pcomp" else None
    noun = unit.tree.head(for_) if for_ is not None and for_.text.lower() == "for" else None
    return noun is not None and lower(noun) in actions().meeting["arranging"]


def is_counted(unit: Unit, event: Event) -> bool:
    """ "It was the fourth round of talks", "the meeting in Lima is the fourth": one told of before."""
    subject = unit.tree.child(event.act, "nsubj")
    known = ("it", "this", "that", *actions().meeting["single"], "talks")
    pointing = subject is not None and subject.text.lower() in known
    past = event.act.text.lower() in ("was", "marked", "is", "marks")
    return event.top.dep in ("attr", "dobj") and pointing and past and counted(unit, event)


def counted(unit: Unit, event: Event) -> bool:
    """Does an ordinal stand on the meeting?"""
    kids = {k.text.lower() for t in (event.top, event.token) for k in unit.tree.children(t, "amod")}
    return bool(kids & {*actions().agreement["ordinals"], "sixth", "seventh", "eighth", "ninth", "tenth"})


def is_there(unit: Unit, event: Event) -> str | None:
    """ "is in X to meet Y", "was on a visit to X to meet Y": whoever is there for it is meeting."""
    above = unit.tree.head(event.act)
    purpose = (
        event.how in ("verb", "object") and event.act.tag == "VB" and event.act.dep in ("xcomp", "advcl")
    )
    if not purpose or above is None or lower(above) != "be" or above.tag not in ("VBZ", "VBP", "VBD"):
        return None
    there = [p for p in unit.tree.children(above, "prep") if p.text.lower() in ("in", "on")]
    return None if not there else "held" if above.tag == "VBD" else "ongoing"


@cache
def known_verbs() -> frozenset[str]:
    """The verbs that say of their subject what becomes of a meeting."""
    table = actions().meeting
    names = ("held", "being", "planned", "ongoing", "telling", "upcoming")
    return frozenset(w for name in names for w in table[name])


def phrasal(unit: Unit, verb: Token) -> tuple[str, ...]:
    """The verb's lemma, alone and with its particle ("break down", "fall apart")."""
    parts = [k.text.lower() for k in unit.tree.children(verb, "prt", "advmod", "prep", "acomp")]
    return (lower(verb), *(f"{lower(verb)} {p}" for p in parts))


def ahead(mood: Mood, act: Token) -> bool:
    """Does the mood put it in the future?"""
    governed = {"considered", "planned", "demanded", "offered", "pledged", "threatened"} & set(mood.governors)
    undone = not mood.done and not mood.negated and (not mood.perfect or act.tag == "VB")
    return bool(mood.future or mood.hypothetical or undone or governed)


def is_plan(event: Event, unit: Unit) -> bool:
    """ "agreed on a meeting", "a meeting is scheduled", "invited X to talks"."""
    light = event.how in ("object", "mention", "subject")
    lemma = lower(event.act)
    passive = bool(unit.tree.children(event.act, "auxpass", "nsubjpass"))
    return (
        light
        and lemma in actions().meeting["planned"]
        and (lemma not in ("set", "look", "expect") or passive or event.how == "object")
    )


def is_occasion_to_come(unit: Unit, event: Event) -> bool:
    """ "when X and Y meet", "days before they meet": in the present tense it lies ahead."""
    opened = {k.text.lower() for k in unit.tree.children(event.act, "advmod", "mark")}
    bare = event.how == "verb" and not unit.tree.children(event.act, "aux")
    return bare and event.act.tag in ("VB", "VBP", "VBZ") and bool(opened & {"when", "before"})


def is_progressive(unit: Unit, event: Event) -> bool:
    """ "are holding talks", "have been meeting"; not "are watching the talks"."""
    about = event.how == "verb" or lower(event.act) in (
        *actions().meeting["held"],
        *actions().meeting["ongoing"],
    )
    above = unit.tree.head(event.act) if event.act.dep == "advcl" else None
    there = above is not None and above.lemma == "be" and above.tag in ("VBZ", "VBP")  # "is in X holding"
    going = there or any(lower(k) == "be" for k in unit.tree.children(event.act, "aux"))
    return about and event.act.tag == "VBG" and going
