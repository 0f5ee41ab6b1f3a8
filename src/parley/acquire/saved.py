"""Web pages that browsers saved with a folder of their pictures, scripts and styles beside them."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

FOLDER = re.compile(
    r"(?P<stem>.+?)(?:[_.-](?:files|file|fichiers|arquivos|archivos|dateien|bestanden|pliki|filer))",
    re.IGNORECASE,
)
ENDINGS = (".html", ".htm", ".xhtml")


def belongs(folder: str, siblings: Collection[str]) -> bool:
    """True for the folder of a saved page's parts: `Fees_files` where `siblings` (names) have `Fees.html`."""
    match = FOLDER.fullmatch(folder)
    return match is not None and any(match["stem"] + ending in siblings for ending in ENDINGS)


def without_parts(names: Collection[str]) -> set[str]:
    """The paths of an archive without those inside such a folder."""
    present = set(names)
    return {name for name in present if not any(_is_part(p, present) for p in PurePosixPath(name).parents)}


def _is_part(folder: PurePosixPath, present: set[str]) -> bool:
    match = FOLDER.fullmatch(folder.name)
    return match is not None and any(
        str(folder.with_name(match["stem"] + ending)) in present for ending in ENDINGS
    )
