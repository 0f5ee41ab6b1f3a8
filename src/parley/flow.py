"""The conductor: from sources to a settled ledger.

Pages go one by one through acquire, clean, read and record, and are stored in small batches; then what
follows from all that is held (derive, resolve, weigh) is computed anew and its differences are appended.
The stages are imported only when something is read: answers from a ledger must not wait for a parser.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Protocol, TypeGuard

from parley import __version__
from parley.closing import settle as settle
from parley.closing import silent as silent
from parley.errors import InputError, ParleyError
from parley.failing import Fault, Task, fault, left_alone, lost
from parley.model import (
    DOSSIER,
    Article,
    Assessment,
    Claim,
    Edge,
    Entry,
    Page,
    Report,
    Skipped,
)
from parley.store import Failure, PageReading, Store, Versions
from parley.workers import HEAVY, in_order, usable

# Pages a transaction: a crash costs the reading of as many, an fsync is shared by as many.
BATCH = 8
# How often the reader may fail on a page before it is left alone.
TRIES = 3
# What the reader reads before it forks, so that what it loads is shared.
FIRST = "<html><body><article><h1>Duties</h1><p>The duty on tin ends on Monday.</p></article></body></html>"


class Progress(Protocol):
    """Hears how far a stage is; `total` None: not known."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """`done` of `total` pages, articles, claims or entries are through `stage`."""


class StoppedError(ParleyError):
    """A person stopped the reading; what was read before is stored."""

    exit_code = 130


@dataclass(frozen=True, slots=True)
class Stages:
    """The work of each stage as a function, and the versions of what does it."""

    acquire: Callable[[Iterable[str], str, str | None], Iterator[Page | Skipped]]
    clean: Callable[[Page], tuple[Article, ...]]
    claims: Callable[[Article], tuple[Claim, ...]]
    derive: Callable[[tuple[Article, ...]], tuple[Edge, ...]]
    resolve: Callable[[tuple[Claim, ...], tuple[Article, ...], tuple[Edge, ...]], tuple[Entry, ...]]
    weigh: Callable[[tuple[Entry, ...], tuple[Claim, ...], tuple[Article, ...], tuple[Edge, ...]], Assessment]
    versions: Versions
    by_blocks: bool = False
    """Whether `resolve` and `weigh` are the real ones, so that news can be worked in by blocks."""
    processes: int = 1
    """How many pages are read at once; what is stored is the same for any number."""
    begin: Callable[[], None] | None = None
    """Loads what reading needs. Where it is given, pages are read in other processes, which they may end."""


def read_into(
    store: Store,
    sources: Iterable[str],
    *,
    fetched: str,
    date: str | None = None,
    progress: Progress = silent,
    stages: Stages | None = None,
) -> Report:
    """Read the sources' new pages into the ledger and settle it.

    `fetched` is the present moment in UTC, `date` the publication date to assume. A page that cannot be read
    is a `Skipped` of the report, and the others go on. Raises LedgerError, `StoppedError` after Ctrl-C, and
    UsageError where the sources or the parser are wrong altogether.
    """
    stages = stages or open_stages(store)
    return _Reading(store, stages, fetched, progress).run(stages.acquire(sources, fetched, date))


def load_dossier(
    store: Store, page: Page, *, fetched: str, progress: Progress = silent, stages: Stages | None = None
) -> Report:
    """Make a dossier's facts those held, in the place of an earlier version of it, and settle the ledger.

    A second time changes nothing. Raises InputError where the page is no sound dossier.
    """
    stages = stages or settling_stages()
    reading = _read_dossier(page)
    older = [i for i in store.pages_at(page.address) if i != page.id and store.articles_on(i)]
    held = not older and store.articles_on(page.id) == reading.articles
    if not held:
        gone = (PageReading(old, (), ()) for i in older if (old := store.page(i)))
        store.record((*gone, reading), at=fetched, versions=stages.versions)
    settle(store, stages, at=fetched, progress=progress)
    if held:
        return Report(known_before=1)
    return Report(pages=1, articles=len(reading.articles), claims=len(reading.claims))


def reread(
    store: Store, *, fetched: str, progress: Progress = silent, stages: Stages | None = None
) -> Report:
    """Read held pages anew, with this program's lexicon and model, and settle the ledger.

    Where only entries of the lexicon are others than those that the pages were read with, the pages that none
    of these can touch are left as they are.
    """
    reading = _Reading(store, stages or open_stages(store), fetched, progress, again=True)
    return reading.run(reading.touched(store.pages()))


def open_stages(store: Store, model: str | None = None) -> Stages:
    """The real stages, with the named parser (default: the installed one) and the store's cache of parses."""
    from parley.acquire import acquire
    from parley.clean import clean
    from parley.derive import derive
    from parley.lexicon import lexicon
    from parley.read import open_parser
    from parley.reader import Reader
    from parley.resolve import resolve
    from parley.weigh import weigh

    parser = open_parser(model, store.cache)
    reader = Reader(parser)
    claims = reader.claims

    def begin() -> None:
        page = Page("0" * 64, "", "", FIRST.encode(), FIRST, "utf-8", "text/html")
        for article in clean(page):
            claims(article)
        store.cache.taken()

    return Stages(
        acquire=lambda sources, fetched, date: acquire(sources, fetched=fetched, date=date),
        clean=clean,
        claims=claims,
        derive=derive,
        resolve=resolve,
        weigh=weigh,
        versions=Versions(program_version(), lexicon().version, reader.version),
        by_blocks=True,
        processes=usable(),
        begin=begin if sys.platform == "linux" else None,
    )


