"""An account in the comparison group of an experiment: no brief, but always whether and how one may call."""

from dataclasses import replace
from datetime import datetime

from bot.briefing.team import whom
from bot.model import Brief, HeldOut, Key, Keys, Line, Outcome, Prospect
from bot.services import Services

UNASKED = "the comparison group: nobody is asked"


async def held_out(prospect: Prospect, services: Services, team: str, now: datetime) -> HeldOut | None:
    """Why a prospect gets no brief at this moment; None: they do. Raises NotStored."""
    account = whom(prospect).key.partition("|")[2]
    one = await services.store.experiments.holding_out(team, account, now) if team and account else None
    return HeldOut(one.until, one.started_by_name) if one else None


def withheld(brief: Brief, why: HeldOut) -> Brief:
    """The same without anything that was found out: do-not-call, hours and the number stay, with their facts.

    The keys keep whether they are turned, unsaid: every dial remembers how warm it was.
    """
    keys = brief.keys
    lines = (brief.window.line, brief.consent.line, *([brief.phone] if brief.phone else ()))
    stays = {fact for line in lines for fact in line.facts}
    return replace(
        brief,
        head=Line(f"{brief.prospect.title}: no brief until {why.until:%-d %B %Y}, comparison group"),
        keys=Keys(*(Key(turned=key.turned, line=Line("")) for key in (keys.who, keys.why_now, keys.way_in))),
        opener=None,
        voicemail=None,
        email=None,
        questions=(),
        objections=(),
        care=(),
        timeline=(),
        news=(),
        background=(),
        company=(),
        people=(),
        conflicts=(),
        unknown=(),
        dropped=(),
        facts=tuple(fact for fact in brief.facts if fact.id in stays),
        reports=tuple(
            replace(report, note=UNASKED) if report.outcome is Outcome.SKIPPED else report for report in brief.reports
        ),
        held_out=why,
    )
