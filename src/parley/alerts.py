"""Alerts: what changed in the ledger that a watch list is about, each told once to each of its channels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from parley.channels import NotSentError, UnsureError, send
from parley.errors import ParleyError
from parley.feeds import Item, items
from parley.library import Snapshot
from parley.outbox import Message, Outbox
from parley.watchlists import Channel, Watch

Send = Callable[[Message, Channel, str], None]


@dataclass(frozen=True, slots=True)
class Told:
    """What a run did: lists watched for the first time, messages queued, sent, to try again, unsure."""

    first: tuple[str, ...] = ()
    queued: int = 0
    sent: int = 0
    failed: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


def watched(snapshot: Snapshot, watches: Sequence[Watch]) -> list[tuple[Item, ...]]:
    """The changes that each list is about, newest first; a change is told once for all of them."""
    changed = {change.entry.id: change.entry for change in snapshot.changes}
    own = [{i for i, e in changed.items() if watch.matches(e, snapshot.words)} for watch in watches]
    wanted = frozenset[str]().union(*own)
    told = items(snapshot, lambda entry: entry.id in wanted, most=None)
    return [tuple(item for item in told if item.entry in ids) for ids in own]


def alert(
    snapshot: Snapshot, watches: tuple[Watch, ...], outbox: Outbox, at: str, deliver: Send = send
) -> Told:
    """Queue what is new for each list and send what is due at the moment `at` (ISO, UTC).

    A list that is watched for the first time is told nothing of what was there before.
    """
    first, queued = [], 0
    for watch, told in zip(watches, watched(snapshot, watches), strict=True):
        messages = [_message(item, watch, c) for item in told for c in watch.to]
        if outbox.known(watch.name):
            queued += outbox.put(messages)
        else:
            outbox.begin(watch.name, at, messages)
            first.append(watch.name)
    channels = {c.address: c for w in watches for c in w.to}
    sent, failed, unsure = _deliver(outbox, channels, at, deliver)
    return Told(tuple(first), queued, sent, tuple(failed), tuple(unsure))


def _deliver(
    outbox: Outbox, channels: dict[str, Channel], at: str, deliver: Send
) -> tuple[int, list[str], list[str]]:
    sent, failed, unsure = 0, list[str](), list[str]()
    while message := outbox.take(at):
        channel = channels.get(message.channel)
        try:
            if channel is None:
                raise NotSentError(f"no watch list sends to {message.channel} any more")
            deliver(message, channel, at)
        except NotSentError as error:
            outbox.failed(message, at, error.line())
            failed.append(f"{message.title}: {error.line()}")
        except UnsureError as error:
            # It stays marked: it may have arrived, and nothing is sent twice.
            unsure.append(f"{message.title}: {error.line()}")
        except ParleyError as error:
            # Nothing was sent: no server, no secret.
            outbox.failed(message, at, error.line())
            raise
        else:
            outbox.sent(message, at)
            sent += 1
    return sent, failed, unsure


def _message(item: Item, watch: Watch, channel: Channel) -> Message:
    return Message(item.id, channel.address, watch.name, item.day, item.title, item.text, item.entry)
