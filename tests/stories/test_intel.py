"""What one colleague hears reaches the next: saved, shown with its author, corrected, and kept within its walls."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.chat import Interaction, Message, Place, PlaceKind, Said, Who
from tests.examples import NOW
from tests.fakes import interaction
from tests.stories.conftest import Desk

SALES = Place("desk", "T1", "C-sales", PlaceKind.CHANNEL)
SECRET = Place("desk", "T1", "G-deal", PlaceKind.PRIVATE)


def home(who: str) -> Place:
    """Somebody's own conversation with Warmup."""
    return Place("desk", "T1", f"direct:{who}", PlaceKind.DIRECT)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A desk where Sam and Maria are known by name, and only Sam reads #deal."""
    desk.messenger.names = {"U2": "Sam Lee", "U3": "Maria Ruiz"}
    desk.messenger.members = {"G-deal": {"U2"}}
    return desk


def message(text: str, place: Place = SALES, author: str = "U2", **slots: Any) -> Interaction:
    """Somebody chose *Save as intel* on a message of Sam's."""
    told = {"author_id": author, "written_at": (NOW - timedelta(days=3)).isoformat()}
    asked = interaction(text, "chosen", action="intel_form", place=place, message=Message(place, "17.1"), values=told)
    return asked if not slots else interaction(text, **{"key": "chosen", "action": "intel_form", **slots})


async def saves(desk: Desk, text: str, place: Place = SALES, **values: str) -> None:
    """A message is saved through its form, as filled in but for these values."""
    await desk.does(message(text, place))
    form = desk.messenger.forms[-1]
    filled = {one.name: getattr(one, "value", "") for one in form.inputs}
    await desk.submits(**{**filled, **values})


async def test_intel_reaches_the_next_brief(desk: Desk):
    """What a colleague wrote and somebody saved is in the next brief, under their name; never as an opener."""
    await saves(desk, "Acme just froze hiring")
    screen = await desk.types("/warmup Jane Doe at Acme".removeprefix("/warmup "))
    more = await desk.presses("More")

    assert "Sam Lee heard “Acme just froze hiring”, 21 November 2026" in more
    opener = next(line for line in screen.splitlines() if line.startswith("Open with"))
    assert "froze" not in opener


async def test_tonight_is_not_tomorrow(desk: Desk):
    """What is heard in Los Angeles in the evening was heard that day, though in Greenwich it is the next already."""
    desk.clock.moment = datetime(2026, 11, 25, 2, tzinfo=UTC)
    sam = Who("U2", zone="America/Los_Angeles")
    assert "24 Nov" in await desk.types("intel Acme they froze hiring", who=sam)
    await desk.types("log Jane Doe at Acme talked", who=sam)
    await desk.types("Jane Doe at Acme", who=sam)
    more = await desk.presses("More", who=sam)
    assert "Sam Lee heard “they froze hiring”, 24 November 2026" in more
    assert "Call by Sam Lee, talked, 24 November 2026" in more


async def test_the_form_finds_by_itself_whom_it_is_about(desk: Desk):
    """From the words, the company; the kind is guessed, the end is read."""
    await desk.does(message("They say Acme froze hiring until March"))
    form = desk.messenger.forms[-1]
    filled = {one.name: getattr(one, "value", "") for one in form.inputs}
    assert filled == {"about": "Acme", "kind": "event", "expires": "until March"}


async def test_a_message_in_a_briefs_thread_is_about_that_brief(desk: Desk):
    """Where the words name nobody, the thread tells."""
    await desk.types("Jane Doe at Acme")
    thread = next(iter(desk.messenger.shown))
    await desk.does(message("she prefers mornings", Place("desk", "T1", "C-sales", PlaceKind.CHANNEL, thread)))
    about = next(one for one in desk.messenger.forms[-1].inputs if one.name == "about")
    assert getattr(about, "value", "") == "Jane Doe at Acme"


async def test_saved_by_command(desk: Desk):
    """`intel Acme they froze hiring until March`: kept, with its end; then listed, then in the brief."""
    said = await desk.types("intel Acme they froze hiring until March")
    assert "Saved for the next brief of Acme" in said
    assert "holds until 1 Mar 2027" in said
    listed = await desk.types("intel Acme")
    assert listed.count("Dana Cho heard “they froze hiring until March”, 24 Nov") == 2


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("Acme: they froze hiring", "Acme"),
        ("Jane Doe at Acme prefers mornings", "Jane Doe at Acme"),
        ("Globex Robotics they moved", "Globex Robotics"),
        ("jane.doe@acme.example prefers mornings", "jane.doe@acme.example at acme.example"),
    ],
)
async def test_whom_it_is_about(desk: Desk, words: str, about: str):
    """The company is the longest known or capitalised beginning; a person may stand before it."""
    assert f"Saved for the next brief of {about}" in await desk.types(f"intel {words}")


