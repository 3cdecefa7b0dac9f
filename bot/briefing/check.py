"""The claim check: a sentence that states something its facts do not say is dropped before it is shown."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.briefing.say import say
from bot.model import Dropped, Fact, Role

NUMBER = re.compile(r"\d[\d,.]*\d|\d")
CONTACT = re.compile(r"https?://|www\.|\S@\S|\+?\d[\d ().-]{7,}\d")
QUOTED = re.compile(r"“([^”]*)”")
WORD = re.compile(r"[^\W_]+", re.UNICODE)
LONG = 4  # letters: shorter words say nothing about support


@dataclass(frozen=True, slots=True)
class Check:
    """Compares sentences with the facts they cite. `known` is what may be named without a fact: rep, prospect."""

    facts: Mapping[str, Fact]
    names: Mapping[str, str]
    known: str = ""

    def objection(self, text: str, cited: Sequence[str]) -> str | None:
        """Why this sentence may not be shown; None when it may. A sentence without facts may hold no number."""
        missing = [fact_id for fact_id in cited if fact_id not in self.facts]
        if missing:
            return f"cites {missing[0]}, which does not exist"
        said = " ".join(self._words(self.facts[fact_id]) for fact_id in cited)
        allowed = f"{said} {self.known}"
        return (
            _contact(text, allowed)
            or _numbers(text, allowed)
            or _quotes(text, allowed)
            or self._support(text, cited, said)
        )

    def _support(self, text: str, cited: Sequence[str], said: str) -> str | None:
        """Rule 1: a sentence that cites facts shares a word or a number of theirs; questions need not."""
        if not cited or text.rstrip().endswith("?"):
            return None
        mine = {word.casefold() for word in WORD.findall(text) if len(word) >= LONG or word.isdigit()}
        theirs = {word.casefold() for word in WORD.findall(said)}
        return None if mine & theirs else "nothing in it stands in the facts it cites"

    def _words(self, fact: Fact) -> str:
        slots = " ".join(f"{value}" for role, value in fact.others.items() if role is not Role.WHAT)
        value = fact.value if isinstance(fact.value, str | int | float) else ""
        return f"{say(fact, self.names.get(fact.subject, ''))} {slots} {value} {fact.source.name}"

    def kept(self, lines: Iterable[tuple[str, Sequence[str]]], dropped: list[Dropped]) -> bool:
        """Whether all these sentences may be shown; those that may not are added to `dropped`."""
        objections = [(text, self.objection(text, cited)) for text, cited in lines]
        dropped += [Dropped(text, reason) for text, reason in objections if reason]
        return not any(reason for _, reason in objections)


def _contact(text: str, allowed: str) -> str | None:
    return next(
        ("holds an address or a number to call" for found in CONTACT.findall(text) if found.strip() not in allowed),
        None,
    )


def _numbers(text: str, allowed: str) -> str | None:
    there = {number.rstrip(".,") for number in NUMBER.findall(allowed)}
    strange = next((n for n in NUMBER.findall(text) if n.rstrip(".,") not in there), None)
    return f"the number {strange} stands in none of its facts" if strange else None


def _quotes(text: str, allowed: str) -> str | None:
    strange = next((quote for quote in QUOTED.findall(text) if quote not in allowed), None)
    return "quotes what no fact says" if strange else None
