"""Outside text stays text: escaped where Slack reads markup, cut only between words, linked only to the web."""

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from bot.slack import limits

_JSON = json.JSONEncoder(ensure_ascii=False)  # made once: most of what is weighed is a word or two
_TOKEN = re.compile(r"\s*\S+|\s+")
_ESCAPED = re.compile(r'["\\]')  # of what can be printed, all that JSON writes as two signs
_UNSHOWN = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")  # controls and broken halves of characters
_LIVE = re.compile(r"[*_~`|]|:[\w+'-]+:")  # what mrkdwn would turn into a look or an emoji


def size(text: str) -> int:
    """Its length in UTF-16 units, as Slack counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cost(thing: object) -> int:
    """Its length in UTF-16 units as JSON."""
    return size(_JSON.encode(thing))


def written(text: str) -> int:
    """Its length in UTF-16 units inside a JSON string."""
    return len(text) if text.isascii() and text.isprintable() and not _ESCAPED.search(text) else cost(text) - 2


def shown(text: str) -> str:
    """The text without what cannot be shown."""
    return _UNSHOWN.sub("", text)


def escape(text: str) -> str:
    """For mrkdwn, plain_text and fallback text: Slack reads the three signs back as text."""
    return shown(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def is_tame(text: str) -> bool:
    """Whether mrkdwn leaves it as it is once it is escaped."""
    return not _LIVE.search(text)


def web_link(link: str | None) -> str | None:
    """The address when it is a plain one on the web; else None, and the words stand without a link."""
    if not link or size(link) > limits.URL or not re.fullmatch(r"[!-~\u00a1-\uffef]+", link):
        return None
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    ok = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    return link.replace("|", "%7C").replace("<", "%3C").replace(">", "%3E") if ok else None


def cut(text: str, limit: int) -> str:
    """At most `limit` units of it, with … where something is missing."""
    if size(text) <= limit:
        return text
    return pieces(text, limit - 1)[0].rstrip() + "…"


def pieces(text: str, limit: int, weigh: Callable[[str], int] = size) -> list[str]:
    """Cut between words into pieces of at most `limit`; the white space at a cut begins the next piece."""
    if weigh(text) <= limit:
        return [text]
    done: list[str] = []
    current: list[str] = []
    weight = 0
    for token in _tokens(text, limit, weigh):
        if weight + weigh(token) > limit and current:
            done.append("".join(current))
            current, weight = [], 0
        current.append(token)
        weight += weigh(token)
    return [*done, "".join(current)]


def _tokens(text: str, limit: int, weigh: Callable[[str], int]) -> Iterator[str]:
    """Words with the white space before them; a word too long for one piece comes in parts."""
    for token in _TOKEN.findall(text):
        if weigh(token) <= limit:
            yield token
        else:
            yield from _parts(token, limit, weigh)


def _parts(word: str, limit: int, weigh: Callable[[str], int]) -> Iterator[str]:
    step = max(1, limit * len(word) // (weigh(word) * 2))
    for start in range(0, len(word), step):
        part = word[start : start + step]
        yield from [part] if weigh(part) <= limit else list(part)
