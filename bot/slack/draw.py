"""One part of a card as Slack blocks; `rich` allows blocks that some clients do not know yet."""

from collections.abc import Iterator, Sequence

from bot.cards import Button, Buttons, Card, Fields, Part, Span, Table, Text, Tone
from bot.slack import limits
from bot.slack.literal import cost, escape, is_tame, pieces, shown, size, web_link, written

Block = dict[str, object]

_EMPTY_CELL = "–"
_PADDING = "\u2002"  # an en space: about as wide as a letter
_WIDEST_LABEL = 16
_WIDEST_ROW = 90
_SPAN = limits.BLOCK - 500  # of one text element; the rest is for JSON's signs
_LINKED = 400


def draw(card: Card, *, rich: bool) -> list[Block]:
    """All blocks of a card in reading order; action_ids are made unique by `#n`."""
    drawn: list[Block] = []
    pressed = 0
    tabled = False
    for run in _runs(card.parts):
        match run[0]:
            case Text():
                drawn += _texts([part for part in run if isinstance(part, Text)])
            case Fields(rows):
                drawn += _fields(rows)
            case Buttons(buttons):
                drawn += _buttons(buttons, pressed)
                pressed += len(buttons)
            case Table() as part:
                as_table = rich and not tabled and _fits_table(part)
                drawn += [table(part)] if as_table else _table_as_text(part)
                tabled = tabled or as_table
    return drawn


def _runs(parts: Sequence[Part]) -> list[list[Part]]:
    """Parts that stand together: a heading with its lines, and lines of small print."""
    runs: list[list[Part]] = []
    for part in parts:
        if runs and _belongs(runs[-1][-1], part):
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


def _belongs(before: Part, part: Part) -> bool:
    match before, part:
        case Text(tone=Tone.PLAIN), Text(tone=Tone.PLAIN):
            return not all(span.bold for span in part.spans)  # all bold: a heading begins
        case Text(tone=Tone.QUIET), Text(tone=Tone.QUIET):
            return not any(span.link for span in (*before.spans, *part.spans))
        case _:
            return False


# ── Text ──


def draw_text(words: str) -> list[Block]:
    """A literal paragraph."""
    return _rich([_spans((Span(words),))])


def _texts(run: Sequence[Text]) -> list[Block]:
    match run[0].tone:
        case Tone.TITLE:
            return _title(run[0])
        case Tone.QUIET:
            lines = [span for part in run for span in (Span("\n"), *part.spans)]
            return _quiet(Text(tuple(lines[1:])))
        case tone:
            return _rich([[*_sign(tone), *_spans(part.spans)] for part in run])


def _title(part: Text) -> list[Block]:
    words = escape(part.plain)
    if not words.strip():
        return []
    if size(words) <= limits.HEADER and "\n" not in words and not any(web_link(span.link) for span in part.spans):
        return [{"type": "header", "text": plain(part.plain)}]
    return _rich([_spans(tuple(Span(span.text, bold=True, link=span.link) for span in part.spans))])


def _quiet(part: Text) -> list[Block]:
    if not shown(part.plain).strip():
        return []
    if not any(web_link(span.link) for span in part.spans):
        parts = pieces(shown(part.plain).strip(), limits.CONTEXT, _escaped)
        return [_context(plain(piece.strip())) for piece in parts if piece.strip()]
    words = "".join(_mrkdwn(span) for span in part.spans)
    if all(is_tame(span.text) for span in part.spans) and size(words) <= limits.CONTEXT:
        return [_context({"type": "mrkdwn", "text": words, "verbatim": True})]
    return _rich([_spans(part.spans)])


def _mrkdwn(span: Span) -> str:
    link = web_link(span.link)
    words = escape(span.text)
    if not link or not span.text.strip():
        return words
    return f"<{link.replace('&', '&amp;')}|{' '.join(words.split())}>"


def _context(element: Block) -> Block:
    return {"type": "context", "elements": [element]}


def plain(words: str) -> Block:
    """A plain_text object; `:fire:` in it stays `:fire:`."""
    return {"type": "plain_text", "text": escape(words), "emoji": False}


def _escaped(words: str) -> int:
    return size(escape(words))


def _sign(tone: Tone) -> list[Block]:
    warning: list[Block] = [{"type": "emoji", "name": "warning"}, {"type": "text", "text": " "}]
    return warning if tone is Tone.WARNING else []


def _spans(spans: Sequence[Span]) -> list[Block]:
    return [element for span in spans for element in _span(span)]


def _span(span: Span) -> Iterator[Block]:
    link = web_link(span.link)
    style: Block = {"style": {"bold": True}} if span.bold else {}
    for piece in pieces(shown(span.text), _LINKED if link else _SPAN, written):
        if link and piece.strip():
            yield {"type": "link", "url": link, "text": piece, **style}
        elif piece:
            yield {"type": "text", "text": piece, **style}


