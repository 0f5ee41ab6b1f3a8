"""What can go wrong at the command line: each case ends in one clear line, an exit code, and nothing lost.

The parser is left out (`quick`): what is tested here is everything around the reading.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import ledger_builders as toys
import pytest

from parley import cli, flow
from parley.acquire import acquire
from parley.clean import clean
from parley.errors import LedgerError
from parley.model import Page, Skipped
from parley.store import Store, open_store
from parley.store.engine import undisturbed

Run = Callable[..., tuple[int, str, str]]
BODY = (
    "Ferry Lines Post\n\nPublished 4 March 2025\n\nCanada will charge a duty of 12 percent on American"
    " cherries, Trade Minister Odile Harcourt said at a café in Ottawa on Tuesday.\n\n“We have waited long"
    " enough for an answer – far too long,” she told reporters from both countries.\n"
)
UNDATED = BODY.replace("Published 4 March 2025\n\n", "")
PLAIN = BODY.translate({0x201C: '"', 0x201D: '"', 0x2013: "-"})
TOY = "Morning wire\n2025-06-09\nsteel: announced"


def quick_stages(_: Store) -> flow.Stages:
    """Real pages and articles, without a parser: no claims."""

    def pages(sources: Iterable[str], fetched: str, date: str | None) -> Iterator[Page | Skipped]:
        return acquire(sources, fetched=fetched, date=date)

    made = (toys.derive, toys.resolve, toys.weigh)
    return flow.Stages(pages, clean, lambda article: (), *made, toys.VERSIONS)


def toy_stages(_: Store) -> flow.Stages:
    """Files in the toy form, a second each at the desk (`slow`), as claims of the toy rule."""

    def pages(sources: Iterable[str], fetched: str, date: str | None) -> Iterator[Page | Skipped]:
        for source in sources:
            for path in sorted(Path(source).iterdir()):
                time.sleep(float(os.environ.get("SLOW", "0")))
                yield toys.page(path.read_text("utf-8"), str(path))

    made = (toys.clean, toys.claims, toys.derive, toys.resolve, toys.weigh)
    return flow.Stages(pages, *made, toys.VERSIONS)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command here without a parser, in an empty folder with a ledger of its own: code, out, err."""
    monkeypatch.setattr(flow, "open_stages", quick_stages)
    monkeypatch.setenv("PARLEY_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return call


def letters(count: int) -> bytes:
    """Noise that looks like words, without a sentence."""
    return "".join(random.Random(1).choices("abcdefghij \n.", k=count)).encode()


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.txt": (bytes, "is empty"),
    "blank.txt": (lambda: b" \n\t\n ", "is empty"),
    "binary.txt": (lambda: bytes(range(256)) * 40, "is not text"),
    "picture.txt": (lambda: b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(9000), "is not text"),
    "bytes.txt": (lambda: random.Random(1).randbytes(10_000_000), "is not text"),
    "page.pdf": (lambda: b"%PDF-1.4 \x00\x01\x02 obj", "is a broken PDF"),
}


@pytest.mark.parametrize("name", FILES)
def test_files_without_text_are_left_out_by_name(name: str, run: Run) -> None:
    """Exit code 3, the file, what is wrong with it, and what to do; the page beside it is read."""
    make, wrong = FILES[name]
    Path(name).write_bytes(make())
    Path("good.txt").write_text(BODY, "utf-8")
    code, out, err = run("read", name, "good.txt")
    assert (code, err) == (3, "")
    assert out.startswith("Read 1 new page (0 known before): 1 article,")
    (line,) = [line for line in out.splitlines() if line.startswith("Left out: ")]
    assert line.startswith(f"Left out: {name}: {wrong}")
    assert line.endswith(")")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", BODY),
        ("utf-16", BODY),
        ("utf-16-le", BODY),
        ("utf-16-be", BODY),
        ("utf-32", BODY),
        ("windows-1252", BODY),
        ("latin-1", PLAIN),
    ],
)
def test_encodings_that_files_come_in_are_read(encoding: str, text: str, run: Run) -> None:
    """With and without a byte-order mark, every character arrives."""
    Path("page.txt").write_bytes(text.encode(encoding))
    assert run("read", "page.txt")[0] == 0
    with open_store(create=False) as store:
        (page,) = store.pages()
    assert page.text.lstrip("\ufeff") == text


