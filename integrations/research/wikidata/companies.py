"""Which items are companies, and what a candidate from Wikidata looks like."""

import re
from collections.abc import Sequence
from datetime import date

from bot.model import Candidate, Company, Evidence
from bot.model.outside import canonical, slot
from bot.understand import company_key, registrable
from integrations.generic import is_generic
from integrations.research.wikidata.claims import Item, Statement, moment

HUMAN = "Q5"
KINDS = frozenset({"Q4830453", "Q783794", "Q6881511", "Q891723", "Q43229", "Q18388277", "Q1589009"})
"""Business, company, enterprise, public company, organisation, technology company, privately held company."""
ONLY_COMPANIES = ("P414", "P5531", "P1278", "P1454", "P169")  # exchange, CIK, LEI, legal form, chief executive
ALSO_COMPANIES = ("P452", "P1128", "P159", "P749")  # industry, employees, headquarters, parent: with a web address
SHORTEST_ALIAS = 3  # letters: two, such as "MS", mean too many
MOST_ALIASES = 20
_TICKER = re.compile(r"[A-Z][A-Z0-9.\-]{0,9}")
_LEI = re.compile(r"[A-Z0-9]{18}\d\d")


def is_company(item: Item, today: date) -> bool:
    """Whether the item is an organisation that is still there: by its kind, or by properties others do not have.

    A web address alone is not enough: cities, bands and programs have one.
    """
    kinds = set(item.items("P31", today))
    dissolved = any(day.on <= today for one in item.statements("P576", today) if (day := moment(one.value)))
    if HUMAN in kinds or dissolved:
        return False
    return bool(kinds & KINDS) or item.has(*ONLY_COMPANIES) or (item.has("P856") and item.has(*ALSO_COMPANIES))


def company(item: Item, today: date) -> Company | None:
    """The item as a company with its ids; None when it has no English name fit for a sentence."""
    name = slot(item.text("labels") or "")
    if not name:
        return None
    return Company(
        id=f"company:qid:{item.id}",
        name=name,
        aliases=tuple(dict.fromkeys(alias for text in item.aliases[:MOST_ALIASES] if (alias := slot(text)))),
        domain=domain(item, today),
        qid=item.id,
        wikipedia=item.article,
        cik=cik(item, today),
        lei=next((lei for lei in item.strings("P1278", today) if _LEI.fullmatch(lei)), None),
        tickers=tickers(item, today),
    )


def domain(item: Item, today: date) -> str | None:
    """The registrable domain of the first web address."""
    return next((found for url in item.strings("P856", today) if (found := registrable(url))), None)


def cik(item: Item, today: date) -> int | None:
    """The SEC's number, which is padded to ten digits."""
    told = (text for text in item.strings("P5531", today) if re.fullmatch("[0-9]{1,10}", text))
    return next((number for text in told if (number := int(text))), None)


def tickers(item: Item, today: date) -> tuple[str, ...]:
    """Its tickers in letters, from the exchanges it is listed on."""
    listed: Sequence[Statement] = item.statements("P414", today)
    told = [*(value for one in listed for value in one.qualifiers.get("P249", ())), *item.strings("P249", today)]
    return tuple(dict.fromkeys(text for text in told if isinstance(text, str) and _TICKER.fullmatch(text)))


def candidates(found: Sequence[Item], typed: str, today: date) -> list[Candidate]:
    """Candidates for the items that are companies, in the order found; a name that several have is SEVERAL."""
    key = company_key(typed)
    companies = [(item, one) for item in found if is_company(item, today) and (one := company(item, today))]
    exact = {item.id for item, one in companies if not is_generic(key) and called(one, key)}
    evidence = Evidence.NAME if len(exact) == 1 else Evidence.SEVERAL
    return [
        Candidate(
            ref=f"qid:{item.id}",
            company=one,
            person=None,
            evidence=evidence if item.id in exact else Evidence.PREFIX,
            reason=canonical(item.text("descriptions") or "", 100),
            supplier="wikidata",
            rank=rank,
        )
        for rank, (item, one) in enumerate(companies)
    ]


def called(one: Company, key: str) -> bool:
    """Whether the label or an alias is exactly that name."""
    aliases = (alias for alias in one.aliases if len(alias) >= SHORTEST_ALIAS)
    return key in {company_key(name) for name in (one.name, *aliases)}
