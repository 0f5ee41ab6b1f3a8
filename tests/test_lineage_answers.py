"""`parley stories`, `lineage`, `news`, `merge` and `split`: what they print, and how they fail."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from demo_run import demo
from derive_stories import ORIGINAL, article

from parley import cli
from parley.model import Article, Edge
from parley.write.family import forest, why_origin
from parley.write.picture import MOST, to_svg
from parley.write.tree import published as when
from parley.write.tree import to_tree

Run = Callable[..., tuple[int, str, str]]
LONDON = "2025-06-09-us-china-open-talks-london"
REWRITE = "london-framework-rewrite_trade-lantern"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command on a copy of the demo's ledger: exit code, output, errors."""
    copy = tmp_path / "copy.db"
    shutil.copy(demo()[1], copy)
    capsys.readouterr()

    def call(*arguments: str) -> tuple[int, str, str]:
        code = cli.run([*arguments, "--ledger", str(copy)])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def flat(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


def wire(name: str, outlet: str, published: str | None = "2031-04-08", **fields: object) -> Article:
    return article("Dunes shift.\n", name, outlet=outlet, published=published, **fields)


def edge(old: str, new: str, kind: str = "reprint", score: float = 0.9) -> Edge:
    return Edge(kind, f"{old}/0", f"{new}/0", score, ("the newer credits the outlet of the older",))  # type: ignore[arg-type]


def test_an_article_stands_below_its_best_source() -> None:
    """Children are sorted by day, a ring of evidence ends at one of its articles, strangers are left out."""
    articles = [
        wire(n, n.upper(), d) for n, d in (("a", "2031-04-01"), ("b", "2031-04-03"), ("c", "2031-04-02"))
    ]
    edges = [edge("a", "b"), edge("a", "c"), edge("b", "c", score=0.4), edge("x", "a", score=1.0)]
    (root,) = forest(articles, edges)
    assert [n.article.page for n in root.all()] == ["a", "c", "b"]
    assert why_origin(root) == ("the newer credits the outlet of the older (2 of 2)",)
    ring = forest(articles[:2], [edge("a", "b"), edge("b", "a")])
    assert [[n.article.page for n in r.all()] for r in ring] == [["a", "b"]]


def test_a_tree_on_the_terminal_shows_kinds_outlets_and_reasons() -> None:
    """Text from pages comes to life nowhere: no markup, no control characters."""
    articles = [wire("a", "Gull\x1b[31m Wire"), wire("b", "[red]Bay[/red] Post", agencies=("Gull Wire",))]
    shown = to_tree(forest(articles, [edge("a", "b")]), "THE DUNES", width=90)
    assert shown.startswith("THE DUNES\n\norigin  Gull Wire, 8 April 2031:")
    assert "└── reprint, 90%  [red]Bay[/red] Post, credits Gull Wire" in shown
    assert max(map(len, shown.splitlines())) <= 90


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2031-04-08", "8 April 2031"),
        ("2031-04-08T05:06:07Z", "8 April 2031, 05:06 UTC"),
        ("2031-04-08T05:06+02:00", "8 April 2031, 05:06 +02:00"),
        ("2031-04-08T05:06:07-04:00", "8 April 2031, 05:06 -04:00"),
        ("2031-04-08T05:06", "8 April 2031, 05:06"),
        (None, "no date"),
    ],
)
def test_the_hour_is_told_with_its_zone_and_without_seconds(published: str | None, shown: str) -> None:
    """Whatever of day, hour and zone is known is told."""
    (node,) = forest([wire("a", "Gull Wire", published)], ())
    assert when(node) == shown


