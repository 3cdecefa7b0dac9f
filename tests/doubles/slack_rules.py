"""What Slack refuses in blocks: limits as documented, written apart from our own, so that one checks the other."""
# pyright: reportUnknownMemberType=false
# (slack_sdk says `dict` without saying of what)

import html
import json
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block as SdkBlock

Thing = Mapping[str, object]

MESSAGE_TYPES = frozenset(
    "section header divider image context actions input rich_text markdown table context_actions container card".split()
)
_IN_DIALOGS = frozenset(
    {"users_select", "conversations_select", "datetimepicker", "plain_text_input"}
)  # as we use them
_LINK = re.compile(r"<https?://[^|<>]*\|([^<>]*)>")
_CALL = re.compile(r"<@([UW][A-Z0-9]+)>")
CORE_TYPES = frozenset("section header divider image context actions rich_text input".split())


def trouble(blocks: Sequence[Thing], *, types: frozenset[str] = MESSAGE_TYPES, most: int = 50) -> list[str]:
    """Everything Slack would refuse in these blocks; empty when it takes them."""
    found: list[str] = []
    if len(blocks) > most:
        found.append(f"{len(blocks)} blocks")
    if len(json.dumps(blocks, ensure_ascii=False).encode("utf-16-le")) // 2 > 13_200 and most == 50:
        tables = sum(len(json.dumps(b)) for b in blocks if b["type"] == "table")
        if not tables or len(blocks) > 1:
            found.append("msg_blocks_too_long")
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(map(str, ids))):
        found.append("a block_id twice")
    pressed = [str(thing["action_id"]) for thing in _all(blocks) if "action_id" in thing]
    if len(pressed) != len(set(pressed)):
        found.append("an action_id twice")
    if sum(block.get("type") == "table" for block in blocks) > 1:
        found.append("two tables")
    return found + [wrong for block in blocks for wrong in _block(block, types)]


def _block(block: Thing, types: frozenset[str]) -> Iterator[str]:
    kind = str(block.get("type"))
    if kind not in types:
        yield f"{kind} is not taken here"
        return
    yield from _by_sdk(block)
    yield from (f"empty text in {kind}" for thing in _all([block]) if _is_empty(thing))
    yield from (f"{kind}: a link to {thing['url']}" for thing in _all([block]) if _is_bad_link(thing))
    for thing in _all([block]):
        if thing.get("type") == "plain_text" and kind == "header":
            yield from _length(thing, "text", 150)
        if thing.get("type") == "button":
            yield from _length(cast("Thing", thing["text"]), "text", 75)
            yield from _length(thing, "value", 2000)
            yield from _length(thing, "action_id", 255)
        yield from _element(thing, kind)
        if thing.get("type") in {"mrkdwn", "plain_text"}:
            yield from _length(thing, "text", 3000)
    if kind == "image":
        yield from _length(block, "alt_text", 2000)
    if kind == "context" and len(_list(block, "elements")) > 10:
        yield "context: too many elements"
    if kind == "actions" and not 1 <= len(_list(block, "elements")) <= 25:
        yield "actions: number of elements"
    if kind == "table":
        yield from _table(block)


def _element(thing: Thing, kind: str) -> Iterator[str]:
    match thing.get("type"):
        case "static_select":
            yield from _menu(thing)
        case "user":
            if not re.fullmatch(r"[UW][A-Z0-9]+", str(thing.get("user_id"))):
                yield f"no such user: {thing.get('user_id')}"
        case "datetimepicker":
            if not _is_moment(thing.get("initial_date_time", 1_000_000_000)):
                yield "datetimepicker: initial_date_time"
        case _:
            pass
    if thing.get("type") in _IN_DIALOGS and kind != "input":
        yield f"{thing['type']} outside a dialog"


