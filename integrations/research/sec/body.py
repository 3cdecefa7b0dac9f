"""Reads what data.sec.gov says of one filer: names, place, and its recent filings, whose columns may be uneven."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import zip_longest
from typing import cast

from pydantic import ConfigDict, PrivateAttr, ValidationError
from pydantic.alias_generators import to_camel

from bot.errors import SourceUnavailable
from bot.model import Day
from bot.model.outside import slot
from integrations.lenient import Maybe, Row, rows

ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}")
EDGAR_SUFFIX = re.compile(r"\s*/\s*(?:[A-Za-z]{2,4}\s*/?)?\s*$")  # "/NEW", "/DE/", "/ADR"; "GENMAB A/S" keeps its own


class Spelled(Row):
    """A part of the body, whose keys are spelled likeThis."""

    model_config = ConfigDict(alias_generator=to_camel)


class Place(Spelled):
    """A business address, as far as it may be told: never the street."""

    city: Maybe[str] = None
    state_or_country: Maybe[str] = None
    state_or_country_description: Maybe[str] = None
    country: Maybe[str] = None


class Addresses(Row):
    """Only the business address is read."""

    business: Maybe[Place] = None


class FormerName(Row):
    """A name the filer had; the dates are of filings under it."""

    name: str
    to: Maybe[str] = None


class Columns(Row):
    """The list of filings: it is columnar."""

    recent: Maybe[Mapping[str, object]] = None


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing. `reported` is the day of an 8-K's event, and the end of the period for a periodic report."""

    form: str
    accession: str
    filed: date
    reported: date | None
    items: tuple[str, ...]


class Filer(Spelled):
    """One filer, as far as it is read; every field may be missing in older or odd answers."""

    name: str
    cik: str | int
    entity_type: Maybe[str] = None
    sic: Maybe[str] = None
    sic_description: Maybe[str] = None
    insider_transaction_for_owner_exists: Maybe[int | bool] = None
    tickers: Maybe[Sequence[object]] = None
    lei: Maybe[str] = None
    addresses: Maybe[Addresses] = None
    former_names: Maybe[Sequence[object]] = None
    filings: Maybe[Columns] = None
    _since: dict[date, list[Filing]] = PrivateAttr(default_factory=dict[date, "list[Filing]"])

    @property
    def number(self) -> int | None:
        """The CIK, which comes padded and unpadded."""
        text = str(self.cik)
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else None  # noqa: PLR2004 (a CIK's length)

    @property
    def company(self) -> bool:
        """False for natural persons, funds and investors who only file about others (sources.md 3.1)."""
        if self.entity_type == "operating" or self.tickers:
            return True
        return bool(self.sic) and not self.insider_transaction_for_owner_exists

    @property
    def symbols(self) -> tuple[str, ...]:
        """Its tickers, readable ones only."""
        return tuple(t for t in self.tickers or () if isinstance(t, str) and re.fullmatch(r"[A-Z0-9.\-]{1,10}", t))

    @property
    def former(self) -> list[FormerName]:
        """Earlier names, newest first as the SEC lists them."""
        return rows(FormerName, list(self.former_names or ()))

    def since(self, first: date) -> list[Filing]:
        """Filings of that day or later, as the columns have them; a row without a form, number or day is left out."""
        if first not in self._since:  # a record is kept for hours, and all briefs of a day ask for the same
            self._since = {first: list(_filings(self._recent, first.isoformat()))}
        return self._since[first]

    @cached_property
    def newest(self) -> date | None:
        """The day of the latest filing."""
        filed = map(_text, _cells(self._recent, "filingDate"))
        return next((day for text in sorted(set(filed), reverse=True) if (day := _day(text))), None)

    @property
    def _recent(self) -> Mapping[str, object] | None:
        return self.filings.recent if self.filings else None


def filer(body: object) -> Filer:
    """The filer the body is about; raises SourceUnavailable when it is about none."""
    try:
        return Filer.model_validate(body)
    except ValidationError as error:
        raise SourceUnavailable("sec", "unreadable answer") from error


def _filings(recent: Mapping[str, object] | None, first: str) -> Iterator[Filing]:
    columns = [_cells(recent, name) for name in ("filingDate", "form", "accessionNumber", "reportDate", "items")]
    for row in zip_longest(*columns, fillvalue=""):
        if (filed := _text(row[0])) < first:  # most of a thousand rows: ISO days compare as they are spelled
            continue
        form, accession, reported, items = map(_text, row[1:])
        if form and (day := _day(filed)) and ACCESSION.fullmatch(accession):
            told = tuple(item.strip() for item in items.split(","))
            yield Filing(form, accession, day, _day(reported), told)


def _cells(recent: Mapping[str, object] | None, column: str) -> list[object]:
    cells = (recent or {}).get(column)
    return cast("list[object]", cells) if isinstance(cells, list) else []


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def without_suffix(name: str) -> str | None:
    """A filer's name without "/DE/" and the like; None when it is not fit to stand in a sentence."""
    return slot(EDGAR_SUFFIX.sub("", name.strip()) or name)


def _day(text: str) -> date | None:
    day = Day.iso(text) if len(text) >= 10 else None  # noqa: PLR2004 (2026-11-12)
    return day.on if day else None
