"""One sentence for one state of one entry, with the status in its verb."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from parley.model import Claim, Entry, State, Value, Verdict, When
from parley.write import dates
from parley.write.books import Ask, Books, Findings
from parley.write.nouns import deal, instrument, measure, owned, subject, to_rate
from parley.write.outdated import prolonged
from parley.write.phrases import capital, goods, listed, parties, shortened, table, value, within
from parley.write.steps import coming_step

COMING = ("announced", "threatened", "considered")
LONGEST = 160  # characters of words that stand in a sentence
YEAR_ON_YEAR = ("year-on-year", "year on year", "year earlier", "on the year", "on-year", "a year ago")


def status(entry: Entry, verdict: Verdict, findings: Findings, ask: Ask) -> str:
    """The state of `entry` as one sentence, without the full stop and without who says it."""
    claims = [findings.books.claim(i) for i in verdict.state.claims]
    entry = left(entry, verdict.state)
    if entry.kind == "indicator":
        return figure(entry, verdict.state, claims)
    pattern = _pattern(entry, verdict.state, claims)
    if pattern is None:
        return f"{capital(subject(entry))}: {verdict.state.status}"
    slots = {**_times(entry, verdict.state, claims), **_who(entry, verdict.state)}
    slots["breached"] = _breached(entry, verdict.state, findings)
    truce = prolonged(entry, verdict.state, findings, ask)
    if truce is not None:
        pattern, slots["truce"] = str(table("measure_prolonged")["prolonged"]), truce
    return pattern.format(**slots, **SLOTS[entry.kind](entry, verdict.state, claims))


def ending(entry: Entry, state: State) -> str:
    """`The Geneva truce ends`, `The suspension of ... ends, and the measure returns,`."""
    if state.reason.startswith("part suspended"):
        part = measure(replace(entry, goods=state.without), state)
        return f"The suspension of {part} ends, and the measure returns,"
    entry = left(entry, state)
    if entry.kind == "agreement":
        return f"{capital(deal(entry))} ends"
    if state.status == "suspended":
        return f"The suspension of {measure(entry, state)} ends, and the measure returns,"
    if state.rate is not None and entry.instrument == "tariff":
        return f"The rate of {state.rate:g} % of {subject(entry)} ends"
    return f"{capital(subject(entry))} {verb(entry, 'end', 'ends')}"


def left(entry: Entry, state: State) -> Entry:
    """The entry with the goods that a state still reaches."""
    if not state.without:
        return entry
    return replace(entry, goods=tuple(g for g in entry.goods if g not in state.without))


def unless(entry: Entry, state: State) -> str:
    """`unless somebody extends it`; several tariffs are `them`."""
    many = verb(entry, "many", "one") == "many" and state.rate is None and state.status != "suspended"
    many = many and not state.without
    return f"unless somebody extends {'them' if many else 'it'}"


def verb(entry: Entry, many: str, one: str) -> str:
    """The form of a verb that goes with the entry's noun."""
    return many if entry.kind == "measure" and instrument(entry.instrument).get("plural") else one


def figure(entry: Entry, state: State, claims: Sequence[Claim]) -> str:
    """`China's exports to the US fell by 34.5 % on the year in May 2025`."""
    period = f" {dates.at(entry.when)}" if entry.when else ""
    values = state.values or (claims[0].values if claims else ())
    what = capital(subject(entry))
    if not values:
        return f"A figure for {subject(entry)} was published{period}"
    first, rest = values[0], [v for v in values[1:] if v.unit != "count"]
    beside = f" ({listed(_beside(v) for v in rest)})" if rest else ""
    if first.unit == "percent" and first.number < 0:
        return f"{what} fell by {value(first).removeprefix('-')}{_base(claims)}{period}{beside}"
    return f"{what}: {value(first)}{_per(first)}{period}{beside}"


def _beside(item: Value) -> str:
    return f"from {value(item)}" if (item.note or "").startswith("from") else value(item)


