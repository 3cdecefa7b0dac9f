"""Right person or a question: who is meant, silently only where one exact match proves it (product.md law 1)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.briefing.companies import Found, found, settled, spoken_of, united
from bot.errors import UserMistake
from bot.model import Candidate, Company, Evidence, Identity, Outcome, Person, Prospect, Report
from bot.services import IO, Answered, Researcher, Services, Terms
from bot.understand import Asked, company_key, is_reserved, person_key

RESOLVE = timedelta(seconds=2.5)  # at most, and only where the records leave it open
RECORDS = timedelta(seconds=1)
SHOWN = 5  # buttons of a picker
AS_TYPED = "typed"
_HEARD = frozenset({Outcome.EMPTY, Outcome.UNCLEAR})
_Answer = Answered[Sequence[Candidate]]
NO_PERSON = "Which company is {person} at? For example: /warmup {person} at Acme"


@dataclass(frozen=True, slots=True)
class Identified:
    """One prospect, and what came of asking each source who is meant."""

    prospect: Prospect
    reports: dict[str, Report]
    team: str = ""
    began: float = 0.0  # on the loop's clock, seconds: the deadline of the whole brief counts from here


@dataclass(frozen=True, slots=True)
class Candidates:
    """Several may be meant: a person has to choose."""

    asked: Asked
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class _Asking:
    asked: Asked
    candidates: tuple[Candidate, ...]
    reports: dict[str, Report]


async def identify(
    asked: Asked, services: Services, team: str, pick: str | None = None, *, question: bool = False
) -> Identified | Candidates:
    """Who is meant. `pick` is a candidate's ref somebody chose, or AS_TYPED; without it the team's memory is asked.

    `question`: the silent choice was wrong, so ask wherever there is anything to choose from.

    Raises UserMistake when only a person was named and nobody in the records has that name.
    """
    began = asyncio.get_running_loop().time()
    pick = pick or await services.store.choices.recall(team, memory_key(asked))
    answer = await _ask_everybody(asked, services, pick)
    if asked.ambiguous and asked.alternatives and not pick:
        answer = await _better_reading(answer, services)
    if question and answer.candidates:
        companies = [one.shown for one in found(c for c in answer.candidates if not c.person)]
        return Candidates(asked, _for_picker([*(c for c in answer.candidates if c.person), *companies]))
    decided = _decide(answer, pick)
    return replace(decided, team=team, began=began) if isinstance(decided, Identified) else decided


def memory_key(asked: Asked) -> str:
    """Under which words a team's choice is remembered."""
    person = person_key(asked.person) if asked.person else asked.email or ""
    return f"{person}|{company_key(asked.company) if asked.company else asked.domain or ''}"


async def _better_reading(answer: _Asking, services: Services) -> _Asking:
    """Of two readings of the words, the one whose company somebody knows; the first where both or none do."""
    if _known(answer):
        return answer
    for other in answer.asked.alternatives:
        second = await _ask_everybody(other, services, None)
        if _known(second):
            return second
    return answer


def _known(answer: _Asking) -> bool:
    return any(candidate.evidence >= Evidence.SEVERAL for candidate in answer.candidates)


async def _ask_everybody(asked: Asked, services: Services, pick: str | None) -> _Asking:
    """Every source that can tell who is meant, at once, until one exact match or the time is up."""
    suppliers, got = services.suppliers, dict[str, _Answer]()
    sought = replace(asked, company=asked.company or (asked.domain.partition(".")[0] if asked.domain else None))
    crm = suppliers.crm
    if crm:
        got[crm.terms.name] = await services.asker.ask(crm.terms, lambda io: crm.candidates(sought, io), (), RECORDS)
    if _open_question(got, asked, pick):
        able = [one for one in suppliers.researchers if one.terms.resolves and one.terms.name not in suppliers.missing]
        answers = await asyncio.gather(*(services.asker.ask(o.terms, _calling(o, sought), (), RESOLVE) for o in able))
        got |= {one.terms.name: answer for one, answer in zip(able, answers, strict=True)}
    candidates = tuple(candidate for answer in got.values() for candidate in answer.result)
    terms = {one.terms.name: one.terms for one in suppliers.researchers}
    return _Asking(asked, candidates, {name: _report(terms[name], got[name]) for name in got if name in terms})


def _calling(one: Researcher, asked: Asked) -> Callable[[IO], Awaitable[Sequence[Candidate]]]:
    return lambda io: one.candidates(asked, io)


def _open_question(got: Mapping[str, _Answer], asked: Asked, pick: str | None) -> bool:
    """Whether others than the records have to be asked who is meant; about a made-up web address nobody is."""
    if asked.domain and is_reserved(asked.domain):
        return False
    if pick:
        return all(candidate.ref != pick for answer in got.values() for candidate in answer.result)
    return asked.domain is not None or not _enough(got)


def _enough(got: Mapping[str, _Answer]) -> bool:
    """A person of the records, or their one company: no other source can make it clearer who is meant."""
    candidates = [candidate for answer in got.values() for candidate in answer.result]
    best = max((candidate.evidence for candidate in candidates), default=Evidence.FUZZY)
    return best >= Evidence.BOOK


def _report(terms: Terms, answer: _Answer) -> Report:
    """What the list of sources says of one that could tell nothing more than who is meant."""
    if answer.outcome is Outcome.ANSWERED:
        return Report(terms.name, terms.title, Outcome.UNCLEAR, answer.ms, 0, "knows only others of a like name")
    return Report(terms.name, terms.title, answer.outcome, answer.ms, 0, answer.note)


