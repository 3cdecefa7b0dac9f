"""The rules in the order in which they are tried: patterns of plain words, and who reads them."""

import re
from collections.abc import Callable

from bot.understand.when import clocks, dates, periods, relative, weekdays
from bot.understand.when.atoms import Atom, Weight, asks
from bot.understand.when.here import Here

Reader = Callable[[re.Match[str], Here], Atom]
_REPEATS = "I remind once, not again and again; which day first? One example: next Monday 9:00"
_HOLIDAY = "I do not know the dates of holidays; which day do you mean? One example: January 4"
_COUNTED = "I do not count the weekdays of a month; which day do you mean? One example: 3 March"
_SPAN = "One moment is needed, not a span of time; when do you mean? One example: tomorrow 14:00"


def _repeats(found: re.Match[str], here: Here) -> Atom:
    del here
    return asks("repeats", _REPEATS, Weight.LIKELY if found[0] == "daily" else Weight.SURE)


def _holiday(found: re.Match[str], here: Here) -> Atom:
    del found, here
    return asks("holiday", _HOLIDAY, Weight.LIKELY)


def _counted(found: re.Match[str], here: Here) -> Atom:
    del found, here
    return asks("nothing", _COUNTED)


def _between(found: re.Match[str], here: Here) -> Atom:
    del found, here
    return asks("impossible", _SPAN)


_N = r"(?P<n>\d{1,6}(?:[.,]\d{1,3})?)"
_UNIT = r"(?P<unit>minute|hour|day|workday|week|month|quarter|year)"
_LONG = r"(?P<unit>day|workday|week|month|year)"
_D = r"d(?P<d>\d)"
_DAY, _MONTH, _YEAR = r"(?:ord:)?(?P<day>\d{1,2})", r"m(?P<month>\d+)", r"(?:(?: ,)?(?: of)? (?P<year>\d{4}))?"
_ON = r"(?P<on>(?:(?:on|by|until|from|for) )(?:the )?)?(?:the )?"
_OF = r"(?: of)?(?: the)?(?: this)?"
_PERIOD = r"(?:next )?(?P<period>week|month|quarter|year)(?: next)?"
_NAMED_MONTH, _QUARTER = rf"{_MONTH}{_YEAR}", rf"q(?P<quarter>\d){_YEAR}"
_IN = r"(?:(?:in|until|from|by|next|this|the|of) ){0,3}"
_BY = r"(?:(?:at|on|by|in|until) )?(?:the )?"
_HOUR = r"(?P<hour>\d{1,2})"

