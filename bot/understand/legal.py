"""Legal forms of companies: Inc., GmbH, ООО, 株式会社 and their kin."""

import re
import unicodedata
from functools import cache, lru_cache

from cleanco import prepare_default_terms  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType] it has no types

_MARK = re.compile(
    "(?<=[a-zα-ω])[\u0300-\u036f]+"
)  # accents of Latin and Greek letters; other scripts need their marks
_OTHER_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_DOTS = str.maketrans("", "", ".,-")
_SIGNS_IN_FRONT = ("株式会社", "有限会社", "合同会社", "(株)", "(有)", "주식회사", "유한회사", "(주)", "㈱", "㈜")
_IN_FRONT = ("ооо", "оао", "зао", "пао", "ао", "ип", "тов", "нко", "фгуп", *_SIGNS_IN_FRONT)
_BEHIND = (
    *("株式会社", "有限会社", "合同会社", "(株)", "주식회사", "(주)", "㈱", "㈜"),
    *("股份有限公司", "有限責任公司", "有限责任公司", "控股有限公司", "有限公司"),
)
# Forms nobody is called by: proof of a company. Cleanco's list also has "at", "da", "ok" and "uk".
_CERTAIN = frozenset(
    """
    inc incorporated llc ltd limited corp corporation company co lp llp lllp plc pllc gmbh mbh ag kg kgaa ohg gbr ug
    ev eg se sa nv bv ab asa as aps oyj oy spa srl sarl sas sasu sl slu sau sro doo zrt kft pte pty pvt bhd sdn ltda
    eirl tbk pjsc ojsc jsc psc saog kk fzco fze dmcc holding holdings incorporación sagl sapi eurl scrl cvba bvba
    vof lda zoo ro cv ооо оао пао зао
    """.split()
)
_NEED_CAPITALS = frozenset("ag kg se sa nv bv ab as oy ug ev eg sl co cv ro kk lp zoo lda".split())  # also short words
_MORE_TAILS = frozenset(
    {"na", "the", "pc", "p c", "fsb", "sa de cv", "sab de cv", "sapi de cv", "s de rl de cv", "sp z oo", "spol s ro"}
)


def fold(text: str) -> str:
    """Case and accents folded away: "Łódź" -> "lodz"; other scripts keep their marks."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    bare = _MARK.sub("", unicodedata.normalize("NFD", folded.translate(_OTHER_LETTERS)))
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=4_096)
def has_legal_form(name: str) -> bool:
    """True when the name says that it is a company: "Acme, Inc.", "Acme Ltd. (Bermuda)"."""
    bare = name.strip().casefold()
    if bare.partition(" ")[0] in _IN_FRONT or bare.startswith(_SIGNS_IN_FRONT) or bare.endswith(_BEHIND):
        return True
    before_note = re.split(r"\s+(?:\(|[-–]\s)", name.strip(), maxsplit=1)[0]
    return _ends_in_form(name) or (before_note != name and _ends_in_form(before_note))


def _ends_in_form(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and any(
        _is_certain(word) for word in (words[-1].partition("/")[0].strip(",;()"), *_slashed(words))
    )


def is_legal_tail(text: str) -> bool:
    """True when this, after a comma, goes on with the company's name: "Inc.", "S.A. de C.V."."""
    bare = " ".join(fold(text.partition("/")[0] or text).translate(_DOTS).split())
    words = bare.split()
    if not words or len(words) > 4:
        return False
    return bare in _MORE_TAILS or all(word in _CERTAIN or word == "&" for word in words)


def without_legal_form(words: list[str]) -> list[str]:
    """Words of a folded name without the forms at its end, taken off twice ("Co., Ltd."); never all of it."""
    terms, longest = _terms()
    for _ in range(2):
        bare = [word.translate(_DOTS) for word in words]
        size = next((n for n in range(min(longest, len(words) - 1), 0, -1) if tuple(bare[-n:]) in terms), 0)
        if not size:
            break
        words = words[:-size]
    return words


def without_form_in_front(name: str) -> str:
    """A folded name without "ооо" or "株式会社" before it, or the forms that Chinese and Japanese put behind."""
    for form in _IN_FRONT:
        if name.startswith(form) and (
            not form.isalpha() or form[0] > "\u3000" or name[len(form) : len(form) + 1] == " "
        ):
            name = name[len(form) :].strip()
            break
    for form in _BEHIND:
        if name.endswith(form):
            return name[: -len(form)].strip()
    return name


def _is_certain(word: str) -> bool:
    bare = fold(word).translate(_DOTS)
    if bare not in _CERTAIN:
        return False
    return bare not in _NEED_CAPITALS or "." in word or word.isupper() or (bare == "kg" and word == "KG")


def _slashed(words: list[str]) -> tuple[str, ...]:
    """The word before EDGAR's `/DE/`, or before a closing "(Publ)"."""
    return (words[-2].strip(",;/()"),) if len(words) > 2 and words[-1][0] in "/(\\" else ()


@cache
def _terms() -> tuple[frozenset[tuple[str, ...]], int]:
    """Cleanco's forms as words, and how many words the longest has."""
    found = prepare_default_terms()
    terms = frozenset(tuple(words) for _, words in found)
    return terms, max(map(len, terms))