async def test_what_has_expired_is_folded_and_in_no_brief(desk: Desk):
    """After its end it stands behind a button, and the next brief does not have it."""
    await desk.types("intel Acme they froze hiring until Friday")
    desk.clock.forward(timedelta(days=10))
    desk.messenger.shown.clear()
    listed = await desk.types("intel Acme")
    assert "froze" not in listed
    assert "“they froze hiring until Friday”" in await desk.presses("Expired (1)")
    desk.messenger.shown.clear()
    await desk.types("Jane Doe at Acme")
    assert "froze" not in await desk.presses("More")


async def test_the_reaction_saves(desk: Desk):
    """The marked message is fetched by itself; where it tells nobody, nothing is kept, and the way on is shown."""
    desk.messenger.quotes = {
        "9": Said("Acme opens a plant in Reno", "U2", None, NOW),
        "10": Said("Nice weather", "U2", None, NOW),
    }
    await desk.does(interaction("", "r1", action="intel_marked", message=Message(SALES, "9")))
    assert "Saved for the next brief of Acme." in desk.messenger.whispers[-1]
    await desk.does(interaction("", "r2", action="intel_marked", message=Message(SALES, "10")))
    assert "I kept nothing yet" in desk.messenger.whispers[-1]
    assert "Nice weather" not in await desk.types("intel Acme")
    assert "Sam Lee heard “Acme opens a plant in Reno”" in desk.screen


async def test_the_reaction_of_a_stranger_saves_nothing(desk: Desk):
    """In a channel shared with another company, its people do not decide what we keep, and are not answered."""
    desk.messenger.quotes = {"9": Said("Acme froze hiring", "U2", None, NOW)}
    lou = Who("U9", stranger=True)
    await desk.does(interaction("", "r1", action="intel_marked", message=Message(SALES, "9"), who=lou))
    assert desk.messenger.whispers == []
    assert "froze" not in await desk.types("intel Acme")


async def test_an_edit_is_followed_and_a_deletion_too(desk: Desk):
    """What the platform tells us of a saved message happens to what was kept."""
    place = home("U1")
    await desk.types("intel Acme they froze hiring", place=place, values={"said_in": "5"})
    edited = interaction("intel Acme they opened a plant", "e1", action="intel_followed", message=Message(place, "5"))
    await desk.does(edited)
    desk.messenger.shown.clear()
    assert "“they opened a plant”" in await desk.types("intel Acme", place=place)
    await desk.does(interaction("", "e2", action="intel_followed", message=Message(place, "5")))
    desk.messenger.shown.clear()
    assert "plant" not in await desk.types("intel Acme", place=place)


async def test_said_twice_is_one_entry(desk: Desk):
    """One entry, two voices."""
    await desk.types("intel Acme they froze hiring")
    said = await desk.types("intel Acme They froze hiring!", who=Who("U3"))
    assert "now with one more voice" in said
    assert "also said by Maria Ruiz on 24 Nov" in said


async def test_confirmed_and_no_longer_true(desk: Desk):
    """Confirmed it says by whom; ended it is in no brief, and taken out of the one that is kept."""
    await desk.types("intel Acme they froze hiring")
    await desk.presses("Confirm", who=Who("U3"))
    desk.messenger.shown.clear()
    await desk.types("Jane Doe at Acme")
    assert "confirmed by Maria Ruiz" in await desk.presses("More")
    await desk.types("intel Acme")
    await desk.presses("No longer true", who=Who("U3"))
    brief = next(key for key, one in desk.messenger.shown.items() if one.card.about)
    about = desk.messenger.shown[brief].card.about
    desk.messenger.shown.clear()
    assert "froze" not in await desk.does(interaction(about, "again", action="more"))


async def test_a_private_word_stays_private(desk: Desk):
    """Said in #deal it is in no brief and no list; *Show me all* brings it to Sam alone, by direct message."""
    await saves(desk, "Acme just froze hiring", SECRET)
    await desk.types("Jane Doe at Acme", who=Who("U3"))
    await desk.presses("More", who=Who("U3"))
    assert "froze" not in await desk.types("intel Acme", who=Who("U3"))
    await desk.presses("Show me all", who=Who("U3"))
    assert "froze" not in desk.screen
    assert "All intel on Acme" in await desk.presses("Show me all", who=Who("U2"))
    seen = [one.place.channel for one in desk.messenger.shown.values() if "froze" in one.card.summary + str(one.card)]
    assert seen == ["direct:U2"]


async def test_only_its_author_lets_everybody_read_it(desk: Desk):
    """Then it is in the next brief."""
    await desk.types("intel Acme they froze hiring", place=home("U2"), who=Who("U2"))
    shown, action, value = desk.messenger.button("Let everybody read it")
    await desk.does(interaction(value, "s1", action=action, who=Who("U3"), message=shown, place=home("U2")))
    assert "Only who said it" in desk.messenger.whispers[-1]
    await desk.does(interaction(value, "s2", action=action, who=Who("U2"), message=shown, place=home("U2")))
    desk.messenger.shown.clear()
    assert "Sam Lee heard “they froze hiring”" in await desk.types("intel Acme")


