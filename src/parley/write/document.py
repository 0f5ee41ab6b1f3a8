"""The shape of an answer between composing and rendering: sections of lines of sentences, each with marks.

A sentence says something about the world and therefore carries at least one mark, the number of a source
with the words it stands on. What speaks about the ledger itself (`Section.note`, `Document.stand`) has none.
The text in these types is still as the page has it: a renderer must make it inert (`inert.py`) first.
"""

from __future__ import annotations

from dataclasses import dataclass

from parley.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """Source `number`: the words on the page, who said them, and through which outlets they came.

    `chain` runs from the first speaker to the last outlet; `page` is the address, `published` an ISO date.
    `sources` are the addresses of the pages on which a fact of a dossier rests.
    """

    number: int
    words: str
    spans: tuple[Span, ...]
    page: str
    chain: tuple[str, ...] = ()
    published: str | None = None
    claim: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with the numbers of its marks; `strong` sets it off (a headline, words of a claim)."""

    text: str
    marks: tuple[int, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Sentences that belong together, with a `lead` before, a `tail` and a warning `flag` behind them.

    `entry` is the id of the entry that the line is about; `facts` are the same things for programs.
    """

    sentences: tuple[Sentence, ...]
    lead: str = ""
    tail: str = ""
    flag: str = ""
    entry: str | None = None
    facts: tuple[tuple[str, str], ...] = ()

    def shown(self) -> tuple[tuple[Sentence, tuple[int, ...]], ...]:
        """The sentences with the marks to print: equal marks of neighbours stand behind the last one."""
        behind = (*(s.marks for s in self.sentences[1:]), ())
        return tuple(
            (s, () if s.marks == m else s.marks) for s, m in zip(self.sentences, behind, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines; `note` says in words why there are none, or what to do next."""

    title: str
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole answer: title, `stand` (as of when, from how much), sections, and the sources.

    `total` counts the lines of a list of which only some were asked for (None: all are here).
    """

    title: str
    stand: tuple[str, ...]
    sections: tuple[Section, ...]
    marks: tuple[Mark, ...]
    total: int | None = None

    def _repr_markdown_(self) -> str:
        """The answer as a notebook shows it."""
        from parley.write.markdown import to_markdown

        return to_markdown(self)
