"""Other extractors of main text, each as a function from HTML to text, for `measure_pages.py`.

They are dependencies of development only: trafilatura (Apache-2.0) in its usual and its fast mode,
readability-lxml (Apache-2.0) and resiliparse (Apache-2.0), with the settings that fit news best.
"""

from __future__ import annotations

from collections.abc import Callable

import trafilatura
from lxml import html as lxml_html
from readability import Document
from resiliparse.extract.html2text import extract_plain_text


def plain(page: str) -> str:
    """What trafilatura extracts without its comments."""
    return trafilatura.extract(page, include_comments=False) or ""


def fast(page: str) -> str:
    """The same without trafilatura's fallbacks."""
    return trafilatura.extract(page, include_comments=False, fast=True) or ""


def readability(page: str) -> str:
    """The text of readability's summary."""
    return "".join(map(str, lxml_html.fromstring(Document(page).summary()).itertext()))


def resiliparse(page: str) -> str:
    """Resiliparse's main content, alternative texts of pictures left out."""
    return str(extract_plain_text(page, main_content=True, alt_texts=False))


PEERS: dict[str, Callable[[str], str]] = {
    "trafilatura": plain,
    "trafilatura, fast": fast,
    "readability-lxml": readability,
    "resiliparse": resiliparse,
}
