"""The annotated claims of ../shared as input of resolve and weigh; None where the folder is absent."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from parley.model import Article, Block, Claim, Quote, Segment, Span, Value, When

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "gold"


@cache
def seeds() -> tuple[tuple[Claim, ...], tuple[Article, ...]]:
    """Claims and articles of the five pages, with the dates that their gold gives."""
    pages = json.loads((GOLD / "seeds_pages.json").read_text("utf-8"))
    folder = SHARED / "seeds"
    made = [_articles(name, page, _read(folder / name)) for name, page in sorted(pages.items())]
    articles = tuple(a for group in made for a in group)
    return _claims("seeds.jsonl", folder, {a.id: a.published for a in articles}), articles


@cache
def dev() -> tuple[tuple[Claim, ...], tuple[Article, ...]]:
    """Claims and articles of the twelve development articles, with the dates of their header lines."""
    folder = GOLD / "articles"
    names = sorted({json.loads(line)["document"] for line in (GOLD / "dev.jsonl").open(encoding="utf-8")})
    articles = []
    for name in names:
        text = _read(folder / name)
        outlet, date = text.split("\n")[1:3]
        page = {"outlet": outlet, "published": date or None, "articles": [{"article": 0, "start": 0}]}
        articles += _articles(name, page, text)
    return _claims("dev.jsonl", folder, {a.id: a.published for a in articles}), tuple(articles)


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _articles(name: str, page: dict[str, Any], text: str) -> list[Article]:
    made = []
    for part in page["articles"]:
        start, end = part["start"], part.get("end", len(text))
        block = Block("paragraph", text[start:end], (Segment(0, start, end),))
        about = {**page, **part} if part["article"] else page
        published = part.get("published") if part["article"] else page["published"]
        made.append(
            Article(
                name, part["article"], about.get("title_text"), about["outlet"], (block,), published=published
            )
        )
    return made


def _claims(file: str, folder: Path, published: dict[str, str | None]) -> tuple[Claim, ...]:
    lines = (GOLD / file).read_text("utf-8").splitlines()
    return tuple(_claim(json.loads(line), folder, published, i) for i, line in enumerate(lines))


def _claim(raw: dict[str, Any], folder: Path, published: dict[str, str | None], number: int) -> Claim:
    page, article = raw["document"], f"{raw['document']}/{raw.get('article', 0)}"
    text = _read(folder / page)
    support = tuple(Span(page, s["start"], s["end"]) for s in raw["support"])
    plain = ("kind", "certainty", "instrument", "action", "expires", "condition", "place", "speaker")
    lists = ("actors", "targets", "people", "goods", "attribution")
    known = published.get(article)
    fields: dict[str, Any] = {key: raw.get(key) for key in plain}
    fields |= {key: tuple(raw.get(key) or ()) for key in lists}
    return Claim(
        id=hashlib.sha256(f"{page} {number}".encode()).hexdigest()[:16],
        article=article,
        support=support,
        words=" ".join(text[s.start : s.end] for s in support),
        rule="gold",
        known=known[:10] if known else None,
        date=_when(raw.get("date")),
        values=tuple(Value(v["number"], v["unit"], v.get("note")) for v in raw.get("values") or ()),
        quotes=tuple(Quote(Span(page, q["start"], q["end"]), q["speaker"]) for q in raw.get("quotes") or ()),
        **fields,
    )


def _when(raw: dict[str, Any] | None) -> When | None:
    return When(raw["start"], raw["end"], raw["precision"]) if raw else None
