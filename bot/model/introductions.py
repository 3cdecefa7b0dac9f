"""Introductions: whether a colleague knows a prospect, asked once and answered for everybody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.touches import Whom


class Knows(StrEnum):
    """What a colleague answers."""

    WELL = "well"
    SLIGHTLY = "slightly"
    NOT = "not"
    INTRODUCES = "introduces"

    @property
    def label(self) -> str:
        """What the button says."""
        return {
            Knows.WELL: "I know them well",
            Knows.SLIGHTLY: "Slightly",
            Knows.NOT: "Not at all",
            Knows.INTRODUCES: "I will introduce you",
        }[self]


@dataclass(frozen=True, slots=True)
class Introduction:
    """A colleague was asked whether they know somebody; with their answer, once there is one."""

    id: str
    team: str
    whom: Whom
    rep: str
    rep_name: str
    colleague: str
    colleague_name: str
    asked_at: datetime
    answer: Knows | None = None
    answered_at: datetime | None = None