def settling_stages() -> Stages:
    """Stages for what needs no parser: they settle a ledger and read no page."""
    from parley.derive import derive
    from parley.lexicon import lexicon
    from parley.resolve import resolve
    from parley.weigh import weigh

    return Stages(
        acquire=lambda sources, fetched, date: iter(()),
        clean=lambda page: (),
        claims=lambda article: (),
        derive=derive,
        resolve=resolve,
        weigh=weigh,
        versions=Versions(program_version(), lexicon().version, "none"),
        by_blocks=True,
    )


@cache
def program_version() -> str:
    """The version of Parley, with the fingerprint of the rules by which claims become a ledger.

    A ledger that was settled by other rules is settled anew.
    """
    digest = blake2b(digest_size=4)
    for stage in ("derive", "resolve", "weigh"):
        folder = files("parley") / stage
        for rule in sorted(folder.iterdir(), key=lambda f: f.name):
            if rule.name.endswith((".py", ".toml")):
                digest.update(rule.read_bytes())
    return f"{__version__}+{digest.hexdigest()}"


@dataclass(slots=True)
class _Reading:
    """One run over pages: what waits to be stored, and what the report will say."""

    store: Store
    stages: Stages
    fetched: str
    progress: Progress
    again: bool = False
    done: int = 0
    stored: int = 0
    known_before: int = 0
    failures: dict[str, Failure] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    waiting: dict[str, PageReading] = field(default_factory=dict)
    articles: int = 0
    claims: int = 0
    undated: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)

    def run(self, found: Iterator[Page | Skipped]) -> Report:
        try:
            work = in_order(
                self._work,
                self._wanted(found),
                self.stages.processes,
                self.store.cache.forked,
                lost if self.stages.begin else None,
                lambda task: len(task[0].raw),
            )
            with closing(work) as done:
                for (page, _), (reading, parses) in done:
                    self.store.cache.keep(parses)
                    self._keep(page, replace(reading, page=page) if _is_read(reading) else reading)
                    del page, reading  # the next one may be as large
        except KeyboardInterrupt:
            self._write()
            raise self._interrupted() from None
        self._write()
        try:
            settle(self.store, self.stages, at=self.fetched, progress=self.progress)
        except KeyboardInterrupt:
            raise self._interrupted("the ledger does not rest on them yet") from None
        return self._report()

    def touched(self, pages: Iterator[Page]) -> Iterator[Page]:
        """The pages that are to be read again; the others are counted."""
        if (forms := _changed_names(self.store, self.stages.versions)) is None:
            yield from pages
            return
        from parley.rereading import touches

        touched = touches(forms)
        for page in pages:
            if touched(page) or page.media_type == DOSSIER:
                yield page
            else:
                self.known_before += 1

    def _wanted(self, found: Iterable[Page | Skipped]) -> Iterator[Task]:
        """The pages to read, with the articles that are held of them; the others are counted."""
        self.failures = {failure.page: failure for failure in self.store.failures()}
        for one in found:
            if isinstance(one, Skipped):
                self.skipped.append(one)
            elif not self.again and self._known(one):
                self.known_before += 1
            elif one.id in self.failures and self.failures[one.id].tries >= TRIES:
                self.skipped.append(left_alone(one, self.failures[one.id]))
            else:
                if not self.begun and self.stages.begin:
                    self.stages.begin()
                self.begun.add(one.id)
                yield one, self.store.articles_on(one.id)
            del one  # the next one may be as large
            self.done += 1
            self.progress("read", self.done, None)

    def _known(self, page: Page) -> bool:
        return page.id in self.begun or self.store.has_page(page.id, page.given_date)

    def _work(self, task: Task) -> tuple[PageReading | Skipped | None, dict[str, bytes]]:
        """The reading of a page and the parses made for it; this may run in another process."""
        page, held = task
        if page.media_type == DOSSIER:
            # Only of a dossier's latest version are facts held.
            reading: PageReading | Skipped | None = _read_again(page) if held else None
        else:
            reading = _read_page(page, self.stages, () if self.again else held)
        if _is_read(reading):
            reading = replace(reading, page=replace(page, raw=b"", text=""))  # who sent it has it
        return reading, self.store.cache.taken()

    def _keep(self, page: Page, reading: PageReading | Skipped | None) -> None:
        if reading is None:
            self.known_before += 1
        elif isinstance(reading, Skipped):
            if isinstance(reading, Fault):
                self.store.failed(page, reading.line, self.fetched)
            self.skipped.append(reading)
        else:
            self.waiting[page.id] = reading
            self.articles += len(reading.articles)
            self.claims += len(reading.claims)
            self.undated += [page.address for a in reading.articles if a.published is None]
            self.incomplete += [f"{page.address}: {a.incomplete}" for a in reading.articles if a.incomplete]
        if len(self.waiting) >= BATCH or sum(len(r.page.raw) for r in self.waiting.values()) > HEAVY:
            self._write()

    def _write(self) -> None:
        if self.waiting:
            if self.stages.begin and not self.stored:
                from parley.rereading import snapshot

                self.store.cache.keep(snapshot())
            self.store.record(tuple(self.waiting.values()), at=self.fetched, versions=self.stages.versions)
            self.stored += len(self.waiting)
            self.begun -= self.waiting.keys()
            self.waiting.clear()
            self.progress("store", self.stored, None)

    def _interrupted(self, but: str = "the rest was not read") -> StoppedError:
        return StoppedError(
            f"stopped by hand: {self.stored} new pages are stored, {but}",
            hint="run the same command again to go on; what is stored is not read twice",
        )

    def _report(self) -> Report:
        return Report(
            pages=self.stored,
            known_before=self.known_before,
            articles=self.articles,
            claims=self.claims,
            undated=tuple(dict.fromkeys(self.undated)),
            skipped=tuple(self.skipped),
            incomplete=tuple(dict.fromkeys(self.incomplete)),
        )


