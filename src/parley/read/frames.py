"""Frames of speech in one unit: a cue ("said", "according to", "citing"), its source and its content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parley.read.cues import cues
from parley.read.document import Document
from parley.read.lost_subjects import named_near
from parley.read.saying import (
    cue_lemma,
    feeling,
    is_somebody,
    lost_participle,
    made_clear,
    moved,
    owner_of_words,
    phrasal,
    reporting,
)
from parley.read.subjects import (
    beside,
    in_stand_in,
    subject_of,
    voice_token,
)
from parley.read.tree import SUBJECTS, Token
from parley.read.units import Unit
from parley.read.who import Discourse, Source, source_of
from parley.read.word_order import by_order

CLAUSES = ("ccomp", "xcomp", "parataxis", "pcomp", "acl")
PHRASES = ("dobj", "prep", "agent", "advcl", "oprd", "xcomp", "attr", "acomp")
LONGEST_PHRASE = 12  # words between a verb of saying and the marks that it leads in
LABELLED, LONGEST_LABEL = 3, 10  # words: the fewest after a name with a colon, the most before it
VIEWS = ("view", "opinion", "estimation", "judgment", "judgement", "eyes", "reckoning", "telling", "words")
MARKERS = (":", "according", "citing", "quoting", *VIEWS)  # cues that are no verbs of speech
OPINION = ("editorial", "commentary", "op-ed")


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of saying in a unit.

    `cue` and `content` are token indices, `lemma` the cue's; `quotes` the quotations in the content; `chain`
    the outlets and platforms the words came through, nearest first; `start` and `end` article offsets, and
    `source_at` those of the source's phrase. `clausal` tells a reported clause from a mere phrase
    ("welcomed the pact").
    """

    unit: int
    cue: int
    lemma: str
    source: Source
    content: frozenset[int]
    quotes: tuple[int, ...]
    chain: tuple[str, ...]
    start: int
    end: int
    source_at: tuple[int, int]
    clausal: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A frame in the making: tokens and the source."""

    cue: Token
    head: Token
    source: Source
    content: frozenset[int]
    clausal: bool
    lemma: str = ""


def unit_frames(doc: Document, unit: Unit, so_far: Discourse) -> Iterator[Frame]:
    """The frames of one outer unit; a clause that three cues carry is in all three."""
    found = [f for token in reporting(unit, MARKERS) if (f := frame_at(doc, unit, token, so_far)) is not None]
    for one in found:
        yield finished(doc, unit, one, [f for f in found if f.cue.i != one.cue.i])


def frame_at(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Found | None:
    """The frame whose cue the token is."""
    if in_stand_in(unit, token):
        return None
    if token.text == ":":
        return label_frame(doc, unit, token, so_far)
    if token.text.lower() in VIEWS and token.pos == "NOUN":
        return view_frame(doc, unit, token, so_far)
    return according_frame(doc, unit, token, so_far) or (
        citing_frame(doc, unit, token, so_far)
        or drawn_frame(doc, unit, token, so_far)
        or verb_frame(doc, unit, token, so_far)
    )


def label_frame(doc: Document, unit: Unit, colon: Token, so_far: Discourse) -> Found | None:
    """ "Ada Low: it was a bad day": a person's name, with no verb, before the first colon of a sentence."""
    left, right = unit.tree.tokens[: colon.i], unit.tree.tokens[colon.i + 1 :]
    head = next((t for t in reversed(left) if t.pos == "PROPN"), None)
    own = bool(left) and left[-1].lemma.lower() in cues().speech_nouns  # "Ada Low's verdict:"
    head = unit.tree.child(left[-1], "poss") if own else head
    bare = not any(t.pos in ("VERB", "AUX") or t.text.lower() in (":", "by") for t in left)
    if head is None or not bare or len(right) < LABELLED or colon.i > LONGEST_LABEL:
        return None
    mention = doc.mention_of(unit, head)
    if mention is None or mention.kind != "person" or (head.i != colon.i - 1 and not own):
        return None
    source = source_of(doc, unit, head, so_far)
    return Found(colon, head, source, frozenset(t.i for t in right), True, "say") if source else None


