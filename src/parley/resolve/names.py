"""Readable, stable ids and names of entries, from what tells them apart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from parley.lexicon import lexicon
from parley.model import Claim, EntryKind, When
from parley.resolve.mentions import deal_word
from parley.resolve.tables import canonical_goods, table
from parley.resolve.who import WORLD, ordered, party_name


@dataclass(frozen=True, slots=True)
class Traits:
    """What an entry's id and name are made of. `parties` are actors of the act, `month` is `YYYY-MM`."""

    kind: EntryKind
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    instrument: str | None
    goods: tuple[str, ...]
    place: str | None
    when: When | None
    known: str
    leaders: bool
    deal: str | None
    rate: float | None
    programme: str | None = None

    @property
    def month(self) -> str:
        """Month of the thing, or of the first report where no date is given."""
        return (self.when.start if self.when else self.known)[:7]


def slug(*parts: str | None) -> str:
    """Parts in lower-case ASCII, joined by hyphens; empty ones are left out."""
    plain = " ".join(part for part in parts if part)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")


def dispute_id(parties: Iterable[str]) -> str:
    """The id of the dispute between parties, by their names (`us-china`); more than three are the world."""
    codes = ordered(parties)
    if len(codes) > 3 or (WORLD in codes and len(codes) > 2):
        codes = (codes[0], WORLD)
    return slug(*(_short(code) for code in codes)) or "unknown"


def dispute_sides(key: str) -> tuple[str, ...]:
    """The parties that `dispute_id` made an id of; empty where it knew none."""
    sides, rest = [], key
    while rest:
        name = next((n for n in _short_names() if rest == n or rest.startswith(f"{n}-")), None)
        if name is None:
            return ()
        sides.append(_short_names()[name])
        rest = rest[len(name) + 1 :]
    return ordered(sides)


@cache
def _short_names() -> dict[str, str]:
    """Parties by what stands for them in an id, the longest first: `south-korea` before `south`."""
    names = {slug(_short(code)): code for code in (*lexicon().parties, WORLD)}
    return {name: names[name] for name in sorted(names, key=lambda n: (-len(n), n))}


def _short(code: str) -> str:
    return code if code in ("US", "EU", WORLD) or len(code) > 2 else party_name(code)


def entry_id(t: Traits) -> str:
    """The id of an entry without regard to others; see `distinct`."""
    parties = ordered({*t.actors, *t.targets})
    if t.kind == "round":
        return slug(*parties[:4], _round_word(t), t.place, t.month)
    if t.kind == "agreement":
        return slug(*parties[:4], t.place, t.deal or "agreement", t.month)
    if t.kind == "deadline":
        return slug("deadline", _day(t), *ordered(t.actors)[:3], t.instrument)
    if t.kind == "indicator":
        return slug(*t.actors[:2], t.goods[0] if t.goods else "trade", *t.targets[:2], t.month)
    pledge = "commitment" if t.kind == "commitment" else None
    return slug(
        *t.actors[:3],
        pledge,
        t.instrument or ("measures" if not pledge else None),
        t.programme,
        _object(t),
        t.month,
    )


def _round_word(t: Traits) -> str:
    if t.instrument in table()["families"]["phone"]:
        return "leaders-call" if t.leaders else "call"
    return "leaders-meeting" if t.leaders else "talks"


def _day(t: Traits) -> str:
    if t.when is None or t.when.precision not in ("day", "minute"):
        return t.month
    return t.when.start[:10]


def _object(t: Traits) -> str:
    """What a measure or commitment is about: its first good, else those it hits."""
    goods = [good for good in t.goods if canonical_goods((good,))]
    if goods:
        return goods[0]
    return slug(*[name for name in t.targets if name != WORLD][:3])


def distinct(traits: Sequence[Traits], keys: Sequence[tuple[str, ...]]) -> list[str]:
    """Unique ids: those alike are told apart by rate, then day, then a number in the order of `keys`."""
    ids = [entry_id(t) for t in traits]
    for finer in (_by_rate, _by_day):
        again = {key for key, n in Counter(ids).items() if n > 1}
        ids = [finer(key, t) if key in again else key for key, t in zip(ids, traits, strict=True)]
    return _numbered(ids, keys)


def _by_rate(key: str, t: Traits) -> str:
    return key if t.rate is None else f"{key[:-8]}-{slug(f'{t.rate:g}')}pc{key[-8:]}"


def _by_day(key: str, t: Traits) -> str:
    sharp = t.when is not None and t.when.precision == "day" and key.endswith(t.month)
    return f"{key[:-7]}{t.when.start[:10]}" if sharp and t.when else key


def _numbered(ids: Sequence[str], keys: Sequence[tuple[str, ...]]) -> list[str]:
    seen: Counter[str] = Counter()
    named = list(ids)
    for i in sorted(range(len(ids)), key=lambda i: keys[i]):
        seen[ids[i]] += 1
        if seen[ids[i]] > 1:
            named[i] = f"{ids[i]}-{seen[ids[i]]}"
    return named


def deal_name(claims: Iterable[Claim]) -> str | None:
    """The word for a deal that most claims use, special words (`truce`) before general ones (`deal`)."""
    words = Counter(w for w in (deal_word(c.subject or c.words) for c in claims) if w)
    if words:
        return min(words, key=lambda w: (-words[w], w))
    text = " ".join(c.words.lower() for c in claims)
    return next((w for w in table()["deals"]["general"] if re.search(rf"\b{w}\b", text)), None)


def label(t: Traits) -> str:
    """A short name for people: `London talks (United States and China)`, `Tariff, steel (India to China)`."""
    if t.kind == "round":
        word = _round_word(t).replace("leaders-", "leaders' ")
        return f"{_headed(t.place, word)} ({_parties(t)})"
    if t.kind == "agreement":
        words = f"{t.deal} deal" if (t.deal or "").startswith("phase") else t.deal or "agreement"
        return f"{_headed(t.place, words)} ({_parties(t)})"
    if t.kind == "deadline":
        return f"Deadline {_day(t)}: {_thing(t)} ({_parties(t)})"
    if t.kind == "indicator":
        return f"{_headed(None, _goods(t) or 'trade')} ({_toward(t)}), {t.month}"
    pledge = "pledge on " if t.kind == "commitment" else ""
    return f"{_headed(None, pledge + _thing(t))} ({_toward(t)})"


def _headed(place: str | None, words: str) -> str:
    return f"{place} {words}" if place else words[:1].upper() + words[1:]


def _parties(t: Traits) -> str:
    return " and ".join(_name(p) for p in ordered({*t.actors, *t.targets})[:4])


def _thing(t: Traits) -> str:
    instrument = " ".join(part for part in (t.programme, (t.instrument or "").replace("_", " ")) if part)
    return ", ".join(part for part in (instrument, _goods(t)) if part) or "measures"


def _goods(t: Traits) -> str:
    return ", ".join(t.goods[:3])


def _toward(t: Traits) -> str:
    sides = [" and ".join(_name(p) for p in side) for side in (t.actors, t.targets) if side]
    return " to ".join(sides)


def _name(code: str) -> str:
    return "all partners" if code == WORLD else party_name(code)
