"""The statistics: what each step yields, with its n and its interval, and whether warm calls pay."""

from bot.measuring.comparing import Calibration, Difference, Fall
from bot.measuring.document import document, lines
from bot.measuring.intervals import Rate
from bot.measuring.report import RIPEN, STEPS, Report, measure, window

__all__ = [
    "RIPEN",
    "STEPS",
    "Calibration",
    "Difference",
    "Fall",
    "Rate",
    "Report",
    "document",
    "lines",
    "measure",
    "window",
]
