"""Cards become blocks that Slack takes, and every word of them arrives."""

import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import cards
from bot.cards import (
    Button,
    Buttons,
    Card,
    Fields,
    Menu,
    Part,
    Span,
    Table,
    Text,
    Tone,
)
from bot.slack import render
from tests.doubles.slack_rules import CORE_TYPES, MESSAGE_TYPES, trouble, words_shown

HOSTILE = [
    "<!channel> & <@U0BOSS> <https://evil.example/|click>",
    "*bold* _it_ ~gone~ `code` :fire: > quote",
    "&amp; &lt;!here&gt;",
    "\U0001d518\U0001d52b 🔥 👩\u200d👧 \u202eright-to-left",
    "a\nb\n\nc\td",
    '"},{"type":"section"',
    "x" * 4_000,
    "word " * 800,
    " ",
    "",
]

words_of_any_kind = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300),
)
links = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "https://a.example/x?b=1&c=2",
            "http://b.example",
            "javascript:alert(1)",
            "https://u:p@c.example",
            "https://d|e>",
        ]
    ),
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PEOPLE = {"U1": "Dana Cho", "W2B": "Sam & Lee"}
calls = st.sampled_from([cards.mention(who, name) for who, name in PEOPLE.items()])
nobodies = st.builds(Span, words_of_any_kind, who=st.sampled_from(["", "u1", "U1>", "<!channel>", "S1", "UÜ"]))
spans = st.one_of(st.builds(Span, words_of_any_kind, st.booleans(), links), calls, nobodies)
texts = st.builds(Text, st.lists(spans, max_size=4).map(tuple), st.sampled_from(Tone))
rows = st.lists(st.tuples(words_of_any_kind, texts), max_size=5).map(tuple)
buttons = st.builds(Button, words_of_any_kind, st.just("log_call"), words_of_any_kind, st.booleans())
options = st.one_of(
    st.lists(st.tuples(words_of_any_kind, words_of_any_kind), max_size=6),
    st.lists(st.tuples(st.just("Talked"), st.just("brief:123\ntalked")), min_size=95, max_size=210),
).map(tuple)
menus = st.builds(Menu, words_of_any_kind, st.just("log_call"), options)
cells = st.lists(words_of_any_kind, max_size=4).map(tuple)
parts: st.SearchStrategy[Part] = st.one_of(
    texts,
    st.builds(Fields, rows),
    st.builds(Buttons, st.lists(buttons, max_size=30).map(tuple)),
    st.builds(Buttons, st.lists(st.one_of(buttons, menus), max_size=4).map(tuple)),
    st.builds(Table, cells, st.lists(cells, max_size=6).map(tuple)),
)
any_card = st.builds(Card, words_of_any_kind, st.lists(parts, max_size=6).map(tuple))


def said(messages: list[list[render.Block]]) -> str:
    """All words of all messages, without white space: a cut may fall anywhere."""
    return "".join(words_shown(blocks, PEOPLE) for blocks in messages)


def assert_in_order(words: str, text: str) -> None:
    """Every word appears, each after the one before."""
    bare = "".join(text.split())
    position = 0
    for word in words.split():
        found = bare.find(word, position)
        assert found >= 0, f"lost: {word[:60]!r}"
        position = found + len(word)


@given(any_card)
@example(Card("s", tuple(Text((Span(words),), tone) for words in HOSTILE for tone in Tone)))
@settings(max_examples=120, deadline=None)
def test_slack_takes_every_card_and_no_word_is_lost(card: Card) -> None:
    """Whatever a card says, both drawings keep Slack's limits and hold all its words in order."""
    for messages, types in ((render.blocks(card), MESSAGE_TYPES), (render.core_blocks(card), CORE_TYPES)):
        for blocks in messages:
            assert trouble(blocks, types=types) == []
        assert_in_order(cards.words(card), said(messages))


@pytest.mark.parametrize("tone", list(Tone))
@pytest.mark.parametrize("words", ["lorem ipsum " * 8_400, "x" * 100_000, "🔥" * 50_000, "& < > " * 16_000])
def test_a_very_long_text_goes_on_in_further_messages(words: str, tone: Tone) -> None:
    """100,000 characters arrive whole, in messages that Slack takes, and as plain texts as well."""
    card = Card("Long", (Text((Span(words),), tone),))

    messages = render.blocks(card)

    assert 7 < len(messages) < 40
    assert all(trouble(blocks) == [] for blocks in messages)
    assert "".join(said(messages).split()) == "".join(words.split())
    assert all(len(piece) <= 3_500 for piece in render.plain_texts(card))


