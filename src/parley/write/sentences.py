"""One sentence for one state of one entry, with the status in its verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from parley.model import Claim, Entry, Verdict, When
from parley.write import dates
from parley.write.books import Books
from parley.write.phrases import capital, goods, listed, owners, parties, table, value


def status(entry: Entry, verdict: Verdict, books: Books) -> str:
    """The state of `entry` as one sentence, without the full stop and without who says it."""
    claims = [books.claim(i) for i in verdict.state.claims]
    kind = "agreement" if entry.kind == "dispute" else entry.kind
    if kind == "indicator":
        return figure(entry, verdict, claims)
    if kind == "deadline":
        return deadline(entry, verdict)
    pattern = table(kind).get(verdict.state.status) if kind in PARTS else None
    if pattern is None:
        return f"{capital(entry.name)}: {verdict.state.status}"
    slots = {**_times(entry, verdict), **_who(entry, verdict), **PARTS[kind](entry, verdict, claims)}
    return str(pattern).format(**slots)


def figure(entry: Entry, verdict: Verdict, claims: Sequence[Claim]) -> str:
    """`China's exports to the US fell by 34.5 % in May 2025`."""
    time = entry.when or verdict.state.valid_from
    period = f" {dates.at(time)}" if time else ""
    subject = capital(" ".join(filter(None, [owners(entry.actors), goods(entry.goods) or entry.name])))
    towards = f" to {parties(entry.targets)}" if entry.targets and "export" in subject.lower() else ""
    values = verdict.state.values or (claims[0].values if claims else ())
    if not values:
        return f"A figure for {subject}{towards} was published{period}"
    first, rest = values[0], [v for v in values[1:] if v.unit != "count"]
    beside = f" ({listed(value(v) for v in rest)})" if rest else ""
    if first.unit == "percent" and first.number < 0:
        fall = value(first).removeprefix("-")
        return f"{subject}{towards} fell by {fall}{_since_when(claims)}{period}{beside}"
    return f"{subject}{towards}: {value(first)}{_per(first.note)}{period}{beside}"


def deadline(entry: Entry, verdict: Verdict) -> str:
    """`A deadline of the US on tariffs for all partners falls on 9 July 2025`."""
    time = verdict.state.until or entry.when or verdict.state.valid_from
    date = f" {dates.at(time)}" if time else ""
    verb = {"passed": "fell", "missed": "was missed", "extended": "was extended"}.get(
        verdict.state.status, "falls"
    )
    return f"{capital(entry.name)} {verb}{date}"


def measure_noun(entry: Entry, verdict: Verdict | None = None) -> str:
    """`tariffs of 100 % on goods from China`, `export licensing for rare earths`."""
    form = instrument(entry.instrument)
    rate = verdict.state.rate if verdict else None
    parts = [str(form["noun"])]
    if rate is not None:
        parts.append(f"of {rate:g} %")
    if entry.goods:
        parts.append(f"{form['goods']} {goods(entry.goods)}")
    if entry.targets and set(entry.targets) != {"WORLD"} and not _said_by_goods(entry):
        join = form.get("behind_goods", form["targets"]) if entry.goods else form["targets"]
        parts.append(f"{join} {parties(entry.targets)}")
    return " ".join(parts)


def instrument(name: str | None) -> dict[str, Any]:
    """How the measure `name` is put into words; unknown ones are plain measures."""
    forms = table("instrument")
    found: dict[str, Any] = forms.get(name or "other", forms["other"])
    return found


def deed(entry: Entry, claims: Sequence[Claim]) -> str:
    """What a commitment undertakes, in the infinitive: `ease its export controls on rare earths`."""
    form = instrument(entry.instrument)
    words = " ".join(c.words for c in claims).lower()
    easing = "easing" in form and any(
        re.search(rf"\b{re.escape(cue)}", words) for cue in table("easing")["cues"]
    )
    if entry.instrument == "purchase":
        verb, join = "buy", ""
    elif easing:
        verb, join = str(form["easing"]), f" {form['goods']}"
    elif entry.instrument in (None, "other"):
        return f"act on {goods(entry.goods)}" if entry.goods else "do its part"
    else:
        verb, join = f"act on {form['noun']}", f" {form['goods']}"
    if len(entry.actors) > 1:
        verb = verb.replace(" its ", " their ")
    return verb + (f"{join} {goods(entry.goods)}" if entry.goods else "")


def speakers(verdict: Verdict) -> tuple[str, ...]:
    """Who says it, each once, in the order of the witnesses; unnamed sources as their outlets call them."""
    return tuple(dict.fromkeys(w.speaker for w in verdict.witnesses if w.speaker))


def said_by(verdict: Verdict, books: Books) -> str:
    """`, Howard Lutnick said`, `, people familiar with the matter told Bloomberg`; nothing for a report."""
    names = speakers(verdict)
    if not names or any(w.speaker is None for w in verdict.witnesses):
        return ""
    if set(names) == {"anonymous"}:
        return _unnamed(books.claim(verdict.witnesses[0].claims[0]))
    people = [n for n in names if n != "anonymous"]
    return f", {_the(listed(people, 3))} said"


def unconfirmed(entry: Entry, verdict: Verdict) -> str:
    """For what only some of the parties announce: who is not heard, said about the pages."""
    silent = [p for p in entry.actors if p not in verdict.state.by]
    if not verdict.state.by or not silent:
        return ""
    return f"announced by {parties(verdict.state.by)}, not confirmed by {parties(silent)} on the pages held"


def _unnamed(claim: Claim) -> str:
    chain = claim.attribution
    who = "unnamed sources" if not chain or chain[0] == "anonymous" else chain[0]
    return f", {who} told {chain[1]}" if len(chain) > 1 else f", {who} said"


def _the(name: str) -> str:
    first = name.split(" ")[0]
    body = first in ("Ministry", "Government", "Department", "General", "White", "Trump", "Office")
    return f"the {name}" if body else name


def _since_when(claims: Sequence[Claim]) -> str:
    words = " ".join(c.words for c in claims).lower()
    cues = ("year-on-year", "year on year", "from a year earlier", "on the year", "on-year", "a year ago")
    return " on the year" if any(cue in words for cue in cues) else ""


def _per(note: str | None) -> str:
    return f" {note}" if note and note.startswith("per ") else ""


def _said_by_goods(entry: Entry) -> bool:
    """Whether the goods already name the target (`chinese goods`)."""
    return any(name.endswith((" goods", " imports", " products")) for name in entry.goods)


def _times(entry: Entry, verdict: Verdict) -> dict[str, str]:
    state = verdict.state
    begun, until = state.valid_from, state.until
    return {
        "times": f" {dates.at(begun)}" if begun else "",
        "since": f" {dates.since(begun)}" if begun else "",
        "from": _from(entry.when, begun),
        "until": f" until {_end(until)}" if until else "",
    }


def _from(effect: When | None, said: When | None) -> str:
    """`, from 1 November 2025` where the measure's own date is another than that of the announcement."""
    if effect is None or effect == said:
        return ""
    if effect.precision in ("day", "minute"):
        return f", from {dates.day(effect.start)}"
    return f", {dates.at(effect)}"


