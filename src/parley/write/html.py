"""Render a document as one HTML page that fetches nothing and runs nothing."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from parley.write.document import Document
from parley.write.inert import inert
from parley.write.terminal import source


def to_html(document: Document) -> str:
    """A whole page; the marks are links to the sources at its end."""
    return _template().render(document=document)


def environment() -> Environment:
    """Templates in which every text is escaped and a missing name is an error."""
    made = Environment(
        loader=PackageLoader("parley.write", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"inert": inert, "source": source}
    return made


@cache
def _template() -> Template:
    return environment().get_template("document.html.j2")
