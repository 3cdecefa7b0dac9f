"""Links over both databases: everything is carried over and apart again in one go, nothing is lost or doubled."""

import asyncio
from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.chat import Place, PlaceKind, written
from bot.model import CallOutcome, FollowUp, NotToCall, Touch, Whom
from bot.store import Code, NewJob, Persona, Redeemed, Said, Schedule, Store, Tenant
from bot.store.carrying import tables
from bot.store.tables import metadata
from tests.contracts.test_intel import heard
from tests.examples import NOW

SLACK, TEAMS = Tenant("slack", "T1"), Tenant("teams", "g1")
JANE = Whom("jane doe|acme", "Jane Doe", "Acme")
IN_SLACK = written(Place("slack", "T1", "C1", PlaceKind.CHANNEL))
IN_TEAMS = written(Place("teams", "g1", "19:sales", PlaceKind.CHANNEL))
HOUR = timedelta(hours=1)


def code(digest: str = "d", maker: Tenant = SLACK) -> Code:
    """A code that Dana made in Slack."""
    return Code(maker, digest, "U1", "Dana", IN_SLACK, NOW + HOUR / 4)


def news(made: Code) -> NewJob:
    """What its maker hears."""
    return NewJob("delivery", made.maker.id, f"linked:{made.digest}", {}, NOW + HOUR)


async def link(store: Store) -> None:
    """Make a code, and enter it."""
    assert await store.links.make(code())
    redeemed, _ = await store.links.redeem(TEAMS, "d", "Sam", NOW, news)
    assert redeemed is Redeemed.LINKED


def touch(team: str, number: int, **slots: object) -> Touch:
    """A dial to Jane, an hour after the one before."""
    at = NOW + number * HOUR
    dial = Touch(f"t{number}", team, JANE, f"rep of {team}", "Dana", at, "call", CallOutcome.TALKED)
    return replace(dial, **slots)


def promise(team: str, place: str, id_: str) -> FollowUp:
    """Something promised in a place."""
    return FollowUp(id_, team, f"rep of {team}", "Dana", "UTC", JANE, "call", NOW + HOUR, True, place, NOW)  # noqa: FBT003 (named)


async def fill(store: Store, team: str, place: str, name: str) -> None:
    """One of everything; `same` is in both teams."""
    store_ = store
    await store_.follow_ups.promise(promise(team, place, f"f-{name}"), f"d-{name}")
    await store_.consents.forbid([NotToCall(team, "person", x, name, "r", "R", NOW) for x in (f"p-{name}", "same")])
    await store_.choices.remember(team, name, name, "r", NOW)
    await store_.choices.remember(team, "same", name, "r", NOW if name == "s" else NOW + HOUR)
    await store_.briefs.keep(team, f"b-{name}", {"of": name}, NOW, JANE.key)
    await store_.briefs.shown(team, f"b-{name}", f"c-{name}", "1", NOW)
    said = heard("They froze hiring", f"i-{name}", team=team, place=place)
    await store_.intel.save(said, f"d-{name}")
    await store_.intel.save(replace(said, id=f"own-{name}", text=f"zebra{name}"), f"d2-{name}")
    plan = Schedule(team, f"ch-{name}", place, "", time(8, 30), "UTC", frozenset({0}), False, "r", "R")  # noqa: FBT003 (daily)
    await store_.digests.plan(plan, NOW + HOUR, NOW)


async def test_every_table_says_how_it_goes_along():
    """Whoever adds a table with a team has to say what becomes of it when teams are linked and parted."""
    named = [name for name, table in metadata.tables.items() if "team" in table.columns]
    assert not tables(named)


