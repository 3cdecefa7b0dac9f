"""What a day of prospecting came to, counted in the database, is what a count by hand gives; in both databases."""

import random
from datetime import timedelta

from bot.measuring.intervals import clustered
from bot.model import CONNECTS, CONVERSED, CallOutcome, FollowUp, Touch, Whom
from bot.store import Store
from tests.examples import NOW

DAY = timedelta(days=1)


def made_up(number: int) -> Touch:
    """A touch of one of thirty prospects at one of ten companies, in the last twenty days."""
    chance = random.Random(number)  # noqa: S311 (made up, and the same each time)
    company = f"co{chance.randrange(10)}"
    whom = Whom(f"p{chance.randrange(30)}|{company}", None, company)
    outcome, warmth = chance.choice(list(CallOutcome)), chance.choice([None, 0, 1, 2, 3])
    at, channel = NOW - DAY * chance.random() * 20, chance.choice(["call", "call", "call", "email"])
    return Touch(f"t{number}", "T1", whom, "U1", "Dana", at, channel, outcome, warmth=warmth, hour=at.hour)


async def test_dials_are_counted(store: Store):
    """Dials, connects, conversations and meetings of a time; e-mails, what was undone and other teams never count."""
    touches = [made_up(number) for number in range(400)]
    await store.touches.load("T1", [(one, one.id) for one in touches])
    await store.touches.load("T2", [(made_up(999), "x")])
    before, since, until = NOW - 18 * DAY, NOW - 12 * DAY, NOW - 3 * DAY
    dials = [one for one in touches if one.channel == "call" and since <= one.at < until]
    connects = [one for one in dials if one.outcome in CONNECTS]
    talks = [one for one in dials if one.outcome in CONVERSED]

    both = await store.prospecting.dials("T1", before, since, until)
    found = both.now

    assert (found.connect.of, found.connect.n) == (len(dials), len(connects))
    assert (found.converse.of, found.converse.n) == (len(connects), len(talks))
    assert (found.meet.of, found.meet.n) == (len(talks), sum(one.outcome is CallOutcome.MEETING for one in talks))
    earlier = [one for one in touches if one.channel == "call" and before <= one.at < since]
    assert (both.before.connect.of, both.before.connect.n) == (
        len(earlier),
        sum(x.outcome in CONNECTS for x in earlier),
    )
    warm = [one for one in (*dials, *earlier) if (one.warmth or 0) >= 2]
    assert (both.warm.of, both.warm.n) == (len(warm), sum(one.outcome in CONVERSED for one in warm))
    assert both.cold.of == sum(one.warmth in {0, 1} for one in (*dials, *earlier))
    by_prospect = {key: [one for one in dials if one.whom.key == key] for key in {one.whom.key for one in dials}}
    assert found.connect.prospects == len(by_prospect)
    assert found.connect.of_of == sum(len(each) ** 2 for each in by_prospect.values())
    low, high = clustered(found.connect).low, clustered(found.connect).high
    assert low is not None and high is not None and 0 < low < len(connects) / len(dials) < high < 1  # noqa: PT018 (one thought)


async def test_nothing_is_nothing(store: Store):
    """A team without touches, promises and intel."""
    found = await store.prospecting.dials("T1", NOW - 2 * DAY, NOW - DAY, NOW)
    assert (found.now.connect.of, found.before.meet.n, found.cold.prospects) == (0, 0, 0)
    assert not await store.prospecting.owed("T1", NOW)
    assert not await store.prospecting.touched("T1", ["acme"], NOW - DAY)
    assert not await store.prospecting.heard("T1", NOW - DAY, NOW, 5)


async def test_hours_and_companies(store: Store):
    """Dials by hour with their connects; of companies, which were called or written to since a day, and when last."""
    touches = [made_up(number) for number in range(200)]
    await store.touches.load("T1", [(one, one.id) for one in touches])
    dials = [one for one in touches if one.channel == "call" and one.at >= NOW - 5 * DAY]

    hours = await store.prospecting.hours("T1", NOW - 5 * DAY, NOW)
    touched = await store.prospecting.touched("T1", ["co1", "co2", "nobody"], NOW - 5 * DAY)

    assert sum(count for _, count, _ in hours) == len(dials)
    assert {hour for hour, _, _ in hours} == {one.at.hour for one in dials}
    since = [one for one in touches if one.at >= NOW - 5 * DAY]
    last = {name: max((one.at for one in since if one.whom.company == name), default=None) for name in ("co1", "co2")}
    assert {name: at.replace(microsecond=0) for name, at in touched.items()} == {
        name: at.replace(microsecond=0) for name, at in last.items() if at
    }


async def test_who_owes_what(store: Store):
    """Open promises that are due, by owner in the order of their names; what is done or still to come is not there."""
    for number, (rep, name, days) in enumerate(
        (("U2", "Sam Lee", -1), ("U1", "Dana Cho", -3), ("U2", "Sam Lee", -2), ("U1", "Dana Cho", 5))
    ):
        whom, due = Whom(f"p{number}|acme", None, "Acme"), NOW + DAY * days
        promise = FollowUp(f"f{number}", "T1", rep, name, "UTC", whom, "call", due, named=True, place="{}", made_at=NOW)
        await store.follow_ups.promise(promise, f"d{number}")
    await store.follow_ups.end("T1", "f0", "done", NOW)

    owed = await store.prospecting.owed("T1", NOW)

    assert [(each.name, each.count) for each in owed] == [("Dana Cho", 1), ("Sam Lee", 1)]
    assert [one.id for one in await store.follow_ups.overdue("T1", NOW, 5)] == ["f1", "f2"]
