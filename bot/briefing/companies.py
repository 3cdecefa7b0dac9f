"""Puts together what several sources say of the same company, and tells different companies apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.model import Candidate, Company, Evidence
from bot.understand import company_key

REGISTERS = frozenset({"gleif"})
"""Registers of every legal entity there is: they settle which one, they do not make a well-known name ambiguous."""

SHOUTING = frozenset({"sec", "gleif"})
"""Registers that write many names in capitals only."""


@dataclass(frozen=True, slots=True)
class Found:
    """One company, with every candidate that means it, best evidence first."""

    company: Company
    candidates: tuple[Candidate, ...]

    @property
    def evidence(self) -> Evidence:
        """The strongest reason to believe that it is meant."""
        return max(candidate.evidence for candidate in self.candidates)

    @property
    def exact(self) -> bool:
        """Whether its name, ticker, alias or domain is exactly what was typed."""
        return self.evidence >= Evidence.SEVERAL

    @property
    def registered_only(self) -> bool:
        """Whether only a register of everything knows it."""
        return all(candidate.supplier in REGISTERS for candidate in self.candidates)

    @property
    def shown(self) -> Candidate:
        """The candidate for a picker: the strongest, with every source's reason."""
        first = self.candidates[0]
        reasons = dict.fromkeys(candidate.reason for candidate in self.candidates if candidate.reason)
        return replace(first, company=self.company, reason="; ".join(reasons))

    def named(self, asked: str) -> bool:
        """Whether its own name, not an alias or a ticker, is what was typed."""
        names = (self.company.name, self.company.legal_name)
        return company_key(asked) in {company_key(name) for name in names if name}


def found(candidates: Iterable[Candidate]) -> list[Found]:
    """The distinct companies, best evidence first; candidates that share any id are one company."""
    groups: list[list[Candidate]] = []
    for candidate in candidates:
        if candidate.company is None:
            continue
        same = [group for group in groups if any(_same(candidate.company, other.company) for other in group)]
        groups = [group for group in groups if group not in same]
        groups.append([*(member for group in same for member in group), candidate])
    companies = [_found(group) for group in groups]
    return sorted(companies, key=lambda one: (-one.evidence, one.registered_only, one.candidates[0].rank))


def _found(group: list[Candidate]) -> Found:
    ordered = sorted(group, key=lambda c: (-c.evidence, c.supplier in REGISTERS, c.rank))
    company = ordered[0].company
    assert company is not None  # noqa: S101 (found() lets no other in)
    for other in ordered[1:]:
        company = united(company, other.company)
    return Found(_readable(company, ordered), tuple(ordered))


def _readable(company: Company, candidates: Sequence[Candidate]) -> Company:
    """The company under a name to be said on the telephone: registers write KESTREL DYNAMICS INC."""
    if not company.name.isupper() or candidates[0].supplier not in SHOUTING:
        return company
    others = (one.company.name for one in candidates if one.company and not one.company.name.isupper())
    return spoken_of(company, next(others, company.name))


def spoken_of(company: Company, name: str) -> Company:
    """The company under another of its names; the one it had stays its legal name."""
    return replace(company, name=name, legal_name=company.legal_name or company.name)


def united(one: Company, other: Company | None) -> Company:
    """One company with the ids of both; where both say something, the first's stands."""
    if other is None:
        return one
    return replace(
        one,
        legal_name=one.legal_name or other.legal_name,
        aliases=tuple(dict.fromkeys((*one.aliases, *other.aliases))),
        domain=one.domain or other.domain,
        qid=one.qid or other.qid,
        wikipedia=one.wikipedia or other.wikipedia,
        cik=one.cik or other.cik,
        lei=one.lei or other.lei,
        tickers=tuple(dict.fromkeys((*one.tickers, *other.tickers))),
        city=one.city or other.city,
        country=one.country or other.country,
        industry=one.industry or other.industry,
        book_id=one.book_id or other.book_id,
    )


def _same(one: Company, other: Company | None) -> bool:
    if other is None:
        return False
    pairs = (
        (one.domain, other.domain),
        (one.cik, other.cik),
        (one.lei, other.lei),
        (one.qid, other.qid),
        (one.book_id, other.book_id),
    )
    return any(mine and mine == theirs for mine, theirs in pairs) and not any(
        mine and theirs and mine != theirs for mine, theirs in pairs[1:3]
    )


def settled(companies: Sequence[Found], asked: str) -> Found | None:
    """The one company that may be taken without asking (product.md law 1, sources.md 2.6); None: ask.

    A domain, a book link or a ticker settles it; else exactly one exact name; else, where no name is exact, exactly
    one alias. Registers of everything count only where nobody else knows the name.
    """
    if companies and companies[0].evidence >= Evidence.TICKER:
        strongest = [one for one in companies if one.evidence == companies[0].evidence]
        return strongest[0] if len(strongest) == 1 else None
    exact = [one for one in companies if one.exact]
    known = [one for one in exact if not one.registered_only] or exact
    named = [one for one in known if one.named(asked)] or known
    return named[0] if len(named) == 1 else None
