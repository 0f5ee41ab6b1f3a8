"""Score the reader against the gold files: `score.py SHARED [--set NAME] [--errors KIND] [--pin]`.

Prints the table of `SHARED/score.py` for the part that is worked on (seeds and dev) and, as figures only, for
the part kept aside; `--pin` writes both to tests/floors.toml. Errors are never printed for the part kept
aside, or it would be no check any more.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from parley.acquire import acquire
from parley.clean import clean
from parley.exchange import to_json
from parley.model import Page
from parley.read import open_parser, read
from parley.record import record

SETS = {"seeds": ("seeds", "seeds"), "dev": ("gold/articles", "dev"), "aside": ("gold/articles", "aside")}
PARTS = {"work": ("seeds", "dev"), "aside": ("aside",)}
FLOORS = Path(__file__).resolve().parents[1] / "tests" / "floors.toml"
FETCHED = "2026-01-01T00:00:00+00:00"
ROW = "{:<12}{:>6}{:>6}   {:<18}{:<18}"


def main() -> int:
    """Print a table for each set; exit 0, or 2 where the reference texts are absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("shared", type=Path)
    parser.add_argument(
        "--set", choices=[*SETS, "work"], default=None, help="one set only; `work` is seeds and dev"
    )
    parser.add_argument(
        "--errors", default=None, metavar="KINDS", help="list the errors of these kinds (not of aside)"
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pin", action="store_true", help="write the figures to tests/floors.toml")
    args = parser.parse_args()
    if not (args.shared / "gold").is_dir():
        print(f"no reference texts in {args.shared}: nothing to score")
        return 2
    if args.pin:
        FLOORS.write_text(floors(args.shared), encoding="utf-8")
        print(f"wrote {FLOORS}")
        return 0
    for name in ["work", "aside"] if args.set is None else [args.set]:
        gold, found = rows(args.shared, ["seeds", "dev"] if name == "work" else [name])
        figures = score(args.shared, gold, found)
        print(json.dumps({name: figures}) if args.json else table(name, figures))
        if args.errors and name != "aside":
            print_errors(args.shared, gold, found, set(args.errors.split(",")))
    return 0


def floors(shared: Path) -> str:
    """The figures measured now, as the text of tests/floors.toml, with the hashes of the gold files."""
    lines = ["# Written by `tools/score.py SHARED --pin`: a change that loses more than a rounding fails."]
    lines += ["", "[gold]  # SHA-256 of the files that were scored"]
    lines += [f'{stem} = "{digest}"' for stem, digest in hashes(shared).items()]
    for part, names in PARTS.items():
        figures = score(shared, *rows(shared, names))
        lines += ["", f"[{part}]", f"spurious = {figures['spurious']:.3f}"]
        lines += [f"{kind} = {{ {pinned(row)} }}" for kind, row in figures.items() if kind != "spurious"]
    return "\n".join([*lines, ""])


def pinned(row: dict[str, Any]) -> str:
    """The F1 figures of one kind."""
    return ", ".join(f"{key} = {row[key]['f1']:.3f}" for key in ("relaxed", "strict") if key in row)


def hashes(shared: Path) -> dict[str, str]:
    """SHA-256 of each gold file."""
    return {
        stem: hashlib.sha256((shared / "gold" / f"{stem}.jsonl").read_bytes()).hexdigest() for stem in SETS
    }


def rows(shared: Path, names: Iterable[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Gold rows and the reader's rows for the documents of the named sets."""
    gold: list[dict[str, Any]] = []
    found: list[dict[str, Any]] = []
    for name in names:
        folder, stem = SETS[name]
        lines = (shared / "gold" / f"{stem}.jsonl").read_text("utf-8").splitlines()
        gold += [row | {"support": row.get("support") or []} for row in map(json.loads, lines)]
        documents = dict.fromkeys(row["document"] for row in map(json.loads, lines))
        found += claims(path_of(shared / folder, d) for d in documents)
    return gold, found


def path_of(folder: Path, document: str) -> str:
    """The file of a document, whose name in gold may lack the ending."""
    path = folder / document
    return str(path if path.exists() else path.with_name(f"{document}.txt"))


def claims(paths: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The reader's claims on files, in the exchange format, through the same stages as `parley claims`."""
    parser = open_parser()
    for page in acquire(list(paths), fetched=FETCHED):
        assert isinstance(page, Page), page
        for article in clean(page):
            yield from (to_json(c, Path(page.address).name) for c in record(read(article, parser)))


def scorer(shared: Path) -> ModuleType:
    """The scorer that belongs to the gold files."""
    spec = importlib.util.spec_from_file_location("gold_score", shared / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(shared: Path, gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 by kind, for quotations, and the share of spurious claims."""
    judge = scorer(shared)
    tally, _, quotes, errors = judge.score(gold, found)
    total = [sum(row[k] for row in tally.values()) for k in range(4)]
    out: dict[str, Any] = {}
    for kind, (hit, right, wanted, given) in [*sorted(tally.items()), ("ALL", total)]:
        out[kind] = {"gold": wanted, "predicted": given, "relaxed": judge.prf(hit, wanted, given),
                     "strict": judge.prf(right, wanted, given)}  # fmt: skip
    out["quotes"] = {"gold": quotes[1], "predicted": quotes[2], "strict": judge.prf(*quotes)}
    out["spurious"] = sum(what == "spurious" for _, what, _ in errors) / max(1, total[3])
    return out


def table(name: str, figures: dict[str, Any]) -> str:
    """The figures as text, one kind a line."""
    lines = [f"== {name} ==", ROW.format("kind", "gold", "pred", "found P/R/F1", "right P/R/F1")]
    for kind, row in figures.items():
        if kind != "spurious":
            lines.append(
                ROW.format(
                    kind, row["gold"], row["predicted"], shown(row.get("relaxed")), shown(row["strict"])
                )
            )
    return "\n".join([*lines, f"spurious share of predicted: {figures['spurious']:.3f}", ""])


def shown(prf: dict[str, float] | None) -> str:
    """P/R/F1 with two digits."""
    return "/".join(f"{prf[k]:.2f}" for k in ("precision", "recall", "f1")) if prf else ""


def print_errors(
    shared: Path, gold: list[dict[str, Any]], found: list[dict[str, Any]], kinds: set[str]
) -> None:
    """One line for each claim missed, wrong or spurious."""
    for document, what, row in scorer(shared).score(gold, found)[3]:
        if row["kind"] in kinds:
            kept = (
                "actors",
                "instrument",
                "action",
                "values",
                "date",
                "speaker",
                "place",
                "words",
                "support",
            )
            print(
                what,
                document,
                row["kind"],
                json.dumps({k: row[k] for k in kept if row.get(k)}, ensure_ascii=False),
            )


if __name__ == "__main__":
    sys.exit(main())
