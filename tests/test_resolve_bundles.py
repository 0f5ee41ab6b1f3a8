"""Lifting a good of a measure on several ends that part; the rest goes on."""

from __future__ import annotations

from pathlib import Path

from builders import article, claim, percent
from ledger_builders import NOW, new_ledger

from parley import answers, flow
from parley.duties import Schedule, Trade, total
from parley.ledger import Ledger
from parley.model import Article, Claim, Entry, Page, State
from parley.resolve import at, resolve
from parley.store import PageReading, Store
from parley.write import Ask, Document

BUNDLE = ("steel", "aluminium", "cars")
DAYS = {"a": "2025-03-12", "b": "2025-05-20", "c": "2025-07-01"}


def told(page: str, action: str, goods: tuple[str, ...] = (), **more: object) -> Claim:
    fields = {"on": DAYS[page], "known": DAYS[page], "values": (percent(25),), **more}
    return claim(
        "measure", action, article=f"{page}/0", instrument="tariff", actors=("US",), targets=("CA",),
        goods=goods, words=f"The 25 % tariff on {', '.join(goods) or 'these goods'}: {action}.", **fields,
    )  # fmt: skip


IMPOSED, TAKEN_OUT = told("a", "imposed", BUNDLE), told("b", "lifted", ("aluminium",))


def the_one(*claims: Claim) -> Entry:
    (entry,) = [
        e for e in resolve(claims, [article(p, d) for p, d in DAYS.items()], ()) if e.kind == "measure"
    ]
    return entry


def settle(store: Store, pages: list[tuple[Article, Claim]]) -> None:
    stages = flow.settling_stages()
    for one, own in pages:
        raw = Page(one.page, one.page, NOW, b"text", "text", "utf-8", "text/plain")
        store.record([PageReading(raw, (one,), (own,))], at=NOW, versions=stages.versions)
    flow.settle(store, stages, at=NOW)


def lines(document: Document) -> list[str]:
    return [sentence.text for s in document.sections for line in s.lines for sentence in line.sentences]


def standing(entry: Entry, day: str) -> State:
    state = at([entry], day)[entry.id]
    assert state is not None
    return state


def test_one_good_lifted_leaves_the_measure_in_force_for_the_rest() -> None:
    """The state says which good was taken out, on the words that say so; before that day it was there."""
    entry = the_one(IMPOSED, TAKEN_OUT)
    after = standing(entry, "2025-05-20")
    assert (after.status, after.rate, after.without) == ("in force", 25, ("aluminium",))
    assert TAKEN_OUT.id in after.claims
    assert standing(entry, "2025-05-19").without == ()


def test_word_that_the_rest_stays_does_not_part_the_bundle() -> None:
    """Goods that stay and goods that were lifted are parts of one measure, though they share none."""
    kept = told("b", "kept", ("steel", "cars"), values=(), on=None)
    assert standing(the_one(IMPOSED, TAKEN_OUT, kept), "2025-06-01").without == ("aluminium",)


def test_what_is_lifted_for_all_goods_has_ended() -> None:
    """Told with all goods, with none, or of one good after the other."""
    assert standing(the_one(IMPOSED, told("b", "lifted", BUNDLE)), "2025-06-01").status == "lifted"
    assert standing(the_one(IMPOSED, told("b", "lifted")), "2025-06-01").status == "lifted"
    rest = told("c", "lifted", ("steel", "cars"))
    assert standing(the_one(IMPOSED, TAKEN_OUT, rest), "2025-07-02").status == "lifted"


def test_a_report_that_names_one_good_of_a_whole_lifting_takes_no_part_out() -> None:
    """Where others tell that the whole was lifted in the same days, it was."""
    whole = told("b", "lifted", BUNDLE)
    assert standing(the_one(IMPOSED, TAKEN_OUT, whole), "2025-06-01").status == "lifted"


def test_a_part_that_is_suspended_comes_back_unless_it_is_extended() -> None:
    """After its time the measure reaches the good again, and the state says that nobody told of it."""
    entry = the_one(IMPOSED, told("b", "suspended", ("aluminium",), expires="2025-08-18"))
    assert standing(entry, "2025-08-18").without == ("aluminium",)
    back = standing(entry, "2025-08-19")
    assert (back.status, back.without) == ("in force", ())
    assert "unless extended" in back.reason


def test_the_end_of_a_part_that_is_suspended_is_told(tmp_path: Path) -> None:
    """What comes back then, and until when it is out, stand in answers on ends and on states."""
    part = told("b", "suspended", ("aluminium",), expires="2025-08-18")
    pages = [(article("a", DAYS["a"]), IMPOSED), (article("b", DAYS["b"]), part)]
    with new_ledger(tmp_path) as store:
        settle(store, pages)
        found = {
            what: lines(answers.document(what, Ask("2025-06-01"), Ledger(store)))
            for what in ("lapse", "deadlines", "state")
        }
    end = (
        "The suspension of tariffs of 25 % on aluminium from Canada ends, and the measure returns, "
        "on 18 August 2025 unless somebody extends it."
    )
    assert end in found["lapse"]
    assert end in found["deadlines"]
    assert any(
        "aluminium was taken out on 20 May 2025 until 18 August 2025" in line for line in found["state"]
    )


def test_a_good_that_is_named_again_is_back() -> None:
    """A later imposition on the good that was taken out reaches it again."""
    again = told("c", "raised", ("aluminium",), values=(percent(50), percent(25, "from")))
    assert standing(the_one(IMPOSED, TAKEN_OUT, again), "2025-07-02").without == ()


def test_goods_taken_out_are_not_charged() -> None:
    """In exposure, by the codes of the good; the rest is charged as before."""
    entry = the_one(IMPOSED, TAKEN_OUT)
    for day, charged in (("2025-05-19", 25), ("2025-05-20", 0)):
        schedule = Schedule([entry], (), day)
        assert total(schedule.on(Trade("7601", "CA", "US"))) == charged
        assert total(schedule.on(Trade("7208", "CA", "US"))) == 25
