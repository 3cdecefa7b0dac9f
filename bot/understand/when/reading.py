"""From a line to one moment, or to a question."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.understand.markup import clean_line, is_binary, is_endless
from bot.understand.when.atoms import Beside, Clock, Day, Elapsed, Part, Shift, Trouble, Weight
from bot.understand.when.calendar import DAY, moved
from bot.understand.when.clocks import PART_ENDS, hour_of, on_the_wall
from bot.understand.when.here import Here, here
from bot.understand.when.mentions import Mention, mentions
from bot.understand.when.moment import When, WhenProblem

LONGEST = 500  # characters
_EDGES = " \t,;:–—-.!"
_SHORT = 4  # letters: sat, sun, wed, may
_WORKING_DAY_ENDS = 18
_EXAMPLE = "One example: next Tuesday 9:00"


def when(text: str, now: datetime, zone: ZoneInfo, locale: str = "en-US", default_hour: int = 9) -> When:
    """The one moment this text names, later than `now`, in `zone`.

    `now` is aware; `locale` ("de-DE") gives the language, besides English, and the order of 3/4; a day without a time
    is `default_hour` o'clock. Raises WhenProblem (a UserMistake) with a question, and nothing else.
    """
    line = cleaned(text)
    place = here(now, zone, locale, default_hour)
    found = mentions(line, place)
    return moment(chosen(found, line), line, place)


def cleaned(text: str) -> str:
    """One clean line; raises WhenProblem when it is not a line a person typed."""
    if is_endless(text) or is_binary(text):
        raise nothing()
    line = clean_line(text)
    if len(line) > LONGEST:
        raise nothing(f"This is longer than {LONGEST} characters; when is it to be? {_EXAMPLE}")
    return line


def nothing(sentence: str = f"When is that to be? {_EXAMPLE}") -> WhenProblem:
    """No date was found."""
    return WhenProblem("nothing", sentence)


def chosen(found: list[Mention], line: str) -> tuple[Mention, ...]:
    """The mention that is meant; two when the line leaves open which, none when there is none."""
    whole = [it for it in found if _is_alone(it, line)]
    sure = [it for it in found if it.weight is Weight.SURE]
    likely = [it for it in found if it.weight is Weight.LIKELY and _is_likely(it, line)]
    for before, it in pairwise(found):
        if it.or_else:
            return before, it
    return tuple((whole or sure or likely)[:2])


def _is_alone(mention: Mention, line: str) -> bool:
    return not without(line, mention)


def _is_likely(mention: Mention, line: str) -> bool:
    """Short words in the middle of a line are rather others: I sat down."""
    at_the_edge = not line[: mention.start].strip(_EDGES) or not line[mention.end :].strip(_EDGES)
    return at_the_edge or mention.end - mention.start > _SHORT


def without(line: str, mention: Mention) -> str:
    """The line but for this date."""
    before, after = line[: mention.start].rstrip(), line[mention.end :].lstrip()
    return f"{before} {after}".strip(_EDGES)


def moment(meant: tuple[Mention, ...], line: str, place: Here) -> When:
    """When that is; raises WhenProblem for what has passed, cannot be, or may be two moments."""
    if not meant:
        raise nothing()
    each = [_readings(it, line, place) for it in meant]
    readings = [it[0] for it in each] if len({it[0].at for it in each}) > 1 else each[0]
    if len(readings) > 1:
        raise _either(readings)
    return readings[0]


def _either(readings: list[When]) -> WhenProblem:
    first, second = (f"{it.at:%A} {it.at.day} {it.at:%B %Y}, {it.at:%H:%M}" for it in readings[:2])
    sentence = f"Is “{readings[0].words}” {first}, or {second}? One example: {_plain(readings[0].at)}"
    return WhenProblem("ambiguous", sentence, tuple(readings[:2]))


def _plain(at: datetime) -> str:
    return f"{at.day} {at:%B} {at:%H:%M}"


def _readings(mention: Mention, line: str, place: Here) -> list[When]:
    """The moments ahead it may mean, at least one."""
    if mention.odd:
        raise nothing(f"What does “{mention.odd}” mean here? {_EXAMPLE}")
    for atom in mention.atoms:
        if isinstance(atom, Day | Clock) and atom.trouble:
            raise _asked(atom.trouble, mention, line, place)
    moments = _moments(mention, place)
    ahead = sorted({it for it, _ in moments if place.is_ahead(it)})
    if not ahead:
        raise _passed(moments[0][0], mention, line, place)
    named = any(flag for _, flag in moments)
    return [_when(it, mention, line, named=named) for it in ahead]


def _when(at: datetime, mention: Mention, line: str, *, named: bool) -> When:
    return When(at, named, line[mention.start : mention.end], without(line, mention))


def _asked(trouble: Trouble, mention: Mention, line: str, place: Here) -> WhenProblem:
    """The question of an atom, with what it may mean as moments."""
    clock = _clock_of(mention)
    moments = [place.moment(day, clock or time(place.default_hour)) for day in trouble.days]
    readings = tuple(_when(it, mention, line, named=bool(clock)) for it in sorted(moments) if place.is_ahead(it))
    one_is_left = trouble.kind == "ambiguous" and len(readings) < 2  # the other has passed
    return WhenProblem("past" if one_is_left else trouble.kind, trouble.sentence, readings)


def _passed(at: datetime, mention: Mention, line: str, place: Here) -> WhenProblem:
    later = next((it.later for it in mention.atoms if isinstance(it, Day) and it.later), None)
    clock = _clock_of(mention) or time(place.default_hour)
    readings = (_when(place.moment(later, clock), mention, line, named=mention.has(Clock, Part)),) if later else ()
    return WhenProblem("past", f"{_plain(at)} has passed; when is it to be? {_EXAMPLE}", readings)


def _moments(mention: Mention, place: Here) -> list[tuple[datetime, bool]]:
    """Each moment it may mean, past ones too, and whether the person chose the time."""
    for atom in mention.atoms:
        if isinstance(atom, Elapsed):
            return [((place.now.astimezone(UTC) + atom.time).astimezone(place.zone), True)]
    days = _days(mention)
    if any(isinstance(it, Part) and it.name == "midnight" for it in mention.atoms):
        return _midnights(days, place)
    if clock := _clock_of(mention):
        return [(place.moment(day, clock), True) for day in days or _soon(clock, place)]
    part = next((it.name for it in mention.atoms if isinstance(it, Part)), None)
    if not days and part == "eod":
        days = [place.today]
    if not days:
        days = _soon(time(hour_of(part or "", place.default_hour)), place)
    return [(_within(day, part, place), bool(part)) for day in days]


def _clock_of(mention: Mention) -> time | None:
    part = next((it.name for it in mention.atoms if isinstance(it, Part)), None)
    return next((on_the_wall(it, part) for it in mention.atoms if isinstance(it, Clock)), None)


def _soon(clock: time, place: Here) -> list[date]:
    """Today, or tomorrow when the clock has passed that hour."""
    return [place.today if place.is_ahead(place.moment(place.today, clock)) else place.today + DAY]


def _midnights(days: list[date], place: Here) -> list[tuple[datetime, bool]]:
    """The midnight that comes; of a day, the one that begins it or the one that ends it."""
    starts = [day + step * DAY for day in days for step in (0, 1)] or [place.today + DAY]
    return [(place.moment(day, time(0)), True) for day in starts]


def _within(day: date, part: str | None, place: Here) -> datetime:
    """When a part of the day begins; today, the next full hour while it still lasts."""
    begins = place.moment(day, time(hour_of(part or "", place.default_hour)))
    ends = PART_ENDS.get(part or "", _WORKING_DAY_ENDS)
    next_hour = place.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    may_move = part not in {"noon", "eod"} and day == place.today and next_hour.date() == day
    return next_hour if may_move and not place.is_ahead(begins) and next_hour.hour < ends else begins


def _days(mention: Mention) -> list[date]:
    """The days it may mean; raises WhenProblem when a weekday and a date do not belong together."""
    named = [it for it in mention.atoms if isinstance(it, Day)]
    if not named:
        return []
    days = list(_agreed(named))
    for atom in mention.atoms:
        if isinstance(atom, Shift):
            days = [day for it in days[:1] if (day := moved(it, atom.count, atom.unit))]
        if isinstance(atom, Beside) and not mention.has(Clock):
            days = [days[0], days[0] + atom.step * DAY]
    if not days:
        raise nothing()
    return days


def _agreed(named: list[Day]) -> tuple[date, ...]:
    if len(named) == 1:
        return named[0].days
    dated = next(it for it in named if it.form == "date")
    weekday = next(it for it in named if it.form == "weekday")
    if dated.days[0].weekday() == weekday.days[0].weekday():
        return dated.days
    day = dated.days[0]
    sentence = f"{day.day} {day:%B %Y} is a {day:%A}; which day do you mean? One example: {day.day} {day:%B}"
    raise WhenProblem("impossible", sentence)
