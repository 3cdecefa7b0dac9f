"""Who is listed: the SEC's file of names and tickers, made searchable."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from rapidfuzz import fuzz, process

from bot.model import Candidate, Company, Evidence
from bot.understand import company_key
from integrations.generic import is_generic
from integrations.lenient import Row, rows
from integrations.research.sec.body import without_suffix

SHOWN = 8
LONG_ENOUGH = 6  # letters: on shorter names fuzzy scores mislead (sources.md 8.5)
ALIKE = 88  # of 100
SYMBOL = re.compile(r"\$?[A-Z][A-Z0-9]{0,4}(?:[.-][A-Z]{1,2})?|\$[A-Za-z][A-Za-z0-9.-]{0,9}")


class Entry(Row):
    """One row of the file: a share class of a filer."""

    cik_str: int
    ticker: str
    title: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One filer with all its tickers; `rank` is its place in the file, which is in order of size."""

    cik: int
    name: str
    key: str
    tickers: tuple[str, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Index:
    """The filers by name, by ticker, and by the first word of the name."""

    by_key: Mapping[str, tuple[Listed, ...]]
    by_ticker: Mapping[str, Listed]
    by_word: Mapping[str, tuple[Listed, ...]]

    def beginning(self, key: str) -> tuple[Listed, ...]:
        """Filers whose name goes on after these whole words."""
        return tuple(one for one in self.by_word.get(_first(key), ()) if one.key.startswith(f"{key} "))

    def before(self, key: str) -> tuple[Listed, ...]:
        """Filers whose whole name is the first words of this one: "tesla" of "tesla motors"."""
        words = key.split()
        shorter = (" ".join(words[:count]) for count in range(len(words) - 1, 0, -1))
        return tuple(one for name in shorter if not is_generic(name) for one in self.by_key.get(name, ()))


def build_index(body: bytes) -> Index:
    """Read the file; raises ValueError when it is something else. Takes about 0.2 s for 9,610 rows."""
    read: object = json.loads(body)
    if not isinstance(read, dict):
        raise ValueError("not the file of tickers")  # noqa: TRY004 (a value of the wrong shape)
    filers: dict[int, Listed] = {}
    for rank, entry in enumerate(rows(Entry, list(cast("dict[str, object]", read).values()))):
        known = filers.get(entry.cik_str)
        if known:
            filers[entry.cik_str] = replace(known, tickers=(*known.tickers, entry.ticker))
        elif entry.cik_str > 0 and (name := without_suffix(entry.title)):
            filers[entry.cik_str] = Listed(entry.cik_str, name, company_key(entry.title), (entry.ticker,), rank)
    if read and not filers:
        raise ValueError("not the file of tickers")
    return _index(filers.values())


def _index(filers: Iterable[Listed]) -> Index:
    by_key: dict[str, list[Listed]] = {}
    by_word: dict[str, list[Listed]] = {}
    by_ticker: dict[str, Listed] = {}
    for one in filers:
        by_key.setdefault(one.key, []).append(one)
        by_word.setdefault(_first(one.key), []).append(one)
        for ticker in one.tickers:
            by_ticker.setdefault(_plain(ticker), one)
    return Index(
        {key: tuple(same) for key, same in by_key.items()},
        by_ticker,
        {word: tuple(same) for word, same in by_word.items()},
    )


def search(index: Index, typed: str) -> Sequence[Candidate]:
    """At most eight candidates for what was typed: by ticker, exact name, first words, or a likely mistake."""
    key = company_key(typed)
    exact = index.by_key.get(key, ()) if not is_generic(key) else ()
    told = [(one, Evidence.NAME if len(exact) == 1 else Evidence.SEVERAL) for one in exact]
    begin = (*index.by_key.get(key, ()), *index.beginning(key)) if key and not exact else ()
    told += [(one, Evidence.PREFIX) for one in begin]
    if ticker := _by_ticker(index, typed.strip(), key):
        told = [ticker, *(other for other in told if other[0] != ticker[0])]
    if not told and sum(map(str.isalpha, key)) >= LONG_ENOUGH:
        alike = process.extract(key, list(index.by_key), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=SHOWN)
        told = [(one, Evidence.FUZZY) for name, _, _ in alike for one in index.by_key[name]]
    return tuple(candidate(one, evidence) for one, evidence in told[:SHOWN])


def _by_ticker(index: Index, typed: str, key: str) -> tuple[Listed, Evidence] | None:
    """A ticker as typed in capitals or with a dollar sign; less sure when the word begins another filer's name.

    "FORD" is the ticker of Forward Industries and the name of Ford Motor.
    """
    one = index.by_ticker.get(_plain(typed)) if SYMBOL.fullmatch(typed) else None
    if one is None:
        return None
    namesakes = [other for other in index.by_word.get(key, ()) if other != one]
    own_name = f"{one.key} ".startswith(f"{key} ")
    if typed.startswith("$") or not namesakes or (own_name and all(other.key != key for other in namesakes)):
        return one, Evidence.TICKER
    return one, Evidence.SEVERAL if any(other.key == key for other in namesakes) else Evidence.PREFIX


def _first(key: str) -> str:
    return key.partition(" ")[0]


def _plain(ticker: str) -> str:
    return ticker.lstrip("$").upper().replace(".", "-")


def candidate(one: Listed, evidence: Evidence, formerly: str | None = None) -> Candidate:
    """A filer as an answer to "who is meant"; `formerly` is the earlier name that was typed."""
    tickers = ", ".join(one.tickers[:3]) + (" …" if len(one.tickers) > 3 else "")  # noqa: PLR2004 (enough to recognise it)
    earlier, before = ((formerly,), f"formerly {formerly}, ") if formerly else ((), "")
    return Candidate(
        ref=f"cik:{one.cik}",
        company=Company(id=f"company:cik:{one.cik}", name=one.name, aliases=earlier, cik=one.cik, tickers=one.tickers),
        person=None,
        evidence=evidence,
        reason=f"{before}listed, {'tickers' if len(one.tickers) > 1 else 'ticker'} {tickers}",
        supplier="sec",
        rank=one.rank,
    )
