"""Reads GLEIF's records of legal entities (JSON:API)."""

import re
from collections.abc import Mapping, Sequence
from typing import cast

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from bot.errors import SourceUnavailable
from bot.model import Company
from bot.model.outside import slot
from bot.understand import company_key
from integrations.lenient import Maybe, Row, rows

LEI = re.compile(r"[A-Z0-9]{18}\d\d")


class Spelled(Row):
    """A part of a record, whose keys are spelled likeThis."""

    model_config = ConfigDict(alias_generator=to_camel)


class Name(Row):
    """A legal or other name."""

    name: str


class Address(Row):
    """Where it is, as far as it may be told: never the street."""

    city: Maybe[str] = None
    country: Maybe[str] = None


class Entity(Spelled):
    """The legal entity; only its own `status` says whether it is still there."""

    legal_name: Name
    other_names: Maybe[Sequence[object]] = None
    legal_address: Maybe[Address] = None
    headquarters_address: Maybe[Address] = None
    jurisdiction: Maybe[str] = None
    category: Maybe[str] = None
    status: Maybe[str] = None
    creation_date: Maybe[str] = None


class Registration(Spelled):
    """The registration of the identifier: LAPSED means that nobody paid, not that the company is gone."""

    last_update_date: Maybe[str] = None


class Attributes(Row):
    """What a record says."""

    lei: str
    entity: Entity
    registration: Maybe[Registration] = None


class Links(Row):
    """Where a relationship leads: to a parent's record, or to the reason why none is named."""

    links: Maybe[Mapping[str, object]] = None


class Relationships(Row):
    """Only the direct parent is read."""

    direct_parent: Maybe[Links] = Field(default=None, alias="direct-parent")


class Record(Row):
    """One record."""

    attributes: Attributes
    relationships: Maybe[Relationships] = None

    @property
    def lei(self) -> str:
        return self.attributes.lei

    @property
    def entity(self) -> Entity:
        return self.attributes.entity

    @property
    def name(self) -> str | None:
        """The legal name; None when it is not fit for a sentence."""
        return slot(self.entity.legal_name.name)

    @property
    def other_names(self) -> list[str]:
        """Trading and former names."""
        found = (slot(other.name) for other in rows(Name, list(self.entity.other_names or ())))
        return list(dict.fromkeys(name for name in found if name))

    @property
    def active(self) -> bool:
        """Whether the entity, not its registration, is active."""
        return self.entity.status == "ACTIVE"

    @property
    def is_company(self) -> bool:
        """False for a person who trades alone, whose own name is the legal name, and for funds."""
        return self.entity.category not in {"SOLE_PROPRIETOR", "FUND"}

    @property
    def names_parent(self) -> bool:
        """Whether there is a parent's record to ask for."""
        parent = self.relationships.direct_parent if self.relationships else None
        return bool(parent and parent.links and "reporting-exception" not in parent.links)

    @property
    def place(self) -> Address:
        """Where it is led from, else where it is registered."""
        return self.entity.headquarters_address or self.entity.legal_address or Address()

    def called(self, key: str) -> bool:
        """Whether its legal name or another of its names is exactly that."""
        return key in {company_key(name) for name in (self.entity.legal_name.name, *self.other_names)}


def records(body: object) -> list[Record]:
    """The readable records of an answer, one or several; raises SourceUnavailable when it is no answer."""
    data = cast("Mapping[str, object]", body).get("data") if isinstance(body, dict) else None
    if not isinstance(data, dict | list):
        raise SourceUnavailable("gleif", "unreadable answer")
    many = cast("list[object]", data if isinstance(data, list) else [data])
    found = [record for record in rows(Record, many) if LEI.fullmatch(record.lei) and record.name]
    if isinstance(data, dict) and not found:
        raise SourceUnavailable("gleif", "unreadable answer")
    return found


def city(address: Address) -> str | None:
    """The city; registers like to write it in capitals."""
    name = slot(address.city or "")
    return name.title() if name and name.isupper() else name


def country(address: Address) -> str | None:
    """The country's code of two letters."""
    code = address.country or ""
    return code if re.fullmatch("[A-Z]{2}", code) else None


def where(address: Address) -> str:
    """Dublin, IE."""
    return ", ".join(part for part in (city(address), country(address)) if part)


def company(record: Record) -> Company:
    """The record as a company."""
    name = record.name or record.lei
    return Company(
        id=f"company:lei:{record.lei}",
        name=name,
        legal_name=name,
        aliases=tuple(record.other_names),
        lei=record.lei,
        city=city(record.place),
        country=country(record.place),
    )
