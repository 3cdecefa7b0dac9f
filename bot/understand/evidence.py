"""How much some words look like a person, a company, or a title.

Scores are points, not probabilities: about 2 is a good sign, 4 nearly proof. They only rank the readings of one line.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from bot.understand.domains import registrable
from bot.understand.given_names import GIVEN_NAMES
from bot.understand.legal import fold, has_legal_form, is_legal_tail
from bot.understand.scripts import east_asian_company, east_asian_person, is_east_asian, slavic_family
from bot.understand.words import (
    ASIAN_FAMILY,
    COMPANY_WORDS,
    DEPARTMENTS,
    HONORIFICS,
    NAME_SUFFIXES,
    NAMED_AFTER_PEOPLE,
    PARTICLES,
    SURE_SUFFIXES,
    TITLE_ENDS,
    TITLE_OPENERS,
    TITLE_STARTS,
)

_FAMILY_FIRST = re.compile(r"([^\s,]+(?: [^\s,]+){0,2}),\s*(\S+(?: \S+){0,2})")
_SUFFIXES = re.compile(rf"(?:,?\s+(?:{'|'.join(sorted(SURE_SUFFIXES))}|ph\.d|m\.d|d\.o)\.?)+$", re.IGNORECASE)
_INITIAL = re.compile(r"[^\W\d_]|(?:[^\W\d_]\.)+")
_INNER_CAPITAL = re.compile(r"^(?!Mc|Mac|De|Di|La|Le|Van|O['\u2019]|Fitz|D['\u2019])[^\W\d_]*[a-z][A-Z]")
_AND = re.compile(r"(?<!\S)(?:&|\+|and|und|et|y|и)(?!\S)|[A-Za-z]&[A-Za-z]", re.IGNORECASE)
_GERMAN_HEAD = re.compile(r"\w{2}-?leiter(?:in)?$")  # "Einkaufsleiter", "IT-Leiterin"
_EAST_ASIAN_HEAD = re.compile(
    r"(?:社長|部長|課長|係長|本部長|取締役|经理|总监|主任|부장|과장|팀장|이사)$"
)  # "営業部長"
_FEW, _MANY_WORDS = 2, 5
_PLAIN = COMPANY_WORDS | DEPARTMENTS  # words, not names


@dataclass(slots=True)
class Evidence:
    """What speaks for each reading of some words; everything is looked at once."""

    knows: Callable[[str], bool]
    _known: dict[str, bool] = field(default_factory=dict[str, bool])

    def known(self, text: str) -> bool:
        """True for a company somebody here has heard of."""
        if text not in self._known:
            self._known[text] = text.casefold() in NAMED_AFTER_PEOPLE or bool(self.knows(text))
        return self._known[text]

    def person(self, text: str) -> float:
        """Points for a person's name."""
        words = _words(text)
        if not words or not any(char.isalpha() for char in text):
            return -8
        if is_east_asian(text):
            return east_asian_person(text) - (4 if self.known(text) else 0)
        core = _SUFFIXES.sub("", text.strip())
        family_first = _FAMILY_FIRST.fullmatch(core)
        ordered = _words(f"{family_first[2]} {family_first[1]}") if family_first else words
        return _name_shape(core, _words(core) or words) + _name_words(ordered) + self._not_a_person(text, words)

    def company(self, text: str) -> float:
        """Points for a company."""
        words = _words(text)
        if not words:
            return -8
        if is_east_asian(text):
            return east_asian_company(text) + (5 if self.known(text) else 0)
        points = 6.0 if self.known(text) else 0.0
        points += (5 if has_legal_form(text) else 0) + (5 if is_domain(text) else 0) + _company_look(text, words)
        points -= 4 if _with_title(text) and not self.known(text) else 0
        points -= 3 if _person_then_more(text) and not self.known(text) else 0
        if points <= 0 and len(words) > 1 and _name_words(words) > 1:
            points -= 2
        points -= 5 if "," in text and words[0] in TITLE_STARTS - TITLE_OPENERS and not self.known(text) else 0
        return points - (3 if is_title(text) and points < 4 else 0) - (3 if words[0].strip(".") in HONORIFICS else 0)

    def title(self, text: str) -> float:
        """Points for what somebody does there."""
        if is_title(text):
            return -4.0 if has_legal_form(text) else 2.5 if all(map(_opens_title, text.split(",")[1:])) else 0.5
        words = _words(text)
        if words and all(word in DEPARTMENTS or word in {"&", "and"} for word in words):
            return 1.0
        return -5.0

    def _not_a_person(self, text: str, words: list[str]) -> float:
        points = -4.0 if any(char.isdigit() for char in text) else 0.0
        points -= 4 if self.known(text) else 0
        points -= 4 if has_legal_form(text) or is_domain(text) else 0
        points -= 2.5 if len(words) > 1 and COMPANY_WORDS.intersection(words[1:]) else 0
        points -= 5 if _PLAIN.issuperset(words) or words[0] == "the" else 0
        points -= 2 if DEPARTMENTS.intersection(words[1:]) else 0
        points -= 3 if _AND.search(text) else 0
        points -= 3 if re.search(r"[@:|!?/]|['\u2019]s$|\b(?:of|at|the|for)\b", text) else 0
        return points - (4 if is_title(text) else 0)


