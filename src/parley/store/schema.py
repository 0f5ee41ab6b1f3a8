"""The tables of a ledger file.

Facts (`FACTS`) are immutable rows, told apart by the hash of their content. Which facts are held, and since
which recording, is said by `history` alone: one row where a fact is asserted, one more where it is retracted.
So nothing is ever updated or deleted, and the ledger can be read as any earlier recording left it.

A fact's number is that of its first row in `history`. Numbers grow, so what is written at once lies together;
hashes lie anywhere, and no index has them.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
)
from sqlalchemy.schema import SchemaItem

from parley.store.dialects import TEXT

metadata = MetaData()
_LISTED = ("kind", "told", "known", "entry", "begins", "ends", "status", "position")


def _fact(name: str, *columns: SchemaItem) -> Table:
    """A table of facts: number, hash, the columns that queries need, and the whole fact as JSON in `body`."""
    number = Column("number", Integer, primary_key=True, autoincrement=False)
    return Table(name, metadata, number, _text("hash"), *columns, _text("body"))


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, TEXT, nullable=null)


def _integer(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _recording() -> Column[int]:
    return Column("recording", Integer, ForeignKey("recordings.id"), nullable=False)


def _page() -> Column[str]:
    return Column("page", TEXT, ForeignKey("pages.id"), nullable=False, index=True)


recordings = Table(
    "recordings",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("at"),
    _text("stage"),
    _text("program"),
    _text("lexicon"),
    _text("model"),
    # For a settling: the last reading that it took into account.
    Column("through", Integer, nullable=True),
    CheckConstraint("stage IN ('read', 'settle')", name="stage_is_known"),
)

pages = Table(
    "pages",
    metadata,
    Column("id", TEXT, primary_key=True),
    _text("address"),
    _text("fetched"),
    # zlib; `text` only where `raw` decoded with `encoding` does not give it back.
    Column("raw", LargeBinary, nullable=False),
    Column("text", LargeBinary, nullable=True),
    _text("encoding"),
    _text("media_type"),
    _recording(),
    Index("pages_address", "address"),  # by hash on PostgreSQL: saying so here would load its dialect always
)

given_dates = Table(
    "given_dates",
    metadata,
    Column("seq", Integer, primary_key=True),
    _page(),
    _text("given_date"),
    _recording(),
)

articles = _fact("articles", _page(), _integer("position"), _text("published", null=True))

claims = _fact(
    "claims",
    _page(),
    _text("id"),
    _text("article"),
    _text("kind"),
    _text("known", null=True),
    # Where the words begin on the page: the order of claims within an article.
    _integer("start"),
    Index("claims_id", "id"),
    Index("claims_article", "article"),
    Index("claims_known", "known"),
)

edges = _fact(
    "edges",
    _text("kind"),
    _text("old"),
    _text("new"),
    Index("edges_old", "old"),
    Index("edges_new", "new"),
)

entries = _fact(
    "entries",
    _text("id"),
    _text("kind"),
    _text("dispute"),
    Index("entries_id", "id"),
    Index("entries_dispute", "dispute"),
)

states = _fact(
    "states",
    _text("entry"),
    _integer("position"),
    _text("status"),
    _text("valid_from", null=True),
    _text("valid_to", null=True),
    _text("known_from"),
    _text("known_to", null=True),
    Index("states_entry", "entry"),
    Index("states_known", "known_from"),
    Index("states_from", "valid_from"),
    Index("states_to", "valid_to"),
)

joins = _fact(
    "joins", _text("entry"), _text("claim"), Index("joins_entry", "entry"), Index("joins_claim", "claim")
)

links = _fact(
    "links",
    _text("entry"),
    _integer("position"),
    _text("kind"),
    _text("target"),
    Index("links_entry", "entry"),
)

verdicts = _fact(
    "verdicts", _text("entry"), _integer("position"), _text("standing"), Index("verdicts_entry", "entry")
)

disagreements = _fact(
    "disagreements", _text("id"), _text("kind"), _text("since"), Index("disagreements_id", "id")
)

stories = _fact("stories", _text("id"), _text("thread"), _integer("position"), Index("stories_id", "id"))

history = Table(
    "history",
    metadata,
    Column("seq", Integer, primary_key=True),
    _recording(),
    _text("ledger"),
    _integer("fact"),
    _text("event"),
    CheckConstraint("event IN ('asserted', 'retracted')", name="event_is_known"),
    Index("history_recording", "recording"),
    Index("history_later", "fact", "seq"),  # of all rows of a fact but its first: as with `pages_address`
)

# Reserved: what a person decided about claims and entries. It outlives every re-reading.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("at"),
    _text("who"),
    _text("kind"),
    _text("subject"),
    _text("object", null=True),
    _text("note", null=True),
    CheckConstraint("kind IN ('confirm', 'reject', 'merge', 'split')", name="kind_is_known"),
)

# What persons decided about stories and threads; `one` and `other` are JSON lists of article ids.
groupings = Table(
    "groupings",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("at"),
    _text("who"),
    _text("kind"),
    _text("level"),
    _text("one"),
    _text("other"),
    _text("note", null=True),
    CheckConstraint("kind IN ('merge', 'split')", name="kind_is_known"),
    CheckConstraint("level IN ('story', 'thread')", name="level_is_known"),
)

# Not part of the ledger: parsed sentences, which can be made again at any time.
readings = Table(
    "readings", metadata, Column("key", TEXT, primary_key=True), Column("value", LargeBinary, nullable=False)
)

# Not part of the ledger: by which keys blocks of claims, entries and disagreements are found again, as the
# last settling left them. They follow from the facts and can be made again at any time.
traces = Table(
    "traces",
    metadata,
    Column("key", TEXT, primary_key=True),
    Column("ref", TEXT, primary_key=True),
    Index("traces_ref", "ref"),
    sqlite_with_rowid=False,
)

# Not part of the ledger: what can be searched for, a row for each claim and each entry that is held, and the
# recording and the day up to which it follows from the facts (store/search.py).
finds = Table(
    "finds",
    metadata,
    Column("id", Integer, primary_key=True),
    # `claim:...` or `entry:...`
    _text("ref"),
    _text("day"),
    _text("words"),
    _text("about"),
    _text("outlet"),
    _text("speaker"),
    _text("facets"),
    Index("finds_ref", "ref", unique=True),
    Index("finds_outlet", "outlet"),
    Index("finds_speaker", "speaker"),
    Index("finds_day", "day"),
)
searched = Table("searched", metadata, Column("recording", Integer, primary_key=True), _text("day"))

# Not part of the ledger: the marks by which articles of the same words are found (derive/marks.py), and what
# the stories so far leave behind (resolve/memory.py). Both follow from the articles and can be made again.
texts = Table(
    "texts",
    metadata,
    Column("article", TEXT, primary_key=True),
    Column("place", BigInteger, nullable=False, unique=True),
    _integer("runs"),
    _integer("rare"),
)
marks = Table(
    "marks",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
# Not part of the ledger: the states that are or were believed, in the order in which answers tell them.
stands = Table(
    "stands",
    metadata,
    Column("entry", TEXT, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("dispute"),
    _integer("kind"),
    _text("status"),
    # When it begins and ends (exclusive), as `State.holds` has it; the day and the belief it is told by;
    # the day on which it was believed no longer, `~` where it still is.
    _text("begins"),
    _text("ends"),
    _text("told"),
    _text("known"),
    _text("until"),
    # With all that a page of the state of play is chosen by: the rows themselves are not looked up.
    Index("stands_in_dispute", "dispute", "until", *_LISTED),
    Index("stands_in_order", "until", *_LISTED),
)
# Not part of the ledger: of what is believed now the states that fall due on a day, or are overdue (`~`).
dues = Table(
    "dues",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("entry"),
    _text("dispute"),
    _text("parties"),
    _text("due"),
    # As in `stands`.
    _text("begins"),
    _text("ends"),
    _text("told"),
    Index("dues_entry", "entry"),
    Index("dues_in_order", "due", "told", "entry"),
)
shelf = Table(
    "shelf", metadata, Column("key", TEXT, primary_key=True), Column("value", LargeBinary, nullable=False)
)

# Not part of the ledger: pages on which the reader failed, until they are read or given up.
aside = Table(
    "aside",
    metadata,
    Column("page", TEXT, primary_key=True),
    _text("address"),
    _text("line"),
    _integer("tries"),
    _text("at"),
)

FACTS = (articles, claims, edges, entries, states, joins, links, verdicts, disagreements, stories)
APPEND_ONLY = (recordings, pages, given_dates, *FACTS, history, decisions, groupings)
