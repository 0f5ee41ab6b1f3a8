"""One status of an entry on the valid axis, before it is a state."""

from __future__ import annotations

from dataclasses import dataclass

from parley.model import When
from parley.resolve.events import Event


@dataclass(frozen=True, slots=True)
class Stretch:
    """One status from `when` (None: before anyone says) until the next stretch, on `events`.

    `due` is when something announced is to take effect, `change` the rate that it brings. `began_before`:
    `when` is only the day of the first report by which it held. `without` are goods that were taken out.
    """

    status: str
    when: When | None
    events: tuple[Event, ...]
    reason: str
    until: When | None = None
    due: When | None = None
    rate: float | None = None
    change: float | None = None
    began_before: bool = False
    derived: bool = False
    without: frozenset[str] = frozenset()

    @property
    def start(self) -> str:
        """ISO day for sorting; the empty string sorts before every day."""
        return self.when.start[:10] if self.when else ""
