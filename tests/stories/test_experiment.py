"""Do briefs pay? A team tries it: a share of accounts goes without, nobody is left in the dark, and it ends."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.cards import words
from bot.chat import Who
from bot.model import CallOutcome, Touch, Whom
from bot.store import Experiment
from tests import examples
from tests.fakes import FakeSource, good_book, interaction, terms
from tests.stories.conftest import Desk, DeskMaker

SAM = Who("U2", "Sam Lee")
WEEK = timedelta(weeks=1)


async def holding_out(desk: Desk, account: str = "acme", *, out: bool = True, weeks: int = 10) -> Experiment:
    """Have an experiment run whose lot has, or has not, fallen on this account."""
    now = desk.clock.moment
    keys = (f"{number:064x}" for number in range(1000))
    tries = (Experiment("T1", "e1", key, 50, now, now + weeks * WEEK, "U2", "Sam Lee") for key in keys)
    running, _ = await desk.app.services.store.experiments.start(next(e for e in tries if e.holds_out(account) is out))
    return running


async def past(desk: Desk, companies: int, met: int) -> None:
    """Three prospects at each of so many companies, called within the half year before; the first ones met."""
    touches: list[tuple[Touch, str]] = []
    for number in range(3 * companies):
        company = f"company {number % companies}"
        at = examples.NOW - timedelta(days=60 + number % 90)
        outcome = CallOutcome.MEETING if number < met else CallOutcome.NO_ANSWER
        whom = Whom(f"p{number}|{company}", f"P{number}", company)
        touches.append((Touch(f"t{number}", "T1", whom, "U9", "Zoe", at, "call", outcome), f"t{number}"))
    await desk.app.services.store.touches.load("T1", touches)


def newest(desk: Desk) -> str:
    """What the last message says."""
    return words(list(desk.messenger.shown.values())[-1].card)


async def test_the_card_says_beforehand_how_long_it_must_run(desk: Desk) -> None:
    """The team's pace, the weeks for each share, and the day it is judged; nothing has begun yet."""
    await past(desk, 100, 60)
    screen = await desk.types("yield experiment")

    assert "ripe weeks you began" in screen
    assert "10 % of accounts about " in screen
    assert "weeks at your pace" in screen
    assert "Start with 20 %" in screen
    assert "Do-not-call and calling hours hold for everybody" in screen
    assert await desk.app.services.store.experiments.newest("T1") is None


async def test_a_young_team_is_told_that_nobody_can_say_yet(desk: Desk) -> None:
    """Too little data is called too little; it may try all the same."""
    screen = await desk.types("yield hold-out")

    assert "Too little data to say how long it must run" in screen
    assert "nobody can say yet; 26 weeks" in screen


async def test_a_pace_at_which_nothing_would_ever_show_has_no_button(desk: Desk) -> None:
    """Ten meetings of a thousand calls a half year: nobody keeps to an experiment for decades."""
    await past(desk, 400, 11)
    screen = await desk.types("yield experiment")

    assert "too long to be worth it" in screen
    assert "Start with" not in screen


async def test_it_is_found_from_the_yield_started_by_a_button_and_not_twice(desk: Desk) -> None:
    """Who comes second sees whose it is; a team has one at a time."""
    await desk.types("yield")
    await desk.presses("Try out whether briefs pay")
    screen = await desk.presses("Start with 20 %")
    assert "The experiment has begun." in screen
    assert "Dana Cho started it on 24 November 2026: 20 % of accounts get no brief until 31 May 2027" in screen

    started = await desk.app.services.store.experiments.newest("T1")
    late = interaction("50\n9", "late", action="start_experiment", who=SAM)
    assert "An experiment runs already; a team has one at a time." in await desk.does(late)
    assert await desk.app.services.store.experiments.newest("T1") == started


async def test_two_who_start_at_once_start_one(desk: Desk) -> None:
    """Whatever their shares, one experiment runs, and both see whose."""
    both = [
        interaction(f"{share}\n9", f"at-once-{share}", action="start_experiment", who=replace(SAM, id=f"U{share}"))
        for share in (10, 50)
    ]
    await asyncio.gather(*(desk.app.router.accept(each) for each in both))
    await desk.settled()

    assert desk.screen.count("The experiment has begun.") == 1
    assert desk.screen.count("An experiment runs already") == 1


