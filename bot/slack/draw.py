"""One part of a card as Slack blocks; `rich` allows blocks that some clients do not know yet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from bot.cards import Buttons, Card, Fields, Part, Picture, Span, Table, Text, Tone
from bot.slack import limits
from bot.slack.literal import cost, escape, shown, size
from bot.slack.press import press_rows
from bot.slack.spans import Block, elements, is_live, plain, rich_text, small
from bot.slack.widths import width

_EMPTY_CELL = "–"
_WIDEST_LABEL = 16
_WIDEST_ROW = 90
_LINES = limits.BLOCK - 500  # of one text element; the rest is for JSON's signs


def draw(card: Card, *, rich: bool) -> list[Block]:
    """All blocks of a card in reading order; action_ids are made unique by `#n`."""
    drawn: list[Block] = []
    tabled = False
    numbers = count()
    widest = _widest(card)
    for run in _runs(card.parts):
        match run[0]:
            case Text():
                drawn += _texts([part for part in run if isinstance(part, Text)])
            case Fields(rows):
                drawn += _fields(rows, widest)
            case Buttons(buttons):
                drawn += press_rows(buttons, numbers)
            case Table() as part:
                as_table = rich and not tabled and _fits_table(part)
                drawn += [table(part)] if as_table else _table_as_text(part)
                tabled = tabled or as_table
            case Picture() as part:
                drawn += _picture(part)
    return drawn


def _runs(parts: Sequence[Part]) -> list[list[Part]]:
    """Parts that stand together: lines, and lines of small print."""
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
            return True
        case Text(tone=Tone.QUIET), Text(tone=Tone.QUIET):
            return not any(is_live(span) for span in (*before.spans, *part.spans))
        case _:
            return False


# ── Text ──


def _texts(run: Sequence[Text]) -> list[Block]:
    match run[0].tone:
        case Tone.TITLE:
            return _title(run[0])
        case Tone.QUIET:
            lines = [span for part in run for span in (Span("\n"), *part.spans)]
            return small(lines[1:])
        case tone:
            return rich_text(
                [[*_air(number, part), *_sign(tone), *elements(part.spans)] for number, part in enumerate(run)]
            )


def _air(number: int, part: Text) -> list[Block]:
    """An empty line before a heading that follows other lines."""
    return [{"type": "text", "text": "\n"}] if number and _is_heading(part) else []


def _is_heading(part: Text) -> bool:
    return bool(part.plain.strip()) and all(span.bold for span in part.spans)


def _title(part: Text) -> list[Block]:
    words = escape(part.plain)
    if not words.strip():
        return []
    if size(words) <= limits.HEADER and "\n" not in words and not any(is_live(span) for span in part.spans):
        return [{"type": "header", "text": plain(part.plain)}]
    return rich_text([elements([replace(span, bold=True) for span in part.spans])])


def _sign(tone: Tone) -> list[Block]:
    warning: list[Block] = [{"type": "emoji", "name": "warning"}, {"type": "text", "text": " "}]
    return warning if tone is Tone.WARNING else []


# ── Pictures ──


def _picture(part: Picture) -> list[Block]:
    """By what Slack calls it; its words where Slack does not have it, or they are too long to stand under it."""
    alt = part.alt.strip()
    if not part.ref or not alt or size(alt) > limits.ALT:
        return small([Span(part.alt)])
    return [{"type": "image", "slack_file": {"id": part.ref}, "alt_text": alt}]


# ── Fields and tables ──


def _widest(card: Card) -> float:
    """Of the labels that are words, not sentences, in all of its fields."""
    labels = [label for part in card.parts if isinstance(part, Fields) for label, _ in part.rows]
    return max((width(label) for label in labels if len(label) <= _WIDEST_LABEL), default=0.0)


def _fields(rows: Sequence[tuple[str, Text]], widest: float) -> list[Block]:
    return rich_text([[*_label(label, widest), *elements(value.spans)] for label, value in rows])


def _label(label: str, widest: float) -> list[Block]:
    return [*elements([Span(label, bold=True)]), _gap(widest - width(label))] if label.strip() else []


def _gap(ems: float) -> Block:
    """So wide and two letters more, in en spaces and a four-per-em space: there are no columns in rich text."""
    quarters = max(0, round(ems * 4)) + 4
    return {"type": "text", "text": "\u2002" * (quarters // 2) + "\u2005" * (quarters % 2)}


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
        return rich_text([elements((Span(" · ".join(row), bold=not n),)) for n, row in enumerate(grid)])
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in grid]
    return [_preformatted(text) for text in _texts_of(lines)]


def _preformatted(words: str) -> Block:
    inner: Block = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": words}]}
    return {"type": "rich_text", "elements": [inner]}


def _texts_of(lines: Sequence[str]) -> Iterator[str]:
    """Lines joined into texts that fit into one block each."""
    step = max(1, _LINES // max((cost(line) for line in lines), default=1))
    for start in range(0, len(lines), step):
        yield "\n".join(lines[start : start + step])
