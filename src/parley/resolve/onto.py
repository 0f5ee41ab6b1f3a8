"""What one act does to another: a ruling on it, a suspension before its day."""

from __future__ import annotations

from parley.resolve.mentions import Mention


def begins(m: Mention) -> bool:
    """Whether it brings a measure into the world, or may."""
    acts = ("considered", "threatened", "announced", "imposed", "raised", "delayed")
    return m.action in acts and not m.passing


def ruled_on(a: Mention, b: Mention) -> bool:
    """One is the ruling of a court or panel on what the other began."""
    rulings = [m.action in ("struck_down", "upheld", "stayed") for m in (a, b)]
    same = a.instrument is not None and a.instrument == b.instrument
    return any(rulings) and (begins(a) or begins(b)) and same


def put_off(a: Mention, b: Mention) -> bool:
    """One says that what is to begin later, on no goods that it names, is suspended before that day."""
    plan, halt = (a, b) if a.action in ("imposed", "announced") else (b, a)
    acts = plan.action in ("imposed", "announced") and halt.action in ("suspended", "delayed", "lifted")
    if plan.when is None or plan.goods or plan.rates or halt.goods or not acts:
        return False
    return plan.said <= halt.said < plan.when.first
