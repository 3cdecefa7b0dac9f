"""connect(): the list of every supplier, one line each."""

from collections.abc import Callable
from datetime import datetime

from bot.services import Researcher, Suppliers
from bot.settings import Settings
from integrations.crm.book import Book
from integrations.research.ashby import Ashby
from integrations.research.feeds import Feeds
from integrations.research.gleif import Gleif
from integrations.research.greenhouse import Greenhouse
from integrations.research.hacker_news import HackerNews
from integrations.research.lever import Lever
from integrations.research.linkedin_export import LinkedinExport
from integrations.research.sec import Sec
from integrations.research.wikidata import Wikidata
from integrations.research.wikipedia import Wikipedia


def connect(settings: Settings, now: Callable[[], datetime]) -> Suppliers:
    """Everybody who can be asked, and for those who cannot, which setting is missing."""
    researchers: tuple[Researcher, ...] = (
        LinkedinExport(settings.warmup_connections, settings.warmup_rep),
        Sec(settings.warmup_sec_data_url, settings.warmup_sec_www_url),
        Wikidata(settings.warmup_wikidata_url),
        Wikipedia(settings.warmup_wikipedia_url),
        Gleif(settings.warmup_gleif_url),
        Feeds(),
        Greenhouse(settings.warmup_greenhouse_url),
        Lever(settings.warmup_lever_url),
        Ashby(settings.warmup_ashby_url),
        HackerNews(settings.warmup_hn_url),
    )
    missing = {one.terms.name: lacking for one in researchers if (lacking := _lacking(one, settings))}
    return Suppliers(researchers, _book(settings, now), missing)


def _book(settings: Settings, now: Callable[[], datetime]) -> Book | None:
    where, region, rep = settings.warmup_book, settings.warmup_region, settings.warmup_rep
    return Book.open(where, now=now, region=region, rep=rep) if where else None


def _lacking(researcher: Researcher, settings: Settings) -> str | None:
    """Which settings a source needs and does not have: "needs WARMUP_CONTACT"."""
    absent = [name for name in researcher.terms.requires if not getattr(settings, name.lower())]
    return f"needs {' and '.join(absent)}" if absent else None
