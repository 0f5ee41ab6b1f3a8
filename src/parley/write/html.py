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


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("parley.write", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inert"] = inert
    environment.filters["source"] = source
    return environment.get_template("document.html.j2")
