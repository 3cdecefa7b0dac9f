"""Draws our cards as Slack messages and our forms as Slack dialogs: pure, and never over a limit."""

import hashlib

from bot import cards
from bot.cards import Card
from bot.slack import limits
from bot.slack.draw import draw
from bot.slack.form import view
from bot.slack.literal import cost, escape, pieces, shown, size
from bot.slack.spans import Block

__all__ = ["Block", "blocks", "core_blocks", "fallback", "plain_texts", "view"]


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
    words = shown(cards.words(card)).strip() or card.summary or "Warmup"
    return [escape(piece) for piece in pieces(words, limits.PLAIN_MESSAGE, lambda text: size(escape(text)))]


def _messages(card: Card, *, rich: bool) -> list[list[Block]]:
    mark = hashlib.sha256(repr(card).encode("utf-8", "replace")).hexdigest()[:12]
    messages: list[list[Block]] = [[]]
    weight = 0
    for number, block in enumerate(draw(card, rich=rich)):
        if messages[-1] and (weight + cost(block) > limits.MESSAGE or len(messages[-1]) >= limits.BLOCKS):
            messages.append([])
            weight = 0
        messages[-1].append(block | {"block_id": f"{mark}-{number}"})  # other words, other ids: Slack asks for that
        weight += cost(block)
    return messages
