"""The entries of the domain lexicon: what a row of each data file becomes.

The first field of every class is the key of its row in the file. `forms` are further spellings that may
stand in a text; `guarded` are spellings that need the neighbouring words to be told from other things.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guard:
    """An ambiguous spelling, with the neighbours that admit or exclude it, and sentences that show it.

    Neighbours are lower-case words; nothing but white space, quotation marks or brackets may lie between.
    `match` are sentences in which `form` must be found as this entry, `no_match` in which it must not.
    """

    form: str
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    only_after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A state, territory, bloc or organisation; `code` is ISO 3166 alpha-2 or the acronym.

    `government` is the canonical name when the capital or the country speaks. `epithets` are descriptions
    that mean this party alone. `capital_quiet`: the capital's name is too common a word to be looked for.
    """

    code: str
    name: str
    kind: str
    government: str | None = None
    forms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    capital: str | None = None
    capital_forms: tuple[str, ...] = ()
    capital_quiet: bool = False
    epithets: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    guarded: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Capital:
    """A seat of government: a place, or a name for the government; the caller decides."""

    city: str
    party: str


@dataclass(frozen=True, slots=True)
class Body:
    """An authority that speaks or acts; `role_names` are lower-case names it shares with others' bodies."""

    name: str
    party: str
    kind: str
    forms: tuple[str, ...] = ()
    role_names: tuple[str, ...] = ()
    guarded: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held an office from `start` to `end` (both inclusive, None: still; ISO, day or coarser)."""

    name: str
    start: str
    end: str | None = None
    variants: tuple[str, ...] = ()
    source: str | None = None

    def on(self, day: str) -> bool:
        """Whether the office was held on the ISO `day`, by the precision of the dates known."""
        begun = day[: len(self.start)] >= self.start
        return begun and (self.end is None or day[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True)
class Office:
    """An office with its holders; `titles` are shared by several parties, `forms` mean this office alone.

    `party` is None for offices in companies, which `body` names.
    """

    id: str
    title: str
    holders: tuple[Holder, ...]
    party: str | None = None
    body: str | None = None
    titles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    guarded: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A person by the canonical full name; `offices` are ids of the offices held at any time."""

    name: str
    party: str | None = None
    role: str | None = None
    variants: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    guarded: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet, official site or platform; `kind` is one of `OUTLET_KINDS`."""

    name: str
    kind: str
    party: str | None = None
    domains: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    guarded: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Good:
    """A traded good, service or sector; `hs` are HS 2022 codes of 2, 4 or 6 digits, () where none fits.

    `fixed`: neither plural nor singular is derived from the name and the forms.
    """

    name: str
    sector: str
    hs: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    fixed: bool = False
    guarded: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """A company, bank or other private body, with the country of its seat."""

    name: str
    party: str
    kind: str = "company"
    forms: tuple[str, ...] = ()
    guarded: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Venue:
    """A place where talks are held; a building's `city` is the place that a claim names."""

    name: str
    party: str
    city: str
    kind: str
    forms: tuple[str, ...] = ()
    guarded: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """A market index, currency pair, rate or commodity price, with the unit it is quoted in."""

    name: str
    unit: str
    party: str | None = None
    forms: tuple[str, ...] = ()
    guarded: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Accord:
    """A named deal; names only, its states belong to the ledger. `started` is ISO, day or coarser."""

    id: str
    name: str
    parties: tuple[str, ...]
    started: str | None = None
    forms: tuple[str, ...] = ()
    guarded: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A law or rule on which measures rest, with the instrument it usually carries."""

    id: str
    name: str
    party: str
    instrument: str
    forms: tuple[str, ...] = ()
    guarded: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """One of the instruments of CLAIMS.md in the vocabularies of the field.

    `gta` are intervention types of Global Trade Alert, `mast` chapters of the UNCTAD MAST classification.
    """

    name: str
    label: str
    gta: tuple[str, ...]
    mast: tuple[str, ...]
    trade: bool = True


PARTY_KINDS = ("state", "territory", "bloc", "organisation", "world")
BODY_KINDS = (
    "trade", "finance", "foreign", "agriculture", "industry", "central bank", "customs", "government",
    "legislature", "court", "security", "planning", "regulator", "leader", "embassy", "other",
)  # fmt: skip
OUTLET_KINDS = ("wire", "press", "state", "official", "platform", "site")
