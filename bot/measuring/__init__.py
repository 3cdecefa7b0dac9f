"""The statistics: what each step yields, with its n and its interval, and whether warm calls pay."""

from bot.measuring.comparing import Calibration, Difference, Fall
from bot.measuring.document import document, lines
from bot.measuring.intervals import Rate
from bot.measuring.report import RIPEN, STEPS, WEEK, Report, measure, window
from bot.measuring.trying import LOOKED_BACK, SHARES, Pace, Plan, doubts, judged, monday, pace_of, plan, tried

__all__ = [
    "LOOKED_BACK",
    "RIPEN",
    "SHARES",
    "STEPS",
    "WEEK",
    "Calibration",
    "Difference",
    "Fall",
    "Pace",
    "Plan",
    "Rate",
    "Report",
    "document",
    "doubts",
    "judged",
    "lines",
    "measure",
    "monday",
    "pace_of",
    "plan",
    "tried",
    "window",
]
