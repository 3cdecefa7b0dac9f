"""What the store counts is what anybody would count by hand, over SQLite and over PostgreSQL."""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.measuring import Report, document, measure, window
from bot.measuring.touch_file import read_touches
from bot.model import CONNECTS, CONVERSED, CallOutcome, Touch, Whom
from bot.store import Store, Tallies
from integrations.sheet import read_sheet
from tests.doubles.campaign import as_file, campaign, count

NOW = datetime(2026, 11, 24, 21, 42, tzinfo=UTC)
EVER = window(NOW, 100_000)


def touch(number: int, at: datetime, outcome: CallOutcome = CallOutcome.NO_ANSWER, who: str = "jane doe") -> Touch:
    return Touch(f"t{number:04d}", "T1", Whom(f"{who}|acme", who, "Acme"), "U1", "Dana Cho", at, "call", outcome)


async def logged(store: Store, *touches: Touch) -> None:
    for one in touches:
        await store.touches.log(one, one.id)


async def report(store: Store, days: int = 100_000, team: str = "T1") -> Report:
    asked = window(NOW, days)
    return measure(await store.yields.tally(team, asked), asked, NOW)


async def dials(store: Store, name: str) -> dict[object, tuple[int | None, int | None]]:
    values = dict((await report(store)).by_dial)[name]
    return {value: (rate.n, rate.of) for value, rate in values}


async def test_a_campaign_is_counted_as_an_independent_count_does(store: Store):
    """A file in the judged shape: by prospect, attempt, earlier conversation and hour, count by count."""
    calls = campaign(1500)
    sheet, wanted = read_sheet(as_file(calls)), count(calls)
    found = read_touches(sheet.header, ((row.line, row.cells) for row in sheet.rows), "T1", UTC)
    assert not found.bad
    half = len(found.touches) // 2
    for part in (found.touches[half:], found.touches[:half], found.touches):  # the order of loading does not matter
        await store.touches.load("T1", part)
    made = await report(store)

    assert {name: (rate.n, rate.of) for name, rate in made.by_prospect[:4]} == wanted.steps
    assert await dials(store, "attempt") == wanted.attempt
    assert await dials(store, "earlier_conversation") == wanted.earlier
    assert await dials(store, "hour") == wanted.hour
    assert made.ripening == 0


async def test_clustered_intervals_are_a_bootstraps(store: Store):
    """Drawing prospects again and again gives the same width, within the noise of 400 draws."""
    calls = campaign(1500)
    sheet, wanted = read_sheet(as_file(calls)), count(calls)
    found = read_touches(sheet.header, ((row.line, row.cells) for row in sheet.rows), "T1", UTC)
    await store.touches.load("T1", found.touches)
    rates = dict(dict((await report(store)).by_dial)["earlier_conversation"])
    chance = random.Random(3)  # noqa: S311 (the same draws every time)
    sums = {earlier: _by_prospect(list(wanted.by_prospect.values()), earlier=earlier) for earlier in (False, True)}
    for earlier, pairs in sums.items():
        drawn: list[float] = []
        for _ in range(400):
            sample = chance.choices(pairs, k=len(pairs))
            drawn.append(sum(n for n, _ in sample) / sum(of for _, of in sample))
        drawn.sort()
        low, high = drawn[9], drawn[389]
        rate = rates[earlier]
        assert rate.low is not None
        assert rate.high is not None
        assert (rate.high - rate.low) == pytest.approx(high - low, rel=0.2)
        assert (rate.high + rate.low) / 2 == pytest.approx((high + low) / 2, abs=0.2 * (high - low))


def _by_prospect(theirs: Sequence[list[tuple[int, bool, int, bool]]], *, earlier: bool) -> list[tuple[int, int]]:
    return [
        (sum(dial[3] for dial in some if dial[1] is earlier), sum(dial[1] is earlier for dial in some))
        for some in theirs
    ]


