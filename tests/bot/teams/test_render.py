"""Cards become Adaptive Cards that Teams takes, and every word of them arrives."""

import json
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import cards
from bot.cards import (
    Button,
    Buttons,
    Card,
    ChannelInput,
    ChoiceInput,
    Fields,
    Form,
    Menu,
    MomentInput,
    Part,
    PersonInput,
    Span,
    Table,
    Text,
    TextInput,
    Tone,
)
from bot.teams import render
from bot.teams.form import Choices, carried, filled_in, read_carried
from tests.doubles.teams_cards import card_trouble, live, pressable, trouble, walk, words_shown

HOSTILE = [
    "[x](javascript:alert(1)) **b** _i_ <at>Everybody</at>",
    "{{DATE(2026-11-24T00:00:00Z)}} ${name} {{{x}}}",
    "# heading\n- list\n1. one\n> quote\n```code```",
    "\U0001d518\U0001d52b 🔥 👩\u200d👧 \u202eright-to-left",
    '"},{"type":"Image","url":"https://evil.example"',
    "x" * 900,
    "word " * 300,
    "日本語 " * 200,
    " ",
    "",
    "\x00\x07\ud83d",
]
any_words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=120))
links = st.sampled_from(
    [None, "https://a.example/x?b=1&c=(2)", "http://b.example", "javascript:alert(1)", "https://e.example/{{x}}"]
)
people = st.sampled_from([None, None, "29:sam", "x" * 3_000])
spans = st.builds(Span, any_words, st.booleans(), links, people)
texts = st.builds(Text, st.lists(spans, max_size=4).map(tuple), st.sampled_from(Tone))
buttons = st.builds(Button, any_words, st.sampled_from(["more", "note_form"]), any_words, st.booleans())
options = st.lists(st.tuples(any_words, any_words), max_size=12).map(tuple)
menus = st.builds(Menu, any_words, st.just("log_call"), options)
cells = st.lists(any_words, max_size=8).map(tuple)
parts: st.SearchStrategy[Part] = st.one_of(
    texts,
    st.builds(Fields, st.lists(st.tuples(any_words, texts), max_size=4).map(tuple)),
    st.builds(Buttons, st.lists(st.one_of(buttons, menus), max_size=12).map(tuple)),
    st.builds(Table, cells, st.lists(cells, max_size=5).map(tuple)),
)
any_card = st.builds(Card, any_words, st.lists(parts, max_size=5).map(tuple))


def bare(said: str) -> str:
    """Its letters and digits."""
    return "".join(letter for letter in said if letter.isalnum())


def assert_in_order(words: str, shown: str) -> None:
    """Every word appears, each after the one before."""
    there, at = bare(shown), 0
    for word in map(bare, words.split()):
        found = there.find(word, at)
        assert found >= 0, f"lost: {word[:60]!r}"
        at = found + len(word)


@given(any_card)
@settings(max_examples=80)
def test_teams_takes_every_card_and_no_word_is_lost(card: Card):
    """Whatever a card says, its messages keep Teams' limits and hold all its words in order."""
    messages = render.messages(card, {"note_form"})
    assert [trouble(each) for each in messages] == [[]] * len(messages)
    assert_in_order(cards.words(card), "\n".join(map(words_shown, messages)))


@pytest.mark.parametrize("words", ["lorem ipsum " * 8_400, "x" * 100_000, "🔥" * 30_000, "日本" * 30_000])
@pytest.mark.parametrize("tone", list(Tone))
def test_a_very_long_text_goes_on_in_further_messages(words: str, tone: Tone):
    """100,000 characters arrive whole, in messages of at most 25 KB."""
    messages = render.messages(Card("Long", (Text((Span(words),), tone),)))
    assert len(messages) > 3
    assert all(trouble(each) == [] for each in messages)
    said = "".join("".join(map(words_shown, messages)).split()).removeprefix("⚠")
    assert said == "".join(words.split())


def test_outside_text_is_literal():
    """No Markdown, mention, link or binding comes of what somebody else wrote."""
    card = Card("s", tuple(Text((Span(words, link="https://a.example/ok"),)) for words in HOSTILE[:5]))
    drawn = render.messages(card)
    assert {link for each in drawn for link in live(each)} == {"https://a.example/ok"}
    assert "{{" not in json.dumps(drawn)
    assert not any(thing.get("type") == "TextBlock" for each in drawn for thing in walk(each))


def test_only_secure_web_addresses_become_links():
    """Another scheme, a password in the address, a blank: the words stand without a link."""
    bad = ("javascript:alert(1)", "http://a.example", "https://u:p@a.example/", "https://", "https://a b", "data:x")
    card = Card("s", tuple(Text((Span("here", link=link),)) for link in (*bad, "https://a.example/b?c=1")))
    assert live(render.messages(card)[0]) == ["https://a.example/b?c=1"]


def test_a_colleague_is_called_and_nobody_else():
    """A mention needs Markdown: all other words of its line are escaped."""
    line = cards.text(
        "*Ask* [x](y) ", cards.mention("29:sam", "Sam <b> Lee"), " – ", Span("src", link="https://a.example/(1)")
    )
    [message] = render.messages(Card("s", (line,)))
    [block] = [thing for thing in walk(message) if thing.get("type") == "TextBlock"]
    content = message["attachments"][0]["content"]  # pyright: ignore[reportIndexIssue, reportUnknownVariableType] (JSON)
    assert block["text"] == r"\*Ask\* \[x\]\(y\) <at>Sam b Lee</at> – [src](https://a.example/%281%29)"
    assert cast("Any", content)["msteams"]["entities"][0]["mentioned"] == {"id": "29:sam", "name": "Sam b Lee"}
    assert trouble(message) == []


