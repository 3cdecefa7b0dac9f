"""Who is held out, and what an experiment adds up to, over SQLite and over PostgreSQL."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.measuring import tried, window
from bot.model import CallOutcome, Touch, Whom
from bot.store import Experiment, Store, Trial
from bot.understand import company_key

BEGAN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WEEK = timedelta(weeks=1)
LATER = BEGAN + 40 * WEEK
ONE = Experiment("T1", "e1", "a1" * 32, 40, BEGAN, BEGAN + 20 * WEEK, "U1", "Dana Cho")


def touch(number: int, account: str, at: datetime, outcome: CallOutcome = CallOutcome.NO_ANSWER) -> Touch:
    whom = Whom(f"p{number}|{account}", f"P{number}", account)
    return Touch(f"t{number:05d}", "T1", whom, "U1", "Dana Cho", at, "call", outcome)


async def load(store: Store, *touches: Touch) -> None:
    await store.touches.load("T1", [(one, one.id) for one in touches])


async def tally(store: Store, now: datetime = LATER, team: str = "T1") -> Trial:
    trial = await store.experiments.tally(team, window(now, 10_000))
    assert trial
    return trial


def arms(trial: Trial) -> tuple[int, int, int]:
    """Prospects with briefs, held out, ripening."""
    return trial.briefing.sums.of, trial.held_out.sums.of, trial.ripening


def lot(*, out: bool) -> str:
    """An account the lot has, or has not, fallen on."""
    return next(name for name in map("company {}".format, range(99)) if ONE.holds_out(name) is out)


def campaign(accounts: int) -> list[Touch]:
    """Calls to a few people of each account, which met often or never: prospects of one account resemble each other."""
    chance, made = random.Random(5), list[Touch]()  # noqa: S311 (the same every time)
    for account in range(accounts):
        rate = chance.choice((0.05, 0.1, 0.6))
        for _ in range(chance.randint(1, 6)):
            met = chance.random() < rate
            at = BEGAN + chance.random() * 20 * WEEK
            outcome = CallOutcome.MEETING if met else CallOutcome.TALKED
            made.append(touch(len(made), f"company {account}", at, outcome))
    return made


async def test_it_adds_up_as_a_count_by_hand_does(store: Store):
    """Each prospect in the arm of its account, with the sums over accounts that a clustered interval needs."""
    await store.experiments.start(ONE)
    made = campaign(150)
    await load(store, *made)
    trial = await tally(store)
    for arm, held in ((trial.briefing, False), (trial.held_out, True)):
        by_account = _by_account(made, held=held)
        sums = arm.sums
        assert (sums.of, sums.n, sums.prospects) == (
            sum(m for m, _ in by_account),
            sum(y for _, y in by_account),
            len(by_account),
        )
        assert (sums.of_of, sums.of_n, sums.n_n) == (
            sum(m * m for m, _ in by_account),
            sum(m * y for m, y in by_account),
            sum(y * y for _, y in by_account),
        )
        assert arm.conversed == sums.of
    assert trial.ripening == 0


async def test_its_interval_is_a_bootstraps(store: Store):
    """Drawing whole accounts again and again gives the same width, within the noise of 1,000 draws."""
    await store.experiments.start(ONE)
    made = campaign(400)
    await load(store, *made)
    shown = tried(await tally(store), window(LATER, 10_000))
    chance, drawn = random.Random(7), list[float]()  # noqa: S311 (the same draws every time)
    groups = [_by_account(made, held=held) for held in (False, True)]
    for _ in range(1000):
        samples = (chance.choices(group, k=len(group)) for group in groups)
        rates = [sum(y for _, y in sample) / sum(m for m, _ in sample) for sample in samples]
        drawn.append(rates[0] - rates[1])
    drawn.sort()
    assert shown.low is not None
    assert shown.high is not None
    assert shown.high - shown.low == pytest.approx(drawn[974] - drawn[24], rel=0.12)
    assert (shown.high + shown.low) / 2 == pytest.approx((drawn[974] + drawn[24]) / 2, abs=0.02)


def _by_account(made: Sequence[Touch], *, held: bool) -> list[tuple[int, int]]:
    """Prospects and meetings of each account of an arm."""
    found: dict[str, list[bool]] = defaultdict(list)
    for one in made:
        if ONE.holds_out(one.whom.company or "") is held:
            found[one.whom.company or ""].append(one.outcome is CallOutcome.MEETING)
    return [(len(met), sum(met)) for met in found.values()]


async def test_only_who_was_first_touched_while_it_ran_is_part_of_it(store: Store):
    """Not whom the team knew before, nor whom it met after; whenever it is written down."""
    account = lot(out=True)
    await load(store, touch(1, account, BEGAN - WEEK))
    await store.experiments.start(ONE)
    await load(store, replace(touch(2, account, BEGAN + WEEK), whom=touch(1, account, BEGAN).whom))
    await load(store, touch(3, account, BEGAN), touch(4, account, ONE.until), touch(5, account, BEGAN + WEEK))
    assert arms(await tally(store)) == (0, 2, 0)
    await load(store, replace(touch(6, account, BEGAN - WEEK), whom=touch(5, account, BEGAN).whom))
    assert arms(await tally(store)) == (0, 1, 0), "a past that is imported later takes them out again"


async def test_an_undone_call_is_no_part_of_it(store: Store):
    """Neither it nor its prospect; the next call brings them back."""
    await store.experiments.start(ONE)
    first = touch(1, lot(out=False), BEGAN + WEEK)
    await store.touches.log(first, "d1")
    assert await store.touches.undo("T1", first.id, first.at)
    assert arms(await tally(store)) == (0, 0, 0)
    await store.touches.log(replace(first, id="again", at=first.at + WEEK), "d2")
    assert arms(await tally(store)) == (1, 0, 0)


async def test_what_has_not_ripened_is_told_apart(store: Store):
    """Five weeks after its first week only that one counts."""
    await store.experiments.start(ONE)
    await load(store, touch(1, lot(out=True), BEGAN), touch(2, lot(out=True), BEGAN + 4 * WEEK))
    assert arms(await tally(store, BEGAN + 6 * WEEK)) == (0, 1, 1)


async def test_one_runs_at_a_time_whoever_starts_at_once(store: Store, other: Store):
    """Eight starts of two processes are one experiment."""
    tries = [replace(ONE, id=f"e{number}", key=f"{number:064x}") for number in range(8)]
    both = (store, other)
    made = await asyncio.gather(*(both[number % 2].experiments.start(one) for number, one in enumerate(tries)))
    assert sum(new for _, new in made) == 1
    assert len({one.id for one, _ in made}) == 1


async def test_it_stops_once_and_another_may_begin(store: Store):
    """What was measured stays with the one that measured it."""
    await store.experiments.start(ONE)
    await load(store, touch(1, lot(out=True), BEGAN + WEEK))
    at = BEGAN + 2 * WEEK
    stopped = await store.experiments.stop("T1", "e1", at, "Sam Lee")
    assert stopped
    assert (stopped.ended_at, stopped.ended_by_name, stopped.end) == (at, "Sam Lee", at)
    assert await store.experiments.stop("T1", "e1", at, "Zoe") is None
    await load(store, touch(2, lot(out=True), at + WEEK))
    assert arms(await tally(store)) == (0, 1, 0)
    assert await store.experiments.holding_out("T1", lot(out=True), at) is None
    _, new = await store.experiments.start(replace(ONE, id="e2", started_at=at + WEEK))
    assert new


async def test_one_that_is_over_gives_way_to_the_next(store: Store):
    """Nobody has to stop what has ended by itself."""
    await store.experiments.start(ONE)
    assert await store.experiments.stop("T1", "e1", ONE.until, "Sam Lee") is None
    late = replace(ONE, id="e2", started_at=ONE.until, until=ONE.until + WEEK)
    assert await store.experiments.start(late) == (late, True)


async def test_a_call_that_is_written_while_one_begins_is_part_of_it(store: Store, other: Store):
    """Whichever comes first: what was dialled after its start counts, in any process."""
    new = touch(1, lot(out=True), BEGAN + timedelta(seconds=1))
    await asyncio.gather(store.touches.log(new, "d1"), other.experiments.start(ONE))
    assert arms(await tally(store)) == (0, 1, 0)


async def test_teams_are_walls(store: Store):
    """Another team's experiment neither holds out nor counts anybody here, and cannot be stopped from here."""
    await store.experiments.start(ONE)
    await load(store, touch(1, lot(out=True), BEGAN + WEEK))
    assert await store.experiments.newest("T2") is None
    assert await store.experiments.holding_out("T2", lot(out=True), BEGAN) is None
    assert await store.experiments.stop("T2", "e1", BEGAN + WEEK, "Eve") is None
    await store.experiments.start(replace(ONE, team="T2", id="e2"))
    assert arms(await tally(store, team="T2")) == (0, 0, 0)


