"""Draws our cards as Adaptive Cards and our forms as dialogs: pure, and never over a limit."""

from collections.abc import Collection, Mapping, Sequence
from typing import cast

from bot import cards
from bot.cards import Card
from bot.teams import limits
from bot.teams.draw import MENTIONS, draw
from bot.teams.form import Carried, form_elements, submit
from bot.teams.literal import Element, cost, cut, rich, run
from bot.teams.spoken import spoken

__all__ = ["Element", "adaptive", "dialog", "fallback", "form_card", "messages", "said_by_ai", "toast"]

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"


def messages(card: Card, dialogs: Collection[str] = frozenset()) -> list[Element]:
    """The card as activities: the first, and what goes on after it. Actions in `dialogs` open one."""
    return [_activity(content, fallback(card)) for content in adaptive(card, dialogs)]


def adaptive(card: Card, dialogs: Collection[str] = frozenset()) -> list[Element]:
    """The card as Adaptive Cards of at most 25 KB each; never none."""
    card = spoken(card)
    first, more = draw(card.parts, dialogs), draw(card.more, dialogs)
    portions = [*_portions(first or [rich([run(fallback(card))])]), *(_portions(more) if more else ())]
    return [_card(portion, fallback(card)) for portion in portions]


def _portions(elements: Sequence[Element]) -> list[list[Element]]:
    """What fits into one card each."""
    portions: list[list[Element]] = [[]]
    weight = 0
    for element in elements:
        heavy = cost(element) + 1
        if portions[-1] and weight + heavy > limits.ROOM:
            portions.append([])
            weight = 0
        portions[-1].append(element)
        weight += heavy
    return portions


def fallback(card: Card) -> str:
    """The notification and screen-reader text; never empty."""
    card = spoken(card)
    return cut(card.summary, limits.SUMMARY) or cut(cards.words(card), limits.SUMMARY) or "Warmup"


def toast(card: Card) -> str | None:
    """A short card of words alone, as a text shown in passing; None when that would lose something."""
    if not all(isinstance(part, cards.Text) for part in card.parts):
        return None
    said = " ".join(cards.words(spoken(card)).split())
    return said if 0 < len(said) <= limits.TOAST else None


def form_card(under_way: Carried) -> Element:
    """A form as a message in the conversation: where no dialog could be opened."""
    return _activity(form_content(under_way))


def form_content(under_way: Carried, wrong: Mapping[str, str] | None = None) -> Element:
    """The same as an Adaptive Card."""
    title = rich([run(under_way.form.title, bold=True)])
    sent: Element = {"type": "ActionSet", "actions": [submit(under_way, "Action.Execute")]}
    return _card([title, *form_elements(under_way, wrong or {}), sent], cut(under_way.form.title, limits.SUMMARY))


def dialog(under_way: Carried, wrong: Mapping[str, str] | None = None) -> Element:
    """A form as a dialog: the answer to task/fetch, and to a submit with something wrong."""
    content = _card(form_elements(under_way, wrong or {}), cut(under_way.form.title, limits.SUMMARY))
    content["actions"] = [submit(under_way, "Action.Submit")]
    height = min(600, 180 + 80 * len(under_way.form.inputs))
    value: Element = {"title": cut(under_way.form.title, limits.TITLE) or "Warmup", "height": height, "width": 420}
    return {"task": {"type": "continue", "value": value | {"card": _attached(content)}}}


def said_by_ai(activity: Element) -> Element:
    """The same with Teams' label for what a machine wrote: exactly one, on the message itself."""
    label: Element = {
        "type": "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        "additionalType": ["AIGeneratedContent"],
    }
    return activity | {"entities": [label]}


def attached(card: Card, dialogs: Collection[str] = frozenset()) -> Element:
    """The first of a card's Adaptive Cards as an attachment."""
    return _attached(adaptive(card, dialogs)[0])


def _activity(content: Element, summary: str | None = None) -> Element:
    said = summary or str(content.get("fallbackText") or "Warmup")
    return {"type": "message", "summary": said, "attachments": [_attached(content)]}


def _attached(content: Element) -> Element:
    return {"contentType": CARD_TYPE, "content": content}


def _card(elements: list[Element], summary: str) -> Element:
    called = [each for element in elements for each in cast("list[Element]", element.get(MENTIONS, []))]
    return {
        "type": "AdaptiveCard",
        "$schema": _SCHEMA,
        "version": "1.5",
        "fallbackText": summary or "Warmup",
        "msteams": {"width": "Full"} | ({"entities": called} if called else {}),
        "body": [{name: value for name, value in element.items() if name != MENTIONS} for element in elements],
    }
