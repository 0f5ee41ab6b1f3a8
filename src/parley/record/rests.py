"""Ends told in the sentence behind ("It suspended the controls. The suspension runs until 10 November.")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from parley.read import Reading
from parley.record.draft import Draft, sentence_of
from parley.record.words import actions

RESTING = ("suspended", "delayed", "lowered", "eased")
BEHIND = 2  # sentences


def with_ends(reading: Reading, drafts: Sequence[Draft], deadlines: Sequence[Draft]) -> list[Draft]:
    """All drafts; the last measure that was put to rest before "the suspension" ends with it.

    The end is then of that measure's parties and instrument, and the measure rests on both sentences.
    """
    done, ends = list(drafts), list(deadlines)
    for place, end in enumerate(ends):
        home = [i for i, d in enumerate(done) if _is_meant(reading, d, end)]
        if home and end.date is not None:
            told = [sentence_of(reading, done[i]) for i in home]
            for i in (i for i, sentence in zip(home, told, strict=True) if sentence == max(told)):
                both = (*done[i].sentences, max(told), sentence_of(reading, end))
                done[i] = replace(done[i], expires=end.date.start, sentences=both)
            last = done[home[told.index(max(told))]]
            ends[place] = replace(end, actors=last.actors, targets=last.targets, instrument=last.instrument)
    return [*done, *ends]


def _is_meant(reading: Reading, draft: Draft, end: Draft) -> bool:
    """Whether it puts a measure to rest shortly before a sentence that begins with "the suspension"."""
    if draft.kind != "measure" or draft.action not in RESTING or draft.expires or end.date is None:
        return False
    doc, own = reading.doc, sentence_of(reading, end)
    start, stop = doc.sentences[own]
    if end.date.precision not in ("day", "minute") or _definite().match(doc.text[start:stop]) is None:
        return False
    return 0 < own - sentence_of(reading, draft) <= BEHIND


@cache
def _definite() -> re.Pattern[str]:
    nouns = "|".join(actions().deadline["stretches"])
    return re.compile(rf"\W*(?:the|this|that) (?:{nouns})s?\b", re.IGNORECASE)
