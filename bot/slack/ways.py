"""The ways to show a card in Slack: the finest first, and plainer ones for a Slack that does not take it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from bot.cards import Card
from bot.errors import Refused
from bot.slack import render

Shown = Mapping[str, object]  # one message's text and blocks
Messages = Sequence[Shown]  # the first, and what goes on in its thread
T = TypeVar("T")

NOT_TAKEN = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})


async def first_taken(card: Card, show: Callable[[Messages], Awaitable[T]]) -> T:
    """Show the finest drawing of the card that Slack takes; of one it does not take it shows nothing."""
    *finer, plainest = _drawings(card)
    for messages in finer:
        try:
            return await show(messages)
        except Refused as no:
            if no.reason not in NOT_TAKEN:
                raise
    return await show(plainest)


def _drawings(card: Card) -> list[Messages]:
    text = render.fallback(card)
    rich, core = render.blocks(card), render.core_blocks(card)
    drawn: list[Messages] = [[{"text": text, "blocks": blocks} for blocks in way] for way in (rich, core)]
    words: Messages = [{"text": piece, "blocks": []} for piece in render.plain_texts(card)]
    return [*(drawn if rich != core else drawn[:1]), words]


def filled(shown: Shown) -> dict[str, object]:
    """Without an empty list of blocks: only a change needs one, to take old blocks away."""
    return {name: value for name, value in shown.items() if value}
