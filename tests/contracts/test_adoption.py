"""Money, adoption and a rep's own dials, counted alike by SQLite and by PostgreSQL."""

import asyncio
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from bot.measuring import window
from bot.model import CONNECTS, CONVERSED, CallOutcome, FollowUp, Touch, Whom
from bot.store import Money, Store

NOW = datetime(2026, 11, 24, 21, 42, tzinfo=UTC)
EVER = window(NOW, 100_000)
ENTERED = Money(Decimal(12), Decimal("45.10"), Decimal(0), Decimal("90.55"), None, "EUR", "U1", "Dana Cho", NOW)


def touch(number: int, at: datetime, outcome: CallOutcome = CallOutcome.TALKED, **slots: object) -> Touch:
    one = Touch(f"t{number:04d}", "T1", Whom("jane|acme", "Jane", "Acme"), "U1", "Dana", at, "call", outcome, warmth=1)
    return replace(one, **slots)  # pyright: ignore[reportArgumentType] slots of a Touch


async def test_numbers_come_back_to_the_cent(store: Store):
    """What was entered is what is found, for this team alone."""
    assert await store.money.find("T1") is None
    assert await store.money.enter("T1", ENTERED, 0, "d1") == (ENTERED, True)
    assert await store.money.find("T1") == ENTERED
    assert await store.money.find("T2") is None
    worth = replace(ENTERED, worth=Decimal(10) ** 12, turn=2)
    assert await store.money.enter("T1", worth, 1, "d2") == (worth, True)
    assert await store.money.enter("T1", worth, 1, "d2") == (worth, True), "the same delivery again"


async def test_of_many_at_once_one_is_kept_and_the_others_see_it(store: Store, other: Store):
    """First entries and changes alike, in two processes."""
    for seen in (0, 1):
        entries = [replace(ENTERED, by=f"U{n}", by_name=f"Rep {n}", turn=seen + 1) for n in range(6)]
        each = ((store, other)[n % 2].money.enter("T1", one, seen, f"d{seen}{n}") for n, one in enumerate(entries))
        kept = await asyncio.gather(*each)
        assert [ours for _, ours in kept].count(True) == 1
        assert {one for one, _ in kept} == {await store.money.find("T1")}


async def test_briefs_read_are_counted_once_a_day_for_each_rep_and_prospect(store: Store):
    """Whatever the order they were written in; undone is gone, and the next of that day stands for it."""
    day = datetime(2026, 11, 20, 9, tzinfo=UTC)
    calls = [
        touch(1, day, briefed=True),
        touch(2, day + timedelta(hours=1), briefed=True),
        touch(3, day + timedelta(hours=2), briefed=True, rep="U2"),
        touch(4, day + timedelta(days=1), briefed=True),
        touch(5, day - timedelta(hours=1)),
        touch(6, day, briefed=True, channel="email"),
        touch(7, day, briefed=True, team="T2"),
    ]
    for one in reversed(calls):
        await store.touches.log(one, one.id)
    assert (await store.adoption.uses("T1", EVER.since, NOW)).briefs == 3
    assert (await store.adoption.uses("T1", day + timedelta(hours=2), NOW)).briefs == 2
    assert await store.touches.undo("T1", "t0001", day)
    assert (await store.adoption.uses("T1", EVER.since, NOW)).briefs == 3
    assert await store.touches.undo("T1", "t0002", day + timedelta(hours=1))
    assert (await store.adoption.uses("T1", EVER.since, NOW)).briefs == 2


async def test_people_are_counted_once_a_week_and_forgotten_after_five(store: Store):
    """By weeks back from today; what nobody counted yet is in no week."""
    today = NOW.date()
    assert (await store.adoption.uses("T1", EVER.since, NOW)).weeks == []
    for person, ago in (("U1", 40), ("U1", 9), ("U2", 8), ("U1", 6), ("U1", 0), ("U1", 0), ("U2", 0), ("U3", 7)):
        await store.adoption.was_here("T1", person, today - timedelta(days=ago))
    await store.adoption.was_here("T2", "U9", today)
    uses = await store.adoption.uses("T1", EVER.since, NOW)
    assert uses.since == date(2026, 11, 15)
    assert [(str(week.first), str(week.last), week.people) for week in uses.weeks] == [
        ("2026-11-18", "2026-11-24", 2),
        ("2026-11-15", "2026-11-17", 3),
    ]


