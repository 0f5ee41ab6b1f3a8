"""The manual is true: its excerpt, commands, ids, links and tables are those of the program."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import typer.main
from demo_run import demo

from parley import __version__, cli
from parley.model import Claim
from parley.store import copies, open_store, place_of

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md")])
GROUP: Any = typer.main.get_command(cli.app)
COMMANDS: dict[str, Any] = GROUP.commands
EXCERPT = re.compile(r"<!-- from: parley demo -->\n```text\n(.*?)```", re.DOTALL)
MARK = re.compile(r"\[\d+\]")
CODE = re.compile(r"```sh\n(.*?)```", re.DOTALL)
# The programs that a block of the manual may call, and where each is found in a checkout.
TOOLS = {"make", "uv", "git", "python3", ".venv/bin/pytest"}


def words(path: Path) -> str:
    """A page of the manual."""
    return path.read_text("utf-8")


def lines_of_code() -> Iterator[tuple[str, str]]:
    """(page, command line) of every line of a shell block, continuation lines joined, comments cut off."""
    for path in PAGES:
        for block in CODE.findall(words(path)):
            for line in block.replace("\\\n", " ").splitlines():
                if line.strip():
                    yield path.name, line


def inline_calls() -> Iterator[tuple[str, str]]:
    """(page, call) of every `parley ...` and `make ...` within a sentence."""
    for path in PAGES:
        prose = re.sub(r"```.*?```", "", words(path), flags=re.DOTALL)
        yield from ((path.name, call) for call in re.findall(r"`((?:parley|make) [^`]+)`", prose))


def epilogs() -> Iterator[str]:
    """The calls that the help texts show."""
    for command in [GROUP, *COMMANDS.values()]:
        shown = re.sub(r"^(Examples?|Begin with): ", "", command.epilog or "")
        yield from filter(None, shown.split("; "))


def checked(arguments: list[str]) -> None:
    """Parse the arguments of `parley`, without running anything; raises where a name is not known."""
    if arguments and arguments[0].startswith("-"):
        known = {name for p in GROUP.params for name in p.opts}
        assert set(arguments) <= known | {"--install-completion", "--show-completion", "--help", "bash"}
        return
    command = COMMANDS[arguments[0]]
    if all(a.startswith("-") for a in arguments[1:]):  # a mention: `parley show --text`
        assert set(arguments[1:]) <= {name for p in command.params for name in p.opts} | {"--help"}
    else:
        command.make_context(arguments[0], arguments[1:])


def targets() -> set[str]:
    """What make can make."""
    return set(re.findall(r"^([a-z]+):", words(ROOT / "Makefile"), re.MULTILINE))


@pytest.mark.parametrize(("page", "line"), [*lines_of_code(), *inline_calls()])
def test_command_lines_of_the_manual_are_valid(page: str, line: str) -> None:
    """Every command, option and target that a page shows is there."""
    program, *arguments = shlex.split(line.split(" > ")[0], comments=True) or ["make"]
    if program in ("parley", ".venv/bin/parley"):
        checked(arguments)
    elif program == "make":
        assert {a for a in arguments if "=" not in a} <= targets(), f"{page}: {line}"
    else:
        assert program in TOOLS, f"{page}: {line}"


def test_the_manual_shows_every_command() -> None:
    """A command that the README does not show is one that nobody finds."""
    shown = {
        shlex.split(line, comments=True)[1]
        for _, line in lines_of_code()
        if line.startswith(".venv/bin/parley")
    }
    named = {call.split()[1] for _, call in inline_calls() if call.startswith("parley ")} | {"demo"}
    assert set(COMMANDS) - shown - named == set()


def test_the_excerpt_is_what_the_demo_prints() -> None:
    """Each line of the README's excerpt stands so in the output, in this order; `...` leaves lines out.

    The numbers of the marks may differ: one more source renumbers them all.
    """
    (excerpt,) = EXCERPT.findall(words(ROOT / "README.md"))
    printed = iter([MARK.sub("[]", line.rstrip()) for line in demo()[0].splitlines()])
    for line in excerpt.splitlines():
        if line.strip() not in ("", "..."):
            known = MARK.sub("[]", line.rstrip()) in printed
            assert known, f"not printed by the demo, or not in this place: {line}"


def test_the_briefing_has_its_sections() -> None:
    """What the README promises of the briefing is there."""
    for title in ("TALKS", "IN FORCE", "DUE", "DISPUTED", "SOURCES"):
        assert f"\n{title}\n" in demo()[0]


def test_ids_of_entries_are_in_the_demo_ledger() -> None:
    """An id that a page or a help text shows can be asked for."""
    with open_store(demo()[1], create=False) as store:
        held = {entry.id for entry in store.entries()}
    shown = {line for _, line in chain(lines_of_code(), inline_calls())} | set(epilogs())
    ids = {
        found for line in shown for found in re.findall(r"\bshow ([a-z]\S*-\d{4}-\d\d\S*)(?! --text)", line)
    }
    assert ids
    assert ids <= held


STORY = (
    "Ferry Lines Post\n\nCanada will impose a tariff of 12 percent on American cherries from Friday, Trade"
    " Minister Odile Harcourt said on Tuesday.\n"
)


# What goes on until somebody stops it, and what needs an archive, has tests of its own.
LASTING = ("parley demo", "parley serve", "parley mcp", "parley watch", "parley batch", "parley load")
NAMING = ("parley separate", "parley undo")  # claims and decisions that this ledger does not have


@pytest.mark.parametrize(
    "line", sorted(line for line in set(epilogs()) if not line.startswith((*LASTING, *NAMING)))
)
def test_examples_of_the_help_texts_work(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is run as printed, over the demo's ledger and two small pages; it ends with 0 and an answer."""
    _, ledger = demo()
    (tmp_path / "coverage").mkdir()
    for name in ("story.txt", "coverage/story.txt"):
        (tmp_path / name).write_text(STORY, "utf-8")
    table = "hs,origin,destination,value,currency\n950300,CN,US,1000,USD\n"
    (tmp_path / "lines.csv").write_text(table, "utf-8")
    (tmp_path / "watch.toml").write_text('[[watch]]\nname = "all"\ndisputes = ["us-china"]\n', "utf-8")
    source = '[[source]]\nname = "Wire"\naddress = "https://example.org/feed"\n'
    (tmp_path / "parley.toml").write_text(source, "utf-8")
    for name in ("ledger.db", "mine.db", "kept.db"):
        (tmp_path / name).write_bytes(ledger.read_bytes())
    copies.export(place_of(ledger), tmp_path / "whole.export")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARLEY_LEDGER", "mine.db")
    program, *arguments = shlex.split(line.split(" > ")[0])
    assert program == "parley"
    assert cli.run(arguments) == 0
    out, err = capsys.readouterr()
    assert (bool(out.strip()), err) == (True, "")


