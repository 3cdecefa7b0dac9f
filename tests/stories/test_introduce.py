"""*Ask Sam*: a colleague who may know a prospect is asked directly, and the answer counts for everybody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat import Place, PlaceKind, Who
from tests import examples
from tests.fakes import good_book
from tests.stories.conftest import Desk, DeskMaker

HOME = Place("desk", "T1", "direct:U2", PlaceKind.DIRECT)


@pytest.fixture
async def desk(sit: DeskMaker) -> Desk:
    """Jane was just briefed: Sam and she were in the same large company, says the book, with his address."""
    overlap = replace(examples.overlap(), value={"size": 40_000, "colleague_email": "sam.lee@northwind.example"})
    desk = await sit(good_book((examples.role(), examples.event(), overlap)))
    desk.messenger.names = {"U2": "Sam Lee", "U3": "Maria Ruiz"}
    await desk.types("Jane Doe at Acme")
    await desk.presses("More")
    return desk


async def asked(desk: Desk, **values: str) -> None:
    """Press *Ask Sam*, and send the draft as it is but for these values."""
    await desk.presses("Ask Sam")
    form = desk.messenger.forms[-1]
    await desk.submits(**{one.name: getattr(one, "value", "") for one in form.inputs} | values)


async def answers(desk: Desk, label: str) -> str:
    """Sam presses that, in his direct messages."""
    return await desk.presses(label, who=Who("U2"), place=HOME)


async def test_the_question_goes_to_sam_as_the_rep_words_it(desk: Desk):
    """By direct message, with four answers; the rep is told."""
    await desk.presses("Ask Sam")
    draft = getattr(desk.messenger.forms[-1].inputs[0], "value", "")
    assert draft == "Hi Sam, I am about to call Jane Doe at Acme. Do you know them, and how well?"
    await desk.submits(words="Sam, was Jane in your group?")
    shown = next(reversed(desk.messenger.shown.values()))
    assert shown.place == HOME
    for said in ("Dana Cho", "Sam, was Jane in your group?", "I know them well", "Slightly", "Not at all"):
        assert said in desk.screen
    assert "Asked Sam Lee" in desk.messenger.whispers[-1]


async def test_his_answer_turns_the_key_for_everybody(desk: Desk):
    """With its date; before it the way was only likely."""
    await asked(desk)
    assert "Thank you" in await answers(desk, "I know them well")
    desk.messenger.shown.clear()
    screen = await desk.types("Jane Doe at Acme", who=Who("U3"))
    assert "✔ Way in Sam Lee knows Jane Doe (well)" in screen


async def test_not_at_all_outweighs_the_records(desk: Desk):
    """What the book makes likely hardly counts any more, and the brief says what he said."""
    await asked(desk)
    await answers(desk, "Not at all")
    desk.messenger.shown.clear()
    assert "✘ Way in" in await desk.types("Jane Doe at Acme")
    assert "Sam Lee says that they do not know Jane Doe, 24 November 2026" in await desk.presses("More")


async def test_only_sam_can_answer_for_sam(desk: Desk):
    """Somebody else who presses is told so."""
    await asked(desk)
    await desk.presses("I know them well", who=Who("U3"), place=HOME)
    assert "Only who was asked" in desk.messenger.whispers[-1]


async def test_three_a_week(desk: Desk):
    """The fourth is not sent; a week later it may be."""
    for _ in range(4):
        await asked(desk)
    sent = [one for one in desk.messenger.shown.values() if one.place == HOME]
    assert len(sent) == 3
    assert "asked 3 times this week" in desk.messenger.whispers[-1]
    desk.clock.forward(timedelta(days=8))
    await asked(desk)
    assert len([one for one in desk.messenger.shown.values() if one.place == HOME]) == 4


async def test_who_wants_no_questions_gets_none(desk: Desk):
    """Until they say otherwise."""
    await asked(desk)
    await answers(desk, "Don't ask me")
    await asked(desk)
    assert len([one for one in desk.messenger.shown.values() if "Do you know" in str(one.card)]) == 1
    await answers(desk, "Let them ask again")
    await asked(desk)
    assert len([one for one in desk.messenger.shown.values() if "Do you know" in str(one.card)]) == 2


async def test_whom_the_records_give_no_address_is_chosen(sit: DeskMaker):
    """Then the form asks who it is."""
    desk = await sit(good_book((examples.role(), examples.overlap())))
    desk.messenger.names = {"U2": "Sam Lee"}
    await desk.types("Jane Doe at Acme")
    await desk.presses("More")
    await desk.presses("Ask Sam")
    form = desk.messenger.forms[-1]
    assert [one.name for one in form.inputs] == ["who", "words"]
    await desk.submits(who="U2", words="Do you know her?")
    assert next(reversed(desk.messenger.shown.values())).place == HOME
