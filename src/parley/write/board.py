"""What stands in one dispute, as a person wants it in the morning: by what it means, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from parley.model import Verdict
from parley.write import alike
from parley.write.books import ahead, standing
from parley.write.brief import document_of
from parley.write.document import Document, Line, Section
from parley.write.due import due
from parley.write.lines import Desk, remaining, standing_of, state_line
from parley.write.talks import round_line
from parley.write.tones import tone

ACCORDS = ("agreement", "measure")
SAID = frozenset({"threatened", "announced", "considered", "proposed"})
OPEN = frozenset({"pledged", "offered", "demanded"})
MOST = 10  # lines of a section


def board(desk: Desk) -> Document:
    """The sections of `desk.ask.dispute` on the day; each says how many more lines it has."""
    now = [v for v in reversed(standing(desk.findings, desk.ask)) if _own(desk, v)]
    sections = (
        _section(desk, "IN FORCE", _among(desk, now, ACCORDS, lambda s: tone(s) == "stands")),
        _section(desk, "ON HOLD", _among(desk, now, ACCORDS, lambda s: tone(s) == "waits" and s not in SAID)),
        _section(desk, "THREATENED OR ANNOUNCED", _among(desk, now, ACCORDS, SAID.__contains__)),
        _due(desk),
        _talks(desk, now),
        _section(desk, "UNDERTAKINGS", _among(desk, now, ("commitment",), OPEN.__contains__), 6),
    )
    return document_of(desk, "STATE OF PLAY", [s for s in sections if s.lines])


def _among(
    desk: Desk, now: Sequence[Verdict], kinds: Sequence[str], status: Callable[[str], bool]
) -> list[Verdict]:
    """Those of some kinds whose status fits; agreements first."""
    found = [v for v in now if desk.kind(v) in kinds and status(v.state.status)]
    return sorted(found, key=lambda v: kinds.index(desk.kind(v)))


def _own(desk: Desk, verdict: Verdict) -> bool:
    return desk.ask.dispute in (None, desk.findings.entries[verdict.entry].dispute)


def _section(desk: Desk, title: str, found: Sequence[Verdict], most: int = MOST) -> Section:
    every = alike.folded(desk, found)
    shown = alike.ready(desk, every[:most])
    return Section(title, tuple(alike.counted(_line(desk, v), n) for v, n in shown), _rest(len(every) - most))


def _rest(more: int) -> str:
    return f"{more} more" if more > 0 else ""


def _line(desk: Desk, verdict: Verdict) -> Line:
    """The state, with the days left and who says so among the facts."""
    line = state_line(desk, verdict)
    told = (("left", remaining(desk, verdict)), ("says", standing_of(desk, verdict)))
    return replace(line, tail="", facts=(*line.facts, *told))


def _due(desk: Desk, most: int = 6) -> Section:
    asked = replace(desk, ask=replace(desk.ask, start=0, most=most, fold=True))
    section, total = due(asked, desk.ask.dispute, most // 3)
    rest = "many more" if desk.findings.more else _rest(total - len(section.lines))
    return Section("WHAT ENDS OR FALLS DUE NEXT", section.lines, rest)


def _talks(desk: Desk, now: Sequence[Verdict], most: int = 3) -> Section:
    held = _among(desk, now, ("round",), lambda s: s in ("held", "under way"))
    coming = [v for v in ahead(desk.findings, desk.ask) if desk.kind(v) == "round" and _own(desk, v)]
    later, past = alike.folded(desk, coming), alike.folded(desk, held)
    shown = alike.ready(desk, [*later[:most], *past[:most]])
    lines = tuple(alike.counted(round_line(desk, v), n) for v, n in shown)
    return Section("TALKS", lines, _rest(len(past) - most))