def test_a_long_text_is_cut_between_words() -> None:
    """No block of a long text begins or ends inside a word."""
    card = Card("Long", (Text((Span("abcdefghij " * 2_000),)),))

    shown = [words_shown([block]) for blocks in render.blocks(card) for block in blocks]

    assert len(shown) > 3
    assert {word for text in shown for word in text.split()} == {"abcdefghij"}


def test_outside_text_pings_nobody() -> None:
    """What looks like Slack's markup is shown as it is, in blocks and in the notification."""
    card = Card(HOSTILE[0], tuple(Text((Span(HOSTILE[0], link="https://a.example"),), tone) for tone in Tone))

    drawn = json.dumps([block for blocks in render.blocks(card) for block in blocks if block["type"] != "rich_text"])

    assert "<!channel>" not in drawn
    assert "<@U0BOSS>" not in drawn
    assert "<" not in render.fallback(card)


def test_only_web_addresses_become_links() -> None:
    """A link that is none on the web, or hides a password, leaves its words without a link."""
    bad = ("javascript:alert(1)", "https://user:pw@a.example/", "file:///etc/passwd", "https://", "https://a b")
    card = Card("s", tuple(Text((Span("here", link=link),)) for link in (*bad, "https://a.example/b?c=1&d=2")))

    drawn = json.dumps(render.blocks(card))

    assert drawn.count('"type": "link"') == 1
    assert "https://a.example/b?c=1&d=2" in drawn
    assert not any(link in drawn for link in bad if link != "https://")


def test_the_brief_looks_like_a_brief() -> None:
    """A title is a header, labels stand bold in one block, small print is context, buttons stand in one row."""
    card = Card(
        "Jane Doe: warm",
        (
            cards.text("Jane Doe · VP Operations · Acme", tone=Tone.TITLE),
            Fields((("✔ Who", cards.text("VP Operations")), ("✘ Way in", cards.text("Sam, ", cards.bold("likely"))))),
            cards.text("registers not checked", tone=Tone.QUIET),
            Buttons((Button("Log call", "log_call", "1", primary=True), Button("More", "more"))),
        ),
    )

    (blocks,) = render.blocks(card)

    assert [block["type"] for block in blocks] == ["header", "rich_text", "context", "actions"]
    assert render.core_blocks(card) == [blocks]
    assert '"action_id": "log_call#0"' in json.dumps(blocks)
    assert '"action_id": "more#1"' in json.dumps(blocks)


def test_what_belongs_together_stands_together() -> None:
    """Lines are one block parted by line breaks, an empty one before the next heading; small print is another."""
    lines = [cards.text(cards.bold("Ask")), cards.text("How?"), cards.text("When?"), cards.text(cards.bold("News"))]
    small = [cards.text(f"[{n}] Your book", tone=Tone.QUIET) for n in (1, 2)]

    (blocks,) = render.blocks(Card("s", (*lines, *small)))

    assert [block["type"] for block in blocks] == ["rich_text", "context"]
    assert words_shown(blocks[:1]).replace(" ", "") == "Ask\nHow?\nWhen?\n\nNews"
    assert words_shown(blocks[1:]) == "[1] Your book\n[2] Your book"


def test_labels_stand_in_a_column() -> None:
    """What follows the labels begins at about the same place in all fields of a card; a sentence moves nobody."""
    labelled = (("✔ Who", "a"), ("✘ Why now", "b"), ("A label as long as a sentence", "c"))
    upper, lower = Fields(tuple((label, cards.text(said)) for label, said in labelled)), (("Ask", cards.text("d")),)

    (blocks,) = render.blocks(Card("s", (upper, Fields(lower))))

    gaps = [len(gap) for gap in re.findall("[\u2002\u2005]+", words_shown(blocks))]
    assert gaps[0] > gaps[1]
    assert gaps[3] > gaps[1] >= gaps[2]


def test_a_table_is_a_table_where_slack_knows_tables() -> None:
    """The fine drawing has a table block with no empty cell, the safe one the same words as aligned text."""
    card = Card("Yield", (Table(("Step", "n"), (("dialled", "40"), ("", "3"))), Table(("again",), (("x",),))))

    (fine,), (safe,) = render.blocks(card), render.core_blocks(card)

    assert [block["type"] for block in fine] == ["table", "rich_text"]
    assert [block["type"] for block in safe] == ["rich_text", "rich_text"]
    assert "dialled  40" in words_shown(safe)


def test_other_words_get_other_block_ids() -> None:
    """Slack wants new block_ids when a message changes, and the same card to be the same."""
    ids = [[block["block_id"] for block in render.blocks(Card("s", (cards.text(words),)))[0]] for words in "aab"]

    assert ids[0] == ids[1] != ids[2]