def test_a_brief_looks_like_a_brief():
    """A large title, labels in a column, small print, one row of buttons; a menu unfolds."""
    card = Card(
        "Jane Doe: warm",
        (
            cards.text("Jane Doe · Acme", tone=Tone.TITLE),
            Fields((("✔ Who", cards.text("VP Operations")), ("✘ Way in", cards.text("Sam")))),
            cards.text("Late: SEC.", tone=Tone.QUIET),
            Buttons(
                (
                    Menu("Log call", "log_call", (("Talked", "1\ntalked"),)),
                    Button("More", "more", "1", primary=True),
                    Button("Share", "share", "1"),
                )
            ),
        ),
    )
    [message] = render.messages(card, {"share"})
    content = cast("Any", message["attachments"])[0]["content"]
    assert [one["type"] for one in content["body"]] == [
        "RichTextBlock",
        "ColumnSet",
        "ColumnSet",
        "RichTextBlock",
        "ActionSet",
    ]
    assert content["msteams"] == {"width": "Full"}
    assert content["fallbackText"] == message["summary"] == "Jane Doe: warm"
    assert [one["type"] for one in content["body"][-1]["actions"]] == [
        "Action.ShowCard",
        "Action.Execute",
        "Action.Submit",
    ]
    assert pressable(message, "Talked")["data"] == {"warmup": {"verb": "log_call", "text": "1\ntalked"}}
    assert pressable(message, "Share")["data"]["msteams"] == {"type": "task/fetch"}


def test_labels_of_one_list_look_alike():
    """Each in a column of its own, or, where one is too long for that, all before their words."""
    said = cards.text("what it does")
    for labels, kind in ((("✔ Who", "Why"), "ColumnSet"), (("digest", "digest at 08:30 weekdays"), "RichTextBlock")):
        [message] = render.messages(Card("s", (Fields(tuple((label, said) for label in labels)),)))
        assert {one["type"] for one in cast("Any", message["attachments"])[0]["content"]["body"]} == {kind}


@pytest.mark.parametrize(("many", "rows"), [(1, [1]), (5, [5]), (6, [3, 3]), (7, [4, 3]), (11, [4, 4, 3])])
def test_buttons_stand_in_even_rows(many: int, rows: list[int]):
    """A sixth does not stand alone under five."""
    [message] = render.messages(Card("s", (Buttons(tuple(Button(f"b{n}", "more", f"{n}") for n in range(many))),)))
    content = cast("Any", message["attachments"])[0]["content"]
    assert [len(one["actions"]) for one in content["body"]] == rows


def test_a_short_word_can_be_said_in_passing():
    """Only words, and not too many: a card with a button or a table is never cut down to a toast."""
    assert render.toast(Card("s", (cards.text("Saved."),))) == "Saved."
    assert render.toast(Card("s", (cards.text("x" * 300),))) is None
    assert render.toast(Card("s", (cards.text("x"), Buttons((Button("b", "more"),))))) is None
    assert render.toast(Card("s", ())) is None


INPUTS = (
    TextInput("what", "What?", value="a *b* {{c}}", placeholder="p", lines=True, optional=True),
    ChannelInput("channel", "Channel"),
    PersonInput("who", "Who?"),
    ChoiceInput("kind", "Kind", (("One", "1"), ("Two", "2")), "2"),
    MomentInput("at", "When?", datetime(2026, 12, 1, 15, tzinfo=UTC)),
)


@pytest.mark.parametrize(
    "choices", [Choices(), Choices((("Sales: Deals", "19:x"),), (("Sam", "s"),), "America/New_York")]
)
def test_a_form_is_a_dialog_and_comes_back(choices: Choices):
    """Every input is drawn within the limits; what was filled in is read by name, in the person's zone."""
    under_way = carried(Form("A title that is rather long for a dialog, " * 3, "go", INPUTS, "Send", "b1"), choices)
    drawn = render.dialog(under_way, {"what": "Too short.", "nobody": "Elsewhere."})
    content = cast("Any", drawn)["task"]["value"]["card"]["content"]
    assert card_trouble(content) == []
    assert "Too short." in json.dumps(content) or "Elsewhere." in json.dumps(content)
    data = json.loads(json.dumps(content["actions"][0]["data"]))
    assert read_carried(data) == under_way
    said = {"what": "x", "channel": "19:x", "who": "s", "kind": "1", "at__day": "2026-12-01", "at__time": "10:00"}
    zone = 0 if choices.zone is None else 5 * 3600
    noon = int(datetime(2026, 12, 1, 10, tzinfo=UTC).timestamp()) + zone
    assert filled_in(under_way, data | said, None) == {
        "what": "x",
        "channel": "19:x",
        "who": "s",
        "kind": "1",
        "at": str(noon),
    } | ({"who_name": "Sam"} if choices.people else {})
    assert filled_in(under_way, {"at__day": "soon", "what": 7}, "Nowhere/At-all")["at"] == ""
    assert trouble(render.form_card(under_way)) == []
