"""The annotated articles of our own: `corpus.py [--set S] [--folder F] [--rows | --score [--errors KINDS]]`.

A set is one file tests/corpus/SET.toml of `[[article]]` tables, each with `file` (a text beside it, whose
first four lines are title, outlet, ISO date and nothing) and `claims`, an array of inline tables:

    {kind = "measure", says = "Brazil will ~ on Friday.", actors = ["BR"], values = [[25, "percent"]]},

A run in `says` or `quotes` is the words themselves or `begin ~ end`; its begin must stand once in the file
(for a quotation: once in the sentences said, else once in the file), or be numbered: `Officials#2 ~ talks.`
is the second. `says` may be a list of runs. `date` is `2018`, `2018-06`, `2018-06-01` or
`[start, end, precision]`. `quotes` are `[words]`, spoken by the claim's speaker, or `[words, speaker]` (""
for nobody). `certainty`, `action` and `attribution` need saying only where they are not the usual ones
(`usual_certainty`, USUAL, speaker and outlet).

Without --rows or --score the sets are checked, and quotation marks are listed that no claim holds.
"""

from __future__ import annotations

import argparse
import calendar
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from parley.model import CLAIM_KINDS, Certainty

HOME = Path(__file__).resolve().parents[1]
FOLDER = HOME / "tests" / "corpus"
SHARED = HOME.parent / "shared"
INSTRUMENTS = (
    "tariff tariff_exclusion quota export_control export_licensing export_ban import_ban entity_listing "
    "investment_restriction visa_restriction port_fee purchase investigation subsidy sanction procurement "
    "in_person phone video other"
)
ACTIONS = {
    "measure": "considered threatened announced imposed raised lowered extended delayed suspended eased "
    "lifted expired restored kept denied",
    "agreement": "proposed agreed_in_principle agreed awaiting_approval approved signed implemented breached "
    "extended expired rejected",
    "commitment": "offered pledged demanded fulfilled missed",
    "meeting": "planned held ongoing cancelled",
    "accusation": "alleged",
    "ruling": "upheld struck_down stayed",
    "figure": "published",
}
USUAL = {"accusation": "alleged", "figure": "published"}
PRECISIONS = {10: "day", 7: "month", 4: "year"}
LISTS = ("actors", "targets", "people", "goods")
PLAIN = ("instrument", "condition", "place", "speaker")
OTHERS = (
    "kind",
    "says",
    "action",
    "values",
    "date",
    "expires",
    "certainty",
    "quotes",
    "optional",
    "attribution",
)
FIELDS = {*LISTS, *PLAIN, *OTHERS}
MARKED = re.compile(
    r"“[^”]{2,}”|\"[^\"\n]{2,}\"|(?<!\w)[‘'](?!\w{1,2}\s)[^‘’'\n]+(?:['’]\w[^‘’'\n]*)*['’](?!\w)"
)

Row = dict[str, Any]


class MalformedError(ValueError):
    """An annotation that cannot be read; the message says which and why."""