async def test_an_undone_call_never_counts(store: Store):
    """Neither as a dial, nor as the conversation before one, nor in the numbers of later ones."""
    first, second = touch(1, NOW - timedelta(seconds=9), CallOutcome.TALKED), touch(2, NOW)
    await logged(store, first, second)
    assert await dials(store, "earlier_conversation") == {False: (0, 1), True: (0, 1)}
    assert await store.touches.undo("T1", first.id, NOW)
    assert await dials(store, "attempt") == {1: (0, 1)}
    assert await dials(store, "earlier_conversation") == {False: (0, 1)}


async def test_a_past_that_comes_later_is_put_in_front(store: Store):
    """What is imported after today's call was logged is numbered by when it was."""
    await logged(store, touch(1, NOW, CallOutcome.MEETING))
    await store.touches.load("T1", [(touch(2, NOW - timedelta(days=900), CallOutcome.NOT_NOW), "import:1")])
    assert await dials(store, "attempt") == {1: (0, 1), 2: (1, 1)}
    assert await dials(store, "earlier_conversation") == {False: (0, 1), True: (1, 1)}


async def test_only_calls_are_dials_and_only_ones_own_team_counts(store: Store):
    """An e-mail touches a prospect and dials nobody; another team's calls are another team's."""
    old = NOW - timedelta(days=300)
    await logged(store, replace(touch(1, old), channel="email"), replace(touch(2, old), team="T2"))
    made = await report(store)
    assert [(rate.n, rate.of) for _, rate in made.by_prospect[:2]] == [(0, 1), (0, 0)]
    assert await dials(store, "attempt") == {}


async def test_a_window_takes_prospects_by_their_first_touch_and_dials_by_their_own_time(store: Store):
    """The two units are never mixed; what has not had its four weeks is counted apart."""
    await logged(
        store,
        touch(1, NOW - timedelta(days=120), who="old"),
        touch(2, NOW - timedelta(days=60), CallOutcome.MEETING, who="old"),
        touch(3, NOW - timedelta(days=60), who="ripe"),
        touch(4, NOW - timedelta(days=2), who="new"),
    )
    made = await report(store, days=90)
    assert [(rate.n, rate.of) for _, rate in made.by_prospect[:4]] == [(1, 1), (0, 1), (0, 0), (0, 0)]
    assert made.ripening == 1
    attempts = {value: (rate.n, rate.of) for value, rate in dict(made.by_dial)["attempt"]}
    assert attempts == {1: (0, 2), 2: (1, 1)}


async def test_keys_and_triggers_are_counted_dial_by_dial(store: Store):
    """A dial with two keys counts under both; without a trigger under none."""
    both = replace(touch(1, NOW, CallOutcome.MEETING), keys="who why_now", warmth=2, trigger="opening", hour=9)
    await logged(store, both, replace(touch(2, NOW), keys="who", warmth=1, hour=9))
    assert await dials(store, "key") == {"who": (1, 2), "why_now": (1, 1)}
    assert await dials(store, "trigger") == {"opening": (1, 1)}
    assert await dials(store, "hour") == {9: (1, 2)}


async def test_calls_logged_at_once_have_numbers_of_their_own(store: Store, other: Store):
    """Two processes log two calls to one prospect in the same moment: first and second, not twice the first."""
    import asyncio  # noqa: PLC0415 (only here)

    await asyncio.gather(*(logged(each, touch(n, NOW)) for n, each in enumerate((store, other, store, other))))
    assert await dials(store, "attempt") == dict.fromkeys(range(1, 5), (0, 1))


async def test_warm_and_briefed_are_compared_by_the_first_dial(store: Store):
    """How warm they were when they were first called decides; a call from before our time is in neither group."""
    old = NOW - timedelta(days=100)
    for n in range(40):
        one = replace(touch(n, old, who=f"p{n}"), warmth=3 if n < 20 else 0, briefed=n < 20)
        await logged(store, replace(one, outcome=CallOutcome.MEETING if n < 15 else CallOutcome.NO_ANSWER))
    await logged(store, replace(touch(98, NOW, CallOutcome.MEETING, "p39"), warmth=3, briefed=True))
    await store.touches.load("T1", [(touch(99, old, CallOutcome.MEETING, "imported"), "import:1")])
    warm, briefed = (await report(store)).differences
    assert (warm.a.n, warm.a.of, warm.b.n, warm.b.of) == (15, 20, 1, 20)
    assert "points more meetings" in warm.verdict
    assert "an observation, not an experiment" in warm.verdict
    assert (briefed.a.of, briefed.b.of) == (20, 20)