async def test_not_now_starts_nothing(desk: Desk) -> None:
    """It says who would rather not."""
    await desk.types("yield experiment")
    assert "No experiment for now, says Dana Cho." in await desk.presses("Not now")
    assert await desk.app.services.store.experiments.newest("T1") is None


async def test_a_held_out_account_gets_no_brief_but_may_be_called(sit: DeskMaker) -> None:
    """Hours, do-not-call and number stand there, with Log call and Remind me; nothing that was found out, or asked."""
    source = FakeSource(terms("linkedin_export", "company"), facts=[examples.event()])
    desk = await sit(good_book(), researchers=[source])
    await holding_out(desk)
    screen = await desk.types("Jane Doe at Acme")

    assert "No brief until 2 February 2027." in screen
    assert "an experiment Sam Lee started to see whether briefs pay" in screen
    assert "3:42 pm in Chicago (your window: until 6 pm)" in screen
    assert "+1 312-555-0142" in screen
    assert "registers not checked" in screen
    assert "Log call" in screen
    assert "Remind me" in screen
    assert not any(told in screen for told in ("Reno", "Why now", "Open with", "keys", "Initech"))
    assert source.asked == []


async def test_do_not_call_outranks_the_experiment(desk: Desk) -> None:
    """It is never held out."""
    await holding_out(desk)
    await desk.types("Jane Doe at Acme")
    await desk.chooses("Log call", "Do not call")
    screen = await desk.types("Jane Doe at Acme")

    assert "Do not call." in screen
    assert "312" not in newest(desk)


async def test_the_other_accounts_are_briefed_as_ever(desk: Desk) -> None:
    """Only the lot's accounts go without."""
    await holding_out(desk, out=False)
    assert "opened its Reno plant" in await desk.types("Jane Doe at Acme")


async def test_a_call_without_a_brief_is_logged_as_one(desk: Desk) -> None:
    """Its warmth is kept as of any dial; briefed it was not, by word or by button."""
    await holding_out(desk)
    await desk.types("Jane Doe at Acme")
    await desk.chooses("Log call", "No answer")
    await desk.types("log Jane Doe at Acme, Inc. talked")
    touches = await desk.app.services.store.touches.of("T1", "jane doe|acme")

    assert [(one.briefed, one.warmth) for one in touches] == [(False, 3), (False, 3)]


async def test_brief_me_anyway_is_honest(desk: Desk) -> None:
    """The brief comes, the account stays in its group, and the results count it."""
    await holding_out(desk)
    await desk.types("Jane Doe at Acme")
    assert "Why now opened its Reno plant" in await desk.presses("Brief me anyway")
    desk.clock.forward(timedelta(minutes=9))
    await desk.types("log Jane Doe at Acme talked")
    assert "No brief until" in await desk.types("Jane Doe, Acme")

    desk.clock.forward(9 * WEEK)
    screen = await desk.types("yield experiment")
    assert "1 of 1 held-out prospects were briefed all the same." in screen
    assert "decided beforehand: to be judged on 8 March 2027" in screen


async def test_a_question_about_a_held_out_account_gets_no_facts(desk: Desk) -> None:
    """It says why, and what to press."""
    await holding_out(desk)
    await desk.types("Jane Doe at Acme")
    [shown] = desk.messenger.shown.values()
    await desk.types("what did they open?", place=replace(shown.place, thread="m1"))

    assert "tell nothing until 2 February 2027" in desk.messenger.whispers[-1]
    assert "Reno" not in desk.screen + desk.messenger.whispers[-1]


async def test_a_due_follow_up_of_a_held_out_account_tells_no_news(sit: DeskMaker) -> None:
    """It comes, with whether one may dial; what is new since the old brief stays unsaid, and no source is asked."""
    source = FakeSource(terms("linkedin_export", "company"), facts=[examples.event()])
    desk = await sit(good_book([]), researchers=[source])
    await desk.types("Jane Doe at Acme")
    await holding_out(desk)
    await desk.chooses("Remind me", "In 1 hour")
    asked, source.facts = len(source.asked), [examples.event(what="closed its Reno plant")]
    screen = await desk.waits(timedelta(hours=1))

    assert "⏰ Dana Cho, promised on" in screen
    assert "New since the brief" not in screen
    assert (asked, len(source.asked)) == (1, 1)