def _is_read(reading: PageReading | Skipped | None) -> TypeGuard[PageReading]:
    return isinstance(reading, PageReading)


def _changed_names(store: Store, versions: Versions) -> frozenset[str] | None:
    """Spellings of the lexicon's entries that changed since the pages held were read; None: all may count.

    Recordings of dossiers name no model, for they are not read.
    """
    from parley.lexicon.load import packaged
    from parley.rereading import files_of, key_of, spellings

    made = {r.versions for r in store.recordings() if r.stage == "read" and r.versions.model != "none"}
    keys = {key_of(v.lexicon) for v in made}
    held = store.cache.known(keys)
    if not made or any(v.model != versions.model for v in made) or keys - held.keys():
        return None
    found: set[str] = set()
    for row in held.values():
        changed = spellings(files_of(row), packaged())
        if changed is None:
            return None
        found |= changed
    return frozenset(found)


def _read_page(page: Page, stages: Stages, held: tuple[Article, ...]) -> PageReading | Skipped | None:
    """The articles and claims of a page, or the one line why there are none.

    None where its articles are those held: a date given anew counts only for articles without their own.
    """
    try:
        articles = stages.clean(page)
        if articles and articles == held:
            return None
        claims = tuple(claim for article in articles for claim in stages.claims(article))
    except InputError as error:
        return Skipped(page.address, error.line())
    except ParleyError:
        raise  # a missing model or a broken lexicon is not this page's fault
    except Exception as error:  # a fault of ours in one page must not cost the other ten thousand
        return fault(page, f"the reader failed on this page ({type(error).__name__}: {error})")
    if not articles:
        return Skipped(page.address, InputError("no article was found", where=page.address).line())
    return PageReading(page, articles, claims)


def _read_dossier(page: Page) -> PageReading:
    from parley.record.dossier import recorded

    return PageReading(page, *recorded(page))


def _read_again(page: Page) -> PageReading | Skipped:
    try:
        return _read_dossier(page)
    except InputError as error:  # it was sound for the program that loaded it
        return Skipped(page.address, error.line())