def test_the_picture_is_well_formed_and_asks_nobody_for_anything() -> None:
    """Every box of the tree is drawn; hostile text stays text; nothing is fetched or run."""
    articles = [wire("a", "Gull & Sons <script>"), wire("b", 'Bay "Post"')]
    picture = to_svg(forest(articles, [edge("a", "b", "rewrite")]), "The dunes & the sea")
    root = ElementTree.fromstring(picture)
    texts = [t.text for t in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Gull & Sons <script>" in texts and "rewrite, 90%" in texts and "The dunes & the sea" in texts
    assert "<script" not in picture and "href" not in picture and "url(" not in picture


def test_many_copies_of_one_text_share_a_box() -> None:
    """The first are drawn, the rest are counted, so that ninety reprints fit on a page."""
    names = [f"p{n:02}" for n in range(20)]
    articles = [wire("a", "Gull Wire"), *(wire(n, f"Paper {n}") for n in names)]
    picture = to_svg(forest(articles, [edge("a", n) for n in names]), "Dunes")
    assert f">{len(names) - MOST} more<" in picture
    assert picture.count('class="box"') == 1 + MOST + 1


def test_an_empty_family_is_an_empty_picture() -> None:
    """Nothing held, nothing drawn, still an SVG."""
    assert ElementTree.fromstring(to_svg((), "Nothing")).tag.endswith("svg")


def test_stories_are_listed_in_their_threads(run: Run) -> None:
    """Each story has its days, outlets and id; --thread narrows; a wrong name is one line with near ones."""
    code, out, _ = run("stories", "--thread", "us-china-2025-04")
    assert code == 0
    assert f"({LONDON})" in flat(out) and "the US and China, 11 April 2025 to 10 November 2025" in flat(out)
    assert "marathon" not in out
    code, out, err = run("stories", "--thread", "us-china")
    assert (code, out) == (2, "") and "did you mean us-china-2025-04?" in err


def test_a_family_is_told_as_a_tree(run: Run) -> None:
    """The agency is the origin, its carriers and the rewrite stand below it, each with its reasons."""
    code, out, _ = run("lineage", REWRITE)
    assert code == 0
    assert "origin Meridian Wire, 11 June 2025" in flat(out)
    for kind in (
        "reprint, 100% Prairie Standard",
        "excerpt, 100% Isthmus Post",
        "rewrite, 80% Trade Lantern",
    ):
        assert kind in flat(out), kind


def test_what_a_rewrite_changed_is_told_with_both_wordings(run: Run) -> None:
    """Altered quotations come first, then sentences with other facts, then what only one of the two has."""
    code, out, _ = run("lineage", REWRITE, "--changes")
    text = flat(out)[flat(out).index("WHAT TRADE LANTERN CHANGED") :]
    assert code == 0
    altered, added = text.index("holds the calendar"), text.index("Neither side has released a document")
    assert altered < text.index("owns the clock") < added
    assert "hedge added: preliminary" in text and "left out No text was published." in text


def test_a_lineage_has_forms_for_programs_and_for_eyes(run: Run) -> None:
    """SVG is a picture of the family; JSON has kinds and article ids."""
    code, out, _ = run("lineage", LONDON, "--format", "svg")
    assert code == 0 and ElementTree.fromstring(out).tag.endswith("svg") and "Meridian Wire" in out
    code, out, _ = run("lineage", LONDON, "--format", "json")
    kinds = {dict(line["facts"])["kind"] for s in json.loads(out)["sections"] for line in s["lines"]}
    assert code == 0 and kinds == {"origin", "reprint", "excerpt", "rewrite"}


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["lineage", "no-such-thing"], "no such story or article"),
        (["lineage", "2025-06"], "have this name"),
        (["merge", LONDON, LONDON], "these are not two stories or two threads"),
        (["merge", "no-such-thing", LONDON], "no such story or thread"),
        (["split", LONDON, "no-such-page"], "this is no part of the story"),
        (
            ["split", "2025-04-24-beijing-denies-tariff-talks-washington", "saltmarsh"],
            "nothing would be left",
        ),
        (["news", "no-such-file.txt"], "no-such-file.txt"),
    ],
)
def test_wrong_names_end_in_one_line(run: Run, arguments: list[str], line: str) -> None:
    """What cannot be found or done is said on one line, and nothing is written."""
    code, out, err = run(*arguments)
    assert code in (2, 3) and out == ""
    assert line in err and len(err.strip().splitlines()) == 1


def test_a_story_is_split_and_merged_by_a_person(run: Run) -> None:
    """The article leaves with its own story and comes back, and both decisions are kept."""
    code, out, _ = run("split", LONDON, "castellan", "--who", "ada", "--note", "before the deal")
    assert code == 0 and "6 articles" in out and f"{LONDON}: 1 articles" in out
    other = next(line.split(":")[0] for line in out.splitlines() if "6 articles" in line)
    code, out, _ = run("merge", LONDON, other, "--who", "bo")
    assert code == 0 and "7 articles" in out
    _, out, _ = run("stories", "--decided")
    assert flat(out).index("ada, ") < flat(out).index("(before the deal)") < flat(out).index("bo, ")
    assert "belong together with" in flat(out) and "are apart from" in flat(out)
    _, out, _ = run("lineage", LONDON, "--format", "json")
    assert sum(len(s["lines"]) for s in json.loads(out)["sections"]) == 7