_TABLE: tuple[tuple[str, Reader], ...] = (
    (
        r"every (?:\d |ord:\d+ |next |~ )?(?:d\d|day|week|month|quarter|year|workday|morning|evening|minute|hour)",
        _repeats,
    ),
    (r"daily", _repeats),
    (r"(?:the )?holiday", _holiday),
    (r"between \d\S*(?: am| pm)? and \d\S*(?: am| pm)?", _between),
    (rf"{_ON}(?:last |ord:\d+ )?{_D} (?:of|in) (?:the |this |next )*(?:m\d+|month)(?: next)?", _counted),
    (rf"{_N} {_UNIT} ago", relative.gone),
    (rf"(?:ago|before) {_N} {_UNIT}", relative.gone),
    (
        r"yesterday|(?:the )?last (?:d\d|week|month|quarter|year|m\d+)|(?:the )?(?:d\d|week|month|year) last",
        relative.gone,
    ),
    (rf"(?P<in>in |for |after )?{_N} hour (?:and )?(?P<m>\d+) minute", relative.hours_and_minutes),
    (rf"(?P<in>in |for |after )?{_N} and 0[.]5 hour", relative.and_a_half),
    (r"(?P<in>in )(?P<n>\d\d?):(?P<m>\d\d)", relative.hours_and_minutes),
    (
        rf"(?:in )?{_N} {_LONG} (?:from|on|after)(?= (?:the |next |this )*(?:d\d|\d+ m\d|m\d|ord|over|tom))",
        relative.shift,
    ),
    (rf"(?:in|for|after) (?:the )?{_N} {_UNIT}(?: later)?", relative.ahead),
    (rf"{_N} {_UNIT} later", relative.ahead),
    (rf"{_HOUR} hour(?= morning| afternoon| evening)", clocks.full_hour),
    (rf"(?:at )?{_HOUR}(?: hour| oclock)? plus(?P<minute>30|15)", clocks.and_minutes),
    (rf"at {_HOUR} hour", clocks.full_hour),
    (r"(?:by |until |for |from )?today", relative.today),
    (r"(?:by |until |for |from )?tomorrow", relative.tomorrow),
    (r"(?:by |until |for |from )?(?:the )?overmorrow", relative.overmorrow),
    (rf"(?:on )?(?:the )?{_D}(?: (?:of|in|the))* (?:next week|week next)", weekdays.weekday_of_next_week),
    (rf"(?:in )?(?:the )?(?:next week|week next) (?:on )?(?:the )?{_D}", weekdays.weekday_of_next_week),
    (rf"{_ON}{_D} (?:week|in 1 week)", weekdays.weekday_week),
    (rf"{_ON}overnext {_D}", weekdays.weekday_after_next),
    (rf"{_ON}next {_D}", weekdays.next_weekday),
    (rf"{_ON}{_D} next(?! d\d)", weekdays.next_weekday),
    (rf"{_ON}coming {_D}", weekdays.coming_weekday),
    (rf"{_ON}this {_D}", weekdays.this_weekday),
    (rf"{_BY}end{_OF} (?:m(?P<month>\d+)){_YEAR}", periods.end),
    (rf"{_BY}end{_OF} {_QUARTER}", periods.end),
    (rf"{_BY}end{_OF} {_PERIOD}", periods.end),
    (rf"{_BY}start{_OF} {_NAMED_MONTH}", periods.start),
    (rf"{_BY}start{_OF} {_QUARTER}", periods.start),
    (rf"{_BY}start{_OF} {_PERIOD}", periods.start),
    (rf"{_BY}mid{_OF} {_NAMED_MONTH}", periods.middle),
    (rf"{_BY}mid{_OF} {_PERIOD}", periods.middle),
    (rf"{_ON}{_DAY}(?: of)? {_MONTH}{_YEAR}", dates.day_and_month),
    (rf"{_ON}{_MONTH} (?:the )?{_DAY}(?![:.\d])(?! am| pm| oclock){_YEAR}", dates.day_and_month),
    (rf"{_ON}iso:(?P<year>\d{{4}})[-/](?P<month>\d\d?)[-/](?P<day>\d\d?)", dates.iso),
    (rf"{_ON}num:(?P<one>\d+)/(?P<two>\d+)(?:/(?P<year>\d+))?", dates.by_figures),
    (rf"{_ON}dot:(?P<day>\d+)\.(?P<month>\d+)\.(?P<year>\d+)?", dates.dotted),
    (r"(?:(?:by|until|in|from) )?(?:the )?overnext (?P<period>week|month|quarter|year)", periods.after_next),
    (r"(?:(?:by|until|in|from) )?(?:the )?(?P<period>week|month|quarter|year) after next", periods.after_next),
    (r"(?:(?:by|until|in|from) )?(?:the )?next (?P<period>week|month|quarter|year)", periods.whole),
    (r"(?:(?:by|until|in|from) )?(?:the )?(?P<period>week|month|quarter|year) next", periods.whole),
    (rf"{_IN}{_NAMED_MONTH}", periods.whole),
    (rf"{_IN}{_QUARTER}", periods.whole),
    (r"(?:until|in|from|by) (?P<number>20\d\d)", periods.year),
    (rf"{_ON}{_D}", weekdays.plain_weekday),
    (r"(?:(?:on|at|in|the|this|coming) )*(?P<next>next )?weekend", weekdays.weekend),
    (rf"{_ON}ord:(?P<day>\d+) of (?:the )?(?:next month|month next)", dates.day_of_next_month),
    (r"(?:(?:on|by|until) )?(?P<the>the |on (?:the )?)?ord:(?P<day>\d+)", dates.day_of_month),
    (rf"(?:(?:at|by|from|until|after) )?{_HOUR}(?::(?P<minute>\d\d))? (?P<half>am|pm)", clocks.with_half),
    (rf"(?:(?:at|by|from|until|after) )?{_HOUR}:(?P<minute>\d\d)(?: oclock)?", clocks.figures),
    (rf"(?:at )?(?P<how>hpast|qpast|qto|hto) {_HOUR}(?: oclock)?", clocks.spoken),
    (rf"at {_HOUR}[.](?P<minute>\d\d)(?: oclock)?", clocks.figures),
    (rf"{_HOUR}[.](?P<minute>\d\d) oclock", clocks.figures),
    (rf"(?:at )?{_HOUR} oclock", clocks.full_hour),
    (rf"{_HOUR}(?= (?:morning|afternoon|evening))", clocks.full_hour),
    (rf"at {_HOUR}", clocks.full_hour),
    (r"(?:(?:by|at|in|until|this|the) )*(?P<part>morning|afternoon|evening|night|noon|midnight|eod)", clocks.part),
    (r"after", relative.after),
    (r"before", relative.before),
    (rf"{_N} {_UNIT}", relative.bare),
)
RULES = tuple((re.compile(f"(?:{pattern})(?= |$)"), reader) for pattern, reader in _TABLE)
