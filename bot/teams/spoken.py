"""Our commands as they are typed in Teams: a mention, which works in every conversation; `/warmup` is Slack's."""

import re
from dataclasses import replace

from bot.cards import Card, Fields, Part, Span, Text

_COMMAND = re.compile(r"(?<![^\s“(])/warmup(?= )")


def spoken(card: Card) -> Card:
    """The same card, with commands that can be typed here."""
    parts, more = (tuple(_part(part) for part in parts) for parts in (card.parts, card.more))
    return replace(card, summary=said(card.summary), parts=parts, more=more)


def said(words: str) -> str:
    """The same words."""
    return _COMMAND.sub("@Warmup", words)


def _part(part: Part) -> Part:
    match part:
        case Text():
            return _text(part)
        case Fields(rows):
            return Fields(tuple((said(label), _text(value)) for label, value in rows))
        case _:
            return part


def _text(told: Text) -> Text:
    return replace(told, spans=tuple(_span(span) for span in told.spans))


def _span(span: Span) -> Span:
    return replace(span, text=said(span.text)) if "/warmup " in span.text else span