async def test_promises_are_kept_on_their_own_day(store: Store):
    """On the clock of whoever promised: half past eleven at night in New York is still that day."""
    due = datetime(2026, 11, 20, 20, tzinfo=UTC)
    for n, (ended, state) in enumerate(
        ((8, "done"), (9, "done"), (-30, "done"), (1, "cancelled"), (None, ""), (None, ""))
    ):
        when = NOW - timedelta(hours=1) if n == 5 else due
        whom = Whom("jane|acme", "Jane", "Acme")
        one = FollowUp(
            f"f{n}", "T1", "U1", "Dana", "America/New_York", whom, "", when, named=True, place="", made_at=due
        )
        await store.follow_ups.promise(one, one.id)
        if ended is not None:
            await store.follow_ups.end("T1", one.id, state, due + timedelta(hours=ended))
    uses = await store.adoption.uses("T1", EVER.since, NOW)
    assert (uses.kept, uses.promised) == (2, 4), "one that is due today has its day yet"
    assert (await store.adoption.uses("T2", EVER.since, NOW)).promised == 0
    assert (await store.adoption.uses("T1", NOW - timedelta(hours=3), NOW)).promised == 0


async def test_own_dials_are_counted_as_by_hand(store: Store):
    """Prospects by the rep's own first dial, steps by the window, and nobody else's among them."""
    chance, calls, asked = Random(5), list[Touch](), window(NOW, 90)  # noqa: S311 (the same calls every time)
    for n in range(400):
        whom = Whom(f"p{chance.randrange(60)}|acme", "P", "Acme")
        at = NOW - timedelta(hours=chance.randrange(24 * 200))
        outcome, briefed = chance.choice(list(CallOutcome)), chance.random() < 0.5
        calls.append(touch(n, at, outcome, whom=whom, rep=chance.choice(("U1", "U2")), briefed=briefed))
    await store.touches.load("T1", [(one, one.id) for one in calls])
    await store.touches.load("T2", [(replace(one, team="T2", rep="U1"), one.id) for one in calls])
    mine = [one for one in calls if one.rep == "U1"]
    told = await store.own_dials.tally("T1", "U1", asked)

    by_prospect = defaultdict[str, list[Touch]](list)
    for one in mine:
        by_prospect[one.whom.key].append(one)
    fresh = [some for some in by_prospect.values() if min(one.at for one in some) >= asked.since]
    ripe = [some for some in fresh if min(one.at for one in some) < asked.ripe]
    reached = ({*CallOutcome}, CONNECTS, CONVERSED, {CallOutcome.MEETING})
    assert list(told.prospects) == [sum(any(one.outcome in set_ for one in some) for some in ripe) for set_ in reached]
    assert told.ripening == len(fresh) - len(ripe)
    during = [one for one in mine if one.at >= asked.since]
    dials, connects, talks, meetings = (sum(one.outcome in set_ for one in during) for set_ in reached)
    pairs = [(dials, connects), (connects, talks), (talks, meetings), (dials, meetings)]
    assert [(sums.of, sums.n) for sums in told.steps[:4]] == pairs
    assert told.steps[4].n == sum(one.briefed for one in during)
    assert (await store.own_dials.tally("T1", "U3", asked)).prospects == [0, 0, 0, 0]


async def test_dials_logged_here_are_counted_apart_from_an_imported_past(store: Store):
    """Only of those is it known whether a brief was there, and only they cost anything."""
    old = NOW - timedelta(days=30)
    calls = [touch(1, old, CallOutcome.MEETING, briefed=True), touch(2, NOW, CallOutcome.MEETING)]
    calls += [touch(3, old - timedelta(days=300), CallOutcome.MEETING, warmth=None)]
    await store.touches.load("T1", [(one, one.id) for one in calls])
    logged = (await store.yields.tally("T1", EVER)).logged
    assert (logged.briefed.n, logged.briefed.of, logged.meetings, logged.first) == (1, 2, 2, old)
    assert (await store.yields.tally("T2", EVER)).logged.first is None