def tellers(entry: Entry, verdict: Verdict, books: Books) -> tuple[Claim, ...]:
    """One claim for each independent witness who tells the whole of it, or at least a part.

    An undertaking is told whole by those who name all its goods: who only speaks of export controls does
    not vouch for the list that unnamed sources give.
    """
    firsts = [books.claim(w.claims[0]) for w in verdict.witnesses if w.claims]
    if entry.kind == "commitment" and entry.goods and firsts:
        # Those who name as many of the goods as any of them does.
        claims = [books.claim(i) for w in verdict.witnesses for i in w.claims]
        named = [len({*c.goods} & {*entry.goods}) for c in claims]
        most = max(named)
        whole = [c for c, number in zip(claims, named, strict=True) if number == most]
        firsts = list({c.speaker: c for c in reversed(whole)}.values())[::-1]
    return tuple(firsts) or tuple(books.claim(i) for i in verdict.state.claims)


def said_by(entry: Entry, told: Sequence[Claim]) -> str:
    """`, Howard Lutnick said`, `, people familiar with the matter told Bloomberg`; nothing for a report.

    Undertakings and figures always name their speakers; what else a reporter tells as fact stands as fact.
    """
    names = tuple(dict.fromkeys(c.speaker for c in told if c.speaker))
    told_as_fact = any(c.speaker is None for c in told)
    if not names or (told_as_fact and entry.kind not in ("commitment", "indicator")):
        return ""
    people = [n for n in names if n != "anonymous"]
    if not people:
        return _unnamed(next(c for c in told if c.speaker))
    if entry.kind == "indicator":
        return f", according to {listed([_the(name) for name in people], 3)}"
    return f", {listed([_the(name) for name in people], 3)} said"


def dated(state: State, claims: Sequence[Claim]) -> bool:
    """Whether somebody says when: the day of a report is not the day of the act."""
    if state.began_before or (state.status == "planned" and state.until is None):
        return False
    return state.reason.startswith(("derived", "assumed")) or any(c.date for c in claims)


def unconfirmed(entry: Entry, verdict: Verdict) -> str:
    """For a meeting that only some of the parties announce: who is not heard on the pages."""
    silent = [p for p in entry.actors if p not in verdict.state.by]
    if entry.kind != "round" or verdict.state.status != "planned" or not verdict.state.by or not silent:
        return ""
    return f"announced by {parties(verdict.state.by)}, not confirmed by {parties(silent)} on the pages held"


def _pattern(entry: Entry, state: State, claims: Sequence[Claim]) -> str | None:
    """The turn of phrase for a state, by its status; a measure in force by what was done to it last."""
    name, kind = state.status, entry.kind
    if kind == "commitment" and not deed(entry, claims):
        kind_table = table("commitment_bare")
        return kind_table.get(name)
    if kind == "measure" and name == "in force" and not state.reason.startswith("assumed"):
        deeds = {c.action for c in [c for c in claims if c.date == state.valid_from] or claims}
        name = next((d for d in ("lowered", "extended", "eased", "restored", "stayed") if deeds == {d}), name)
    if kind == "measure" and name in COMING:
        told = coming_step(name, claims)
        if told is not None:
            return told
    if kind == "dispute" and not _of_breach(entry, claims):
        name = "otherwise"
    if name in ("expired", "lapsed") and kind in ("agreement", "measure"):
        name = _ended(name, kind, state)
    found = table(kind).get(name) if kind in SLOTS else None
    return str(found) if found else None


def _ended(name: str, kind: str, state: State) -> str:
    """An end that is told is not one that only follows from a date; nor is a lower rate a suspension."""
    if name == "expired" and kind == "agreement" and not state.reason.startswith("derived"):
        return "ended"
    return "returned" if name == "lapsed" and "lower rate" in state.reason else name


def deed(entry: Entry, claims: Sequence[Claim]) -> str:
    """What a commitment undertakes, in the infinitive: `ease its export controls on rare earths`.

    Nothing where the page's words do not tell in which direction it goes.
    """
    form = instrument(entry.instrument)
    of_goods = f" {form['goods']} {goods(entry.goods)}" if entry.goods else ""
    words = " ".join(c.words for c in claims)
    if entry.instrument == "purchase":
        return f"buy {goods(entry.goods) or 'goods'}"
    if entry.instrument is None and not entry.goods and _any(table("carrying_out")["cues"], words):
        return "carry out what was agreed"
    known = "eased" not in form or _any(form["eased"], words)
    if "easing" in form and known and _any(table("easing")["cues"], words):
        easing = (
            str(form["easing"]).replace(" its ", " their ") if len(entry.actors) > 1 else str(form["easing"])
        )
        return easing + of_goods
    return ""


