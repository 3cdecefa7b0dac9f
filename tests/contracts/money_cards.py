"""Money, adoption and a rep's own yield as cards: before anything is known, full, and hostile."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.cards import Card
from bot.measuring import adopted, measure, measure_own, savings, window
from bot.store import Cohort, Logged, Money, OwnTallies, Sums, Tallies, Uses, Week
from bot.store.yields import NONE_LOGGED
from handlers.yields import adoption_card, money_card, own_card
from tests.examples import NOW

ASKED = window(NOW, 90)
LOGGED = Logged(Sums("", 400, 312, 1800, 1400, 1200, 260), 41, NOW - timedelta(days=60))
USES = Uses(
    [Week(date(2026, 11, 18), date(2026, 11, 24), 6), Week(date(2026, 11, 12), date(2026, 11, 17), 4)],
    date(2026, 11, 12),
    312,
    48,
    41,
)
ENTERED = Money(
    minutes=Decimal(12),
    hour=Decimal(45),
    data=Decimal(200),
    model=Decimal("90.50"),
    worth=Decimal(500),
    currency="EUR",
    by="U0MARIA",
    by_name="Maria Ruiz",
    at=datetime(2026, 11, 2, tzinfo=UTC),
)
STEPS = (
    Sums("", 120, 44, 400, 140, 60, 67),
    Sums("", 44, 30, 60, 40, 32, 31),
    Sums("", 30, 12, 36, 14, 12, 22),
    Sums("", 120, 12, 400, 40, 12, 67),
    Sums("", 120, 84, 400, 290, 230, 67),
)
OWN = OwnTallies([60, 31, 22, 9], 7, STEPS)
NOTHING = OwnTallies([0] * 4, 0, [NONE_LOGGED.briefed] * 5)


def money_cards(hostile: str) -> dict[str, Card]:
    """By name."""
    early, clear = (measure(Tallies(each, [], [], [], [], []), ASKED, NOW) for each in (_cohorts(4), _cohorts(30)))
    unused = Uses([], None, 0, 0, 0)
    evil = replace(ENTERED, by_name=hostile, hour=Decimal("0.01"), worth=Decimal(10) ** 12, currency="JPY")
    return {
        "money, nothing entered": money_card(savings(early, NONE_LOGGED, 0, None), 90),
        "money, entered too early": money_card(savings(early, NONE_LOGGED, 0, ENTERED), 90),
        "money": money_card(savings(clear, LOGGED, 312, ENTERED), 90),
        "money, hostile": money_card(savings(clear, LOGGED, 1, evil), 36_500),
        "adoption": adoption_card(adopted(USES, LOGGED), 90),
        "adoption, nothing": adoption_card(adopted(unused, NONE_LOGGED), 90),
        "own yield": own_card(measure_own(OWN, ASKED, NOW), 90),
        "own yield, nothing": own_card(measure_own(NOTHING, ASKED, NOW), 90),
    }


def _cohorts(met: int) -> list[Cohort]:
    """Warm and briefed prospects of whom so many met, and as many others of whom ten did."""
    return [
        Cohort(
            asked=True,
            ripe=True,
            quarter=2,
            warmth=warmth,
            briefed=warmth > 1,
            touched=150,
            dialled=150,
            connected=90,
            conversed=60,
            met=met if warmth > 1 else 10,
            first=NOW - timedelta(days=80),
        )
        for warmth in (0, 2)
    ]
