"""Draws cards and forms as HTML: every word is escaped, whatever it contains."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.cards import (
    Button,
    Buttons,
    Card,
    ChannelInput,
    ChoiceInput,
    Fields,
    Input,
    Menu,
    MomentInput,
    Part,
    PersonInput,
    Picture,
    Span,
    Table,
    Text,
    TextInput,
    Tone,
)
from bot.desk.rooms import PEOPLE, Person, rooms_of
from bot.desk.screen import Dialog

MARKS = {"✔": "found", "✘": "missing"}
SEPARATOR = "|"  # between a button's action and its value: no action contains it
MOMENT = "%Y-%m-%dT%H:%M"  # what <input type="datetime-local"> speaks


@dataclass(frozen=True, slots=True)
class Pressed:
    """Where a press goes, and what it tells besides: which message, and which thread it stands in."""

    address: str
    told: Mapping[str, str]


def card(shown: Card, pressed: Pressed, reader: Person) -> Markup:
    """A card as somebody reads it."""
    return _join(_part(part, pressed, reader) for part in shown.parts)


def words(said: str) -> Markup:
    """What a person said."""
    return Markup("<p>{}</p>").format(said)


def _part(part: Part, pressed: Pressed, reader: Person) -> Markup:
    match part:
        case Text(spans, tone):
            return _text(spans, tone, reader)
        case Fields(rows):
            return Markup("<dl>{}</dl>").format(_join(_field(label, value, reader) for label, value in rows))
        case Buttons(buttons):
            return _buttons(buttons, pressed)
        case Table(header, rows):
            return _table(header, rows)
        case Picture(png, alt):
            return Markup('<img class="picture" src="data:image/png;base64,{}" alt="{}">').format(png, alt)


def _text(spans: tuple[Span, ...], tone: Tone, reader: Person) -> Markup:
    heading = tone is Tone.PLAIN and len(spans) == 1 and spans[0].bold
    kind = "heading" if heading else tone.value
    return Markup('<p class="{}">{}</p>').format(kind, _spans(spans, reader))


def _spans(spans: Iterable[Span], reader: Person) -> Markup:
    return _join(_span(span, reader) for span in spans)


def _span(span: Span, reader: Person) -> Markup:
    if span.who:
        name = span.text if span.text.startswith("@") else f"@{span.text}"
        return Markup('<span class="mention{}">{}</span>').format(" me" if span.who == reader.id else "", name)
    said = Markup("<b>{}</b>").format(span.text) if span.bold else Markup("{}").format(span.text)
    if span.link and span.link.startswith(("http://", "https://")):
        return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(span.link, said)
    return said


def _field(label: str, value: Text, reader: Person) -> Markup:
    kind = MARKS.get(label[:1], "plain")
    return Markup('<div class="{}"><dt>{}</dt><dd>{}</dd></div>').format(kind, label, _spans(value.spans, reader))


def _table(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Markup:
    head = _join(Markup('<th scope="col">{}</th>').format(name) for name in header)
    body = _join(
        Markup("<tr>{}</tr>").format(_join(Markup("<td>{}</td>").format(cell) for cell in row)) for row in rows
    )
    table = Markup('<div class="wide" tabindex="0"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>')
    return table.format(head, body)


# ── What can be pressed ──


def _buttons(buttons: tuple[Button | Menu, ...], pressed: Pressed) -> Markup:
    told = _join(Markup('<input type="hidden" name="{}" value="{}">').format(*each) for each in pressed.told.items())
    row = Markup('<form class="row" method="post" action="{}">{}{}</form>')
    return row.format(pressed.address, told, _join(_button(button) for button in buttons))


def _button(button: Button | Menu) -> Markup:
    match button:
        case Button(label, action, value, primary):
            return _press(label, action, value, "primary" if primary else "plain")
        case Menu(label, action, options):
            chosen = _join(_press(option, action, value, "option") for option, value in options)
            menu = Markup('<details class="menu"><summary>{}</summary><div class="options">{}</div></details>')
            return menu.format(label, chosen)


def _press(label: str, action: str, value: str, kind: str) -> Markup:
    press = Markup('<button class="{}" name="press" value="{}">{}</button>')
    return press.format(kind, f"{action}{SEPARATOR}{value}", label)


# ── Dialogs ──


def dialog(shown: Dialog, person: Person) -> Markup:
    """The inputs of an open form, as they were filled in, each with what is wrong with it."""
    return _join(_labelled(asked, shown, person) for asked in shown.form.inputs)


def _labelled(asked: Input, shown: Dialog, person: Person) -> Markup:
    wrong = shown.errors.by_input.get(asked.name, "")
    said = Markup('<p class="wrong" id="wrong-{}" role="alert">{}</p>').format(asked.name, wrong) if wrong else ""
    optional = Markup(' <span class="optional">optional</span>') if _is_optional(asked) else ""
    box = Markup('<p class="input"><label for="in-{}">{}{}</label>{}</p>{}')
    return box.format(asked.name, asked.label, optional, _input(asked, shown, person), said)


def _is_optional(asked: Input) -> bool:
    return isinstance(asked, TextInput) and asked.optional


def _input(asked: Input, shown: Dialog, person: Person) -> Markup:
    wrong = asked.name in shown.errors.by_input
    described = Markup(' aria-invalid="true" aria-describedby="wrong-{}"').format(asked.name) if wrong else Markup("")
    needed = Markup("") if _is_optional(asked) else Markup(" required")
    same = Markup('id="in-{0}" name="in-{0}"{1}{2}').format(asked.name, described, needed)
    filled = shown.values.get(asked.name)
    match asked:
        case TextInput(value=value, placeholder=placeholder, lines=lines):
            return _typed(same, value if filled is None else filled, placeholder, lines=lines)
        case ChannelInput():
            rooms = [(room.id, room.name) for room in rooms_of(person) if room.name.startswith("#")]
            return _select(same, rooms, filled)
        case ChoiceInput(options=options, value=value):
            return _select(same, [(chosen, label) for label, chosen in options], filled or value)
        case PersonInput():
            return _select(same, [(one.id, one.name) for one in PEOPLE], filled)
        case MomentInput(at=at):
            shown_at = datetime.fromtimestamp(int(filled), UTC) if filled and filled.isdecimal() else at
            moment = f"{shown_at.astimezone(person.clock):{MOMENT}}" if shown_at else ""
            note = Markup(' <span class="optional">{} time</span>').format(person.city)
            return Markup('<input type="datetime-local" {} value="{}">{}').format(same, moment, note)


def _typed(same: Markup, value: str, placeholder: str, *, lines: bool) -> Markup:
    if lines:
        return Markup('<textarea rows="4" {} placeholder="{}">\n{}</textarea>').format(same, placeholder, value)
    return Markup('<input type="text" autocomplete="off" {} placeholder="{}" value="{}">').format(
        same, placeholder, value
    )


def _select(same: Markup, options: Iterable[tuple[str, str]], chosen: str | None) -> Markup:
    listed = _join(
        Markup('<option value="{}"{}>{}</option>').format(id_, Markup(" selected") if id_ == chosen else "", name)
        for id_, name in options
    )
    return Markup("<select {}>{}</select>").format(same, listed)


def submitted(asked: Input, typed: str, zone: ZoneInfo) -> str:
    """The value of an input as handlers read it: a moment is seconds since 1970, all else is what was typed."""
    if not isinstance(asked, MomentInput):
        return typed.replace("\r\n", "\n").strip()
    try:
        return str(int(datetime.strptime(typed, MOMENT).replace(tzinfo=zone).timestamp()))
    except (ValueError, OverflowError):
        return ""


def _join(pieces: Iterable[Markup]) -> Markup:
    return Markup("").join(pieces)
