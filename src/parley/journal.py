"""Structured logs of the programs that run long: one event a line on standard error (docs/operations.md).

Every line has the time in UTC, the level and the event, and fields of the event. It never has a secret, and
no text of a page: what fields hold passes through `_clean`.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from datetime import UTC, datetime
from typing import Any, Literal

Form = Literal["json", "text"]
EVENT, FIELDS = "parley_event", "parley_fields"
SECRETS = ("PARLEY_TOKEN", "PARLEY_SMTP_PASSWORD", "PARLEY_DATABASE")
"""Variables of the environment whose values no line shows."""
LONGEST = 500
_USER = re.compile(r"(?<=://)[^/\s@]+@")
_QUERY = re.compile(r"(https?://[^\s?#]{1,500})[?#][^\s,;:)]*")
_FAULT = re.compile(r"\((\w+(?:Error|Exception|Warning)): .{0,500}?\)")
_logger = logging.getLogger("parley")


def begin(form: Form | None) -> None:
    """Write events, and what the libraries warn of, as lines of this form; None: write none."""
    _logger.handlers.clear()
    root = logging.getLogger()
    root.handlers = [h for h in root.handlers if not isinstance(h.formatter, _Lines)]
    logging.captureWarnings(False)
    if form is None:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines(form))
    root.addHandler(handler)
    _logger.setLevel(logging.INFO)
    logging.captureWarnings(True)


def begun() -> bool:
    """Whether lines are written."""
    return any(isinstance(h.formatter, _Lines) for h in logging.getLogger().handlers)


def tell(event: str, level: int = logging.INFO, **fields: object) -> None:
    """Log an event; nothing where no form was begun with. Fields that are None are left out."""
    if begun():
        _logger.log(level, event, extra={EVENT: event, FIELDS: fields})


class _Lines(logging.Formatter):
    """A record as one line: a JSON object, or words for people."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        row = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": getattr(record, EVENT, "library"),
            **{k: _clean(v) for k, v in _fields(record).items() if v is not None},
        }
        if self._form == "json":
            return json.dumps(row, ensure_ascii=False)
        first = [str(row.pop(name)) for name in ("time", "level", "event")]
        return " ".join([*first, *(f"{k}={json.dumps(v, ensure_ascii=False)}" for k, v in row.items())])


def _fields(record: logging.LogRecord) -> dict[str, object]:
    """The fields of an event; of a library's record its logger, its line, and the kind of an error."""
    if hasattr(record, FIELDS):
        return dict(getattr(record, FIELDS))
    lines = record.getMessage().splitlines() or [""]
    kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
    return {"logger": record.name, "line": lines[0], "error": kind}


def _clean(value: object) -> Any:
    """A field without secrets and without what a page may have put into it, on one line."""
    if isinstance(value, list | tuple):
        return [_clean(v) for v in value]
    if not isinstance(value, str):
        return value
    from parley.write.inert import inert

    for name in SECRETS:
        if secret := os.environ.get(name):
            value = value.replace(secret, "***")
    text = _FAULT.sub(r"(\1)", _QUERY.sub(r"\1?...", _USER.sub("***@", value)))
    return inert(text)[:LONGEST]
