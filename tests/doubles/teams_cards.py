"""What Teams refuses in a message: limits as documented, written apart from our own, so that one checks the other."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

Thing = Mapping[str, Any]

ELEMENTS = frozenset(
    "TextBlock RichTextBlock TextRun ColumnSet Column Container FactSet ActionSet AdaptiveCard Input.Text"
    " Input.ChoiceSet Image Input.Date Input.Time Action.Execute Action.Submit Action.ShowCard Action.OpenUrl".split()
)
MARKDOWN = frozenset({"TextBlock", "FactSet"})
_WORDS = ("text", "title", "label")


def trouble(activity: Thing) -> list[str]:
    """Everything Teams would refuse, or show wrongly, in this activity; empty when it takes it."""
    found = [] if str(activity.get("summary", "")).strip() else ["no summary"]
    for attachment in activity["attachments"]:
        found += card_trouble(attachment["content"])
    labels = [one for one in activity.get("entities", []) if one["type"] == "https://schema.org/Message"]
    return found + (["two root entities"] if len(labels) > 1 else [])


def card_trouble(card: Thing) -> list[str]:
    """What is wrong with a card."""
    sent = json.dumps(card, ensure_ascii=False, separators=(",", ":"))  # as it goes over the line
    size = len(sent.encode("utf-8", "surrogatepass"))
    found = [f"{size} bytes"] if size > 25_000 else []
    if card.get("version") != "1.5" or not card.get("fallbackText"):
        found.append("no version or fallback text")
    if not card.get("body"):
        found.append("nothing to show")
    ids = [thing["id"] for thing in walk(card) if str(thing.get("type", "")).startswith("Input.")]
    found += ["an input's id twice"] if len(ids) != len(set(ids)) else []
    return found + [wrong for thing in walk(card) for wrong in _wrong(thing)]


def _wrong(thing: Thing) -> Iterator[str]:
    kind = thing.get("type", "")
    if kind and kind not in ELEMENTS | {"mention", "task/fetch"}:
        yield f"{kind} is not in 1.5"
    if len(thing.get("actions", [])) > 5:
        yield "six actions"
    if kind == "Action.OpenUrl" and not str(thing["url"]).startswith("https://"):
        yield f"a link to {thing['url']}"
    if kind.startswith("Action.") and not str(thing.get("title", "x")).strip():
        yield "a button without a title"
    if kind == "RichTextBlock" and not "".join(run["text"] for run in thing["inlines"]).strip():
        yield "an empty paragraph"
    for word in _WORDS:
        if (kind and "{{" in str(thing.get(word, ""))) or (kind and "${" in str(thing.get(word, ""))):
            yield "a binding that would be filled in"


def walk(thing: object) -> Iterator[Thing]:
    """Every object of a card, in reading order."""
    if isinstance(thing, Mapping):
        yield cast("Thing", thing)
        for value in cast("Thing", thing).values():
            yield from walk(value)
    elif isinstance(thing, Sequence) and not isinstance(thing, str):
        for one in cast("Sequence[object]", thing):
            yield from walk(one)


def words_shown(activity: Thing) -> str:
    """Every word a person can read, in order; a TextBlock's Markdown is read."""
    return "\n".join(card_words(attachment["content"]) for attachment in activity.get("attachments", []))


def card_words(card: Thing) -> str:
    """The same of one card."""
    said: list[str] = []
    for thing in walk(card.get("body", [])):
        kind = thing.get("type", "")
        if kind == "TextBlock":
            marked = re.sub(
                r"(?<!\\)(</?at>|\*\*|\]\(https[^)]*\)|\[)", "", thing["text"]
            )  # what is escaped is no mark
            said.append(re.sub(r"\\(.)", r"\1", marked))
        elif kind == "TextRun":
            said.append(thing["text"])
        elif kind == "Image":
            said.append(thing["altText"])
        elif kind.startswith(("Action.", "Input.")):
            said.append(str(thing.get("title") or thing.get("label") or ""))
    return "\n".join(said).replace("\u2060", "")


def live(activity: Thing) -> list[str]:
    """Links under words, mentions and calls that a reader could be drawn into: only what is wanted may be there."""
    things = list(walk(activity["attachments"]))
    links = [str(thing["url"]) for thing in things if thing.get("type") == "Action.OpenUrl"]
    calls = [str(thing["mentioned"]["id"]) for thing in things if thing.get("type") == "mention"]
    marked = [str(thing["text"]) for thing in things if thing.get("type") in MARKDOWN]
    return [*links, *calls, *marked]


def pressable(activity: Thing, label: str) -> Thing:
    """The button with this label, wherever it is folded away."""
    for thing in walk(activity["attachments"]):
        if str(thing.get("type", "")).startswith("Action.") and str(thing.get("title", "")).startswith(label):
            return thing
    raise AssertionError(f"no button {label!r} among {[t.get('title') for t in walk(activity['attachments'])]}")
