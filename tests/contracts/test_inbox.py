"""What the inbox promises: accepted means stored, and the same delivery is new once."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import NotStored
from bot.store import Job, NewJob, Store
from bot.store.engine import database

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LEASE = NOW + timedelta(seconds=30)


def delivery(key: str, *, team: str = "T1", kind: str = "delivery") -> NewJob:
    return NewJob(kind, team, key, {"text": "Jane Doe at Acme"}, NOW)


async def accept(store: Store, new: NewJob) -> Job | None:
    return await store.inbox.accept(new, owner="me", now=NOW, until=LEASE)


async def outcomes(store: Store, *new: NewJob) -> Sequence[Job | BaseException | None]:
    """What came of each of these, all handed over at once."""
    return await asyncio.gather(*(accept(store, one) for one in new), return_exceptions=True)


async def sql(url: str, *statements: str) -> None:
    """Do to the database what only an administrator does."""
    there = database(url)
    for statement in statements:
        await there.transact(lambda db, statement=statement: db.exec_driver_sql(statement))
    await there.close()


async def test_five_copies_at_once_are_one_delivery(store: Store):
    """Of copies that arrive together exactly one is new, and a later one is known as well."""
    found = await outcomes(store, *(delivery(f"slack:{number}") for number in range(40) for _ in range(5)))
    new = [job for job in found if isinstance(job, Job)]
    assert sorted(job.key for job in new) == sorted(f"slack:{number}" for number in range(40))
    assert found.count(None) == 160
    assert await accept(store, delivery("slack:7")) is None


async def test_what_is_accepted_is_claimed_by_who_accepts_it(store: Store):
    """The accepting process starts at once; nobody else gets the row before its lease is over."""
    job = await accept(store, delivery("k"))
    assert job
    assert (job.state, job.owner, job.attempts, job.body) == ("claimed", "me", 1, {"text": "Jane Doe at Acme"})
    assert await store.jobs.claim("them", NOW, LEASE, 1) == []
    [taken] = await store.jobs.claim("them", LEASE, LEASE + timedelta(seconds=30), 1)
    assert (taken.id, taken.attempts) == (job.id, 2)


async def test_without_an_owner_anybody_may_start(store: Store):
    """A process that only accepts leaves the work to whoever claims it first."""
    job = await store.inbox.accept(delivery("k"), owner=None, now=NOW, until=None)
    assert job
    assert job.state == "waiting"
    assert [taken.key for taken in await store.jobs.claim("them", NOW, LEASE, 1)] == ["k"]


async def test_two_processes_with_the_same_deliveries_in_opposite_order_do_not_block_each_other(
    store: Store, other: Store
):
    """Whoever gets what in which order, each delivery is new in exactly one process, and none fails."""
    new = [delivery(f"k{number:03}") for number in range(200)]
    mine, theirs = await asyncio.gather(outcomes(store, *new), outcomes(other, *reversed(new)))
    fresh = [job.key for job in (*mine, *theirs) if isinstance(job, Job)]
    assert sorted(fresh) == [one.key for one in new]
    assert (*mine, *theirs).count(None) == 200


async def test_without_its_table_every_caller_is_told_and_once_repaired_the_next_is_stored(
    store: Store, database_url: str
):
    """Nobody waits for ever and nobody is told that it was stored; afterwards it goes on by itself."""
    await sql(database_url, "ALTER TABLE job RENAME TO hidden")
    found = await outcomes(store, *(delivery(f"k{number}") for number in range(50)))
    assert {type(error) for error in found} == {NotStored}
    await sql(database_url, "ALTER TABLE hidden RENAME TO job")
    assert await accept(store, delivery("k1"))


async def test_a_row_the_database_refuses_does_not_harm_its_group(store: Store, database_url: str):
    """The others of the same commit are stored, and only the refused one is not acknowledged."""
    refusing = (
        ["CREATE TRIGGER refuse BEFORE INSERT ON job WHEN new.kind = 'bad' BEGIN SELECT RAISE(ABORT, 'bad'); END"]
        if database_url.startswith("sqlite")
        else ["ALTER TABLE job ADD CONSTRAINT refuse CHECK (kind <> 'bad')"]
    )
    await sql(database_url, *refusing)
    found = await outcomes(store, delivery("a"), delivery("b", kind="bad"), delivery("c"), delivery("a"))
    assert [getattr(one, "key", type(one)) for one in found] == ["a", NotStored, "c", type(None)]


@pytest.mark.parametrize(
    "key", ["nul\0", "half \ud83d", "long" * 1000], ids=["a NUL", "half a character", "far too long"]
)
async def test_a_key_some_database_cannot_hold_is_refused_at_once(store: Store, key: str):
    """It is the same on both databases, and costs the others nothing."""
    found = await outcomes(store, delivery(key), delivery("fine"))
    assert isinstance(found[0], NotStored)
    assert isinstance(found[1], Job)


async def test_a_body_keeps_every_character_and_one_that_is_no_json_is_refused(store: Store):
    """NUL, half a surrogate pair and emoji come back as they were; NaN and objects are no delivery."""
    odd = {"text": "\0 \ud800 😀 \u2028"}
    job = await accept(store, NewJob("delivery", "T1", "odd", odd, NOW))
    assert job
    assert job.body == odd
    found = await store.jobs.find("T1", "odd")
    assert found
    assert found.body == odd
    for body in ({"n": float("nan")}, {"when": NOW}):
        with pytest.raises(NotStored):
            await accept(store, NewJob("delivery", "T1", "no", body, NOW))


async def test_a_caller_who_leaves_early_harms_nobody(store: Store):
    """A cancelled caller's delivery may be stored; the others' are, and the store goes on."""
    callers = [asyncio.create_task(accept(store, delivery(f"k{number}"))) for number in range(30)]
    await asyncio.sleep(0)
    for caller in callers[::3]:
        caller.cancel()
    found = await asyncio.gather(*callers, return_exceptions=True)
    assert sum(isinstance(job, Job) for job in found) == 20
    assert await accept(store, delivery("next"))


async def test_what_was_handed_over_is_stored_before_the_store_closes(store: Store, other: Store):
    """Closing finishes the group in the air; whoever comes later is told that it was not stored."""
    waiting = asyncio.create_task(accept(other, delivery("last")))
    await asyncio.sleep(0)
    await other.close()
    assert await waiting
    with pytest.raises(NotStored):
        await accept(other, delivery("too late"))
    assert await store.jobs.find("T1", "last")