def test_a_page_without_a_day_asks_for_it(run: Run) -> None:
    """It is read; the line names the page and the option; with the day given there is no such line."""
    Path("undated.txt").write_text(UNDATED, "utf-8")
    code, out, _ = run("read", "undated.txt")
    assert code == 0
    assert "No date: undated.txt:" in out and "--date" in out
    assert "No date" not in run("read", "undated.txt", "--date", "2025-03-04")[1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nonsense", "nonsense: this is not a day"),
        ("2099-01-01", "--date 2099-01-01: this day is yet to come"),
    ],
)
def test_a_day_of_publication_that_cannot_be(given: str, said: str, run: Run) -> None:
    """Nonsense and the far future are refused before anything is read."""
    Path("page.txt").write_text(UNDATED, "utf-8")
    for command in ("read", "claims", "explain"):
        code, out, err = run(command, "page.txt", "--date", given)
        assert (code, out) == (2, "")
        assert said in err and err.count("\n") == 1
    assert not Path("ledger.db").exists()


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("gone.txt", "gone.txt: does not exist"),
        ("", "“”: is not a path"),
        ("hollow", "hollow: holds no file to read"),
        ("pictures", "pictures/a.png: is of no known kind"),
        ("ring", "ring: does not exist"),
        ("/dev/null", "/dev/null: is not a regular file"),
        ("n" * 5000, "is not a path"),
    ],
)
def test_paths_that_lead_to_no_page(source: str, wrong: str, run: Run) -> None:
    """Exit code 3 and one line; an empty argument is not the current folder."""
    Path("hollow").mkdir()
    Path("pictures").mkdir()
    Path("pictures/a.png").write_bytes(b"\x89PNG")
    Path("ring").symlink_to("ring2")
    Path("ring2").symlink_to("ring")
    code, out, err = run("read", source)
    assert (code, err) == (3, "")
    assert len(out.splitlines()) == 2
    assert wrong in out


def test_links_in_a_folder_do_not_go_round(run: Run) -> None:
    """A link to a folder above is named and not followed."""
    Path("desk").mkdir()
    Path("desk/page.txt").write_text(BODY, "utf-8")
    Path("desk/loop").symlink_to(Path("desk").resolve())
    code, out, _ = run("read", "desk")
    assert code == 3
    assert "Read 1 new page " in out
    assert "desk/loop: is a link to a folder" in out


def test_names_of_files_do_no_harm(run: Run) -> None:
    """Line breaks, direction marks and escapes in a name stay off the terminal; an emoji passes."""
    Path("desk").mkdir()
    for name in (
        "two\nlines.txt",
        "right\u202eleft.txt",
        "\x1b[2J.txt",
        "happy\U0001f600.txt",
        "b\udcff.txt",
    ):
        Path("desk", name).write_text(UNDATED + repr(name), "utf-8")
    code, out, _ = run("read", "desk")
    assert code == 0
    assert len([line for line in out.splitlines() if line.startswith("No date: ")]) == 5
    assert len(out.splitlines()) == 6
    assert not {"\u202e", "\x1b"} & set(out)
    assert "happy\U0001f600.txt" in out


def test_three_hundred_small_files(run: Run) -> None:
    """All are read, in the order of their names; a second reading adds none."""
    Path("desk").mkdir()
    for n in range(300):
        Path(f"desk/{n:03}.txt").write_text(BODY + f"The case has the number {n}.\n", "utf-8")
    assert run("read", "desk")[1].startswith("Read 300 new pages (0 known before): 300 articles,")
    assert run("read", "desk")[1].startswith("Read 0 new pages (300 known before)")


def damaged(path: Path) -> None:
    """A ledger of which the middle is overwritten."""
    with toys.new_ledger(path.parent) as store:
        for n in range(40):
            page = toys.toy("2025-06-10", f"good {n}: announced")
            store.record([toys.reading(page)], at=toys.NOW, versions=toys.VERSIONS)
    raw = path.read_bytes()
    path.write_bytes(raw[:8192] + b"\xff" * (len(raw) - 16384) + raw[-8192:])


def newer(path: Path) -> None:
    """A ledger of a program that is yet to be written."""
    toys.new_ledger(path.parent).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE parley_schema SET version_num = '0999'")
    connection.close()


BAD_LEDGERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a text file": (lambda path: path.write_text("notes on tariffs\n" * 90), "this is not a ledger"),
    "damaged": (damaged, "the ledger is damaged"),
    "newer": (newer, "update Parley"),
    "a folder": (lambda path: path.mkdir(), "this is a folder, not a ledger"),
}