def finished(doc: Document, unit: Unit, one: Found, others: Sequence[Found]) -> Frame:
    """The frame with its outlets, quotations and offsets."""
    near = [f for f in others if one.cue.i in f.content or f.content & one.content]
    outlets = [f.source.name for f in near if f.source.kind == "outlet"]
    outlets += [n for n in channels(doc, unit, one) if n not in outlets]
    stands = [
        q for start, end, q in unit.stand_ins() if any(t.i in one.content for t in unit.tree.at(start, end))
    ]
    start, end = unit.span(*unit.tree.extent(one.cue))
    return Frame(
        unit=unit.index,
        cue=one.cue.i,
        lemma=one.lemma or one.cue.lemma.lower(),
        source=one.source,
        content=one.content,
        quotes=tuple(stands),
        chain=tuple(n for n in dict.fromkeys(outlets) if n and n != one.source.name),
        start=start,
        end=end,
        source_at=phrase_span(unit, one.head),
        clausal=one.clausal,
    )


def phrase_span(unit: Unit, head: Token) -> tuple[int, int]:
    """Article offsets of the noun phrase of a source: with its appositions, without relative clauses."""
    tree = unit.tree
    cut = [t for t in tree.subtree(head) if t.dep in ("relcl", "advcl", "parataxis") and t.i > head.i]
    last = min((tree.subtree(c)[0].i for c in cut), default=len(tree)) - 1
    first = 1 + max((t.i for t in tree.tokens[: head.i] if t.text in ("--", "—", ":")), default=-1)
    kept = [
        t for t in tree.subtree(head) if first <= t.i <= max(last, head.i) and not in_stand_in(unit, t)
    ] or [head]
    while kept[-1].text in (",", "(", "—", "--", "-", "and") and len(kept) > 1:
        kept.pop()
    end = kept[-1].i
    if kept[-1].i > head.i and end + 1 < len(tree) and tree[end + 1].text == ")":
        end += 1
    return unit.span(kept[0].start, tree[end].end)


