"""Who and what is named: lexicon matches, persons that no lexicon knows, and surnames of persons met before.

The lexicon overrides the parser, which often takes a president for an organisation. A person who is in no
list is known by form: two to four capitalised words that speak, bear a role or a title.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from parley.lexicon import Lexicon, Match
from parley.read.cues import cues, names
from parley.read.namesakes import without_namesakes
from parley.read.tree import Token, Tree
from parley.read.units import Unit

NAME_PARTS = re.compile(r"[A-ZÀ-ÞŠŽČĆ][\w'’.-]*|de|van|von|der|den|la|le|al|bin|da|dos|di|del")
LONGEST_NAME = 200  # characters of a name in the lexicon
SURNAME_KINDS = ("party", "adjective", "capital", "venue")
HYPHEN_BEFORE = re.compile(r"(?:\b[A-ZÀ-Þ][\w’']*[-‐‑])?$")
HYPHEN_AFTER = re.compile(r"(?:[-‐‑][A-Za-z]+)?")
SEATED = ("MP", "MEP", "member", "candidate")  # what follows them with "for" is a constituency
GIVEN = 40  # characters of a given name and an initial
GIVEN_BEFORE = r"\b[A-ZÀ-Þ][a-zß-ÿ]+(?: [A-Z]\.)? "
REST = r"(?: (?!Mon|Tues|Wed|Thurs|Fri|Sat|Sun)[A-ZÀ-Þ][a-zß-ÿ]+(?=,))?"  # "Ada Quero Low, head of ..."
SPEAKS = re.compile(r" (?:also |has |had )?(?:said|says|added|told|wrote|argued|noted|warned|explained)\b")
SURNAME = re.compile(r"\b(?:(?:[Aa]l|[Ee]l)-)?[A-Z][\w'’-]+")
ARTICLED = re.compile(r"\b(?:[A-Z][a-z]+ ){1,3}(?:[Aa]l|[Ee]l)-[A-Z][a-z]+\b")
GOES_ON = re.compile(r"[-‐‑][a-z]{2,}")
POSSESSIVE = re.compile(r"['’]s?$")
TOLD = re.compile(r"\b(?:said|added|told|according to|Mr\.?|Mrs\.?|Ms\.?) $")


@dataclass(frozen=True, slots=True)
class Mention:
    """Article offsets of a name, and what it names: `name` is canonical, `party` its state or body."""

    start: int
    end: int
    kind: str
    key: str
    name: str
    party: str | None


def find_mentions(text: str, units: Sequence[Unit], lexicon: Lexicon) -> tuple[Mention, ...]:
    """All mentions of an article's text, in order, none inside another."""
    listed = [to_mention(m, lexicon) for m in lexicon.find(text)]
    meant = without_namesakes(text, (m for m in listed if not goes_on(text, m)))
    known = drop_inside([*articled(text), *meant])
    known.sort(key=lambda m: m.start)
    speaking = frozenset(word for u in units for word in lone_speakers(u.tree))
    starts = [m.start for m in known]
    strangers = [m for u in units for m in unknown_persons(u, near(u, known, starts), speaking)]
    named = drop_inside([*strangers, *known])
    taken = drop_inside([*named, *introduced(text, speaking, named)])
    full = [m for m in taken if m.kind == "person" and " " in m.name]
    persons = {
        straight(word): m
        for m in full
        for name in (m.name, written(text, m))
        for word in called(name, speaking)
    }
    persons |= {straight(surname(n, m.party, speaking)): m for m in full for n in (m.name, written(text, m))}
    later = list(surnames(text, persons, taken))
    over = {s.start for s in later}
    free = [m for m in taken if m.start not in over or m.kind == "person"]
    return tuple(sorted(drop_inside([*free, *later]), key=lambda m: m.start))


def articled(text: str) -> Iterator[Mention]:
    """ "Noor al-Low": names that the parser cuts at the hyphen."""
    for found in ARTICLED.finditer(text):
        words = found[0].split()
        kept = words[next((i for i, w in enumerate(words) if w not in titles()), 0) :]
        if len(kept) > 1:
            start = found.end() - len(" ".join(kept))
            yield Mention(start, found.end(), "person", "", text[start : found.end()], None)


def goes_on(text: str, mention: Mention) -> bool:
    """ "Park Lo-na" is not the "Park Lo" of the lexicon."""
    whole = mention.kind == "person" and " " in text[mention.start : mention.end]
    return (
        whole
        and mention.party in names().family_first_states
        and GOES_ON.match(text, mention.end) is not None
    )


def near(unit: Unit, known: Sequence[Mention], starts: Sequence[int]) -> Sequence[Mention]:
    """The mentions, sorted by start, that may touch a unit."""
    start, end = unit.span(0, len(unit.text))
    return known[bisect_left(starts, start - LONGEST_NAME) : bisect_left(starts, end)]


