"""Reads an item's statements by Wikidata's rules: ranks, missing values, ends, half-known dates (sources.md 3.2)."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from bot.model import Day, Precision

ITEM = re.compile(r"Q[1-9]\d{0,11}")
_TIME = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T")  # years before Christ or of five digits are nobody's headcount
_JULIAN = "Q1985786"
_TO_MONTH, _TO_YEAR = 10, 9  # `precision`: 11 is a day


@dataclass(frozen=True, slots=True)
class Statement:
    """What one statement says: its value, the values of its qualifiers, and whether somebody gave a reference."""

    value: object
    qualifiers: Mapping[str, Sequence[object]]
    referenced: bool

    def day(self, qualifier: str) -> Day | None:
        """The first readable date of a qualifier: P580 began, P582 ended, P585 as of."""
        return next((day for value in self.qualifiers.get(qualifier, ()) if (day := moment(value))), None)


@dataclass(frozen=True, slots=True)
class Item:
    """One item, as far as it is read; outside JSON that may have any shape."""

    id: str
    raw: Mapping[str, object]

    def text(self, part: str) -> str | None:
        """The English label or description (`labels`, `descriptions`); "mul" is for names equal in all languages."""
        texts = _object(self.raw.get(part))
        found = (_object(texts.get(language)).get("value") for language in ("en", "mul"))
        return next((text for text in found if isinstance(text, str) and text.strip()), None)

    @property
    def aliases(self) -> list[str]:
        """Other English names."""
        lists = _object(self.raw.get("aliases"))
        entries = [entry for language in ("en", "mul") for entry in _array(lists.get(language))]
        return [text for entry in entries if isinstance(text := _object(entry).get("value"), str) and text.strip()]

    @property
    def article(self) -> str | None:
        """The title of the English Wikipedia's article."""
        title = _object(_object(self.raw.get("sitelinks")).get("enwiki")).get("title")
        return title if isinstance(title, str) and 0 < len(title) <= 250 else None  # noqa: PLR2004 (MediaWiki allows 255 bytes)

    @property
    def modified(self) -> Day | None:
        """When the item was last edited."""
        modified = self.raw.get("modified")
        return Day.iso(modified) if isinstance(modified, str) and len(modified) >= 10 else None  # noqa: PLR2004 (2026-11-12)

    def has(self, *properties: str) -> bool:
        """Whether any of these properties has a value."""
        return any(True for name in properties for _ in self._all(name))

    def statements(self, name: str, today: date) -> list[Statement]:
        """The statements that hold: of the best rank, with a value, begun and not ended."""
        return [one for one in self._all(name) if _holds(one, today)]

    def items(self, name: str, today: date) -> list[str]:
        """The ids of the items a property points to."""
        return [found for one in self.statements(name, today) if (found := item_id(one.value))]

    def strings(self, name: str, today: date) -> list[str]:
        """The texts of a property: addresses and foreign ids."""
        return [one.value for one in self.statements(name, today) if isinstance(one.value, str)]

    def _all(self, name: str) -> Iterator[Statement]:
        claims = _object(self.raw.get("claims"))  # an empty object comes as an empty list
        ranked = [claim for entry in _array(claims.get(name)) if (claim := _object(entry)).get("rank") != "deprecated"]
        best = [claim for claim in ranked if claim.get("rank") == "preferred"] or ranked
        for claim in best:
            value = _value(claim.get("mainsnak"))
            if value is not None:
                qualifiers = {key: _values(snaks) for key, snaks in _object(claim.get("qualifiers")).items()}
                yield Statement(value, qualifiers, bool(claim.get("references")))


def item_id(value: object) -> str | None:
    """The id of the item that is the value."""
    found = _object(value).get("id")
    return found if isinstance(found, str) and ITEM.fullmatch(found) else None


def quantity(value: object) -> float | None:
    """The number of a quantity without a unit; they are strings with a sign."""
    read = _object(value)
    amount = read.get("amount")
    if read.get("unit") != "1" or not isinstance(amount, str) or len(amount) > 30:  # noqa: PLR2004 (no count is longer)
        return None
    try:
        number = float(amount)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def moment(value: object) -> Day | None:
    """A date as exactly as it is known; unknown parts are `00`, and a Julian date is used for its year only."""
    read = _object(value)
    time, precision = read.get("time"), read.get("precision")
    found = _TIME.match(time) if isinstance(time, str) else None
    if not found or not isinstance(precision, int) or precision < _TO_YEAR:
        return None
    year, month, day = map(int, found.groups())
    try:
        if precision == _TO_YEAR or not month or str(read.get("calendarmodel")).endswith(_JULIAN):
            return Day(date(year, 1, 1), Precision.YEAR)
        if precision == _TO_MONTH or not day:
            return Day(date(year, month, 1), Precision.MONTH)
        return Day(date(year, month, day))
    except ValueError:
        return None


def objects(value: object) -> list[Mapping[str, object]]:
    """The objects of a list, or of an object's values."""
    inside = list(_object(value).values()) or _array(value)
    return [found for entry in inside if (found := _object(entry))]


def _holds(one: Statement, today: date) -> bool:
    began, ended = one.day("P580"), one.day("P582")
    if began and began.on > today:
        return False
    return ended.on > today if ended else not one.qualifiers.get("P582")  # an end without a known day is an end


def _values(snaks: object) -> list[object]:
    """The values of a qualifier; one without a known value counts, as None; "no value" does not."""
    told = [_object(snak) for snak in _array(snaks)]
    return [_value(snak) for snak in told if snak.get("snaktype") != "novalue"]


def _value(snak: object) -> object:
    read = _object(snak)
    return _object(read.get("datavalue")).get("value") if read.get("snaktype") == "value" else None


def _object(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def _array(value: object) -> Sequence[object]:
    return cast("Sequence[object]", value) if isinstance(value, list) else ()
