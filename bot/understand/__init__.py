"""From words to a prospect or a moment: what was typed, taken apart and made comparable."""

from bot.understand.addresses import spaced_phone
from bot.understand.amounts import amount
from bot.understand.asked import Asked
from bot.understand.companies import company_key
from bot.understand.domains import is_free_mail, is_reserved, registrable
from bot.understand.markup import slack_channels, slack_plain
from bot.understand.people import given_name, person_key, same_person
from bot.understand.prospect import nobody_knows, prospect
from bot.understand.questions import is_question, is_surely_a_question
from bot.understand.when import Reminder, When, WhenProblem, said, split_reminder, when

__all__ = [
    "Asked",
    "Reminder",
    "When",
    "WhenProblem",
    "amount",
    "company_key",
    "given_name",
    "is_free_mail",
    "is_question",
    "is_reserved",
    "is_surely_a_question",
    "nobody_knows",
    "person_key",
    "prospect",
    "registrable",
    "said",
    "same_person",
    "slack_channels",
    "slack_plain",
    "spaced_phone",
    "split_reminder",
    "when",
]