def lone_speakers(tree: Tree) -> Iterator[str]:
    """Names of one word that say something: surnames, if the article has the full name elsewhere."""
    for token in tree.tokens:
        verb = tree.head(token) if token.dep == "nsubj" and token.pos == "PROPN" else None
        if verb is not None and verb.lemma.lower() in cues().say:
            beside = tree.children(token, "compound", "det", "amod", "poss", "nmod")
            if all(k.text in titles() for k in beside) and token.text not in titles():
                yield token.text


def introduced(text: str, speaking: frozenset[str], taken: Sequence[Mention]) -> Iterator[Mention]:
    """The full names of those who later speak by surname, where the parser saw no name in them."""
    known = sorted(taken, key=lambda m: m.start)
    starts = [m.start for m in known]
    full = {
        w: re.compile(GIVEN_BEFORE + re.escape(w) + r"\b" + REST) for w in speaking - names().organisation
    }
    for word, start in places(text, full):
        found = full[word].search(text, max(0, start - GIVEN), start + len(word) + GIVEN)
        if found is not None:
            first = found.group().split()[0]
            around = known[
                bisect_left(starts, found.start() - LONGEST_NAME) : bisect_left(starts, found.end())
            ]
            clear = not any(m.end > found.start() for m in around)
            plain = first not in titles() | names().organisation and first.lower() not in cues().common
            if clear and plain:
                yield Mention(found.start(), found.end(), "person", "", found.group(), None)


def places(text: str, words: Collection[str]) -> Iterator[tuple[str, int]]:
    """Where the words stand in the text as whole words."""
    for match in re.finditer(r"\w+", text):
        if match[0] in words:
            yield match[0], match.start()
    for word in sorted(words):
        if not word.isalnum():
            yield from ((word, m.start()) for m in re.finditer(rf"\b{re.escape(word)}\b", text))


def to_mention(match: Match, lexicon: Lexicon) -> Mention:
    """A lexicon match as a mention with the canonical name and the party."""
    name, party = NAMERS.get(match.kind, unnamed)(match.key, lexicon)
    return Mention(match.start, match.end, match.kind, match.key, name, party)


def unnamed(key: str, lexicon: Lexicon) -> tuple[str, str | None]:
    """Titles, roles and other kinds whose party only the context tells."""
    return key, None


def of_party(key: str, lexicon: Lexicon) -> tuple[str, str | None]:
    """A party by its code."""
    return lexicon.parties[key].name, key


NAMERS: dict[str, Callable[[str, Lexicon], tuple[str, str | None]]] = {
    "party": of_party,
    "adjective": of_party,
    "metonym": of_party,
    "capital": lambda key, lexicon: (lexicon.capitals[key].city, lexicon.capitals[key].party),
    "body": lambda key, lexicon: (lexicon.bodies[key].name, lexicon.bodies[key].party),
    "office": lambda key, lexicon: (lexicon.offices[key].title, lexicon.offices[key].party),
    "person": lambda key, lexicon: (lexicon.people[key].name, lexicon.people[key].party),
    "outlet": lambda key, lexicon: (lexicon.outlets[key].name, lexicon.outlets[key].party),
    "company": lambda key, lexicon: (lexicon.companies[key].name, lexicon.companies[key].party),
    "venue": lambda key, lexicon: (lexicon.venues[key].city, lexicon.venues[key].party),
    "index": lambda key, lexicon: (lexicon.indices[key].name, lexicon.indices[key].party),
    "accord": lambda key, lexicon: (lexicon.accords[key].name, None),
    "legal_basis": lambda key, lexicon: (lexicon.legal_bases[key].name, lexicon.legal_bases[key].party),
}


