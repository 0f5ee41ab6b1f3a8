"""Part of speech and lemma of parsed tokens, each word form worked out once.

spaCy's attribute ruler and rule lemmatizer take as long as its parser, though nearly all that they decide
follows from a token's text, tag and dependency alone. So each such triple goes through them once, alone in a
document; only the ruler's patterns over several tokens ("there is") are matched in every sentence.
"""

from __future__ import annotations

from itertools import chain
from typing import Any, NamedTuple

LATER = ("attribute_ruler", "lemmatizer")
READ = ("ORTH", "TAG", "DEP", "LOWER", "POS", "LEMMA")  # what is asked of a document, at once
APART = "*"  # stands between words that are to have no neighbour
MOST = 30_000  # word forms kept, half a kilobyte each


class Form(NamedTuple):
    """What is decided of one token, with its text."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str


class Forms:
    """Looks up the forms of documents that went through a pipeline without `LATER`."""

    def __init__(self, pipeline: Any) -> None:
        self._vocab = pipeline.vocab
        self._later = [pipeline.get_pipe(name) for name in LATER]
        self._several = several_tokens(pipeline)
        self._clues = clues(self._several)
        self._first = frozenset(chain.from_iterable(row[0] for row in self._clues))
        self._known: dict[tuple[int, int, int], Form] = {}

    def of(self, doc: Any) -> list[Form]:
        """One form for each token of a parsed document."""
        if len(self._known) > MOST:
            self._known.clear()
            for component in self._later:
                getattr(component, "cache", {}).clear()  # the lemmatizer's own, which has no bound
        given = doc.to_array(READ)
        held = {*given[:, 2].tolist(), *given[:, 3].tolist()}
        if not self._first.isdisjoint(held) and any(has_each(row, held) for row in self._clues):
            self._several(doc)
            given = doc.to_array(READ)
        ids = list(zip(*given[:, :3].T.tolist(), strict=True))
        if not self._known.keys() >= set(ids):
            self._learn({key: doc[i] for i, key in enumerate(ids) if key not in self._known})
        forms = [self._known[key] for key in ids]
        for i in given[:, 4:].any(axis=1).nonzero()[0].tolist():
            forms[i] = forms[i]._replace(
                lemma=doc[i].lemma_ or forms[i].lemma, pos=doc[i].pos_ or forms[i].pos
            )
        return forms

    def _learn(self, tokens: dict[tuple[int, int, int], Any]) -> None:
        """Work out the forms of tokens, in one document in which none has a neighbour."""
        from spacy.tokens import Doc

        words = [word for token in tokens.values() for word in (token.text, APART)]
        tags = [tag for token in tokens.values() for tag in (token.tag_, "NFP")]
        deps = [dep for token in tokens.values() for dep in (token.dep_, "punct")]
        doc = Doc(self._vocab, words=words, tags=tags, heads=list(range(len(words))), deps=deps)
        for component in self._later:
            doc = component(doc)
        alone = [Form(t.text, t.lemma_, t.pos_, t.tag_, t.dep_) for t in doc][::2]
        self._known.update(zip(tokens, alone, strict=True))


def are_alone(pipeline: Any) -> bool:
    """Are the pipeline's last components the two whose work depends on single tokens?"""
    from spacy.pipeline import AttributeRuler

    if tuple(pipeline.pipe_names[-2:]) != LATER:
        return False
    ruler, lemmatizer = (pipeline.get_pipe(name) for name in LATER)
    return isinstance(ruler, AttributeRuler) and getattr(lemmatizer, "mode", None) in ("rule", "lookup")


def clues(ruler: Any) -> list[list[set[int]]]:
    """For each pattern of a ruler sets of words and labels, of each of which a match has one.

    Few sentences do, and finding out takes a tenth of the time of matching.
    """
    strings, found = ruler.vocab.strings, []
    for rule in ruler.patterns:
        for pattern in rule["patterns"]:
            told = [token[key] for token in pattern for key in ("LOWER", "DEP") if key in token]
            named = [[one] if isinstance(one, str) else one.get("IN", ()) for one in told]
            found.append([{strings.add(name) for name in names} for names in named if names])
    return found


def has_each(row: list[set[int]], held: set[int]) -> bool:
    """Is one of each set held?"""
    return all(not clue.isdisjoint(held) for clue in row)


def several_tokens(pipeline: Any) -> Any:
    """An attribute ruler with those of the pipeline's patterns that look at more than one token."""
    from spacy.pipeline import AttributeRuler

    ruler = AttributeRuler(pipeline.vocab)
    for rule in pipeline.get_pipe("attribute_ruler").patterns:
        wide = [pattern for pattern in rule["patterns"] if len(pattern) > 1]
        if wide:
            ruler.add(wide, rule["attrs"], index=rule["index"])
    return ruler
