"""Who accuses whom, where a pronoun or another voice stands between."""

from __future__ import annotations

from parley.read import Reading
from parley.read.cues import cues
from parley.read.subjects import subject_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots


def is_mutual(subject: Token | None, target: Token | None) -> bool:
    """ "each has accused the other", "both accused one another"."""
    both = subject is not None and subject.text.lower() in ("each", "both")
    return both and target is not None and target.lemma.lower() in ("other", "another")


def told_by(reading: Reading, unit: Unit, verb: Token) -> tuple[str, ...]:
    """ "Ada Low said, while Peru announced that Halma broke its law": who announces it, and not Low."""
    above = unit.tree.head(verb) if verb.dep == "ccomp" else None
    if above is None or above.lemma.lower() not in cues().accusing.announcing:
        return ()
    subject = subject_of(unit, above)
    so_far = slots.discourse(reading, unit)
    return parties_of(reading.doc, unit, subject, so_far) if subject is not None else ()
