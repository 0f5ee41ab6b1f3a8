"""How much, when, in answer to what: the slots of a measure, from the words that stand under its act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parley.read import Reading
from parley.read.cues import cues
from parley.read.quantities import Quantity
from parley.read.times import TimeMention
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.phrases import PERCENT
from parley.record.unreal import BACKGROUND
from parley.record.words import actions

CLAUSES = ("nsubj", "csubj", "ccomp", "relcl", "advcl", "parataxis", "conj", "pcomp")
FIRST_STAGES = ("imposed", "announced", "threatened", "considered")  # what brings a measure into the world
ASIDE = ("after", "following", "despite", "since")  # another's act behind them was done before
LINK = 14  # tokens between two rates of one list
SHARE = re.compile(
    r" of (?:(?:the|its|their|all|total) )?(?:[\w-]+ ){0,2}"
    r"(?:goods|products|exports|imports|shipments|trade|lines|items|sales)\b"
)
BORNE = re.compile(r"\b(?:on|for|covering) (?:[a-z]+ ){0,2}$")
TAKING = r"(?:take effect|come into (?:force|effect)|(?:go|enter) into (?:force|effect)|kick in|start|begin)"
STARTS = re.compile(
    rf"\b(?:starting|beginning|effective|(?:to|will|would) {TAKING})(?: on| from| as of)? $", re.IGNORECASE
)


def scope(reading: Reading, unit: Unit, noun: Token, act: Act) -> tuple[Token, ...]:
    """The words in which the act's slots stand: its subtree without other acts' clauses and subjects.

    Without what stands behind "in retaliation for", which is the other side's; with the day of a start that
    stands behind the act ("..., starting on November 1").
    """
    tree = unit.tree
    bare = act.how in BACKGROUND
    tops = [noun] if bare else [act.token] if act.how == "step" else [act.token, noun]
    if act.over is not None:
        tops += [p for p in tree.children(act.over, "prep", "npadvmod") if p.i > act.token.i]
    own = {t.i for top in tops for t in tree.subtree(top)}
    mine = {noun.i, act.token.i} if bare else {t.i for t in tree.subtree(noun)}
    listed = tree.conjuncts(noun) if noun.i != act.token.i else ()  # "banned tin and taxed zinc"
    keep = {act.token.i, noun.i, *(t.i for t in listed), *(a.i for a in tree.ancestors(noun))}
    for token in tree:
        if token.i in own and is_other_clause(token, keep):
            below = {t.i for t in tree.subtree(token)}
            if noun.i not in below and not (token.dep == "nsubj" and act.how == "borne"):
                if token.dep == "relcl" and token.lemma.lower() in actions().bare_rates["sizes"]:
                    continue  # "a duty that averaged 20%"
                apart = token.dep in ("relcl", "advcl", "conj") or is_misread(token, noun)
                own -= below - (set() if apart else mine & below)
    cause = cause_of(unit, act)
    own = {i for i in own if tree[i].start < cause} | starting(reading, unit, act)
    return tuple(tree[i] for i in sorted(own))


def with_listed(reading: Reading, unit: Unit, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The scope with the rates that go on its list ("17% for A, 20% for B and 38% for C").

    The parser hangs the last items anywhere; no verb, no word of falling prices and few words part them.
    """
    numbers = [q for q in reading.doc.quantities_in(unit, tuple(unit.tree)) if q.unit == "percent"]
    known = [q.start for q in reading.doc.quantities_in(unit, tokens) if q.unit == "percent"]
    if not known:
        return tokens
    own = {t.i for t in tokens}
    for before, q in pairwise(numbers):
        first, last = (unit.tokens(n.start, n.end) for n in (before, q))
        between = unit.tree.tokens[first[-1].i + 1 : last[0].i] if first and last else ()
        if before.start < max(known) or not is_list_link(between):
            continue
        if first[-1].i in own:
            own |= {t.i for t in (*between, *last, *behind(unit, last[-1]))}
    return tuple(t for t in unit.tree if t.i in own)


