"""What a dossier's facts become: one entry each, exact states on both axes, and news on top of them."""

from __future__ import annotations

from dataclasses import replace

from dossier_ledger import DUTY, HEAD, claims_of, fact, tea

from parley.model import Article, Claim, Entry, Span, State, Value, When
from parley.resolve import at, resolve
from parley.weigh import weigh

DUTY_ID = "jp-tariff-tea-in-2031"


def entries(text: str, *news: Claim) -> dict[str, Entry]:
    claims, articles = claims_of(text)
    told = tuple(Article(c.article.split("/")[0], 0, None, "Kyoto Post", (), published=c.known) for c in news)
    return {e.id: e for e in resolve((*claims, *news), (*articles, *told), ())}


def news(action: str, known: str, number: float | None = None, **slots: object) -> Claim:
    base = Claim(
        id=f"{action}{known}{number}{len(slots)}",
        article=f"{known}{action}/0",
        kind="measure",
        support=(Span(f"{known}{action}", 0, 9),),
        words="Tokyo's tariff on tea",
        rule="measure: verb",
        certainty="reported",
        actors=("JP",),
        targets=("IN",),
        instrument="tariff",
        goods=("tea",),
        action=action,
        values=(Value(number, "percent"),) if number is not None else (),
        known=known,
    )
    return replace(base, **slots)  # type: ignore[arg-type]


def level(found: dict[str, Entry], day: str, known: str | None = None) -> tuple[str, float | None] | None:
    state = at(list(found.values()), day, known)[DUTY_ID]
    return None if state is None else (state.status, state.rate)


def test_the_rate_is_what_the_facts_say_on_each_day() -> None:
    """Announced, in force, raised and lowered on the very days; the id is the dossier's."""
    found = entries(tea())
    assert DUTY_ID in found
    assert level(found, "2031-02-09") is None
    assert level(found, "2031-02-28") == ("announced", 8)
    assert level(found, "2031-03-01") == ("in force", 8)
    assert level(found, "2031-04-01") == ("in force", 20)
    assert level(found, "2031-06-01") == ("in force", 5)
    assert level(found, "2031-08-31") == ("in force", 5)


def test_a_lower_rate_that_has_had_its_time_lapses_to_the_one_that_returns() -> None:
    """From the day whose first minute is the end the state is lapsed, with the rate that comes back."""
    found = entries(tea())
    assert level(found, "2031-09-01") == ("lapsed", 12)
    (last,) = [s for s in found[DUTY_ID].states if s.status == "lapsed" and s.believed()]
    assert last.reason.startswith("derived")


def test_a_day_knows_only_what_was_public_by_then() -> None:
    """In February it is to come, in March it has come, and of the raise nobody knows before its day."""
    found = entries(tea())
    assert level(found, "2031-03-15", "2031-02-20") == ("due", 8)
    assert level(found, "2031-04-15", "2031-03-15") == ("in force", 8)
    assert level(found, "2031-04-15", "2031-02-01") is None


def test_a_change_that_is_announced_stands_beside_the_level_in_force() -> None:
    """Between announcement and effect the old rate holds, with the day of the change."""
    text = tea() + fact(
        "It goes to 30.", date="2031-08-20", announced="2031-08-10", action='"raised"', rate="30"
    )
    found = entries(text)
    state = at(list(found.values()), "2031-08-15")[DUTY_ID]
    assert state and (state.status, state.rate) == ("in force", 5)
    assert state.reason == "in force; change to 30 % announced for 2031-08-20"
    assert level(found, "2031-08-20") == ("in force", 30)


def test_a_duty_that_is_kept_goes_on_from_where_it_began() -> None:
    """A ruling that leaves the rate begins no new state, and stands among its claims."""
    text = tea() + fact("A court leaves it.", date="2031-04-20", action='"kept"', rate="20")
    state = at(list(entries(text).values()), "2031-05-01")[DUTY_ID]
    assert state and state.valid_from == When("2031-04-01", "2031-04-01", "day")
    assert len(state.claims) == 2


def test_a_duty_that_is_struck_down_keeps_its_rate_until_its_collection_ends() -> None:
    """Void in law is a status of its own, with the end of collection and the rate charged till then."""
    text = tea() + fact(
        "A court voids it.", date="2031-07-01", action='"struck_down"', rate="5", until="2031-07-05"
    )
    state = at(list(entries(text).values()), "2031-07-02")[DUTY_ID]
    assert state and (state.status, state.rate) == ("struck down", 5)
    assert state.until and state.until.start == "2031-07-05"


def test_news_of_the_same_thing_joins_and_moves_nothing() -> None:
    """A report with the rate is a witness of the state; another rate changes nothing."""
    told = news("raised", "2031-04-03", 20.0)
    off = news("raised", "2031-05-03", 25.0, date=When("2031-05-02", "2031-05-02", "day"))
    found = entries(tea(), told, off)
    assert told.id in found[DUTY_ID].claims
    state = at(list(found.values()), "2031-05-10")[DUTY_ID]
    assert state and (state.rate, state.valid_from) == (20, When("2031-04-01", "2031-04-01", "day"))
    assert told.id in state.claims and off.id not in state.claims