async def test_all_is_carried_over(store: Store):
    """Whatever either had both have: of what both had, the same do-not-call, the later choice, both pieces of intel."""
    await fill(store, "T1", IN_SLACK, "s")
    await fill(store, "g1", IN_TEAMS, "t")
    await link(store)

    assert {one.id for one in await store.follow_ups.about("T1", JANE.key)} == {"f-s", "f-t"}
    assert len(await store.consents.of("T1", [("person", x) for x in ("p-s", "p-t", "same")])) == 3
    assert [await store.choices.recall("T1", x) for x in ("s", "t", "same")] == ["s", "t", "t"]
    assert await store.briefs.find("T1", "b-t")
    assert await store.briefs.in_thread("T1", "c-t", "1")
    assert {one.id for one in await store.intel.about("T1", "acme")} == {"i-s", "own-s", "i-t", "own-t"}
    assert [one.id for one in await store.intel.search("T1", "zebrat", NOW)] == ["own-t"]
    assert await store.digests.find("T1", "ch-t")
    assert (await store.jobs.counts("g1"))["waiting"] == 0
    assert await store.jobs.find("T1", "follow_up:f-t:0")
    assert await store.jobs.find("T1", "digest:ch-t:0")


async def test_dials_of_both_are_numbered_in_one_row(store: Store):
    """The third dial to Jane is her third, whoever of the two dialled."""
    for number, team in enumerate(("T1", "g1", "T1", "g1")):
        await store.touches.log(touch(team, number), f"d{number}")
    await link(store)
    assert [one.id for one in await store.touches.of("T1", JANE.key)] == ["t3", "t2", "t1", "t0"]
    found = await store.prospecting.dials("T1", NOW - HOUR, NOW, NOW + 9 * HOUR)
    assert found.now.connect.of == 4


async def test_a_job_in_hand_is_finished_by_who_has_it(store: Store, other: Store):
    """Linked while it is being shown, it is still its worker's, and nobody does it twice."""
    await store.jobs.schedule(NewJob("delivery", "g1", "teams:1", {}, NOW))
    [job] = await other.jobs.claim("me", NOW, NOW + HOUR, 5)
    assert await other.jobs.posting(job, NOW)
    await link(store)
    assert await other.jobs.done(job, NOW, "m1")
    done = await store.jobs.find("T1", "teams:1")
    assert done is not None
    assert done.state == "done"
    assert done.ts == "m1"


async def test_what_a_late_process_writes_is_brought_along(store: Store, other: Store):
    """Who had not heard of the link yet writes under the old name: the sweep brings it, and no delivery twice."""
    await link(store)
    await other.follow_ups.promise(promise("g1", IN_TEAMS, "late"), "late")
    for team in ("T1", "g1"):
        await other.jobs.schedule(NewJob("delivery", team, "teams:twice", {}, NOW))
    await store.links.sweep("T1", NOW)
    await store.links.sweep("T1", NOW)

    assert await store.follow_ups.find("T1", "late")
    assert await store.jobs.find("T1", "follow_up:late:0")
    left = await store.jobs.find("g1", "teams:twice")
    assert left is not None
    assert left.state == "cancelled"


async def test_a_failure_in_the_middle_changes_nothing(store: Store):
    """It is one transaction: what fails after everything has moved leaves both as they were, and the code valid."""
    await fill(store, "g1", IN_TEAMS, "t")
    await store.links.make(code())

    def breaks(_: Code) -> NewJob:
        raise RuntimeError("killed here")

    with pytest.raises(RuntimeError):
        await store.links.redeem(TEAMS, "d", "Sam", NOW, breaks)
    assert not (await store.links.directory()).tenants
    assert await store.follow_ups.find("g1", "f-t")
    assert await store.jobs.find("g1", "follow_up:f-t:0")
    assert (await store.links.redeem(TEAMS, "d", "Sam", NOW, news))[0] is Redeemed.LINKED


async def test_the_same_code_from_two_processes_at_once_links_once(store: Store, other: Store):
    """Twice by the same tenant, or by two: one wins, the other is told so."""
    await store.links.make(code())
    here = [store.links.redeem(TEAMS, "d", "Sam", NOW, news), other.links.redeem(TEAMS, "d", "Sam", NOW, news)]
    here.append(other.links.redeem(Tenant("teams", "g2"), "d", "Eve", NOW, news))
    results = [result for result, _ in await asyncio.gather(*here)]
    assert results.count(Redeemed.LINKED) == 1
    assert len((await store.links.directory()).tenants) == 2


