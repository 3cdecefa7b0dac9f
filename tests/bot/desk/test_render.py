"""How cards and forms look as HTML."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import (
    Button,
    Buttons,
    Card,
    ChannelInput,
    ChoiceInput,
    Errors,
    Fields,
    Form,
    Menu,
    MomentInput,
    PersonInput,
    Span,
    Table,
    TextInput,
    Tone,
    bold,
    mention,
    text,
    words,
)
from bot.desk import kept, render
from bot.desk.rooms import DANA, MARIA
from bot.desk.screen import Dialog
from handlers import ROUTES
from handlers.warmup import brief_card, more_card, picker_card
from tests import examples

EVIL = """"><script>alert(1)</script><img src=x onerror='alert(1)'>"""
PRESSED = render.Pressed("/desk/dana/sales/press", {"ref": "7"})
EVERY_PART = Card(
    "Everything",
    (
        text(bold("Jane"), " · ", Span("[1]", link="https://example.com/1"), tone=Tone.TITLE),
        text("Do not call", tone=Tone.WARNING),
        Fields((("✔ Who", text("VP")), ("✘ Way in", text("nobody")))),
        Table(("Source", "Facts"), (("Book", "5"),)),
        text(mention("U0DANA", "Dana Cho"), tone=Tone.QUIET),
        Buttons((Button("More", "more", "b1", primary=True), Menu("Log", "log_call", (("Talked", "b1\ntalked"),)))),
    ),
)
CARDS = (
    EVERY_PART,
    brief_card(examples.brief()),
    brief_card(examples.brief(*examples.EXAMPLE, examples.do_not_call())),
    more_card(examples.brief()),
    picker_card("Jane Doe at Acme", examples.CANDIDATES),
)


class Read(HTMLParser):
    """What a browser makes of it: text, tags with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said, self.tags = "", list[tuple[str, dict[str, str | None]]]()
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.said += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def read(card: Card) -> Read:
    return Read(render.card(card, PRESSED, DANA))


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.summary[:30])
def test_no_word_is_lost(card: Card):
    """Every word a card says is on the page, in the same order."""
    said = "".join(read(card).said.split())
    at = 0
    for word in words(card).split():
        at = said.index(word, at) + len(word)


@pytest.mark.parametrize("card", CARDS[1:], ids=lambda card: card.summary[:30])
def test_every_button_does_something_known(card: Card):
    """A press tells an action that ROUTES has, and which the card really offers."""
    presses = [attributes["value"] or "" for _, attributes in read(card).tags if attributes.get("name") == "press"]
    assert presses
    for press in presses:
        action, _, value = press.partition(render.SEPARATOR)
        assert action in ROUTES
        assert kept.offers(card, action, value)


@given(st.text(max_size=200))
def test_outside_text_is_never_markup(said: str):
    """Whatever somebody wrote, the page has the same tags, and shows it as it is."""
    for outside in (said, EVIL + said):
        card = Card(
            outside,
            (
                text(outside, bold(outside)),
                Fields(((outside, text(outside)),)),
                Table((outside,), ((outside,),)),
                Buttons((Button(outside, "more", outside), Menu(outside, "log_call", ((outside, outside),)))),
            ),
        )
        plain = Card("x", (text("x", bold("x")), Fields((("x", text("x")),)), Table(("x",), (("x",),)), _buttons("x")))
        assert [tag for tag, _ in read(card).tags] == [tag for tag, _ in read(plain).tags]


def _buttons(said: str) -> Buttons:
    return Buttons((Button(said, "more", said), Menu(said, "log_call", ((said, said),))))


def test_only_web_addresses_are_links():
    """A link that would run something is shown as text."""
    card = Card("x", (text(Span("[1]", link="javascript:alert(1)"), Span("[2]", link="https://example.com/?a=1&b=2")),))
    assert [attributes.get("href") for tag, attributes in read(card).tags if tag == "a"] == [
        "https://example.com/?a=1&b=2"
    ]


def test_a_person_sees_that_they_are_called():
    """Their own name stands out, others' do not."""
    card = Card("x", (text(mention("U0DANA", "Dana Cho")),))
    assert 'class="mention me"' in render.card(card, PRESSED, DANA)
    assert 'class="mention"' in render.card(card, PRESSED, MARIA)
    assert "@Dana Cho" in read(card).said


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.summary[:30])
def test_a_card_is_kept_as_it_is(card: Card):
    """What is read back from the database is the card that was shown."""
    assert kept.read(kept.written(card)) == card


def test_what_a_database_refuses_is_not_kept():
    """A NUL or half a surrogate pair from outside does not cost the card."""
    shown = Card("x", (text("a\0b\ud800c"),))
    assert kept.read(kept.written(shown)) == Card("x", (text("abc"),))


FORM = Form(
    "Remind me",
    "remind_at",
    (
        MomentInput("at", "When?", datetime(2026, 11, 25, 14, 0, tzinfo=UTC)),
        TextInput("what", "What?", EVIL, "send pricing", lines=True, optional=True),
        ChannelInput("channel", "Channel"),
        PersonInput("who", "Who?"),
        ChoiceInput("expires", "Until?", (("A week", "7"), ("A month", "30")), "30"),
    ),
)


def test_a_form_has_its_inputs_with_labels():
    """Each input is labelled, moments stand in the person's own time, and a rep is not offered the managers' room."""
    drawn = render.dialog(Dialog("w1", FORM), DANA)
    page = Read(drawn)
    labels = {attributes["for"] for tag, attributes in page.tags if tag == "label"}
    ids = {attributes.get("id") or "" for _, attributes in page.tags}
    assert labels == {name for name in ids if name.startswith("in-")}
    assert 'value="2026-11-25T09:00"' in drawn
    assert "#sales" in page.said
    assert "#sales-managers" not in page.said
    assert "Maria Ruiz" in page.said
    assert '<option value="30" selected>A month' in drawn
    assert "script" not in {tag for tag, _ in page.tags}


def test_a_mistake_stands_at_its_input():
    """What was filled in stays, and what is wrong is said where it is."""
    dialog = Dialog("w1", FORM, {"what": "typed before"}, Errors({"at": "That moment is over."}))
    page = Read(render.dialog(dialog, DANA))
    [wrong] = [attributes for _, attributes in page.tags if attributes.get("aria-invalid")]
    assert wrong["aria-describedby"] == "wrong-at"
    assert "That moment is over." in page.said
    assert "typed before" in page.said


def test_a_moment_is_read_in_the_persons_time_zone():
    """9:00 in New York is 14:00 in UTC; what is no moment is nothing."""
    zone, at = ZoneInfo("America/New_York"), MomentInput("at", "When?")
    assert render.submitted(at, "2026-11-25T09:00", zone) == str(
        int(datetime(2026, 11, 25, 14, tzinfo=UTC).timestamp())
    )
    assert render.submitted(at, "soon", zone) == ""
    assert render.submitted(TextInput("what", "What?"), " a\r\nb ", zone) == "a\nb"
