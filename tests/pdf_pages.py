"""A small PDF writer, so that tests need no files: pages of lines in Helvetica with a fixed leading."""

from __future__ import annotations

from collections.abc import Sequence

LEFT, TOP, LEADING, SIZE = 72, 770, 14, 11


def pdf(pages: Sequence[Sequence[str]], info: str = "") -> bytes:
    """A PDF file whose pages show these lines, one under the other; an empty line leaves a gap."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, lines in enumerate(pages):
        stream = _stream(lines)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {5 + 2 * index} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    return _file(objects, info)


def _stream(lines: Sequence[str]) -> str:
    parts = ["BT", f"/F1 {SIZE} Tf"]
    for number, line in enumerate(lines):
        shown = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        if line:
            parts.append(f"1 0 0 1 {LEFT} {TOP - LEADING * number} Tm ({shown}) Tj")
    return "\n".join([*parts, "ET"])


def _file(objects: Sequence[str], info: str) -> bytes:
    raw, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(raw))
        raw += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R {info} >>"
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(raw)}\n"
    )
    return raw + end.encode() + b"%%EOF\n"
