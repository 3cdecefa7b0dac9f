"""What the store promises of jobs, choices and briefs, over SQLite and over PostgreSQL."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import NotStored
from bot.store import Job, NewJob, Store
from bot.store.engine import database
from bot.store.jobs import claiming

NOW = datetime(2026, 11, 24, 9, 0, 0, 123456, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LEASE = NOW + 30 * SECOND
LATER = NOW + timedelta(hours=1)


def promise(key: str = "k", *, team: str = "T1", due: datetime = NOW, kind: str = "follow_up") -> NewJob:
    return NewJob(kind, team, key, {"text": "send pricing"}, due)


async def claimed(store: Store, key: str = "k") -> Job:
    """Schedule a job and claim it for "me"."""
    assert await store.jobs.schedule(promise(key))
    [job] = await store.jobs.claim("me", NOW, LEASE, 1)
    return job


async def sql(url: str, statement: str) -> None:
    """Do to the database what only an administrator does."""
    there = database(url)
    await there.transact(lambda db: db.exec_driver_sql(statement))
    await there.close()


async def plan(url: str, explain: str, kinds: list[str] | None) -> str:
    """How the database goes about the claim."""
    there = database(url)
    async with there.writing() as db:
        given = {"me": "me", "now": NOW.timestamp(), "until": LEASE.timestamp(), "n": 10}
        asked = claiming(frozenset(kinds) if kinds else None).compile(dialect=db.dialect)
        state = asked.construct_expanded_state(given)
        values = tuple(map(state.parameters.__getitem__, state.positiontup or ()))
        found = "\n".join(map(str, await db.exec_driver_sql(f"{explain} {state.statement}", values)))
    await there.close()
    return found


async def test_due_work_is_claimed_once_by_due_time_and_no_more_than_wanted(store: Store, other: Store):
    """Two processes that claim at the same time share the work, earliest first, and no job has two owners."""
    for number in range(10):
        await store.jobs.schedule(promise(f"k{number}", due=NOW - number * SECOND))
    mine, theirs = await asyncio.gather(store.jobs.claim("me", NOW, LEASE, 4), other.jobs.claim("them", NOW, LEASE, 4))
    assert len(mine) == len(theirs) == 4
    assert not {job.id for job in mine} & {job.id for job in theirs}
    assert [job.due for job in mine] == sorted(job.due for job in mine)
    assert {job.state for job in mine} == {"claimed"}
    assert await store.jobs.claim("me", NOW - timedelta(hours=1), LEASE, 9) == []


async def test_only_the_wanted_kinds_are_claimed(store: Store):
    """A process leaves the kinds it does not know to those that do."""
    await store.jobs.schedule(promise("a", kind="delivery"))
    await store.jobs.schedule(promise("b", kind="not yet invented"))
    assert [job.key for job in await store.jobs.claim("me", NOW, LEASE, 9, {"delivery"})] == ["a"]


@pytest.mark.parametrize("kinds", [None, ["delivery", "follow_up"]])
async def test_the_claim_reads_an_index(store: Store, database_url: str, kinds: list[str] | None):
    """However much is pending or over, a claim walks only along what is due."""
    series, explain = (
        ("WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 5000)", "EXPLAIN QUERY PLAN")
        if database_url.startswith("sqlite")
        else ("WITH s AS (SELECT generate_series(1, 5000) AS n)", "EXPLAIN")
    )
    await sql(
        database_url,
        f"{series} INSERT INTO job (kind, team, key, body, due, next_at, state)"  # noqa: S608 (two constants of ours)
        " SELECT 'follow_up', 'T1', 'k' || n, '{}', 1795510800 + n, 1795510800 + n, 'waiting' FROM s",
    )
    await sql(database_url, "ANALYZE job")
    found = await plan(database_url, explain, kinds)
    assert "job_next_at" in found
    assert "SCAN job" not in found
    assert "Seq Scan on job" not in found


async def test_a_lease_that_is_over_lets_others_in(store: Store):
    """Until the lease ends nobody else gets the job; then anybody does, and what may have been sent stays `posting`."""
    job = await claimed(store)
    assert await store.jobs.posting(job, NOW)
    assert await store.jobs.claim("them", LEASE - SECOND, LATER, 1) == []
    [taken] = await store.jobs.claim("them", LEASE, LATER, 1)
    assert (taken.id, taken.owner, taken.state, taken.attempts) == (job.id, "them", "posting", 2)
    assert taken.first_sent == NOW


async def test_who_lost_a_job_can_no_longer_write_to_it(store: Store):
    """After a take-over every write of the former owner is refused and changes nothing."""
    job = await claimed(store)
    [taken] = await store.jobs.claim("them", LEASE, LATER, 1)
    assert not await store.jobs.posting(job, NOW)
    assert not await store.jobs.posted(job, "1.1")
    assert not await store.jobs.done(job, NOW)
    assert not await store.jobs.wait(job, NOW)
    assert not await store.jobs.bury(job, "mine", NOW)
    assert await store.jobs.renew("me", [job.id], LATER) == set()
    assert await store.jobs.find("T1", "k") == taken


async def test_changes_that_share_a_commit_are_told_apart(store: Store):
    """Of many at once each hears about its own job: those still held are changed, those lost are not, none twice."""
    jobs = [await claimed(store, f"k{number}") for number in range(6)]
    lost = jobs[:2]
    await store.jobs.release("me", [job.id for job in lost], NOW)
    found = await asyncio.gather(
        *(store.jobs.done(job, NOW + job.id * SECOND, job.key) for job in jobs[:4]),
        store.jobs.done(jobs[3], NOW, "again"),
        store.jobs.wait(jobs[4], LATER),
        store.jobs.bury(jobs[5], "why", NOW),
    )
    assert found == [False, False, True, True, False, True, True]
    after = [await store.jobs.find("T1", job.key) for job in jobs]
    assert [job and (job.state, job.ts) for job in after] == [
        *[("waiting", None)] * 2,
        ("done", "k2"),
        ("done", "k3"),
        ("waiting", None),
        ("dead", None),
    ]


async def test_a_job_without_an_owner_is_nobodys(store: Store):
    """What was read but never claimed cannot be written to."""
    await store.jobs.schedule(promise())
    found = await store.jobs.find("T1", "k")
    assert found
    assert not await store.jobs.done(found, NOW)


async def test_a_renewal_never_revives_what_is_over(store: Store):
    """A renewal behind `done` or `wait` in the same breath keeps only what is still in hand."""
    done, waits, held = [await claimed(store, key) for key in ("done", "waits", "held")]
    assert await store.jobs.done(done, NOW)
    assert await store.jobs.wait(waits, LATER)
    assert await store.jobs.renew("me", [done.id, waits.id, held.id], LEASE) == {held.id}
    assert await store.jobs.next_at() == LEASE


async def test_what_is_done_keeps_its_key_and_message_but_no_content(store: Store):
    """A finished job is still known under its key, without the words and names that were in it."""
    job = await claimed(store)
    assert await store.jobs.posting(job, NOW)
    assert await store.jobs.posted(job, "1764000000.000100")
    assert await store.jobs.done(job, NOW)
    found = await store.jobs.find("T1", "k")
    assert found
    assert (found.state, found.ts, found.body, found.due) == ("done", "1764000000.000100", {}, NOW)
    assert not await store.jobs.schedule(promise())
    assert not await store.jobs.done(job, LATER, "another")
    assert not await store.jobs.wait(job, LATER)
    assert await store.jobs.find("T1", "k") == found


async def test_what_waits_can_be_moved_or_cancelled_and_what_is_claimed_cannot(store: Store):
    """Until somebody has it a promise follows the person's wish; afterwards they are told that it is too late."""
    assert await store.jobs.schedule(promise(due=LATER))
    assert await store.jobs.schedule(promise(due=NOW))
    assert await store.jobs.next_at() == NOW
    await store.jobs.claim("me", NOW, LEASE, 1)
    assert not await store.jobs.schedule(promise(due=LATER))
    assert not await store.jobs.cancel("T1", "k", NOW)
    await store.jobs.schedule(promise("other"))
    assert await store.jobs.cancel("T1", "other", NOW)
    assert await store.jobs.claim("me", LEASE - SECOND, LATER, 9) == []


