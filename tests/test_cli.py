"""The command line: answers, exit codes, one-line errors, help, pipes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from demo_run import demo
from write_fixture import DAY, timber

from parley import cli, console
from parley.intake import called
from parley.model import Article, Page
from parley.store import PageReading, Settlement, Versions, open_store

COMMANDS = sorted(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]
QUESTIONS = ("brief", "state", "changes", "timeline", "disputes", "deadlines", "lapse")
MOMENT = "2031-03-07T08:00:00+00:00"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger file with the made-up timber talks."""
    path = tmp_path_factory.mktemp("ledger") / "timber.db"
    findings, books = timber()
    versions = Versions("test", "test", "test")
    readings = []
    for name, text in books.texts.items():
        page = Page(name, books.address(name), MOMENT, text.encode(), text, "utf-8", "text/plain")
        claims = tuple(c for c in books.claims.values() if c.article == f"{name}/0")
        article: Article = books.article(f"{name}/0")
        readings.append(PageReading(page, (article,), claims))
    with open_store(path) as store:
        store.record(readings, at=MOMENT, versions=versions)
        settled = Settlement((), tuple(findings.entries.values()), findings.assessment)
        assert store.settle(settled, at=MOMENT, versions=versions, through=store.last_reading())
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process: exit code, output, errors."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_an_example(command: str, run: Run) -> None:
    """`--help` shows at least one call that can be copied."""
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "Example" in out
    assert f"parley {command}" in out.split("Example")[1]


def test_help_lists_every_command(run: Run) -> None:
    """`parley` alone and `parley --help` print the same list."""
    alone, asked = run(), run("--help")
    assert alone[1].strip() == asked[1].strip()
    assert alone[0] == asked[0] == 0
    for command in COMMANDS:
        assert f"\n  {command} " in asked[1]


def test_version(run: Run) -> None:
    """The version alone, on one line."""
    assert run("--version") == (0, "parley 0.1.0\n", "")


@pytest.mark.parametrize(
    ("command", "form"),
    [
        *((command, "text") for command in QUESTIONS),
        *(("brief", form) for form in ("md", "html", "json", "jsonl", "csv")),
    ],
)
def test_every_question_is_answered_in_every_form(command: str, form: str, run: Run, ledger: Path) -> None:
    """Exit code 0 and an answer without control characters."""
    code, out, err = run(command, "--ledger", str(ledger), "--format", form)
    assert (code, err) == (0, "")
    assert out.strip()
    assert not any(c < " " and c not in "\n\r" for c in out)


@pytest.mark.parametrize(
    "arguments", [[q] for q in QUESTIONS] + [["show", "outline"], ["show", "post", "--text"]]
)
def test_forms_for_programs_parse(arguments: list[str], run: Run, ledger: Path) -> None:
    """JSON is one value, JSON lines are one each, and a table has the same columns in every row."""
    answers = {
        f: run(*arguments, "--ledger", str(ledger), "--format", f)[1] for f in ("json", "jsonl", "csv")
    }
    assert json.loads(answers["json"])
    rows = [json.loads(line) for line in answers["jsonl"].splitlines()]
    table = list(csv.DictReader(io.StringIO(answers["csv"]), strict=True))
    assert len(table) == len(rows) > 0
    assert all(None not in row and None not in row.values() for row in table)


def test_the_day_is_the_last_known_and_said_aloud(run: Run, ledger: Path) -> None:
    """Without --as-of nobody's clock is asked."""
    _, out, _ = run("brief", "--ledger", str(ledger))
    assert "as of Thursday 6 March 2031" in out
    assert "the last day on which the ledger learned anything" in " ".join(out.split())


@pytest.mark.parametrize("word", ["2025-6-1", "12 June 2025", "2025-02-30", "tomorrow", "20250612", ""])
def test_what_is_no_day_is_refused_in_one_line(word: str, run: Run, ledger: Path) -> None:
    """Exit code 2, what was wrong, and how to write it."""
    code, out, err = run("brief", "--ledger", str(ledger), "--as-of", word)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "not a day" in err and "2025-06-12" in err


def test_a_day_far_ahead_is_answered_with_a_note(run: Run, ledger: Path) -> None:
    """The future is allowed, and it is said that nothing is known of it."""
    code, out, err = run("state", "--ledger", str(ledger), "--as-of", "2099-01-01")
    assert code == 0
    assert "after the last day known (2031-03-06)" in err
    assert "1 January 2099" in out