def _decide(answer: _Asking, pick: str | None) -> Identified | Candidates:
    persons = [candidate for candidate in answer.candidates if candidate.person]
    companies = found(_fitting(answer))
    chosen = _picked(persons, companies, pick) if pick else None
    if isinstance(chosen, Candidate) and chosen.person:
        return _identified(answer, chosen.person, chosen.company, Identity.PICKED)
    person = _person(persons, answer.asked) if not pick else None
    if isinstance(person, Candidates):
        return person
    if person and person.person:
        how = Identity.EMAIL if person.evidence is Evidence.EMAIL else Identity.RECORD
        return _identified(answer, person.person, person.company, how, companies)
    if pick is None and answer.asked.person and not _company_said(answer.asked):
        raise UserMistake(NO_PERSON.format(person=answer.asked.person))
    company = chosen or _company(companies, answer.asked, pick)
    if isinstance(company, Candidates):
        return company
    return _at_company(answer, company.company if company else None, persons)


def _company_said(asked: Asked) -> bool:
    return bool(asked.company or asked.domain)


def _fitting(answer: _Asking) -> list[Candidate]:
    """Company candidates; where a web address was given, those that have it, else those to ask about."""
    companies = [c for c in answer.candidates if c.company and not c.person]
    domain = answer.asked.domain
    if not domain:
        return companies
    own = [replace(c, evidence=Evidence.DOMAIN) for c in companies if c.company and c.company.domain == domain]
    return own or _perhaps(answer, companies)


def _perhaps(answer: _Asking, companies: Sequence[Candidate]) -> list[Candidate]:
    """Listed companies named as the address is, whose own address nobody knows: a question, never taken silently.

    None while a source that could tell gave no answer: the brief goes on, and names it.
    """
    if any(report.outcome not in _HEARD for report in answer.reports.values()):
        return []
    alike = [one for one in found(companies) if one.exact and not one.company.domain and not one.registered_only]
    return [candidate for one in alike for candidate in one.candidates]


def _picked(persons: Sequence[Candidate], companies: Sequence[Found], pick: str) -> Candidate | Found | None:
    """What a chosen ref stands for; None when nobody offers it any more, or it was "as typed"."""
    for candidate in persons:
        if candidate.ref == pick:
            return candidate
    return next((one for one in companies if any(c.ref == pick for c in one.candidates)), None)


def _person(persons: Sequence[Candidate], asked: Asked) -> Candidate | Candidates | None:
    """The one person of the records that is meant; a picker where several are, or where it may be a typing mistake."""
    if not persons:
        return None
    best = max(candidate.evidence for candidate in persons)
    top = [candidate for candidate in persons if candidate.evidence == best]
    if best >= Evidence.NAME and len(top) == 1:
        return top[0]
    return Candidates(asked, _for_picker(top if best >= Evidence.SEVERAL else persons))


def _company(companies: Sequence[Found], asked: Asked, pick: str | None) -> Found | Candidates | None:
    typed = asked.company or asked.domain or ""
    one = settled(companies, typed)
    proven = one is not None and (not asked.domain or one.evidence is Evidence.DOMAIN)
    if proven or not companies or pick == AS_TYPED or companies[0].evidence is Evidence.DOMAIN:
        return one if proven else None
    exact = [company for company in companies if company.exact]
    shown = exact if len(exact) > 1 else companies
    return Candidates(asked, _for_picker([company.shown for company in shown]))


def _for_picker(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    ordered = sorted(candidates, key=lambda c: (-c.evidence, c.supplier != "book", c.rank))
    return tuple(ordered[:SHOWN])


def _at_company(answer: _Asking, company: Company | None, persons: Sequence[Candidate]) -> Identified:
    """The typed person at a company; nothing but the asker's word says that they work there."""
    asked = answer.asked
    proven = company is not None or asked.domain is not None
    base = _typed_company(asked)
    at = united(_as_written(company, asked), base) if company and base else company or base
    known = [c for c in persons if c.company and at and c.company.id == at.id and c.evidence >= Evidence.NAME]
    if len(known) == 1 and known[0].person:
        return _identified(answer, known[0].person, at, Identity.RECORD)
    return Identified(Prospect(_typed_person(asked), at, Identity.YOUR_WORD, asked.text, proven), answer.reports)


def _as_written(company: Company, asked: Asked) -> Company:
    """Under the name as typed, where it is the same one: registers write TESLA, INC., and nobody speaks so."""
    typed = asked.company or ""
    same = company_key(typed) == company_key(company.name) and company.book_id is None
    return spoken_of(company, typed) if same and not (typed.isupper() or typed.islower()) else company


def _typed_company(asked: Asked) -> Company | None:
    if asked.domain:
        name = asked.company or asked.domain
        return Company(f"company:{asked.domain}", name, domain=asked.domain)
    return Company(f"company:typed:{company_key(asked.company)}", asked.company) if asked.company else None


def _typed_person(asked: Asked) -> Person | None:
    name = asked.person or asked.email
    if not name:
        return None
    return Person(f"person:typed:{person_key(name)}", name, asked.title, asked.email, asked.phone, asked.linkedin)


def _identified(
    answer: _Asking,
    person: Person,
    company: Company | None,
    how: Identity,
    companies: Sequence[Found] = (),
) -> Identified:
    """A person of the records, their company enriched with the ids other sources gave for the same one."""
    same = next((one for one in companies if company and one.company.id == company.id), None)
    full = united(company, same.company) if company and same else company
    proven = full is not None and bool(full.domain or full.book_id or full.cik or full.qid or full.lei)
    return Identified(Prospect(person, full, how, answer.asked.text, proven), answer.reports)