def _rich(lines: Sequence[list[Block]], kind: str = "rich_text_section") -> list[Block]:
    """Rich text blocks of these lines; what is too much for one block goes on in the next."""
    drawn: list[Block] = []
    sections: list[Block] = []
    weight = 0
    for portion in (portion for line in lines for portion in _portions(line) if _says_something(portion)):
        if sections and weight + cost(portion) > limits.BLOCK:
            drawn.append({"type": "rich_text", "elements": sections})
            sections, weight = [], 0
        sections.append({"type": kind, "elements": portion})
        weight += cost(portion)
    return [*drawn, {"type": "rich_text", "elements": sections}] if sections else drawn


def _portions(line: list[Block]) -> Iterator[list[Block]]:
    portion: list[Block] = []
    weight = 0
    for element in line:
        if portion and weight + cost(element) > limits.BLOCK:
            yield portion
            portion, weight = [], 0
        portion.append(element)
        weight += cost(element)
    if portion:
        yield portion


def _says_something(line: list[Block]) -> bool:
    return any(str(element.get("text", "")).strip() for element in line)


# ── Fields, buttons, tables ──


def _fields(rows: Sequence[tuple[str, Text]]) -> list[Block]:
    width = max((len(label) for label, _ in rows if len(label) <= _WIDEST_LABEL), default=0)
    return _rich([[*_label(label, width), *_spans(value.spans)] for label, value in rows])


def _label(label: str, width: int) -> list[Block]:
    gap: Block = {"type": "text", "text": _PADDING * (max(0, width - len(label)) + 2)}
    return [*_span(Span(label, bold=True)), gap] if label.strip() else []


def _buttons(buttons: Sequence[Button], pressed: int) -> list[Block]:
    """Rows of buttons; a label that Slack would cut, or whose value it does not take, stands whole before its place."""
    drawn: list[Block] = []
    row: list[Block] = []
    for number, button in enumerate(buttons, pressed):
        fits = _escaped(button.label) <= limits.BUTTON and _can_press(button)
        if row and (not fits or len(row) == limits.BUTTONS):
            drawn.append({"type": "actions", "elements": row})
            row = []
        drawn += [] if fits else _quiet(Text((Span(button.label),)))
        row += [_button(button, number)] if _can_press(button) else []
    return [*drawn, {"type": "actions", "elements": row}] if row else drawn


def _can_press(button: Button) -> bool:
    return size(button.value) <= limits.BUTTON_VALUE


def _button(button: Button, number: int) -> Block:
    label = button.label if _escaped(button.label) <= limits.BUTTON else _short(button.label)
    drawn: Block = {
        "type": "button",
        "action_id": f"{button.action}#{number}",
        "text": plain(label.strip() or _EMPTY_CELL),
    }
    return drawn | ({"value": button.value} if button.value else {}) | ({"style": "primary"} if button.primary else {})


def _short(label: str) -> str:
    return pieces(shown(label), limits.BUTTON - 1, _escaped)[0].strip() + "…"


def _grid(part: Table) -> list[list[str]]:
    """Rows of equal length with no empty cell."""
    rows = [row for row in (part.header, *part.rows) if row]
    width = max((len(row) for row in rows), default=0)
    return [[_cell(row[n]) if n < len(row) else _EMPTY_CELL for n in range(width)] for row in rows]


def _cell(words: str) -> str:
    return " ".join(shown(words).split()) or _EMPTY_CELL


def _fits_table(part: Table) -> bool:
    grid = _grid(part)
    words = sum(size(cell) for row in grid for cell in row)
    return 0 < len(grid) <= limits.TABLE_ROWS and len(grid[0]) <= limits.TABLE_COLUMNS and words <= limits.TABLE


def table(part: Table) -> Block:
    """A table block: some clients refuse it, so the sender holds the text version ready."""
    grid = _grid(part)
    rows = [[{"type": "raw_text", "text": cell} for cell in row] for row in grid]
    return {"type": "table", "rows": rows, "column_settings": [{"is_wrapped": True} for _ in grid[0]]}


def _table_as_text(part: Table) -> list[Block]:
    grid = _grid(part)
    widths = [max(len(cell) for cell in column) for column in zip(*grid, strict=True)]
    if sum(widths) > _WIDEST_ROW:
        return _rich([_spans((Span(" · ".join(row), bold=not n),)) for n, row in enumerate(grid)])
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in grid]
    return _rich([[{"type": "text", "text": text}] for text in _blocks_of(lines)], "rich_text_preformatted")


def _blocks_of(lines: Sequence[str]) -> Iterator[str]:
    """Lines joined into texts that fit into one block each."""
    step = max(1, _SPAN // max((cost(line) for line in lines), default=1))
    for start in range(0, len(lines), step):
        yield "\n".join(lines[start : start + step])
