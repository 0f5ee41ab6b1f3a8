"""Whether what stands around a time expression has happened or is to come, told by the words near it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from parley.read.times_scene import Tense
from parley.read.times_words import Token, lexicon

REACH = 16  # tokens to the left, and to the right, in which a word may tell the tense
DEFAULTS: dict[str, Tense] = {"from": "future", "after": "past"}  # by relation, where no word tells
MODAL = frozenset({"will", "would", "shall", "may", "might", "could", "should", "can", "must", "ll"})
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "re"})


class Tenses:
    """The tenses told by the words of one text, each word read once, and only where it is asked for."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.known: dict[int, Tense] = {}

    def told(self, at: int) -> Tense:
        """The tense that the word at one place tells, if any."""
        if at not in self.known:
            self.known[at] = _told(self.tokens, at)
        return self.known[at]

    def of(self, span: tuple[int, int], relation: str | None) -> Tense:
        """The tense of an expression at tokens `span` (end exclusive), in `relation` to its clause.

        The nearest word that tells decides: to the left within the sentence, else to the right. Before that
        come words that leave no doubt (`as early as`, `until`), the noun after (`Monday's ruling`), and a
        verb right after the expression where a new clause begins before it.
        """
        first, last = span
        if first and self.tokens[first - 1].data == "after":  # tells the order of things, not their tense
            first -= 1
        if relation in ("until", "by"):
            return "past" if self._is_late(first, last) else "future"
        if _as_early_as(self.tokens, first):
            return "future"
        if not self._told_beside(first) and (noun := _noun_after(self.tokens, last, relation)):
            return noun
        if first and self.tokens[first - 1].data == "for":  # "threatened for Saturday"
            return "future"
        at, crossed = self._leftward(first)
        if at is not None and self._begins(at, first, relation):
            return None  # the nearest such day, which most often lies ahead
        told = self.told(at) if at is not None else None
        if (told is None or crossed) and last < len(self.tokens):
            told = self.told(last) or told
        return told or self._rightward(last) or DEFAULTS.get(relation or "")

    def _begins(self, told_at: int, first: int, relation: str | None) -> bool:
        """`Threatened duties from 1 November`, `delayed to 1 November`: the verb is past, the day is not."""
        if self.told(told_at) == "future":  # "will be delayed to"
            return False
        to = bool(first) and self.tokens[first - 1].data == "to"
        words = "announcing" if relation == "from" else "moving" if to else None
        return words is not None and _text_of(self.tokens, told_at) in _words(words)

    def _told_beside(self, first: int) -> Tense:
        """The tense told by the word before the expression, or before its preposition."""
        at = first - 2 if first > 1 and self.tokens[first - 1].tag in "ri" else first - 1
        return self.told(at) if at >= 0 else None

    def _is_late(self, first: int, last: int) -> bool:
        """`Until Monday, they had not replied`: a clause in the past perfect follows and none goes before."""
        if self._leftward(first)[0] is not None:
            return False
        for token in self.tokens[last : last + REACH]:
            if token.tag in ";.":
                return False
            if token.data == "had":
                return True
        return False

    def _leftward(self, first: int) -> tuple[int | None, bool]:
        """Where a tense is told nearest to the left in the sentence; and whether clauses join between."""
        crossed = False
        for at in range(first - 1, max(-1, first - 1 - REACH), -1):
            if self.told(at):
                return at, crossed
            tag = self.tokens[at].tag
            if tag in ";." and _stops(self.tokens, at):
                break
            crossed = crossed or tag in ",&"
        return None, crossed

    def _rightward(self, last: int) -> Tense:
        for at in range(last, min(len(self.tokens), last + REACH)):
            if told := self.told(at):
                return told
            if self.tokens[at].tag in ";." and _stops(self.tokens, at):
                break
        return None


def _as_early_as(tokens: Sequence[Token], first: int) -> bool:
    words = [str(token.data) for token in tokens[max(0, first - 3) : first]]
    return len(words) == 3 and words[0] == words[2] == "as" and words[1] in _words("as")


def _noun_after(tokens: Sequence[Token], last: int, relation: str | None) -> Tense:
    """What `ruling` in `Monday's ruling` or `deadline` in `before Monday's deadline` tells of the day."""
    at = last + 1 if last < len(tokens) and tokens[last].tag == "'" else last
    word = tokens[at].data if at < len(tokens) else None
    if not isinstance(word, str) or tokens[at].tag not in "xX":
        return None
    if word in _words("ahead_nouns"):
        return "future"
    return "past" if word in _words("past_nouns") and relation != "before" else None


def _stops(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].tag == ";" or (tokens[at].tag == "." and at > 0 and tokens[at - 1].tag not in "XMmA")


def _told(tokens: Sequence[Token], at: int) -> Tense:
    """The tense that the word at one place tells, if any."""
    word = tokens[at].data
    before = _text_of(tokens, at - 1)
    if not isinstance(word, str) or (word not in _known() and word[-2:] != "ed" and word[-3:] != "ing"):
        return "future" if before == "to" and _governs(tokens, at - 2) else None
    after = tokens[at + 1].data if at + 1 < len(tokens) else ""
    if before in MODAL and word in _words("past"):  # "would put", "may cut"
        return "future"
    if before == "to" and (word in _words("infinitives") or _governs(tokens, at - 2)):
        return "future"
    if word in _words("with_to") or word in ("has", "have"):
        ahead = after == "to" or (after == "for" and word not in ("has", "have"))
        return "future" if ahead else "past" if word in _words("past") else None
    if _is_adjective(tokens, at) or (word == "due" and after == "to" and before not in BE):
        return None
    if word in _words("future"):
        return "future"
    if word in _words("past") or _is_participle(tokens[at]):
        return _passive(tokens, at) if before == "be" else "past"
    return "future" if before in ("is", "are") and word.endswith("ing") else None


def _text_of(tokens: Sequence[Token], at: int) -> str:
    """The word at one place; "" for a day, a number, or the place before the first word."""
    data = tokens[at].data if at >= 0 else ""
    return data if isinstance(data, str) else ""


def _governs(tokens: Sequence[Token], at: int) -> bool:
    """Does the word before `to` make the infinitive a plan: `are to meet`?"""
    return at >= 0 and tokens[at].data in ("is", "are", "be")


def _passive(tokens: Sequence[Token], at: int) -> Tense:
    """`be reached` lies ahead, but not in `could not be reached`."""
    words = [str(token.data) for token in tokens[max(0, at - 5) : at - 1]]
    return "past" if "couldn" in words or words[-2:] == ["could", "not"] else "future"


def _is_participle(token: Token) -> bool:
    return token.tag == "x" and len(token.data) > 4 and str(token.data).endswith("ed")


def _is_adjective(tokens: Sequence[Token], at: int) -> bool:
    """Is a participle part of a noun phrase (`the proposed deal`), so that it tells nothing of the clause?"""
    word, after = tokens[at].data, tokens[at + 1].tag if at + 1 < len(tokens) else ""
    if after not in tuple("xXd9Y") or not _is_participle(tokens[at]):
        return False
    if word in _words("future"):
        return not at or tokens[at - 1].data not in BE
    return at > 0 and tokens[at - 1].tag in "tah'"


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon()["tense"][name])


@cache
def _known() -> frozenset[str]:
    """All words that tell a tense by themselves."""
    return frozenset().union(*(_words(name) for name in ("future", "past", "with_to", "infinitives")))
