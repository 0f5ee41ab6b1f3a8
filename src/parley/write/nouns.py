"""Entries as nouns: `China's export licensing for rare earths`, `the London framework`."""

from __future__ import annotations

from typing import Any

from parley.model import Entry, State, Value
from parley.write import dates
from parley.write.phrases import goods, owners, parties, table


def subject(entry: Entry) -> str:
    """What the entry is about, as the subject of a sentence, with no capital."""
    match entry.kind:
        case "measure":
            return owned(entry, measure(entry))
        case "commitment":
            return owned(entry, f"undertaking on {measure(entry)}")
        case "indicator":
            return _figure(entry)
        case "deadline":
            return _deadline(entry)
        case "dispute":
            return f"the dispute of {parties(entry.actors)}"
        case _:
            return deal(entry)


def deal(entry: Entry) -> str:
    """A round or an agreement by its short name: `the London framework`."""
    name = entry.name.split(" (")[0].split(", ")[0]
    if name.lower() in table("common")["whole"]:
        # Names of this sort are common nouns (deal, accord, understanding): the first letter tells the sound.
        article = "" if name.lower() == "talks" else "an " if name[0] in "AEIOUaeiou" else "a "
        return f"{article}{name.lower()} of {parties(entry.actors)}"
    if name.split(" ")[0].lower() in table("common")["words"]:
        name = name[0].lower() + name[1:]
    return name if name.startswith(("the ", "a ", "an ")) else f"the {name}"


def measure(entry: Entry, state: State | None = None) -> str:
    """`tariffs of 100 % on goods from China`, `export licensing for rare earths`, without the owner."""
    form = instrument(entry.instrument)
    before, behind = _programme(entry)
    behind = behind if state is not None and state.rate is not None else ""
    parts = [f"{before}{form['noun']}{_rate(state)}{behind}"]
    of_goods = f"{form['goods']} {goods(entry.goods)}"
    if entry.goods and not form.get("targets_first"):
        parts.append(of_goods)
    if "WORLD" in entry.targets:
        parts += [str(form["world"])] if "world" in form and not entry.goods else []
    elif entry.targets and not _told_by_goods(entry) and "ships" not in entry.goods:
        join = form.get("behind_goods", form["targets"]) if entry.goods else form["targets"]
        parts.append(f"{join} {_members(form, entry.targets)}")
    if entry.goods and form.get("targets_first"):
        parts.append(of_goods)
    return " ".join(parts)


def _deadline(entry: Entry) -> str:
    """`a deadline for the US and China on tariffs`; without a measure that is named only whose it is."""
    owner = f" for {parties(entry.actors)}" if entry.actors else ""
    return f"a deadline{owner}" + (f" on {measure(entry)}" if entry.instrument or entry.goods else "")


def to_rate(rate: float | None, what: str) -> str:
    """` to 20 %`, of a sum ` to 30 % in all`; nothing where the measure is not told by its rate."""
    if rate is None or f" of {rate:g} %" not in what:
        return ""
    behind = str(table("programme")["total"][1])
    return f" to {rate:g} %" + (behind if f" of {rate:g} %{behind}" in what else "")


def _programme(entry: Entry) -> tuple[str, str]:
    """`fentanyl `, ` (Section 122)`: words before and behind `tariffs of 20 %` for a programme."""
    name = entry.name.split(" (")[0]
    if entry.kind != "measure" or entry.instrument != "tariff" or " tariff" not in name:
        return "", ""
    words = name.split(" tariff")[0]
    before, behind = table("programme").get(words.lower(), ("", f" ({words})"))
    return before, behind


def instrument(name: str | None) -> dict[str, Any]:
    """How the measure `name` is put into words; unknown ones are plain measures."""
    forms = table("instrument")
    found: dict[str, Any] = forms.get(name or "other", forms["other"])
    return found


def _members(form: dict[str, Any], targets: tuple[str, ...]) -> str:
    """A country stands for its entities where these are what is listed."""
    if "members" in form and all(len(code) == 2 for code in targets):
        return f"{form['members']} {parties(targets)}"
    return parties(targets)


def _rate(state: State | None) -> str:
    """` of 100 %`; ` (10 % before)` where the only rate that a page gives is the old one."""
    if state is None or state.rate is None:
        return ""
    first = next((v for v in state.values if v.unit == "percent"), Value(state.rate, "percent"))
    note = (first.note or "").lower()
    old = note.startswith("from") or "current" in note or "baseline" in note
    return f" ({state.rate:g} % before)" if old else f" of {state.rate:g} %"


def _told_by_goods(entry: Entry) -> bool:
    """Whether the goods already name the target (`chinese goods`)."""
    return any(name.endswith((" goods", " imports", " products")) for name in entry.goods)


def owned(entry: Entry, noun: str) -> str:
    """`China's export ban`, `the US export ban`, `US tariffs`: the noun with its owner before it."""
    bare = noun.removeprefix("an ").removeprefix("the ")
    if not entry.actors:
        return noun
    owner = owners(entry.actors)
    article = "the " if bare != noun and not owner.endswith(("'s", "'")) else ""
    return f"{article}{owner} {bare}"


def _figure(entry: Entry) -> str:
    """`China's exports to the US`; a market by its own name."""
    name = goods(entry.goods) or entry.name
    towards = f" to {parties(entry.targets)}" if entry.targets and "export" in name else ""
    return f"{owners(entry.actors)} {name}{towards}" if entry.actors else f"{name}{towards}"


def readable(text: str, entry: Entry | None) -> str:
    """`text` with the entry's name as a person would say it, and ISO dates likewise."""
    if entry is not None and entry.name in text:
        text = text.replace(entry.name, subject(entry))
    return dates.spelled(text)
