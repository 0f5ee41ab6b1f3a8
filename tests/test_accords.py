"""How many agreements and measures stand or wait in each dispute, counted once for a day."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parley.accords import DAYS, Accords, Counted
from parley.model import Entry, State, When
from parley.write.tones import tone

DATES = [f"2025-0{month}-{day:02d}" for month in range(1, 7) for day in (1, 12, 20)]


def when(day: str) -> When:
    return When(day, day, "day")


def state(
    status: str, begins: str, ends: str | None, known: tuple[str, str | None], until: str | None
) -> State:
    """A state of a measure."""
    end = when(until) if until else None
    return State(status, when(begins), ends, *known, claims=("c",), reason="said", until=end)


def measure(name: str, dispute: str, *states: State) -> Entry:
    """A measure of a dispute."""
    sides = ("US",), ("CN",)
    return Entry(name, "measure", "A duty", dispute, *sides, "tariff", (), None, states, claims=("c",))


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Measures of two disputes with up to three states each, some of them no longer believed."""
    made = []
    for number in range(draw(st.integers(1, 6))):
        states = []
        for _ in range(draw(st.integers(0, 3))):
            begins, known, ends = (draw(st.sampled_from(DATES)) for _ in range(3))
            status = draw(st.sampled_from(("in force", "suspended", "lifted", "announced")))
            doubted, over, until = (
                draw(st.sampled_from((None, day))) for day in (max(known, ends), ends, ends)
            )
            states.append(state(status, begins, over, (known, doubted), until))
        made.append(measure(f"e{number}", draw(st.sampled_from(("us-china", "eu-us"))), *states))
    return made


def counted_plainly(every: list[Entry], as_of: str, known: str | None) -> dict[str, Counted]:
    """The same by the methods of a state, one after the other."""
    found: dict[str, Counted] = {}
    for entry in every:
        states = [s for s in entry.states if s.holds(as_of) and s.believed(known)]
        states.sort(key=lambda s: (s.begins, s.known_from))
        held = states[-1] if states else None
        kind = tone(held.status) if held else "over"
        if held and kind != "over":
            own = found.setdefault(entry.dispute, Counted())
            setattr(own, kind, getattr(own, kind) + 1)
            if held.until and held.until.start >= as_of:
                own.ends = min(held.until.start, own.ends or "~")
    return found


@given(entries(), st.sampled_from(DATES), st.sampled_from([None, *DATES]))
def test_what_is_counted_is_what_stands_or_waits(every: list[Entry], as_of: str, known: str | None) -> None:
    """By dispute, on a day, as known now or on a day: each entry once, in the state that begins last."""
    told = counted_plainly(every, as_of, known)
    found = Accords(every).counted(as_of, known)
    assert {d: (n.stands, n.waits) for d, n in found.items()} == {
        d: (n.stands, n.waits) for d, n in told.items()
    }


def test_the_next_end_is_told() -> None:
    """Of what stands the first end from the day on; what is over ends no more."""
    states = {
        "a": ("in force", "2025-03-01"),
        "b": ("suspended", "2025-02-01"),
        "c": ("lifted", "2025-01-20"),
    }
    every = [
        measure(name, "us-china", state(status, "2025-01-01", None, ("2025-01-01", None), end))
        for name, (status, end) in states.items()
    ]
    accords = Accords(every)
    assert accords.counted("2025-01-10", None) == {"us-china": Counted(1, 1, "2025-02-01")}
    assert accords.counted("2025-02-10", None) == {"us-china": Counted(1, 1, "2025-03-01")}


def test_counts_are_kept_for_a_while() -> None:
    """A day that is asked for again is not counted again, and not all days are kept."""
    accords = Accords([])
    first = accords.counted("2025-01-01", None)
    assert accords.counted("2025-01-01", None) is first
    for day in range(2 * DAYS):
        accords.counted(f"day {day}", None)
    assert accords.counted("2025-01-01", None) is not first
    assert len(accords._kept) <= DAYS + 1