async def test_waiting_says_whether_to_look_first(store: Store):
    """After a definite refusal the next one simply posts; after anything unsure they look."""
    job = await claimed(store)
    await store.jobs.posting(job, NOW)
    assert await store.jobs.wait(job, NOW, look=True)
    [unsure] = await store.jobs.claim("me", NOW, LEASE, 1)
    assert unsure.state == "posting"
    assert await store.jobs.wait(unsure, NOW, counted=False)
    [sure] = await store.jobs.claim("me", NOW, LEASE, 1)
    assert (sure.state, sure.attempts) == ("claimed", 2)


async def test_giving_back_is_at_once_but_not_for_what_may_have_been_sent(store: Store):
    """A process that stops lets others start what nothing has left the house for."""
    harmless, sent = [await claimed(store, key) for key in ("harmless", "sent")]
    await store.jobs.posting(sent, NOW)
    await store.jobs.release("me", [harmless.id, sent.id], NOW)
    [taken] = await store.jobs.claim("them", NOW, LEASE, 9)
    assert (taken.key, taken.attempts) == ("harmless", 1)


async def test_the_dead_wait_for_a_person(store: Store):
    """What was given up says why, stays through every pruning, and is retried or dropped by a person only."""
    for key in ("again", "sent", "never"):
        job = await claimed(store, key)
        if key == "sent":
            await store.jobs.posting(job, NOW)
        assert await store.jobs.bury(job, "RuntimeError: no\0 way \ud800", NOW)
    assert await store.jobs.prune(NOW + timedelta(days=99)) == 0
    assert {(job.key, job.error) for job in await store.jobs.dead("T1")} == {
        (key, "RuntimeError: no way ") for key in ("again", "sent", "never")
    }
    assert await store.jobs.dead("T2") == []
    assert await store.jobs.retry("T1", "again", LATER)
    assert await store.jobs.retry("T1", "sent", LATER)
    assert await store.jobs.drop("T1", "never", NOW)
    assert not await store.jobs.retry("T1", "never", LATER)
    taken = {job.key: job for job in await store.jobs.claim("me", LATER, LATER + 30 * SECOND, 9)}
    assert {key: job.state for key, job in taken.items()} == {"again": "claimed", "sent": "posting"}
    assert taken["again"].body == {"text": "send pricing"}


