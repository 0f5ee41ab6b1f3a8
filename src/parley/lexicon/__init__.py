"""The domain as data: parties, bodies, offices with dated holders, outlets, goods, and how to find them.

`lexicon()` reads the TOML files of `data/` once; `Lexicon.find(text)` names every entry in a text.
"""

from parley.lexicon.book import Lexicon
from parley.lexicon.entries import (
    Accord,
    Body,
    Capital,
    Company,
    Good,
    Guard,
    Holder,
    Index,
    Instrument,
    LegalBasis,
    Office,
    Outlet,
    Party,
    Person,
    Venue,
)
from parley.lexicon.load import lexicon
from parley.lexicon.matcher import Match

__all__ = [
    "Accord",
    "Body",
    "Capital",
    "Company",
    "Good",
    "Guard",
    "Holder",
    "Index",
    "Instrument",
    "LegalBasis",
    "Lexicon",
    "Match",
    "Office",
    "Outlet",
    "Party",
    "Person",
    "Venue",
    "lexicon",
]
