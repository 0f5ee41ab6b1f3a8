"""How well each state stands: witnesses for and against it, and one word for its standing with the rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parley.lexicon import lexicon
from parley.model import Claim, Entry, State, Verdict, Witness
from parley.resolve.events import Event
from parley.resolve.sequence import one_moment
from parley.resolve.tables import camp_of
from parley.weigh.evidence import Evidence
from parley.weigh.witnesses import citing, independent, reporters, speakers, witnesses

_ENACTED = ("in force", "suspended", "lifted", "extended", "signed", "approved", "published", "struck down")


def verdicts(entries: Sequence[Entry], seen: Evidence) -> tuple[Verdict, ...]:
    """One verdict for each state of each entry, in the order of entries and states."""
    return tuple(verdict for entry in entries for verdict in _verdicts(entry, seen))


def _verdicts(entry: Entry, seen: Evidence) -> list[Verdict]:
    events, own = seen.events(entry), seen.of(entry)
    among = own if citing(own, seen) else ()  # where nobody cites any, nobody asks whose outlet it is
    return [_verdict(entry, state, events, among, seen) for state in entry.states]


def _verdict(
    entry: Entry, state: State, events: Sequence[Event], among: Sequence[Claim], seen: Evidence
) -> Verdict:
    told = [seen.claims[key] for key in state.claims if key in seen.claims]
    found = witnesses(told, seen, among)
    against = witnesses(independent(_against(entry, state, events, seen), told, seen), seen, among)
    standing, reason = _standing(entry, state, told, found, against, seen)
    return Verdict(entry.id, state, found, against, speakers(found), reporters(found), standing, reason)


def _against(entry: Entry, state: State, told: Sequence[Event], seen: Evidence) -> list[Claim]:
    """Claims, known while the state was believed, that deny it or tell of the same days what excludes it."""
    camp, own = camp_of(entry.kind, state.status), set(state.claims)
    if camp < 0:
        return []
    known = [e for e in told if state.known_to is None or e.known < state.known_to]
    mine = {(e.when, e.status): e for e in known if e.claim.id in own}.values()
    others = [e for e in known if camp_of(entry.kind, e.status) != camp and e.claim.id not in own]
    rivals = [e.claim for e in others if any(one_moment(entry.kind, e, m) for m in mine)]
    denials = [c for c in seen.of(entry) if c.certainty == "denied" and state.status != "denied"]
    voices = {seen.about.voice(seen.claims[key]) for key in own if key in seen.claims}
    other = [c for c in (*rivals, *denials) if c.id not in own and seen.about.voice(c) not in voices]
    found = {c.id: c for c in other}
    return [found[key] for key in sorted(found)]


def _standing(
    entry: Entry,
    state: State,
    told: Sequence[Claim],
    found: Sequence[Witness],
    against: Sequence[Witness],
    seen: Evidence,
) -> tuple[str, str]:
    sides = {w.party for w in found if w.party in (*entry.actors, *entry.targets)}
    enacted = state.status in _ENACTED and any(_official(c, entry, seen) for c in told)
    if enacted and not any(w.party in (*entry.actors, *entry.targets) for w in against):
        return "official", "an official text of a party that acts says so"
    if against:
        return "disputed", f"{speakers(against)} speak against it: {_names(against)}"
    facts = [c for c in told if c.curated]
    if facts:
        return "curated", _of_dossier(facts)
    if len(sides) > 1:
        return "both sides", f"speakers of {' and '.join(sorted(s for s in sides if s))} say so"
    if all(c.certainty == "anonymous" or c.speaker == "anonymous" for c in told):
        return "anonymous", "only unnamed sources say so"
    own = reporters(w for w in found if w.speaker is None)
    if own > 1:
        return "several reports", f"{own} independent reporters say so in their own words"
    if sides:
        also = ", and one reporter in its own words" if own else ""
        return "one side", f"{sides.pop()} says so, the other side does not{also}"
    return "single report", "one independent reporter says so"


def _of_dossier(facts: Sequence[Claim]) -> str:
    names = sorted({c.curated.dossier for c in facts if c.curated})
    sources = {address for c in facts if c.curated for address in c.curated.sources}
    pages = f"{len(sources)} page{'' if len(sources) == 1 else 's'}"
    return f"the dossier {' and '.join(names)} has it from {pages}"


def _official(claim: Claim, entry: Entry, seen: Evidence) -> bool:
    """Whether the claim stands in an official text of a party that acts: it outranks reports of it."""
    article = seen.articles.get(claim.article)
    outlet = lexicon().outlets.get(article.outlet or "") if article else None
    return outlet is not None and outlet.kind == "official" and outlet.party in entry.actors


def _names(found: Iterable[Witness]) -> str:
    return ", ".join(w.speaker or (w.outlets[0] if w.outlets else "a report") for w in found)