async def test_an_empty_log_has_an_honest_yield(store: Store):
    """No touches: nothing of nothing, no interval, no division by it."""
    made = await report(store)
    told = document(made)
    assert [(rate.n, rate.of) for _, rate in made.by_prospect] == [(0, 0)] * 4 + [(None, None)] * 2
    assert told["by_dial"] == {name: [] for name in ("attempt", "earlier_conversation", "hour", "trigger", "key")}
    assert all("too early to tell" in each.verdict for each in made.differences)


SMALL = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 5), st.sampled_from(CallOutcome), st.integers(0, 7), st.booleans()),
    max_size=25,
)


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[], str]:
    """Give the address of one new SQLite file after another."""
    made = iter(range(10_000))
    return lambda: f"sqlite:///{tmp_path / f'{next(made)}.sqlite3'}"


@given(calls=SMALL)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_small_log_adds_up(fresh: Callable[[], str], calls: list[tuple[int, int, CallOutcome, int, bool]]):
    """Whatever was called, in whatever order it was written down and undone: counted as by hand."""
    store = await Store.open(fresh())
    await store.upgrade()
    try:
        kept: list[Touch] = []
        for number, (who, hour, outcome, bits, undone) in enumerate(calls):
            keys = " ".join(key for at, key in enumerate(("who", "why_now", "way_in")) if bits >> at & 1)
            one = replace(touch(number, NOW - timedelta(hours=hour), outcome, f"p{who}"), keys=keys)
            await logged(store, one)
            if undone:
                assert await store.touches.undo("T1", one.id, one.at)
            else:
                kept.append(one)
        _same(await store.yields.tally("T1", EVER), kept)
    finally:
        await store.close()


def _same(tallies: Tallies, kept: Sequence[Touch]) -> None:
    theirs: dict[str, list[Touch]] = defaultdict(list)
    for one in sorted(kept, key=lambda one: (one.at, one.id)):
        theirs[one.whom.key].append(one)
    numbered = [
        (at, any(earlier.outcome in CONVERSED for earlier in some[:at]), one)
        for some in theirs.values()
        for at, one in enumerate(some)
    ]
    met = CallOutcome.MEETING
    for sums in tallies.attempt:
        outcomes = [one.outcome for at, _, one in numbered if at + 1 == sums.value]
        assert (sums.n, sums.of) == (outcomes.count(met), len(outcomes))
    for sums in tallies.earlier:
        mine = [one for _, earlier, one in numbered if earlier is sums.value]
        sizes = [len([one for one in mine if one.whom.key == who]) for who in theirs]
        assert (sums.n, sums.of) == (sum(one.outcome is met for one in mine), len(mine))
        assert (sums.of_of, sums.prospects) == (sum(size * size for size in sizes), sum(map(bool, sizes)))
    for sums in tallies.key:
        mine = [one for one in kept if sums.value in one.keys.split()]
        assert (sums.n, sums.of) == (sum(one.outcome is met for one in mine), len(mine))
    for name, which in (("connected", CONNECTS), ("conversed", CONVERSED), ("met", {met})):
        reached = sum(any(one.outcome in which for one in some) for some in theirs.values())
        assert sum(getattr(each, name) for each in tallies.cohorts) == reached
    assert sum(sums.of for sums in tallies.hour) == len(kept)


def test_the_hour_is_the_one_on_the_importers_clock():
    """A time with a zone of its own keeps its instant; the hour is read in the zone that was given."""
    chicago = ZoneInfo("America/Chicago")
    rows = [(2, ("Jane Doe", "2026-11-24T21:42:00Z", "talked")), (3, ("Jane Doe", "2026-11-24 15:42", "talked"))]
    found = read_touches(("prospect", "time", "outcome"), rows, "T1", chicago)
    assert [(one.at, one.hour) for one, _ in found.touches] == [(NOW, 15), (NOW, 15)]
