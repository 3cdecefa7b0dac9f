"""Ask a colleague whether they know a prospect: drafted, edited by the rep, answered with a tap for everybody."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot import briefing
from bot.cards import Button, Buttons, Card, Form, Input, PersonInput, TextInput, bold, mention, text
from bot.chat import Answer, Elsewhere, Interaction
from bot.errors import MessengerError, UserMistake
from bot.model import Brief, Fact, Kind, Role
from bot.model.introductions import Introduction, Knows
from bot.router import sentence
from bot.services import Services

MOST, WEEK = 3, timedelta(days=7)  # so many questions a week to anyone
TOO_MANY = "{name} has been asked {most} times this week, or wants no such questions. Try somebody else."
LONGEST = 600  # characters of the question


async def ask_colleague(asked: Interaction, services: Services) -> Answer:
    """*Ask Sam* on a way in that nobody confirmed: the draft, to be edited; whom to ask where it is not clear."""
    brief = await briefing.kept(services, asked.team, asked.text)
    name, address = _colleague(brief.facts, brief)
    found = await services.rooms.colleague(asked, address) if address else None
    who: list[Input] = [] if found else [PersonInput("who", f"Who is {name}?" if name else "Whom do you want to ask?")]
    draft = TextInput("words", "Your question", _draft(brief, (found and found.name) or name), lines=True)
    hidden = f"{brief.id}\n{found.id}\n{found.name or name}" if found else f"{brief.id}\n\n"
    return Form("Ask a colleague", "colleague_asked", (*who, draft), "Send", hidden)


def check_asked(asked: Interaction) -> None:
    """Raises UserMistake without words, or with nobody chosen."""
    if not asked.values.get("words", "").strip():
        raise UserMistake("Say in a sentence what you want to know.")
    if not asked.text.split("\n")[1] and not asked.values.get("who"):
        raise UserMistake("Choose the colleague you want to ask.")


async def colleague_asked(asked: Interaction, services: Services) -> Answer:
    """The form: it goes to them directly, at most three times a week to anyone."""
    brief_id, who, name = asked.text.split("\n", 2)
    brief = await briefing.kept(services, asked.team, brief_id)
    colleague = await services.rooms.person(asked, who or asked.values.get("who", ""))
    if colleague.id == asked.who.id:
        raise UserMistake("That is you. Log what you know: /warmup intel Jane Doe at Acme I know her from Initech")
    new = Introduction(
        id=uuid.uuid5(uuid.NAMESPACE_OID, f"{asked.team}|{asked.key}").hex,
        team=asked.team,
        whom=briefing.whom(brief.prospect),
        rep=asked.who.id,
        rep_name=asked.who.name or "A colleague",
        colleague=colleague.id,
        colleague_name=colleague.name or name or "Your colleague",
        asked_at=services.now(),
    )
    if not await services.store.introductions.ask(new, services.now() - WEEK, MOST):
        raise UserMistake(TOO_MANY.format(name=new.colleague_name, most=MOST))
    try:
        place = await services.rooms.direct(asked, colleague.id)
    except MessengerError as error:
        raise UserMistake(f"I cannot write to {new.colleague_name} directly: they have to add me first.") from error
    card = asked_card(new, asked.values["words"].strip()[:LONGEST])
    return Elsewhere(place, card, sentence(f"Asked {new.colleague_name}. Their answer will be in the next brief."))


async def knows(asked: Interaction, services: Services) -> Answer:
    """Their answer: from now on it grades the way in, for everybody, with its date."""
    id_, _, said = asked.text.partition("\n")
    answer = Knows(said)
    one = await services.store.introductions.answer(asked.team, id_, asked.who.id, answer, services.now())
    if one is None:
        raise UserMistake("Only who was asked can answer that.")
    thanks = {
        Knows.NOT: f"Thank you. I will not count on you with {one.whom.title}.",
        Knows.INTRODUCES: f"Thank you! {one.rep_name} will see that you introduce them to {one.whom.title}.",
    }
    sentence_ = thanks.get(answer, f"Thank you. The next brief of {one.whom.title} says so.")
    change = tuple(Button(other.label, "knows", f"{one.id}\n{other.value}") for other in Knows if other is not answer)
    return Card(sentence_, (text(sentence_), text(f"You said: {answer.label}."), Buttons(change)))


async def no_questions(asked: Interaction, services: Services) -> Answer:
    """They do not want to be asked any more."""
    await services.store.introductions.quiet(asked.team, asked.who.id, services.now(), on=True)
    said = "Nobody can ask you such questions through me any more."
    return Card(said, (text(said), Buttons((Button("Let them ask again", "questions_again"),))))


async def questions_again(asked: Interaction, services: Services) -> Answer:
    """They may be asked again."""
    await services.store.introductions.quiet(asked.team, asked.who.id, services.now(), on=False)
    return sentence(f"Colleagues may ask you again, at most {MOST} times a week.")


def asked_card(one: Introduction, words: str) -> Card:
    """What the colleague sees: the question in the rep's words, and four answers."""
    said = f"{one.rep_name} asks: do you know {one.whom.title}?"
    answers = tuple(Button(answer.label, "knows", f"{one.id}\n{answer.value}") for answer in Knows)
    quiet = Buttons((Button("Don't ask me such things", "no_questions"),))
    return Card(said, (text(mention(one.rep, one.rep_name), " asks:"), text(bold(words)), Buttons(answers), quiet))


def _draft(brief: Brief, name: str) -> str:
    hello = f"Hi {name.split(maxsplit=1)[0]}, " if name else "Hi, "
    person = brief.prospect.title.replace(" · ", " at ")
    return f"{hello}I am about to call {person}. Do you know them, and how well?"


def _colleague(facts: Sequence[Fact], brief: Brief) -> tuple[str, str]:
    """The colleague of the first way in that nobody confirmed, and their address where the records have it."""
    person = brief.prospect.person
    ways = [f for f in facts if f.kind is Kind.RELATION and person and f.subject == person.id and not _confirmed(f)]
    shown = [fact for fact in ways if fact.id in brief.keys.way_in.line.facts]
    if not ways:
        return "", ""
    fact = (shown or ways)[0]
    told = fact.value.get("colleague_email") if isinstance(fact.value, Mapping) else None
    return fact.others.get(Role.COLLEAGUE, ""), str(told or "")


def _confirmed(fact: Fact) -> bool:
    return isinstance(fact.value, Mapping) and bool(fact.value.get("confirmed_by") or fact.value.get("denied"))
