"""What I promised, until it is done: remind me, list, due, done, snooze, reschedule, hand over."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot import briefing, understand
from bot.briefing.workdays import Workdays
from bot.cards import Card, Form, MomentInput, PersonInput, TextInput
from bot.chat import Answer, Interaction, written
from bot.errors import UserMistake
from bot.model import FollowUp, Whom
from bot.services import Services
from bot.understand import company_key, person_key
from handlers.follow_up.card import SPANS, confirmed_card, due_card, list_card, over_card
from handlers.follow_up.news import what_changed

EXAMPLE = "For example: /warmup remind Jane Doe at Acme in 3 days to send pricing"
OVER = "That follow-up is over already."
MORNING = time(9)


async def remind(asked: Interaction, services: Services) -> Answer:
    """`remind Jane Doe at Acme in 3 days to send pricing`."""
    said = understand.split_reminder(asked.text, services.now(), _zone(asked), asked.who.locale or "en-US")
    if said.when is None:
        raise said.problem or UserMistake(f"When shall I remind you? {EXAMPLE}")
    if not said.about and not said.what:
        raise UserMistake(f"Of whom or of what shall I remind you? {EXAMPLE}")
    whom = _whom(said.about, services) if said.about else Whom("|", None, None)
    return await _promise(asked, services, whom, said.when.at, said.what, named=True)


async def remind_me(asked: Interaction, services: Services) -> Answer:
    """The menu on a brief: in an hour, tomorrow, in 3 days, next week."""
    brief_id, _, choice = asked.text.partition("\n")
    brief = await briefing.kept(services, asked.team, brief_id)
    if not choice:
        return await pick_date(replace(asked, text=brief_id), services)
    due = _chosen(choice, asked, services)
    whom = briefing.whom(brief.prospect)
    return await _promise(asked, services, whom, due, "", named=choice == "hour", brief_id=brief.id)


async def pick_date(asked: Interaction, services: Services) -> Answer:
    """Ask for the day and the time; the text is the id of a brief or of a touch."""
    tomorrow = _workdays(asked, services).in_workdays(services.now(), 1, MORNING)
    what = TextInput("what", "What did you promise?", placeholder="send pricing", optional=True)
    return Form("Remind me", "remind_at", (MomentInput("at", "When?", tomorrow), what), "Remind me", asked.text)


async def remind_at(asked: Interaction, services: Services) -> Answer:
    """The form of *Pick a date*."""
    due = _moment(asked.values.get("at", ""), services)
    whom, brief_id = await _about(asked, services, asked.text)
    return await _promise(asked, services, whom, due, asked.values.get("what", ""), named=True, brief_id=brief_id)


async def propose(asked: Interaction, services: Services) -> Answer:
    """The next touch an outcome proposed."""
    ref, due, what = asked.text.split("\n", 2)
    whom, brief_id = await _about(asked, services, ref)
    return await _promise(asked, services, whom, datetime.fromisoformat(due), what, named=False, brief_id=brief_id)


async def mine(asked: Interaction, services: Services) -> Answer:
    """`followups`: overdue, today, coming."""
    promises = await services.store.follow_ups.mine(asked.team, asked.who.id)
    return list_card(promises, services.now(), _zone(asked))


async def due(asked: Interaction, services: Services) -> Answer:
    """A promise is due: the scheduler asks, as if a person had; None when it was moved or ended meanwhile."""
    promise_id, _, turn = asked.text.partition("\n")
    promise = await services.store.follow_ups.find(asked.team, promise_id)
    if promise is None or promise.state != "open" or str(promise.turn) != turn:
        return None
    return due_card(promise, await what_changed(promise, services), gone=asked.who.gone)


async def done(asked: Interaction, services: Services) -> Answer:
    """Kept."""
    return await _ended(asked, services, "done", "Done")


async def cancel(asked: Interaction, services: Services) -> Answer:
    """Withdrawn."""
    return await _ended(asked, services, "cancelled", "Cancelled")


async def snooze(asked: Interaction, services: Services) -> Answer:
    """A new time from the menu."""
    promise_id, _, choice = asked.text.partition("\n")
    return await _moved(asked, services, promise_id, _chosen(choice, asked, services), named=choice == "hour")


async def reschedule_form(asked: Interaction, services: Services) -> Answer:
    """Ask for the new day and time."""
    promise = await services.store.follow_ups.find(asked.team, asked.text)
    if promise is None or promise.state != "open":
        raise UserMistake(OVER)
    at = max(promise.due, services.now())
    return Form("Reschedule", "rescheduled", (MomentInput("at", "When?", at),), "Move it", promise.id)


async def rescheduled(asked: Interaction, services: Services) -> Answer:
    """The form of *Reschedule*."""
    due_at = _moment(asked.values.get("at", ""), services)
    return await _moved(asked, services, asked.text, due_at, named=True)


async def hand_over_form(asked: Interaction, services: Services) -> Answer:
    """Ask who keeps it from now on."""
    promise = await services.store.follow_ups.find(asked.team, asked.text)
    if promise is None or promise.state != "open":
        raise UserMistake(OVER)
    return Form("Hand over", "handed_over", (PersonInput("who", "Who keeps it from now on?"),), "Hand over", promise.id)


async def handed_over(asked: Interaction, services: Services) -> Answer:
    """The form of *Hand over*."""
    colleague = asked.values.get("who", "")
    if not colleague:
        raise UserMistake("Choose the colleague who keeps it from now on.")
    name = asked.values.get("who_name") or (await services.rooms.person(asked, colleague)).name
    return await _given(asked, services, colleague, name or "your colleague")


async def take_over(asked: Interaction, services: Services) -> Answer:
    """Somebody takes over what a colleague who left had promised."""
    return await _given(asked, services, asked.who.id, asked.who.name or "A colleague")


def check_moment(asked: Interaction) -> None:
    """Raises UserMistake when no moment was chosen."""
    if not asked.values.get("at", "").isdecimal():
        raise UserMistake("Choose a day and a time, for example tomorrow at 9:00.")


async def _promise(  # noqa: PLR0913 (what makes a promise)
    asked: Interaction,
    services: Services,
    whom: Whom,
    due_at: datetime,
    what: str,
    *,
    named: bool,
    brief_id: str | None = None,
) -> Card:
    promise = FollowUp(
        id=uuid.uuid5(uuid.NAMESPACE_OID, f"{asked.team}|{asked.key}").hex,
        team=asked.team,
        rep=asked.who.id,
        rep_name=asked.who.name or "You",
        zone=asked.who.zone or "UTC",
        whom=whom,
        what=what.strip(),
        due=due_at.astimezone(UTC),
        named=named,
        place=written(asked.place),
        made_at=services.now(),
        brief_id=brief_id,
    )
    kept, _ = await services.store.follow_ups.promise(promise, asked.key)
    return confirmed_card(kept)


def _whom(words: str, services: Services) -> Whom:
    typed = briefing.understood(words, services)
    company = typed.company or typed.domain
    person = typed.person or typed.email
    key = f"{person_key(person) if person else ''}|{company_key(company) if company else ''}"
    return Whom(key, person, company)


async def _about(asked: Interaction, services: Services, ref: str) -> tuple[Whom, str | None]:
    """Whom a touch or a brief is about, and the brief's id."""
    touch = await services.store.touches.find(asked.team, ref)
    if touch:
        return touch.whom, touch.brief_id
    brief = await briefing.kept(services, asked.team, ref)
    return briefing.whom(brief.prospect), brief.id


