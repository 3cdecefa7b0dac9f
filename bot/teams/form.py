"""Our forms as Adaptive Cards, and what was filled in read back; a form travels whole, so that any process can."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import cast
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from bot.cards import ChannelInput, ChoiceInput, Form, Input, MomentInput, PersonInput, TextInput
from bot.teams import limits
from bot.teams.literal import cut, rich, run, shown
from bot.teams.spoken import said

Element = dict[str, object]
Choice = tuple[str, str]  # title, value

_DAY, _TIME = "__day", "__time"  # what stands behind an input's name; a moment is two inputs
MARK = "warmup"  # under this key our own data travels in a press or a dialog


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen where the form is shown."""

    channels: Sequence[Choice] = ()
    people: Sequence[Choice] = ()
    zone: str | None = None  # of the person, for moments


@dataclass(frozen=True, slots=True)
class Carried:
    """A form under way: what comes back when it is submitted, and what redraws it."""

    form: Form
    channels: Sequence[Choice] = ()
    people: Sequence[Choice] = ()
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class _Wire:
    """The same as it travels: each input says what it is."""

    title: str
    action: str
    submit: str
    hidden: str
    inputs: list[tuple[str, dict[str, object]]]
    channels: list[Choice]
    people: list[Choice]
    zone: str | None


_wire: TypeAdapter[_Wire] = TypeAdapter(_Wire)
_kinds: Mapping[str, TypeAdapter[Input]] = {
    kind.__name__: TypeAdapter(kind) for kind in (TextInput, ChannelInput, PersonInput, MomentInput, ChoiceInput)
}


def carried(form: Form, choices: Choices) -> Carried:
    """The form with only the choices it needs. Raises ValueError when it hides more than we carry."""
    if len(form.hidden) > limits.HIDDEN:
        raise ValueError(f"the form {form.action!r:.60} hides more than Teams carries")
    channels = any(isinstance(asked, ChannelInput) for asked in form.inputs)
    people = any(isinstance(asked, PersonInput) for asked in form.inputs)
    return Carried(
        form,
        choices.channels[: limits.CHOICES] if channels else (),
        choices.people[: limits.CHOICES] if people else (),
        choices.zone,
    )


def read_carried(data: Mapping[str, object]) -> Carried | None:
    """The form that came back; None when none did."""
    try:
        wire = _wire.validate_python(data.get(MARK))
        inputs = tuple(_kinds[kind].validate_python(told) for kind, told in wire.inputs)
    except (ValidationError, LookupError):
        return None
    form = Form(wire.title, wire.action, inputs, wire.submit, wire.hidden)
    return Carried(form, tuple(wire.channels), tuple(wire.people), wire.zone)


def _written(under_way: Carried) -> Element:
    form, channels, people = under_way.form, list(under_way.channels), list(under_way.people)
    inputs = [(type(one).__name__, _kinds[type(one).__name__].dump_python(one, mode="json")) for one in form.inputs]
    wire = _Wire(form.title, form.action, form.submit, form.hidden, inputs, channels, people, under_way.zone)
    return cast("Element", _wire.dump_python(wire, mode="json"))


def form_elements(under_way: Carried, wrong: Mapping[str, str]) -> list[Element]:
    """The inputs under each other, each with what is wrong with it."""
    inputs = under_way.form.inputs
    first = inputs[0].name if inputs else ""
    placed = {name if any(name == one.name for one in inputs) else first: said for name, said in wrong.items()}
    drawn: list[Element] = []
    if len(under_way.form.title) > limits.TITLE:
        drawn.append(rich([run(under_way.form.title)]))
    for asked in inputs:
        drawn += _input(asked, under_way)
        if asked.name in placed:
            drawn.append(rich([run(said(placed[asked.name]), color="Attention")], spacing="Small"))
    return drawn


def submit(under_way: Carried, kind: str) -> Element:
    """The button that sends it: `Action.Submit` in a dialog, `Action.Execute` on a card."""
    data = {MARK: _written(under_way)}
    sent: Element = {"type": kind, "title": cut(under_way.form.submit, limits.LABEL) or "OK", "data": data}
    return sent | ({"verb": under_way.form.action} if kind == "Action.Execute" else {})


