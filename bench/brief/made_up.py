"""Ten thousand companies that do not exist, and what each source says of one, in bodies as long as real ones."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

MANY = 10_000
FILINGS, ROLES, ENTRIES, STORIES, EXTRA_CLAIMS = 1_000, 60, 30, 20, 120
FORMS = ("8-K", "4", "4", "10-Q", "4", "SC 13G", "4", "424B2", "10-K", "DEF 14A")
ITEMS = ("2.02,9.01", "5.02", "1.01,9.01", "8.01", "2.01,9.01")
TEAMS = ("Sales", "Operations", "Engineering", "Finance", "Support")
_FIRST = [
    a + b
    for a in "Bra Cor Dun Fel Gar Hol Kel Mor Tav Wes".split()
    for b in "den vick low ster mere by ford ley grove wyn".split()
]
_ENDS = ("works", " Mills", " Lines", " Tools", " Freight", " Supply", " Press", " Yards", " Cable", " Foods")
_SECOND = [a + b for a in "Iron Glass Wool Stone Salt Timber Copper Paper Water Grain".split() for b in _ENDS]


@dataclass(frozen=True, slots=True)
class Company:
    """One of them, by its number."""

    number: int

    @property
    def name(self) -> str:
        return f"{_FIRST[self.number // 100]} {_SECOND[self.number % 100]}"

    @property
    def cik(self) -> int:
        return 9_000_000 + self.number

    @property
    def qid(self) -> str:
        return f"Q{900_000_000 + self.number}"

    @property
    def lei(self) -> str:
        return f"{'BENCH':0<14}{self.number:04}00"

    @property
    def label(self) -> str:
        return self.name.replace(" ", "").lower()


def named(name: str) -> Company | None:
    """The one of that name, whatever its spelling."""
    return _by_label().get("".join(name.lower().split()))


@cache
def _by_label() -> Mapping[str, Company]:
    return {one.label: one for one in map(Company, range(MANY))}


def tickers() -> object:
    """The SEC's file of all who are listed."""
    return {
        str(one.number): {"cik_str": one.cik, "ticker": f"B{one.number:04}", "title": f"{one.name} Inc."}
        for one in map(Company, range(MANY))
    }


