"""From words to a moment: `next Tuesday 9am`, `in 3 days`, `am Freitag um 15 Uhr`, each as the rep means it."""

from bot.understand.when.moment import Reminder, When, WhenProblem
from bot.understand.when.reading import when
from bot.understand.when.reminder import split_reminder
from bot.understand.when.said import said

__all__ = ["Reminder", "When", "WhenProblem", "said", "split_reminder", "when"]
