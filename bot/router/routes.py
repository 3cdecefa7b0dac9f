"""What a route is: its handler, where its answer goes, and what can be said of it at once."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.cards import Card
from bot.chat import Answer, Interaction
from bot.services import Services

Handler = Callable[[Interaction, Services], Awaitable[Answer]]


class Shows(StrEnum):
    """Where an answer goes."""

    HERE = "here"  # where it was asked, or by direct message where strangers could read it
    THREAD = "thread"  # under the message whose button was pressed
    REPLACE = "replace"  # in place of that message
    ONLY_THEM = "only them"  # a pointer, an error: to nobody but the person who asked
    FORM = "form"  # likewise, and it is a dialog: a platform may have to know that before the button is pressed
    DIRECT = "direct"  # to the person who asked, by direct message


@dataclass(frozen=True, slots=True)
class Route:
    """One thing Warmup can do. `waiting` is put up at once; `check` finds mistakes without asking anybody."""

    handler: Handler
    shows: Shows = Shows.HERE
    waiting: Callable[[Interaction], Card] | None = None
    check: Callable[[Interaction], None] | None = None  # raises UserMistake
    said: bool = False  # a reserved first word, or two (yield_mine); the rest only buttons and forms can do


Routes = Mapping[str, Route]