@pytest.mark.parametrize("case", BAD_LEDGERS)
def test_files_that_are_no_ledgers_are_left_as_they_are(case: str, run: Run, tmp_path: Path) -> None:
    """Questions and readings are refused in one line that names the file; not a byte of it changes."""
    make, wrong = BAD_LEDGERS[case]
    path = tmp_path / "ledger.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    Path("page.txt").write_text(BODY, "utf-8")
    for arguments in (["state"], ["read", "page.txt"], ["export"]):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert f"{path}: {wrong}" in err or (str(path) in err and wrong in err)
        assert err.count("\n") == 1
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert run("doctor")[0] == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [("none/ledger.db", "there is no ledger here yet (read pages first"), ("", ".: this is a folder")],
)
def test_questions_to_a_ledger_that_is_not_there(name: str, said: str, run: Run) -> None:
    """No folder and no file is made."""
    code, _, err = run("state", "--ledger", name)
    assert code == 2
    assert said in err
    assert list(Path.cwd().iterdir()) == []


def test_an_empty_file_becomes_a_ledger_only_by_reading(run: Run) -> None:
    """A question says how; the reading does it."""
    Path("ledger.db").touch()
    code, _, err = run("state")
    assert code == 2
    assert "the file is empty" in err and "parley read" in err
    Path("page.txt").write_text(BODY, "utf-8")
    assert run("read", "page.txt")[0] == 0


def test_a_reading_that_was_cut_short_is_said(run: Run, tmp_path: Path) -> None:
    """Pages that no answer rests on yet are mentioned beside the answer, and instead of an empty one."""
    with toys.new_ledger(tmp_path) as store:
        monday = toys.toy("2025-06-09", "steel: announced")
        store.record([toys.reading(monday)], at=toys.NOW, versions=toys.VERSIONS)
    code, _, err = run("state")
    assert code == 2
    assert "any `parley read` works them in" in err
    with open_store(tmp_path / "ledger.db") as store:
        flow.settle(store, toys.stages(), at=toys.NOW)
        assert run("state")[2] == ""
        tuesday = toys.toy("2025-06-10", "chips: announced")
        store.record([toys.reading(tuesday)], at=toys.NOW, versions=toys.VERSIONS)
    code, out, err = run("state")
    assert code == 0 and "steel" in out.lower()
    assert "pages that are not in this answer" in err and err.count("\n") == 1


PROGRAM = """
import os, sys, test_bad_input as bad
from parley import cli, flow
flow.open_stages = bad.toy_stages
sys.exit(cli.run(sys.argv[1:]))
"""