def test_what_is_told_of_all_partners_is_none_of_a_dossiers_duties_on_one() -> None:
    """It stands by itself, and keeps no relief "for 92 days" from the dossier's; a duty on all is on each."""
    wide = news("kept", "2031-06-20", 5, targets=("WORLD",))
    relief = news(
        "lowered", "2031-06-20", values=(Value(92, "days"),), words="to cut the tariffs for 92 days"
    )
    found = entries(tea(), wide, relief)
    assert relief.id in found[DUTY_ID].claims
    assert [wide.id in e.claims for e in found.values() if e.id != DUTY_ID and e.kind == "measure"] == [True]
    on_all = tea().replace('targets = ["IN"]', 'targets = ["WORLD"]')
    one = news("kept", "2031-06-20", 5)
    assert one.id in entries(on_all, one)[DUTY_ID].claims


def test_a_change_by_so_many_points_is_of_the_duty_that_changed_by_as_many() -> None:
    """Tea went from 20 to 5: "by 15 points" is that, whatever another duty is at; by 3 points is not."""
    leaves = DUTY.replace(DUTY_ID, "jp-tariff-leaves-in-2031").replace(
        'programme = "tea"', 'programme = "leaves"'
    )
    leaves += fact("Tokyo charges 15 on leaves.", date="2031-05-20", action='"imposed"', rate="15")
    two = tea().replace("rate = 5\n", "rate = 5\nwas = 20\n") + leaves
    points = (Value(15, "percent", "change"),)
    words = "Tokyo cut its tariff on tea by 15 percent"
    cut = news("lowered", "2031-06-05", words=words, values=points)
    words = "Tokyo will cut its tariff on tea by 15 percent"
    planned = news("announced", "2031-05-25", words=words, rule="measure: object cut", values=points)
    for claim in (cut, planned):
        assert claim.id in entries(two, claim)[DUTY_ID].claims
    less = replace(cut, values=(Value(3, "percent_points", "change"),))
    rise = replace(cut, action="raised", values=(Value(15, "percent_points", "change"),))
    for claim in (less, rise):
        found = entries(two, claim)
        assert [e.id for e in found.values() if claim.id in e.claims] != [DUTY_ID]


def test_news_of_the_time_before_the_first_fact_puts_nothing_in_force() -> None:
    """A duty told for February began when the dossier says; what was only planned before is told."""
    wide = news("imposed", "2031-03-20", 8.0, date=When("2031-02-01", "2031-02-28", "month"))
    wish = news("considered", "2031-01-15", 8.0)
    found = entries(tea(), wide, wish)
    assert {wide.id, wish.id} <= set(found[DUTY_ID].claims)
    assert level(found, "2031-02-05") == ("considered", 8)
    assert level(found, "2031-02-28") == ("announced", 8)


def test_news_from_after_the_dossier_goes_on_with_the_account() -> None:
    """What became known after the day of compiling changes the state as for any entry."""
    lifted = news("lifted", "2032-02-02", date=When("2032-02-01", "2032-02-01", "day"))
    found = entries(tea().replace('programme = "tea"\n', ""), lifted)
    assert lifted.id in found[DUTY_ID].claims
    assert level(found, "2032-02-03") == ("lifted", None)
    assert level(found, "2032-02-03", "2032-01-01") == ("lapsed", 12)


def test_two_entries_of_a_dossier_stay_two_however_alike() -> None:
    """Two duties of one party on one day, with the same rate, are what the curator says they are."""
    twin = DUTY.replace("jp-tariff-tea-in-2031", "jp-tariff-green-tea-in-2031").replace(
        'programme = "tea"\n', ""
    )
    one = fact("Tokyo charges 8 on tea.", date="2031-03-01", action='"imposed"', rate="8")
    found = entries(
        HEAD + DUTY.replace('programme = "tea"\n', "") + one + twin + one.replace("on tea", "on green tea")
    )
    assert {"jp-tariff-tea-in-2031", "jp-tariff-green-tea-in-2031"} <= set(found)


def test_a_dossier_is_one_account_with_its_own_standing() -> None:
    """Its states stand as curated, by one reporter, and it does not disagree with itself."""
    claims, articles = claims_of(tea())
    made = resolve(claims, articles, ())
    found = weigh(made, claims, articles, ())
    assert {v.standing for v in found.verdicts} == {"curated"}
    assert {v.reporters for v in found.verdicts} == {1}
    assert found.disagreements == ()


def test_news_that_contradicts_the_dossier_is_a_disagreement() -> None:
    """Another day for the same duty is listed with both sides."""
    other = news("imposed", "2031-03-12", 8.0, date=When("2031-03-10", "2031-03-10", "day"))
    claims, articles = claims_of(tea())
    page = Article(other.article.split("/")[0], 0, None, "Kyoto Post", (), published=other.known)
    made = resolve((*claims, other), (*articles, page), ())
    found = weigh(made, (*claims, other), (*articles, page), ()).disagreements
    dates = [d for d in found if d.kind == "date" and d.entry == DUTY_ID]
    assert dates and {side.claim for d in dates for side in d.sides} >= {other.id}


def test_the_order_of_the_facts_in_the_file_does_not_matter() -> None:
    """The states follow the dates, not the lines."""
    head, *facts = tea().split("\n[[entry.fact]]\n")
    turned = "\n[[entry.fact]]\n".join([head, *reversed(facts)])

    def spelt(text: str) -> list[tuple[str, str | None, float | None, str]]:
        return [(s.status, s.valid_to, s.rate, s.known_from) for s in _states(text)]

    assert spelt(tea()) == spelt(turned)


def _states(text: str) -> tuple[State, ...]:
    return entries(text)[DUTY_ID].states
