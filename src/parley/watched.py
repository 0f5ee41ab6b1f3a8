"""A briefing of what a watch list is about, as if it were a dispute of its own."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from parley.errors import MissingError, UsageError
from parley.model import Entry, Verdict
from parley.store import Wanted
from parley.watchlists import Watch
from parley.write import Ask, Document, Findings, compose
from parley.write.document import Line, Section

if TYPE_CHECKING:
    from parley.library import Snapshot

HITS = 2000  # claims with a word that are looked at


def chosen(watches: Sequence[Watch], name: str | None, how: str = "serve with --watch FILE") -> Watch:
    """The list with this name, without one the only one that there is; `how` one gives lists."""
    found = [w for w in watches if name in (None, w.name)]
    if len(found) == 1:
        return found[0]
    hint = f"one of {', '.join(w.name for w in watches)}" if watches else how
    if name is None:
        raise UsageError(
            "there is more than one watch list" if found else "there is no watch list", hint=hint
        )
    raise MissingError("there is no such watch list", where=name, hint=hint)


def briefing(snapshot: Snapshot, ask: Ask, watch: Watch) -> Document:
    """The state of play of all that the list is about, whatever dispute it is in."""
    found = snapshot.findings(replace(ask, dispute=None))
    own = about(snapshot, watch).intersection(found.entries)
    title = f"{watch.name} (watch list)"
    entries = {i: replace(e, dispute=title) if i in own else e for i, e in found.entries.items()}
    document = compose("brief", replace(ask, dispute=title), _only(found, entries, own))
    # A list need not have talks or agreements: that it has none is not worth a line.
    told = (section for section in document.sections if section.title or section.lines)
    return replace(document, sections=tuple(_named(section, found) for section in told))


def about(snapshot: Snapshot, watch: Watch) -> set[str]:
    """The ids of the entries that a list is about."""
    near: set[str] = set()
    for word in watch.words:
        _, hits = snapshot.ledger.store.search(Wanted(f'"{word}"'), HITS)
        told = snapshot.resting([hit.id for hit in hits if hit.shelf == "claim"])
        near |= {entry for of in told.values() for entry, _ in of}
        near |= {hit.id for hit in hits if hit.shelf == "entry"}

    def words(entry: Entry) -> str:
        return snapshot.words(entry) if entry.id in near else entry.name

    return {e.id for e in snapshot.entries.values() if watch.matches(e, words)}


def _only(found: Findings, entries: dict[str, Entry], own: Container[str]) -> Findings:
    verdicts = tuple(v for v in found.assessment.verdicts if v.entry in own)
    items = tuple(d for d in found.assessment.disagreements if d.entry in own)
    told = replace(found.assessment, verdicts=verdicts, disagreements=items)

    def weigh(some: Sequence[Verdict]) -> Sequence[Verdict]:
        weighed = found.weigh(some) if found.weigh else some
        for verdict in weighed:  # called as it was on that day
            entry = found.entries[verdict.entry]
            entries[entry.id] = replace(entry, dispute=entries[entry.id].dispute)
        return weighed

    return replace(found, entries=entries, assessment=told, weigh=weigh if found.weigh else None)


def _named(section: Section, found: Findings) -> Section:
    """The section with the disputes to which its lines belong, for programs."""
    return replace(section, lines=tuple(_belongs(line, found) for line in section.lines))


def _belongs(line: Line, found: Findings) -> Line:
    entry = found.entries.get(line.entry or "")
    facts = ((k, entry.dispute if k == "dispute" and entry else v) for k, v in line.facts)
    return replace(line, facts=tuple(facts))
