"""Text from outside, made safe to keep: hidden characters and markup out, length capped, narrow slots checked."""

import re
import unicodedata
from html.parser import HTMLParser

LIMIT = 240  # of a quotation (writer.md 3.1)
SLOT = 80  # of a title or a company
NAME = 60  # of a person's name
_HTML = 200_000  # characters of HTML that are read at all

_FOOTNOTES = re.compile("[\u00b2\u00b3\u00b9\u2070-\u209f]+")  # NFKC would make "1,8501" of "1,850¹"
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # can carry bytes nobody sees; not in _HIDDEN
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})  # controls, zero-width, bidirectional, tags, private, unassigned
_NOT_IN_SLOTS = re.compile(r"[<>\[\]{}|\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|://")  # markup, line ends, addresses
_IN_NAMES = frozenset(" .'-\u2019\u00b7")


def canonical(text: str, limit: int = LIMIT) -> str:
    """One line of visible text, NFKC, at most `limit` characters; what can hide a message is taken out.

    For quotations, comparing and the model. A name for display keeps its original: joiners are letters in some scripts.
    """
    # cut before and after: NFKC can make eighteen characters of one
    bare = _FOOTNOTES.sub(" ", _SELECTORS.sub("", text[: 4 * limit]))
    visible = (c for c in unicodedata.normalize("NFKC", bare) if c.isspace() or unicodedata.category(c) not in _HIDDEN)
    composed = unicodedata.normalize("NFC", "".join(visible))  # what stood apart may now belong together
    return " ".join(composed.split())[:limit].rstrip()


def slot(text: str, limit: int = SLOT) -> str | None:
    """A title, company or place as canonical text; None when it is empty, too long or has markup or line ends.

    None means that the text may at most be quoted.
    """
    bare = text.strip()
    if len(bare) > 4 * limit or _NOT_IN_SLOTS.search(bare):
        return None
    narrow = canonical(bare, limit + 1)
    return narrow if 0 < len(narrow) <= limit and not _NOT_IN_SLOTS.search(narrow) else None


def name_slot(text: str, limit: int = NAME) -> str | None:
    """A person's name: letters, marks, space and `.'-` only; None for anything else."""
    narrow = slot(text, limit)
    fits = narrow is not None and all(c in _IN_NAMES or unicodedata.category(c)[0] in "LM" for c in narrow)
    return narrow if fits else None


def plain_html(html: str) -> str:
    """The text somebody would see of an HTML piece, blanks collapsed; not yet canonical. Never raises."""
    reader = _Reader()
    reader.feed(html[:_HTML])
    if not _UNFINISHED.match(reader.rawdata):
        reader.close()  # which would take an unfinished tag or comment for text
    return " ".join("".join(reader.seen).split())


_NEVER_SHOWN = frozenset("script style template title noscript iframe object svg math select textarea".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_INLINE = frozenset("a abbr b bdi bdo cite code em font i mark q s small span strong sub sup u wbr".split())
_UNFINISHED = re.compile(r"<[a-zA-Z/!?]")
_UNSEEN = re.compile(r"display:none|visibility:hidden|opacity:0?\.?0+(?:[;%!]|$)|font-size:0*\.?0+(?:[a-z%;!]|$)")


class _Reader(HTMLParser):
    """Collects what is shown; attributes and comments are never looked at but to see what is hidden."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self._inside: list[str] = []  # the open elements from the first hidden one on

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._space(tag)
        if tag not in _VOID and (self._inside or tag in _NEVER_SHOWN or _hidden(attrs)):
            self._inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # in HTML `<div/>` opens an element and does not end it

    def handle_endtag(self, tag: str) -> None:
        self._space(tag)
        if tag in self._inside:
            del self._inside[len(self._inside) - 1 - self._inside[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.seen.append(data)

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 (the library's signature)
        return self.parse_bogus_comment(i, report)  # as browsers do; the library's own raises on `<![x[`

    def _space(self, tag: str) -> None:
        if tag not in _INLINE:
            self.seen.append(" ")


def _hidden(attrs: list[tuple[str, str | None]]) -> bool:
    told = {name: "".join((value or "").lower().split()) for name, value in attrs}
    return "hidden" in told or told.get("aria-hidden") == "true" or bool(_UNSEEN.search(told.get("style", "")))
