"""Is the story cut short on its page, and by what sign?"""

from __future__ import annotations

import re

from parley.clean.draft import PROSE_WORDS, SENTENCE_END, Draft, words

BODY = ("paragraph", "item", "table")
CUT = re.compile(r"(?<=[a-z,\d])\s*(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")
DOTS = re.compile(r"[\s.…\[\]]*(?:\.\.\.|…)[\s.…\[\]]*")
BROKEN = re.compile(r"[a-zà-ÿ,](?:[-–—]|\s(?:the|an?|of|to|and|or|in|on|for|with|that|by|from|as|at))?$")


def incomplete(draft: Draft, text: str) -> str | None:
    """The sign that the story's text goes on elsewhere; None where it seems whole. `text` is the raw page."""
    ends = [i for i, kind in enumerate(draft.kinds) if kind in BODY]
    if not ends:
        return None
    behind = range(ends[-1] + 1, len(draft.lines))
    if any(draft.reasons[i] == "paywall" for i in behind):
        return "the page asks to pay, log in or click to read on"
    last = draft.lines[ends[-1]].text
    if CUT.search(last) or any(DOTS.fullmatch(draft.lines[i].text) for i in (*ends[-1:], *behind)):
        return "the text breaks off with an ellipsis"
    if draft.kinds[ends[-1]] != "paragraph" or words(last) < PROSE_WORDS or SENTENCE_END.search(last):
        return None
    at_end = text.rstrip().endswith(last[-20:])
    return "the text breaks off in mid-sentence" if BROKEN.search(last) or at_end else None
