"""Watch lists and alerts: what matches, what is sent where, and that nothing is sent twice."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from demo_run import demo
from fastapi.testclient import TestClient
from test_write_hostile import EVIL

from parley import cli
from parley.alerts import alert, watched
from parley.channels import NotSentError, UnsureError, request, send
from parley.errors import UsageError
from parley.library import Library, Snapshot
from parley.outbox import FIRST_PAUSE, TRIES, Message, Outbox
from parley.serve import Door, application
from parley.store import open_store
from parley.watchlists import Channel, Watch, read_watches

AT = "2025-11-12T08:00:00+00:00"
LATER = "2025-11-12T18:00:00+00:00"
HOOK = Channel("webhook", "https://hooks.example/x", "PARLEY_TEST_SECRET")
MESSAGE = Message("urn:parley:change:1", HOOK.address, "all", "2025-11-10", "A title", "A text.", "an-entry")


@pytest.fixture(scope="module")
def snapshot() -> Iterator[Snapshot]:
    """The ledger of the demo."""
    with open_store(demo()[1], create=False) as store:
        yield Library(store).now()


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    """An empty outbox."""
    return Outbox(tmp_path / "l.db.outbox")


def lists(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "watch.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("watch", "inside", "outside"),
    [
        (Watch("g", goods=("rare earths",)), "rare-earth", "talks"),
        (Watch("h", hs=("12",)), "soybeans", "talks"),
        (Watch("e", entries=("us-cn-geneva-truce-2025-05",)), "geneva-truce", "soybeans"),
        (Watch("w", words=("lancaster house",)), "london", "soybeans"),
    ],
)
def test_a_list_is_about_what_it_names(snapshot: Snapshot, watch: Watch, inside: str, outside: str) -> None:
    """Goods by name, codes of the HS from either side, entries by id, words by what an entry stands on."""
    found = {item.entry for item in watched(snapshot, [watch])[0]}
    assert any(inside in entry for entry in found), found
    assert not any(outside in entry for entry in found), found


def test_parties_must_all_take_part(snapshot: Snapshot) -> None:
    """Two parties narrow, a third that takes no part leaves nothing."""
    two, three = Watch("2", parties=("US", "CN")), Watch("3", parties=("US", "CN", "CH"))
    of_two, of_three = watched(snapshot, [two, three])
    assert of_two
    assert not of_three


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no [[watch]]"),
        ("[[watch]]\ngoods = ['x']", "no name"),
        ("[[watch]]\nname = 'a'", "watches nothing"),
        ("[[watch]]\nname = 'a'\ngood = ['x']", "no good"),
        ("[[watch]]\nname = 'a'\ngoods = 'x'", "not a list"),
        ("[[watch]]\nname = 'a'\ngoods = ['x']\n[[watch]]\nname = 'a'\ngoods = ['y']", "two lists"),
        ("[[watch]]\nname='a'\ngoods=['x']\nto=[{kind='fax', address='1'}]", "nowhere to send"),
        ("[[watch]]\nname='a'\ngoods=['x']\nto=[{kind='slack', address='file:///etc/passwd'}]", "no address"),
        ("[[watch]]\nname='a'\ngoods=['x']\nto=[{kind='email', address='http://x'}]", "no address"),
        ("[[watch", "is no TOML"),
    ],
)
def test_a_wrong_list_is_said_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    """The file, the number of the list, and what to write."""
    with pytest.raises(UsageError, match=words.replace("[", r"\[")) as caught:
        read_watches(lists(tmp_path, text))
    assert "watch.toml" in caught.value.line()


def test_the_first_run_tells_nothing_and_the_next_only_what_is_new(
    snapshot: Snapshot, outbox: Outbox
) -> None:
    """What was there when a list is first watched is no news; a change is told once to each channel."""
    sent: list[tuple[str, str]] = []
    other = replace(HOOK, address="https://hooks.example/y")
    watch = Watch("all", (HOOK, other), disputes=("us-china",))

    def deliver(message: Message, channel: Channel, at: str) -> None:
        sent.append((message.id, channel.address))

    assert alert(snapshot, (watch,), outbox, AT, deliver).first == ("all",)
    assert sent == []
    outbox.put([MESSAGE, replace(MESSAGE, channel=other.address)])
    for _ in range(3):
        alert(snapshot, (watch,), outbox, AT, deliver)
    assert sorted(sent) == [(MESSAGE.id, HOOK.address), (MESSAGE.id, other.address)]
    assert {m.state for m in outbox.messages()} == {"sent"}


def test_what_failed_is_tried_again_later_and_given_up_in_the_end(snapshot: Snapshot, outbox: Outbox) -> None:
    """Not before its time; after some tries a person has to say so."""
    tries: list[str] = []
    watch = Watch("all", (HOOK,), disputes=("us-china",))

    def deliver(message: Message, channel: Channel, at: str) -> None:
        tries.append(at)
        raise NotSentError("nobody answers")

    alert(snapshot, (watch,), outbox, AT, deliver)
    outbox.put([MESSAGE])
    for _ in range(2):
        alert(snapshot, (watch,), outbox, AT, deliver)
    assert tries == [AT]
    for day in range(TRIES + 2):
        alert(snapshot, (watch,), outbox, f"2025-12-{day + 1:02}T08:00:00+00:00", deliver)
    (message,) = outbox.messages()
    assert (len(tries), message.state, message.tries) == (TRIES, "failed", TRIES)
    assert FIRST_PAUSE.total_seconds() > 0
    assert outbox.again("failed") == 1


@pytest.mark.parametrize("fault", [UnsureError("it broke"), KeyboardInterrupt()])
def test_what_may_have_arrived_is_not_sent_again(
    outbox: Outbox, snapshot: Snapshot, fault: BaseException
) -> None:
    """After a connection that broke, and after a stop by hand in the middle."""
    watch = Watch("all", (HOOK,), disputes=("us-china",))
    alert(snapshot, (watch,), outbox, AT, lambda *_: None)
    outbox.put([MESSAGE])

    def deliver(message: Message, channel: Channel, at: str) -> None:
        raise fault

    with contextlib.suppress(KeyboardInterrupt):
        alert(snapshot, (watch,), outbox, AT, deliver)
    (message,) = outbox.messages()
    assert message.state == "sending"
    assert alert(snapshot, (watch,), outbox, LATER, lambda *_: None).sent == 0
    assert outbox.again("sending") == 1
    assert alert(snapshot, (watch,), outbox, LATER, lambda *_: None).sent == 1


def test_a_process_that_died_while_sending_sends_nothing_twice(tmp_path: Path) -> None:
    """The mark is on the disk before the message goes out."""
    first = Outbox(tmp_path / "o")
    first.put([MESSAGE])
    assert first.take(AT) is not None
    second = Outbox(tmp_path / "o")
    assert second.take(LATER) is None
    assert [m.state for m in second.messages()] == ["sending"]


def test_two_that_send_at_once_never_take_the_same(tmp_path: Path) -> None:
    """Each message is taken by one of them."""
    Outbox(tmp_path / "o").put([replace(MESSAGE, id=str(n)) for n in range(40)])
    taken: list[str] = []

    def work() -> None:
        mine = Outbox(tmp_path / "o")
        while message := mine.take(AT):
            taken.append(message.id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken, key=int) == [str(n) for n in range(40)]


class Hook(BaseHTTPRequestHandler):
    """Keeps what is posted; answers with the status that its path names."""

    def do_POST(self) -> None:
        """Keep it."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))  # type: ignore[attr-defined]
        code = int(self.path.rsplit("/", 1)[-1])
        self.send_response(code)
        if code == 302:
            self.send_header("Location", "/again/200")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def hooks() -> Iterator[tuple[str, list[tuple[str, dict[str, str], bytes]]]]:
    """A server of this machine: its address and what it got."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    server.got = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", server.got  # type: ignore[attr-defined]
    server.shutdown()


def test_a_hook_gets_a_signed_message(hooks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever knows the secret can check that it is ours, and when it was sent."""
    address, got = hooks
    monkeypatch.setenv("PARLEY_TEST_SECRET", "s3cret")
    send(MESSAGE, replace(HOOK, address=f"{address}/200"), AT)
    ((_, headers, body),) = got
    sent = {k.lower(): v for k, v in headers.items()}
    text = f"{sent['webhook-id']}.{sent['webhook-timestamp']}.".encode() + body
    digest = base64.b64encode(hmac.new(b"s3cret", text, hashlib.sha256).digest()).decode()
    assert sent["webhook-signature"] == f"v1,{digest}"
    assert json.loads(body)["entry"] == "an-entry"