def test_since_after_until_is_wrong_use(run: Run, ledger: Path) -> None:
    """A period that runs backwards is refused."""
    arguments = ["changes", "--ledger", str(ledger), "--since", "2031-03-05", "--until", "2031-03-01"]
    code, _, err = run(*arguments)
    assert code == 2
    assert "--since is after --until" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["brief", "--no-such-option"],
        ["state", "--format", "xls"],
        ["show"],
        ["read"],
        ["brief", "--ledger", "/no/such/folder/ledger.db"],
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(arguments: list[str], run: Run) -> None:
    """No traceback, no screen of help."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("parley: ")
    assert err.count("\n") == 1


def test_an_unknown_entry_names_what_was_asked_for(run: Run, ledger: Path) -> None:
    """The error says what, and how to find the ids."""
    code, _, err = run("show", "no-such-entry", "--ledger", str(ledger))
    assert code == 2
    assert "no-such-entry: no such entry in the ledger" in err


def test_hostile_arguments_are_made_harmless_in_errors(run: Run, ledger: Path) -> None:
    """What a file name brings does not reach the terminal."""
    _, _, err = run("show", "\x1b[2Jevil\u202e", "--ledger", str(ledger))
    assert "\x1b" not in err and "\u202e" not in err
    assert "evil" in err


def test_show_prints_the_words_in_their_page(run: Run, ledger: Path) -> None:
    """Down to the offsets of the raw page."""
    code, out, _ = run("show", "outline", "--ledger", str(ledger))
    assert code == 0
    assert "THE WORDS IN THEIR PAGES" in out
    assert "harbour.txt:" in out


def test_show_text_prints_a_page_and_what_was_dropped(run: Run, ledger: Path) -> None:
    """By the end of its address; several pages or none are refused."""
    code, out, _ = run("show", "post.txt", "--text", "--ledger", str(ledger))
    assert code == 0
    assert "share widget" in out
    assert run("show", ".txt", "--text", "--ledger", str(ledger))[0] == 2


def test_export_of_claims_is_the_exchange_format(run: Run, ledger: Path) -> None:
    """One JSON object a line, offsets into the raw page."""
    code, out, _ = run("export", "claims", "--ledger", str(ledger))
    rows = [json.loads(line) for line in out.splitlines()]
    _, books = timber()
    assert code == 0
    assert len(rows) == len(books.claims)
    span = rows[0]["support"][0]
    text = books.texts[Path(rows[0]["document"]).stem]
    assert text[span["start"] : span["end"]] == rows[0]["words"]


def test_export_of_entries_is_a_row_for_each_state(run: Run, ledger: Path) -> None:
    """As a table that a spreadsheet opens."""
    code, out, _ = run("export", "entries", "--format", "csv", "--ledger", str(ledger))
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert len(rows) == sum(len(e.states) for e in timber()[0].entries.values())
    assert {"entry", "status", "valid_from", "known_from", "claims"} <= rows[0].keys()


def test_ctrl_c_is_one_line_and_130(run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who stops a command sees no traceback."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(console, "put_document", stop)
    code, _, err = run("brief", "--ledger", str(ledger))
    assert code == 130
    assert err == "parley: stopped by hand\n"


def test_a_fault_of_our_own_is_one_line_and_1(
    run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even a bug shows no traceback, unless one asks for it."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("by\nzero")

    monkeypatch.setattr(console, "put_document", fail)
    code, _, err = run("brief", "--ledger", str(ledger))
    assert code == 1
    assert err.count("\n") == 1
    assert "ZeroDivisionError: by zero" in err
    monkeypatch.setenv("PARLEY_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.run(["brief", "--ledger", str(ledger)])


def test_an_empty_ledger_says_to_read_first(run: Run, tmp_path: Path) -> None:
    """No answer is invented from nothing."""
    path = tmp_path / "empty.db"
    open_store(path).close()
    code, _, err = run("brief", "--ledger", str(path))
    assert code == 2
    assert "holds no entries" in err and "parley read" in err


def test_a_file_that_is_no_ledger_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    """A wrong --ledger is an error, not a new database."""
    path = tmp_path / "notes.txt"
    path.write_text("my notes, for a good reason not a database", encoding="utf-8")
    code, _, err = run("state", "--ledger", str(path))
    assert code == 2
    assert err.count("\n") == 1
    assert path.read_text(encoding="utf-8").startswith("my notes")


STORY = (
    "Ferry Lines Post\n\nPublished 4 March 2025\n\nCanada will impose a tariff of 12 percent on American"
    ' cherries from 1 April 2025, Trade Minister Odile Harcourt said on Tuesday.\n\n"We have waited long'
    ' enough for an answer," she told reporters in Ottawa.\n'
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A page of our own."""
    path = tmp_path / "cherries.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_read_says_what_it_did_and_what_it_left_out(run: Run, story: Path, tmp_path: Path) -> None:
    """A missing file costs exit code 3, not the other page; a second reading adds nothing."""
    place = ["--ledger", str(tmp_path / "new.db"), "--date", "2025-03-04"]
    code, out, _ = run("read", str(story), str(tmp_path / "missing.txt"), *place)
    assert code == 3
    assert "Read 1 new page (0 known before)" in out
    assert "Left out:" in out and "missing.txt" in out
    code, out, _ = run("read", str(story), *place)
    assert code == 0
    assert "Read 0 new pages (1 known before)" in out


