"""One tree of errors; each carries what went wrong, where, and what to do about it."""

from __future__ import annotations

import errno

LONGEST = 1000
"""Characters that a line of an error tells of what, and of where."""


class ParleyError(Exception):
    """Base of every error that Parley raises on purpose.

    `exit_code` follows the command line's contract: 1 failed, 2 wrong use, 3 done in part.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(self.line())

    def line(self) -> str:
        """One line for a person: where, what, and what to do."""
        what, where = _short(self.what), _short(self.where or "")
        text = f"{where}: {what}" if where else what
        return f"{text} ({self.hint})" if self.hint else text


def _short(text: str) -> str:
    """Of an address or a message of a megabyte its beginning."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


class UsageError(ParleyError):
    """The command was called in a way that cannot be carried out."""

    exit_code = 2


def no_text(error: UnicodeEncodeError) -> UsageError:
    """The error for an argument with bytes, or halves of characters, that no text in UTF-8 has."""
    given = str(error.object).encode("utf-8", "replace").decode()
    return UsageError(f"{given!r} is no text in UTF-8", hint="write it in UTF-8")


def of_argument(error: Exception) -> UsageError | None:
    """The error for an argument that nothing can be done with, whoever met it; None where it is another's."""
    if isinstance(error, UnicodeEncodeError):
        return no_text(error)
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        where = str(error.filename)[:200]
        return UsageError("is no name that a file can have: too long", where=where, hint="shorten it")
    return None


class MissingError(UsageError):
    """What was asked for is not in the ledger."""


class InputError(ParleyError):
    """A page, feed or archive that cannot be read; the others are read all the same."""

    exit_code = 3


class LedgerError(ParleyError):
    """The ledger cannot be opened, is damaged, or is newer than this program."""

    exit_code = 2


class LexiconError(ParleyError):
    """A lexicon file breaks its schema."""

    exit_code = 2