def behind(unit: Unit, rate: Token) -> tuple[Token, ...]:
    """What a rate is on, where a preposition follows it."""
    after = unit.tree.tokens[rate.i + 1 : rate.i + 2]
    return unit.tree.subtree(after[0]) if after and after[0].dep == "prep" else ()


def is_list_link(between: Sequence[Token]) -> bool:
    """A comma or "and", and what bears the next rate: no verb, no share price."""
    words = {t.text.lower() for t in between}
    joined = bool(words & {",", "and", ";"})
    falls = words & {"down", "up", "share", "shares", "stock", "stocks", "from", "than", "while", "but"}
    verbs = any(t.tag.startswith("V") and t.text[:1].islower() for t in between)
    return joined and not (falls or verbs) and len(between) < LINK


def without_past_acts(unit: Unit, tokens: Sequence[Token], noun: Token, act: Act) -> tuple[Token, ...]:
    """Without participles on the noun that tell another act ("the ban, suspended in May, is back")."""
    kids = [k for k in unit.tree.children(noun, "acl") if k.tag == "VBN" and k.i != act.token.i]
    if act.how == "withheld":  # "the rules, which took effect in May, are withdrawn"
        kids += [k for t in tokens for k in unit.tree.children(t, "relcl") if k.i < act.token.i]
    past = [t for t in tokens if t.dep == "prep" and t.text.lower() in ASIDE and t.i > act.token.i]
    known = actions().nouns  # "after Peru's removal of it last month"
    kids += [n for p in past for n in unit.tree.children(p, "pobj") if n.lemma.lower() in known]
    apart = {t.i for k in kids for t in unit.tree.subtree(k)} - {act.token.i}
    return tuple(t for t in tokens if t.i not in apart)


def is_of_measure(unit: Unit, noun: Token, act: Act, time: TimeMention) -> bool:
    """ "shelves its October controls": which measure it is, not when the act upon it was."""
    if act.stage in FIRST_STAGES or time.type == "duration":
        return False
    named = unit.tree.children(noun, "compound", "nmod", "amod", "nummod", "poss", "npadvmod")
    own = {t.i for t in unit.tokens(time.start, time.end)}
    return any(k.i in own and k.i < noun.i for k in named)


def without_bracketed(
    reading: Reading, times: Sequence[TimeMention], quantities: Sequence[Quantity]
) -> list[TimeMention]:
    """Without a day in brackets with one of several rates ("steel (50%) and copper (50% as of August 1)")."""
    text = reading.doc.text
    return [t for t in times if (b := bracket(text, t.start)) is None
               or all(bracket(text, q.start) == b for q in quantities if q.unit == "percent")]  # fmt: skip


def bracket(text: str, at: int) -> int | None:
    """Where the round bracket around a place opens."""
    line = text.rfind("\n", 0, at) + 1
    opened = text.rfind("(", line, at)
    return opened if opened > text.rfind(")", line, at) else None


GROUNDS = ("over", "due", "because", "owing")  # "due to the flow of drugs"


