"""How an alert goes out: mail, Slack, Teams, or a signed hook of one's own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

import urllib3

from parley.errors import ParleyError, UsageError
from parley.outbox import Message
from parley.watchlists import Channel
from parley.write.inert import inert

SECONDS = 15.0
ACCEPTED = range(200, 300)


class NotSentError(ParleyError):
    """The message did not arrive, for certain."""


class UnsureError(ParleyError):
    """It cannot be told whether the message arrived: the connection broke after it was sent."""


@dataclass(frozen=True, slots=True)
class Post:
    """The mail server of the environment: `PARLEY_SMTP` as host:port, user and password, and a sender."""

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = None

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Post:
        """From PARLEY_SMTP, PARLEY_SMTP_USER, PARLEY_SMTP_PASSWORD and PARLEY_SENDER."""
        host, _, port = environment.get("PARLEY_SMTP", "").partition(":")
        sender = environment.get("PARLEY_SENDER", "")
        if not host or not sender:
            raise UsageError("no mail server is known", hint="set PARLEY_SMTP=host:port and PARLEY_SENDER")
        if port and not port.isdecimal():
            raise UsageError("this is no port", where=f"PARLEY_SMTP={host}:{port}")
        user, password = (environment.get(f"PARLEY_SMTP_{k}") for k in ("USER", "PASSWORD"))
        return cls(host, int(port or 25), sender, user, password)


def send(message: Message, channel: Channel, at: str) -> None:
    """Send once; raises NotSentError where it certainly did not arrive and UnsureError where nobody knows."""
    if channel.kind == "email":
        by_mail(message, channel, at, Post.of(os.environ))
    else:
        body, headers = request(message, channel, at)
        by_hook(channel.address, body, headers)


def request(message: Message, channel: Channel, at: str) -> tuple[bytes, dict[str, str]]:
    """Body and headers for a hook; texts of pages cannot mention people or become markup in it."""
    makers = {"slack": slack, "teams": teams, "webhook": plain}
    body = json.dumps(makers[channel.kind](message), ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json"}
    if channel.kind == "webhook":
        headers |= signed(message.id, at, body, _secret(channel))
    return body, headers


def slack(message: Message) -> dict[str, Any]:
    """A Slack message: https://api.slack.com/reference/surfaces/formatting#escaping."""
    title, text = (_slack_text(t) for t in (message.title, message.text))
    block = {"type": "section", "text": {"type": "plain_text", "text": f"{title}\n{text}"[:2900]}}
    return {"text": title, "mrkdwn": False, "blocks": [block]}


def teams(message: Message) -> dict[str, Any]:
    """An Adaptive Card for a Teams workflow; its text blocks read Markdown, which is taken out."""
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [
            {"type": "TextBlock", "text": _no_markdown(message.title), "weight": "Bolder", "wrap": True},
            {"type": "TextBlock", "text": _no_markdown(message.text), "wrap": True},
        ],
    }
    kind = "application/vnd.microsoft.card.adaptive"
    return {"type": "message", "attachments": [{"contentType": kind, "content": card}]}


def plain(message: Message) -> dict[str, Any]:
    """The change as it is, for programs."""
    return {
        "type": "entry.changed",
        "id": message.id,
        "watch": message.watch,
        "day": message.day,
        "entry": message.entry,
        "title": inert(message.title),
        "text": inert(message.text),
    }


def signed(id: str, at: str, body: bytes, secret: str) -> dict[str, str]:
    """Signature headers as in https://www.standardwebhooks.com (HMAC-SHA256 over id, second and body)."""
    second = str(int(datetime.fromisoformat(at).timestamp()))
    digest = hmac.new(secret.encode(), f"{id}.{second}.".encode() + body, hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"webhook-id": id, "webhook-timestamp": second, "webhook-signature": signature}


def by_hook(address: str, body: bytes, headers: Mapping[str, str]) -> None:
    """POST once, following no redirect."""
    pool = urllib3.PoolManager(timeout=urllib3.Timeout(SECONDS), retries=False)
    try:
        answer = pool.request("POST", address, body=body, headers=dict(headers), redirect=False)
    except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError) as error:
        raise NotSentError(f"nobody answers at {address}") from error
    except urllib3.exceptions.SSLError as error:
        raise NotSentError(f"{address} cannot be trusted: {inert(str(error))}") from error
    except urllib3.exceptions.HTTPError as error:
        raise UnsureError(f"the connection to {address} broke: {inert(str(error))}") from error
    if answer.status not in ACCEPTED:
        raise NotSentError(f"{address} answered {answer.status}")


def by_mail(message: Message, channel: Channel, at: str, post: Post) -> None:
    """Hand the mail over; a Message-ID that stays the same lets servers drop a second one."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = inert(message.title)[:200]
    mail["From"], mail["To"] = post.sender, channel.address
    mail["Date"] = format_datetime(datetime.fromisoformat(at))
    mail["Message-ID"] = f"<{hashlib.sha256(f'{message.id} {message.channel}'.encode()).hexdigest()}@parley>"
    mail.set_content(
        f"{inert(message.text)}\n\n{message.day}  {message.entry}\nWatch list: {message.watch}\n"
    )
    handed = False
    try:
        with smtplib.SMTP(post.host, post.port, timeout=SECONDS) as server:
            if post.user and post.password:
                server.starttls()
                server.login(post.user, post.password)
            handed = True
            server.send_message(mail)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        raise NotSentError(f"the mail server refused it: {inert(str(error))}") from error
    except (OSError, smtplib.SMTPException) as error:
        kind = UnsureError if handed else NotSentError
        raise kind(f"the mail server {post.host} failed: {inert(str(error))}") from error


def _secret(channel: Channel) -> str:
    secret = os.environ.get(channel.secret or "")
    if not secret:
        hint = "name an environment variable with `secret` and set it"
        raise UsageError("a webhook needs a secret to sign with", where=channel.address, hint=hint)
    return secret


def _slack_text(text: str) -> str:
    """Slack's three control characters, through which a text could mention people or link."""
    return inert(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _no_markdown(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|~<>" else c for c in inert(text))
