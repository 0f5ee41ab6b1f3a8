"""What a ledger knew by a day: claims, articles, and entries cut to them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace

from parley.model import Article, Claim, Edge, Entry, State, Verdict

Inputs = tuple[tuple[Claim, ...], tuple[Article, ...], tuple[Edge, ...]]


def known_by(entries: Sequence[Entry], inputs: Inputs, day: str) -> tuple[tuple[Entry, ...], Inputs]:
    """The entries and inputs as known on the ISO day; an entry is called by what was told of it then."""
    known = inputs_known_by(inputs, entries, day)
    cut = entries_known_by(entries, (c.id for c in known[0]), day)
    return called_then(entries, cut, lambda _: known), known


def cut_by(entries: Sequence[Entry], days: Mapping[str, str | None], day: str) -> tuple[Entry, ...]:
    """The entries as known on the ISO day but for their names; `days` is when each claim became known."""
    used = {c for e in entries for s in e.states if s.known_from[:10] <= day for c in s.claims}
    told = {i for e in entries for i in e.claims if (days.get(i) or "~")[:10] <= day}
    return entries_known_by(entries, told | {i for i in used if not days.get(i)}, day)


def weighed_then(
    cut: Sequence[Entry],
    beside: Sequence[Entry],
    whole: Mapping[str, Entry],
    kept: Callable[[set[str]], Iterable[Verdict]],
    inputs: Callable[[Sequence[Entry]], Inputs],
    day: str,
) -> tuple[tuple[Verdict, ...], tuple[Entry, ...]]:
    """The verdicts on entries `cut` to the ISO day, then these and those `beside` them as called on that day.

    `whole` are the entries of today, and `kept` gives the verdicts on some of them: they still hold where
    nothing came to be known since. `inputs` gives all that stands on the pages of entries.
    """
    # Imported here: the present needs no weighing, it is stored.
    from parley.weigh.evidence import evidence
    from parley.weigh.verdicts import verdicts

    every = [*cut, *beside]
    later = [e for e in every if (e.claims, e.states) != (whole[e.id].claims, whole[e.id].states)]
    known = inputs_known_by(inputs(later), later, day) if later else ((), (), ())
    called = {e.id: e for e in called_then([whole[e.id] for e in later], later, lambda _: known)}
    fresh = [called[e.id] for e in cut if e.id in called]
    found: dict[str, list[Verdict]] = {}
    for verdict in (*verdicts(fresh, evidence(*known)), *kept({e.id for e in cut} - called.keys())):
        found.setdefault(verdict.entry, []).append(verdict)
    told = tuple(verdict for e in cut for verdict in found.get(e.id, ()))
    return told, tuple(called.get(e.id, e) for e in every)


def called_then(
    entries: Iterable[Entry], cut: Sequence[Entry], known: Callable[[Sequence[Entry]], Inputs]
) -> tuple[Entry, ...]:
    """The cut entries, those that have lost claims with the name, place and days that the rest give.

    `known` gives, for entries, the inputs of their pages as known on the day.
    """
    whole = {e.id: len(e.claims) for e in entries}
    changed = [e for e in cut if len(e.claims) < whole[e.id]]
    if not changed:
        return tuple(cut)
    # Imported here: the present needs no resolving, it is stored.
    from parley.resolve import retold

    again = {e.id: e for e in retold(changed, *known(changed))}
    return tuple(again.get(e.id, e) for e in cut)


def inputs_known_by(inputs: Inputs, entries: Iterable[Entry], day: str) -> Inputs:
    """What `day` knew of; what has no date counts where a belief of then uses it."""
    claims, articles, edges = inputs
    used = {c for e in entries for s in e.states if s.known_from[:10] <= day for c in s.claims}
    told = tuple(c for c in claims if (c.known[:10] <= day if c.known else c.id in used))
    ids = {c.article for c in told}
    seen = tuple(a for a in articles if (a.published[:10] <= day if a.published else a.id in ids))
    ids = {a.id for a in seen}
    return told, seen, tuple(e for e in edges if e.old in ids and e.new in ids)


def entries_known_by(entries: Iterable[Entry], claims: Iterable[str], day: str) -> tuple[Entry, ...]:
    """The entries of which something was believed by `day`, with nothing that came to be known later.

    A dispute may have no states of its own: it is known with the first entry that belongs to it.
    """
    ids = frozenset(claims)
    begun = (e for e in entries if e.kind == "dispute" or any(s.known_from[:10] <= day for s in e.states))
    cut = [_entry_known_by(entry, ids, day) for entry in begun]
    disputes = {entry.dispute for entry in cut if entry.states}
    return tuple(entry for entry in cut if entry.states or (entry.kind == "dispute" and entry.id in disputes))


def _entry_known_by(entry: Entry, ids: Container[str], day: str) -> Entry:
    later = any(s.known_from[:10] > day or (s.known_to or "")[:10] > day for s in entry.states)
    if not later and all(claim in ids for claim in entry.claims) and not entry.links:
        return entry
    links = (replace(k, claims=_among(k.claims, ids)) for k in entry.links)
    return replace(
        entry,
        states=tuple(state_known_by(s, day) for s in entry.states if s.known_from[:10] <= day),
        claims=_among(entry.claims, ids),
        joins=tuple(join for join in entry.joins if join[0] in ids),
        links=tuple(link for link in links if link.claims),
    )


def state_known_by(state: State, day: str) -> State:
    """The state as it was believed on the ISO day: not yet given up."""
    later = state.known_to is not None and state.known_to[:10] > day
    return replace(state, known_to=None) if later else state


def _among(claims: Iterable[str], ids: Container[str]) -> tuple[str, ...]:
    return tuple(c for c in claims if c in ids)