async def test_counts_and_pruning(store: Store):
    """What is open and dead is counted by state; what is over goes after its time, a batch at a time."""
    for key in ("a", "b", "c"):
        await store.jobs.done(await claimed(store, key), NOW)
    await store.jobs.bury(await claimed(store, "d"), "why", NOW)
    await store.jobs.schedule(promise("e"))
    assert await store.jobs.counts() == {"waiting": 1, "claimed": 0, "posting": 0, "dead": 1}
    assert await store.jobs.prune(NOW) == 0
    assert [await store.jobs.prune(LATER, limit=2) for _ in range(3)] == [2, 1, 0]
    assert await store.jobs.find("T1", "a") is None


async def test_teams_are_walls(store: Store):
    """The same key, words and ids in another team are another team's, and are neither seen nor touched."""
    await store.jobs.schedule(promise(team="T1"))
    await store.jobs.schedule(promise(team="T2"))
    await store.choices.remember("T1", "Acme", "cik:1", "U1", NOW)
    await store.briefs.keep("T1", "b1", {"secret": "canary"}, NOW)
    assert await store.jobs.cancel("T2", "k", NOW)
    assert [job.team for job in await store.jobs.claim("me", NOW, LEASE, 9)] == ["T1"]
    assert await store.choices.recall("T2", "Acme") is None
    await store.choices.forget("T2", "Acme")
    assert await store.briefs.find("T2", "b1") is None
    assert await store.choices.recall("T1", "Acme") == "cik:1"


async def test_a_choice_is_remembered_whatever_the_spelling_until_it_is_forgotten(store: Store):
    """The last pick counts; case and spaces do not; what cannot be a name is never remembered."""
    await store.choices.remember("T1", "Acme  Corp", "cik:1", "U1", NOW)
    await store.choices.remember("T1", " ACME corp\0", "cik:2", "U2", NOW)
    assert await store.choices.recall("T1", "acme corp") == "cik:2"
    await store.choices.forget("T1", "Acme Corp")
    assert await store.choices.recall("T1", "acme corp") is None
    for nameless in ("", "x" * 9000):
        await store.choices.remember("T1", nameless, "cik:3", "U1", NOW)
        assert await store.choices.recall("T1", nameless) is None


async def test_a_brief_is_found_by_its_buttons_until_its_time_is_over(store: Store):
    """A brief comes back as it was kept last, with every character, and goes with pruning."""
    await store.briefs.keep("T1", "b1", {"head": "first"}, NOW - timedelta(days=31))
    await store.briefs.keep("T1", "b1", {"head": "Jané 😀 \0 \ud83d", "facts": [{"id": "F1", "n": 1.5}]}, NOW)
    await store.briefs.keep("T1", "b2", {}, NOW - timedelta(days=31))
    assert await store.briefs.prune(NOW - timedelta(days=30)) == 1
    assert await store.briefs.find("T1", "b1") == {"head": "Jané 😀 \0 \ud83d", "facts": [{"id": "F1", "n": 1.5}]}
    assert await store.briefs.find("T1", "b2") is None


async def test_a_database_without_our_tables_is_behind(database_url: str):
    """`ping` refuses a database that was never upgraded, and accepts it afterwards."""
    store = await Store.open(database_url)
    with pytest.raises(NotStored, match="behind"):
        await store.ping()
    assert await store.upgrade()
    assert not await store.upgrade()
    await store.ping()
    await store.close()
    with pytest.raises(NotStored, match="closed"):
        await store.ping()


async def test_desk_messages_are_kept_per_room_and_team(store: Store):
    """Each room shows its own, oldest first; a marker is posted once; what is changed counts its changes."""
    desk = store.desk_messages
    said = await desk.say("T1", "C1", None, "U1", "Acme froze\0 hiring", NOW)
    card = await desk.show("T1", "C1", said, {"summary": "a brief"}, "m1", NOW)
    assert await desk.show("T1", "C1", said, {"summary": "a brief"}, "m1", NOW) == card
    await desk.say("T1", "C2", None, "U1", "elsewhere", LATER)
    await desk.say("T2", "C1", None, "U1", "another team", NOW)
    assert await desk.change("T1", card, {"summary": "warmer"})
    assert not await desk.change("T2", card, {"summary": "not theirs"})
    talk, brief = await desk.newest("T1", "C1")
    assert (talk.words, talk.card, talk.thread) == ("Acme froze hiring", None, None)
    assert (brief.card, brief.thread, brief.version) == ({"summary": "warmer"}, said, 1)
    assert (await desk.latest("T1"))["C1"] == card
    assert await desk.last_moment("T1") == LATER
    await desk.remove("T1", card)
    await desk.prune(LATER)
    assert await desk.newest("T1", "C1") == []
    assert await desk.last_moment("T1") == LATER
