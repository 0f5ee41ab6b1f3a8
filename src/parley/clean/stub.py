"""Is the story cut short on its page, and by what sign?"""

from __future__ import annotations

import re

from parley.clean.draft import PROSE_WORDS, SENTENCE_END, Draft, words

BODY = ("paragraph", "item", "table")
CUT = re.compile(r"(?<=[a-z,\d])\s*(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")
DOTS = re.compile(r"(?=[\s.\[\]]*?(?:\.\.\.|…))[\s.…\[\]]*+")
ADDRESS = re.compile(r"://|www\.|@")
SIGNED_OFF = ("agency initials", "end mark", "contributor credit", "agency credit", "copyright line")
BROKEN = re.compile(r"[a-zà-ÿ,](?:[-–—]|\s(?:the|an?|of|to|and|or|in|on|for|with|that|by|from|as|at))?$")


def incomplete(draft: Draft, text: str) -> str | None:
    """The sign that the story's text goes on elsewhere; None where it seems whole. `text` is the raw page."""
    ends = [i for i, kind in enumerate(draft.kinds) if kind in BODY]
    if not ends:
        return None
    last = draft.lines[ends[-1]]
    behind = sorted(
        (line.mapped.start, line.text, reason)
        for line, reason in zip(draft.lines, draft.reasons, strict=True)
        if line.mapped.start >= last.mapped.end
    )
    if any(reason == "paywall" for _, _, reason in behind):
        return "the page asks to pay, log in or click to read on"
    if CUT.search(last.text) or any(
        DOTS.fullmatch(said) for said in (last.text, *(b[1] for b in behind[:1]))
    ):
        return "the text breaks off with an ellipsis"
    if any(reason in SIGNED_OFF for _, _, reason in behind):
        return None
    return _broken(last.text, text) if draft.kinds[ends[-1]] == "paragraph" else None


def _broken(last: str, text: str) -> str | None:
    if words(last) < PROSE_WORDS or SENTENCE_END.search(last) or ADDRESS.search(last[-80:]):
        return None
    at_end = text.rstrip().endswith(last[-20:])
    return "the text breaks off in mid-sentence" if BROKEN.search(last) or at_end else None