def _chosen(choice: str, asked: Interaction, services: Services) -> datetime:
    """An hour is kept to the minute; days are working days in the morning, for Warmup chose that time."""
    now = services.now()
    if choice == "hour":
        return now + SPANS["hour"]
    local = (now + SPANS.get(choice, SPANS["tomorrow"])).astimezone(_zone(asked))
    return _workdays(asked, services).moved(datetime.combine(local.date(), MORNING, _zone(asked)))


def _moment(value: str, services: Services) -> datetime:
    due_at = datetime.fromtimestamp(int(value), UTC)
    if due_at <= services.now():
        raise UserMistake("That moment is over. Choose one to come, for example tomorrow at 9:00.")
    return due_at


async def _moved(asked: Interaction, services: Services, promise_id: str, due_at: datetime, *, named: bool) -> Card:
    moved = await services.store.follow_ups.move(
        asked.team, promise_id, due_at.astimezone(UTC), services.now(), named=named
    )
    if moved is None:
        raise UserMistake(OVER)
    return confirmed_card(moved, again=True)


async def _ended(asked: Interaction, services: Services, state: str, how: str) -> Card:
    promise = await services.store.follow_ups.end(asked.team, asked.text, state, services.now())
    if promise is None:
        raise UserMistake(OVER)
    return over_card(promise, how)


async def _given(asked: Interaction, services: Services, rep: str, name: str) -> Card:
    promise = await services.store.follow_ups.hand_over(asked.team, asked.text, rep, name)
    if promise is None:
        raise UserMistake(OVER)
    return confirmed_card(replace(promise, rep_name=name), given=True)


def _zone(asked: Interaction) -> ZoneInfo:
    return ZoneInfo(asked.who.zone or "UTC")


def _workdays(asked: Interaction, services: Services) -> Workdays:
    return Workdays(_zone(asked), services.settings.warmup_region)
