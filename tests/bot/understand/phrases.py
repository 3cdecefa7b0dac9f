"""What people type for a date, and what they mean: labelled by us, before any of it was read by a machine.

`wanted` is the wall clock in the rep's zone; a "!" behind it: the person named the time, so it is kept to the minute.
"?past" and its like: a question is the right answer. The clock stands at `now`, local time in `zone`.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

TUESDAY = "2026-11-24 10:00"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, where and when it was said, what it means, and what is left of it."""

    text: str
    wanted: str
    rest: str = ""
    locale: str = "en-US"
    now: str = TUESDAY
    zone: str = "America/Chicago"

    def __str__(self) -> str:
        return f"{self.text} ({self.locale}, {self.now}, {self.zone})"

    @property
    def clock(self) -> datetime:
        """Now, aware."""
        return datetime.fromisoformat(self.now).replace(tzinfo=ZoneInfo(self.zone))


AMERICAN = [
    # elapsed time
    ("in 3 hours", "2026-11-24 13:00!"), ("in half an hour", "2026-11-24 10:30!"),
    ("in an hour", "2026-11-24 11:00!"), ("in 90 minutes", "2026-11-24 11:30!"),
    ("in an hour and a half", "2026-11-24 11:30!"), ("in 1.5 hours", "2026-11-24 11:30!"),
    ("in 45 min", "2026-11-24 10:45!"), ("2h", "2026-11-24 12:00!"),
    ("in 1 hour and 15 minutes", "2026-11-24 11:15!"), ("for 20 minutes", "2026-11-24 10:20!"),
    ("30 mins", "2026-11-24 10:30!"), ("in 48 hours", "2026-11-26 10:00!"),
    ("3 hours from now", "2026-11-24 13:00!"),
    # days, weeks, months
    ("in 3 days", "2026-11-27 09:00"), ("in three days", "2026-11-27 09:00"),
    ("in a couple of days", "2026-11-26 09:00"), ("in a week", "2026-12-01 09:00"),
    ("in 2 weeks", "2026-12-08 09:00"), ("in a fortnight", "2026-12-08 09:00"), ("in a month", "2026-12-24 09:00"),
    ("in 3 months", "2027-02-24 09:00"), ("in a year", "2027-11-24 09:00"),
    ("in 3 business days", "2026-11-27 09:00"), ("in 5 working days", "2026-12-01 09:00"),
    ("2w", "2026-12-08 09:00"), ("3 days from now", "2026-11-27 09:00"),
    ("two weeks from Friday", "2026-12-11 09:00"), ("a week from tomorrow", "2026-12-02 09:00"),
    ("in 3 days at 2pm", "2026-11-27 14:00!"), ("snooze for 2 days", "2026-11-26 09:00", "snooze"),
    ("3 days later", "2026-11-27 09:00"),
    # days by name
    ("today at 3pm", "2026-11-24 15:00!"), ("tomorrow", "2026-11-25 09:00"), ("tmrw 8:15", "2026-11-25 08:15!"),
    ("tomorrow 9am", "2026-11-25 09:00!"), ("day after tomorrow", "2026-11-26 09:00"),
    ("the day after tomorrow at noon", "2026-11-26 12:00!"), ("tomorrow morning", "2026-11-25 09:00!"),
    ("tomorrow afternoon", "2026-11-25 14:00!"), ("tomorrow eod", "2026-11-25 17:00!"),
    ("tonight", "2026-11-24 19:00!"), ("this afternoon", "2026-11-24 14:00!"), ("eod", "2026-11-24 17:00!"),
    ("COB Friday", "2026-11-27 17:00!"), ("end of day tomorrow", "2026-11-25 17:00!"),
    ("first thing tomorrow", "2026-11-25 09:00!"), ("tomorrow evening at 8", "2026-11-25 20:00!"),
    ("tonight at 8", "2026-11-24 20:00!"),
    # weekdays
    ("Friday", "2026-11-27 09:00"), ("on fri", "2026-11-27 09:00"), ("this Friday", "2026-11-27 09:00"),
    ("Monday", "2026-11-30 09:00"), ("next Tuesday 9am", "2026-12-01 09:00!"), ("next Monday", "2026-11-30 09:00"),
    ("Friday next week", "2026-12-04 09:00"), ("next week Friday", "2026-12-04 09:00"),
    ("thurs 4:30pm", "2026-11-26 16:30!"), ("a week from Friday", "2026-12-04 09:00"),
    ("coming Friday", "2026-11-27 09:00"), ("by Thursday", "2026-11-26 09:00"),
    ("Wednesday at 10", "2026-11-25 10:00!"), ("Friday afternoon", "2026-11-27 14:00!"),
    ("friday at noon", "2026-11-27 12:00!"), ("3pm on Friday", "2026-11-27 15:00!"),
    ("Wed, Nov 25", "2026-11-25 09:00"),
    # dates
    ("December 1", "2026-12-01 09:00"), ("Dec 1st at 2:30 pm", "2026-12-01 14:30!"),
    ("1 Dec 2026", "2026-12-01 09:00"), ("March 3", "2027-03-03 09:00"), ("March 3rd, 2028", "2028-03-03 09:00"),
    ("2026-12-15", "2026-12-15 09:00"), ("2026-12-15 16:45", "2026-12-15 16:45!"),
    ("2026-12-15T16:45", "2026-12-15 16:45!"), ("12/15", "2026-12-15 09:00"), ("12/15/2026", "2026-12-15 09:00"),
    ("12/5/26 at 7am", "2026-12-05 07:00!"), ("25/12", "2026-12-25 09:00"), ("3/4", "2027-03-04 09:00"),
    ("the 31st", "2026-12-31 09:00"), ("on the 5th", "2026-12-05 09:00"), ("the 5th of January", "2027-01-05 09:00"),
    ("February 29", "2028-02-29 09:00"), ("29 Feb 2028", "2028-02-29 09:00"),
    ("Tuesday 1 December 2026, 9:00 am", "2026-12-01 09:00!"), ("Jan 15 eod", "2027-01-15 17:00!"),
    ("the 15th at 3", "2026-12-15 15:00!"),
    # clock times
    ("at 8", "2026-11-25 08:00!"), ("at 3", "2026-11-24 15:00!"), ("at 12", "2026-11-24 12:00!"),
    ("5pm", "2026-11-24 17:00!"), ("5 p.m.", "2026-11-24 17:00!"), ("9am", "2026-11-25 09:00!"),
    ("tonight at midnight", "2026-11-25 00:00!"), ("midnight tonight", "2026-11-25 00:00!"),
    ("first Monday of April", "?nothing", "first Monday of April"),
    ("the last Friday of the month", "?nothing", "the last Friday of the month"),
    ("noon", "2026-11-24 12:00!"), ("midnight", "2026-11-25 00:00!"), ("at 17:30", "2026-11-24 17:30!"),
    ("half past 3", "2026-11-24 15:30!"), ("quarter to five", "2026-11-24 16:45!"),
    ("8 in the evening", "2026-11-24 20:00!"), ("tomorrow at 3 in the morning", "2026-11-25 03:00!"),
    ("tomorrow 12am", "2026-11-25 00:00!"), ("at 10:00", "2026-11-25 10:00!"),
    ("tomorrow 3:00", "2026-11-25 15:00!"), ("tomorrow 03:00", "2026-11-25 03:00!"),
    # periods: their first working day, or the last
    ("next week", "2026-11-30 09:00"), ("next month", "2026-12-01 09:00"), ("next quarter", "2027-01-04 09:00"),
    ("next year", "2027-01-04 09:00"), ("Q1", "2027-01-04 09:00"), ("Q2 2027", "2027-04-01 09:00"),
    ("end of month", "2026-11-30 09:00"), ("end of the week", "2026-11-27 09:00"), ("eow", "2026-11-27 09:00"),
    ("eom", "2026-11-30 09:00"), ("end of next month", "2026-12-31 09:00"), ("end of Q1", "2027-03-31 09:00"),
    ("end of the quarter", "2026-12-31 09:00"), ("end of January", "2027-01-29 09:00"),
    ("beginning of March", "2027-03-01 09:00"), ("mid January", "2027-01-15 09:00"),
    ("in March", "2027-03-01 09:00"), ("not now until March", "2027-03-01 09:00", "not now"),
    ("until May", "2027-05-03 09:00"), ("March", "2027-03-01 09:00"), ("this weekend", "2026-11-28 09:00"),
    ("March 2028", "2028-03-01 09:00"),
    # questions
    ("yesterday", "?past"), ("3 days ago", "?past"), ("last Friday", "?past"), ("2020-01-01", "?past"),
    ("today at 9am", "?past"), ("this morning at 8", "?past"), ("November 20", "?past"), ("March 3, 2026", "?past"),
    ("November", "?past"), ("Q4", "?past"), ("in 0 minutes", "?past"), ("31 February", "?impossible"),
    ("February 29, 2027", "?impossible"), ("tomorrow at 25:00", "?impossible"), ("9:75", "?impossible"),
    ("April 31", "?impossible"), ("13/32/2026", "?impossible"), ("2026-13-01", "?impossible"),
    ("in 9999 years", "?impossible"), ("Friday December 1", "?impossible"), ("tomorrow at 15pm", "?impossible"),
    ("Tuesday", "?ambiguous"), ("next Friday", "?ambiguous"), ("Friday at midnight", "?ambiguous"),
    ("Tuesday or Wednesday", "?ambiguous"), ("after Friday", "?ambiguous"), ("next weekend", "?ambiguous"),
    ("between 2 and 4pm tomorrow", "?impossible"), ("every Monday", "?repeats"),
    ("after Christmas at 9", "?holiday"), ("daily at 9", "?repeats"), ("soon", "?nothing"), ("", "?nothing"),
    ("when pigs fly", "?nothing"), ("maybe later", "?nothing"),
]  # fmt: skip
BRITISH = [
    ("03/04", "2027-04-03 09:00"), ("3/12/2026", "2026-12-03 09:00"), ("Friday week", "2026-12-04 09:00"),
    ("a week on Friday", "2026-12-04 09:00"), ("half 9 tomorrow", "2026-11-25 09:30!"),
    ("3rd December", "2026-12-03 09:00"), ("in a fortnight at 15:00", "2026-12-08 15:00!"),
    ("fortnight", "2026-12-08 09:00"), ("12/31", "2026-12-31 09:00"), ("3.12.2026", "2026-12-03 09:00"),
    ("1 Dec at 9.30am", "2026-12-01 09:30!"), ("Tuesday week", "2026-12-01 09:00"),
]  # fmt: skip
UNDECIDED = [
    ("03/04", "?ambiguous"), ("03/04/2027", "?ambiguous"), ("13/04", "2027-04-13 09:00"),
    ("4/4", "2027-04-04 09:00"),
]  # fmt: skip
GERMAN = [
    ("morgen", "2026-11-25 09:00"), ("morgen früh", "2026-11-25 09:00!"),
    ("übermorgen um 15 Uhr", "2026-11-26 15:00!"), ("in 3 Tagen", "2026-11-27 09:00"),
    ("in zwei Wochen", "2026-12-08 09:00"), ("in einer halben Stunde", "2026-11-24 10:30!"),
    ("in 2 Stunden", "2026-11-24 12:00!"), ("Freitag", "2026-11-27 09:00"),
    ("am Freitag um 9 Uhr", "2026-11-27 09:00!"), ("nächsten Freitag", "?ambiguous"),
    ("nächsten Montag", "2026-11-30 09:00"), ("kommenden Freitag", "2026-11-27 09:00"),
    ("nächste Woche", "2026-11-30 09:00"), ("nächste Woche Donnerstag", "2026-12-03 09:00"),
    ("am 3. März", "2027-03-03 09:00"), ("3.12.", "2026-12-03 09:00"), ("03.12.2026 14:30", "2026-12-03 14:30!"),
    ("Ende des Monats", "2026-11-30 09:00"), ("Ende März", "2027-03-31 09:00"),
    ("Anfang Januar", "2027-01-04 09:00"), ("heute Abend", "2026-11-24 19:00!"),
    ("Freitagnachmittag", "2026-11-27 14:00!"), ("nächsten Monat", "2026-12-01 09:00"), ("gestern", "?past"),
    ("halb neun", "2026-11-25 08:30!"), ("morgen Mittag", "2026-11-25 12:00!"), ("31. Februar", "?impossible"),
    ("im März", "2027-03-01 09:00"), ("in einem Monat", "2026-12-24 09:00"), ("Fr 9 Uhr", "2026-11-27 09:00!"),
    ("nächstes Quartal", "2027-01-04 09:00"), ("03/04", "2027-04-03 09:00"), ("morgen 3:00", "2026-11-25 03:00!"),
    ("in 3 Tagen um 14 Uhr", "2026-11-27 14:00!"), ("jeden Montag", "?repeats"),
]  # fmt: skip
FRENCH = [
    ("demain", "2026-11-25 09:00"), ("demain matin", "2026-11-25 09:00!"), ("après-demain", "2026-11-26 09:00"),
    ("dans 3 jours", "2026-11-27 09:00"), ("dans une heure", "2026-11-24 11:00!"),
    ("dans une demi-heure", "2026-11-24 10:30!"), ("dans deux semaines", "2026-12-08 09:00"),
    ("vendredi", "2026-11-27 09:00"), ("lundi prochain", "2026-11-30 09:00"), ("vendredi prochain", "?ambiguous"),
    ("la semaine prochaine", "2026-11-30 09:00"), ("le mois prochain", "2026-12-01 09:00"),
    ("le 3 mars à 9h", "2027-03-03 09:00!"), ("1er décembre", "2026-12-01 09:00"), ("3/12", "2026-12-03 09:00"),
    ("vendredi à 15h30", "2026-11-27 15:30!"), ("fin du mois", "2026-11-30 09:00"), ("ce soir", "2026-11-24 19:00!"),
    ("demain à midi", "2026-11-25 12:00!"), ("hier", "?past"), ("en mars", "2027-03-01 09:00"),
    ("dans 3 mois", "2027-02-24 09:00"), ("dans quinze jours", "2026-12-08 09:00"), ("31 février", "?impossible"),
]  # fmt: skip
SPANISH = [
    ("mañana", "2026-11-25 09:00"), ("mañana por la mañana", "2026-11-25 09:00!"),
    ("pasado mañana", "2026-11-26 09:00"), ("en 3 días", "2026-11-27 09:00"),
    ("dentro de dos semanas", "2026-12-08 09:00"), ("en media hora", "2026-11-24 10:30!"),
    ("el viernes", "2026-11-27 09:00"), ("el próximo viernes", "?ambiguous"),
    ("el lunes que viene", "2026-11-30 09:00"), ("la próxima semana", "2026-11-30 09:00"),
    ("el 3 de marzo", "2027-03-03 09:00"), ("el 3 de marzo de 2028 a las 15:00", "2028-03-03 15:00!"),
    ("mañana a las 3 de la tarde", "2026-11-25 15:00!"), ("fin de mes", "2026-11-30 09:00"),
    ("el mes que viene", "2026-12-01 09:00"), ("3/12", "2026-12-03 09:00"), ("ayer", "?past"),
    ("esta noche", "2026-11-24 20:00!"), ("en una hora", "2026-11-24 11:00!"),
    ("mañana al mediodía", "2026-11-25 12:00!"), ("en marzo", "2027-03-01 09:00"), ("30 de febrero", "?impossible"),
]  # fmt: skip
CLOCKS = [
    # text, wanted, rest, locale, now, zone: clocks that are set, zones off the hour, weeks that turn
    Phrase("tomorrow 2:30 am", "2027-03-14 03:30!", now="2027-03-13 12:00"),
    Phrase("tomorrow 9am", "2027-03-14 09:00!", now="2027-03-13 12:00"),
    Phrase("in 3 days", "2027-03-16 09:00", now="2027-03-13 12:00"),
    Phrase("in 24 hours", "2027-03-14 13:00!", now="2027-03-13 12:00"),
    Phrase("in 3 hours", "2027-03-14 05:30!", now="2027-03-14 01:30"),
    Phrase("tomorrow 1:30am", "2026-11-01 01:30!", now="2026-10-31 12:00"),
    Phrase("in 24 hours", "2026-11-01 11:00!", now="2026-10-31 12:00"),
    Phrase("in 2 hours", "2026-11-01 01:30!", now="2026-11-01 00:30"),
    Phrase("tomorrow at 2:30 am", "2027-03-28 03:30!", locale="en-GB", now="2027-03-27 12:00", zone="Europe/Berlin"),
    Phrase("at 15:00", "2026-11-24 15:00!", zone="Asia/Kolkata"),
    Phrase("in 30 minutes", "2026-11-24 10:30!", zone="Asia/Kathmandu"),
    Phrase("tomorrow 2:15 am", "2026-10-04 02:45!", now="2026-10-03 12:00", zone="Australia/Lord_Howe"),
    Phrase("tomorrow", "2011-12-31 09:00", now="2011-12-29 12:00", zone="Pacific/Apia"),
    Phrase("in 3 hours", "2011-12-31 01:00!", now="2011-12-29 22:00", zone="Pacific/Apia"),
    Phrase("in a month", "2027-02-28 09:00", now="2027-01-31 10:00"),
    Phrase("tomorrow", "2028-02-29 09:00", now="2028-02-28 10:00"),
    Phrase("in a year", "2029-02-28 09:00", now="2028-02-29 10:00"),
    Phrase("29 February", "2028-02-29 09:00", now="2028-02-01 10:00"),
    Phrase("the 31st", "2027-01-31 09:00", now="2027-01-05 10:00"),
    Phrase("today", "2026-11-24 15:00", now="2026-11-24 14:05"),
    Phrase("today", "2026-11-24 09:00", now="2026-11-24 07:00"),
    Phrase("today", "?past", now="2026-11-24 22:00"),
    Phrase("this afternoon", "2026-11-24 16:00!", now="2026-11-24 15:10"),
    Phrase("eod", "?past", now="2026-11-24 18:00"),
    Phrase("next Friday", "2026-12-04 09:00", now="2026-11-27 10:00"),
    Phrase("next Tuesday", "2026-12-01 09:00", now="2026-11-27 10:00"),
    Phrase("Friday at 9am", "2026-12-04 09:00!", now="2026-11-27 10:00"),
    Phrase("Friday at 3pm", "?ambiguous", now="2026-11-27 10:00"),
    Phrase("this Friday at 3pm", "2026-11-27 15:00!", now="2026-11-27 10:00"),
    Phrase("next Friday", "?ambiguous", now="2026-11-29 10:00"),
    Phrase("next Friday", "2026-12-04 09:00", locale="en-GB", now="2026-11-29 10:00"),
    Phrase("eow", "2026-12-04 09:00", now="2026-11-28 10:00"),
    Phrase("end of month", "2026-11-30 11:00", now="2026-11-30 10:00"),
    Phrase("January 1", "2027-01-01 09:00", now="2026-12-31 23:30"),
    Phrase("9am", "2026-11-25 09:00!", now="2026-11-24 23:30", zone="Asia/Tokyo"),
]
GROUPS = {"en-US": AMERICAN, "en-GB": BRITISH, "en": UNDECIDED, "de-DE": GERMAN, "fr-FR": FRENCH, "es-ES": SPANISH}
PHRASES = [Phrase(*row, locale=locale) for locale, rows in GROUPS.items() for row in rows] + CLOCKS