def test_threads_are_split_and_merged_by_a_person(run: Run) -> None:
    """A story put into a thread of its own can be put back."""
    code, out, _ = run("split", "us-china-2025-04", LONDON)
    assert code == 0 and f"{LONDON}: 7 articles, thread us-china-2025-06" in out
    code, out, _ = run("merge", "us-china-2025-06", "us-china-2025-04")
    assert code == 0 and f"{LONDON}: 7 articles, thread us-china-2025-04" in out


def test_news_of_a_reprint_is_that_there_is_none(run: Run) -> None:
    """Every claim of a copy was told before, and its source is named."""
    with as_file(files("parley.acquire") / "sample") as folder:
        code, out, _ = run("news", str(folder / "2025-06-11_london-framework-reprint_harbour-ledger.html"))
    assert code == 0
    assert (
        "NOTHING NEW" in out
        and "its text is a reprint of" in flat(out)
        and "(Meridian Wire), 100% of it" in flat(out)
    )


def test_news_of_a_rewrite_are_the_words_it_altered(run: Run) -> None:
    """The altered quotation stands beside the words as they were first quoted."""
    with as_file(files("parley.acquire") / "sample") as folder:
        code, out, _ = run("news", str(folder / f"2025-06-12_{REWRITE}.html"))
    text = flat(out)
    assert code == 0 and "its text is a rewrite of" in text
    section = text[text.index("QUOTED IN OTHER WORDS THAN BEFORE") :]
    assert (
        "owns the clock”. [1] Before, it was “Whoever holds the licence stamp holds the calendar”" in section
    )
    assert "Meridian Wire, from Imke Vossberg" in section


def test_news_name_what_changed_since_it_was_last_told(run: Run) -> None:
    """An extension is news against the deadline before it; first quotations are told with their speakers."""
    with as_file(files("parley.acquire") / "sample") as folder:
        code, out, _ = run("news", str(folder / "2025-10-26_kuala-lumpur-consensus_lowland-tribune.html"))
    text = flat(out)
    assert code == 0
    assert "WHAT CHANGED" in text and "NOT TOLD BEFORE" in text
    assert text.index("before: ") < text.index("NOT TOLD BEFORE")
    assert "Imke Vossberg: “Take away the hundred" in text


def test_news_are_measured_against_what_came_before_not_after(run: Run) -> None:
    """The first article of a story has nothing before it, though the ledger holds later ones."""
    with as_file(files("parley.acquire") / "sample") as folder:
        code, out, _ = run("news", str(folder / "2025-04-11_counting-125-plus-20_kestrel-courier.txt"))
    assert code == 0
    assert "articles known before it: 0" in flat(out) and "its text comes from none of them" in flat(out)


def test_a_revised_lineage_is_a_new_record(tmp_path: Path) -> None:
    """The origin arrives last: the links turn round, and what was believed before can still be read."""
    from ledger_builders import NOW, VERSIONS, reading, toy

    from parley.derive import derive
    from parley.model import Assessment
    from parley.store import Settlement, open_store

    lines = ORIGINAL.replace(":", "").splitlines()
    copy = toy("2031-04-09", *lines, title="Timber, says a paper", address="copy")
    other = toy("2031-04-10", *lines, title="Timber, says another", address="other")
    origin = toy("2031-04-08", *lines, title="Outline of timber accord", address="origin")
    with open_store(tmp_path / "l.db") as store:
        for pages in ([copy, other], [copy, other, origin]):
            store.record([reading(p) for p in pages], at=NOW, versions=VERSIONS)
            made = Settlement(derive(store.articles()), (), Assessment((), ()))
            assert store.settle(made, at=NOW, versions=VERSIONS, through=store.last_reading())
        first = next(r.id for r in store.recordings() if r.stage == "settle")
        assert [(e.old, e.new) for e in store.edges(first)] == [(f"{copy.id}/0", f"{other.id}/0")]
        assert {e.old for e in store.edges()} == {f"{origin.id}/0"} and len(store.edges()) == 2
