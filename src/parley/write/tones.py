"""Which of three tones a status has for the eye: it stands, it waits for something, or it is over."""

from __future__ import annotations

STANDS = frozenset({"in force", "imposed", "raised", "lowered", "extended", "restored", "kept", "agreed"})
STANDS |= {"signed", "approved", "implemented", "held", "fulfilled", "under way", "eased"}
WAITS = frozenset({"threatened", "announced", "considered", "planned", "due", "suspended", "proposed"})
WAITS |= {"agreed in principle", "awaiting approval", "pledged", "offered", "demanded", "lapsed", "stayed"}


def tone(status: object) -> str:
    """The class of a status: `stands`, `waits` or `over`."""
    if status in STANDS:
        return "stands"
    return "waits" if status in WAITS else "over"
