"""What each public source says of one made-up listed company, Kestrel Dynamics, and of two that share a name."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

CIK, QID, LEI = 9990042, "Q99900042", "00000000000KESTREL42"
NAME, DOMAIN = "Kestrel Dynamics", "kestrel-dynamics-made-up.com"
Body = dict[str, object]

NOW = datetime.now(UTC)  # sources tell of real days: a brief is judged by the clock on the wall


def ago(days: int) -> str:
    """A day, as suppliers write it."""
    return (NOW - timedelta(days=days)).date().isoformat()


def body(source: str, path: str, query: Mapping[str, str], words: str) -> object | None:
    """The answer to one request; None is 404. `words` stand wherever somebody else writes a supplier's text."""
    match source:
        case "sec":
            return _tickers() if path.endswith("company_tickers.json") else _submissions(path, words)
        case "wikidata":
            return _wikidata(query, words)
        case "wikipedia":
            extract = f"Kestrel Dynamics builds drones in Reno. {words}"
            return {"type": "standard", "title": NAME, "wikibase_item": QID, "extract": extract}
        case "gleif":
            return _gleif(path, query)
        case "greenhouse":
            return _greenhouse(words) if "/kestrel" in path else None
        case "hacker_news":
            return {"hits": [_story(words)], "nbHits": 1, "nbPages": 1}
        case "lever":
            return []
        case _:
            return None


def _tickers() -> Body:
    rows = ((CIK, "KSDY", "KESTREL DYNAMICS INC"), (9990051, "TORO", "Torrent Corp"), (9990052, "TTC", "TORRENT CORP."))
    return {str(n): {"cik_str": cik, "ticker": ticker, "title": title} for n, (cik, ticker, title) in enumerate(rows)}


def _submissions(path: str, words: str) -> Body | None:
    if f"{CIK:010d}" not in path:
        return None
    filings = (("8-K", 6, 8, "5.02,9.01"), ("8-K", 30, 31, "9.01"), ("8-K", 300, 301, "2.01"), ("10-Q", 20, 50, ""))
    recent: Body = {
        "accessionNumber": [f"0009990042-26-{n:06d}" for n in range(len(filings))],
        "form": [form for form, *_ in filings],
        "filingDate": [ago(filed) for _, filed, *_ in filings],
        "reportDate": [ago(happened) for _, _, happened, _ in filings],
        "items": [items for *_, items in filings],
    }
    return {
        "cik": f"{CIK:010d}",
        "entityType": "operating",
        "name": "Kestrel Dynamics, Inc.",
        "sicDescription": words or "Aircraft",
        "tickers": ["KSDY"],
        "formerNames": [{"name": words or "Kestrel Kites Inc", "to": "2015-01-27T05:00:00.000Z"}],
        "addresses": {"business": {"city": "RENO", "stateOrCountry": "NV", "stateOrCountryDescription": "NV"}},
        "filings": {"recent": recent, "files": []},
    }


def _wikidata(query: Mapping[str, str], words: str) -> Body:
    match query.get("action"):
        case "wbsearchentities":
            known = query.get("search", "").casefold().startswith("kestrel")
            return {"search": [{"id": QID, "label": NAME}] if known else [], "success": 1}
        case "query":
            return {"query": {"search": [{"title": QID}]}}
        case _:
            items = {QID: _item(words), "Q99900043": {"id": "Q99900043", "labels": _english("Jane Doe")}}
            return {"entities": {qid: items[qid] for qid in query.get("ids", "").split("|") if qid in items}}


def _item(words: str) -> Body:
    claims = {
        "P31": [_claim({"id": "Q4830453"})],
        "P856": [_claim(f"https://www.{DOMAIN}/")],
        "P5531": [_claim(f"{CIK:010d}")],
        "P1278": [_claim(LEI)],
        "P169": [_claim({"id": "Q99900043"})],
    }
    return {
        "id": QID,
        "labels": _english(NAME),
        "descriptions": _english(words or "maker of drones"),
        "claims": claims,
        "sitelinks": {"enwiki": {"title": NAME}},
        "modified": f"{ago(40)}T08:00:00Z",
    }


def _english(text: str) -> Body:
    return {"en": {"language": "en", "value": text}}


def _claim(value: object) -> Body:
    return {"rank": "normal", "mainsnak": {"snaktype": "value", "datavalue": {"value": value}}}


def _gleif(path: str, query: Mapping[str, str]) -> Body | None:
    asked = " ".join([path, *query.values()]).casefold()
    if path.endswith("parent"):
        return None
    record: Body = {
        "type": "lei-records",
        "id": LEI,
        "attributes": {
            "lei": LEI,
            "entity": {
                "legalName": {"name": "KESTREL DYNAMICS, INC.", "language": "en"},
                "legalAddress": {"city": "DOVER", "country": "US"},
                "headquartersAddress": {"city": "RENO", "country": "US"},
                "category": "GENERAL",
                "status": "ACTIVE",
            },
            "registration": {"status": "ISSUED"},
        },
    }
    if path.endswith(LEI):
        return {"data": record}
    return {"data": [record] if "kestrel" in asked else []}


def _greenhouse(words: str) -> Body:
    job: Body = {
        "title": words or "Drone Mechanic",
        "company_name": NAME,
        "absolute_url": "https://job-boards.greenhouse.io/kestreldynamics/jobs/1",
        "first_published": f"{ago(4)}T09:00:00-05:00",
        "departments": [{"id": 1, "name": words or "Workshop"}],
    }
    return {"jobs": [job] * 4}


def _story(words: str) -> Body:
    return {
        "objectID": "1",
        "title": words or "Kestrel Dynamics publishes its autopilot",
        "url": f"https://{DOMAIN}/autopilot",
        "points": 200,
        "created_at_i": int((NOW - timedelta(days=20)).timestamp()),
    }
