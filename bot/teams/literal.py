"""Outside text stays text: in text runs, which read no Markdown; cut between words; linked only to the web."""

import json
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from bot.cards import Span
from bot.teams import limits

Element = dict[str, object]

_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # controls and broken halves of characters
_BINDING = re.compile(r"(?<=[{$])(?=\{)")  # `{{DATE(…)}}` and `${…}` would be filled in
_TOKEN = re.compile(r"\s*\S+|\s+")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!<>|~&])")
_GUARD = "\u2060"  # a word joiner: no width, no break
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def cost(thing: object) -> int:
    """Its length in UTF-8 bytes as JSON, the way it is sent."""
    return len(dumped(thing))


def dumped(thing: object) -> bytes:
    """JSON as it is sent: other letters as themselves, not as six signs each."""
    return _JSON.encode(thing).encode("utf-8", "replace")


def shown(text: str) -> str:
    """The text without what cannot be shown, and with no sign a card would fill in."""
    return _BINDING.sub(_GUARD, _UNSHOWN.sub("", text))


def escaped(text: str) -> str:
    """For a TextBlock, which reads Markdown: every sign stands for itself."""
    return _MARKDOWN.sub(r"\\\1", shown(text))


def cut(text: str, limit: int) -> str:
    """At most `limit` characters of it on one line, with … where something is missing."""
    line = " ".join(shown(text).split())
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0].rstrip()[: limit - 1] + "…"


def web_link(link: str | None) -> str | None:
    """The address when it is a plain one on the web and secure; else None, and the words stand without a link."""
    if not link or len(link) > limits.URL or not re.fullmatch(r"[!-~\u00a1-\uffef]+", link) or "{{" in link:
        return None
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    return link if parts.scheme == "https" and parts.hostname and "@" not in parts.netloc else None


def run(text: str, *, bold: bool = False, link: str | None = None, **look: object) -> Element:
    """A text run: literal whatever it contains."""
    drawn: Element = {"type": "TextRun", "text": shown(text), **look}
    if bold:
        drawn["weight"] = "Bolder"
    address = web_link(link)
    if address:
        drawn["selectAction"] = {"type": "Action.OpenUrl", "url": address}
    return drawn


def rich(inlines: Sequence[Element], **look: object) -> Element:
    """A paragraph of text runs."""
    return {"type": "RichTextBlock", "inlines": list(inlines), **look}


def span_runs(spans: Sequence[Span], **look: object) -> Iterator[Element]:
    """The spans as text runs, none of them too long for one card."""
    for span in spans:
        for piece in pieces(span.text, limits.PIECE):
            if piece:
                yield run(piece, bold=span.bold, link=span.link if piece.strip() else None, **look)


def pieces(text: str, limit: int) -> list[str]:
    """Cut between words into pieces of at most `limit` UTF-8 bytes as JSON; a word too long comes in parts."""
    done: list[str] = []
    current: list[str] = []
    weight = 0
    for token in _tokens(text, limit):
        if current and weight + cost(token) > limit:
            done.append("".join(current))
            current, weight = [], 0
        current.append(token)
        weight += cost(token)
    return [*done, "".join(current)]


def _tokens(text: str, limit: int) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        if cost(token) <= limit:
            yield token
        else:  # 12 bytes at most for one character: \\ud83d\\ude00 where JSON escapes, else fewer
            step = limit // 12
            yield from (token[start : start + step] for start in range(0, len(token), step))
