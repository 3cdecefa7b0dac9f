"""Looks at accounts: one chain of jobs for each team, what was found, and when it is forgotten; in both databases."""

import asyncio
from datetime import timedelta

from bot.store import News, Store
from bot.store.accounts import KIND, job_key
from tests.examples import NOW, TODAY

DAY = timedelta(days=1)


async def test_wanted_by_two_at_once_is_one_chain(store: Store, other: Store):
    """Two digests at the same moment, in two processes, begin one look; a third one later begins none."""
    await asyncio.gather(*(each.accounts.wanted("T1", NOW) for each in (store, other, store, other)))
    await other.accounts.wanted("T1", NOW + timedelta(minutes=1))
    claimed = await store.jobs.claim("me", NOW, NOW + DAY, 10, [KIND])
    assert [(one.team, one.key) for one in claimed] == [("T1", job_key(0))]
    there = await store.accounts.round("T1")
    assert there is not None
    assert there.wanted_at == NOW + timedelta(minutes=1)


async def test_a_look_ends_once(store: Store):
    """Its end plans the next; said twice (a kill in between) it plans no second one."""
    await store.accounts.wanted("T1", NOW)
    for _ in range(2):
        await store.accounts.ended("T1", 0, NOW + DAY)
    assert await store.jobs.find("T1", job_key(1))
    assert await store.jobs.find("T1", job_key(2)) is None
    there = await store.accounts.round("T1")
    assert there is not None
    assert (there.turn, there.due) == (1, NOW + DAY)


async def test_one_that_ended_or_was_lost_begins_anew(store: Store):
    """Where nobody wanted it any more, or somebody dropped its job, the next digest begins again."""
    await store.accounts.wanted("T1", NOW)
    await store.accounts.ended("T1", 0, None)
    await store.accounts.wanted("T1", NOW + DAY)
    assert await store.jobs.find("T1", job_key(1))
    await store.accounts.wanted("T1", NOW + 3 * DAY)
    assert await store.jobs.find("T1", job_key(2))


async def test_what_was_found(store: Store):
    """The newest event of each account, newest first; a look that finds nothing leaves it; teams are walls."""
    old = News("company:a.com", "A opened a plant", "https://a.com/news", TODAY - 9 * DAY)
    new = News("company:b.com", "B bought C \0", None, TODAY - 2 * DAY)
    for one in (old, new):
        await store.accounts.keep("T1", one.account, NOW, one)
    await store.accounts.keep("T1", old.account, NOW + DAY, None)
    await store.accounts.keep("T2", "company:z.com", NOW, None)

    assert [one.account for one in await store.accounts.news("T1", TODAY - 30 * DAY)] == [new.account, old.account]
    assert await store.accounts.news("T1", TODAY - 5 * DAY) == [News(new.account, "B bought C ", None, new.happened)]
    assert not await store.accounts.news("T2", TODAY - 30 * DAY)
    assert await store.accounts.looked("T1") == {old.account: NOW + DAY, new.account: NOW}


async def test_it_is_forgotten(store: Store):
    """An event goes a month after it happened, an account a year after the last look at it."""
    for days, name in ((60, "a"), (5, "b")):
        await store.accounts.keep("T1", name, NOW, News(name, "an event", None, TODAY - days * DAY))
    assert await store.accounts.prune(NOW - 30 * DAY) == 1
    assert [one.account for one in await store.accounts.news("T1", TODAY - 99 * DAY)] == ["b"]
    assert set(await store.accounts.looked("T1")) == {"a", "b"}
    await store.accounts.prune(NOW + 500 * DAY)
    assert not await store.accounts.looked("T1")
