"""Draws our cards as Slack messages and our forms as Slack dialogs: pure, and never over a limit."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from bot import cards
from bot.cards import Card, Fields, Part, Span, Text
from bot.slack import limits
from bot.slack.draw import draw
from bot.slack.form import view
from bot.slack.literal import cost, escape, pieces, shown, size
from bot.slack.spans import Block, called

__all__ = ["Block", "blocks", "core_blocks", "fallback", "plain_texts", "view"]

_CALL = re.compile("&lt;@([UW][A-Z0-9]+)&gt;")


def blocks(card: Card) -> list[list[Block]]:
    """The card's blocks as messages: the first, and what goes on in its thread. One empty list for an empty card."""
    return _messages(card, rich=True)


def core_blocks(card: Card) -> list[list[Block]]:
    """The same in blocks that every client knows."""
    return _messages(card, rich=False)


def fallback(card: Card) -> str:
    """The notification and screen-reader text, escaped; never empty."""
    words = card.summary.strip() or cards.words(card).strip() or "Warmup"
    first, *more = pieces(shown(words), limits.FALLBACK - 1, lambda text: size(escape(text)))
    return escape(first) + ("…" if more else "")


def plain_texts(card: Card) -> list[str]:
    """Every word of the card without blocks, as escaped messages: the last resort when Slack takes no block of it."""
    people = {who for part in (*card.parts, *card.more) for span in _spans(part) if (who := called(span))}
    said = replace(card, parts=_all_calling(card.parts), more=_all_calling(card.more)) if people else card
    words = shown(cards.words(said)).strip() or card.summary or "Warmup"
    whole = [escape(piece) for piece in pieces(words, limits.PLAIN_MESSAGE, lambda text: size(escape(text)))]
    return [_CALL.sub(lambda call: f"<@{call[1]}>" if call[1] in people else call[0], piece) for piece in whole]


def _spans(part: Part) -> Sequence[Span]:
    match part:
        case Text(spans):
            return spans
        case Fields(rows):
            return [span for _, value in rows for span in value.spans]
        case _:
            return ()


def _all_calling(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(_calling(part) for part in parts)


def _calling(part: Part) -> Part:
    """With calls in the place of names. Outside text that looks like one calls only whom we call anyway."""
    match part:
        case Text():
            return _with_calls(part)
        case Fields(rows):
            return Fields(tuple((label, _with_calls(value)) for label, value in rows))
        case _:
            return part


def _with_calls(said: Text) -> Text:
    spans = (replace(span, text=f"<@{span.who}>") if called(span) else span for span in said.spans)
    return replace(said, spans=tuple(spans))


def _messages(card: Card, *, rich: bool) -> list[list[Block]]:
    mark = hashlib.sha256(repr(card).encode("utf-8", "replace")).hexdigest()[:12]
    first = _portions(draw(card, rich=rich), mark)
    more = draw(replace(card, parts=card.more), rich=rich) if card.more else []
    return [*first, *(_portions(more, f"{mark}-more") if more else [])]


def _portions(drawn: Sequence[Block], mark: str) -> list[list[Block]]:
    """Blocks as messages, each within what Slack takes; one empty list for none."""
    messages: list[list[Block]] = [[]]
    weight = 0
    for number, block in enumerate(drawn):
        own = cost(block)
        if messages[-1] and (weight + own > limits.MESSAGE or len(messages[-1]) >= limits.BLOCKS):
            messages.append([])
            weight = 0
        messages[-1].append(block | {"block_id": f"{mark}-{number}"})  # other words, other ids: Slack asks for that
        weight += own
    return messages
