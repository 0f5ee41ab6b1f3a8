"""What a site asks of programs (RFC 9309): `robots.txt`, asked for once a day and host."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.robotparser import RobotFileParser

from parley.acquire import fetch
from parley.errors import InputError

AGENT = "parley"
KEPT = timedelta(days=1)


LONGEST_PAUSE = 60.0
"""Seconds: a site that asks for more is asked as seldom as this."""


class ClosedError(InputError):
    """A site that lets programs in keeps them from this address."""


def pause(seconds: float, waited: float = 0.0, sleep: Callable[[float], None] = time.sleep) -> None:
    """Wait for what is left of the pause between two requests to a host."""
    sleep(max(0.0, min(seconds, LONGEST_PAUSE) - waited))


class Robots:
    """The rules of the hosts that were asked."""

    def __init__(self) -> None:
        self._rules: dict[str, tuple[datetime, RobotFileParser]] = {}

    def check(self, address: str, now: datetime) -> float:
        """Seconds to wait between two requests to the host, as it asks; 0 where it asks for none.

        Raises `InputError` where the rules close the address, or cannot be had because the host fails.
        """
        rules = self._of(address, now)
        if not rules.can_fetch(AGENT, address):
            raise ClosedError("is closed to programs by robots.txt", where=address, hint="ask its publisher")
        delay = rules.crawl_delay(AGENT)
        return float(delay) if delay else 0.0

    def _of(self, address: str, now: datetime) -> RobotFileParser:
        parts = fetch.parts(address)
        host = f"{parts.scheme}://{parts.netloc}"
        asked, rules = self._rules.get(host, (None, None))
        if asked is None or rules is None or abs(now - asked) > KEPT:
            rules = _asked(f"{host}/robots.txt")
            self._rules[host] = (now, rules)
        return rules


def _asked(address: str) -> RobotFileParser:
    rules = RobotFileParser()
    try:
        lines = fetch.fetch(address).raw.decode("utf-8", "replace").splitlines()
    except fetch.RefusedError as error:
        if error.status >= 500 or error.status == 429:
            raise
        lines = []  # a site without rules is open
    rules.parse(lines)
    return rules