async def test_stopping_asks_once_and_keeps_what_was_measured(desk: Desk) -> None:
    """Then accounts are briefed again, and the card says who stopped it and when."""
    await holding_out(desk)
    await desk.types("log Jane Doe at Acme talked")
    desk.clock.forward(3 * WEEK)
    await desk.types("yield experiment")
    assert "Stop the experiment after 3 of 10 weeks?" in await desk.presses("Stop the experiment")
    screen = await desk.presses("Stop it for good")
    assert "Dana Cho stopped it on 15 December 2026, before 2 February 2027" in screen
    assert "1 later prospects, in neither yet" in screen
    assert "opened its Reno plant" in await desk.types("Jane Doe at Acme")

    await desk.types("yield experiment stop")
    assert "No experiment runs." in desk.messenger.whispers[-1]


async def test_it_ends_by_itself_on_the_day_that_was_said(desk: Desk) -> None:
    """From then on everybody is briefed, and another one can be planned."""
    await holding_out(desk)
    assert "No brief until" in await desk.types("Jane Doe at Acme")
    desk.clock.forward(10 * WEEK)
    await desk.types("Jane Doe at Acme")
    assert "keys" in newest(desk)
    assert "Stop the experiment" not in await desk.types("yield experiment")
    await desk.presses("Plan another")
    assert "The experiment has begun." in await desk.presses("Start with 50 %")


async def test_its_result_is_called_an_experiment(desk: Desk) -> None:
    """Judged as assigned once everybody has ripened; the other differences stay observations."""
    running = await holding_out(desk)
    await called(desk, running)
    desk.clock.forward(20 * WEEK)
    screen = await desk.types("yield year")

    assert "Briefing against held out" in screen
    assert "points more meetings" in screen
    assert "where briefs were given; an experiment, judged as assigned" in screen
    assert "others were called without a brief" not in await desk.types("yield experiment")


async def called(desk: Desk, running: Experiment) -> None:
    """A call to two people at each of 120 companies; a brief gets every second meeting, none every twentieth."""
    touches: list[tuple[Touch, str]] = []
    for number in range(240):
        company = f"company {number // 2}"
        held = running.holds_out(company)
        met = number % 20 == 0 if held else number % 2 == 0
        at: datetime = desk.clock.moment + timedelta(hours=number)
        outcome = CallOutcome.MEETING if met else CallOutcome.NO_ANSWER
        whom = Whom(f"p{number}|{company}", f"P{number}", company)
        one = Touch(f"t{number}", "T1", whom, "U9", "Zoe", at, "call", outcome, briefed=not held)
        touches.append((one, one.id))
    await desk.app.services.store.touches.load("T1", touches)


async def test_another_teams_experiment_holds_out_nobody_here(desk: Desk) -> None:
    """Teams are walls."""
    now = desk.clock.moment
    for number in range(20):
        one = Experiment(f"T{number + 2}", "e1", f"{number:064x}", 50, now, now + WEEK, "U2", "Sam Lee")
        await desk.app.services.store.experiments.start(one)

    assert "opened its Reno plant" in await desk.types("Jane Doe at Acme")


@pytest.mark.parametrize("typed", ["yield experiment 90 %", "yield experiment soon", "yield experiment 0%"])
async def test_what_is_no_experiment_gets_a_sentence_with_an_example(desk: Desk, typed: str) -> None:
    """Seen only by the person who typed it."""
    assert await desk.types(typed) == ""
    assert "/warmup yield experiment 20 %" in desk.messenger.whispers[-1]


@pytest.mark.parametrize("typed", ["yield experiment 25 %", "yield hold out 25 percent", "yield experiment with 25%"])
async def test_a_share_of_ones_own_can_be_said(desk: Desk, typed: str) -> None:
    """One row and one button."""
    assert "Start with 25 %" in await desk.types(typed)
    assert "Start with 20 %" not in desk.screen


def test_a_prospect_without_a_company_is_never_held_out() -> None:
    """There is no account to draw."""
    one = Experiment("T1", "e1", "00", 50, examples.NOW, examples.NOW + WEEK, "U2", "Sam Lee")
    assert one.holds_out("") is None
