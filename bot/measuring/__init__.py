"""The statistics: what each step yields, with its n and its interval, and whether warm calls pay."""

from bot.measuring.comparing import Calibration, Difference, Fall, counted
from bot.measuring.document import document, lines
from bot.measuring.intervals import Rate
from bot.measuring.money import Gained, Savings, money_document, savings
from bot.measuring.report import RIPEN, STEPS, WEEK, Report, measure, window
from bot.measuring.trying import LOOKED_BACK, SHARES, Pace, Plan, doubts, judged, monday, pace_of, plan, tried
from bot.measuring.using import Adopted, Own, adopted, adoption_document, measure_own

__all__ = [
    "LOOKED_BACK",
    "RIPEN",
    "SHARES",
    "STEPS",
    "WEEK",
    "Adopted",
    "Calibration",
    "Difference",
    "Fall",
    "Gained",
    "Own",
    "Pace",
    "Plan",
    "Rate",
    "Report",
    "Savings",
    "adopted",
    "adoption_document",
    "counted",
    "document",
    "doubts",
    "judged",
    "lines",
    "measure",
    "measure_own",
    "monday",
    "money_document",
    "pace_of",
    "plan",
    "savings",
    "tried",
    "window",
]