def _any(cues: Sequence[str], words: str) -> bool:
    lower = words.lower()
    # Few words have any of them: to look where a word begins takes an expression, ten times longer.
    return any(cue.lower() in lower for cue in cues) and _cued(tuple(cues)).search(words) is not None


@cache
def _cued(cues: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, cues))})", re.IGNORECASE)


def _unnamed(claim: Claim) -> str:
    chain = claim.attribution
    who = "unnamed sources" if not chain or chain[0] == "anonymous" else chain[0]
    return f", {who} told {chain[1]}" if len(chain) > 1 else f", {who} said"


def _the(name: str) -> str:
    bodies = set(table("bodies")["words"])
    return f"the {name}" if bodies.intersection(name.lower().split()) else name


def _base(claims: Sequence[Claim]) -> str:
    """` on the year` where a page says that the change is one from a year ago."""
    words = " ".join(c.words for c in claims).lower()
    return " on the year" if any(cue in words for cue in YEAR_ON_YEAR) else ""


def _per(item: Value) -> str:
    return f" {item.note}" if item.note and item.note.startswith("per ") else ""


def _times(entry: Entry, state: State, claims: Sequence[Claim]) -> dict[str, str]:
    own = entry.when if entry.kind in ("round", "deadline") else None
    reckoned = entry.kind == "round" and state.status == "overdue"  # from when it was told, not its day
    begun = own or (state.valid_from if dated(state, claims) and not reckoned else None)
    return {
        "times": f" {dates.at(begun)}" if begun else "",
        "from": _from(entry.when, state, claims),
        "until": f" until {dates.when(state.until)}{_term(state)}" if state.until else "",
    }


def _term(state: State) -> str:
    """` (90 days)`: the length that the pages give to what ends."""
    days = next((v.number for v in state.values if v.unit == "days"), None)
    return f" ({days:.0f} days)" if days else ""


def _from(effect: When | None, state: State, claims: Sequence[Claim]) -> str:
    """`, from 1 November 2025`: its own date, where it is not the day on which it was said."""
    told = state.until and any(c.date == state.until for c in claims)  # later acts may have moved its own
    time = effect if effect and effect != state.valid_from and not told else state.until
    if time is None or (state.valid_from and time.start <= state.valid_from.start):
        return ""
    exact = time.precision in ("day", "minute")
    return f", from {dates.day(time.start)}" if exact else f", {dates.at(time)}"


def _who(entry: Entry, state: State) -> dict[str, str]:
    many = _many(entry)
    who = _meeting(entry) or "a party that the pages do not name"
    return {
        "Who": capital(who),
        "who": who,
        "is": "are" if many else "is",
        "has": "have" if many else "has",
        "By": capital(parties(state.by)) or "One side",
    }


def _many(entry: Entry) -> bool:
    return len(entry.actors) != 1 or entry.actors == ("WORLD",)


def _meeting(entry: Entry) -> str:
    """The parties; of a meeting of leaders those who lead them."""
    led = entry.kind == "round" and "leaders' " in entry.name.lower()
    return f"{'the leaders of ' if led else ''}{parties(entry.actors)}"


def _measure(entry: Entry, state: State, claims: Sequence[Claim]) -> dict[str, str]:
    what = measure(entry, state)
    plural = bool(instrument(entry.instrument).get("plural"))
    has = "have " if _many(entry) else "has "
    level = what.removeprefix("an ") if state.rate is None else measure(entry)
    return {
        "what": what,
        "level": level,
        "to": to_rate(state.rate, what),
        "Whose": capital(owned(entry, what)),
        "was_what": "were" if plural else "was",
        "in_force": _in_force(state, claims, plural).replace("in force", _running(entry), 1),
        "done": "" if state.valid_from and dated(state, claims) else has,
    }


def _running(entry: Entry) -> str:
    """What is said of a measure that stands: an investigation is `under way`, most are `in force`."""
    return str(instrument(entry.instrument).get("running", "in force"))


