"""Draws our forms as Slack's dialogs (modals)."""

from bot.cards import ChannelInput, ChoiceInput, Form, Input, MomentInput, PersonInput, Span, TextInput
from bot.slack import limits
from bot.slack.literal import cut, escape, size
from bot.slack.spans import Block, elements, plain, rich_text


def view(form: Form) -> Block:
    """A modal; an input's name is its block_id and its action_id. Raises ValueError when `hidden` does not fit."""
    if size(form.hidden) > limits.PRIVATE_METADATA or size(form.action) > limits.CALLBACK:
        raise ValueError(f"the form {form.action!r:.60} hides more than Slack carries")
    return {
        "type": "modal",
        "callback_id": form.action,
        "private_metadata": form.hidden,
        "title": _short(form.title, limits.VIEW_TITLE),
        "submit": _short(form.submit, limits.VIEW_TITLE),
        "close": _short("Cancel", limits.VIEW_TITLE),
        "blocks": [*_long_title(form.title), *(_input(asked) for asked in form.inputs)],
    }


def _long_title(title: str) -> list[Block]:
    """The whole title in the dialog when its own line is too short for it."""
    return rich_text([elements([Span(title)])]) if size(escape(title)) > limits.VIEW_TITLE else []


def _short(words: str, limit: int) -> Block:
    """Plain text within a limit, escaped signs counted."""
    fits = size(escape(words)) <= limit
    return plain(words if fits else cut(words.translate(_NO_MARKUP), limit)) | ({} if words.strip() else {"text": "…"})


_NO_MARKUP = {ord("&"): "+", ord("<"): "(", ord(">"): ")"}  # only in a line that is cut anyway


def _input(asked: Input) -> Block:
    match asked:
        case TextInput():
            element, optional = _text(asked), asked.optional
        case ChannelInput():
            element, optional = _channel(asked), False
        case MomentInput():
            element, optional = _moment(asked), False
        case PersonInput():
            element, optional = {"type": "users_select", "action_id": asked.name}, False
        case ChoiceInput():
            element, optional = _choice(asked), False
    label = _short(asked.label, limits.LABEL)
    return {"type": "input", "block_id": asked.name, "label": label, "element": element, "optional": optional}


def _text(asked: TextInput) -> Block:
    drawn: Block = {"type": "plain_text_input", "action_id": asked.name, "multiline": asked.lines}
    if asked.value:
        drawn["initial_value"] = cut(asked.value, limits.INITIAL)
    if asked.placeholder:
        drawn["placeholder"] = _short(asked.placeholder, limits.PLACEHOLDER)
    return drawn


def _channel(asked: ChannelInput) -> Block:
    return {
        "type": "conversations_select",
        "action_id": asked.name,
        "default_to_current_conversation": True,
        "filter": {
            "include": ["public", "private"],
            "exclude_bot_users": True,
            "exclude_external_shared_channels": True,
        },
    }


def _choice(asked: ChoiceInput) -> Block:
    options: list[Block] = [{"text": _short(label, limits.OPTION), "value": value} for label, value in asked.options]
    first = next((o for o in options if o["value"] == asked.value), options[0])
    return {"type": "static_select", "action_id": asked.name, "options": options, "initial_option": first}


def _moment(asked: MomentInput) -> Block:
    drawn: Block = {"type": "datetimepicker", "action_id": asked.name}
    seconds = int(asked.at.timestamp()) if asked.at else 0
    return drawn | ({"initial_date_time": seconds} if seconds >= limits.EARLIEST else {})