@pytest.mark.parametrize("code", [302, 400, 500])
def test_a_hook_that_does_not_accept_has_not_got_it(hooks: Any, code: int) -> None:
    """No redirect is followed."""
    address, got = hooks
    with pytest.raises(NotSentError, match=str(code)):
        send(MESSAGE, Channel("slack", f"{address}/{code}"), AT)
    assert len(got) == 1


def test_nobody_at_the_address_is_a_certain_failure() -> None:
    """A closed port."""
    with pytest.raises(NotSentError, match="nobody answers"):
        send(MESSAGE, Channel("teams", "http://127.0.0.1:9/x"), AT)


def test_a_webhook_without_a_secret_is_wrong_use() -> None:
    """Nothing goes out unsigned."""
    with pytest.raises(UsageError, match="secret"):
        request(MESSAGE, replace(HOOK, secret=None), AT)


@pytest.mark.parametrize("kind", ["slack", "teams", "webhook"])
def test_hostile_text_commands_no_chat(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """No mention of a channel, no link, no control character."""
    monkeypatch.setenv("PARLEY_TEST_SECRET", "s3cret")
    evil = replace(MESSAGE, title=f"<!channel> {EVIL}", text="[x](http://evil.example) <@U1>")
    body, _ = request(evil, Channel(kind, HOOK.address, "PARLEY_TEST_SECRET"), AT)
    assert "\\u001b" not in body.decode() and "\x1b" not in body.decode()
    if kind == "slack":
        assert b"<!channel>" not in body and b"<@U1>" not in body
    if kind == "teams":
        assert b"](http" not in body


class Mails:
    """Keeps what is mailed."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep it."""
        from email import message_from_bytes
        from email.policy import default

        self.got.append(message_from_bytes(envelope.content, policy=default))
        return "250 kept"


def test_a_mail_goes_to_the_server_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a Message-ID that is the same for the same change, and no header from the text."""
    mails = Mails()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(mails, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("PARLEY_SMTP", f"127.0.0.1:{port}")
    monkeypatch.setenv("PARLEY_SENDER", "parley@example.org")
    channel = Channel("email", "desk@example.org")
    evil = replace(MESSAGE, channel=channel.address, title="A title\r\nBcc: all@evil.example")
    try:
        for _ in range(2):
            send(evil, channel, AT)
    finally:
        server.stop()
    first, second = mails.got
    assert first["Message-ID"] == second["Message-ID"]
    assert first["To"] == "desk@example.org"
    assert first["Bcc"] is None
    assert "A text." in first.get_content()


def test_no_mail_server_is_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Said before anything is tried."""
    monkeypatch.delenv("PARLEY_SMTP", raising=False)
    with pytest.raises(UsageError, match="no mail server"):
        send(MESSAGE, Channel("email", "desk@example.org"), AT)


def test_the_command_watches_lists_and_shows_what_became_of_messages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """First run, second run, list; the ledger itself is only read."""
    path = lists(
        tmp_path,
        "[[watch]]\nname='a'\ngoods=['rare earths']\nto=[{kind='slack',address='http://127.0.0.1:9/'}]",
    )
    ledger = tmp_path / "demo.db"
    ledger.write_bytes(demo()[1].read_bytes())
    before = ledger.read_bytes()
    assert cli.run(["alerts", str(path), "--ledger", str(ledger)]) == 0
    assert "watched from now on" in capsys.readouterr().out
    Outbox(tmp_path / "demo.db.outbox").put([replace(MESSAGE, channel="http://127.0.0.1:9/")])
    assert cli.run(["alerts", str(path), "--ledger", str(ledger)]) == 3
    assert "nobody answers" in capsys.readouterr().err
    assert cli.run(["alerts", str(path), "--list", "--ledger", str(ledger)]) == 0
    assert "waiting" in capsys.readouterr().out
    assert ledger.read_bytes() == before


def test_each_list_has_a_feed(tmp_path: Path) -> None:
    """By its name; a name that is none is said with those that are."""
    watches = read_watches(lists(tmp_path, "[[watch]]\nname='earths'\ngoods=['rare earths']"))
    with open_store(demo()[1], create=False) as store:
        client = TestClient(application(Library(store), Door(watches=watches)), base_url="http://127.0.0.1")
        assert b"rare-earths" in client.get("/feeds/watch/earths.atom").content
        answer = client.get("/feeds/watch/other.atom")
    assert answer.status_code == 404
    assert "earths" in answer.json()["detail"]
