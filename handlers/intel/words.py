"""From `Acme they froze hiring until March` to whom it is about, what was heard, and when it ends."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import understand
from bot.errors import UserMistake
from bot.model import Whom
from bot.model.intel import IntelKind
from bot.understand import company_key, person_key

EXAMPLE = "For example: /warmup intel Acme they froze hiring until March"
LONGEST_NAME = 6  # words of a company
PERSON = re.compile(
    r"(?P<person>[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,3}),? (?:at|@|from|of) (?P<rest>.+)", re.DOTALL
)
JOINS = frozenset({"&", "and", "of", "the", "de"})
NO_NAMES = frozenset("they their he she it we i you there this that his her our my".split())
UNTIL = re.compile(
    r"\b(?:(?P<whole>(?:until|till?|by|through) the end of|through)|until|till?|bis|jusqu['’]\w+|hasta|fino a)\b"
    r"\s*(?P<when>.+)",
    re.IGNORECASE | re.DOTALL,
)
LASTING = re.compile(  # "for 3 years" alone mostly tells what was
    r"\bfor\s+(?:(?:the\s+)?(?:next|another)\s+(?P<next>(?:\w+\s+)?(?:day|week|month|quarter|year)s?)"
    r"|(?P<span>\w+\s+(?:day|week|month)s?))\b(?!\s+(?:now|already|before|ago)\b)",
    re.IGNORECASE,
)
EDGES = " \t\n,;:–—-"
Knows = Callable[[str], bool]

WAYS = re.compile(
    r"\b(?:knows?|knew|intro|introduc\w+|worked with|friends? (?:with|of)|used to work|went to|met|married"
    r"|cousin|neighbou?r)\b",
    re.IGNORECASE,
)
EVENTS = re.compile(
    r"\b(?:fr[eo]{1,2}ze\w*|hir(?:e|es|ed|ing)|open(?:s|ed|ing)|clos(?:es|ed|ing)|launch\w*|acquir\w*|bought|sold"
    r"|rais(?:ed|ing)|laid off|layoffs?|fired|left|joined|appointed|promoted|resign\w*|mov(?:ed|ing)|sign(?:ed|ing)"
    r"|cancel\w*|announc\w*|budget|deadline|renewal|tender|rfp|merg\w*|restructur\w*|start(?:ed|s|ing)?"
    r"|stop(?:ped|s)?|until|will)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """Whom it is about, and what was heard; without words it is a question for what is known."""

    whom: Whom
    note: str


def heard(text: str, knows: Knows) -> Heard:
    """Take the words apart: the company is the longest known or capitalised beginning. Raises UserMistake."""
    words = text.strip()
    if not words:
        raise UserMistake(f"About which company? {EXAMPLE}")
    about, colon, rest = words.partition(":")
    if colon and rest.strip() and len(about.split()) <= 2 * LONGEST_NAME and "//" not in words[: len(about) + 3]:
        return Heard(whom_said(about, knows), rest.strip(EDGES))
    if "@" in words.split()[0].strip("@"):  # an e-mail address
        first, _, rest = words.partition(" ")
        return Heard(whom_said(first, knows), rest.strip(EDGES))
    if found := PERSON.match(words):
        company, note = _company(found["rest"], knows)
        return Heard(_whom(found["person"], company), note)
    company, note = _company(words, knows)
    return Heard(_whom(None, company), note)


def whom_said(words: str, knows: Knows) -> Whom:
    """Whom a few words name. Raises UserMistake."""
    asked = understand.prospect(words, knows)
    person, company = asked.person or asked.email, asked.company or asked.domain
    if company is None:
        raise UserMistake(f"Which company is {person} at? For example: {person} at Acme")
    return _whom(person, company)


def _whom(person: str | None, company: str) -> Whom:
    return Whom(f"{person_key(person) if person else ''}|{company_key(company)}", person, company)


def _company(words: str, knows: Knows) -> tuple[str, str]:
    """The company at the beginning, and the rest."""
    pieces = words.split()
    for length in range(min(LONGEST_NAME, len(pieces)), 0, -1):
        name = " ".join(pieces[:length]).strip(EDGES)
        if name and knows(name):
            return name, " ".join(pieces[length:]).strip(EDGES)
    length = _capitalised(pieces)
    return " ".join(pieces[:length]).strip(EDGES), " ".join(pieces[length:]).strip(EDGES)


def _capitalised(pieces: list[str]) -> int:
    """How many words the name at the beginning has: at least one."""
    length = 1
    for index, piece in enumerate(pieces[1:LONGEST_NAME], 1):
        if pieces[index - 1][-1] in ",:;.–—" or piece.casefold() in NO_NAMES:
            break
        following = pieces[index + 1 : index + 2]
        joins = piece in JOINS and following and following[0][:1].isupper()
        if not (piece[:1].isupper() or joins):
            break
        length = index + 1
    return length


def mentioned(text: str, knows: Knows) -> str | None:
    """The known company a message names, the longest one."""
    pieces = [piece.strip(".,;:!?()\"'“”’") for piece in text.split()][:300]
    for length in range(4, 0, -1):
        for start in range(len(pieces) - length + 1):
            name = " ".join(pieces[start : start + length])
            if name[:1].isupper() and knows(name):
                return name
    return None


def kind_of(text: str) -> IntelKind:
    """What it is good for, as far as its words tell; whoever saves it may say otherwise."""
    if WAYS.search(text):
        return IntelKind.WAY_IN
    return IntelKind.EVENT if EVENTS.search(text) else IntelKind.NOTE


def ends(text: str, now: datetime, zone: ZoneInfo, locale: str | None) -> datetime | None:
    """When it ends: "until March", the day included; None where no end is named or it cannot be told.

    Raises UserMistake where that day is over, or is none.
    """
    found = UNTIL.search(text)
    if found is None:
        return _lasts(text, now, zone, locale)
    if not found["whole"] and _over("until " + " ".join(found["when"].split()[:3]), now, zone, locale):
        words = f"That day is over, or is none: “{found[0].strip()[:80]}”. For example: until March, or 3 weeks"
        raise UserMistake(words, at="expires")
    whole = end_of(f"end of {found['when']}", now, zone, locale) if found["whole"] else None
    return whole or end_of(found["when"], now, zone, locale)


def _lasts(text: str, now: datetime, zone: ZoneInfo, locale: str | None) -> datetime | None:
    """`for 2 weeks`, `for the next month`; how long something has been so is no end."""
    found = LASTING.search(text)
    if found is None or WAYS.search(text) or re.search(r"\bbeen\b", text[: found.start()], re.IGNORECASE):
        return None
    span: str = found["next"] or found["span"]
    return end_of(f"in {span if ' ' in span else f'1 {span}'}", now, zone, locale)


def _over(words: str, now: datetime, zone: ZoneInfo, locale: str | None) -> bool:
    try:
        understand.when(words, now, zone, locale or "en-US")
    except understand.WhenProblem as problem:
        return problem.kind in {"past", "impossible"} and not problem.readings
    return False


def end_of(words: str, now: datetime, zone: ZoneInfo, locale: str | None) -> datetime | None:
    """The end of the day (or the very hour) these words name."""
    try:
        when = understand.when(words[:200], now, zone, locale or "en-US")
    except understand.WhenProblem as problem:
        if not problem.readings:
            return None
        when = max(problem.readings, key=lambda reading: reading.at)
    if when.named_time:
        return when.at
    return datetime.combine(when.at.date() + timedelta(days=1), datetime.min.time(), zone)
