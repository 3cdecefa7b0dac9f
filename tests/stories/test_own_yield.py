"""A rep's own yield is theirs alone; adoption counts people and names nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cards import words
from bot.chat import PlaceKind, Who
from bot.model import CallOutcome, Touch, Whom
from tests import examples
from tests.fakes import interaction
from tests.stories.conftest import Desk


async def called(desk: Desk, rep: str, number: int, met: int, team: str = "T1") -> None:
    """So many prospects this rep called 60 days ago; the first so many booked a meeting."""
    touches: list[tuple[Touch, str]] = []
    for n in range(number):
        id_ = f"{team}-{rep}-{n}"
        outcome = CallOutcome.MEETING if n < met else CallOutcome.TALKED
        at = examples.NOW - timedelta(days=60)
        touch = Touch(id_, team, Whom(f"{id_}|acme", id_, "Acme"), rep, "Zoe Quill", at, "call", outcome)
        touches.append((replace(touch, briefed=n % 2 == 0, warmth=1), id_))
    await desk.app.services.store.touches.load(team, touches)


def shown(desk: Desk) -> list[tuple[str, str]]:
    """Where each card of somebody's own yield stands, and what it says."""
    every = ((one.place.channel, words(one.card)) for one in desk.messenger.shown.values())
    return [(channel, said) for channel, said in every if "Your own yield" in said]


async def test_a_rep_reads_their_own_rates_and_nobody_else_does(desk: Desk) -> None:
    """Asked in a channel it comes by direct message, with n and interval, and of their own calls alone."""
    await called(desk, "U1", 40, 10)
    await called(desk, "U2", 60, 60)
    await desk.types("yield mine")
    await desk.types("yield mine 90 days", who=Who("U2"))

    (first, mine), (second, theirs) = shown(desk)
    assert (first, second) == ("direct:U1", "direct:U2")
    assert "meeting 10 of 40: 25.0% (14.2–40.2)" in mine
    assert "dials with a brief before 20 of 40" in mine
    assert "meeting 60 of 60" in theirs
    assert "Zoe" not in mine + theirs
    assert desk.messenger.whispers[-1] == "I sent it to you directly."


async def test_only_mine_goes_to_whoever_presses_it(desk: Desk) -> None:
    """The button on a card that everybody sees is for each of them."""
    await called(desk, "U2", 40, 10)
    await desk.types("yield")
    await desk.presses("Only mine", who=Who("U2"))
    await desk.presses("Only mine")
    assert [channel for channel, _ in shown(desk)] == ["direct:U2", "direct:U1"]
    assert "You have logged no call in this time" in shown(desk)[1][1]


@pytest.mark.parametrize(
    "value",
    ["U2", "<@U2>", "90 U2", "90\nU2", "of Sam", "rep=U2", "Zoe Quill", '{"rep": "U2"}', "mine of U2", "*", "%"],
)
async def test_no_words_and_no_button_get_another_persons(desk: Desk, value: str) -> None:
    """A forged press or a name in the words is a mistake and shows nothing."""
    await called(desk, "U2", 40, 10)
    await desk.does(interaction(value, "forged", action="yield_mine", values={"rep": "U2", "who": "U2"}))
    await desk.types(f"yield mine {value}")
    await desk.types(f"yield {value}")
    assert desk.screen == ""
    assert not any("10 of 40" in whisper for whisper in desk.messenger.whispers)


@pytest.mark.parametrize("kind", [PlaceKind.CHANNEL, PlaceKind.PRIVATE, PlaceKind.GROUP, PlaceKind.UNKNOWN])
async def test_it_is_never_shown_where_others_read(desk: Desk, kind: PlaceKind) -> None:
    """Only a conversation of one person and the bot is theirs."""
    asked = interaction("yield mine", "k")
    await desk.does(replace(asked, place=replace(asked.place, kind=kind)))
    assert [channel for channel, _ in shown(desk)] == ["direct:U1"]


async def test_another_teams_rep_of_the_same_id_is_somebody_else(desk: Desk) -> None:
    """Ids are a team's own."""
    await called(desk, "U1", 40, 10, team="T2")
    await desk.types("yield mine")
    assert "You have logged no call" in shown(desk)[0][1]


async def test_adoption_counts_people_and_names_nobody(desk: Desk) -> None:
    """Whoever typed or pressed something this week is one, however often; a scheduled post is nobody."""
    await called(desk, "U1", 40, 10)
    for who in ("U1", "U2", "U1", "U3"):
        await desk.types("help", who=Who(who))
    screen = await desk.types("yield adoption")
    assert "Calls with a brief before 20 of 40: 50.0%" in screen
    assert "24 Nov 3" in screen
    assert not any(name in screen for name in ("Zoe", "U1", "Dana"))


async def test_a_follow_up_is_kept_on_its_day(desk: Desk) -> None:
    """Done before the end of its day is kept, a day later is not, and one that is cancelled is neither."""
    for about in ("Ann Lee at Acme", "Bob Roe at Acme"):
        await desk.types(f"remind {about} in 1 hour")
    await desk.waits(timedelta(hours=2))
    assert "no follow-up has had its day yet" in await desk.types("yield adoption")
    await desk.presses("Done")
    assert "Follow-ups kept 1 of 1: too little to tell" in await desk.types("yield adoption")
    await desk.waits(timedelta(days=2))
    assert "Follow-ups kept 1 of 2: too little to tell" in await desk.types("yield adoption")
