"""How did the call go? On `log …`, by the brief's menu; with Undo, a note, and what only the rep can answer."""

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot import briefing, understand
from bot.briefing.workdays import Workdays
from bot.cards import Card, Form, TextInput
from bot.chat import Answer, Interaction
from bot.errors import UserMistake
from bot.model import Brief, CallOutcome, Keys, NotToCall, Prospect, Touch
from bot.router import sentence
from bot.services import Services
from handlers.outcome.card import logged_card, undone_card
from handlers.outcome.words import logged

GONE = "That call is not in the log any more."
TOO_LATE = "It is older than a minute and stays. Log what is right, for example: /warmup log Jane Doe at Acme talked"
BRIEFED_WITHIN = timedelta(hours=24)  # a brief of the prospect that recent counts as read before the call


def check_log(asked: Interaction) -> None:
    """Raises UserMistake for words that say nobody or no outcome."""
    understand.prospect(logged(asked.text).about)


async def log_words(asked: Interaction, services: Services) -> Answer:
    """`log Jane Doe at Acme voicemail [note]`."""
    said = logged(asked.text)
    prospect, keys = await _meant(said.about, asked, services)
    return await _log(asked, services, prospect, said.outcome, keys, note=said.note)


def check_dnc(asked: Interaction) -> None:
    """Raises UserMistake for words that say nobody."""
    if not asked.text.strip():
        raise UserMistake("Say who is not to be called. For example: /warmup dnc Jane Doe at Acme")
    understand.prospect(asked.text)


async def dnc(asked: Interaction, services: Services) -> Answer:
    """`dnc Jane Doe at Acme`: do not call, as if a call had ended so, but no call is counted."""
    prospect, keys = await _meant(asked.text, asked, services)
    return await _log(asked, services, prospect, CallOutcome.DO_NOT_CALL, keys, channel="note")


async def log_call(asked: Interaction, services: Services) -> Answer:
    """The menu on a brief: one tap opens it, the second logs."""
    brief_id, _, outcome = asked.text.partition("\n")
    brief = await briefing.kept(services, asked.team, brief_id, briefing.reader(asked, services))
    return await _log(asked, services, brief.prospect, CallOutcome(outcome), brief.keys, brief=brief)


async def undo(asked: Interaction, services: Services) -> Answer:
    """Take a touch back within its minute; a do-not-call it set goes with it."""
    touch = await _touch(asked, services, asked.text)
    undone = await services.store.touches.undo(asked.team, touch.id, services.now())
    if not undone and touch.undone_at is None:
        raise UserMistake(TOO_LATE)
    return undone_card(touch)


async def note_form(asked: Interaction, services: Services) -> Answer:
    """Ask for a note."""
    touch = await _touch(asked, services, asked.text)
    what = TextInput("note", "What is worth remembering?", touch.note, "asked for pricing", lines=True)
    return Form("Add a note", "note_saved", (what,), submit="Save", hidden=touch.id)


async def note_saved(asked: Interaction, services: Services) -> Answer:
    """Keep the note."""
    return await _annotated(asked, services, asked.text, asked.values.get("note", ""))


async def why_not(asked: Interaction, services: Services) -> Answer:
    """Why they are not interested."""
    touch_id, _, why = asked.text.partition("\n")
    return await _annotated(asked, services, touch_id, why)


async def who_form(asked: Interaction, services: Services) -> Answer:
    """Ask who the right person is."""
    touch = await _touch(asked, services, asked.text)
    who = TextInput("who", "Who is the right person?", placeholder="John Roe, VP Sales")
    return Form("Who is it?", "who_saved", (who,), submit="Save", hidden=touch.id)


async def who_saved(asked: Interaction, services: Services) -> Answer:
    """Keep who the right person is; the next brief's timeline says so."""
    return await _annotated(asked, services, asked.text, f"the right person: {asked.values.get('who', '')}")


async def _meant(about: str, asked: Interaction, services: Services) -> tuple[Prospect, Keys]:
    """Whom they mean, and how warm those are as far as the store knows. Raises UserMistake for several."""
    found = await briefing.whom_meant(about, services, asked.team)
    if isinstance(found, briefing.Candidates):
        several = "; ".join(dict.fromkeys(candidate.reason for candidate in found.candidates))
        raise UserMistake(f"Several may be meant ({several}). Brief them first: /warmup {about}")
    return found.prospect, briefing.judge(await briefing.known_here(found, services))


async def _log(  # noqa: PLR0913 (what makes a touch)
    asked: Interaction,
    services: Services,
    prospect: Prospect,
    outcome: CallOutcome,
    keys: Keys,
    *,
    brief: Brief | None = None,
    note: str = "",
    channel: str = "call",
) -> Card:
    now, whom = services.now(), briefing.whom(prospect)
    read = brief if brief and not brief.held_out else None
    seen = read or await briefing.newest(services, asked.team, whom.key, now - BRIEFED_WITHIN)
    touch = Touch(
        id=uuid.uuid5(uuid.NAMESPACE_OID, f"{asked.team}|{asked.key}").hex,
        team=asked.team,
        whom=whom,
        rep=asked.who.id,
        rep_name=asked.who.name or "A colleague",
        at=now,
        channel=channel,
        outcome=outcome,
        note=note,
        briefed=seen is not None,
        warmth=keys.turned,
        keys=" ".join(name for name in ("who", "why_now", "way_in") if getattr(keys, name).turned),
        trigger=_trigger(seen) if seen else "",
        brief_id=brief.id if brief else None,
        hour=now.astimezone(ZoneInfo(asked.who.zone or "UTC")).hour,
    )
    if outcome is CallOutcome.DO_NOT_CALL:  # before anything else, so that nobody is shown the number meanwhile
        await services.store.consents.forbid(
            [_forbidden(touch, kind, value) for kind, value in briefing.marks(prospect)]
        )
    kept, new = await services.store.touches.log(touch, asked.key)
    if not new:
        mine = kept.rep == asked.who.id
        said = f"{'You have' if mine else f'{kept.rep_name} has'} just logged that call: {kept.outcome.label.lower()}."
        raise UserMistake(f"{said} Another outcome? Press Undo there first." if mine else said)
    return logged_card(kept, now, workdays(asked, services))


def _forbidden(touch: Touch, kind: str, value: str) -> NotToCall:
    return NotToCall(touch.team, kind, value, touch.note, touch.rep, touch.rep_name, touch.at, touch.id)


def _trigger(brief: Brief) -> str:
    """The topic of the event that turned *why now* in a brief."""
    ids = brief.keys.why_now.line.facts if brief.keys.why_now.turned else ()
    return next((fact.topic.value for fact in brief.facts if fact.id in ids), "")


def workdays(asked: Interaction, services: Services) -> Workdays:
    """The working time of the person who asked."""
    return Workdays(ZoneInfo(asked.who.zone or "UTC"), services.settings.warmup_region)


async def _annotated(asked: Interaction, services: Services, touch_id: str, note: str) -> Card:
    touch = await _touch(asked, services, touch_id)
    await services.store.touches.annotate(asked.team, touch.id, note)
    return sentence(f"Noted for {touch.whom.title}: {note}")


async def _touch(asked: Interaction, services: Services, touch_id: str) -> Touch:
    touch = await services.store.touches.find(asked.team, touch_id)
    if touch is None:
        raise UserMistake(GONE)
    return touch
