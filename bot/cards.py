"""One card language: what to show, drawn by each platform; no word of it is ever lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Tone(StrEnum):
    """How a text is meant."""

    PLAIN = "plain"
    TITLE = "title"
    QUIET = "quiet"  # small print
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of literal text: never markup, whatever it contains. `link` comes from a Source and is http(s).

    `who` is the platform's id of a person of the team: they are called (mentioned), and `text` is their name where
    the platform cannot do that. It never comes from outside text.
    """

    text: str
    bold: bool = False
    link: str | None = None
    who: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    spans: tuple[Span, ...]
    tone: Tone = Tone.PLAIN

    @property
    def plain(self) -> str:
        """Its words, without marks."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Fields:
    """Labelled lines: `Why now   opened its Reno plant`; a mark (✔, ✘) may stand before the label."""

    rows: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A press runs `action` (a key of ROUTES) with `value` as its text."""

    label: str
    action: str
    value: str = ""
    primary: bool = False
    opens: bool = False  # a form, although its action does not always: Teams has to know before it is pressed


@dataclass(frozen=True, slots=True)
class Menu:
    """A button that unfolds: choosing an option runs `action` with the option's value as its text."""

    label: str
    action: str
    options: tuple[tuple[str, str], ...]  # label and value
    opens: tuple[str, ...] = ()  # the values that open a form


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of buttons and menus."""

    buttons: tuple[Button | Menu, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; every cell is literal text."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of our own, legible on light and on dark. `alt` says in words what it shows.

    `png` is the file in base64, so that a card can be kept as JSON; `ref` is what a platform calls it once it has it.
    """

    png: str
    alt: str
    ref: str = ""


Part = Text | Fields | Buttons | Table | Picture


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown. `summary` is the notification and screen-reader text; `more` goes on in its thread."""

    summary: str
    parts: tuple[Part, ...]
    about: str = ""  # the brief it shows: so that what is said in its thread is about that brief
    more: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class TextInput:
    """A line (or lines) to type."""

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    lines: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ChannelInput:
    """A conversation to choose."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class MomentInput:
    """A day and a time to choose; its value is seconds since 1970, as text."""

    name: str
    label: str
    at: datetime | None = None  # what stands there at first


@dataclass(frozen=True, slots=True)
class PersonInput:
    """A colleague to choose; its value is the platform's id of them."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class ChoiceInput:
    """One of a few options (label and value)."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str = ""  # what is chosen at first; the first option when it is none of them


Input = TextInput | ChannelInput | MomentInput | PersonInput | ChoiceInput


@dataclass(frozen=True, slots=True)
class Form:
    """A dialog; submitting runs `action` with `hidden` as its text and the inputs as its values."""

    title: str
    action: str
    inputs: tuple[Input, ...]
    submit: str = "OK"
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Errors:
    """What is wrong with a form's inputs: name → one sentence."""

    by_input: Mapping[str, str] = field(default_factory=dict[str, str])


def text(*spans: Span | str, tone: Tone = Tone.PLAIN) -> Text:
    """A paragraph of spans; a bare string is a literal span."""
    return Text(tuple(span if isinstance(span, Span) else Span(span) for span in spans), tone)


def bold(words: str) -> Span:
    """Bold literal words."""
    return Span(words, bold=True)


def words(card: Card) -> str:
    """Every word a card says, in reading order: what no platform may lose."""
    said: list[str] = []
    for part in (*card.parts, *card.more):
        match part:
            case Text():
                said.append(part.plain)
            case Fields(rows):
                said += [f"{label} {value.plain}" for label, value in rows]
            case Buttons(buttons):
                said += [label for button in buttons for label in _labels(button)]
            case Table(header, rows):
                said += [" ".join(header), *(" ".join(row) for row in rows)]
            case Picture(alt=alt):
                said.append(alt)
    return "\n".join(said)


def _labels(button: Button | Menu) -> list[str]:
    options = [label for label, _ in button.options] if isinstance(button, Menu) else []
    return [button.label, *options]


def mention(who: str, name: str) -> Span:
    """A colleague, called by the platform."""
    return Span(name, who=who)