def drop_inside(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without those that overlap a longer one, or an equal one that came earlier."""
    kept: list[Mention] = []
    ordered = sorted(mentions, key=lambda m: (m.start - m.end, m.start))
    taken = bytearray(max([m.end for m in ordered], default=0))
    for m in ordered:
        if taken.find(1, m.start, m.end) < 0:
            kept.append(m)
            taken[m.start : m.end] = b"\1" * (m.end - m.start)
    return kept


def unknown_persons(unit: Unit, known: Sequence[Mention], speaking: frozenset[str]) -> Iterator[Mention]:
    """Persons of a unit that no list has, by given name, or by form and by what they do."""
    for whole in name_runs(unit.tree):
        run = after_task(after_place(unit, after_title(unit, whole, known), known))
        if not is_name(run):
            continue
        start, end = unit.span(run[0].start, run[-1].end)
        others = [m for m in known if not (names().is_given(run[0].text) and is_place(m, start, run[0]))]
        if end - start != run[-1].end - run[0].start or taken_by(others, start, end):
            continue
        left, right = run[0].start, run[-1].end
        cut = run[0].i > whole[0].i
        seat = cut and whole[0].i > 1 and unit.tree[whole[0].i - 2].text in SEATED
        behind = seat or (cut and run[0].text in names().family_first)
        if (
            behind
            or is_hyphened(unit, run)
            or is_person(unit.tree, run)
            or {run[0].text, run[-1].text} & speaking
        ):
            left -= len(HYPHEN_BEFORE.search(unit.text[:left]).group())  # type: ignore[union-attr]
            right += len(HYPHEN_AFTER.match(unit.text[right:]).group())  # type: ignore[union-attr]
            yield Mention(*unit.span(left, right), "person", "", unit.text[left:right], None)


def after_title(unit: Unit, run: list[Token], known: Sequence[Mention]) -> list[Token]:
    """The run without the end of an office before the name ("Secretary of [State Ada Low]")."""
    ends = [m.end for m in known if m.kind in ("office", "title", "role")]
    inside = [t for t in run if any(m > unit.place(t.start) for m in ends if m <= unit.place(run[-1].start))]
    return run[len(inside) :]


def after_place(unit: Unit, run: list[Token], known: Sequence[Mention]) -> list[Token]:
    """The run without what an office is for ("member for Overton [Ada Low]", "envoy to Peru [Ada Low]")."""
    before = unit.tree[run[0].i - 1].text if run and run[0].i else ""
    if before not in ("for", "of", "to", "in") or len(run) < 3:
        return run
    place = any(is_place(m, unit.place(run[0].start), run[0]) for m in known)
    behind = not names().is_given(run[0].text) and names().is_given(run[1].text)
    seat = run[0].i > 1 and unit.tree[run[0].i - 2].text in SEATED
    return run[1:] if place or behind or seat else run


def after_task(run: list[Token]) -> list[Token]:
    """The run without the last words of an office ("minister for Legal Affairs [Kim Low]", "AI tsar")."""
    task = max((i + 1 for i, t in enumerate(run[:-1]) if t.text in names().organisation), default=0)
    if not task and run and len(run[0].text) > 1 and run[0].text.isupper():
        task = next((i for i, t in enumerate(run) if names().is_given(t.text)), 0)
    rest = run[task:]
    named = rest and (names().is_given(rest[0].text) or rest[0].text in names().family_first)
    return rest if task and named and len(rest) > 1 else run


def is_hyphened(unit: Unit, run: Sequence[Token]) -> bool:
    """ "Kim Seung-ho": a family's name and a given name with a hyphen."""
    return run[0].text in names().family_first and bool(re.match(r"[-‐‑][a-z]", unit.text[run[-1].end :]))


def is_place(mention: Mention, start: int, first: Token) -> bool:
    """Is it a place that only the given name of a run matches ("Chad Low", "Jordan Mills")?"""
    return mention.kind in SURNAME_KINDS and (mention.start, mention.end) == (start, start + len(first.text))


def taken_by(known: Sequence[Mention], start: int, end: int) -> bool:
    """Does the lexicon know the run, its beginning, or anything in it but a place name that ends it?

    A surname may be a country's adjective ("Anna French"); then the name is a person's all the same.
    """
    clash = [m for m in known if m.start < end and m.end > start]
    return any(
        (m.start <= start and m.end >= end)
        or m.start <= start
        or m.kind not in ("good", "company", *SURNAME_KINDS)
        for m in clash
    )


def name_runs(tree: Tree) -> Iterator[list[Token]]:
    """Runs of proper nouns in which a person's name may stand, titles before them left out."""
    run: list[Token] = []
    for token in (*tree.tokens, None):
        if (
            token is not None
            and fits_name(token, run)
            and (looks_like_name(token.text) or ends_name(token, run))
        ):
            run.append(token)
            continue
        if len(run) > 1:
            yield run
        run = []


def ends_name(token: Token, run: Sequence[Token]) -> bool:
    """ "Ada Low King": a title that is a surname too, behind a given name."""
    return token.text in cues().ranks and bool(run) and names().is_given(run[0].text)


def fits_name(token: Token, run: Sequence[Token]) -> bool:
    """Can a token that looks like a name go on with one? An adjective may, after a given name."""
    given = bool(run) and names().is_given(run[0].text)
    return token.pos == "PROPN" or names().is_given(token.text) or (given and token.text[0].isupper())


@lru_cache(maxsize=1 << 15)
def looks_like_name(word: str) -> bool:
    """Has the word the form of a part of a name, and is no form of address?"""
    return NAME_PARTS.fullmatch(word) is not None and word not in titles()


def is_name(run: Sequence[Token]) -> bool:
    """Two to four words, the first and last with capitals, none of an organisation, not all in capitals."""
    return (
        2 <= len(run) <= 4
        and all(t.text[0].isupper() for t in (run[0], run[-1]))
        and not (len(run[-1].text) > 2 and run[-1].text.isupper())
        and not any(t.text in names().organisation for t in run)
    )


@cache
def titles() -> frozenset[str]:
    """Forms of address before a name."""
    return frozenset(cues().titles)


def is_person(tree: Tree, run: Sequence[Token]) -> bool:
    """Has the run a given name, does it follow a title, speak, or bear a role in apposition?"""
    before = tree[run[0].i - 1].text if run[0].i else ""
    if before in titles() or names().is_given(run[0].text):
        return True
    head = next((t for t in run if t.head not in {r.i for r in run}), run[-1])
    first = tree.conjuncts(head)[0]
    governor = tree.head(first)
    if before.lower() in ("the", "a", "an"):
        return False
    if governor is not None and first.dep == "nsubj" and governor.lemma.lower() in cues().say:
        return True
    around = [*tree.children(head, "appos", "relcl", "compound", "nmod")]
    parted = head.dep == "nmod" and tree[run[-1].i + 1].text == ","  # "Ada Low, Peru's envoy, said"
    if (head.dep == "appos" or parted) and governor is not None:
        over = [a for a in tree.ancestors(governor) if governor.dep == "pobj"][1:2]  # "the mayor of X, Ada"
        around += [governor, *over]
    words = {t.text.lower() for a in around for t in tree.subtree(a)[:8]}
    return not words.isdisjoint((*cues().private_roles, *cues().public_roles, *cues().offices))


def surname(name: str, party: str | None, speaking: frozenset[str]) -> str:
    """The part of a name used later for the person: the first word where it is the family's.

    `speaking` are names of one word that say something in the article.
    """
    words = name.split()
    perhaps = words[0] in names().family_first
    first = party in names().family_first_states or (
        perhaps and (party in ("SG", "MY") or (party is None and (len(words) == 2 or words[0] in speaking)))
    )
    given = words[0] in speaking and words[-1] not in speaking  # "Mahmud" of Mahmud Hasan Khan
    return words[0] if (first or given) and len(words[0]) > 1 else words[-1]


def called(name: str, speaking: frozenset[str]) -> Iterator[str]:
    """Middle words of a name under which somebody speaks ("Quero" of Ada Quero Low)."""
    yield from (word for word in re.split(r"[ -]", name)[1:-1] if word in speaking)
    yield from (word for word in name.rpartition("-")[2:] if word in speaking)


def written(text: str, person: Mention) -> str:
    """The name as the text has it ("Malmstrom"), where it is a full name."""
    words = text[person.start : person.end]
    return words if " " in words else person.name


def straight(word: str) -> str:
    """The word with typewriter apostrophes ("O'Dell")."""
    return word.replace("’", "'")


def is_no_firm(text: str, firm: Mention, person: Mention, taken: Sequence[Mention]) -> bool:
    """ "Doug Ford spoke. ... Ford left": the person, where no firm of the name is told of otherwise."""
    if firm.kind != "company" or text[firm.start : firm.end] not in person.name.split():
        return False
    named = [m for m in taken if m.name == person.name]
    firms = [m for m in taken if m.kind == "company" and m.key == firm.key]
    plain = all(text[m.start : m.end] == text[firm.start : firm.end] for m in firms)
    return plain and min(m.start for m in named) < min(m.start for m in firms)


def surnames(text: str, persons: dict[str, Mention], taken: Sequence[Mention]) -> Iterator[Mention]:
    """Later mentions of a person by surname alone; one that is also a people's name only where it speaks."""
    ordered = sorted(taken, key=lambda m: m.start)
    starts = [m.start for m in ordered]
    for found in SURNAME.finditer(text):
        word = found.group()
        word = POSSESSIVE.sub("", word) if "'" in word or "’" in word else word
        person = persons.get(straight(word))
        if person is None or word in ("He", "She"):
            continue
        over = ordered[bisect_right(starts, found.start()) - 1 :][:1] if starts else []
        over = [m for m in over if m.start <= found.start() < m.end]
        told = SPEAKS.match(text, found.end()) or TOLD.search(text, max(0, found.start() - 20), found.start())
        speaks = told is not None and all(m.start == found.start() for m in over)
        land = speaks and not person.key and all(m.kind in (*SURNAME_KINDS, "good") for m in over)
        if not over or land or is_no_firm(text, over[0], person, taken):
            yield replace(person, start=found.start(), end=found.start() + len(word))