def filled_in(under_way: Carried, data: Mapping[str, object], zone: str | None) -> dict[str, str]:
    """The inputs' values by name, "" where nothing was filled in; a moment is seconds since 1970.

    With a person goes their name: Teams tells the bot of nobody who has never talked to it.
    """
    values = {asked.name: _value(asked, data, zone or under_way.zone) for asked in under_way.form.inputs}
    called = {value: title for title, value in under_way.people}
    people = [asked.name for asked in under_way.form.inputs if isinstance(asked, PersonInput)]
    return values | {f"{name}_name": called[values[name]] for name in people if values[name] in called}


def _value(asked: Input, data: Mapping[str, object], zone: str | None) -> str:
    if isinstance(asked, MomentInput):
        return _moment(data.get(asked.name + _DAY), data.get(asked.name + _TIME), zone)
    value = data.get(asked.name)
    return shown(value) if isinstance(value, str) else ""


def _moment(day: object, hour: object, zone: str | None) -> str:
    try:
        at = datetime.combine(date.fromisoformat(str(day)), time.fromisoformat(str(hour)), _zone(zone))
    except ValueError:
        return ""
    return str(max(0, int(at.timestamp())))


def _zone(name: str | None) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ValueError, OSError, LookupError):
        return ZoneInfo("UTC")


def _input(asked: Input, under_way: Carried) -> list[Element]:
    label: Element = {"label": shown(asked.label) or "–"}
    match asked:
        case TextInput():
            return [label | _text(asked)]
        case ChannelInput():
            none = "I am in no channel that you are in. Add me to a team first: Apps, Warmup, Add to a team."
            return _choice(asked.name, label, under_way.channels, none)
        case PersonInput():
            none = "I know no colleague of yours yet. Add me to your team first: Apps, Warmup, Add to a team."
            return _choice(asked.name, label, under_way.people, none)
        case ChoiceInput():
            return [label | _one_of(asked)]
        case MomentInput():
            return _pickers(asked, label, under_way.zone)


def _text(asked: TextInput) -> Element:
    drawn: Element = {"type": "Input.Text", "id": asked.name, "isMultiline": asked.lines}
    if not asked.optional:
        drawn["isRequired"], drawn["errorMessage"] = True, "Please fill this in."
    given = {"value": shown(asked.value), "placeholder": shown(asked.placeholder)}
    return drawn | {name: said for name, said in given.items() if said}


def _one_of(asked: ChoiceInput) -> Element:
    options = [{"title": shown(label) or "–", "value": value} for label, value in asked.options[: limits.CHOICES]]
    values = [value for _, value in asked.options]
    chosen = asked.value if asked.value in values else next(iter(values), "")
    return {"type": "Input.ChoiceSet", "id": asked.name, "style": "compact", "choices": options, "value": chosen}


def _choice(name: str, label: Element, choices: Sequence[Choice], none: str) -> list[Element]:
    if not choices:
        return [rich([run(str(label["label"]), bold=True)]), rich([run(none)])]
    listed = [{"title": shown(title) or "–", "value": value} for title, value in choices]
    drawn: Element = {"type": "Input.ChoiceSet", "id": name, "style": "compact", "choices": listed}
    return [label | drawn | {"isRequired": True, "errorMessage": "Please choose."}]


def _pickers(asked: MomentInput, label: Element, zone: str | None) -> list[Element]:
    here = _zone(zone)
    at = asked.at.astimezone(here) if asked.at else None
    day: Element = {"type": "Input.Date", "id": asked.name + _DAY} | label
    hour: Element = {"type": "Input.Time", "id": asked.name + _TIME, "label": f"Time ({here.key})"}
    asking: Element = {"isRequired": True, "errorMessage": "Please choose."}
    if at is None:
        return [day | asking, hour | asking]
    return [day | asking | {"value": at.date().isoformat()}, hour | asking | {"value": f"{at:%H:%M}"}]


def as_epoch(value: str) -> datetime | None:
    """A moment's value as the moment it means; None when nothing was chosen."""
    return datetime.fromtimestamp(int(value), UTC) if value.isdecimal() else None


def as_mapping(value: object) -> Mapping[str, object]:
    """What should be a JSON object."""
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}
