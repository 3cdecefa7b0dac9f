"""Reads outside JSON without trusting it: a value of a wrong type counts as missing, an unreadable row is left out."""

from datetime import UTC, date, datetime
from typing import Annotated, TypeVar, cast

from pydantic import BaseModel, ConfigDict, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from bot.errors import SourceUnavailable

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)
YEARS = range(1990, 2100)  # outside of it a date is a mistake, and arithmetic may overflow


def _or_none(value: object, read: ValidatorFunctionWrapHandler) -> object:
    try:
        return read(value)
    except ValidationError:
        return None


Maybe = Annotated[T | None, WrapValidator(_or_none)]


class Row(BaseModel):
    """One object of an outside list; keys nobody asked for are ignored."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


def listed(source: str, body: object, key: str) -> list[object]:
    """The list under a key of a JSON object, none for an unknown subject (None); raises SourceUnavailable."""
    if body is None:
        return []
    found = cast("dict[str, object]", body).get(key) if isinstance(body, dict) else None
    if not isinstance(found, list):
        raise SourceUnavailable(source, "unreadable answer")
    return cast("list[object]", found)


def rows(model: type[M], body: object) -> list[M]:
    """The readable rows of a list; none when it is no list."""
    if not isinstance(body, list):
        return []
    found: list[M] = []
    for row in cast("list[object]", body):
        try:
            found.append(model.model_validate(row))
        except ValidationError:
            continue
    return found


def utc_day(text: str | None) -> date | None:
    """The day of an ISO 8601 moment, in UTC so that it is never ahead of our clock; None when it is none."""
    try:
        moment = datetime.fromisoformat(text or "")
        if moment.year not in YEARS:
            return None
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).date()
    except (ValueError, OverflowError):
        return None


def epoch_day(seconds: float | None) -> date | None:
    """The day of a moment in seconds since 1970, in UTC; None outside of plausible years."""
    try:
        day = datetime.fromtimestamp(seconds or 0, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
    return day if seconds and day.year in YEARS else None
