"""Literal words as Slack's elements: in rich text, in small print, in plain text."""

import re
from collections.abc import Iterator, Sequence

from bot.cards import Span
from bot.slack import limits
from bot.slack.literal import cost, escape, is_tame, pieces, shown, size, web_link, written

Block = dict[str, object]

_SPAN = limits.BLOCK - 500  # of one text element; the rest is for JSON's signs
_LINKED = 400
_BREAK: Block = {"type": "text", "text": "\n"}
_BREAKS = cost(_BREAK)
_PERSON = re.compile(r"[UW][A-Z0-9]{1,30}")


def plain(words: str) -> Block:
    """A plain_text object; `:fire:` in it stays `:fire:`."""
    return {"type": "plain_text", "text": escape(words), "emoji": False}


def escaped(words: str) -> int:
    """How much Slack counts them for where it reads escapes."""
    return size(escape(words))


def shortened(words: str, limit: int) -> str:
    """A beginning of the words that fits, escaped signs counted, with … after it."""
    return pieces(shown(words), limit - 1, escaped)[0].strip() + "…"


def called(span: Span) -> str | None:
    """The id of the person to be mentioned; None when it is no id of Slack's, and the name stands there."""
    return span.who if span.who and _PERSON.fullmatch(span.who) else None


def is_live(span: Span) -> bool:
    """Whether it does something: leads somewhere, or calls somebody."""
    return bool(web_link(span.link) or called(span))


# ── Small print ──


def small(spans: Sequence[Span]) -> list[Block]:
    """A line of small print; where Slack's small print would change the words it is a paragraph."""
    words = "".join(span.text for span in spans)
    if not any(is_live(span) for span in spans):
        parts = pieces(shown(words).strip(), limits.CONTEXT, escaped)
        return [_context(plain(piece.strip())) for piece in parts if piece.strip()]
    marked = "".join(_mrkdwn(span) for span in spans)
    if all(is_tame(span.text) for span in spans) and size(marked) <= limits.CONTEXT:
        return [_context({"type": "mrkdwn", "text": marked, "verbatim": True})] if marked.strip() else []
    return rich_text([elements(spans)])


def _mrkdwn(span: Span) -> str:
    link, who, words = web_link(span.link), called(span), escape(span.text)
    if who:
        return f"<@{who}>"
    if not link or not span.text.strip():
        return words
    return f"<{link.replace('&', '&amp;')}|{' '.join(words.split())}>"


def _context(element: Block) -> Block:
    return {"type": "context", "elements": [element]}


# ── Rich text ──


def elements(spans: Sequence[Span]) -> list[Block]:
    """The spans as elements of rich text: no sign in them is markup."""
    return [element for span in spans for element in _elements(span)]


def _elements(span: Span) -> Iterator[Block]:
    link, who = web_link(span.link), called(span)
    style: Block = {"style": {"bold": True}} if span.bold else {}
    if who:
        yield {"type": "user", "user_id": who, **style}
        return
    for piece in pieces(shown(span.text), _LINKED if link else _SPAN, written):
        if link and piece.strip():
            yield {"type": "link", "url": link, "text": piece, **style}
        elif piece:
            yield {"type": "text", "text": piece, **style}


def rich_text(lines: Sequence[list[Block]]) -> list[Block]:
    """Blocks of these lines; what is too much for one block goes on in the next.

    Lines are parted by a line break as in what people write: not every client parts sections.
    """
    drawn: list[Block] = []
    section: list[Block] = []
    weight = 0
    for portion in (portion for line in lines for portion in _portions(line) if _says_something(portion)):
        own = cost(portion)
        if section and weight + own > limits.BLOCK:
            drawn.append(_section(section))
            section, weight = [], 0
        section += [*([_BREAK] if section else []), *portion]
        weight += own + _BREAKS
    return [*drawn, _section(section)] if section else drawn


def _section(inner: list[Block]) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": inner}]}


def _portions(line: list[Block]) -> Iterator[list[Block]]:
    portion: list[Block] = []
    weight = 0
    for element in line:
        own = cost(element)
        if portion and weight + own > limits.BLOCK:
            yield portion
            portion, weight = [], 0
        portion.append(element)
        weight += own
    if portion:
        yield portion


def _says_something(line: list[Block]) -> bool:
    return any("user_id" in element or str(element.get("text", "")).strip() for element in line)
