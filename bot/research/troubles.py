"""What can keep a supplier from answering, beyond the three errors it knows; and what each comes to in a report."""

from collections.abc import Collection
from typing import cast

from bot.errors import SourceLimited, SourceRefused, SourceUnavailable
from bot.model import Outcome
from bot.services import Unclear

MOST_WORDS = 160  # characters of a note


class Resting(SourceUnavailable):
    """We do not ask for a while, after failures; nothing was sent."""

    def __init__(self, source: str) -> None:
        super().__init__(source, "resting after failures")


class TookTooLong(SourceUnavailable):
    """The supplier's own time was over before it had answered."""

    def __init__(self, source: str) -> None:
        super().__init__(source, "took too long")


class StrangerUnavailable(SourceUnavailable):
    """One address that came from data gave nothing, which says nothing about the supplier."""


class TooManyQuestions(SourceLimited):
    """Our own pace for this supplier left no room in time; nothing was sent."""

    def __init__(self, source: str) -> None:
        super().__init__(source, "too many questions at once")


def outcome_of(error: BaseException) -> tuple[Outcome, str]:
    """What to report for an error, with a note in a few plain words."""
    error = gravest(error)
    match error:
        case Unclear():
            return Outcome.UNCLEAR, plain(str(error))
        case Resting(reason=reason):
            return Outcome.SKIPPED, reason
        case SourceRefused(reason=reason):
            return Outcome.REFUSED, plain(reason)
        case SourceLimited(reason=reason):
            return Outcome.LIMITED, plain(reason)
        case TookTooLong() | TimeoutError():
            return Outcome.LATE, "took too long"
        case SourceUnavailable(reason=reason):
            return Outcome.FAILED, plain(reason)
        case _:
            return Outcome.FAILED, "its answer could not be read"


def gravest(error: BaseException) -> BaseException:
    """Of several errors raised together, the one a person must know first."""
    if not isinstance(error, BaseExceptionGroup):
        return error
    group = cast("BaseExceptionGroup[BaseException]", error)
    leaves = [gravest(each) for each in group.exceptions]
    for kind in (SourceRefused, SourceLimited, SourceUnavailable):
        for leaf in leaves:
            if isinstance(leaf, kind):
                return leaf
    return leaves[0]


def size_of(found: object) -> int:
    """How many things a supplier found; raises TypeError for what is no list of things."""
    if isinstance(found, str | bytes) or not isinstance(found, Collection):
        raise TypeError
    return len(cast("Collection[object]", found))


def plain(words: str) -> str:
    """One line of printable words, not too long."""
    return "".join(letter for letter in " ".join(words.split()) if letter.isprintable())[:MOST_WORDS]
