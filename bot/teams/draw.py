"""The parts of a card as Adaptive Card elements of version 1.5 that every client knows."""

from collections.abc import Collection, Iterator, Sequence
from math import ceil

from bot.cards import Button, Buttons, Fields, Menu, Part, Picture, Span, Table, Text, Tone
from bot.teams import limits
from bot.teams.form import MARK
from bot.teams.literal import Element, cost, cut, escaped, rich, run, shown, span_runs, web_link

MENTIONS = "_mentions"  # under this key an element names whom it calls, until its card is made
_LOOKS: dict[Tone, Element] = {
    Tone.PLAIN: {},
    Tone.TITLE: {"size": "Large", "weight": "Bolder"},
    Tone.QUIET: {"size": "Small", "isSubtle": True},
    Tone.WARNING: {"color": "Attention"},
}
_LABEL = 16  # characters of a label that stands in a column of its own
_LABEL_WIDTH = "104px"
_COLUMNS = 6  # more of them do not fit a telephone
_ROOM = limits.ROOM // 3  # of one element
_PERSON = limits.VALUE  # characters of a person's id


def draw(parts: Sequence[Part], dialogs: Collection[str]) -> list[Element]:
    """All elements of these parts in reading order; actions in `dialogs` open one."""
    return [element for part in parts for element in _part(part, dialogs)]


def _part(part: Part, dialogs: Collection[str]) -> Iterator[Element]:
    match part:
        case Text():
            yield from _text(part)
        case Fields(rows):
            short = all(len(shown(label)) <= _LABEL for label, _ in rows)  # rows of one kind look alike
            for label, value in rows:
                yield from _field(label, value, aside=short)
        case Buttons(buttons):
            yield from _rows(buttons, dialogs)
        case Table():
            yield from _table(part)
        case Picture():
            yield from _picture(part)


# ── Text ──


def _text(part: Text) -> Iterator[Element]:
    if not shown(part.plain).strip():
        return
    heading = part.tone is Tone.PLAIN and all(span.bold for span in part.spans)
    sign = (Span("⚠ "),) if part.tone is Tone.WARNING else ()
    spacing = "Medium" if heading or part.tone is Tone.TITLE else "Small"
    yield from _paragraph((*sign, *part.spans), _LOOKS[part.tone], spacing)


def _paragraph(spans: Sequence[Span], look: Element, spacing: str) -> Iterator[Element]:
    if any(_calls(span) for span in spans):
        yield from _calling(spans, look, spacing)
        return
    portion: list[Element] = []
    for piece in span_runs(spans, **look):
        if portion and cost([*portion, piece]) > _ROOM:
            yield rich(portion, spacing=spacing)
            portion = []
        portion.append(piece)
    if any(str(piece["text"]).strip() for piece in portion):
        yield rich(portion, spacing=spacing)


def _calls(span: Span) -> bool:
    return bool(span.who and len(span.who) <= _PERSON and span.text.strip())


def _calling(spans: Sequence[Span], look: Element, spacing: str) -> Iterator[Element]:
    """Somebody is called: only a TextBlock can, and there every other sign is escaped."""
    said, called = "", list[Element]()
    for span in spans:
        name = " ".join(shown(span.text).replace("<", "").replace(">", "").split())
        if _calls(span) and name and "\\" not in name:  # before a mark it would be read as an escape
            said += f"<at>{name}</at>"
            called.append({"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": span.who, "name": name}})
        else:
            said += _marked(span)
    if cost(said) > _ROOM:  # too long to call anybody in: the words count
        yield from _paragraph([Span(span.text, span.bold, span.link) for span in spans], look, spacing)
    else:
        yield {"type": "TextBlock", "text": said, "wrap": True, "spacing": spacing, **look, MENTIONS: called}


def _marked(span: Span) -> str:
    words, link = escaped(span.text), web_link(span.link)
    if not words.strip():
        return words
    strong = f"**{words}**" if span.bold and words == words.strip() else words
    return f"[{strong}]({link.replace('(', '%28').replace(')', '%29')})" if link else strong


# ── Pictures ──


def _picture(part: Picture) -> Iterator[Element]:
    """Inside the card, so that nobody has to fetch it; where it is too large for that, its words."""
    drawn: Element = {
        "type": "Image",
        "url": f"data:image/png;base64,{part.png}",
        "altText": shown(part.alt),
        "size": "Stretch",
    }
    if part.png and part.alt.strip() and cost(drawn) <= limits.PICTURE:
        yield drawn
    elif shown(part.alt).strip():
        yield from _paragraph([Span(part.alt)], _LOOKS[Tone.QUIET], "Small")


