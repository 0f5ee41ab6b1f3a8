"""Pages on which the reader itself fails: skipped with one line, counted, and set aside after some tries."""

from __future__ import annotations

from parley.errors import InputError
from parley.model import Article, Page, Skipped
from parley.store import Failure

Task = tuple[Page, tuple[Article, ...]]
"""A page to read, with the articles that are held of it."""


class Fault(Skipped):
    """A page that was skipped by a fault of ours: it may be another's next time, so it is counted."""


def fault(page: Page, what: str) -> Fault:
    """The page is skipped, by a fault of ours that `what` tells."""
    hint = "the other pages were read; please report it with the page"
    return Fault(page.address, " ".join(InputError(what, where=page.address, hint=hint).line().split()))


def lost(task: Task) -> tuple[Fault, dict[str, bytes]]:
    """For a page that ended the processes which read it."""
    return fault(task[0], "the reader was ended by the system, or never done, on this page"), {}


def left_alone(page: Page, failure: Failure) -> Skipped:
    """The page is not tried again."""
    what = f"is set aside: the reader failed on it {failure.tries} times"
    return Skipped(page.address, InputError(what, where=page.address, hint="see: parley aside").line())