def main() -> int:
    """Check, print or score the sets; exit 0, 1 where one is malformed, 2 where there is no scorer."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--set", default=None, help="one set only")
    parser.add_argument("--folder", default=FOLDER, type=Path, help="where the sets are (tests/corpus)")
    parser.add_argument("--rows", action="store_true", help="print the claims in the exchange format")
    parser.add_argument("--score", action="store_true", help="score the reader")
    parser.add_argument("--errors", default="", metavar="KINDS", help="list the errors of these kinds")
    args = parser.parse_args()
    try:
        found = {path: rows(path) for path in sets(args.set, args.folder)}
    except MalformedError as error:
        print(error, file=sys.stderr)
        return 1
    if args.score:
        return score_all(found, args.errors)
    for path, claims in found.items():
        if args.rows:
            print("\n".join(json.dumps(row, ensure_ascii=False) for row in claims))
        else:
            print(summary(path, claims))
    return 0


def sets(name: str | None = None, folder: Path = FOLDER) -> list[Path]:
    """The annotation files of a folder, or the one of set `name`."""
    return sorted(folder.glob(f"{name or '*'}.toml"))


def rows(path: Path) -> list[Row]:
    """All claims of one set in the exchange format; raises MalformedError."""
    try:
        articles = tomllib.loads(path.read_text("utf-8"))["article"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise MalformedError(f"{path.name}: {error}") from error
    return [row for article in articles for row in article_rows(path.parent, article)]


def article_rows(folder: Path, article: Row) -> Iterator[Row]:
    """The claims of one article; raises MalformedError."""
    text = (folder / article["file"]).read_bytes().decode("utf-8")
    head = text.split("\n")[:4]
    if len(head) < 4 or not re.fullmatch(r"\d{4}-\d\d-\d\d", head[2]) or head[3]:
        raise MalformedError(f"{article['file']}: the head is not title, outlet, ISO date, empty line")
    for claim in article["claims"]:
        try:
            yield row_of(article["file"], text, claim)
        except MalformedError as error:
            raise MalformedError(
                f"{article['file']}: {claim.get('kind')} «{claim.get('says')}»: {error}"
            ) from error


def row_of(file: str, text: str, claim: Row) -> Row:
    """One claim in the exchange format, as its annotation stands in the TOML."""
    check(claim)
    said = claim["says"] if isinstance(claim["says"], list) else [claim["says"]]
    support = [span(text, run) for run in said]
    speaker, outlet = claim.get("speaker"), text.split("\n")[1]
    return {
        "document": file,
        "article": 0,
        "kind": claim["kind"],
        "support": support,
        **{name: claim.get(name, []) for name in LISTS},
        **{name: claim.get(name) for name in PLAIN},
        "action": claim.get("action", USUAL.get(claim["kind"])),
        "values": [dict(zip(("number", "unit", "note"), v, strict=False)) for v in claim.get("values", [])],
        "date": when(claim["date"]) if "date" in claim else None,
        "expires": claim.get("expires"),
        "attribution": claim.get("attribution", [*filter(None, [speaker]), outlet]),
        "certainty": claim.get("certainty", usual_certainty(speaker)),
        "quotes": [quote(text, support, given, speaker) for given in claim.get("quotes", [])],
        **({"optional": True} if claim.get("optional") else {}),
    }


def usual_certainty(speaker: str | None) -> str:
    """The certainty of a claim that states none."""
    return {None: "reported", "anonymous": "anonymous"}.get(speaker, "attributed")


def check(claim: Row) -> None:
    """Raise MalformedError where a field or a value is not one of CLAIMS.md."""
    kind, instrument = claim.get("kind"), claim.get("instrument")
    action = claim.get("action", USUAL.get(kind or ""))
    legal = ACTIONS.get(kind or "", "").split()
    wrong = {
        "kind": kind not in CLAIM_KINDS,
        "instrument": instrument is not None and instrument not in INSTRUMENTS.split(),
        "action": action not in legal if legal else action is not None,
        "certainty": claim.get("certainty", "reported") not in get_args(Certainty),
        "values": any(not isinstance(v[0], int | float) or len(v) < 2 for v in claim.get("values", [])),
    }
    for name in [*(n for n, bad in wrong.items() if bad), *sorted(set(claim) - FIELDS)]:
        raise MalformedError(f"{name} = {claim.get(name)!r} is not allowed here")


def when(given: str | list[str]) -> Row:
    """A date of the exchange format from `2018`, `2018-06`, `2018-06-01` or `[start, end, precision]`."""
    if isinstance(given, list):
        return dict(zip(("start", "end", "precision"), given, strict=True))
    precision = PRECISIONS.get(len(given)) if re.fullmatch(r"[\d-]+", given) else None
    if precision == "month":
        year, month = map(int, given.split("-"))
        return {"start": f"{given}-01", "end": f"{given}-{calendar.monthrange(year, month)[1]}",
                "precision": precision}  # fmt: skip
    if precision == "year":
        return {"start": f"{given}-01-01", "end": f"{given}-12-31", "precision": precision}
    if not precision:
        raise MalformedError(f"date {given!r} is none of YYYY, YYYY-MM, YYYY-MM-DD")
    return {"start": given, "end": given, "precision": precision}


def quote(text: str, support: list[Row], given: list[str], speaker: str | None) -> Row:
    """A quotation: looked for in the sentences said first, then in the whole file."""
    who = given[1] or None if len(given) > 1 else speaker
    for part in support:
        try:
            found = span(text[part["start"] : part["end"]], given[0])
        except MalformedError:
            continue
        return {"start": found["start"] + part["start"], "end": found["end"] + part["start"], "speaker": who}
    return {**span(text, given[0]), "speaker": who}


def span(text: str, run: str) -> Row:
    """Where a run `words`, `begin ~ end` or `begin#2 ~ end` stands in `text`."""
    begin, _, end = run.partition(" ~ ")
    words, _, number = begin.partition("#") if re.search(r"#\d+$", begin) else (begin, "", "")
    places = [m.start() for m in re.finditer(re.escape(words), text)]
    if not places or (not number and len(places) > 1) or int(number or 1) > len(places):
        raise MalformedError(f"«{words}» stands {len(places)} times")
    start = places[int(number or 1) - 1]
    stop = text.find(end, start + len(words)) if end else start + len(words)
    if stop < 0:
        raise MalformedError(f"«{end}» does not follow «{words}»")
    return {"start": start, "end": stop + len(end)}


def summary(path: Path, claims: list[Row]) -> str:
    """Claims by kind (and how many of them are optional), and marked words that are in no claim's quotes."""
    lines = [f"{path.stem}: {len(claims)} claims in {len({c['document'] for c in claims})} articles"]
    for kind in CLAIM_KINDS:
        group = [c for c in claims if c["kind"] == kind]
        lines.append(f"  {kind:<12}{len(group):>4}  optional {sum(c.get('optional', False) for c in group)}")
    return "\n".join([*lines, *unclaimed(path.parent, claims)])


def unclaimed(folder: Path, claims: list[Row]) -> Iterator[str]:
    """One line for each run in quotation marks that no claim's quotes hold."""
    for name in dict.fromkeys(c["document"] for c in claims):
        text = (folder / name).read_bytes().decode("utf-8")
        quotes = [q for c in claims if c["document"] == name for q in c["quotes"]]
        for mark in MARKED.finditer(text):
            if not any(q["start"] < mark.end() and mark.start() < q["end"] for q in quotes):
                yield f"  {name}: no claim quotes {mark.group()}"


def score_all(found: dict[Path, list[Row]], kinds: str) -> int:
    """Print the table of tools/score.py for all the sets, and the errors of the kinds (comma-separated)."""
    import score

    if not (SHARED / "score.py").exists():
        print(f"no scorer in {SHARED}: nothing to score")
        return 2
    gold = [row for claims in found.values() for row in claims]
    texts = {str(path.parent / row["document"]): None for path, claims in found.items() for row in claims}
    read = list(score.claims(texts))
    print(score.table("+".join(p.stem for p in found), score.score(SHARED, gold, read)))
    if kinds:
        score.print_errors(SHARED, gold, read, set(kinds.split(",")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
