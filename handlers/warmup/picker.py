"""The question which of several is meant: a button each, with what tells it from the others."""

from collections.abc import Sequence

from bot.briefing import AS_TYPED
from bot.cards import Button, Buttons, Card, Fields, text
from bot.model import Candidate

LABEL = 60  # characters of a button; the reason stands beside it in full


def picker_card(words: str, candidates: Sequence[Candidate]) -> Card:
    """Candidates with a reason each, and a way on where none of them is meant."""
    rows = tuple((f"{number}. {name_of(c)}", text(c.reason)) for number, c in enumerate(candidates, 1))
    choices = [
        Button(f"{number}. {name_of(c)}"[:LABEL], "pick", _value(c.ref, words), primary=number == 1)
        for number, c in enumerate(candidates, 1)
    ]
    none = Button("None of these", "pick", _value(AS_TYPED, words))
    title = f"Which one do you mean by “{words}”?"
    return Card(title, (text(title), Fields(rows), Buttons((*choices, none))))


def chosen(value: str) -> tuple[str, str]:
    """The ref and the words a picker's button carries."""
    ref, _, words = value.partition("\n")
    return ref, words


def name_of(candidate: Candidate) -> str:
    """What to call a candidate: the person with their company, or the company."""
    names = (candidate.person.name if candidate.person else "", candidate.company.name if candidate.company else "")
    return ", ".join(name for name in names if name)


def _value(ref: str, words: str) -> str:
    return f"{ref}\n{words}"