def start(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """The command line with toy stages, in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent), **environment}
    call = [sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.Popen(call, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def desk(folder: Path, count: int) -> Path:
    """A folder of toy pages."""
    folder.mkdir()
    for n in range(count):
        (folder / f"{n:03}.txt").write_text(f"{TOY} {folder.name} {n}", "utf-8")
    return folder


def stored(ledger: Path) -> int:
    """How many pages the ledger holds; 0 where it is not there yet."""
    try:
        with open_store(ledger, create=False) as store:
            assert store.check() == ()
            return store.counts()["pages"]
    except LedgerError:
        return 0


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_reading_that_is_stopped_keeps_what_it_stored(
    sent: signal.Signals, code: int, tmp_path: Path
) -> None:
    """After Ctrl-C (one line, 130) and after kill -9 the next reading goes on where this one was."""
    ledger, folder = tmp_path / "ledger.db", desk(tmp_path / "desk", 40)
    reading = start("read", str(folder), "--ledger", str(ledger), SLOW="0.2")  # 8 s: longer than any look
    deadline = time.monotonic() + 30
    while not stored(ledger) and time.monotonic() < deadline:
        time.sleep(0.05)
    reading.send_signal(sent)
    out, err = reading.communicate(timeout=90)
    kept = stored(ledger)
    assert (reading.returncode, out) == (code, ""), err
    assert 0 < kept <= 40
    assert ("stopped by hand" in err and err.count("\n") == 1) if code == 130 else err == ""
    again = start("read", str(folder), "--ledger", str(ledger))
    assert again.communicate(timeout=90)[0].startswith(f"Read {40 - kept} new page")
    assert stored(ledger) == 40


EARLY = """
import os, signal, sys
from parley.__main__ import main
module = sys.argv[1]
sys.argv[1:] = ["claims", "page.txt"]

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
main()
"""


@pytest.mark.parametrize(
    ("module", "said"), [("parley.cli", ""), ("parley.clean", "parley: stopped by hand\n")]
)
def test_ctrl_c_while_the_program_loads(module: str, said: str, tmp_path: Path) -> None:
    """No traceback, at whatever import it comes."""
    (tmp_path / "page.txt").write_text(BODY, "utf-8")
    call = [sys.executable, "-c", EARLY, module]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("", said)
    assert done.returncode in (130, -signal.SIGINT)


def test_ctrl_c_waits_for_the_database() -> None:
    """What is under way is done before it is heard; a second one is heard at once."""
    steps = []
    with pytest.raises(KeyboardInterrupt), undisturbed():
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            steps.append("inner")
        steps.append("outer")
    assert steps == ["inner", "outer"]
    with pytest.raises(KeyboardInterrupt), undisturbed():
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        steps.append("after the second")
    assert steps == ["inner", "outer"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_two_readings_into_one_ledger_at_once(tmp_path: Path) -> None:
    """Both end well, all pages are there, and the entries follow from all of them."""
    ledger = tmp_path / "ledger.db"
    folders = [desk(tmp_path / name, 20) for name in ("one", "two")]
    both = [start("read", str(f), "--ledger", str(ledger), SLOW="0.01") for f in folders]
    for reading in both:
        out, err = reading.communicate(timeout=60)
        assert (reading.returncode, err) == (0, "")
        assert out.startswith("Read 20 new pages")
    with open_store(ledger, create=False) as store:
        assert len(store.claims()) == 40
        assert sum(len(entry.claims) for entry in store.entries()) == 40


def test_a_full_disk_is_one_line_and_loses_nothing(tmp_path: Path) -> None:
    """A limit on the size of files stands for it: the pages stored before are there, and sound."""
    ledger = tmp_path / "ledger.db"
    folder = desk(tmp_path / "desk", 60)
    for path in folder.iterdir():
        noise = random.Random(path.name).randbytes(8000).hex()
        path.write_text(f"{TOY} {path.name}\n{noise}: announced", "utf-8")
    program = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_200_000, 1_200_000))\n{PROGRAM}"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    call = [sys.executable, "-c", program, "read", str(folder), "--ledger", str(ledger)]
    done = subprocess.run(call, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing was lost" in done.stderr and done.stderr.count("\n") == 1
    assert 0 < stored(ledger) < 60
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1_200_000


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A settled ledger of a few toy pages."""
    folder = tmp_path_factory.mktemp("small")
    with toys.new_ledger(folder) as store:
        pages = [toys.toy(f"2025-06-{n:02}", f"good {n}: announced") for n in range(1, 9)]
        flow.read_into(store, (), fetched=toys.NOW, stages=toys.stages(pages))
    return folder / "ledger.db"


def shell(line: str, **environment: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a line of the shell; `parley` is this program."""
    env = {**os.environ, **environment}
    line = f'parley() {{ "{sys.executable}" -m parley "$@"; }}; set -o pipefail; {line}'
    done = subprocess.run(["bash", "-c", line], env=env, capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_reader_that_leaves_is_no_error(small: Path) -> None:
    """`| head` ends a command quietly."""
    assert shell(f"parley state --ledger {small} | head -c 1")[::2] == (0, "")
    assert shell("parley doctor | true")[2] == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_that_cannot_be_written_is_one_line(small: Path) -> None:
    """A full disk under the output, and no output at all: exit code 1, and what could not be done."""
    for target, why in (("> /dev/full", "no space left"), (">&-", "standard output is closed")):
        code, _, err = shell(f"parley state --ledger {small} {target}")
        assert code == 1
        assert "the answer cannot be written" in err and why in err
        assert err.count("\n") == 1
    assert shell("parley state --ledger none.db 2>&-") == (2, "", "")


def test_a_poor_environment_is_enough(small: Path, tmp_path: Path) -> None:
    """No HOME, no locale, a dumb and narrow terminal, no colour: the same words, in ASCII."""
    poor = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TERM": "dumb", "COLUMNS": "40"}
    line = f"env -u HOME bash -c '\"{sys.executable}\" -m parley state --ledger {small}'"
    code, out, err = shell(line, NO_COLOR="1", **poor)
    assert (code, err) == (0, "")
    assert out.isascii() and "\x1b" not in out
    plain = shell(f"parley state --ledger {small}")[1]
    assert out.split()[:8] == plain.split()[:8]
    homeless = shell("parley state", HOME=str(tmp_path / "none"), XDG_DATA_HOME="", PARLEY_LEDGER="")
    assert homeless[0] == 2
    assert "there is no ledger here yet" in homeless[2]
