"""What is shown after a call, in the odd cases."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.briefing.workdays import Workdays
from bot.cards import Button, Buttons
from bot.model import CallOutcome, Touch, Whom
from bot.teams import limits
from handlers.outcome.card import NEXT, logged_card

NOW = datetime(2026, 9, 14, 15, tzinfo=UTC)  # what is proposed from here on has two digits in its day
JANE = Whom("jane doe|acme", "Jane Doe", "Acme")


@pytest.mark.parametrize("outcome", NEXT)
def test_the_next_touch_fits_on_its_button(outcome: CallOutcome):
    """Deed, day and time stand on the button itself, in Teams too, where a longer label would be cut."""
    logged = Touch("t", "T1", JANE, "U1", "Dana", NOW, "call", outcome)
    parts = logged_card(logged, NOW, Workdays(ZoneInfo("UTC"))).parts
    rows = [part.buttons for part in parts if isinstance(part, Buttons)]
    [proposed] = [one for row in rows for one in row if isinstance(one, Button) and one.action == "propose"]
    assert len(proposed.label) <= limits.LABEL
