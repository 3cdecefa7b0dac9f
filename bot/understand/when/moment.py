"""What comes of reading a date: a moment, or a question."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.errors import UserMistake

Kind = Literal["past", "impossible", "ambiguous", "repeats", "holiday", "nothing"]


@dataclass(frozen=True, slots=True)
class When:
    """A moment, and what of the text it was."""

    at: datetime  # aware, in the rep's zone, later than now
    named_time: bool  # the person chose the time (a clock, a part of the day, hours from now): kept to the minute
    words: str  # the part of the text that was the date
    rest: str  # the text without it


class WhenProblem(UserMistake):
    """A date that cannot be told, as one question with an example; `readings` holds what it may mean, for buttons."""

    def __init__(self, kind: Kind, sentence: str, readings: tuple[When, ...] = ()) -> None:
        """`readings` has two moments when ambiguous, perhaps one when past, and none otherwise."""
        super().__init__(sentence)
        self.kind = kind
        self.readings = readings


@dataclass(frozen=True, slots=True)
class Reminder:
    """A line after `remind`, taken apart; `problem` is set exactly when `when` is not."""

    about: str  # the prospect as typed; empty when nobody was named
    when: When | None
    what: str  # what to do then; empty when not said
    problem: WhenProblem | None = None
