"""Draws a card for people at a prompt, with rich; every word is literal, whatever it contains."""

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text as Words

from bot.cards import Button, Buttons, Card, Fields, Menu, Part, Picture, Table, Text, Tone

STYLES = {Tone.PLAIN: "", Tone.TITLE: "bold", Tone.QUIET: "dim", Tone.WARNING: "bold red"}
MARKS = {"✔": "green", "✘": "red"}


def show(card: Card, console: Console, title: str | None = None) -> None:
    """Print a card in a frame; links are clickable where the terminal knows how."""
    body = Group(*(piece for at, part in enumerate((*card.parts, *card.more)) for piece in _spaced(at, part)))
    console.print(Panel(body, title=title, title_align="left", box=box.ROUNDED, padding=(1, 2), border_style="dim"))


def _spaced(at: int, part: Part) -> tuple[RenderableType, ...]:
    """A part, after an empty line where a new group begins."""
    heading = isinstance(part, Text) and len(part.spans) == 1 and part.spans[0].bold
    apart = at > 0 and (heading or isinstance(part, Fields | Buttons))
    return (Words(), drawn(part)) if apart else (drawn(part),)


def drawn(part: Part) -> RenderableType:
    """One part of a card."""
    match part:
        case Text():
            return _text(part)
        case Fields(rows):
            return _fields(rows)
        case Buttons(buttons):
            return _buttons(buttons)
        case Table(header, rows):
            return _table(header, rows)
        case Picture(alt=alt):
            return Words(f"▪ {_printable(alt)}", style="dim")


def _text(part: Text) -> Words:
    said = Words(style=STYLES[part.tone])
    for span in part.spans:
        style = Style(bold=span.bold or None, link=span.link, color="cyan" if span.link else None)
        name = span.text if not span.who or span.text.startswith("@") else f"@{span.text}"
        said.append(_printable(name), style=style)
    return said


def _buttons(buttons: tuple[Button | Menu, ...]) -> Words:
    """Buttons in a row; each menu on a line of its own with what can be chosen, since nobody can unfold it here."""
    said = Words(style="cyan")
    before: Button | Menu | None = None
    for button in buttons:
        same_row = isinstance(before, Button) and isinstance(button, Button)
        said.append("" if before is None else "  " if same_row else "\n")
        match button:
            case Button(label):
                said.append(f"[{_printable(label)}]")
            case Menu(label, options=options):
                said.append(f"[{_printable(label)} ▾] ")
                said.append(" · ".join(_printable(option) for option, _ in options), style="dim")
        before = button
    return said


def _fields(rows: tuple[tuple[str, Text], ...]) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(no_wrap=max((len(label) for label, _ in rows), default=0) <= 24, overflow="fold")  # noqa: PLR2004 (a label, no sentence)
    grid.add_column(ratio=1, overflow="fold")
    for label, value in rows:
        grid.add_row(Words(_printable(label), style=MARKS.get(label[:1], "bold")), _text(value))
    return grid


def _table(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, padding=(0, 1), header_style="bold")
    for name in header:
        grid.add_column(name, overflow="fold")
    for row in rows:
        grid.add_row(*(Words(_printable(cell)) for cell in row))
    return grid


def _printable(said: str) -> str:
    """Without control characters: outside text may not move the cursor or ring the bell."""
    return "".join(character for character in said if character.isprintable() or character in "\n\t")
