"""What Teams is told when it waits: always HTTP 200, for an error as well, with what it shows in the body."""

from collections.abc import Collection, Mapping, Sequence

from bot.cards import Card, text
from bot.teams import render
from bot.teams.form import Carried
from bot.teams.literal import Element, cut
from bot.teams.translate import Heard, Waits
from bot.teams.waiting import Opened, Outcome, Posted, Replaced, Said

Reply = tuple[int, Mapping[str, object] | None]

_CARD, _WORDS = "application/vnd.microsoft.card.adaptive", "application/vnd.microsoft.activity.message"
_WORKING = "I am on it …"
_DONE = "Done."
_UNKNOWN = "I cannot do that yet."


def outcome(heard: Heard, what: Outcome | None, dialogs: Collection[str]) -> Reply:
    """The outcome of a press or a dialog; None when it takes longer than Teams waits."""
    match what:
        case Replaced(card) if heard.waits is Waits.PRESS:
            return 200, _answer(_CARD, render.adaptive(card, dialogs)[0])
        case Opened(under_way):
            return 200, render.dialog(under_way)
        case Said(words):
            return 200, _said(heard, words)
        case Posted() | Replaced():
            return 200, _said(heard, _DONE)
        case None:
            return 200, _said(heard, _WORKING)


def mistaken(waits: Waits, under_way: Carried, wrong: Mapping[str, str]) -> Reply:
    """The form once more, with what is wrong."""
    if waits is Waits.PRESS:
        return 200, _answer(_CARD, render.form_content(under_way, wrong))
    return 200, render.dialog(under_way, wrong)


def again(heard: Heard) -> Reply:
    """The same delivery once more: it is in hand."""
    return 200, _said(heard, _WORKING)


def not_known(heard: Heard) -> Reply:
    """What nobody can do."""
    return (200, _said(heard, _UNKNOWN)) if heard.waits is not Waits.NOTHING else (202, None)


def found(briefs: Sequence[tuple[str, Card]], dialogs: Collection[str]) -> Element:
    """The answer to a search: cards, each with its title in the list."""
    listed = [render.attached(card, dialogs) | {"preview": _preview(title, card)} for title, card in briefs]
    return {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": listed}}


def _preview(title: str, card: Card) -> Element:
    content = {"title": cut(title, 80) or "–", "text": cut(card.summary, 120)}
    return {"contentType": "application/vnd.microsoft.card.thumbnail", "content": content}


def _said(heard: Heard, words: str) -> Element:
    """In passing; a form on a card makes room for the words, so that nobody sends it twice."""
    if heard.waits is not Waits.PRESS:
        return {"task": {"type": "message", "value": words}}
    if heard.under_way:
        return _answer(_CARD, render.adaptive(Card(words, (text(words),)))[0])
    return _answer(_WORDS, words)


def _answer(kind: str, value: object) -> Element:
    return {"statusCode": 200, "type": kind, "value": value}