def _menu(menu: Thing) -> Iterator[str]:
    placeholder = cast("Thing", menu.get("placeholder") or {})
    if placeholder.get("type") != "plain_text" or "initial_option" in menu:
        yield "static_select: placeholder or initial_option"
    yield from _length(placeholder, "text", 150)
    yield from _length(menu, "action_id", 255)
    options = [cast("Thing", option) for option in _list(menu, "options")]
    if not 1 <= len(options) <= 100:
        yield "static_select: number of options"
    for option in options:
        yield from _length(cast("Thing", option["text"]), "text", 75)
        yield from _length(option, "value", 150)
        if not option["value"]:
            yield "static_select: an option without a value"


def _is_moment(seconds: object) -> bool:
    return isinstance(seconds, int) and len(str(seconds)) == 10


def _table(block: Thing) -> Iterator[str]:
    rows = [cast("Sequence[Thing]", row) for row in _list(block, "rows")]
    if not 1 <= len(rows) <= 100 or any(not 1 <= len(row) <= 20 for row in rows):
        yield "table: rows or columns"
    if sum(_units(str(cell.get("text", ""))) for row in rows for cell in row) > 10_000:
        yield "table: too many characters"
    if len({len(row) for row in rows}) > 1:
        yield "table: rows of different length"


def _by_sdk(block: Thing) -> Iterator[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            parsed = SdkBlock.parse(dict(block))
            if parsed is None:
                yield f"slack_sdk does not know {block.get('type')}"
            else:
                parsed.validate_json()
    except (SlackObjectFormationError, Warning, TypeError) as error:
        yield f"slack_sdk: {error}"


def _all(things: object) -> Iterator[Thing]:
    """Every object in it, at any depth."""
    if isinstance(things, dict):
        thing = cast("Thing", things)
        yield thing
        for value in thing.values():
            yield from _all(value)
    elif isinstance(things, list | tuple):
        for each in cast("Sequence[object]", things):
            yield from _all(each)


def _is_empty(thing: Thing) -> bool:
    text = thing.get("text")
    kinds = {"plain_text", "mrkdwn", "raw_text"}
    if thing.get("type") in kinds:
        return not isinstance(text, str) or not text.strip()
    return thing.get("type") == "text" and not text


def _is_bad_link(thing: Thing) -> bool:
    url = str(thing.get("url", "https://"))
    return not url.startswith(("https://", "http://")) or _units(url) > 3000


def _length(thing: Thing, key: str, most: int) -> Iterator[str]:
    if _units(str(thing.get(key, ""))) > most:
        yield f"{key} is over {most}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _list(block: Thing, key: str) -> Sequence[object]:
    return cast("Sequence[object]", block.get(key) or [])


def words_shown(blocks: Sequence[Thing], people: Mapping[str, str] | None = None) -> str:
    """What a person reads in these blocks, in order; only where Slack reads escapes are they undone.

    `people` are the names Slack shows for those who are mentioned.
    """
    return " ".join(_words(blocks, people or {}))


def _words(things: object, people: Mapping[str, str]) -> Iterator[str]:
    if isinstance(things, dict):
        thing = cast("Thing", things)
        text = thing.get("text")
        if isinstance(text, str):
            escaped = thing.get("type") in {"plain_text", "mrkdwn"}
            yield html.unescape(_named(_LINK.sub(r"\1", text), people)) if escaped else text
        if thing.get("type") == "image":
            yield str(thing["alt_text"])
        if thing.get("type") == "user":
            yield people.get(str(thing["user_id"]), f"@{thing['user_id']}")
        for key in ("placeholder", "text", "elements", "options", "rows"):
            if not isinstance(thing.get(key), str):
                yield from _words(thing.get(key), people)
    elif isinstance(things, list):
        for each in cast("list[object]", things):
            yield from _words(each, people)


def _named(text: str, people: Mapping[str, str]) -> str:
    return _CALL.sub(lambda call: html.escape(people.get(call[1], f"@{call[1]}"), quote=False), text)