async def test_parted_each_has_its_own(store: Store):
    """What stands in a place goes with it, with its job; calls, do-not-call, briefs and choices are both teams'."""
    await link(store)
    await fill(store, "T1", IN_SLACK, "s")
    await fill(store, "T1", IN_TEAMS, "t")
    await store.touches.log(touch("T1", 1), "d1")
    assert await store.links.unlink("T1", NOW)

    for team, name in (("T1", "s"), ("g1", "t")):
        assert [one.id for one in await store.follow_ups.about(team, JANE.key)] == [f"f-{name}"]
        assert await store.jobs.find(team, f"follow_up:f-{name}:0")
        assert await store.jobs.find(team, f"digest:ch-{name}:0")
        assert len(await store.consents.of(team, [("person", x) for x in ("p-s", "p-t", "same")])) == 3
        assert len(await store.touches.of(team, JANE.key)) == 1
        assert await store.briefs.find(team, "b-s")
        assert await store.briefs.find(team, "b-t")
    assert {one.id for one in await store.intel.about("g1", "acme")} <= {"i-t", "own-t"}
    assert [one.id for one in await store.intel.search("g1", "zebrat", NOW)] == ["own-t"]
    assert not await store.intel.search("T1", "zebrat", NOW)
    assert not await store.links.unlink("T1", NOW)
    await link(store)


async def _met(store: Store) -> tuple[Persona, Persona]:
    here, there = Persona("T1", "slack", "U1", "Dana", "h"), Persona("T1", "teams", "g-dana", "Dana", "h")
    await store.personas.meet(here, NOW)
    await store.personas.meet(there, NOW)
    return here, there


async def test_one_rep_has_what_both_did(store: Store):
    """Touches, promises, intel with its voices: all go by one name once both have said so."""
    await link(store)
    here, there = await _met(store)
    await store.follow_ups.promise(replace(promise("T1", IN_TEAMS, "f"), rep="g-dana"), "d")
    await store.intel.save(heard(), "d1")
    await store.intel.save(heard(id_="again", author="g-dana", author_name="Dana", place=IN_TEAMS), "d2")
    assert (await store.personas.say(there, "me", NOW))[0] is Said.WAITS
    assert not await store.follow_ups.mine("T1", "U1")
    assert (await store.personas.say(here, "me", NOW))[0] is Said.ONE

    assert [one.id for one in await store.follow_ups.mine("T1", "U1")] == ["f"]
    [entry] = await store.intel.about("T1", "acme")
    assert [voice.author for voice in entry.voices] == ["U1"]
    assert await store.personas.part("T1", "U1", NOW)
    assert [one.id for one in await store.follow_ups.mine("T1", "g-dana")] == ["f"]


async def test_nobody_is_one_with_somebody_who_did_not_say_so(store: Store):
    """One side alone, another address by now, or a no: they stay two, whatever is pressed afterwards."""
    await link(store)
    here, there = await _met(store)
    assert (await store.personas.say(here, "me", NOW))[0] is Said.WAITS
    assert (await store.personas.say(replace(there, email="changed"), "me", NOW))[0] is Said.OVER
    assert (await store.personas.say(there, "not", NOW))[0] is Said.APART
    assert (await store.personas.say(here, "me", NOW))[0] is Said.OVER
    assert not [one for one in (await store.links.directory()).personas if one.rep]


async def test_an_address_of_two_is_nobodys(store: Store):
    """Where two accounts of one platform share an address nobody is asked."""
    await link(store)
    await _met(store)
    assert await store.personas.meet(Persona("T1", "teams", "g-eve", "Eve", "h"), NOW) is None
    assert await store.personas.meet(Persona("T1", "slack", "U1", "Dana", "h"), NOW) is None


async def test_both_words_at_once_make_one(store: Store, other: Store):
    """Pressed on both platforms in the same moment, in two processes."""
    await link(store)
    here, there = await _met(store)
    results = await asyncio.gather(store.personas.say(here, "me", NOW), other.personas.say(there, "me", NOW))
    assert sorted(said.value for said, _ in results) == ["one", "waits"]
