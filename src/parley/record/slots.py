"""Slots that several kinds of claims share: actors, targets, goods, persons, values, dates, conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from parley.model import Value, When
from parley.read import Reading
from parley.read.cues import cues
from parley.read.mentions import Mention
from parley.read.quantities import Quantity, to_values
from parley.read.speech import subject_of
from parley.read.times import TimeMention
from parley.read.tree import Token
from parley.read.units import Unit, once
from parley.read.who import Discourse, parties_of
from parley.record.draft import voice_at

REPEATED = 60  # code points from which the same words twice are one sentence printed twice
LEAD = 400  # code points in which title and standfirst stand
ENDING = ("until", "by", "before", "through")
LOCATIVE = (
    "in",
    "at",
    "to",
    "from",
    "near",
    "outside",
    "central",
    "around",
    "leaving",
    "visiting",
    "visit",
    "visited",
    "visits",
)
EVENTS = ("talks", "meeting", "summit", "round", "negotiations", "framework", "truce", "deal", "agreement")
RATE_WORDS = ("per", "cent", "percent", "%", "-")
GENERIC = ("good", "product", "import", "export", "item", "merchandise")
# Parts of an article that tell in short what its text tells.
NO_TEXT = ("title", "heading", "caption", "standfirst", "dateline")
PLACES = ("party", "adjective", "capital", "metonym", "body", "person")


def units(reading: Reading) -> Iterator[Unit]:
    """The units that may carry a claim: no headings; a sentence printed twice once, not in the standfirst."""
    if "units" not in reading.known:
        reading.known["units"] = tuple(chosen_units(reading))
    yield from reading.known["units"]


def chosen_units(reading: Reading) -> Iterator[Unit]:
    """As `units`, worked out."""
    places: dict[str, list[int]] = {}
    for unit in reading.doc.units:
        if unit.cut.kind != "heading":
            places.setdefault(unit.text, []).append(unit.index)
    for text, found in places.items():
        lead = unit_start(reading, found[0]) < LEAD and len(found) > 1
        chosen = found if len(text) < REPEATED else found[-1:] if lead else found[:1]
        places[text] = chosen
    yield from (u for u in reading.doc.units if u.index in places.get(u.text, ()))


def unit_start(reading: Reading, index: int) -> int:
    """The article offset at which a unit begins."""
    return reading.doc.units[index].place(0)


def discourse(reading: Reading, unit: Unit) -> Discourse:
    """What had been talked of before the unit."""
    return reading.speech.subjects[unit.index]


def agent_of(reading: Reading, unit: Unit, act: Token) -> tuple[str, ...]:
    """The parties that do the act: the verb's subject or by-phrase, the noun's possessor."""
    tree = unit.tree
    so_far = discourse(reading, unit)
    for by in tree.children(act, "agent", "prep"):
        noun = tree.child(by, "pobj") if by.text.lower() == "by" else None
        if noun is not None and (found := parties_of(reading.doc, unit, noun, so_far)):
            return found
    if act.pos in ("VERB", "AUX"):
        if tree.children(act, "nsubjpass"):
            return ()
        subject = doer(unit, act)
        return parties_of(reading.doc, unit, subject, so_far) if subject is not None else ()
    for owner in tree.children(act, "poss", "amod", "compound", "nmod"):
        if found := parties_of(reading.doc, unit, owner, so_far):
            return found
    return ()


@once
def doer(unit: Unit, act: Token) -> Token | None:
    """The subject of the act, also through an adjective or noun over it ("is prepared to")."""
    here: Token | None = act
    for _ in range(5):
        if here is None:
            return None
        found = subject_of(unit, here) or unit.tree.child(here, "poss")
        if found is not None:
            return found
        if here.dep == "ROOT" and (lost := lost_subject(unit, here)) is not None:
            return lost
        if here.dep not in ("acomp", "xcomp", "pcomp", "prep", "acl", "attr", "dobj", "pobj", "conj"):
            return None
        here = unit.tree.head(here)
    return None


def lost_subject(unit: Unit, verb: Token) -> Token | None:
    """Names right before "have agreed", which the parser hung on the phrase before them."""
    first = next(iter(unit.tree.children(verb, "aux")), verb)
    before = unit.tree[first.i - 1] if first.i else None
    if before is None or before.pos != "PROPN" or verb.tag not in ("VBD", "VBN", "VBZ", "VBP"):
        return None
    top = unit.tree.conjuncts(before)[0] if before.dep == "conj" else before
    return top if top.dep in ("appos", "conj", "npadvmod", "dep", "pobj") else None


def owner_of(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """The parties whose measure it is: "China's curbs", "American tariffs" (not "China tariffs")."""
    for kid in unit.tree.children(noun, "poss", "amod", "nmod", "compound"):
        mention = reading.doc.mention_of(unit, kid)
        if kid.dep == "compound" and (mention is None or (mention.kind == "party" and mention.key != "US")):
            continue
        if mention is not None and mention.kind not in PLACES and kid.dep != "poss":
            continue
        if found := parties_of(reading.doc, unit, kid, discourse(reading, unit)):
            return found
    before = possessor(unit, noun)
    return parties_of(reading.doc, unit, before, discourse(reading, unit)) if before is not None else ()


def possessor(unit: Unit, noun: Token) -> Token | None:
    """Whose it is where a rate, on which the parser hung it, stands between ("Oslo's 8 per cent duty")."""
    at = noun.i - 1
    while at > 0 and (unit.tree[at].pos in ("NUM", "SYM", "ADJ") or unit.tree[at].text.lower() in RATE_WORDS):
        at -= 1
    return unit.tree[at - 1] if at > 0 and at < noun.i - 1 and unit.tree[at].tag == "POS" else None


def speaker_party(reading: Reading, unit: Unit, token: Token) -> tuple[str, ...]:
    """The party that the speaker's words bind."""
    source = voice_at(reading, unit, token).source
    return source.parties if source is not None else ()


