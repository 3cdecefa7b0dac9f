"""A question in a brief's thread: answered from its facts and from intel readable there, or "I don't know"."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace

from bot import briefing
from bot.briefing.say import say
from bot.cards import Button, Buttons, Card, Part, Span, Tone, bold, text
from bot.chat import Answer, Interaction
from bot.errors import UserMistake
from bot.model import Brief, Fact, Outcome, names
from bot.services import Services
from handlers.ask.finding import find

NO_BRIEF = "Ask that in the thread of a brief. Make one first, for example: /warmup Jane Doe at Acme"
HELD_OUT = "Of {name} I tell nothing until {until:%-d %B %Y}, comparison group. Press “Brief me anyway” on the card."
LOOKED = frozenset({Outcome.ANSWERED, Outcome.EMPTY, Outcome.UNCLEAR})
SILENT = frozenset({Outcome.FAILED, Outcome.LATE, Outcome.LIMITED})
OFF = frozenset({Outcome.NOT_CONFIGURED, Outcome.REFUSED})


def asking_again(asked: Interaction) -> Card:
    """What stands there while the sources are asked again."""
    said = f"Asking the sources again: {asked.text.partition(chr(10))[2]}"
    return Card(said, (text(said, tone=Tone.QUIET),))


async def ask(asked: Interaction, services: Services) -> Answer:
    """`@Warmup who is their CFO?` under a brief, or in direct messages after one."""
    brief = await briefing.in_thread(services, asked)
    if brief is None:
        raise UserMistake(NO_BRIEF)
    if brief.held_out:
        raise UserMistake(HELD_OUT.format(name=brief.prospect.title, until=brief.held_out.until))
    return await _answer(asked.text, brief, asked, services)


async def ask_again(asked: Interaction, services: Services) -> Answer:
    """*Ask the sources again*: a new brief, and the same question."""
    brief_id, _, question = asked.text.partition("\n")
    before = await briefing.kept(services, asked.team, brief_id)
    found = briefing.Identified(before.prospect, {}, asked.team)
    writer = briefing.Writer(briefing.Caller(), briefing.Hours.read(services.settings.warmup_window))
    async with aclosing(briefing.prepare(found, services, writer, asked.who.clock(services.now()))) as states:
        brief = replace(await anext(state async for state in states if state.complete), id=before.id)
    if brief.held_out:
        raise UserMistake(HELD_OUT.format(name=before.prospect.title, until=brief.held_out.until))
    return await _answer(question, brief, asked, services)


async def _answer(question: str, brief: Brief, asked: Interaction, services: Services) -> Card:
    if brief.consent.do_not_call:
        brief = replace(brief, facts=tuple(fact for fact in brief.facts if fact.topic.value not in {"phone", "email"}))
    facts = [*(fact for fact in brief.facts if not fact.heard), *await _heard(brief, asked, services)]
    found = find(question, brief, facts)
    again = Buttons((Button("Ask the sources again", "ask_again", f"{brief.id}\n{question}"[:1900]),))
    return _found_card(brief, found.facts, again) if found.facts else _unknown_card(brief, again)


async def _heard(brief: Brief, asked: Interaction, services: Services) -> list[Fact]:
    """What colleagues said about them that everybody who will read the answer may read."""
    now, company = asked.who.clock(services.now()), briefing.whom(brief.prospect).key.partition("|")[2]
    entries = await services.store.intel.about(asked.team, company) if company else ()
    holds = [entry for entry in entries if entry.open_at(now)]
    read = await briefing.readable(holds, briefing.reader(asked, services))
    return [briefing.intel_fact(entry, brief.prospect, now) for entry in read]


def _found_card(brief: Brief, facts: Sequence[Fact], again: Buttons) -> Card:
    """What the facts say, each with who said it and when."""
    called = names(brief.prospect, brief.facts)
    parts: list[Part] = []
    first = ""
    for fact in facts:
        source = Span(fact.source.name, link=fact.source.url)
        dates = [f"{word} {day}" for word, day in (("published", fact.published), ("seen", fact.seen)) if day]
        number = f"[{fact.id.removeprefix('F')}] " if fact.id else ""
        cited = text(number, source, f", {', '.join(dates)}" if dates else "", tone=Tone.QUIET)
        said = say(fact, called.get(fact.subject, "")).lstrip(" :")
        first = first or said
        parts += [text(said), cited]
    return Card(first, (*parts, again))


def _unknown_card(brief: Brief, again: Buttons) -> Card:
    """What was looked at, and what was not."""
    looked = [report.title for report in brief.reports if report.outcome in LOOKED]
    silent = [report.title for report in brief.reports if report.outcome in SILENT]
    off = [report.title for report in brief.reports if report.outcome in OFF]
    said = f"I don't know. I looked at {', '.join(looked) or 'nothing'}."
    more = f" No answer came from {', '.join(silent)}." if silent else ""
    more += f" Not connected: {', '.join(off)}." if off else ""
    return Card(said, (text(bold("I don't know. "), said.removeprefix("I don't know. "), more), again))
