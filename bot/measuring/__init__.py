"""The statistics: what each step yields, with its n and its interval, and whether warm calls pay."""

from bot.measuring.comparing import Calibration, Difference, Fall
from bot.measuring.document import document, lines
from bot.measuring.intervals import Rate
from bot.measuring.report import RIPEN, STEPS, Report, measure, window
from bot.measuring.touch_file import BadRow, Loadable, missing_columns, read_touches

__all__ = [
    "RIPEN",
    "STEPS",
    "BadRow",
    "Calibration",
    "Difference",
    "Fall",
    "Loadable",
    "Rate",
    "Report",
    "document",
    "lines",
    "measure",
    "missing_columns",
    "read_touches",
    "window",
]