def verb_frame(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Found | None:
    """A verb of speech with a voice as subject and a clause, quotation or object as content."""
    owner = owner_of_words(unit, token)
    mood = unit.tree.child(token, "nsubjpass") if moved(unit, token) else None
    clear = "say" if owner is not None else made_clear(unit, token) or phrasal(unit, token)
    lemma = clear or feeling(unit, token) or cue_lemma(token) or lost_participle(unit, token)
    if lemma not in cues().speech and not (lemma in cues().beside and carried(unit, token)):
        return None
    own = unit.tree.children(token, "nsubj", "nsubjpass")
    if not own and (above := unit.tree.head(token)) is not None and above.lemma.lower() == "worth":
        return None  # "it is worth adding that"
    if lemma in cues().think and not own and token.dep in ("advcl", "acl") and token.tag in ("VBN", "VBD"):
        return None  # "widely thought to be"
    if lemma == "ask" and unit.tree.child(token, "agent") is not None:
        return None  # "asked by reporters whether"
    near = None if own else named_near(doc, unit, token, lemma) or beside(unit, token, lemma)
    subject = owner or mood or near or voice_token(unit, outer_saying(unit, token, lemma))
    content, clausal = (
        content_of(unit, token, lemma, subject) if subject is not None else (frozenset(), False)
    )
    if subject is None or not content or (lemma == "continue" and goes_on(unit, token)):
        return None
    source = source_of(doc, unit, subject, so_far)
    if source is None or (source.kind == "other" and lemma not in cues().say):
        return None
    if lemma in cues().mood and not clausal and source.kind in ("unnamed", "several", "outlet"):
        return None  # "investors were wary of", which nobody says
    if source.kind == "other" and is_somebody(unit, subject):
        source = Source("anonymous", None, "unnamed")
    if source.kind == "outlet" and any(t.lemma.lower() in OPINION for t in unit.tree.subtree(token)):
        source = Source(source.name, None, "company")  # its own opinion, not another's words
    content |= whole_quotations(doc, unit, token, content)
    return Found(token, subject, source, content, clausal, clear or (lemma if token.pos == "VERB" else ""))


def whole_quotations(doc: Document, unit: Unit, cue: Token, content: frozenset[int]) -> frozenset[int]:
    """All tokens of a quotation that follows the cue and whose beginning is in the content."""
    more: set[int] = set()
    for i in doc.quotations_touching(unit):
        q = doc.quotations[i]
        inside = [t.i for t in unit.tokens(q.start, q.end)]
        if inside and inside[0] in content and 0 < inside[0] - cue.i <= 3:
            more |= set(inside)
    return frozenset(more)


def outer_saying(unit: Unit, token: Token, lemma: str) -> Token:
    """ "said Peru would pay, adding that": who adds is who said, wherever the parser hung the participle."""
    if (
        token.tag != "VBG"
        or token.dep != "advcl"
        or lemma not in cues().say
        or unit.tree.children(token, "aux")
    ):
        return token
    over = (a for a in unit.tree.ancestors(token) if a.pos == "VERB")
    above = next((a for a in over if a.lemma.lower() in cues().say), token)
    inside = above.i < token.i and any(
        a.dep == "ccomp" and a.head == above.i for a in unit.tree.ancestors(token)
    )
    return above if inside else token


def goes_on(unit: Unit, token: Token) -> bool:
    """ "will continue to defend", which reports nothing."""
    clause = unit.tree.child(token, "xcomp")
    return clause is not None and clause.tag in ("VB", "VBG") and not unit.stand_ins()


def content_of(unit: Unit, verb: Token, lemma: str, subject: Token | None) -> tuple[frozenset[int], bool]:
    """Tokens of the clause that the verb carries (True), or of its phrase for verbs of stance (False)."""
    tree = unit.tree
    above = tree.head(verb)
    if (
        verb.dep == "parataxis"
        and above is not None
        and not clauses_of(unit, verb)
        and not carried(unit, verb)
    ):
        own = {t.i for t in tree.subtree(verb)}
        return frozenset({t.i for t in tree.subtree(above)} - own), True
    found = {t.i for clause in clauses_of(unit, verb) for t in tree.subtree(clause)} | carried(unit, verb)
    found = found or by_order(unit, verb, lemma, subject)
    if found:
        return frozenset(found), True
    kids = tree.children(verb, *PHRASES) if lemma in cues().stance | cues().mood else ()
    return frozenset(t.i for kid in kids for t in tree.subtree(kid)), False


def clauses_of(unit: Unit, verb: Token) -> list[Token]:
    """The heads of the clauses that a verb of speech carries."""
    tree = unit.tree
    found = [t for t in tree.children(verb, *CLAUSES) if not is_addition(t, verb)]
    linking = tree.head(verb) if verb.dep == "acomp" else None
    found += [t for t in tree.children(linking, "ccomp") if t.i > verb.i] if linking is not None else []
    found += [t for t in tree.children(verb, "dobj", "attr", "oprd", "dep") if in_stand_in(unit, t)]
    preps = [p for p in tree.children(verb, "prep", "mark") if p.lemma in ("that", "as")]
    return [*found, *(t for p in preps for t in tree.children(p, "pcomp"))]


def is_addition(clause: Token, verb: Token) -> bool:
    """A participle that goes on telling ("..., adding that") is no content of the verb before it."""
    return clause.tag == "VBG" and clause.i > verb.i and clause.lemma.lower() in cues().speech


def carried(unit: Unit, verb: Token) -> set[int]:
    """The quotations that the verb brings, beside it or in its tree, as token indices of stand-ins."""
    found: set[int] = set()
    for start, end, _ in unit.stand_ins():
        inside = unit.tree.at(start, end)
        if (
            any(gap(unit, verb, start, end) <= 3 for _ in inside[:1])
            or nearest_cue(unit, start, end) == verb.i
            or leads_in(unit, verb, start)
        ):
            found |= {t.i for t in inside}
    return found


def gap(unit: Unit, verb: Token, start: int, end: int) -> int:
    """Words between a verb and a stand-in; many where a stop parts them."""
    between = unit.text[min(end, verb.end) : max(start, verb.start)]
    return 99 if any(c in between for c in ";.:") and "." in between.strip(". ") else len(between.split())


def leads_in(unit: Unit, verb: Token, start: int) -> bool:
    """ "who declared in the hall of the port, “...”": nothing but a phrase between a saying and marks."""
    between = [t for t in unit.tree.tokens[verb.i + 1 :] if t.end <= start]
    near = 0 < len(between) <= LONGEST_PHRASE and between[-1].text in (",", ":")
    plain = near and not any(t.pos in ("VERB", "AUX", "SCONJ") or t.text in ",;—–" for t in between[:-1])
    return plain and cue_lemma(verb) in cues().say


def nearest_cue(unit: Unit, start: int, end: int) -> int | None:
    """Index of the verb of saying that governs a stand-in, hangs directly on it, or stands nearest to it."""
    inside = {t.i for t in unit.tree.at(start, end)}
    verbs = [t for t in unit.tree if t.i not in inside and cue_lemma(t) in cues().say]
    tied = [
        v
        for v in verbs
        if v.head in inside or any(a.i == v.i for i in inside for a in unit.tree.ancestors(unit.tree[i]))
    ]
    return min(tied, key=lambda v: gap(unit, v, start, end)).i if tied else None


def according_frame(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Found | None:
    """ "according to X": the source is X, the content the clause that the phrase hangs on."""
    if token.text.lower() != "according":
        return None
    tree = unit.tree
    to = tree.child(token, "prep") or next((t for t in tree if t.i == token.i + 1 and t.text == "to"), None)
    noun = tree.child(to, "pobj") if to is not None else None
    above = tree.head(token)
    if noun is None or above is None:
        return None
    source = source_of(doc, unit, noun, so_far)
    own = {t.i for t in tree.subtree(token)} | {t.i for t in tree.subtree(noun)}
    content = frozenset({t.i for t in tree.subtree(clause_over(unit, above))} - own)
    return None if source is None else Found(token, noun, source, content, True)


def view_frame(doc: Document, unit: Unit, noun: Token, so_far: Discourse) -> Found | None:
    """ "in her view", "in the view of Ada Low": whose view it is says the clause that the phrase hangs on."""
    tree, preposition = unit.tree, unit.tree.head(noun)
    of = next((p for p in tree.children(noun, "prep") if p.text.lower() == "of"), None)
    holder = tree.child(noun, "poss") or (tree.child(of, "pobj") if of is not None else None)
    above = tree.head(preposition) if preposition is not None else None
    if holder is None or above is None or preposition is None or preposition.text.lower() not in ("in", "by"):
        return None
    plain = all(k.text.lower() == "own" for k in tree.children(noun, "amod"))  # not "in full view of"
    edge = preposition.i == 0 or tree[preposition.i - 1].text == ","
    source = source_of(doc, unit, holder, so_far) if edge and plain else None
    own = {t.i for t in tree.subtree(preposition)}
    content = frozenset({t.i for t in tree.subtree(clause_over(unit, above))} - own)
    return None if source is None else Found(noun, holder, source, content, True, "accord")


def clause_over(unit: Unit, token: Token) -> Token:
    """The verb of the clause in which a token stands."""
    if token.pos in ("VERB", "AUX"):
        return token
    return next((a for a in unit.tree.ancestors(token) if a.pos in ("VERB", "AUX")), token)


def citing_frame(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Found | None:
    """ "Reuters reported, citing officials": the officials are the source of what the main clause says."""
    if token.text.lower() not in ("citing", "quoting"):
        return None
    noun = unit.tree.child(token, "dobj")
    above = unit.tree.head(token)
    if noun is None or above is None:
        return None
    source = source_of(doc, unit, noun, so_far)
    if source is None or source.kind in ("other", "party", "outlet"):
        return None
    own = {t.i for t in unit.tree.subtree(token)}
    content, _ = content_of(unit, above, above.lemma.lower(), subject_of(unit, above))
    rest = frozenset({t.i for t in unit.tree.subtree(above)} - own)
    return Found(
        token, noun, source, content - own if content and above.lemma.lower() in cues().speech else rest, True
    )


def drawn_frame(doc: Document, unit: Unit, token: Token, so_far: Discourse) -> Found | None:
    """ "the duties drew criticism from Ada Low": she criticizes what the verb has as its subject."""
    tree = unit.tree
    if token.lemma.lower() not in cues().drawing or token.pos != "VERB":
        return None
    around = tree.children(token, "prep")
    nouns = [*tree.children(token, "dobj"), *(n for p in around for n in tree.children(p, "pobj"))]
    noun = next((n for n in nouns if n.lemma.lower() in cues().stance_nouns), None)
    preps = (*around, *(tree.children(noun, "prep") if noun is not None else ()))
    holders = (tree.child(p, "pobj") for p in preps if p.text.lower() == "from")
    holder, act = next(holders, None), tree.child(token, *SUBJECTS)
    source = source_of(doc, unit, holder, so_far) if holder is not None else None
    if noun is None or act is None or holder is None or source is None or source.kind == "other":
        return None
    if tree.children(holder, "relcl"):
        return None  # what the relative clause tells is told by itself
    content = frozenset(t.i for t in tree.subtree(act))
    return Found(token, holder, source, content, False, cues().stance_nouns[noun.lemma.lower()])


def channels(doc: Document, unit: Unit, one: Found) -> list[str]:
    """Outlets and platforms of the words: "told CNBC", "wrote on Truth Social"."""
    skip = {t.i for t in unit.tree.subtree(one.head)} | {one.head.i}
    below = [t for t in unit.tree.subtree(one.cue) if t.i not in skip and t.i not in one.content]
    return [m.name for m in doc.mentions_in(unit, below) if m.kind == "outlet"]
