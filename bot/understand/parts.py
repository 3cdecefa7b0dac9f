"""Cut a line into parts at everything that may be a separator, and remember what each separator was."""

import re
from dataclasses import dataclass
from enum import Enum

from bot.understand.evidence import is_given
from bot.understand.legal import has_legal_form, is_legal_tail
from bot.understand.words import DEPARTMENTS, HONORIFICS, SURE_SUFFIXES, TITLE_OPENERS, TITLE_STARTS, WHOLE_TITLES


class Joint(Enum):
    """What stands between two parts; the stronger wins where two stand together."""

    GAP = 0  # a mere space where a title begins or ends
    CLOSE = 1
    COMMA = 2
    DASH = 3
    QUOTE = 4
    OPEN = 5
    OF = 6
    WEAK = 7  # a small word that is "at" in some language: en, в
    THEIRS = 8  # reversed: の, 的
    COLON = 9
    AT = 10


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the line, from `start` to `end`, and the joint before it."""

    start: int
    end: int
    joint: Joint


_QUOTED = r"\"[^\"]+\"|[“„”][^“”„]+[”“]|«[^»]+»|「[^」]+」|(?<!\S)[‘'][^'‘’]+[’'](?!\w)"
_SCAN = re.compile(
    rf"""
      (?P<QUOTED>{_QUOTED})
    | (?<!\S)(?P<AT>(?<!attorney\s)(?<!attorneys\s)at|from|with|w/|@|bei|chez|hos|presso|bij|在|из)(?!\S)
    | (?<!\S)(?P<GLUED>@)(?=\w) | (?<=\w)(?P<TIED>@)(?=\w)
    | (?<!\S)(?P<WEAK>en|em|в|во)(?!\S)
    | (?<!\S)(?P<OF>of)(?!\S)
    | (?P<COMMA>[;、]|,(?!\d|\s*(?:jr|iii?|iv|ph\.?d|esq)\b)|\t)
    | (?<!\S)(?P<DASH>[-–—|/·•>→~]|--+|->|::)(?!\S) | (?P<EM>—)
    | (?P<COLON>:(?=\s|[^\x00-\x7f])|(?<=[^\x00-\x7f]):)
    | (?P<OPEN>[(\[]) | (?P<CLOSE>[)\]])
    | (?<=[\u3040-\u9fff\s])(?P<THEIRS>の|的)(?=[\u3040-\u9fff\s])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KINDS = {"GLUED": Joint.AT, "TIED": Joint.AT, "EM": Joint.DASH}
_WORDS = frozenset({"AT", "WEAK", "OF"})
_MOST = 9


def cut(line: str) -> list[Part]:
    """At most nine parts, none empty; the last one holds what is too much."""
    parts = _gaps(line, _without_tails(line, _at_joints(line)))
    if len(parts) > _MOST:
        parts = [*parts[: _MOST - 1], Part(parts[_MOST - 1].start, parts[-1].end, parts[_MOST - 1].joint)]
    return parts


def _at_joints(line: str) -> list[Part]:
    parts: list[Part] = []
    start, joint = 0, Joint.GAP
    for match in _SCAN.finditer(line):
        kind = match.lastgroup or ""
        before = line[start : match.start()].strip()
        if _is_no_joint(kind, before, parts, joint, line, match):
            continue
        if before:
            parts.append(_part(line, start, match.start(), joint))
            joint = Joint.GAP
        if kind == "QUOTED":
            parts.append(
                Part(match.start(), match.end(), max(joint, Joint.QUOTE, key=lambda it: it.value) if parts else joint)
            )
            joint = Joint.QUOTE
        else:
            joint = max(joint, _KINDS.get(kind) or Joint[kind], key=lambda it: it.value)
        start = match.end()
    if line[start:].strip():
        parts.append(_part(line, start, len(line), joint))
    return parts


def _is_no_joint(kind: str, before: str, parts: list[Part], joint: Joint, line: str, match: re.Match[str]) -> bool:
    """Words of a name that only look like a separator."""
    if kind == "QUOTED":
        nickname = (
            before and re.match(r"\s*[^\W\d_]", line[match.end() :]) and not _SCAN.match(line[match.end() :].lstrip())
        )
        return bool(nickname) or (bool(before) and is_legal_tail(before))
    if kind == "OF":
        words = before.casefold().replace(",", " ").split()
        behind = line[match.end() :].casefold().split()
        whole = words[-1:] and words[-1] in WHOLE_TITLES and behind and behind[0].strip(",") not in DEPARTMENTS
        return not whole and bool(TITLE_STARTS.intersection(words))
    if kind == "AT" and match.start() == 0 and match[0].islower():
        return has_legal_form(line)
    return kind in _WORDS and not before and (not parts or joint is Joint.AT)


def _part(line: str, start: int, end: int, joint: Joint) -> Part:
    text = line[start:end]
    return Part(start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip()), joint)


def _without_tails(line: str, parts: list[Part]) -> list[Part]:
    """Back to the name with ", Inc." and ", Jr."."""
    kept: list[Part] = []
    for part in parts:
        text = line[part.start : part.end]
        goes_on = is_legal_tail(text) or (_is_suffix(text) and (not kept or kept[-1].joint is not Joint.AT))
        if kept and part.joint is Joint.COMMA and goes_on:
            kept[-1] = Part(kept[-1].start, part.end, kept[-1].joint)
        else:
            kept.append(part)
    return kept


def _is_suffix(text: str) -> bool:
    words = text.casefold().split()
    return text == "D.O." or all(word.replace(".", "") in SURE_SUFFIXES for word in words)


def _gaps(line: str, parts: list[Part]) -> list[Part]:
    """Cut also where a title starts or ends without any sign: "Jane Doe VP Sales", "CFO Jane Doe"."""
    found: list[Part] = []
    for part in parts:
        starts = [part.start, *_gap_places(line, part)]
        ends = [*(len(line[:place].rstrip()) for place in starts[1:]), part.end]
        found += [Part(a, b, part.joint if a == part.start else Joint.GAP) for a, b in zip(starts, ends, strict=True)]
    return found


def _gap_places(line: str, part: Part) -> list[int]:
    words = [
        (part.start + it.start(), it[0].casefold().strip(","))
        for it in re.finditer(r"\S+", line[part.start : part.end])
    ]
    if len(words) < 2 or line[part.start] in '"“„«「':
        return []
    if words[0][1] in TITLE_STARTS:
        return [at for at, word in words[1:] if is_given(word) or word.strip(".") in HONORIFICS][:2]
    places = [
        i
        for i, (_, word) in enumerate(words)
        if i and word in TITLE_STARTS - SURE_SUFFIXES and word not in TITLE_OPENERS - {"senior", "sr.", "vice"}
    ]
    place = places[0] if places else len(words)
    while place > 1 and words[place - 1][1] in DEPARTMENTS:
        place -= 1
    return [words[place][0]] if place < len(words) else []
