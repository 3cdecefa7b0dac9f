"""What was typed, taken apart."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, taken apart; None for what was not said."""

    text: str  # the cleaned line as typed
    person: str | None = None  # as typed, but for outer space and quotes
    title: str | None = None
    company: str | None = None  # as typed, legal suffixes kept ("Acme, Inc.")
    domain: str | None = None  # registrable, lower case: sub.acme.co.uk -> acme.co.uk
    email: str | None = None  # host in lower case, local part as typed
    linkedin: str | None = None  # https://www.linkedin.com/in/slug, or /company/slug
    ambiguous: bool = False  # which part is the person is a guess
    phone: str | None = None  # E.164
    alternatives: tuple["Asked", ...] = ()  # the other readings, likeliest first, when ambiguous
