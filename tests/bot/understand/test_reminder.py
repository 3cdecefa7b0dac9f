"""A reminder taken apart: whom it is about, when, and what to do; names that look like dates stay names."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understand import WhenProblem, split_reminder

CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 24, 10, tzinfo=CHICAGO)  # a Tuesday

LINES: list[tuple[str, str, str, str]] = [
    # typed, about, when (or the kind of question), what
    ("Jane Doe at Acme in 3 days to send pricing", "Jane Doe at Acme", "2026-11-27 09:00", "send pricing"),
    ("me about Acme next Tuesday 9am", "Acme", "2026-12-01 09:00", ""),
    ("me to call Jane Doe at Acme tomorrow", "Jane Doe at Acme", "2026-11-25 09:00", "call"),
    ("tomorrow 9am Jane Doe at Acme: send pricing", "Jane Doe at Acme", "2026-11-25 09:00", "send pricing"),
    ("May Lee at March Capital in 2 weeks", "May Lee at March Capital", "2026-12-08 09:00", ""),
    ("May Lee at March Capital", "May Lee at March Capital", "?nothing", ""),
    ("Summer Fridays Inc on Friday", "Summer Fridays Inc", "2026-11-27 09:00", ""),
    ("Jane Doe at 3M in 3 months to renew", "Jane Doe at 3M", "2027-02-24 09:00", "renew"),
    ("Jane Doe at Today Tix tomorrow", "Jane Doe at Today Tix", "2026-11-25 09:00", ""),
    ("Jane Doe at Every Day Ltd tomorrow", "Jane Doe at Every Day Ltd", "2026-11-25 09:00", ""),
    ("Jane Doe at 3M", "Jane Doe at 3M", "?nothing", ""),
    ("Jane Doe at 7-Eleven at 7", "Jane Doe at 7-Eleven", "2026-11-25 07:00", ""),
    (
        "June Smith at Monday.com on Monday to send the deck",
        "June Smith at Monday.com",
        "2026-11-30 09:00",
        "send the deck",
    ),
    ("June", "", "2027-06-01 09:00", ""),
    ("June at Acme tomorrow", "June at Acme", "2026-11-25 09:00", ""),
    ("Data at Work in 2 GmbH in 3 days", "Data at Work in 2 GmbH", "2026-11-27 09:00", ""),
    ("Jane Doe at Data at Work in 2 GmbH", "Jane Doe at Data at Work in 2 GmbH", "?nothing", ""),
    ("Jane Doe at Acme to send pricing on Friday", "Jane Doe at Acme", "2026-11-27 09:00", "send pricing"),
    (
        "Jane Doe at Acme tomorrow to prepare the Friday meeting",
        "Jane Doe at Acme",
        "2026-11-25 09:00",
        "prepare the Friday meeting",
    ),
    (
        "Jane Doe at Acme in 5 days to ask about the March launch",
        "Jane Doe at Acme",
        "2026-11-29 09:00",
        "ask about the March launch",
    ),
    ("Jane Doe at Acme to ask about the March launch", "Jane Doe at Acme", "?nothing", "ask about the March launch"),
    ("Jane Doe at 24 Hour Fitness", "Jane Doe at 24 Hour Fitness", "?nothing", ""),
    ("Jane Doe at 20th Century Fox on the 31st", "Jane Doe at 20th Century Fox", "2026-12-31 09:00", ""),
    ("Jane Doe at Sunday Riley Friday 3pm", "Jane Doe at Sunday Riley", "2026-11-27 15:00", ""),
    ("Wednesday Addams at Acme next Monday", "Wednesday Addams at Acme", "2026-11-30 09:00", ""),
    ("Jane Doe at Q2 in 3 days", "Jane Doe at Q2", "2026-11-27 09:00", ""),
    ("Jane Doe at 5 Guys tomorrow", "Jane Doe at 5 Guys", "2026-11-25 09:00", ""),
    ("Jane Doe at 7 For All Mankind in a week", "Jane Doe at 7 For All Mankind", "2026-12-01 09:00", ""),
    ("Jane Doe at Path to Growth tomorrow", "Jane Doe at Path to Growth", "2026-11-25 09:00", ""),
    ("Acme: Jane Doe in 3 days", "Acme: Jane Doe", "2026-11-27 09:00", ""),
    ("Jane Doe, VP Operations, Acme, next Tuesday 9am", "Jane Doe, VP Operations, Acme", "2026-12-01 09:00", ""),
    ("jane.doe@acme.com tomorrow to send pricing", "jane.doe@acme.com", "2026-11-25 09:00", "send pricing"),
    ("Jane Doe (Acme) tomorrow", "Jane Doe (Acme)", "2026-11-25 09:00", ""),
    ("Jane Doe at Acme", "Jane Doe at Acme", "?nothing", ""),
    ("in 3 days", "", "2026-11-27 09:00", ""),
    ("me in 3 days to send pricing", "", "2026-11-27 09:00", "send pricing"),
    ("me to send pricing to Jane Doe at Acme on Friday", "Jane Doe at Acme", "2026-11-27 09:00", "send pricing"),
    (
        "to follow up with Jane Doe at Acme in 2 weeks about pricing",
        "Jane Doe at Acme",
        "2026-12-08 09:00",
        "follow up with about pricing",
    ),
    ("tomorrow to call Jane Doe at Acme", "Jane Doe at Acme", "2026-11-25 09:00", "call"),
    ("Jane Doe at Acme next Friday to send pricing", "Jane Doe at Acme", "?ambiguous", "send pricing"),
    ("Jane Doe at Acme Tuesday or Wednesday to send pricing", "Jane Doe at Acme", "?ambiguous", "send pricing"),
    ("Jane Doe at Acme yesterday to send pricing", "Jane Doe at Acme", "?past", "send pricing"),
    ("Jane Doe at Acme every Monday to send pricing", "Jane Doe at Acme", "?repeats", "send pricing"),
    ("Jane Doe at Acme soon to send pricing", "Jane Doe at Acme soon", "?nothing", "send pricing"),
    ("Jane Doe at Tomorrow.io at 3pm", "Jane Doe at Tomorrow.io", "2026-11-24 15:00", ""),
    ("Jane Doe at Ruby Tuesday next Friday at noon", "Jane Doe at Ruby Tuesday", "?ambiguous", ""),
    ("Jane Doe at Acme Friday", "Jane Doe at Acme", "2026-11-27 09:00", ""),
    ("jane doe at acme friday 3pm to send pricing", "jane doe at acme", "2026-11-27 15:00", "send pricing"),
    ("Jane Doe at Acme at 5 to confirm", "Jane Doe at Acme", "2026-11-24 17:00", "confirm"),
    ("April Jones until March", "April Jones", "2027-03-01 09:00", ""),
    ("Jan de Vries at Acme on 3 March", "Jan de Vries at Acme", "2027-03-03 09:00", ""),
    ("me tomorrow about Acme", "Acme", "2026-11-25 09:00", ""),
    ("Jane Doe at Acme to send pricing by end of month", "Jane Doe at Acme", "2026-11-30 09:00", "send pricing"),
    ("Jane Doe at Acme in 3 days: send pricing", "Jane Doe at Acme", "2026-11-27 09:00", "send pricing"),
    ("Jane Doe at Acme in 3 days send pricing", "Jane Doe at Acme", "2026-11-27 09:00", "send pricing"),
]
ABROAD: list[tuple[str, str, str, str, str]] = [
    ("de-DE", "mich morgen an Jane Doe bei Acme", "Jane Doe bei Acme", "2026-11-25 09:00", ""),
    (
        "de-DE",
        "Jane Doe bei Acme in 3 Tagen um Preise zu schicken",
        "Jane Doe bei Acme",
        "2026-11-27 09:00",
        "Preise zu schicken",
    ),
    (
        "de-DE",
        "Jane Doe bei Acme am Freitag um 9 Uhr: Preise schicken",
        "Jane Doe bei Acme",
        "2026-11-27 09:00",
        "Preise schicken",
    ),
    (
        "fr-FR",
        "Jane Doe chez Acme dans 3 jours pour envoyer les prix",
        "Jane Doe chez Acme",
        "2026-11-27 09:00",
        "envoyer les prix",
    ),
    ("fr-FR", "moi demain à 14h Jane Doe chez Acme", "Jane Doe chez Acme", "2026-11-25 14:00", ""),
    (
        "es-ES",
        "Jane Doe en Acme en 3 días para enviar precios",
        "Jane Doe en Acme",
        "2026-11-27 09:00",
        "enviar precios",
    ),
    ("es-ES", "Jane Doe en Acme el lunes que viene a las 9", "Jane Doe en Acme", "2026-11-30 09:00", ""),
]


def taken_apart(text: str, locale: str) -> tuple[str, str, str]:
    """About, when and what, written as the labels are."""
    reminder = split_reminder(text, NOW, CHICAGO, locale)
    kind = reminder.problem.kind if reminder.problem else ""
    return reminder.about, f"{reminder.when.at:%Y-%m-%d %H:%M}" if reminder.when else f"?{kind}", reminder.what


@pytest.mark.parametrize(("text", "about", "at", "what"), LINES)
def test_a_reminder_is_taken_apart(text: str, about: str, at: str, what: str):
    """Prospect, date and deed are told apart, wherever they stand."""
    assert taken_apart(text, "en-US") == (about, at, what)


@pytest.mark.parametrize(("locale", "text", "about", "at", "what"), ABROAD)
def test_a_reminder_is_taken_apart_in_the_reps_language(locale: str, text: str, about: str, at: str, what: str):
    """Likewise in German, French and Spanish."""
    assert taken_apart(text, locale) == (about, at, what)


def test_a_doubtful_date_keeps_whom_and_what():
    """Beside a question, who was meant and what to do are known, so that a button is enough."""
    reminder = split_reminder("Jane Doe at Acme next Friday to send pricing", NOW, CHICAGO)
    assert reminder.problem
    assert [it.at.day for it in reminder.problem.readings] == [27, 4]


def test_what_is_no_line_of_text_is_a_mistake():
    """Too long a line is refused with a question."""
    with pytest.raises(WhenProblem, match="longer than 500 characters"):
        split_reminder("Jane " * 110, NOW, CHICAGO)