def without_grounds(unit: Unit, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Without what a measure is about but does not bear on ("a tariff on Peru over rare earths").

    The goods of "over fentanyl" stay: they name the programme.
    """
    tops = [p for p in tokens if p.text.lower() in GROUNDS and p.dep == "prep"]
    kids = {p.i: {t.i for t in unit.tree.subtree(p)} for p in tops}
    drugs = set(actions().grounds["programmes"])
    named = [own for own in kids.values() if not any(unit.tree[i].lemma.lower() in drugs for i in own)]
    apart = {i for own in named for i in own}
    return tuple(t for t in tokens if t.i not in apart)


def without_firms(unit: Unit, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Without what a firm is called by: an antitrust probe of "Acme, the chip maker" is none into chips."""
    if unit.lemmas.isdisjoint(actions().grounds["monopoly"]):
        return tuple(tokens)
    firms = [t for t in tokens if t.lemma.lower() in actions().series["firms"]]
    apart = {k.i for t in firms for k in (t, *unit.tree.children(t, "compound", "amod", "nmod"))}
    return tuple(t for t in tokens if t.i not in apart)


def is_misread(token: Token, noun: Token) -> bool:
    """A relative clause that the parser took for the object of a noun that it took for a verb."""
    return token.dep == "ccomp" and token.head == noun.i


def cause_of(unit: Unit, act: Act) -> int:
    """Where in the unit the words of what the act answers begin; its end where they tell of nothing."""
    text = unit.text.lower()
    found = [at for phrase in cues().response if (at := text.find(phrase, act.token.end)) >= 0]
    return min(found, default=len(text))


def starting(reading: Reading, unit: Unit, act: Act) -> set[int]:
    """The tokens of the one day in the unit behind the act that is told as a start."""
    after = unit.place(act.token.start)
    told = [t for t in reading.doc.times_touching(unit) if t.start > after and is_start(reading, t)]
    inside = [k for k, at in zip(unit.tree, unit.places, strict=True) for t in told if t.start <= at < t.end]
    return {k.i for k in inside} if len(told) == 1 else set()


def is_start(reading: Reading, time: TimeMention) -> bool:
    """ "starting on November 1", "to take effect on it"."""
    return STARTS.search(reading.doc.text[max(0, time.start - 32) : time.start]) is not None


def is_other_clause(token: Token, keep: set[int]) -> bool:
    """The top of a clause or subject that is not the act's own."""
    if token.dep not in CLAUSES or token.i in keep:
        return False
    return token.dep != "conj" or token.pos in ("VERB", "AUX")


def rates_in(reading: Reading, unit: Unit, tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """The quantities among the tokens, without shares of trade ("a duty of 7%, with 77% of goods free")."""
    found = with_nought(unit, tokens, reading.doc.quantities_in(unit, tokens))
    if sum(q.unit == "percent" for q in found) < 2:
        return tuple(q for q in found if not is_share(reading, q))
    return tuple(q for q in found if q.unit != "percent" or not SHARE.match(reading.doc.text, q.end))


def with_nought(unit: Unit, tokens: Sequence[Token], found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The rate of a duty that is cut "to zero"."""
    for token in tokens:
        if token.text.lower() in ("zero", "nil", "nought") and token.dep == "pobj":
            to = unit.tree.head(token)
            rate = to is not None and to.text.lower() == "to" and token.i + 1 < len(unit.tree)
            if rate and unit.tree[token.i + 1].lemma.lower() not in PERCENT:
                at = unit.place(token.start)
                return (Quantity(at, at + len(token.text), 0.0, "percent", None, "level"), *found)
    return found


def is_share(reading: Reading, rate: Quantity) -> bool:
    """ "cut duties on 96% of goods": how much of the trade, and no duty."""
    text = reading.doc.text
    share = rate.unit == "percent" and SHARE.match(text, rate.end)
    return bool(share) and bool(BORNE.search(text, max(0, rate.start - 24), rate.start))


def rates(quantities: tuple[Quantity, ...], old: tuple[int, int] | None = None) -> list[list[Quantity]]:
    """Groups of quantities: one for each level in percent, with what belongs to it.

    `old` is the article range of the measure's own words where the act changes its rate: a level there is
    the former one ("the 10% levy will be doubled to 20%").
    """
    levels = [q for q in quantities if q.unit == "percent" and q.role not in ("from", "change", "range_low")]
    if old is not None and any(not old[0] <= q.start < old[1] for q in levels):
        levels = [q for q in levels if not old[0] <= q.start < old[1]]
        if len(levels) == 1:
            return [[*levels, *(q for q in quantities if q is not levels[0])]]
    if len(levels) < 2:
        return [list(quantities)]
    groups: list[list[Quantity]] = [[level] for level in levels]
    for q in quantities:
        if q not in levels:
            nearest = min(range(len(levels)), key=lambda i: abs(levels[i].start - q.start))
            groups[nearest].append(q)
    return groups


def around(
    unit: Unit, tokens: tuple[Token, ...], group: list[Quantity], quantities: tuple[Quantity, ...]
) -> tuple[Token, ...]:
    """The part of the scope that belongs to the group's rate: from the rate, or the words just before, on."""
    levels = sorted(q.start for q in quantities if q.unit == "percent" and q.role not in ("from", "change"))
    if len(levels) < 2 or not group:
        return tokens
    own = group[0].start
    after = min((s for s in levels if s > own), default=None)
    before = max((s for s in levels if s < own), default=None)
    behind = [
        t for t in tokens if own <= unit.place(t.start) and (after is None or unit.place(t.start) < after)
    ]
    ahead = [
        t for t in tokens if unit.place(t.start) < own and (before is None or unit.place(t.start) > before)
    ]
    if is_led(ahead, behind):
        return tuple(ahead[-8:] + behind[:3])
    if any(t.pos == "PROPN" or (t.dep == "pobj" and t.lemma not in ("cent", "%")) for t in behind):
        return tuple(behind)
    return tuple(ahead[-8:] + behind[:3])


def is_led(ahead: Sequence[Token], behind: Sequence[Token]) -> bool:
    """ "the duty on tin to 20% and that on zinc to 5%": what each rate is on stands before it."""
    after = next((t for t in behind if t.pos != "NUM" and t.lemma.lower() not in PERCENT), None)
    to = bool(ahead) and ahead[-1].text.lower() in ("to", "at")
    return to and after is not None and after.pos != "ADP" and any(t.text.lower() == "on" for t in ahead[-8:])


def when_told(reading: Reading, unit: Unit, act: Token) -> list[TimeMention]:
    """ "before 9 May, when duties rise": the day on which the clause hangs is the day of its act."""
    when = any(k.text.lower() == "when" for k in unit.tree.children(act, "advmod"))
    above = unit.tree.head(act)
    if not when or act.dep != "relcl" or above is None:
        return []
    return [replace(t, relation=None) for t in reading.doc.times_in(unit, (above,))]


def links_of(unit: Unit, act: Token) -> tuple[tuple[str, str], ...]:
    """(kind, words) of what the act answers or is exchanged for, as written."""
    return tuple(
        (kind, words)
        for kind, markers in (
            ("in_response_to", cues().response),
            ("in_exchange_for", actions().exchange["words"]),
        )
        if (words := behind_marker(unit, act, markers))
    )


def behind_marker(unit: Unit, act: Token, markers: Sequence[str]) -> str | None:
    """The phrase behind the first marker in the act's clause, without the marker."""
    start, end = unit.tree.extent(act)
    text = unit.text[start:end].lower()
    for marker in markers:
        at = text.find(f"{marker} ")
        if at >= 0:
            heads = unit.tree.at(start + at, start + at + len(marker))
            stop = (
                max(unit.tree.extent(t)[1] for t in heads if t.dep in ("prep", "advcl", "agent", "pcomp"))
                if any(t.dep in ("prep", "advcl", "agent", "pcomp") for t in heads)
                else end
            )
            return unit.text[start + at + len(marker) + 1 : min(stop, end)].strip() or None
    return None


def is_compared(reading: Reading, group: Sequence[Quantity]) -> bool:
    """ "10%, compared with the 2.5% of Peru": another's rate, and no former one."""
    text = reading.doc.text
    before = [text[max(0, q.start - 24) : q.start].lower() for q in group if q.role == "from"]
    return any(w in b for b in before for w in ("compared", "than"))


def is_only_proposed(reading: Reading, rate: Quantity) -> bool:
    """ "down from the proposed 46%": a rate that never was."""
    before = reading.doc.text[max(0, rate.start - 40) : rate.start].lower().split()
    return bool({"proposed", "planned", "threatened"} & set(before[-3:]))


def directed(reading: Reading, action: str, verb: str, group: Sequence[Quantity]) -> str:
    """Raised or lowered, where an act that says neither gives the old rate ("set at 12%, down from 20%")."""
    rates_told = [q for q in group if q.unit == "percent"]
    old = [q.number for q in rates_told if q.role == "from"]
    new = [q.number for q in rates_told if q.role not in ("from", "change")]
    told = action in ("imposed", "kept") and bool(old and new) and not is_compared(reading, group)
    told = told and not any(is_only_proposed(reading, q) for q in rates_told if q.role == "from")
    if not told or old[0] == new[0] or verb in actions().bare_rates["spans"]:
        return action
    return "raised" if new[0] > old[0] else "lowered"