@lru_cache(maxsize=4_096)
def is_title(text: str) -> bool:
    """True for "VP Operations", "Head of Data", "Senior Software Engineer"."""
    words = _words(text)
    if not words or ("," in text and not _opens_title(text.partition(",")[0])):
        return False
    first, last = words[0], words[-1]
    if _GERMAN_HEAD.search(last) or _EAST_ASIAN_HEAD.search(last):
        return True
    if first in TITLE_STARTS and first not in TITLE_OPENERS:
        return True
    if last in TITLE_ENDS and (last != "lead" or (words[-2:-1] and words[-2] in DEPARTMENTS)):
        return len(words) > 1 or last not in TITLE_OPENERS
    return any(word in TITLE_ENDS and word not in TITLE_OPENERS for word in words[1:]) and len(words) > 2


def _opens_title(text: str) -> bool:
    return is_title(text) or text.strip().casefold() in DEPARTMENTS | TITLE_OPENERS


def is_domain(text: str) -> bool:
    """True for a bare domain: one word with a dot and a suffix that exists."""
    return (
        "." in text[1:-1]
        and " " not in text
        and re.search(r"[^\W_]{2,}\.", text) is not None
        and registrable(text) is not None
    )


@lru_cache(maxsize=4_096)
def is_given(word: str) -> bool:
    """True for a common first name, also a double one ("Jean-Luc")."""
    return fold(word.strip("'\u2019\".")).partition("-")[0] in GIVEN_NAMES


def _words(text: str) -> list[str]:
    return [bare for word in text.casefold().split() if (bare := word.strip(',;()"“”„«»'))]


def _name_shape(text: str, words: list[str]) -> float:
    """Two or three words make a name; a comma only between family and first name."""
    count = len([word for word in words if word not in PARTICLES and word.strip(".") not in HONORIFICS | NAME_SUFFIXES])
    points = {0: -2.0, 1: -1.5 if is_given(words[0]) else -2.5, 2: 0.5, 3: 0.5, 4: 0.0, 5: -1.0}.get(count, -4.0)
    if "," not in text:
        return points
    reversed_name = _FAMILY_FIRST.fullmatch(text.strip())
    if not reversed_name:
        return points - 3
    family, given = reversed_name[1].split(), reversed_name[2].split()
    if len(family) > 1 and is_given(family[0]) and family[-1].casefold().strip(".") not in NAME_SUFFIXES:
        return points - 7
    if is_given(given[0]):
        return points + (1 if all(len(word.strip(".")) == 1 for word in given[1:]) else -2)
    return points - 0.5 if reversed_name[1].isupper() and not reversed_name[2].isupper() else points - 2


def _name_words(words: list[str]) -> float:
    points = 2.5 if _leads_with_given(words) else 0.0
    points += 3 if words[0].strip(".") in HONORIFICS and len(words) > 1 else 0
    points += 1.5 if len(words) > 1 and words[-1].strip(".") in NAME_SUFFIXES else 0
    points += 1 if any(_INITIAL.fullmatch(word) for word in words[:-1]) and len(words) > 1 else 0
    points += 1.5 if len(words) in {2, 3} and words[-1] in ASIAN_FAMILY else 0
    points += 1 if PARTICLES.intersection(words[1:-1]) else 0
    return points + (1.5 if len(words) > 1 and any(map(slavic_family, words)) else 0)


def _leads_with_given(words: list[str]) -> bool:
    rest = [word for word in words if word.strip(".") not in HONORIFICS and not _INITIAL.fullmatch(word)]
    return bool(rest) and (is_given(rest[0]) or (len(rest) == 2 and rest[0] not in COMPANY_WORDS and is_given(rest[1])))


def _company_look(text: str, words: list[str]) -> float:
    typed = text.split()
    points = 2.5 if COMPANY_WORDS.intersection(words[1:] or words) else 0.0
    points += 1 if len(words) == 1 else 0
    points += 1 if re.search(r"\d|!", text) else 0
    points += 2 if _AND.search(text) and not is_title(text) else 0
    points += 1.5 if words[0] in {"the", "die", "les"} or "of" in words[1:-1] else 0
    points += 1 if any(map(_INNER_CAPITAL.match, typed)) else 0
    points += 1 if len(typed) <= _FEW and not text.isupper() and any(map(_is_acronym, typed)) else 0
    points += 0.7 if re.search(r"[a-z]['\u2019]s\b", text) else 0
    points += 0.5 if len(words) >= _MANY_WORDS else 0
    return points - (1.5 if "," in text and not has_legal_form(text) and not _AND.search(text) else 0)


def _person_then_more(text: str) -> bool:
    """True for "Jane Doe, Acme Inc": two names in one."""
    first, _, rest = text.partition(", ")
    words = _words(first)
    return bool(rest) and len(words) > 1 and not is_legal_tail(rest) and not _AND.search(first) and is_given(words[0])


def _with_title(text: str) -> bool:
    """True for "Acme, Head of Data" and "Procurement, Acme": more than a company."""
    first, comma, _ = text.partition(",")
    last = text.rpartition(",")[2].strip()
    return bool(comma) and (first.casefold() in DEPARTMENTS or (is_title(last) and not has_legal_form(last)))


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word.isalpha()
