"""Lists of addresses: OPML, which names feeds, and sitemaps (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from parley.acquire import fetch
from parley.acquire.bounds import bounds
from parley.acquire.decode import decode
from parley.acquire.feed import DECLARATION, ENTITY, is_crowded
from parley.acquire.found import Found
from parley.acquire.robots import ClosedError, Robots, pause
from parley.errors import InputError
from parley.model import Skipped

LIST = re.compile(
    rb"^\s*+(?:<\?xml[^>]*+>\s*+)?(?:<\?xml-stylesheet[^>]*+>\s*+)?(?:<!--[^-]*+(?:-(?!->)[^-]*+)*-->\s*+)*"
    rb"<(?:\w{1,20}:)?(?:opml|urlset|sitemapindex)[\s>]",
    re.DOTALL,
)
ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
MAX_FAILURES = 5
"""After as many in a row the rest of a list is not asked for."""


def is_list(raw: bytes) -> bool:
    """True where the bytes open an OPML file or a sitemap."""
    return LIST.match(raw[:4096].removeprefix(b"\xef\xbb\xbf")) is not None


def linked(found: Found) -> Iterator[Found | Skipped]:
    """What stands at each address of the list, one after the other, in its order; as many as `bounds` lets.

    A `Skipped` says so where there are more, where one cannot be fetched, and where the rest is given up.
    Raises `InputError` where the list cannot be parsed or names no address.
    """
    wanted = addresses(found)
    failures, most, robots = 0, bounds().items, Robots()
    for at, address in enumerate(wanted[:most]):
        if failures == MAX_FAILURES:
            left = min(len(wanted), most) - at
            what = f"{MAX_FAILURES} addresses in a row failed; {left:,} more were not asked for"
            yield Skipped(found.address, InputError(what, where=found.address, hint="try later").line())
            break
        try:
            pause(robots.check(address, datetime.now(UTC)))
            yield fetch.fetch(address)
            failures = 0
        except ClosedError as error:
            yield Skipped(address, error.line())
        except InputError as error:
            failures += 1
            yield Skipped(address, error.line())
    if len(wanted) > most:
        what = f"names {len(wanted):,} addresses; the first {most:,} are read"
        yield Skipped(found.address, InputError(what, where=found.address, hint="split it").line())


def addresses(found: Found) -> list[str]:
    """The http(s) addresses that the list names, in its order, each once."""
    text, _ = decode(found)
    if ENTITY.search(text[:4096]):
        raise InputError("declares its own entities", where=found.address, hint="lists need none; refused")
    if is_crowded(text):
        raise InputError("has a tag with too many attributes", where=found.address, hint="fetch it again")
    machine = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, encoding="utf-8")
    try:
        root = etree.fromstring(DECLARATION.sub("", text, count=1).encode("utf-8"), machine)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError("is a broken list", where=found.address, hint="fetch it again") from error
    named = [] if root is None else dict.fromkeys(_named(root))
    wanted = [address for address in named if ADDRESS.match(address)]
    if not wanted:
        raise InputError("names no address", where=found.address, hint="give an OPML file or a sitemap")
    return wanted


def _named(root: etree._Element) -> Iterator[str]:
    for element in root.iter("{*}outline", "{*}loc"):
        if _local(element) == "outline":
            yield (element.get("xmlUrl") or element.get("xmlurl") or "").strip()
        elif _is_own(element):
            yield (element.text or "").strip()


def _is_own(loc: etree._Element) -> bool:
    """Addresses of pages and sitemaps, not of the pictures that belong to them."""
    parent = loc.getparent()
    return parent is not None and _local(parent) in ("url", "sitemap")


def _local(element: etree._Element) -> str:
    """The name without its space; a mended file may have names that are none."""
    return str(element.tag).rpartition("}")[2]