async def test_the_past_is_counted_account_by_account(store: Store):
    """New prospects of companies in those weeks, and what came of them; a bare name is no account."""
    made = campaign(60)
    await load(store, *made, touch(9000, "", BEGAN + WEEK), touch(9001, "company 1", BEGAN - WEEK))
    past = await store.experiments.past("T1", BEGAN, LATER)
    sums = past.arm.sums
    accounts = {one.whom.company for one in made}
    assert (sums.of, sums.prospects, past.arm.conversed) == (len(made), len(accounts), len(made))
    assert sums.n == sum(one.outcome is CallOutcome.MEETING for one in made)
    assert past.first == min(one.at for one in made)
    assert (await store.experiments.past("T2", BEGAN, LATER)).first is None


@given(key=st.binary(min_size=32, max_size=32), share=st.integers(5, 50))
@settings(max_examples=40)
def test_the_share_comes_out_near_what_was_chosen_and_no_arm_ever_changes(key: bytes, share: int):
    """Of 4,000 accounts, within five standard errors; asked again, the same."""
    one = replace(ONE, key=key.hex(), share=share)
    accounts = [f"company {number}" for number in range(4000)]
    held = [one.holds_out(account) for account in accounts]
    part = share / 100
    assert abs(sum(map(bool, held)) - 4000 * part) < 5 * (4000 * part * (1 - part)) ** 0.5
    later = replace(one, ended_at=LATER, ended_by_name="Sam Lee", until=LATER, started_by="U7")
    assert [later.holds_out(account) for account in accounts] == held


@given(key=st.binary(min_size=32, max_size=32), account=st.text(min_size=1, max_size=40))
def test_any_account_has_an_arm(key: bytes, account: str):
    """In any alphabet, and with what no database keeps."""
    assert replace(ONE, key=key.hex()).holds_out(account) in {True, False}


@given(key=st.binary(min_size=32, max_size=32))
def test_spelled_variants_of_a_company_are_one_account(key: bytes):
    """The house's own comparison decides; a rep who types it otherwise does not draw again."""
    one = replace(ONE, key=key.hex())
    spelled = ("Acme, Inc.", "ACME", "acme", "Acme Inc", "  Acme,  INC. ")
    assert len({one.holds_out(company_key(name)) for name in spelled}) == 1
