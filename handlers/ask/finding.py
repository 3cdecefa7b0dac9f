"""Finds the facts of a brief that answer a question: by what it is about, else by its words; never by a guess."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.briefing.say import say
from bot.model import Brief, Fact, Kind, Role, Status, Topic
from bot.understand import company_key

ANSWERS = 4  # facts of one answer
ENOUGH = 0.5  # of a question's own words stand in a fact that answers it

TITLES: tuple[tuple[str, ...], ...] = (
    ("cfo", "chief financial officer", "finance chief", "head of finance", "finance director", "vp finance"),
    ("ceo", "chief executive officer", "chief executive", "managing director"),
    ("coo", "chief operating officer", "head of operations"),
    ("cto", "chief technology officer", "chief technical officer"),
    ("cio", "chief information officer", "head of it"),
    ("ciso", "chief information security officer", "head of security"),
    ("cmo", "chief marketing officer", "head of marketing", "vp marketing"),
    ("cro", "chief revenue officer"),
    ("cso", "chief sales officer", "head of sales", "vp sales", "sales director"),
    ("cpo", "chief product officer", "chief procurement officer", "chief people officer"),
    ("chro", "chief human resources officer", "head of hr", "hr director", "chief people officer"),
    ("chairman", "chair of the board", "chairwoman", "chairperson"),
    ("president",),
    ("founder", "co-founder", "cofounder"),
)
"""A title, and what else it is called; a question for one finds all of its line."""

TOPICS: tuple[tuple[str, frozenset[Topic]], ...] = (
    (r"headcount|employees|how (?:many|big)|staff\b|size\b|people (?:do|does|work)", frozenset({Topic.HEADCOUNT})),
    (
        r"headquarter\w*|\bhq\b|head office|based|located|where (?:is|are) (?:they|it|the)",
        frozenset({Topic.HEADQUARTERS}),
    ),
    (
        r"industry|sector|what do(?:es)? (?:they|it|the company) (?:do|make|sell)",
        frozenset({Topic.INDUSTRY, Topic.SUMMARY}),
    ),
    (r"founded|how old|since when do they exist", frozenset({Topic.FOUNDED})),
    (r"parent|owns|owned|owner|belongs? to|subsidiary", frozenset({Topic.PARENT})),
    (r"revenue|turnover|sales figure|how much do they make", frozenset({Topic.REVENUE})),
    (r"phone|telephone|mobile|number to call|call (?:her|him|them) at", frozenset({Topic.PHONE})),
    (r"e-?mail", frozenset({Topic.EMAIL})),
    (r"time ?zone|what time|local time", frozenset({Topic.TIME_ZONE})),
    (r"web ?site|domain|web address", frozenset({Topic.DOMAIN})),
    (r"open roles|job ads|vacanc\w+|hiring|recruit\w+", frozenset({Topic.OPEN_ROLES, Topic.HIRING})),
    (r"funding|raised|investors?|round\b", frozenset({Topic.FUNDING})),
    (r"acqui\w+|bought|merg\w+|takeover", frozenset({Topic.ACQUISITION})),
    (r"layoffs?|laid off|job cuts", frozenset({Topic.LAYOFFS, Topic.RESTRUCTURING})),
    (r"results|earnings|quarter\b", frozenset({Topic.RESULTS})),
    (r"launch\w*", frozenset({Topic.LAUNCH})),
    (
        r"last (?:talk|spoke|speak|call|contact|touch)\w*|talk(?:ed)? (?:to|with)|spok\w+|reached",
        frozenset({Topic.TOUCH}),
    ),
    (
        r"who (?:of us |here )?knows?|introduc\w+|way in|open the door|connected",
        frozenset({Topic.KNOWS, Topic.WORKED_TOGETHER}),
    ),
    (r"do.not.call|may i call|allowed to call", frozenset({Topic.DO_NOT_CALL})),
)
ROLE = re.compile(r"title|role\b|position|job\b|what does (?:she|he) do|what is (?:her|his)", re.IGNORECASE)
NEWS = re.compile(r"\bnews?\b|happened|happening|changed?|recent\w*|lately|going on", re.IGNORECASE)
STOP = frozenset(
    "a about an and any are as at be been by can did do does for from get has have he her him his how i in is it its"
    " me my of on or our she that the their them there they this to us was we were what when where which who whom"
    " whose why will with you your anything something know heard hear tell".split()
)
HEARD = re.compile(r"\b(?:hears?|heard|intel|told|tells?|says?|said)\b", re.IGNORECASE)
TELLING = frozenset(
    "hears intel told tells say says said else us anybody anyone everybody team colleagues latest there".split()
)
WORD = re.compile(r"[^\W_]{2,}", re.UNICODE)
ALIKE = ({"freeze", "froze", "frozen", "stop", "stopped"}, {"cyber", "security"}, {"budget", "money", "spend"})


@dataclass(frozen=True, slots=True)
class Found:
    """The facts that answer, best first; `about` says what was looked for."""

    facts: tuple[Fact, ...]
    about: str


def find(question: str, brief: Brief, facts: Sequence[Fact]) -> Found:
    """What answers the question; nothing where the facts do not say it, however near they come."""
    line = question.casefold()
    if title := _title(line):
        return Found(_first(facts, lambda fact: _has_title(fact, title, brief)), title[0].upper())
    if (told := _told(line, brief, facts)) is not None:
        return Found(told[:ANSWERS], "what was heard")
    topics = frozenset[Topic]().union(*(of for pattern, of in TOPICS if re.search(pattern, line)))
    by_words = _by_words(line, brief, facts)
    if topics:
        told = [*(fact for fact in by_words if fact.heard), *(fact for fact in _newest(facts) if fact.topic in topics)]
        return Found(tuple(_unique(told))[:ANSWERS], ", ".join(sorted(topics)))
    if ROLE.search(line) and brief.prospect.person:
        of = brief.prospect.person.id
        return Found(_first(facts, lambda f: f.topic is Topic.EMPLOYMENT and f.subject == of), "role")
    if NEWS.search(line):
        return Found(_first(facts, lambda fact: fact.kind is Kind.EVENT), "news")
    return Found(tuple(_unique(by_words))[:ANSWERS], "")


def _told(line: str, brief: Brief, facts: Sequence[Fact]) -> tuple[Fact, ...] | None:
    """What colleagues told, of those whom the question names; None where it asks for anything more."""
    if not HEARD.search(line):
        return None
    intel = [fact for fact in _newest(facts) if fact.heard]
    named = {word for word in WORD.findall(line) if word in _colleagues(facts)}
    rest = (
        set(WORD.findall(line))
        - STOP
        - TELLING
        - named
        - {word.casefold() for word in WORD.findall(brief.prospect.title)}
    )
    if rest:
        return None
    return tuple(fact for fact in intel if not named or named & _colleagues([fact]))


def _colleagues(facts: Sequence[Fact]) -> set[str]:
    return {word for fact in facts for word in WORD.findall(fact.others.get(Role.COLLEAGUE, "").casefold())}


def _unique(facts: Sequence[Fact]) -> list[Fact]:
    return list({fact.id or fact.key: fact for fact in facts}.values())


def _title(line: str) -> tuple[str, ...] | None:
    return next((names for names in TITLES if any(re.search(rf"\b{re.escape(name)}\b", line) for name in names)), None)


def _has_title(fact: Fact, names: tuple[str, ...], brief: Brief) -> bool:
    """Somebody who has this title at this company now, or an event that says who took it up."""
    said = f"{fact.others.get(Role.TITLE, '')} {fact.quote}".casefold()
    if fact.status is Status.ENDED or not any(re.search(rf"\b{re.escape(name)}\b", said) for name in names):
        return False
    company, where = brief.prospect.company, fact.others.get(Role.COMPANY, "")
    called = (company.name, company.legal_name, *company.aliases) if company else ()
    here = {company_key(name) for name in called if name}
    return fact.kind in {Kind.PERSON, Kind.COMPANY, Kind.EVENT} and (not where or company_key(where) in here)


def _first(facts: Sequence[Fact], fits: Callable[[Fact], bool]) -> tuple[Fact, ...]:
    return tuple(fact for fact in _newest(facts) if fits(fact))[:ANSWERS]


def _newest(facts: Sequence[Fact]) -> list[Fact]:
    return sorted(facts, key=_last_date, reverse=True)


def _last_date(fact: Fact) -> str:
    return max((str(day) for day in (fact.happened, fact.published, fact.seen) if day), default="")


def _by_words(line: str, brief: Brief, facts: Sequence[Fact]) -> list[Fact]:
    """Facts in which at least half of the question's own words stand, best first."""
    names = {word.casefold() for word in WORD.findall(brief.prospect.title)}
    asked = [word for word in WORD.findall(line) if word not in STOP | names]
    if not asked:
        return []
    scored = [(sum(_stands(word, _words(fact)) for word in asked) / len(asked), fact) for fact in _newest(facts)]
    return [fact for score, fact in sorted(scored, key=lambda pair: -pair[0]) if score >= ENOUGH]


def _words(fact: Fact) -> set[str]:
    said = f"{say(fact, '')} {' '.join(fact.others.values())}"
    return {word.casefold() for word in WORD.findall(said)}


def _stands(word: str, words: set[str]) -> bool:
    """The word itself, one of its forms (plant, plants), or one it is used for."""
    alike = next((group for group in ALIKE if word in group), {word})
    stem = word[:5] if len(word) > 4 else word  # noqa: PLR2004 (shorter words have no forms to speak of)
    return bool(alike & words) or any(other.startswith(stem) and abs(len(other) - len(word)) <= 3 for other in words)  # noqa: PLR2004 (an ending)
