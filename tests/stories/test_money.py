"""What Warmup saves and costs: sums to check by hand, from numbers somebody entered; and never a false claim."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cards import words
from bot.chat import Audience, Who
from bot.model import CallOutcome, Touch, Whom
from tests import examples
from tests.fakes import interaction
from tests.stories.conftest import Desk

NUMBERS = {"minutes": "12", "hour": "45", "data": "1.200,00", "model": "90.50", "currency": "eur", "worth": "500"}


async def called(desk: Desk, number: int, *, briefed: bool, met: int, days: int = 60, team: str = "T1") -> None:
    """So many prospects called once that long ago, with a brief or without; the first so many booked a meeting."""
    touches: list[tuple[Touch, str]] = []
    for n in range(number):
        name = f"P{n} {'briefed' if briefed else 'not'} {days}"
        outcome = CallOutcome.MEETING if n < met else CallOutcome.TALKED
        at = examples.NOW - timedelta(days=days)
        touch = Touch(name, team, Whom(f"{name}|acme", name, "Acme"), "U9", "Zoe Quill", at, "call", outcome)
        touches.append((replace(touch, briefed=briefed, warmth=3 if briefed else 0), name))
    await desk.app.services.store.touches.load(team, touches)


async def enters(desk: Desk, **changed: str) -> str:
    """Open the form and send it."""
    await desk.presses("Enter the numbers")
    return await desk.submits(**{**NUMBERS, **changed})


async def test_each_line_is_a_sum_to_check_by_hand(desk: Desk) -> None:
    """Briefs × minutes, minutes × an hour, cost ÷ meetings, and the meetings gained; and who entered the numbers."""
    await called(desk, 100, briefed=True, met=40)
    await called(desk, 100, briefed=False, met=10)
    await desk.types("yield money")
    screen = await enters(desk)

    assert "From the numbers that Dana Cho entered on 24 November 2026" in screen
    assert "100 briefs read before a call × 12 min = 20 h" in screen
    assert "20 h × 45.00 EUR an hour = 900.00 EUR" in screen
    assert "(1,200.00 EUR + 90.50 EUR) × 12 months ÷ 365 × 60 days (since 25 Sep 2026) = 2,545.64 EUR" in screen
    assert "2,545.64 EUR ÷ 50 meetings = 50.91 EUR" in screen
    assert "briefed: 40 of 100 met; unbriefed: 10 of 100. At that rate 100 × 10 ÷ 100 = 10.0 would have" in screen
    assert "40 − 10.0 = 30.0 (18.3 to 40.8). 30.0 × 500.00 EUR = 15,000.00 EUR" in screen
    assert "an observation, not an experiment" in screen


async def test_no_meeting_is_claimed_that_chance_may_have_made(desk: Desk) -> None:
    """Too early to tell has a range and no number, and no worth."""
    await called(desk, 20, briefed=True, met=4)
    await called(desk, 20, briefed=False, met=2)
    await desk.types("yield money")
    screen = await enters(desk)

    assert "too early to tell" in screen
    assert "anything from -2.7 to +6.6 meetings" in screen
    assert "= 2.0" not in screen
    assert "6 meetings" in screen
    assert "too little to build on: fewer than 10 meetings" in screen


async def test_before_anything_was_entered_it_asks(desk: Desk) -> None:
    """The counts are there, and no sum; with nothing logged nothing is divided by nothing."""
    screen = await desk.types("yield money")
    assert "0 briefs read before a call" in screen
    assert "EUR" not in screen
    screen = await enters(desk)
    assert "no brief was read before a call yet" in screen
    assert "no call was logged here yet" in screen


async def test_several_calls_of_a_day_have_read_one_brief(desk: Desk) -> None:
    """Who calls Jane three times after one brief has saved preparing once; taken back, none."""
    await desk.types("Jane Doe at Acme")
    await desk.chooses("Log call", "No answer")
    desk.clock.forward(timedelta(minutes=2))
    await desk.chooses("Log call", "Talked")
    assert "1 brief read before a call" in await desk.types("yield money")
    await desk.presses("Undo")
    assert "1 brief read before a call" in await desk.types("yield money")


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("minutes", "-5", "“-5” is no number I understand. For example: 12"),
        ("minutes", "a while", "For example: 12"),
        ("minutes", "0", "It has to be more than 0"),
        ("minutes", "9999", "more than 1,440"),
        ("hour", "", "It is empty. For example: 45"),
        ("hour", "9" * 400, "is no number I understand"),
        ("data", "50 USD", "is no number I understand. For example: 1,200.00"),
        ("model", "1e9", "For example: 90.50"),
        ("worth", "∞", "For example: 500"),
        ("currency", "$", "Say its three letters. For example: EUR"),
        ("currency", "<!channel>", "For example: EUR"),
    ],
)
async def test_a_wrong_number_gets_a_sentence_at_its_input(desk: Desk, name: str, said: str, told: str) -> None:
    """With an example that works; nothing is kept."""
    sent = interaction("90\n0", "k", action="money_saved", values={**NUMBERS, name: said})
    wrong = desk.app.router.check(sent)
    assert wrong is not None
    assert told in wrong.by_input[name]
    await desk.does(sent)
    assert await desk.app.services.store.money.find("T1") is None


@pytest.mark.parametrize("hidden", ["", "90", "90\n-1", "90\n" + "9" * 50, "U9\n0", "90\n0\nU9"])
async def test_a_forged_form_keeps_nothing(desk: Desk, hidden: str) -> None:
    """What a form hides is checked like what it shows."""
    await desk.does(interaction(hidden, "k", action="money_saved", values=NUMBERS))
    assert await desk.app.services.store.money.find("T1") is None


async def test_of_two_managers_at_once_the_second_is_told(desk: Desk) -> None:
    """Nobody's numbers are lost under another's: who comes second sees the first one's."""
    desk.messenger.names["U2"] = "Maria Ruiz"
    await desk.types("yield money")
    await desk.presses("Enter the numbers")
    await desk.presses("Enter the numbers", who=Who("U2"))
    forms: Sequence[str] = [form.hidden for form in desk.messenger.forms]
    for n, who in enumerate(("U2", "U1")):
        values = {**NUMBERS, "hour": f"4{n}"}
        await desk.does(interaction(forms[n], f"s{n}", action="money_saved", values=values, who=Who(who)))

    assert "Maria Ruiz has changed these numbers" in desk.messenger.whispers[-1]
    kept = await desk.app.services.store.money.find("T1")
    assert kept is not None
    assert (kept.by_name, kept.hour) == ("Maria Ruiz", 40)
    await desk.types("yield money")
    await desk.presses("Change the numbers")
    assert {each.name: getattr(each, "value", "") for each in desk.messenger.forms[-1].inputs}["hour"] == "40"


async def test_another_teams_numbers_are_never_seen(desk: Desk) -> None:
    """Neither what it entered nor what it did."""
    await called(desk, 40, briefed=True, met=9, team="T2")
    await desk.types("yield money")
    await enters(desk, hour="77")
    there = interaction("yield money", "other", team="T2")
    await desk.does(replace(there, place=replace(there.place, team="T2", channel="C-theirs")))
    theirs = [words(one.card) for one in desk.messenger.shown.values() if one.place.team == "T2"]
    assert "40 briefs read before a call" in theirs[-1]
    assert "77" not in theirs[-1]
    await desk.types("yield money")
    assert "no brief was read before a call yet" in words(list(desk.messenger.shown.values())[-1].card)


async def test_strangers_in_the_channel_do_not_read_it(desk: Desk) -> None:
    """With guests or another company there, it goes to who asked alone."""
    desk.messenger.audiences["C-sales"] = Audience.STRANGERS
    await desk.types("yield money")
    await desk.types("yield adoption")
    assert {one.place.channel for one in desk.messenger.shown.values()} == {"direct:U1"}
