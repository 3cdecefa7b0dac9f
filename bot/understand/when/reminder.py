"""From `Jane Doe at Acme in 3 days to send pricing` to whom it is about, when, and what to do."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.understand.when.atoms import Weight
from bot.understand.when.here import here
from bot.understand.when.mentions import Mention, mentions
from bot.understand.when.moment import Reminder, WhenProblem
from bot.understand.when.reading import cleaned, moment

_LEAD = re.compile(
    r"(?:remind\s+)?(?:(?:me|us|mich|uns|moi)\b\s*(?:an\b|de\b)?)?\s*(?:(?:about|regarding)\s+)?", re.IGNORECASE
)
_MARKER = re.compile(
    r"(?:^|\s)(?:to|that)\s+(?=[^\W\dA-ZÀ-Þ])"  # Path to Growth is a company
    r"|\s(?:about|regarding|re|um|dass|wegen|pour|para)\s+|(?P<colon>:)\s+|\s[-–—]\s+(?=[^\W\dA-ZÀ-Þ])"
)
_HAS_COMPANY = re.compile(r"\s(?:at|@|bei|chez|en|from|of|with)\s|@\w|,|\(")
_BESIDE_A_NAME = re.compile(r"^(?:about|regarding|an|für|for|sobre|wegen|re)\s+")
_DEED = re.compile(
    r"((?:call|ring|phone|text|e-?mail|mail|message|ping|meet|visit|see|contact|chase|nudge|thank|invite)(?:\s+back)?"
    r"|write(?:\s+to)?|(?:talk|speak|reply|get\s+back|reach\s+out|report)\s+to"
    r"|(?:talk|speak|follow\s+up|check\s+in|catch\s+up|circle\s+back)\s+with)\s+(.+)",
    re.IGNORECASE,
)
_TOWARDS = re.compile(r"(.+?)\s+(?:to|for|with)\s+((?=[^\W\da-zß-ÿ_]).+)")
_CAPITAL = re.compile(r"(.*?\s)??((?=[^\W\da-zß-ÿ_]).+)")
_EDGES = " \t,;:–—-.!"


def split_reminder(text: str, now: datetime, zone: ZoneInfo, locale: str = "en-US", default_hour: int = 9) -> Reminder:
    """Whom, when and what; the date is sought behind the prospect and before the deed, so that names stay names.

    A date that is missing or doubtful is no error here: `problem` holds the question, for who was meant is known.
    Raises WhenProblem only for what is not a line of text, or too long.
    """
    line = _LEAD.sub("", cleaned(text), count=1)
    place = here(now, zone, locale, default_hour)
    found = mentions(line, place)
    cut = _cut(line, found)
    meant = _meant(line, found, cut)
    about, what = _parts(line, meant, cut)
    try:
        return Reminder(about, moment(meant, line, place), what)
    except WhenProblem as problem:
        return Reminder(about, None, what, problem)


def _cut(line: str, found: list[Mention]) -> tuple[int, int]:
    """Where the deed is marked off, by `to`, `:` and their like outside of dates; the line's end when it is not."""
    for marker in _MARKER.finditer(line):
        in_date = any(it.start < marker.end() and marker.start() + 1 < it.end for it in found if it.weight)
        if not in_date and (not marker["colon"] or _parts_a_deed(line, marker)):
            return marker.span()
    return len(line), len(line)


def _parts_a_deed(line: str, marker: re.Match[str]) -> bool:
    """`Acme: Jane Doe` is a prospect; `Jane Doe at Acme: send pricing` is one with a deed."""
    return bool(_HAS_COMPANY.search(line[: marker.start()])) or line[marker.end() : marker.end() + 1].islower()


def _meant(line: str, found: list[Mention], cut: tuple[int, int]) -> tuple[Mention, ...]:
    """The date before the deed; failing that, the one in it; two when both may be meant."""
    head = [it for it in found if it.end <= cut[0] and it.weight]
    tail = [it for it in found if it.end > cut[0] and it.weight]
    for part, end in ((head, cut[0]), (tail, len(line))):
        sure = [it for it in part if it.weight is Weight.SURE]
        at_the_edge = [it for it in part if not line[it.end : end].strip(_EDGES) or not line[: it.start].strip(_EDGES)]
        either = [it for it in part if it.or_else]
        if either:
            index = found.index(either[0])
            return found[index - 1], found[index]
        if fit := sure or at_the_edge:
            return tuple(fit[:2])
    alone = [it for it in found if not (line[: it.start] + line[it.end :]).strip(_EDGES)]
    return tuple(alone[:1])


def _parts(line: str, meant: tuple[Mention, ...], cut: tuple[int, int]) -> tuple[str, str]:
    """Whom it is about and what to do, with the date taken out."""
    start, end = _taken_out(meant, cut)
    if end > cut[0]:
        about, what = line[: cut[0]], line[cut[1] : max(start, cut[1])] + " " + line[end:]
    else:
        about, between, what = line[:start], line[end : cut[0]], line[cut[1] :]
        if about.strip(_EDGES):
            what = f"{between.strip(_EDGES)} {what}"
        else:
            about = between
    about, what = _BESIDE_A_NAME.sub("", _neat(about)), _neat(what)
    return (about, what) if about else _from_deed(what)


def _taken_out(meant: tuple[Mention, ...], cut: tuple[int, int]) -> tuple[int, int]:
    """The letters of the date; of both, where `or` joins two."""
    if not meant:
        return cut
    return meant[0].start, meant[-1].end if meant[-1].or_else else meant[0].end


def _from_deed(what: str) -> tuple[str, str]:
    """`call Jane Doe at Acme`, `send pricing to Jane Doe`: whom the deed itself names."""
    if deed := _DEED.fullmatch(what):
        marker = re.search(r"\s(?:about|regarding|to|wegen|re|for)\s", deed[2])
        end = marker.start() if marker else len(deed[2])
        return _neat(deed[2][:end]), _neat(deed[1] + deed[2][end:])
    if towards := _TOWARDS.fullmatch(what) or _CAPITAL.fullmatch(what):
        return _neat(towards[2]), _neat(towards[1] or "")
    return "", what


def _neat(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\(\s*\)", " ", text)).strip(_EDGES)
