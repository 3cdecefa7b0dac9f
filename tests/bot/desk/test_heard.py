"""Which words are for Warmup."""

import pytest

from bot.desk.heard import Heard, heard

TO_US, NOT_TO_US, SEEN_BY_NOBODY = (True, False), (False, False), (True, True)


@pytest.mark.parametrize(
    ("words", "is_direct", "text", "how"),
    [
        ("/warmup Jane Doe at Acme", False, "Jane Doe at Acme", SEEN_BY_NOBODY),
        ("/WARMUP  help", True, "help", SEEN_BY_NOBODY),
        ("/warmup", False, "", SEEN_BY_NOBODY),
        ("@Warmup Jane Doe at Acme", False, "Jane Doe at Acme", TO_US),
        ("Hey @warmup, Jane Doe", False, "Hey Jane Doe", TO_US),
        ("Jane Doe at Acme", True, "Jane Doe at Acme", TO_US),
        ("Acme just froze hiring", False, "Acme just froze hiring", NOT_TO_US),
        ("mail me at jane@warmup.example", False, "mail me at jane@warmup.example", NOT_TO_US),
        ("ask @warmuppers", False, "ask @warmuppers", NOT_TO_US),
    ],
)
def test_only_what_is_for_warmup_reaches_it(words: str, is_direct: bool, text: str, how: tuple[bool, bool]):  # noqa: FBT001 (a parameter of the table)
    """Its command, its name, and anything in a direct message; the rest is talk among colleagues."""
    found = heard(words, is_direct=is_direct)
    assert (found.text, found.to_us, found.is_command) == (text, *how)


def test_another_command_is_told_of():
    """A command nobody knows is not shown to colleagues as if it had been said."""
    assert heard("/remind me", is_direct=False) == Heard(
        to_us=False, text="", is_command=True, wrong="I do not know /remind. For example: /warmup Jane Doe at Acme"
    )
