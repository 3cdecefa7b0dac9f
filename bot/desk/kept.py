"""How a card is kept in the database, and read again."""

from collections.abc import Mapping, Sequence
from typing import cast

from pydantic import TypeAdapter

from bot.cards import Button, Buttons, Card, Menu
from bot.store.tables import plain

_cards: TypeAdapter[Card] = TypeAdapter(Card)


def written(card: Card) -> Mapping[str, object]:
    """A card as JSON holds it, without what a database refuses."""
    return cast("Mapping[str, object]", _storable(_cards.dump_python(card)))


def _storable(value: object) -> object:
    match value:
        case str():
            return plain(value)
        case dict():
            return {name: _storable(one) for name, one in cast("dict[str, object]", value).items()}
        case list() | tuple():
            return [_storable(one) for one in cast("Sequence[object]", value)]
        case _:
            return value


def read(kept: Mapping[str, object]) -> Card:
    """A kept card."""
    return _cards.validate_python(kept)


def offers(card: Card, action: str, value: str) -> bool:
    """Whether the card has a button or an option that does this: nobody presses what is not there."""
    return any((action, value) in _deeds(button) for part in card.parts for button in _row(part))


def _row(part: object) -> tuple[Button | Menu, ...]:
    return part.buttons if isinstance(part, Buttons) else ()


def _deeds(button: Button | Menu) -> set[tuple[str, str]]:
    match button:
        case Button(action=action, value=value):
            return {(action, value)}
        case Menu(action=action, options=options):
            return {(action, value) for _, value in options}