def _end(until: When) -> str:
    return dates.when(until)


def _who(entry: Entry, verdict: Verdict) -> dict[str, str]:
    many = len(entry.actors) != 1 or entry.actors == ("WORLD",)
    who = parties(entry.actors) or "a party that the pages do not name"
    return {
        "Who": capital(who),
        "who": who,
        "is": "are" if many else "is",
        "has": "have" if many else "has",
        "By": capital(parties(verdict.state.by)) or "One side",
    }


def _measure(entry: Entry, verdict: Verdict, claims: Sequence[Claim]) -> dict[str, str]:
    what = measure_noun(entry, verdict)
    plural = bool(instrument(entry.instrument).get("plural"))
    bare = what.removeprefix("an ").removeprefix("the ")
    return {
        "what": what,
        "Whose": capital(f"{owners(entry.actors)} {bare}" if entry.actors else what),
        "is_what": "are" if plural else "is",
        "has_what": "have" if plural else "has",
    }


def _agreement(entry: Entry, verdict: Verdict, claims: Sequence[Claim]) -> dict[str, str]:
    name = entry.name if entry.name.lower().startswith(("the ", "a ")) else f"the {entry.name}"
    return {"Name": capital(name), "name": name, "is_n": "is", "has_n": "has"}


def _commitment(entry: Entry, verdict: Verdict, claims: Sequence[Claim]) -> dict[str, str]:
    return {"do": deed(entry, claims), "may": "may"}


def _round(entry: Entry, verdict: Verdict, claims: Sequence[Claim]) -> dict[str, str]:
    forms = table("meet")
    infinitive, past, going, noun = forms.get(entry.instrument or "in_person", forms["in_person"])
    place = f" in {entry.place}" if entry.place else ""
    return {
        "meet": infinitive.format(place=place),
        "met": past.format(place=place),
        "were_meeting": going.format(place=place),
        "their_meeting": noun.format(place=place),
        "times": _round_time(entry, verdict),
    }


def _round_time(entry: Entry, verdict: Verdict) -> str:
    time = entry.when or verdict.state.valid_from
    return f" {dates.at(time)}" if time else ""


PARTS = {"measure": _measure, "agreement": _agreement, "commitment": _commitment, "round": _round}
