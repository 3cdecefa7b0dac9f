"""The hold-out experiment: how long it must run, said beforehand, and what it shows, judged as assigned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil, sqrt

from bot.measuring.comparing import FEWEST, Difference, counted, missing, needed, pace, points
from bot.measuring.intervals import Interval, Rate, apart, by_account, likeness
from bot.measuring.report import RIPEN, WEEK
from bot.store import Past, Trial, Window

BETWEEN = "briefing against held out"
TRIED = "an experiment, judged as assigned"
SHARES = (10, 20, 50)  # of a hundred accounts
LOOKED_BACK = timedelta(weeks=26)  # of ripe weeks, to know a team's pace
UNKNOWN = 26  # weeks it runs where nobody can say how long it must
LONGEST = 104  # weeks beyond which no team keeps to it
UNLIKELY = 3.29  # standard errors: a split of the accounts this odd comes once in a thousand


@dataclass(frozen=True, slots=True)
class Pace:
    """What a team's last ripe weeks have held, and how alike prospects of one account have been."""

    weeks: float
    accounts: float  # each a week
    prospects: float
    conversations: float
    met: Rate
    likeness: float | None  # None: too little to say how long an experiment must run


@dataclass(frozen=True, slots=True)
class Plan:
    """An experiment with this share: how long, until when, and when it is judged."""

    share: int
    weeks: int | None  # None: nobody can say how long it must run
    until: datetime
    judged: datetime

    @property
    def length(self) -> int:
        """The weeks it runs once it is started."""
        return UNKNOWN if self.weeks is None else self.weeks

    @property
    def sensible(self) -> bool:
        """Whether it ends while anybody remembers why."""
        return self.weeks is None or self.weeks <= LONGEST


def pace_of(past: Past, since: datetime, ripe: datetime) -> Pace:
    """A team's pace in the weeks up to `ripe`; `since` is where it was looked from."""
    sums, weeks = past.arm.sums, max((ripe - max(since, past.first or ripe)) / WEEK, 1.0)
    enough = sums.n >= FEWEST and sums.prospects >= FEWEST
    rates = (sums.prospects / weeks, sums.of / weeks, past.arm.conversed / weeks)
    return Pace(weeks, *rates, by_account(sums), likeness(sums) if enough else None)


def plan(share: int, at: Pace, now: datetime) -> Plan:
    """How long this share must be held out for a doubling to show, four times in five, at this pace.

    It is the smaller group that takes so long: shares s and 1 − s of n / 2s(1 − s) are worth two groups of n.
    """
    part, weeks = share / 100, None
    if at.likeness is not None and at.met.rate is not None:
        prospects = needed(at.met.rate) * at.likeness / (2 * part * (1 - part))
        weeks = max(1, ceil(prospects / at.prospects))
    until = monday(now + min(weeks or UNKNOWN, 10 * LONGEST) * WEEK)
    return Plan(share, weeks, until, judged(until))


def monday(moment: datetime) -> datetime:
    """The next beginning of a week (Monday 00:00 UTC), or this moment when it is one: cohorts begin so."""
    day = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    began = day - timedelta(days=day.weekday())
    return began if began == moment else began + WEEK


def judged(end: datetime) -> datetime:
    """When everybody who was first touched before `end` has had the time to ripen."""
    return monday(end) + RIPEN


def tried(trial: Trial, asked: Window) -> Difference:
    """What an experiment shows, all of it, however short the window asked for; docs/yield.md words the verdicts."""
    a, b = by_account(trial.briefing.sums), by_account(trial.held_out.sums)
    said, talks, between = _verdict(trial, asked), trial.briefing.conversed + trial.held_out.conversed, _between(a, b)
    more_weeks = _more_weeks(trial) if between and asked.ripe >= trial.experiment.end else None
    return Difference(
        BETWEEN,
        a,
        b,
        (a.rate or 0) - (b.rate or 0) if between else None,
        *(between or (None, None)),
        said,
        talks,
        ceil(talks * more_weeks / _weeks(trial)) or None if more_weeks else None,
        more_weeks,
        "experiment",
        _is_one(trial, asked),
    )


def _is_one(trial: Trial, asked: Window) -> bool:
    """Whether it may be called a difference: judged on the day that was decided on, beyond chance, of enough."""
    a, b = by_account(trial.briefing.sums), by_account(trial.held_out.sums)
    between, fewest = _between(a, b), min(trial.briefing.sums.prospects, trial.held_out.sums.prospects)
    clear = between is not None and (between[0] > 0 or between[1] < 0)
    return clear and asked.ripe >= trial.experiment.end and (a.n or 0) + (b.n or 0) >= FEWEST <= fewest


def _between(a: Rate, b: Rate) -> Interval | None:
    if not a.of or not b.of:
        return None
    return apart((a.rate or 0, a.low or 0, a.high or 0), (b.rate or 0, b.low or 0, b.high or 0))


def _verdict(trial: Trial, asked: Window) -> str:
    """Before the day that was decided on nothing is said, whatever it looks like."""
    a, b, end = by_account(trial.briefing.sums), by_account(trial.held_out.sums), trial.experiment.end
    between = _between(a, b)
    if asked.ripe < end:
        early = "it was stopped before its time, and is" if trial.experiment.stopped else "decided beforehand:"
        return f"too early to tell: {early} to be judged on {judged(end):%-d %B %Y}; {TRIED}"
    if between is None:
        name = "held out" if a.of else "briefing"
        return f"too early to tell: nobody was first called in the group “{name}”; {TRIED}"
    low, high = between
    if _is_one(trial, asked):
        return f"{points((a.rate or 0) - (b.rate or 0), low, high)} where briefs were given; {TRIED}"
    weeks, talks = _more_weeks(trial), trial.briefing.conversed + trial.held_out.conversed
    if weeks:
        return (
            f"too early to tell: {counted(talks, 'conversation')}; {pace(ceil(talks * weeks / _weeks(trial)), weeks)}"
        )
    return f"no difference that chance would not explain; a doubling would probably have shown; {TRIED}"


def _more_weeks(trial: Trial) -> int | None:
    """How much longer it would have had to run; None when it was long enough."""
    arms = (trial.briefing.sums, trial.held_out.sums)
    of, n = sum(arm.of for arm in arms), sum(arm.n for arm in arms)
    of_a, of_b = (arm.of / likeness(arm) for arm in arms)
    return ceil(_weeks(trial) * (factor - 1)) if (factor := missing(n / of, of_a, of_b)) > 1 else None


def _weeks(trial: Trial) -> float:
    return max((trial.experiment.end - trial.experiment.started_at) / WEEK, 1.0)


def doubts(trial: Trial) -> Sequence[str]:
    """What speaks against it: briefs given all the same, calls without one, a split that chance does not explain."""
    held, briefing = trial.held_out, trial.briefing
    said: list[str] = []
    if held.briefed:
        said.append(f"{held.briefed:,} of {held.sums.of:,} held-out prospects were briefed all the same")
    if briefing.briefed < briefing.sums.of:
        said.append(
            f"{briefing.sums.of - briefing.briefed:,} of {briefing.sums.of:,} others were called without a brief"
        )
    accounts, share = held.sums.prospects + briefing.sums.prospects, trial.experiment.share / 100
    spread = sqrt(accounts * share * (1 - share))
    if spread and abs(held.sums.prospects - accounts * share) > UNLIKELY * spread:
        said.append(
            f"{held.sums.prospects:,} of {accounts:,} accounts called were held out, where {share:.0%} were drawn: whom"
            " reps call depends on the brief, so that the groups are not alike"
        )
    return said