def test_claims_are_printed_without_a_ledger(
    run: Run, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The exchange format, with the file's name as document; no ledger is made."""
    monkeypatch.setenv("PARLEY_LEDGER", str(tmp_path / "none.db"))
    code, out, _ = run("claims", str(story), "--date", "2025-03-04")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert rows
    assert {row["document"] for row in rows} == {"cherries.txt"}
    for row in rows:
        assert STORY[row["support"][0]["start"] :].startswith(row["words"][:20])
    assert not (tmp_path / "none.db").exists()
    table = csv.DictReader(io.StringIO(run("claims", str(story), "--format", "csv")[1]))
    assert len(list(table)) > 0


def test_explain_marks_the_words_of_each_claim(run: Run, story: Path) -> None:
    """Slots, rule and number stand under the words."""
    code, out, _ = run("explain", str(story), "--date", "2025-03-04", "--format", "html")
    assert code == 0
    assert "<strong>" in out
    assert "certainty: " in out
    assert 'id="source-1"' in out
    code, _, err = run("explain", str(story) + ".gone")
    assert code == 3
    assert err.count("\n") == 1


def test_the_demo_ends_with_how_to_go_on() -> None:
    """A briefing over the shipped coverage, then five lines."""
    out, _ = demo()
    last = out.rstrip().splitlines()[-5:]
    assert "STATE OF PLAY" in out
    assert "parley read PATH" in last[0]
    assert "'" in last[1] and "parley state --ledger" in last[1]
    assert "parley serve --ledger" in last[2]
    assert "parley disputes" in last[3]
    assert "parley dossier load us-china --ledger" in last[4]


def test_the_lines_of_the_demo_can_be_copied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`parley` where the shell finds it, else the program as it was called."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert called(".venv/bin/parley") == ".venv/bin/parley"
    assert called("a b/parley") == "'a b/parley'"
    assert called("/usr/bin/pytest") == "parley"
    (tmp_path / "parley").touch(mode=0o755)
    assert called(".venv/bin/parley") == "parley"


def test_doctor_reports_on_the_ledger(run: Run, ledger: Path) -> None:
    """SQLite, journal with its reason, the counts, and that nothing is wrong."""
    _, out, _ = run("doctor", "--ledger", str(ledger))
    for word in ("parley", "model", "lexicon", "sqlite", "journal", "quick_check", "nothing wrong"):
        assert word in out


def parley(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own."""
    call = [sys.executable, "-c", "from parley.__main__ import main; main()", *arguments]
    return subprocess.run(call, capture_output=True, env={**os.environ, **environment}, timeout=60)


def test_a_pipe_gets_plain_whole_text(ledger: Path) -> None:
    """No colours, nothing cut off, and an encoding without the characters does no harm."""
    done = parley("brief", "--ledger", str(ledger), PYTHONIOENCODING="ascii", COLUMNS="20", FORCE_COLOR="1")
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode("ascii")
    assert "\x1b" not in text
    assert "officials close to the talks told Quay Post" in " ".join(text.split())


def test_a_reader_that_leaves_the_pipe_is_no_error(ledger: Path) -> None:
    """`parley timeline | head -1` ends quietly."""
    program = (
        f"{sys.executable} -c 'from parley.__main__ import main; main()' export claims --ledger {ledger}"
    )
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {program} | head -c 1"], capture_output=True, timeout=60
    )
    assert done.stderr == b""


def test_questions_do_not_load_the_reader(ledger: Path) -> None:
    """Answers do not wait for the parser."""
    code = (
        "import sys; from parley import cli; "
        f"cli.run(['state', '--ledger', {str(ledger)!r}]); "
        "print(sorted({'spacy', 'numpy', 'trafilatura', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_all_commands_of_the_manual_are_there() -> None:
    """The list of commands is fixed; a new one is added here on purpose."""
    wanted = {"read", "claims", "explain", "demo", "doctor", "export", "mcp", "serve", "show", *QUESTIONS}
    wanted |= {"search", "stories", "lineage", "news", "merge", "split", "chart", "exposure", "alerts"}
    wanted |= {"join", "separate", "undo", "decisions", "dossier", "backup", "restore", "import"}
    wanted |= {"watch", "sources", "aside", "batch", "load"}
    assert set(COMMANDS) == wanted
    assert isinstance(cli.app, typer.Typer)
    assert DAY == "2031-03-06"


@pytest.mark.parametrize("call", [("show", "a\udcff"), ("brief", "--dispute", "a\udcff")])
def test_bytes_that_are_no_text_are_told_in_a_line(call: tuple[str, ...], run: Run) -> None:
    """Arguments come as the shell gives them."""
    code, _, err = run(*call, "--ledger", str(demo()[1]))
    assert code == 2 and err.count("\n") == 1 and "UTF-8" in err


@pytest.mark.parametrize("command", ["load", "restore", "backup"])
def test_a_name_that_no_file_can_have_is_told_in_a_line(command: str, run: Run, ledger: Path) -> None:
    """It is not repeated whole."""
    code, _, err = run(command, "n" * 5000, "--ledger", str(ledger))
    assert code == 2 and err.count("\n") == 1 and "too long" in err and len(err) < 1000


def test_a_ledger_below_a_file_is_told_in_a_line(run: Run, tmp_path: Path) -> None:
    """Its folder cannot be made."""
    (tmp_path / "file").write_text("tin")
    code, _, err = run("backup", str(tmp_path / "copy.db"), "--ledger", str(tmp_path / "file" / "a.db"))
    assert code == 2 and err.count("\n") == 1 and "--ledger" in err