def _in_force(state: State, claims: Sequence[Claim], plural: bool) -> str:
    """`has been in force since 12 May 2025`, `is in force` where no page says since when.

    A level that is to change is in force with the change that is announced: it did not begin with the news.
    """
    if state.reason.startswith("in force; "):
        change = dates.spelled(state.reason.removeprefix("in force; "))
        return f"{'are' if plural else 'is'} in force, with a {change}"
    taken = state.reason.startswith("part ")
    if state.valid_from and dated(state, claims) and not taken:
        beside = f", without {goods(state.without)}" if state.without else ""
        return f"{'have' if plural else 'has'} been in force {dates.since(state.valid_from)}{beside}"
    were = "were" if len(state.without) > 1 else "was"
    when = (
        f"; {goods(state.without)} {were} taken out {dates.at(state.valid_from)}" if state.valid_from else ""
    )
    back = f" until {dates.when(state.until)}" if when and state.until else ""
    return f"{'are' if plural else 'is'} in force{when + back if taken else ''}"


def _agreement(entry: Entry, state: State, claims: Sequence[Claim]) -> dict[str, str]:
    name = deal(entry)
    words = " ".join(c.words for c in claims).lower()
    named = [w for w in table("approvers")["words"] if w in words and re.search(rf"\b{w}\b", words)]
    return {
        "Name": capital(name),
        "name": name,
        "in_force": _in_force(state, claims, plural=False),
        "agreed": "reached" if "agreement" in name.partition(" of ")[0].split() else "agreed",
        "approvers": f" by the {named[0]}" if named and "approv" in words else "",
    }


def _commitment(entry: Entry, state: State, claims: Sequence[Claim]) -> dict[str, str]:
    return {
        "do": deed(entry, claims),
        "may": "would" if state.condition else "may",
        "on": _on(entry),
        "words": _as_written(claims),
    }


def _on(entry: Entry) -> str:
    """` on export controls on steel`; without an instrument on the goods alone, or on nothing."""
    if entry.instrument not in ("other", None):
        return f" on {measure(entry)}"
    return f" on {goods(entry.goods)}" if entry.goods else ""


def _round(entry: Entry, state: State, claims: Sequence[Claim]) -> dict[str, str]:
    forms = table("meet")
    infinitive, past, noun = forms.get(entry.instrument or "in_person", forms["in_person"])
    place = f" in {entry.place}" if entry.place else ""
    return {
        "place": place,
        "meet": infinitive.format(place=place),
        "met": past.format(place=place),
        "their_meeting": noun.format(place=place),
    }


def _deadline(entry: Entry, state: State, claims: Sequence[Claim]) -> dict[str, str]:
    return {"Name": capital(subject(entry)), "words": _as_written(claims)}


def _as_written(claims: Sequence[Claim]) -> str:
    """`, as written: “The truce ends on 10 November”`: what ends, in the shortest words of a page."""
    told = min(claims, key=lambda c: (len(c.words), c.words), default=None)
    words = shortened(within(told.words), LONGEST, told.date) if told else ""
    return f", as written: “{words}”" if words else ""


def _dispute(entry: Entry, state: State, claims: Sequence[Claim]) -> dict[str, str]:
    others = [p for p in (*entry.actors, *entry.targets) if p not in state.by]
    other = parties(others) if len(state.by) == len(others) == 1 else "the other side"
    return {"each": "each " if len(state.by) > 1 else "", "other": other, "words": _as_written(claims)}


def _of_breach(entry: Entry, claims: Sequence[Claim]) -> bool:
    """Whether the accusation is that something agreed was broken: by its words, or by the deal it names."""
    told = _any(table("breach")["cues"], " ".join(c.words for c in claims))
    links = (k for k in entry.links if k.kind == "accuses_breach_of")
    return told or any({c.id for c in claims}.intersection(k.claims) for k in links)


def _breached(entry: Entry, state: State, findings: Findings) -> str:
    """The agreement that an accusation is about, `what was agreed` where no page says which."""
    links = [k for k in entry.links if k.kind == "accuses_breach_of" and {*k.claims} & {*state.claims}]
    targets = [findings.entries.get(link.target) for link in links]
    return next((deal(t) for t in targets if t), "what was agreed")


Slots = Callable[[Entry, State, Sequence[Claim]], dict[str, str]]
SLOTS: dict[str, Slots] = {
    "measure": _measure,
    "agreement": _agreement,
    "commitment": _commitment,
    "round": _round,
    "deadline": _deadline,
    "dispute": _dispute,
}
