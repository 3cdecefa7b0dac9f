"""The three keys as the card shows them: turned by which fact, or the cheapest way to get what is missing."""

from collections.abc import Sequence
from datetime import date

from bot.briefing import warmth
from bot.briefing.paths import Grade, Path, paths
from bot.briefing.say import month, on, say
from bot.briefing.warmth import TOLERANCE, Claim, Standing
from bot.model import Dossier, Fact, Identity, Key, Keys, Kind, Line, Role, Topic


def judge(dossier: Dossier, events: Sequence[Claim] | None = None) -> Keys:
    """The keys of a dossier as of its day; `events` are those of its facts, where somebody has them already."""
    today = dossier.as_of.date()
    claims = warmth.events(dossier.facts, today) if events is None else events
    standing = warmth.standing(dossier.prospect, dossier.facts, today)
    return Keys(
        who=_who(dossier, standing),
        why_now=_why_now(warmth.reasons(claims), today),
        way_in=_way_in(dossier, paths(dossier.prospect, dossier.facts, today)),
    )


def _who(dossier: Dossier, standing: Standing) -> Key:
    person = dossier.prospect.person
    if person is None:
        return _missing("No person named", "ask the switchboard who looks after this")
    role = standing.role
    if standing.strength >= warmth.WHO - TOLERANCE and role:
        return Key(turned=True, line=_role_line(role), strength=standing.strength)
    if standing.moved and standing.rival:
        rival = standing.rival.lead
        where = rival.others.get(Role.COMPANY, "another company")
        said = f"May have moved to {where}, says {rival.source.name}"
        return _missing(said, "ask the switchboard whether they are still there", (rival.id,), standing.strength)
    if role is None:
        return _missing(_identity_words(dossier), "ask the switchboard", (), standing.strength)
    seen = f"Role last seen {month(role.lead.seen)}" if role.lead.seen else "Role known, but not since when"
    return _missing(seen, "ask the switchboard whether it still holds", (role.lead.id,), standing.strength)


def _identity_words(dossier: Dossier) -> str:
    proven = dossier.prospect.identity is not Identity.YOUR_WORD
    return "In your records, role unknown" if proven else "Your word only: no source names them there"


def _role_line(role: Claim) -> Line:
    fact = role.lead
    title = fact.others.get(Role.TITLE, "works there")
    seen = f", seen {month(fact.seen)}" if fact.seen else ""
    return Line(f"{title}{seen} ({fact.source.name.partition(' (')[0]})", (fact.id,))


def _why_now(claims: Sequence[Claim], today: date) -> Key:
    if not claims:
        return _missing("No dated event found", "look at their news page")
    first = claims[0]
    ids = tuple(fact.id for fact in first.facts)
    said = say(first.lead, "", today.year).lstrip(" :")  # whose it is stands in the title
    if first.strength >= warmth.WHY_NOW - TOLERANCE:
        return Key(turned=True, line=Line(said, ids), strength=first.strength)
    lead = first.lead
    last = f"{said}: too old" if lead.happened else f"{said}: no date of its own"
    if warmth.fresh(first, today):
        last = f"{said}: not sure enough"
    return _missing(last, "look at their news page", ids[:1], first.strength)


def _way_in(dossier: Dossier, found: Sequence[Path]) -> Key:
    if not found:
        return _missing("Nobody known to us", "ask your team's channel")
    first = found[0]
    said = way(first.fact, dossier.name(first.fact.subject))
    if first.turned:
        return Key(turned=True, line=Line(f"{said}: {first.grade.value}", (first.fact.id,)), strength=first.strength)
    colleague = first.fact.others.get(Role.COLLEAGUE, "your colleague")
    weak = "too long ago to count" if first.grade is Grade.CONFIRMED else f"{first.grade.value}, too weak"
    return _missing(f"{said}: {weak}", f"ask {colleague}", (first.fact.id,), first.strength)


def way(fact: Fact, name: str) -> str:
    """A way in, as short as the card needs it; a touch's note stands in the timeline."""
    colleague = fact.others.get(Role.COLLEAGUE, "A colleague")
    if fact.kind is Kind.HISTORY:
        return f"{colleague} talked with them{f' {on(fact.happened)}' if fact.happened else ''}"
    if fact.topic is Topic.WORKED_TOGETHER and fact.happened and fact.ended:
        years = f"{fact.happened.on:%Y}–{fact.ended.on:%y}"
        return f"{colleague} was at {fact.others.get(Role.COMPANY, 'the same company')} with them, {years}"
    return say(fact, name)


def _missing(line: str, cheapest: str, ids: tuple[str, ...] = (), strength: float = 0.0) -> Key:
    return Key(turned=False, line=Line(line, ids), strength=strength, missing=cheapest)
