"""Which of two articles came first: a declared table of evidence, each piece with its weight and its words.

Every test asks of a comparison whether `b` shows itself to be the newer by one sign; it is asked from both
sides, and a sign that both show tells nothing. The signed sum of weights decides; where it is zero the
publication dates as text, then the article ids decide, and the reason says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from parley.derive.comparison import Comparison
from parley.derive.sketch import Sketch, fold
from parley.model import Article

_AGENCY = r"(?:(?:News|Press) Agency|News Service|News|Newswire|Wire)"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign that `b` is newer than `a`, its weight, and what it says of `{old}` and `{new}`."""

    weight: float
    shows: Callable[[Comparison], bool]
    words: str


def direct(comparison: Comparison) -> tuple[Comparison, tuple[str, ...]]:
    """The comparison turned so that `a` is the older, and the reasons for it; those against it are marked."""
    turned = comparison.flipped()
    signs = [(e, e.shows(comparison) - e.shows(turned)) for e in EVIDENCE]
    total = sum(evidence.weight * sign for evidence, sign in signs)
    if total == 0:
        older = _key(comparison.a) <= _key(comparison.b)
        return comparison if older else turned, ("nothing tells which came first",)
    won = 1 if total > 0 else -1
    reasons = [e.words.format(old="the older", new="the newer") for e, sign in signs if sign == won]
    against = [e.words.format(old="the newer", new="the older") for e, sign in signs if sign == -won]
    return comparison if won == 1 else turned, (*reasons, *(f"against: {words}" for words in against))


def moment(value: str) -> datetime:
    """An ISO date or date-time in UTC; a date is its midnight, a date-time without zone is taken as UTC."""
    read = datetime.fromisoformat(value)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def same_publisher(a: Article, b: Article) -> bool:
    """Whether both are known to come from one outlet."""
    return bool(a.outlet) and a.outlet == b.outlet


def same_address(comparison: Comparison) -> bool:
    """Whether both were found at one address: two states of one page."""
    a, b = comparison.a.seen, comparison.b.seen
    return a is not None and b is not None and a[0] == b[0]


def _corrects(comparison: Comparison) -> bool:
    return comparison.b.corrects


def credited(comparison: Comparison) -> bool:
    """Whether `b` names the outlet of `a` as its agency, or credits it in the text as `a` does not."""
    a, b = comparison.a.article, comparison.b.article
    if not a.outlet or same_publisher(a, b):
        return False
    if any(f"{a.outlet} ".startswith(f"{agency} ") for agency in b.agencies):
        return True
    name = f"{re.escape(_stem(a))}(?: {_AGENCY})?"
    credit = re.compile(rf"\({name}\)|[—–-] ?{name}\s*$|(?:according to|told|reported by) (?:the )?{name}\b")
    return any(credit.search(block.text) for block in b.blocks)


def _later_day(comparison: Comparison) -> bool:
    a, b = comparison.a.article.published, comparison.b.article.published
    return bool(a and b) and str(a)[:10] < str(b)[:10]


def _later_hour(comparison: Comparison) -> bool:
    a, b = comparison.a.article.published, comparison.b.article.published
    return bool(a and b) and len(str(a)) > 10 < len(str(b)) and moment(str(a)) < moment(str(b))


def _seen_later(comparison: Comparison) -> bool:
    """Whether `b` was found in the place of `a`: a page that was changed, whatever day it tells."""
    a, b = comparison.a.seen, comparison.b.seen
    return a is not None and b is not None and a[0] == b[0] and moment(a[1]) < moment(b[1])


def _second_hand(comparison: Comparison) -> bool:
    """An outlet's own name in its sentence ("told us") that the retelling leaves out."""
    outlet = _name(comparison.a.article)
    if not outlet:
        return False
    own = re.compile(rf"\b(?:told|to|by) (?:the )?{re.escape(outlet)}\b")
    pairs = ((comparison.a.sentences[m.old], comparison.b.sentences[m.new]) for m in comparison.matches)
    return any(own.search(old.text) and outlet not in new.text for old, new in pairs)


def _incomplete(comparison: Comparison) -> bool:
    return bool(comparison.b.article.incomplete)


def _cut(comparison: Comparison) -> bool:
    """Whether `b` is a beginning of `a`. An outlet's own short text is an early version instead."""
    if not comparison.matches or same_publisher(comparison.a.article, comparison.b.article):
        return False
    if comparison.copied.b < 0.9:
        return False
    last = max(m.old for m in comparison.matches if m.copied)
    return last < len(comparison.a.sentences) * 2 / 3


def _cut_quotations(comparison: Comparison) -> bool:
    """Whether retold quotations are shorter in `b`: they are cut in retelling, never grown."""
    told = [m for m in comparison.matches if not m.copied]
    quotes = [(_quoted(comparison.a, m.old), _quoted(comparison.b, m.new)) for m in told]
    return any(new and new != old and new in old for old, new in quotes)


def _carried(comparison: Comparison) -> bool:
    """Whether the same text stands in `b` on a carrier's site; of a retold text that says nothing."""
    return bool(comparison.b.article.copied_on) and not (comparison.matches and comparison.copied.most < 0.5)


def _updated(comparison: Comparison) -> bool:
    return comparison.b.updates


def _adds(comparison: Comparison) -> bool:
    if not comparison.matches or comparison.copied.most > 0.8:
        return False
    return len(comparison.only_b) > 1.5 * len(comparison.only_a)


def _name(article: Article) -> str:
    """The outlet's name as it stands in running text, without the article; empty where unknown."""
    return (article.outlet or "").removeprefix("The ")


def _stem(article: Article) -> str:
    """The outlet's name without the words that say what it is: `Norvian News Agency` signs as `Norvian`."""
    return re.sub(f" {_AGENCY}$", "", _name(article))


def _quoted(sketch: Sketch, index: int) -> str:
    return " ".join(w for quote in sketch.sentences[index].quotes for w in fold(quote))


def _key(sketch: Sketch) -> tuple[str, str]:
    return (sketch.article.published or "9999", sketch.id)


EVIDENCE: tuple[Evidence, ...] = (
    Evidence(6.0, _corrects, "{new} says that an earlier text was wrong"),
    Evidence(5.0, _seen_later, "{new} was found later at the address of {old}"),
    Evidence(4.0, credited, "{new} credits the outlet of {old}"),
    Evidence(4.0, _later_day, "{new} was published on a later day"),
    Evidence(3.0, _second_hand, "{new} leaves out that the outlet of {old} was told so itself"),
    Evidence(3.0, _incomplete, "{new} is cut short on its page"),
    Evidence(2.0, _cut, "{new} is a beginning of {old}"),
    Evidence(2.0, _cut_quotations, "quotations are cut in {new}"),
    Evidence(1.5, _later_hour, "{new} was published at a later hour"),
    Evidence(1.0, _carried, "{new} stands on a site that only carries it"),
    Evidence(1.0, _updated, "{new} is marked as updated"),
    Evidence(0.5, _adds, "{new} adds more of its own than {old} has for itself"),
)
"""Hours weigh less than a cut text: sites stamp the copies that they carry by their own clocks."""