async def test_a_channel_that_closes_takes_its_intel_along(desk: Desk):
    """What was open when it was saved is shown only to those who can read there now."""
    await desk.types("intel Acme they froze hiring")
    desk.messenger.members["C-sales"] = {"U1"}
    desk.messenger.shown.clear()
    elsewhere = Place("desk", "T1", "C-other", PlaceKind.CHANNEL)
    assert "froze" not in await desk.types("intel Acme", place=elsewhere, who=Who("U3"))
    assert "froze" in await desk.types("intel Acme", place=home("U1"))


async def test_a_way_in_counts_once_it_is_confirmed(desk: Desk):
    """Until then it is possible only; confirmed, it turns the key."""
    await saves(desk, "Lou knows Jane Doe from school", about="Jane Doe at Acme", kind="way in")
    assert "Way in Sam Lee heard" not in await desk.types("Jane Doe at Acme")
    await desk.types("intel Acme")
    await desk.presses("Confirm", who=Who("U3"))
    desk.messenger.shown.clear()
    screen = await desk.types("Jane Doe at Acme")
    assert "✔ Way in" in screen
    assert "confirmed" in screen


async def test_a_question_mark_searches(desk: Desk):
    """By words that mean the same."""
    await desk.types("intel Acme there is a hiring stop in IT security")
    desk.messenger.shown.clear()
    assert "hiring stop in IT security" in await desk.types("intel cyber security freeze at Acme?")


@pytest.mark.parametrize(
    ("values", "wrong"),
    [({"about": ""}, "about"), ({"words": " ", "about": "Acme"}, "words"), ({"expires": "blurp"}, "expires")],
)
async def test_what_is_wrong_with_the_form_is_said_at_once(desk: Desk, values: dict[str, str], wrong: str):
    """About nobody, no words, an end that is none: each is said beside its input, and nothing typed is lost."""
    filled = {"about": "Acme", "kind": "note", "expires": ""}
    errors = desk.app.router.check(interaction("{}", action="save_intel", values={**filled, **values}))
    assert errors
    assert set(errors.by_input) == {wrong}


@pytest.mark.parametrize(
    ("until", "day"),
    [
        ("until Friday", "27 Nov"),
        ("through March", "31 Mar 2027"),
        ("by the end of March", "31 Mar 2027"),
        ("until 15/3", "15 Mar 2027"),
        ("until the end of the year", "31 Dec"),
        ("until end of Q1", "31 Mar 2027"),
        ("through Friday", "27 Nov"),
        ("for 2 weeks", "8 Dec"),
        ("for the next month", "24 Dec"),
        ("for another quarter", "24 Feb 2027"),
    ],
)
async def test_until_when_it_holds_is_its_last_day(desk: Desk, until: str, day: str):
    """The day that is shown is the last on which it holds, where the reader lives; and the form takes these words."""
    chicago = Who("U1", zone="America/Chicago")
    said = await desk.types(f"intel Acme they froze hiring {until}", who=chicago)
    assert f"holds until {day}\n" in said
    await saves(desk, f"Acme stops buying {until}")
    assert "Saved for the next brief of Acme." in desk.messenger.whispers[-1]


@pytest.mark.parametrize("until", ["until yesterday", "until 1 March 2024", "till last Friday", "until 2024"])
async def test_what_is_over_already_is_not_kept_for_ever(desk: Desk, until: str):
    """An end that is over is refused with an example, and nothing is kept."""
    await desk.types(f"intel Acme they froze {until}")
    assert f"That day is over, or is none: “{until}”. For example: until March" in desk.messenger.whispers[-1]
    errors = desk.app.router.check(
        interaction("{}", action="save_intel", values={"about": "Acme", "words": f"they froze {until}", "expires": ""})
    )
    assert errors
    assert set(errors.by_input) == {"expires"}
    assert "they froze" not in await desk.types("intel Acme")


@pytest.mark.parametrize(
    "said", ["Sam worked with Jane for 2 months", "they have been frozen for 2 weeks", "for 6 weeks now"]
)
async def test_how_long_something_has_been_is_no_end(desk: Desk, said: str):
    """What somebody did for a while does not end after as long again."""
    assert "holds until" not in await desk.types(f"intel Acme {said}")


async def test_who_told_is_no_way_in(desk: Desk):
    """A friend who tells that they froze hiring is an event heard from a friend; a friend of somebody is a way in."""
    await desk.does(message("Heard from a friend at Acme: they froze hiring"))
    await desk.does(
        interaction("Lou is a friend of Jane's at Acme", "next", action="intel_form", message=Message(SALES, "18"))
    )
    kinds = [getattr(one, "value", "") for form in desk.messenger.forms for one in form.inputs if one.name == "kind"]
    assert kinds == ["event", "way in"]
