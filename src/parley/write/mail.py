"""Render a document as an e-mail: plain text, and the same as HTML that fetches nothing."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from email.policy import SMTP

from parley.write.document import Document
from parley.write.html import to_html
from parley.write.inert import inert
from parley.write.terminal import to_terminal

WIDTH = 76


def to_mail(document: Document) -> EmailMessage:
    """A message without sender and recipient; mail programs open it for sending (`X-Unsent`)."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = inert(document.title)[:200]
    message["X-Unsent"] = "1"
    message.set_content(to_terminal(document, WIDTH))
    page = to_html(document)
    message.add_alternative(page, subtype="html")
    # Or the library draws a boundary by chance, and the same briefing is another file each time.
    message.set_boundary(f"parley-{hashlib.sha256(page.encode()).hexdigest()[:32]}")
    return message


def to_eml(document: Document) -> bytes:
    """The message as an `.eml` file."""
    return to_mail(document).as_bytes()