def parties_in(reading: Reading, unit: Unit, tokens: Iterable[Token]) -> tuple[str, ...]:
    """States and blocs named by the tokens, in order."""
    found = (
        m for m in reading.doc.mentions_in(unit, tokens) if m.kind in PLACES[:5] and not is_place(reading, m)
    )
    return tuple(dict.fromkeys(m.party for m in found if m.party and reading.doc.is_state(m.party)))


def is_place(reading: Reading, mention: Mention) -> bool:
    """Is a capital told as the place where something is, and not as its government?"""
    text = reading.doc.text
    if mention.kind not in ("capital", "metonym"):
        previous = (
            reading.doc.mention_at(mention.start - 3)
            if text[mention.start - 2 : mention.start] == ", "
            else None
        )
        return mention.kind == "venue" or (previous is not None and previous.kind in ("venue", "capital"))
    before = text[max(0, mention.start - 24) : mention.start].split()
    after = text[mention.end : mention.end + 24].split()
    if (before and before[-1].lower() in LOCATIVE) or (after and after[0].lower().strip(",.") in EVENTS):
        return True
    return mention.party not in reading.doc.named


def targets_of(
    reading: Reading, unit: Unit, tokens: Sequence[Token], actors: tuple[str, ...]
) -> tuple[str, ...]:
    """Whom it is done to: the other parties in the act's words, else the other of the article's two."""
    found = tuple(p for p in parties_in(reading, unit, tokens) if p not in actors)
    if found:
        return found
    pair = reading.doc.pair
    return tuple(p for p in pair if p not in actors) if len(actors) == 1 and actors[0] in pair else ()


