"""Buttons and menus as rows of Slack's: every label is read, and whatever Slack takes can be chosen."""

from collections.abc import Iterator, Sequence

from bot.cards import Button, Menu, Span
from bot.slack import limits
from bot.slack.literal import cost, size
from bot.slack.spans import Block, escaped, plain, shortened, small

_UNNAMED = "–"
Option = tuple[str, str]  # label and value


def press_rows(pressed: Sequence[Button | Menu], numbers: Iterator[int]) -> list[Block]:
    """Rows of what can be pressed; action_ids are made unique by `#n`, n from `numbers`."""
    drawn: list[Block] = []
    row: list[Block] = []
    weight = 0
    for piece in (piece for one in pressed for piece in _pieces(one)):
        own = cost(piece)
        if row and (isinstance(piece, str) or len(row) == limits.BUTTONS or weight + own > limits.ROW):
            drawn.append({"type": "actions", "elements": row})
            row, weight = [], 0
        if isinstance(piece, str):
            drawn += small((Span(piece),))
        else:
            row.append(piece | {"action_id": f"{piece['action_id']}#{next(numbers)}"})
            weight += own
    return [*drawn, {"type": "actions", "elements": row}] if row else drawn


def _pieces(one: Button | Menu) -> Iterator[Block | str]:
    """What Slack draws for it, in order; a bare text is a label that stands whole before its place."""
    match one:
        case Button():
            yield from _button(one)
        case Menu():
            yield from _menu(one)


def _button(button: Button) -> Iterator[Block | str]:
    """A label that Slack would cut, or whose value it does not take, stands whole before its place."""
    takes = size(button.value) <= limits.BUTTON_VALUE
    if not takes or escaped(button.label) > limits.BUTTON:
        yield button.label
    if not takes:
        return
    drawn: Block = {"type": "button", "action_id": button.action, "text": _label(button.label, limits.BUTTON)}
    yield drawn | ({"value": button.value} if button.value else {}) | ({"style": "primary"} if button.primary else {})


def _menu(menu: Menu) -> Iterator[Block | str]:
    """A menu, and more of them for what is too much for one; an option that no menu takes is a button."""
    groups = list(_groups(menu.options))
    if not groups or not _fits(groups[0][0]) or escaped(menu.label) > limits.PLACEHOLDER:
        yield menu.label
    for group in groups:
        if _fits(group[0]):
            yield _select(menu, group)
        else:
            yield from (piece for label, value in group for piece in _button(Button(label, menu.action, value)))


def _select(menu: Menu, options: Sequence[Option]) -> Block:
    return {
        "type": "static_select",
        "action_id": menu.action,
        "placeholder": _label(menu.label, limits.PLACEHOLDER),
        "options": [_option(option) for option in options],
    }


def _groups(options: Sequence[Option]) -> Iterator[list[Option]]:
    """Options that one menu takes together; one that none takes is alone."""
    group: list[Option] = []
    weight = 0
    for option in options:
        own = cost(_option(option))
        joins = group and _fits(option) and _fits(group[0])
        if group and (not joins or len(group) == limits.OPTIONS or weight + own > limits.ROW):
            yield group
            group, weight = [], 0
        group.append(option)
        weight += own
    if group:
        yield group


def _fits(option: Option) -> bool:
    label, value = option
    return escaped(label) <= limits.OPTION and 0 < size(value) <= limits.OPTION_VALUE


def _option(option: Option) -> Block:
    label, value = option
    return {"text": _label(label, limits.OPTION), "value": value}


def _label(words: str, limit: int) -> Block:
    return plain((words if escaped(words) <= limit else shortened(words, limit)).strip() or _UNNAMED)
