"""A message that somebody is about to save: what of it travels through the form, and the form itself."""

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from bot.cards import ChoiceInput, Form, Input, TextInput
from bot.chat import Interaction, Message, Place
from bot.errors import UserMistake
from bot.model.intel import IntelKind
from bot.services import Services

CARRIED = 2_500  # bytes: the least any platform carries in a form is 3,000
KINDS = (("Something happened or will", "event"), ("Somebody knows somebody", "way in"), ("Worth knowing", "note"))


@dataclass(frozen=True, slots=True)
class Captured:
    """A message: its words, who wrote it when, and where it stands; no words when they are still to be typed."""

    text: str
    place: Place
    author: str = ""
    name: str = ""
    at: datetime | None = None
    link: str | None = None
    message: str | None = None


_captured: TypeAdapter[Captured] = TypeAdapter(Captured)


def written(said: Captured) -> str:
    """As a form carries it; the end of a very long message is left out."""
    while len(packed := _captured.dump_json(said)) > CARRIED:
        kept = len(said.text) - max(1, (len(packed) - CARRIED) // 4)
        said = replace(said, text=said.text.removesuffix("…")[: max(0, kept - 1)] + "…")
    return packed.decode()


def read(hidden: str) -> Captured:
    """What a form carried. Raises UserMistake."""
    try:
        return _captured.validate_json(hidden)
    except ValidationError as error:
        raise UserMistake("That form is too old. Please choose *Save as intel* again.") from error


async def captured(asked: Interaction, services: Services) -> Captured:
    """The message a person chose; its place with its kind, its author with their name. Raises UserMistake."""
    message, told = asked.message, asked.values
    if message is None or not asked.text.strip():
        raise UserMistake("There are no words in that message that I could keep.")
    place = await services.rooms.where(message.place)
    author = told.get("author_id", "")
    name = told.get("author") or (await services.rooms.person(asked, author)).name if author else "An app"
    link = told.get("link") or await services.rooms.link(message)
    said_at = _moment(told.get("written_at", "")) or asked.at
    return Captured(asked.text, place, author, name or "A colleague", said_at, link, message.id)


async def quoted(message: Message, asked: Interaction, services: Services) -> Captured | None:
    """The message somebody marked, fetched for that; None where it cannot be."""
    said = await services.rooms.quote(message)
    if said is None or not said.text:
        return None
    author = asked.values.get("author_id") or said.author
    told = {"author_id": author, "written_at": said.at.isoformat() if said.at else "", "link": said.link or ""}
    return await captured(replace(asked, text=said.text, values=told, message=message), services)


def form(said: Captured, about: str, kind: IntelKind, expires: str) -> Form:
    """About whom, what kind, and until when."""
    inputs: list[Input] = []
    if not said.text:
        inputs.append(TextInput("words", "What did you hear?", placeholder="They froze hiring until March", lines=True))
    inputs += [
        TextInput("about", "About whom?", about, "Jane Doe at Acme"),
        ChoiceInput("kind", "What is it?", KINDS, kind.value),
        TextInput("expires", "Until when does it hold?", expires, "until March", optional=True),
    ]
    return Form("Save as intel", "save_intel", tuple(inputs), "Save", written(said))


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None
