"""Wikidata: which company is meant, its ids in other registers, what it is, and who leads it (sources.md 3.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from bot.errors import SourceLimited, SourceUnavailable
from bot.model import Candidate, Company, Evidence, Fact, Prospect
from bot.services import IO, Terms, Unclear
from bot.understand import Asked, registrable
from integrations.research.wikidata.claims import ITEM, Item, objects
from integrations.research.wikidata.companies import HUMAN, candidates
from integrations.research.wikidata.facts import Reading, facts, pointed_to

__all__ = ["TERMS", "Wikidata"]

TERMS = Terms(
    resolves=True,
    name="wikidata",
    title="Wikidata",
    needs=(frozenset({"qid"}), frozenset({"cik"}), frozenset({"lei"}), frozenset({"company"})),
    requires=("WARMUP_CONTACT",),  # Wikimedia throttles those who do not say who they are
    timeout=timedelta(seconds=5),
    lifetime=timedelta(days=7),
    lifetime_empty=timedelta(days=1),
    stale_for=timedelta(days=30),
    rate=(5, 1.0),
    max_parallel=1,
    licence="cc0",
    terms_url="https://www.wikidata.org/wiki/Wikidata:Licensing",
)
TEMPORARY = frozenset({"maxlag", "ratelimited"})
UNKNOWN = frozenset({"no-such-entity", "invalid-entity-id"})
SEARCHED = 7  # items, of one search
PROPS = "info|labels|descriptions|aliases|claims|sitelinks"


@dataclass(frozen=True, slots=True)
class Wikidata:
    """The wiki at `url`, whose API is at /w/api.php."""

    url: str
    terms: Terms = TERMS

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        """Companies with that label or alias, or one that begins so; in the order of Wikidata's own search."""
        return await self._named(asked.company, io) if asked.company else ()

    async def research(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """Facts of the company's item, found by its id or a register's number, or by a name only one company has.

        Raises Unclear when several items fit, or the item is a person.
        """
        company = prospect.company
        found = await self._item_of(company, io) if company else None
        item = await self._item(found, io) if found else None
        if company is None or item is None:
            return ()
        if HUMAN in item.items("P31", io.now().date()):
            raise Unclear("the Wikidata entry is about a person")
        labels = await self._labels(pointed_to(item, io.now()), io)
        return facts(Reading(item, prospect, company.id, company.name, labels, io.now()))

    async def _item_of(self, company: Company, io: IO) -> str | None:
        if company.qid:
            return company.qid if ITEM.fullmatch(company.qid) else None
        if company.cik:
            return await self._registered(f"P5531={company.cik:010d}|P5531={company.cik}", io)
        if company.lei and company.lei.isalnum():
            return await self._registered(f"P1278={company.lei}", io)
        return await self._only_one_named(company, io)

    async def _registered(self, statement: str, io: IO) -> str | None:
        """The one item with that number in a register."""
        body = await self._ask(io, action="query", list="search", srsearch=f"haswbstatement:{statement}")
        query = body.get("query")
        if not isinstance(query, dict):
            raise SourceUnavailable(self.terms.name, "unreadable answer")
        hits = objects(cast("Mapping[str, object]", query).get("search"))
        found = {title for hit in hits if isinstance(title := hit.get("title"), str) and ITEM.fullmatch(title)}
        if len(found) > 1:
            raise Unclear("several Wikidata entries have its register number")
        return next(iter(found), None)

    async def _only_one_named(self, company: Company, io: IO) -> str | None:
        """The one company of exactly that name whose web address is not another one."""
        own = registrable(company.domain) if company.domain else None
        exact = [one.company for one in await self._named(company.name, io) if one.evidence >= Evidence.SEVERAL]
        fitting = [one for one in exact if one and (not own or not one.domain or one.domain == own)]
        same = [one for one in fitting if own and one.domain == own] or fitting
        if len(same) > 1:
            raise Unclear("several companies in Wikidata have this name")
        return same[0].qid if same else None

    async def _named(self, name: str, io: IO) -> list[Candidate]:
        searched = await self._ask(
            io,
            action="wbsearchentities",
            search=name[:200],
            language="en",
            uselang="en",
            type="item",
            limit=str(SEARCHED),
        )
        if not isinstance(searched.get("search"), list):
            raise SourceUnavailable(self.terms.name, "unreadable answer")
        hits = (hit.get("id") for hit in objects(searched["search"]))
        ids = list(dict.fromkeys(hit for hit in hits if isinstance(hit, str) and ITEM.fullmatch(hit)))[:SEARCHED]
        items = await self._items(ids, io, PROPS) if ids else {}
        return candidates([items[hit] for hit in ids if hit in items], name, io.now().date())

    async def _item(self, qid: str, io: IO) -> Item | None:
        items = await self._items([qid], io, PROPS)
        return items.get(qid) or next(iter(items.values()), None)  # a merged item comes under its new id

    async def _labels(self, ids: Sequence[str], io: IO) -> dict[str, str]:
        """The names of other items; without them the rest is still worth telling."""
        try:
            items = await self._items(ids, io, "labels") if ids else {}
        except SourceUnavailable:
            return {}
        return {qid: label for qid, item in items.items() if (label := item.text("labels"))}

    async def _items(self, ids: Sequence[str], io: IO, props: str) -> dict[str, Item]:
        body = await self._ask(io, action="wbgetentities", ids="|".join(ids), props=props, languages="en|mul")
        if not isinstance(body.get("entities"), dict | list):
            raise SourceUnavailable(self.terms.name, "unreadable answer")
        entities = objects(body["entities"])
        there = [raw for raw in entities if "missing" not in raw]
        return {qid: Item(qid, raw) for raw in there if isinstance(qid := raw.get("id"), str) and ITEM.fullmatch(qid)}

    async def _ask(self, io: IO, **params: str) -> Mapping[str, object]:
        """One call; errors come inside an answer of status 200."""
        body = await io.read_json(f"{self.url.rstrip('/')}/w/api.php", _answer, {**params, "format": "json"})
        if body is None:
            raise SourceUnavailable(self.terms.name, "unreadable answer")
        return self._failed(body["error"]) if "error" in body else body

    def _failed(self, error: object) -> Mapping[str, object]:
        code = cast("Mapping[str, object]", error).get("code") if isinstance(error, dict) else None
        if code in UNKNOWN:
            return {"entities": {}}
        if code in TEMPORARY:
            raise SourceLimited(self.terms.name)
        raise SourceUnavailable(self.terms.name, "could not answer")


def _answer(body: object) -> Mapping[str, object]:
    """An answer as it came, to be looked at and never changed."""
    if not isinstance(body, dict):
        raise SourceUnavailable(TERMS.name, "unreadable answer")
    return cast("Mapping[str, object]", body)