# ── Fields and tables ──


def _field(label: str, value: Text, *, aside: bool) -> Iterator[Element]:
    label = shown(label)
    spans = [Span(label, bold=True), Span("  "), *value.spans] if label.strip() else list(value.spans)
    drawn = list(_paragraph(value.spans, {}, "None"))
    if label.strip() and aside and len(drawn) == 1:
        name = {"type": "Column", "width": _LABEL_WIDTH, "items": [rich([run(label, bold=True)])]}
        said = {"type": "Column", "width": "stretch", "items": [_plainly(drawn[0])]}
        calls = {MENTIONS: drawn[0][MENTIONS]} if MENTIONS in drawn[0] else {}
        yield {"type": "ColumnSet", "columns": [name, said], "spacing": "Small", **calls}
    elif any(shown(span.text).strip() for span in spans):
        yield from _paragraph(spans, {}, "Small")


def _plainly(element: Element) -> Element:
    return {name: value for name, value in element.items() if name != MENTIONS}


def _table(part: Table) -> Iterator[Element]:
    rows = [row for row in (part.header, *part.rows) if row]
    width = max((len(row) for row in rows), default=0)
    for number, row in enumerate(rows):
        cells = [*(shown(cell).strip() or "–" for cell in row), *["–"] * (width - len(row))]
        bold = number == 0 and bool(part.header)
        if width > _COLUMNS or cost(cells) > limits.PIECE:
            yield from _paragraph([Span(" · ".join(cells), bold=bold)], {}, "Small")
        else:
            columns = [
                {"type": "Column", "width": "stretch", "items": [rich([run(cell, bold=bold)])]} for cell in cells
            ]
            yield {"type": "ColumnSet", "columns": columns, "spacing": "Small", "separator": number == 1}


# ── Buttons and menus ──


def _rows(pressed: Sequence[Button | Menu], dialogs: Collection[str]) -> Iterator[Element]:
    """Rows of at most five, as even as can be; a label too long for a button stands whole before its row."""
    row: list[Element] = []
    rows = ceil(len(pressed) / limits.ACTIONS)
    most = ceil(len(pressed) / max(rows, 1))
    for one in pressed:
        long = len(shown(one.label)) > limits.LABEL
        drawn = list(_pressed(one, dialogs))
        fits = len(drawn) == 1 and str(drawn[0]["type"]).startswith("Action.")
        if row and (long or not fits or len(row) == most or cost([*row, *drawn]) > _ROOM):
            yield _set(row)
            row = []
        if long:
            yield from _paragraph([Span(one.label)], {}, "Small")
        if fits:
            row += drawn
        else:
            yield from drawn
    if row:
        yield _set(row)


def _set(actions: Sequence[Element]) -> Element:
    return {"type": "ActionSet", "actions": list(actions), "spacing": "Small"}


def _pressed(one: Button | Menu, dialogs: Collection[str]) -> Iterator[Element]:
    """An action; or what stands in its place where it cannot be one."""
    if isinstance(one, Menu):
        yield from _menu(one, dialogs)
    elif len(one.value) > limits.VALUE:
        if len(shown(one.label)) <= limits.LABEL:
            yield from _paragraph([Span(one.label or "–")], {}, "Small")
    else:
        yield button(one, dialogs)


def button(one: Button, dialogs: Collection[str]) -> Element:
    """Action.Execute, answered in place; where a dialog opens, the one kind of action that can open it."""
    title = cut(one.label, limits.LABEL) or "–"
    look: Element = {"style": "positive"} if one.primary else {}
    carries: Element = {"verb": one.action, "text": one.value}
    if one.opens or one.action in dialogs:
        return {
            "type": "Action.Submit",
            "title": title,
            "data": {"msteams": {"type": "task/fetch"}, MARK: carries},
        } | look
    return {"type": "Action.Execute", "title": title, "verb": one.action, "data": {MARK: carries}} | look


def _menu(one: Menu, dialogs: Collection[str]) -> Iterator[Element]:
    """A button that unfolds into its options; where they are too many for that they stand under its label."""
    chosen = [Button(label, one.action, value, opens=value in one.opens) for label, value in one.options]
    options = list(_rows(chosen, dialogs))
    folded: Element = {
        "type": "Action.ShowCard",
        "title": cut(one.label, limits.LABEL) or "–",
        "card": {"type": "AdaptiveCard", "body": options},
    }
    if options and cost(folded) <= _ROOM:
        yield folded
        return
    if len(shown(one.label)) <= limits.LABEL:
        yield from _paragraph([Span(one.label)], {}, "Small")
    yield from options