def goods_of(reading: Reading, unit: Unit, tokens: Sequence[Token]) -> tuple[str, ...]:
    """Canonical goods in the tokens; "Chinese products" gives `chinese goods`."""
    goods = [m for m in reading.doc.mentions_in(unit, tokens) if m.kind == "good" and is_good(unit, m)]
    named = [m.key for m in goods if not is_description(reading, unit, m)]
    general = [t for t in tokens if t.lemma.lower() in GENERIC] if unit.having(GENERIC) else []
    generic = [g for t in general if (g := generic_goods(reading, unit, t)) is not None]
    return tuple(dict.fromkeys([*named, *generic]))


def is_good(unit: Unit, mention: Mention) -> bool:
    """Not "shipping" as a verb, nor a word in the name of a body ("the Food Inspection Agency")."""
    words = unit.tokens(mention.start, mention.end)
    last = words[-1] if words else None
    if last is None:
        return True
    if last.tag == "VBG" and last.pos == "VERB":
        return False
    above = unit.tree.head(last) if last.dep in ("compound", "nmod") else None
    named = above is not None and above.tag in ("NNP", "NNPS") and last.text[:1].isupper()
    return not (named and above is not None and above.lemma.lower() in cues().bodies)


def is_description(reading: Reading, unit: Unit, mention: Mention) -> bool:
    """ "polysilicon, a raw material used in chips": what another good is, and is used for."""
    words = unit.tokens(mention.start, mention.end)
    for token in (words[-1], *unit.tree.ancestors(words[-1])) if words else ():
        if token.dep == "appos" and unit.tree.children(token, "det"):
            told = unit.tree.head(token)
            other = reading.doc.mention_of(unit, told) if told is not None else None
            return other is not None and other.kind == "good"
    return False


def generic_goods(reading: Reading, unit: Unit, token: Token) -> str | None:
    """`chinese goods` for a word like goods or imports with a party beside it."""
    if token.pos not in ("NOUN", "PROPN"):
        return None
    for kid in unit.tree.children(token, "amod", "compound", "nmod", "poss"):
        mention = reading.doc.mention_of(unit, kid)
        if mention is not None and mention.kind in ("adjective", "party") and mention.party:
            return f"{goods_adjective(reading, mention.party)} goods"
    return None


def goods_adjective(reading: Reading, code: str) -> str:
    """`us`, `eu`, `chinese`: the adjective under which a party's goods go."""
    if code in ("US", "EU", "UK"):
        return code.lower()
    adjectives = reading.doc.lexicon.parties[code].adjectives
    return adjectives[0].lower() if adjectives else reading.doc.lexicon.parties[code].name.lower()


def people_in(reading: Reading, unit: Unit, tokens: Iterable[Token]) -> tuple[str, ...]:
    """Canonical names of the persons named by the tokens."""
    found = (m for m in reading.doc.mentions_in(unit, tokens) if m.kind == "person")
    return tuple(dict.fromkeys(m.name for m in found))


def values_of(quantities: Sequence[Quantity]) -> tuple[Value, ...]:
    """Values in the order of CLAIMS.md."""
    return to_values(quantities)


def date_of(times: Sequence[TimeMention]) -> When | None:
    """When it happens: the first resolved time that is no end and no duration."""
    kept = [t for t in times if t.when is not None and t.relation not in ENDING and t.type != "duration"]
    return kept[0].when if kept else None


def expiry_of(times: Sequence[TimeMention]) -> str | None:
    """The day on which it ends, where one exact day is told."""
    ends = [t.when for t in times if t.when is not None and t.relation in ("until", "through")]
    return ends[0].start if ends and ends[0].precision == "day" else None


def condition_text(unit: Unit, condition: tuple[int, int] | None) -> str | None:
    """The if-part as written."""
    return unit.text[condition[0] : condition[1]] if condition is not None else None


def subject_tokens(unit: Unit, act: Token) -> tuple[Token, ...]:
    """The tokens of the act's own subject."""
    subject = unit.tree.child(act, "nsubj", "poss")
    return unit.tree.subtree(subject) if subject is not None else ()
