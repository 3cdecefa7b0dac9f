"""Facts from one filer's record: its legal names and numbers, and what its recent filings report."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.model import Day, Fact, Kind, Origin, Role, Source, Topic
from bot.model.outside import slot
from bot.understand import company_key
from integrations.research.sec.body import Filer, Filing, Place, without_suffix
from integrations.research.sec.items import CURRENT_REPORTS, EXHIBITS, FORMS, ITEMS, UNKNOWN, Form

WINDOW = timedelta(days=365)
MOST = 60  # events
ITEM = re.compile(r"\d\.\d\d")  # before August 2004 items were single digits: another numbering
_LEI = re.compile(r"[A-Z0-9]{18}\d\d")


@dataclass(frozen=True, slots=True)
class Reading:
    """Whose record is read: the subject's id, its SEC number, and when it was asked for."""

    subject: str
    cik: int
    read_at: datetime

    def source(self, accession: str | None = None, title: str | None = None) -> Source:
        """The filer's page, or a filing's index page: always on the SEC's own host, as a rep can open it."""
        url = f"https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK={self.cik:010d}"
        if accession:
            url = (
                f"https://www.sec.gov/Archives/edgar/data/{self.cik}/{accession.replace('-', '')}/{accession}-index.htm"
            )
        return Source("sec", "SEC EDGAR", url, self.read_at, Origin.REGISTER, title, "public-domain")

    def plain(self, kind: Kind, topic: Topic, key: str, value: str) -> Fact:
        """A statement that has no date of its own."""
        return Fact(kind, topic, self.subject, self.source(), key, value=value, dated="seen")


def facts(of: Filer, reading: Reading) -> tuple[Fact, ...]:
    """Identity, company, and at most 60 events of the last 365 days, newest first."""
    seen = Day(of.newest) if of.newest else None
    told = (replace(fact, seen=seen) for fact in (*_identity(of, reading), *_company(of, reading)))
    return (*told, *_events(of.since(reading.read_at.date() - WINDOW), reading))


def _identity(of: Filer, reading: Reading) -> Iterator[Fact]:
    told = {company_key(of.name)}
    if name := without_suffix(of.name):
        yield reading.plain(Kind.IDENTITY, Topic.NAME, "company.legal_name", name)
    yield reading.plain(Kind.IDENTITY, Topic.REGISTER, "company.cik", str(reading.cik))
    for ticker in of.symbols:
        yield reading.plain(Kind.IDENTITY, Topic.REGISTER, "company.ticker", ticker)
    if of.lei and _LEI.fullmatch(of.lei):
        yield reading.plain(Kind.IDENTITY, Topic.REGISTER, "company.lei", of.lei)
    for former in of.former:
        name, key = without_suffix(former.name), company_key(former.name)
        if name and key not in told:  # the SEC lists every change of a capital as a former name
            told.add(key)
            fact = reading.plain(Kind.IDENTITY, Topic.NAME, "company.alias", name)
            yield replace(fact, ended=Day.iso(former.to or ""))


def _company(of: Filer, reading: Reading) -> Iterator[Fact]:
    if industry := slot(of.sic_description or ""):
        yield reading.plain(Kind.COMPANY, Topic.INDUSTRY, "company.industry", industry)
    business = of.addresses.business if of.addresses else None
    if business and (place := _place(business)):
        fact = reading.plain(Kind.COMPANY, Topic.HEADQUARTERS, "company.headquarters", place)
        yield replace(fact, others={Role.PLACE: place})


def _place(business: Place) -> str | None:
    """Cupertino, CA; Munich, Germany: the SEC writes cities in capitals and codes foreign countries."""
    city = slot(business.city or "")
    code = business.state_or_country or ""
    state = code if re.fullmatch("[A-Z]{2}", code) else business.state_or_country_description or business.country
    where = slot(state or "")
    if not city:
        return None
    spelled = city.title() if city.isupper() else city
    return f"{spelled}, {where}" if where else spelled


def _events(listed: Sequence[Filing], reading: Reading) -> Iterator[Fact]:
    today = reading.read_at.date()
    recent = [one for one in listed if today - WINDOW <= one.filed <= today + timedelta(days=1)]
    recent.sort(key=lambda one: (one.filed, one.accession), reverse=True)
    told = (fact for filing in recent for fact in _told(filing, reading))
    yield from (fact for fact, _ in zip(told, range(MOST), strict=False))


def _told(filing: Filing, reading: Reading) -> Iterator[Fact]:
    if filing.form in CURRENT_REPORTS:
        for item in dict.fromkeys(filing.items):
            if ITEM.fullmatch(item) and item != EXHIBITS:
                yield _item(filing, item, reading)
    elif filing.form in FORMS:
        yield _form(filing, FORMS[filing.form], reading)


def _item(filing: Filing, item: str, reading: Reading) -> Fact:
    """One item of an 8-K: it happened on the day reported, which for an amendment may be long past."""
    meaning = ITEMS.get(item, UNKNOWN)
    happened = Day(filing.reported) if filing.reported and filing.reported <= filing.filed else None
    return Fact(
        kind=Kind.EVENT,
        topic=meaning.topic,
        subject=reading.subject,
        source=reading.source(filing.accession, f"{filing.form}, item {item}"),
        key=f"event.8-K.{item}",
        status=meaning.status,
        value={"form": filing.form, "item": item, "accession": filing.accession},
        others={Role.FORM: filing.form, Role.WHAT: f"{meaning.what} ({filing.form} item {item})"},
        happened=happened,
        published=Day(filing.filed),
        dated="stated" if happened else "published",
        weight=meaning.weight,
    )


def _form(filing: Filing, form: Form, reading: Reading) -> Fact:
    """Another form: its `reportDate` is the end of a period, never the day on which something happened."""
    meaning = form.meaning
    until = f", period to {_spelled(filing.reported)}" if form.period and filing.reported else ""
    return Fact(
        kind=Kind.EVENT,
        topic=meaning.topic,
        subject=reading.subject,
        source=reading.source(filing.accession, f"Form {filing.form}"),
        key=f"event.{filing.form}",
        status=meaning.status,
        value={"form": filing.form, "item": "", "accession": filing.accession},
        others={Role.FORM: filing.form, Role.WHAT: f"{meaning.what} (form {filing.form}{until})"},
        published=Day(filing.filed),
        dated=form.dated,
        weight=meaning.weight,
    )


def _spelled(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
