"""Time expressions of a text, resolved to intervals against the publication date.

The method is a cascade of tag patterns with a normaliser, as in SUTime (Chang and Manning, LREC 2012), with
values in TIMEX3. Pure and linear in the length of the text: no clock, no parser.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from parley.model import When
from parley.read.times_grammar import READINGS, Match, matches
from parley.read.times_scene import Found, Kind, Meaning, Relation, Scene, Tense
from parley.read.times_tense import Tenses
from parley.read.times_words import Token, lexicon, tokenise

REACH = 12  # tokens before a stretch in which a verb may move its dates


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression at `text[start:end]`.

    `when` is the interval it resolves to, None where it names none. `relation` is told by the words before
    it; under `since` the interval is open. `days` is the length of a duration, `value` the TIMEX3 value,
    `year_given` whether the year stands in the text. `tense` is the tense by which it was resolved. `parts`
    are the two ends of a range told with two expressions.
    """

    start: int
    end: int
    when: When | None
    type: Kind
    relation: Relation | None
    days: float | None
    value: str
    year_given: bool
    tense: Tense = None
    parts: tuple[TimeMention, ...] = field(default=())


def find_times(
    text: str, published: str | None, *, previous: When | None = None, tense: Tense = None
) -> tuple[TimeMention, ...]:
    """All time expressions of `text`, in order, without overlap.

    `published` is an ISO date or date-time; without it relative times have `when` None. `previous` is the
    last date told before this text ("the following day" counts from it). `tense` says whether what the text
    tells has happened; without it the words around each expression decide.
    """
    tokens = tokenise(text)
    origin = _day(published)
    found: list[tuple[Match, TimeMention]] = []
    places = matches(tokens)
    tenses = Tenses(tokens if places else [])
    ahead = None  # the last date told that is to come: `the same day` of what will be
    for match in places:
        relation = _relation(tokens, match)
        told = tense or tenses.of((match.first, match.last), relation)
        before = ahead if ahead and told == "future" and _is_same(text, tokens, match) else previous
        mention = _mention(tokens, match, _scene(tokens, match, origin, before, (told, relation)))
        if mention is not None:
            found.append((match, mention))
            of_paper = match.first > 0 and _text(text, tokens[match.first - 1]) == "dated"
            if mention.when and mention.type == "date" and match.name != "ago" and not of_paper:
                previous = mention.when
                ahead = previous if published and previous.start[:10] > published[:10] else ahead
    return tuple(_ranges(tokens, found))


def _text(text: str, token: Token) -> str:
    """The word of a token; the date of a letter ("dated May 23") is not the day that a story tells of."""
    return text[token.start : token.end].lower()


def _is_same(text: str, tokens: list[Token], match: Match) -> bool:
    return any(_text(text, token) == "same" for token in tokens[match.first : match.last])


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _scene(
    tokens: list[Token],
    match: Match,
    published: date | None,
    previous: When | None,
    told: tuple[Tense, Relation | None],
) -> Scene:
    before = "".join(token.tag for token in tokens[max(0, match.first - 2) : match.first])
    after = tokens[match.last] if match.last < len(tokens) else None
    word = str(after.data) if after else ""
    return Scene(published, previous, told[0], before, after.tag if after else "", word, told[1])


def _mention(tokens: list[Token], match: Match, scene: Scene) -> TimeMention | None:
    part = tokens[match.first : match.last]
    try:
        meaning = READINGS[match.name](Found(part), scene)
    except (OverflowError, ValueError):  # a date outside the calendar
        return None
    if meaning is None:
        return None
    end = part[-2].end if part[-1].tag == "." else part[-1].end
    when = _opened(meaning, scene.relation)
    return TimeMention(
        part[0].start,
        end,
        when,
        meaning.kind,
        scene.relation,
        meaning.days,
        meaning.value,
        meaning.year_given,
        scene.tense,
    )


def _opened(meaning: Meaning, relation: Relation | None) -> When | None:
    if meaning.when and relation == "since":
        return replace(meaning.when, end=None)
    return meaning.when


def _relation(tokens: list[Token], match: Match) -> Relation | None:
    """What the words before say: `until at least`, `starting on`; `from Monday's talks` is no beginning."""
    told = _told_before(tokens, match.first)
    owns = match.last < len(tokens) and tokens[match.last].tag == "'"
    return None if told == "from" and owns else told


def _told_before(tokens: list[Token], first: int) -> Relation | None:
    """What the words before token `first` say: `as of`, `no later than`."""
    at = first - 1
    while at >= 0 and tokens[at].tag in "tb" and str(tokens[at].data) not in ("about", "around"):
        at -= 1
    words = [str(token.data) for token in tokens[max(0, at - 1) : at + 1]]
    pair, last = " ".join(words), words[-1] if words else ""
    table: dict[str, Relation] = lexicon()["relations"]
    if pair in table:
        return table[pair]
    if pair in ("later than", "earlier than"):
        return "by" if words[0] == "later" else "after"
    if last == "to" and _is_moved(tokens, at):
        return "until"
    if last in ("on", "in", "of", "at") and table.get(words[0]) in ("from", "since"):
        return table[words[0]]
    return table.get(last)


def _is_moved(tokens: list[Token], at: int) -> bool:
    """Does `to` at token `at` name the end of something prolonged, and not of `from May to June`?"""
    words = [str(token.data) for token in tokens[max(0, at - REACH) : at]]
    return "from" not in words and any(word in lexicon()["moves"]["prolongs"] for word in words)


def _ranges(tokens: list[Token], found: list[tuple[Match, TimeMention]]) -> list[TimeMention]:
    """Join `from X to Y`, `between X and Y`, `X-Y` to one mention each."""
    out: list[TimeMention] = []
    skip = False
    for index, (match, mention) in enumerate(found):
        if skip:
            skip = False
            continue
        after = found[index + 1] if index + 1 < len(found) else None
        joined = _join(tokens, match, mention, after) if after else None
        skip = joined is not None
        out.append(joined or mention)
    return out


def _join(
    tokens: list[Token], match: Match, first: TimeMention, after: tuple[Match, TimeMention]
) -> TimeMention | None:
    second = after[1]
    if after[0].first - match.last != 1 or not _bridge(tokens, match):
        return None
    if not (first.when and second.when and second.when.end) or {first.type, second.type} - {"date", "time"}:
        return None
    start = first.when.start
    if second.year_given and not first.year_given and second.when.precision != "year":
        start = second.when.start[:4] + start[4:]
    end = _next_weekday(second) if start > second.when.end else second.when.end
    if start > end or first.when.precision == "minute":
        return None
    when = When(start, end, second.when.precision)
    given = first.year_given or second.year_given
    return TimeMention(
        first.start, second.end, when, "range", None, None, first.value, given, first.tense, (first, second)
    )


def _next_weekday(mention: TimeMention) -> str:
    """A week after a day: from Monday ahead to `Wednesday` is not to the Wednesday behind."""
    at = _day(mention.when.start) if mention.when and mention.when.precision == "day" else None
    return (at + timedelta(7)).isoformat() if at else ""


def _bridge(tokens: list[Token], match: Match) -> bool:
    """Whether the token after `match` joins two ends of a stretch, and no verb moves a date between them."""
    between = tokens[match.last]
    before = tokens[match.first - 1].data if match.first else ""
    if between.tag == "-":
        return True
    if before == "between":
        return between.tag == "&"
    if between.data not in ("to", "through") and (between.tag != ">" or before != "from"):
        return False
    moves = lexicon()["moves"]["words"]
    return not any(token.data in moves for token in tokens[max(0, match.first - REACH) : match.first])
