"""May I dial now? What was looked at is said as it is, and never more."""

from dataclasses import replace

import pytest

from bot.briefing.dialling import consent
from bot.model import Outcome, Report
from tests import examples

NOT_ON_IT, NOT_READ = "not on your list", "your list was not read"


@pytest.mark.parametrize(
    ("book", "team", "said"),
    [
        (Outcome.ANSWERED, Outcome.EMPTY, NOT_ON_IT),
        (Outcome.EMPTY, None, NOT_ON_IT),
        (Outcome.NOT_CONFIGURED, Outcome.EMPTY, NOT_ON_IT),
        (Outcome.FAILED, Outcome.EMPTY, NOT_READ),
        (Outcome.LATE, Outcome.ANSWERED, NOT_READ),
        (Outcome.ANSWERED, Outcome.FAILED, NOT_READ),
        (Outcome.NOT_CONFIGURED, None, NOT_READ),
        (None, None, NOT_READ),
    ],
)
def test_a_list_that_was_not_read_is_never_a_list_they_are_not_on(
    book: Outcome | None, team: Outcome | None, said: str
) -> None:
    """Every list there is has to have been read before it may be said that nobody asked to be spared."""
    reports = tuple(Report(name, name, outcome) for name, outcome in (("book", book), ("team", team)) if outcome)
    may = consent(replace(examples.dossier(), reports=reports))

    assert not may.do_not_call
    assert said in may.line.text
    assert "registers not checked" in may.line.text
