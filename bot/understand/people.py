"""Persons' names: compared, and how to address them."""

import re
import unicodedata
from functools import lru_cache

from nameparser import parse

from bot.understand.evidence import is_given
from bot.understand.legal import fold
from bot.understand.scripts import is_east_asian
from bot.understand.words import ASIAN_FAMILY, HONORIFICS, NAME_SUFFIXES

_NICKNAME = re.compile(r"\([^()]*\)|\"[^\"]*\"|[“„][^“”„]*[”“]")
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_MAYBE_FAMILY = frozenset({"kim", "lee", "jo", "han", "shin", "oh"})
_LONGEST = 200


@lru_cache(maxsize=20_000)
def person_key(name: str) -> str:
    """The name as it is compared: "DOE, Jane" and "Dr. Jane Doe, PhD" -> "jane doe"."""
    plain = fold(unicodedata.normalize("NFKC", _NICKNAME.sub(" ", name[:_LONGEST])))
    parts = [words for part in plain.split(",") if (words := _names(part))]
    words = [*parts[1], *parts[0]] if len(parts) == 2 else [word for part in parts for word in part]
    return " ".join(words)


def same_person(a: str, b: str) -> bool:
    """True when the names are the same but for a middle initial that one leaves out; no fuzzy comparing."""
    one, two = person_key(a), person_key(b)
    return bool(one) and (one == two or _no_initials(one) == two or one == _no_initials(two))


def given_name(name: str) -> str | None:
    """How to address somebody; None when that is not safely known, then use the whole name.

    Vietnamese, Chinese, Japanese and Korean names are never taken apart: a guessed part may be the family name.
    """
    name = unicodedata.normalize("NFC", name[:_LONGEST]).strip()
    if is_east_asian(name) or _VIETNAMESE.search(name):
        return None
    parsed = parse(_NICKNAME.sub(" ", name))
    given, family = parsed.given, parsed.family
    if not given or not family or len(given.strip(".")) < 2 or "." in given or not _is_first_name(name, given, family):
        return None
    return given.title() if name.isupper() or name.islower() else given


def _is_first_name(name: str, given: str, family: str) -> bool:
    """The order may be another: "Nagy Péter", "Wang Wei", "Kim Min-jun"."""
    if "," in name:
        return True
    first = fold(given)
    if first in ASIAN_FAMILY or (first in _MAYBE_FAMILY and "-" in family):
        return False
    return is_given(given) or not is_given(family.rsplit(maxsplit=1)[-1])


def _names(text: str) -> list[str]:
    words = [bare for word in re.split(r"\s+", text.replace(".", ". ")) if (bare := word.strip(".'\u2019\"`"))]
    while len(words) > 1 and words[0] in HONORIFICS:
        words = words[1:]
    while len(words) > 1 and words[-1] in NAME_SUFFIXES:
        words = words[:-1]
    return [] if len(words) == 1 and words[0] in NAME_SUFFIXES else [re.sub("['\u2019`]", "", word) for word in words]


def _no_initials(key: str) -> str:
    words = key.split()
    return " ".join(word for i, word in enumerate(words) if i in {0, len(words) - 1} or len(word) > 1)
