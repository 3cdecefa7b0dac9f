"""GLEIF: the world's register of legal entities: legal name, seat, other names, parent (sources.md 3.9)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast

from bot.errors import SourceUnavailable
from bot.model import Candidate, Company, Day, Evidence, Fact, Kind, Origin, Prospect, Role, Source, Status, Topic
from bot.model.outside import slot
from bot.services import IO, Terms, Unclear
from bot.understand import Asked, company_key
from integrations.generic import is_generic
from integrations.research.gleif.records import LEI, Address, Record, city, company, country, records, where

__all__ = ["TERMS", "Gleif"]

TERMS = Terms(
    resolves=True,
    name="gleif",
    title="GLEIF",
    needs=(frozenset({"lei"}), frozenset({"company"})),
    timeout=timedelta(seconds=5),
    lifetime=timedelta(days=7),
    lifetime_empty=timedelta(days=1),
    stale_for=timedelta(days=30),
    rate=(60, 60.0),
    max_parallel=2,
    licence="cc0",
    terms_url="https://www.gleif.org/en/meta/lei-data-terms-of-use",
)
SHOWN = 8
PAGE = "10"


@dataclass(frozen=True, slots=True)
class Gleif:
    """The API at `url`, version 1."""

    url: str
    terms: Terms = TERMS

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        """Legal entities of that name, else those that GLEIF's own completion offers; never a sole proprietor."""
        typed = asked.company
        key = company_key(typed) if typed else ""
        if not typed or not key:
            return ()
        found = await self._fitting(typed, key, io)
        if not found:
            names = await self._completed(typed, io)
            found = [one for one in names if one.is_company and _begins(one, key)]
        exact = [] if is_generic(key) else [one.lei for one in found if one.active and one.called(key)]
        evidence = Evidence.NAME if len(exact) == 1 else Evidence.SEVERAL
        ordered = sorted(found, key=lambda one: (one.lei not in exact, not one.active))[:SHOWN]
        return tuple(
            _candidate(one, evidence if one.lei in exact else Evidence.PREFIX, rank) for rank, one in enumerate(ordered)
        )

    async def research(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """The company's record; without an identifier, the one active entity of its name whose seat fits.

        Raises Unclear when several entities fit.
        """
        known = prospect.company
        if known is None:
            return ()
        record = await self._by_lei(known.lei, io) if known.lei else await self._by_name(known, io)
        if record is None:
            return ()
        parent = await self._parent(record, io)
        return tuple(_facts(record, parent, known, io.now()))

    async def _by_lei(self, lei: str, io: IO) -> Record | None:
        if not LEI.fullmatch(lei):
            return None
        body = await io.get_json(f"{self._base}/{lei}")
        found = records(body) if body is not None else []
        if found and found[0].lei != lei:
            raise SourceUnavailable(self.terms.name, "unreadable answer")
        return found[0] if found else None

    async def _by_name(self, known: Company, io: IO) -> Record | None:
        name = known.legal_name or known.name
        key = company_key(name)
        if is_generic(key):
            return None
        exact = [one for one in await self._fitting(name, key, io) if one.active and one.called(key)]
        fitting = [one for one in exact if not _contradicts(one, known)]
        if len(fitting) > 1:
            raise Unclear("several legal entities have this name")
        return fitting[0] if fitting else None

    async def _fitting(self, name: str, key: str, io: IO) -> list[Record]:
        """Companies whose legal name, or another of their names, is or begins with that; GLEIF itself is generous."""
        params = {"filter[entity.legal_name]": name[:200], "page[size]": PAGE}
        body = await io.get_json(self._base, params)
        found = records(body) if body is not None else []
        return [one for one in found if one.is_company and (one.called(key) or _begins(one, key))]

    async def _completed(self, typed: str, io: IO) -> list[Record]:
        """The records that GLEIF completes the name to."""
        params = {"field": "entity.legal_name", "q": typed[:200]}
        body = await io.get_json(f"{self.url.rstrip('/')}/api/v1/fuzzycompletions", params)
        leis = list(dict.fromkeys(_completions(body)))[:SHOWN] if body is not None else []
        if not leis:
            return []
        answer = await io.get_json(self._base, {"filter[lei]": ",".join(leis), "page[size]": PAGE})
        return records(answer) if answer is not None else []

    async def _parent(self, record: Record, io: IO) -> str | None:
        """The legal name of the direct parent; most have none, and without it the rest is still worth telling."""
        if not record.names_parent:
            return None
        try:
            body = await io.get_json(f"{self._base}/{record.lei}/direct-parent")
            found = records(body) if body is not None else []
        except SourceUnavailable:
            return None
        return found[0].name if found and found[0].is_company else None

    @property
    def _base(self) -> str:
        return f"{self.url.rstrip('/')}/api/v1/lei-records"


def _completions(body: object) -> Iterator[str]:
    """The identifiers of an answer of `fuzzycompletions`, each under `relationships`."""
    data: object = cast("Mapping[str, object]", body).get("data") if isinstance(body, dict) else None
    if not isinstance(data, list):
        raise SourceUnavailable(TERMS.name, "unreadable answer")
    for entry in cast("list[object]", data):
        inside: object = entry
        for step in ("relationships", "lei-records", "data", "id"):
            inside = cast("Mapping[str, object]", inside).get(step) if isinstance(inside, dict) else None
        if isinstance(inside, str) and LEI.fullmatch(inside):
            yield inside


def _begins(record: Record, key: str) -> bool:
    return company_key(record.entity.legal_name.name).startswith(f"{key} ")


def _contradicts(record: Record, known: Company) -> bool:
    """Whether its seat is in another country or city than the company is known to be in."""
    seats = [seat for seat in (record.entity.headquarters_address, record.entity.legal_address) if seat]
    return _other(known.country, [country(seat) for seat in seats], code=True) or _other(
        known.city, [city(seat) for seat in seats]
    )


def _other(known: str | None, told: Sequence[str | None], *, code: bool = False) -> bool:
    names = {name.casefold() for name in told if name}
    if not known or not names or (code and len(known) != 2):  # noqa: PLR2004 ("United States" is not compared with "US")
        return False
    return known.casefold() not in names


def _candidate(record: Record, evidence: Evidence, rank: int) -> Candidate:
    status = "active" if record.active else "no longer active"
    return Candidate(
        ref=f"lei:{record.lei}",
        company=company(record),
        person=None,
        evidence=evidence,
        reason=", ".join(part for part in (where(record.place), f"{status} legal entity") if part),
        supplier=TERMS.name,
        rank=rank,
    )


def _facts(record: Record, parent: str | None, known: Company, read_at: datetime) -> Iterator[Fact]:
    updated = record.attributes.registration.last_update_date if record.attributes.registration else None
    source = Source(
        supplier=TERMS.name,
        name=TERMS.title,
        url=f"https://search.gleif.org/#/record/{record.lei}",
        read_at=read_at,
        origin=Origin.REGISTER,
        title=record.name,
        licence=TERMS.licence,
    )
    legal = Fact(
        kind=Kind.IDENTITY,
        topic=Topic.NAME,
        subject=known.id,
        source=source,
        key="company.legal_name",
        status=Status.DONE if record.active else Status.ENDED,
        value=record.name,
        others={Role.PLACE: jurisdiction} if (jurisdiction := slot(record.entity.jurisdiction or "", 20)) else {},
        seen=Day.iso(updated or ""),
        dated="seen",
    )
    plain = replace(legal, status=Status.DONE, others={})
    yield legal
    yield replace(plain, topic=Topic.REGISTER, key="company.lei", value=record.lei)
    for name in record.other_names:
        yield replace(plain, key="company.alias", value=name)
    yield from _seat(plain, record.place)
    if founded := Day.iso((record.entity.creation_date or "")[:10]):
        fact = replace(plain, kind=Kind.COMPANY, topic=Topic.FOUNDED, key="company.founded")
        yield replace(fact, value=founded.on.year, happened=founded, dated="stated")
    if parent:
        fact = replace(plain, kind=Kind.COMPANY, topic=Topic.PARENT, key="company.parent")
        yield replace(fact, value=parent, others={Role.COMPANY: parent})


def _seat(plain: Fact, place: Address) -> Iterator[Fact]:
    if seat := where(place):
        fact = replace(plain, kind=Kind.COMPANY, topic=Topic.HEADQUARTERS, key="company.headquarters")
        yield replace(fact, value=seat, others={Role.PLACE: seat})
