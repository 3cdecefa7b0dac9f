"""Undo what chat platforms do to a typed line, and make of it one clean line."""

import html
import re
import unicodedata

_LONGEST_RAW = 3_000  # characters looked at, before anything that costs time

_SLACK = re.compile(r"<(@|#|!|mailto:|tel:|https?://)([^<>|\s]*)(?:\|([^<>]*))?>", re.IGNORECASE)
_TEAMS_MENTION = re.compile(r"<at\b[^<>]*>[^<>]*</at>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|span|br|b|i|u|em|strong|a|font|at|li|ul|ol|code|pre|h[1-6])\b[^<>@]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^<>]*>|</(?:p|div|li|h[1-6])>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,15});", re.IGNORECASE)
_TO_US = re.compile(r"^\s*(?:/warmup|@warmup:?)(?=\s)", re.IGNORECASE)
# Other shapes of the same letters (full-width, ligatures, Arabic forms, "mathematical" bold). The rest stays as typed:
# plain NFKC would also make "TM" of a trade mark sign and "1⁄2" of a half.
_OTHER_SHAPES = re.compile("[\ufb00-\ufdff\ufe30-\ufefe\uff00-\uffef\U0001d400-\U0001d7ff]+")
_DROPPED = frozenset({"Cf", "Cs", "Co", "Cn"})


def slack_plain(text: str) -> str:
    """What a person saw in Slack: links, mentions and entities undone."""
    return _ENTITY.sub(_entity, _SLACK.sub(_slack_link, text))


def slack_channels(text: str) -> dict[str, str]:
    """The channels a line from Slack names: as `slack_plain` shows them, and their ids."""
    return {(label or "").strip() or id_: id_ for kind, id_, label in _SLACK.findall(text) if kind == "#"}


def clean_line(raw: str) -> str:
    """The first line that says anything, without markup, odd spaces or invisible characters; "" when none does."""
    text = slack_plain(_TEAMS_MENTION.sub(" ", raw[:_LONGEST_RAW]))
    text = _TAG.sub(" ", _BREAK.sub("\n", text))
    text = _OTHER_SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), unicodedata.normalize("NFC", text))
    lines = (_visible(line) for line in text.splitlines())
    return _TO_US.sub("", next((line for line in lines if line), "")).strip()


def is_binary(raw: str) -> bool:
    """True when nobody typed this: control characters or broken text in it."""
    head = raw[:_LONGEST_RAW]
    return any(unicodedata.category(char) == "Cc" and not char.isspace() for char in head) or "\ufffd" in head


def is_endless(raw: str) -> bool:
    """True when it is too long even to be cleaned."""
    return len(raw) > _LONGEST_RAW


def _slack_link(found: re.Match[str]) -> str:
    kind, target, label = found[1].lower(), found[2], (found[3] or "").strip()
    if kind == "@":
        return f"@{label}" if label else ""
    if kind in {"#", "!"}:
        return _channel_or_word(kind, target, label)
    address = target if kind in {"mailto:", "tel:"} else kind + target
    if not label or label.casefold() == address.casefold():
        return address
    if "linkedin" in label.casefold() and "linkedin.com/" in address.casefold():
        return address  # "LinkedIn" is no part of the name before it
    return label if "." in label and label.rstrip("/").casefold() in address.casefold() else f"{label} {address}"


def _channel_or_word(kind: str, target: str, label: str) -> str:
    if kind == "#":
        return f"#{label or target}"
    return label or ("" if "^" in target else f"@{target}")


def _entity(found: re.Match[str]) -> str:
    return html.unescape(found[0])


def _visible(line: str) -> str:
    """Invisible characters gone, every kind of space one space; a tab stays, it may part two cells."""
    kept = "".join(char for char in line if unicodedata.category(char) not in _DROPPED)
    return re.sub(r" *\t\s*", "\t", re.sub(r"[^\S\t]+", " ", kept)).strip()