def test_links_of_the_manual_lead_somewhere() -> None:
    """Links within the project name files that are there."""
    for path in PAGES:
        for link in re.findall(r"\]\(([^)#]+)", words(path)):
            assert link.startswith("https://") or (path.parent / link).exists(), f"{path.name}: {link}"
    assert re.findall(r"\]\(docs/", words(ROOT / "README.md"))


def test_the_layout_names_every_stage() -> None:
    """The table of CONTRIBUTING lists the folders of the package in the order of the data."""
    listed = re.findall(r"^\| `(\w+)/` \|", words(ROOT / "CONTRIBUTING.md"), re.MULTILINE)
    folders = {p.parent.name for p in (ROOT / "src/parley").glob("*/__init__.py")}
    assert set(listed) == folders
    for name in folders:
        assert re.search(rf"\b{name}\b", words(ROOT / "README.md")), name


def test_files_that_the_manual_names_are_there() -> None:
    """A path in backticks under src, tests, tools or docs exists."""
    for path in PAGES:
        for named in re.findall(r"`((?:src|tests|tools|docs)/[\w./-]+)`", words(path)):
            assert (ROOT / named).exists(), f"{path.name}: {named}"


def test_the_changelog_ends_with_this_version() -> None:
    """The version of the package has a heading."""
    version = tomllib.loads(words(ROOT / "pyproject.toml"))["project"]["version"]
    assert f"## [{version}]" in words(ROOT / "CHANGELOG.md")
    assert version == __version__


def test_no_tracked_file_names_a_machine() -> None:
    """No home folder, no scratch folder and no package registry stands in the project."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a checkout of git")
    host = re.compile(r"/(?:home|root|Users|work)/\w|index-url\s+http")
    for name in filter(None, done.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and path != Path(__file__):
            found = host.search(path.read_text("utf-8", errors="replace"))
            assert not found, f"{name}: {found and found[0]}"


def test_claims_of_the_demo_show_their_words() -> None:
    """The promise above all: every claim's words stand in its page at its offsets."""
    with open_store(demo()[1], create=False) as store:
        pages = {page.id: page.text for page in store.pages()}
        claims: tuple[Claim, ...] = store.claims()
    assert claims
    assert all(claim.support for claim in claims)
    assert all(pages[s.page][s.start : s.end].strip() for claim in claims for s in claim.support)
