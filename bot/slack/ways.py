"""The ways to show a card in Slack: the finest first, and plainer ones for a Slack that does not take it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.cards import Card, Part, Picture
from bot.errors import Refused
from bot.slack import render

Shown = Mapping[str, object]  # one message's text and blocks
Messages = Sequence[Shown]  # the first, and what goes on in its thread
T = TypeVar("T")

NOT_TAKEN = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})
NOT_READY = 1.5  # seconds: a file that was given to Slack a moment ago may not be one yet; our own choice


async def first_taken(card: Card, show: Callable[[Messages], Awaitable[T]]) -> T:
    """Show the finest drawing of the card that Slack takes; of one it does not take it shows nothing."""
    *finer, plainest = _drawings(card)
    for messages, pause in finer:
        try:
            return await show(messages)
        except Refused as no:
            if no.reason not in NOT_TAKEN:
                raise
            await asyncio.sleep(pause)
    return await show(plainest[0])


def _drawings(card: Card) -> list[tuple[Messages, float]]:
    """Each with how long to wait after it was refused."""
    words: Messages = [{"text": piece, "blocks": []} for piece in render.plain_texts(card)]
    pictured = [(_rich(card), NOT_READY), (_rich(card), 0.0)] if _has_files(card) else []
    plain = _in_words(card)
    core: Messages = [{"text": render.fallback(plain), "blocks": blocks} for blocks in render.core_blocks(plain)]
    rich = _rich(plain)
    return [*pictured, (rich, 0.0), *([(core, 0.0)] if rich != core else []), (words, 0.0)]


def _rich(card: Card) -> Messages:
    return [{"text": render.fallback(card), "blocks": blocks} for blocks in render.blocks(card)]


def _has_files(card: Card) -> bool:
    return any(isinstance(part, Picture) and part.ref for part in (*card.parts, *card.more))


def _in_words(card: Card) -> Card:
    """With the words of its pictures in their place."""
    return replace(card, parts=_all_in_words(card.parts), more=_all_in_words(card.more)) if _has_files(card) else card


def _all_in_words(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(replace(part, ref="") if isinstance(part, Picture) else part for part in parts)


def filled(shown: Shown) -> dict[str, object]:
    """Without an empty list of blocks: only a change needs one, to take old blocks away."""
    return {name: value for name, value in shown.items() if value}