def submissions(one: Company, today: date) -> object:
    """The SEC's record of one filer: a thousand filings over four years, in columns."""
    rows = range(FILINGS)
    days = [str(today - timedelta(days=row * 3 // 2)) for row in rows]
    numbers = [f"{one.cik:010}-{day[2:4]}-{FILINGS - row:06}" for row, day in zip(rows, days, strict=True)]
    forms = [FORMS[row % len(FORMS)] for row in rows]
    columns: dict[str, list[object]] = {
        "accessionNumber": [*numbers],
        "filingDate": [*days],
        "reportDate": [*days],
        "acceptanceDateTime": [f"{day}T16:31:05.000Z" for day in days],
        "act": ["34" for _ in rows],
        "form": [*forms],
        "fileNumber": [f"001-{row % 7:05}" for row in rows],
        "filmNumber": [f"26{row:07}" for row in rows],
        "items": [ITEMS[row % len(ITEMS)] if form == "8-K" else "" for row, form in zip(rows, forms, strict=True)],
        "size": [10_000 + row for row in rows],
        "isXBRL": [row % 2 for row in rows],
        "isInlineXBRL": [row % 2 for row in rows],
        "primaryDocument": [f"document-{row:04}.htm" for row in rows],
        "primaryDocDescription": [*forms],
    }
    business = {"street1": "1 BENCH ROAD", "city": "RENO", "stateOrCountry": "NV", "stateOrCountryDescription": "NV"}
    return {
        "cik": f"{one.cik:010}",
        "entityType": "operating",
        "sic": "3569",
        "sicDescription": "General Industrial Machinery",
        "name": f"{one.name} Inc.",
        "tickers": [f"B{one.number:04}"],
        "addresses": {"business": business},
        "formerNames": [],
        "filings": {"recent": columns, "files": []},
    }


def item(one: Company) -> dict[str, object]:
    """The company's item in Wikidata, with a hundred statements that nobody reads."""

    def claim(kind: str, value: object) -> list[object]:
        snak = {"snaktype": "value", "datavalue": {"type": kind, "value": value}}
        return [{"rank": "normal", "mainsnak": snak, "references": [{"hash": "0" * 40}], "qualifiers": {}}]

    def points(qid: str) -> list[object]:
        return claim("wikibase-entityid", {"entity-type": "item", "id": qid})

    amount = {"amount": "+1200", "unit": "1"}
    founded = {"time": "+1994-03-01T00:00:00Z", "precision": 11, "calendarmodel": "Q1985727"}
    claims = {
        "P31": points("Q4830453"),
        "P856": claim("string", f"https://www.{one.label}.com/"),
        "P5531": claim("string", f"{one.cik:010}"),
        "P1278": claim("string", one.lei),
        "P159": points("Q800000001"),
        "P452": points("Q800000002"),
        "P169": points("Q800000003"),
        "P3320": points("Q800000004"),
        "P1128": claim("quantity", amount),
        "P571": claim("time", founded),
        **{f"P9{number:04}": claim("string", f"identifier {number}") for number in range(EXTRA_CLAIMS)},
    }
    return {
        "type": "item",
        "id": one.qid,
        "modified": "2026-11-01T00:00:00Z",
        "labels": {"en": {"language": "en", "value": one.name}},
        "descriptions": {"en": {"language": "en", "value": "made-up company"}},
        "aliases": {"en": [{"language": "en", "value": f"{one.name} Inc."}]},
        "claims": claims,
        "sitelinks": {"enwiki": {"site": "enwiki", "title": one.name}},
    }


def label(qid: str) -> dict[str, object]:
    """Another item's name."""
    names = {"Q800000001": "Reno", "Q800000002": "machinery", "Q800000003": "Robin Roe", "Q800000004": "Lee Poe"}
    return {"type": "item", "id": qid, "labels": {"en": {"language": "en", "value": names.get(qid, "something")}}}


def summary(one: Company) -> object:
    """The beginning of its Wikipedia article."""
    said = f"{one.name} is a made-up company in Reno, Nevada. It makes {one.name.split()[-1].lower()} for benches."
    return {"type": "standard", "title": one.name, "extract": said, "wikibase_item": one.qid,
            "timestamp": "2026-10-01T00:00:00Z"}  # fmt: skip


def record(one: Company) -> object:
    """Its legal entity."""
    place = {"city": "RENO", "country": "US"}
    entity: dict[str, object] = {"legalName": {"name": f"{one.name} Inc."}, "otherNames": [], "legalAddress": place,
              "headquartersAddress": place, "jurisdiction": "US-NV", "category": "GENERAL", "status": "ACTIVE",
              "creationDate": "1994-03-01T00:00:00Z"}  # fmt: skip
    registration = {"lastUpdateDate": "2026-05-01T00:00:00Z", "status": "ISSUED"}
    return {"id": one.lei, "type": "lei-records", "relationships": {},
            "attributes": {"lei": one.lei, "entity": entity, "registration": registration}}  # fmt: skip


def jobs(one: Company, today: date, *, content: bool) -> object:
    """Its Greenhouse board; with `content` each role has its text."""

    def role(number: int) -> dict[str, object]:
        day = today - timedelta(days=number)
        told = {"content": "&lt;p&gt;Bring your own bench.&lt;/p&gt;" * 60} if content else {}
        return {"id": number, "title": f"{TEAMS[number % 5]} Lead {number}", "company_name": one.name,
                "absolute_url": f"https://job-boards.greenhouse.io/{one.label}/jobs/{number}",
                "first_published": f"{day}T09:00:00-05:00", "departments": [{"id": 1, "name": TEAMS[number % 5]}],
                **told}  # fmt: skip

    return {"jobs": [role(number) for number in range(ROLES)]}


def stories(one: Company, today: date) -> object:
    """What Hacker News has on its site."""
    noon = datetime.combine(today, datetime.min.time(), UTC).timestamp()
    return {"hits": [{"objectID": str(47_000_000 + number), "title": f"How {one.name} counts to {number}",
                      "url": f"https://www.{one.label}.com/{number}", "points": 10 + number,
                      "created_at_i": int(noon) - 86_400 * number} for number in range(STORIES)]}  # fmt: skip


def home(one: Company) -> str:
    """Its home page, which declares a feed and is long."""
    link = '<link rel="alternate" type="application/rss+xml" href="/news.xml">'
    return f"<html><head><title>{one.name}</title>{link}</head><body>{'<p>Benches.</p>' * 4_000}</body></html>"


def feed(one: Company, today: date) -> str:
    """Its news."""

    def entry(number: int) -> str:
        day = datetime.combine(today - timedelta(days=2 * number), datetime.min.time(), UTC)
        return (
            f"<item><title>{one.name} opens plant number {number}</title><link>https://www.{one.label}.com/{number}"
            f"</link><pubDate>{day:%a, %d %b %Y %H:%M:%S} +0000</pubDate><description>{'All of it. ' * 40}"
            "</description></item>"
        )

    entries = "".join(map(entry, range(ENTRIES)))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{one.name}</title>{entries}</channel></rss>'


def as_bytes(body: object) -> bytes:
    """On the wire."""
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()
