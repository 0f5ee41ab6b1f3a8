"""Make text from pages harmless: nothing that moves a cursor, turns writing round or hides itself."""

from __future__ import annotations

import re
import unicodedata

# Terminal sequences: CSI, OSC up to BEL or ST, and the short forms, with ESC or the C1 byte.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
_SPACE = re.compile(r"\s+")
# Controls, formats (bidi, zero width, tags), surrogates, private use, unassigned, line and paragraph marks.
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def inert(text: str) -> str:
    """`text` on one line without control, bidi, zero-width, private or unpaired characters.

    White space of any kind becomes one blank.
    """
    bare = _SPACE.sub(" ", _SEQUENCE.sub("", text))
    if bare.isascii() and bare.isprintable():
        return bare
    return "".join(c for c in bare if unicodedata.category(c) not in _UNWANTED)


def inert_markdown(text: str) -> str:
    """`inert` text in which no Markdown construct, HTML tag or bare address comes to life."""
    return (
        "".join(_MARKDOWN.get(c, c) for c in inert(text))
        .replace("www.", "www&#46;")
        .replace("://", "&#58;//")
    )


_MARKDOWN = {c: "\\" + c for c in "\\`*_[]|~#$"} | {
    "<": "&lt;",
    ">": "&gt;",
    "&": "&amp;",
    "@": "&#64;",
    "{": "&#123;",
    "}": "&#125;",
}
_MARKDOWN |= {"!": "\\!"}
