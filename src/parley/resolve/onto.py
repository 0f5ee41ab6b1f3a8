"""What two acts or meetings are to one another: a ruling, a suspension before its day, another beginning."""

from __future__ import annotations

from parley.resolve.mentions import Mention
from parley.resolve.tables import span
from parley.resolve.who import WORLD, is_wide


def begins(m: Mention) -> bool:
    """Whether it brings a measure into the world, or may."""
    acts = ("considered", "threatened", "announced", "imposed", "raised", "delayed")
    return m.action in acts and not m.passing


def ruled_on(a: Mention, b: Mention) -> bool:
    """One is the ruling of a court or panel on what the other began."""
    rulings = [m.action in ("struck_down", "upheld", "stayed") for m in (a, b)]
    same = a.instrument is not None and a.instrument == b.instrument
    return any(rulings) and (begins(a) or begins(b)) and same


def put_off(a: Mention, b: Mention) -> bool:
    """One says that what is to begin later, on no goods that it names, is suspended before that day."""
    plan, halt = (a, b) if a.action in ("imposed", "announced") else (b, a)
    acts = plan.action in ("imposed", "announced") and halt.action in ("suspended", "delayed", "lifted")
    if plan.when is None or plan.goods or plan.rates or halt.goods or not acts:
        return False
    return plan.said <= halt.said < plan.when.first


def places_apart(a: Mention, b: Mention) -> bool:
    """Two places, unless one of them is a country or region in which the other may lie."""
    if a.place is None or b.place is None or a.place == b.place:
        return False
    return is_wide(a.place) == is_wide(b.place)


def one_for_all(a: Mention, b: Mention) -> bool:
    """One is aimed at all partners, the other at some of them (a company is none)."""
    return WORLD in a.targets and bool(b.targets) and b.targets <= b.parties


def same_relief(a: Mention, b: Mention) -> bool:
    """Both lower a rate, or put it off, for as many days, and one of them tells no level: "for 90 days"."""
    relief = a.action == b.action and a.action in ("lowered", "suspended")
    return relief and a.term is not None and a.term == b.term and not (a.rates and b.rates)


def same_step(a: Mention, b: Mention) -> bool:
    """One tells by how much a level goes up or down, and the other the levels between which it does.

    A sum of several tariffs goes with each of them, so it shows nothing.
    """
    return _steps(a, b) or _steps(b, a)


def _steps(told: Mention, other: Mention) -> bool:
    if told.step is None or len(other.rates) < 2 or other.programme in ("total", "average"):
        return False
    grows = round(other.rates[0] - other.rates[1], 6)  # 34.2 - 24.2 is 10
    either_way = told.action == "announced" or (grows > 0) == (told.action == "raised")
    return abs(grows) == told.step and either_way and told.window.gap(other.window) <= span("onset_gap")


def begun_apart(a: Mention, b: Mention) -> bool:
    """Both are told to have begun, each on its day, and on goods of which none is the same."""
    done = a.action == b.action == "imposed" and a.when is not None and b.when is not None
    return done and bool(a.goods and b.goods) and not a.goods & b.goods


def looks_back(a: Mention, b: Mention) -> bool:
    """One begins, without a day and later, the very level that the other began: "I put 20 % on them"."""
    level = bool(a.rates and b.rates) and a.rates[0] == b.rates[0]
    later = a if a.said > b.said else b
    return level and later.when is None and a.said != b.said and begins(a) and begins(b)


def levels_apart(a: Mention, b: Mention) -> bool:
    """One is of leaders, the other not: both name who met, or one is a plan for another day."""
    one_planned = (a.action == "planned") != (b.action == "planned")
    for_that_day = a.when is not None and a.when == b.when
    return a.leaders != b.leaders and (bool(a.people and b.people) or (one_planned and not for_that_day))


def threat_and_standing(a: Mention, b: Mention) -> bool:
    """What is only threatened, at a rate, is not what is kept or goes on being suspended without it."""
    return _threat_of(a, b) or _threat_of(b, a)


def _threat_of(threat: Mention, other: Mention) -> bool:
    standing = other.action in ("extended", "kept", "restored", "suspended") and threat.said <= other.said
    return threat.action == "threatened" and bool(threat.rates) and standing and not other.rates
