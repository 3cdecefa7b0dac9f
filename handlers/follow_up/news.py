"""What a due follow-up says besides itself: do-not-call, the call window, and what changed since the last brief."""

from contextlib import aclosing
from datetime import timedelta

from bot import briefing
from bot.cards import Part, Tone, bold, text
from bot.model import Brief, FollowUp
from bot.services import Services

LOOKED_BACK = timedelta(days=30)  # briefs are kept that long
SHOWN = 3  # a reminder is no brief


async def what_changed(promise: FollowUp, services: Services) -> list[Part]:
    """Nothing for a prospect nobody was briefed on; else the difference between that brief and now."""
    before = await briefing.newest(services, promise.team, promise.whom.key, services.now() - LOOKED_BACK)
    if before is None or before.prospect.company is None:
        return []
    after = await _now(before, promise, services)
    if after.consent.do_not_call:
        return [text(bold("Do not call. "), after.consent.line.text, tone=Tone.WARNING)]
    new = _new_lines(before, after)
    parts: list[Part] = [text("☎ ", after.window.line.text)]
    if new:
        parts += [text(bold("New since the brief")), *(text(f"• {line}") for line in new[:SHOWN])]
    return parts


async def _now(before: Brief, promise: FollowUp, services: Services) -> Brief:
    """The brief as it would be at this moment; within the deadline of any brief."""
    found = briefing.Identified(before.prospect, {}, promise.team)
    writer = briefing.Writer(briefing.Caller(promise.rep_name), briefing.Hours.read(services.settings.warmup_window))
    async with aclosing(
        briefing.prepare(found, services, writer, services.now().astimezone(before.as_of.tzinfo))
    ) as states:
        return await anext(state async for state in states if state.complete)


def _new_lines(before: Brief, after: Brief) -> list[str]:
    """Events and touches the last brief did not have."""
    known = {line.text for line in (*before.news, *before.background, *before.timeline, *before.care)}
    return [line.text for line in (*after.news, *after.care, *after.timeline) if line.text not in known]
