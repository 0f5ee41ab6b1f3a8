"""An act on an instrument: what the rules of measures hand to each other."""

from __future__ import annotations

from dataclasses import dataclass

from parley.read.tree import Token

# Measures that a promise to ease does not ease yet: the promise is a commitment.
EASED_BY_PROMISE = (
    "export_control",
    "export_licensing",
    "export_ban",
    "visa_restriction",
    "sanction",
    "entity_listing",
)


@dataclass(frozen=True, slots=True)
class Act:
    """An act on an instrument: its token, the stage it names, and by which construction.

    `how` is `object`, `subject`, `with` (a verb with a preposition), `without` ("may not ship without a
    licence"), `noun` ("removal of"), `participle`, `mark` (an adjective), `owned` ("X's duty"), `rate` (the
    measure bears a number), `borne` (the subject suffers it), `asked` (of whom a licence is asked), `part`
    (of what was done), `step` ("steps to limit"), `withheld` (its end or plan is put off) or `verb`.
    `over` is the verb above a noun of an act, whose mood is the act's ("will announce a cut in"); `second`
    tells that the measure stands under another act as well.
    """

    token: Token
    stage: str
    how: str
    over: Token | None = None
    second: bool = False
