"""From a typed line to a prospect: who, what they do, and where."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.errors import UserMistake
from bot.understand.addresses import Addresses, take_addresses
from bot.understand.asked import Asked
from bot.understand.companies import company_key
from bot.understand.domains import registrable
from bot.understand.evidence import Evidence, is_domain, is_title
from bot.understand.markup import clean_line, is_binary, is_endless
from bot.understand.readings import Reading, close_calls, readings

_LONGEST = 200
_MOST_WORDS = 8  # more words than any name has: a sentence, unless something marks it as a company
_EXAMPLE = "One example: Jane Doe at Acme"
_SENSELESS = re.compile(r"[<>{}\\]|://|@$")  # half an address, or a program's words
_EDGES = " \t,;:|-–—()<>[]·•"


def nobody_knows(company: str) -> bool:
    """Knows no company: what `prospect` asks when it is given nothing better."""
    del company
    return False


def prospect(text: str, knows: Callable[[str], bool] = nobody_knows, region: str | None = None) -> Asked:
    """Read who is asked about, and say when it is a guess.

    `knows(company)` is true for a company of the book, the tickers or the remembered aliases; `region` ("US") reads
    telephone numbers without a country code. Raises UserMistake with the sentence to show, and nothing else.
    """
    line = _cleaned(text)
    found = take_addresses(line, region)
    words = re.sub(r"\s*\|\s*LinkedIn$", "", found.rest, flags=re.IGNORECASE).strip(" \t,;")
    if len(words) > _LONGEST:
        raise _too_long()
    asked = _shell(line.replace("\t", " "), found)
    if not any(map(str.isalnum, words)):
        if found.any:
            return asked
        raise UserMistake(f"There is no name in this. {_EXAMPLE}")
    return _read(words, found, asked, Evidence(knows))


def _cleaned(text: str) -> str:
    if is_endless(text):
        raise _too_long()
    if is_binary(text):
        raise UserMistake(f"This is not text I can read. {_EXAMPLE}")
    line = clean_line(text)
    if not line:
        raise UserMistake(f"Nobody was named. {_EXAMPLE}")
    return line


def _too_long() -> UserMistake:
    return UserMistake(f"This is longer than a name and a company can be ({_LONGEST} characters). {_EXAMPLE}")


def _shell(line: str, found: Addresses) -> Asked:
    return Asked(line, domain=found.domain, email=found.email, linkedin=found.linkedin, phone=found.phone)


def _read(words: str, found: Addresses, asked: Asked, evidence: Evidence) -> Asked:
    ranked = readings(words, evidence, with_person=_is_the_person(words, found))
    if not ranked:
        if found.any:
            return asked
        raise UserMistake(f"There is no name in this. {_EXAMPLE}")
    best = ranked[0]
    _must_be_a_name(best, evidence)
    others = tuple(_filled(asked, it) for it in close_calls(ranked))
    main = _filled(asked, best)
    return replace(main, ambiguous=bool(others), alternatives=tuple(replace(it, ambiguous=True) for it in others))


def _is_the_person(words: str, found: Addresses) -> bool:
    """True when an address beside the words makes them a person, unless they are the address's own company."""
    label = (found.domain or "").partition(".")[0]
    same = bool(label) and company_key(words.strip(_EDGES)).replace(" ", "") == label.replace("-", "")
    return not same and (found.names_a_person or (found.domain is not None and len(words.split()) > 1))


def _must_be_a_name(best: Reading, evidence: Evidence) -> None:
    only = best.person or best.company or ""
    if not (best.person and best.company) and _SENSELESS.search(only):
        raise UserMistake(f"There is no name in this. {_EXAMPLE}")
    if not (best.person or best.title) and len(only.split()) > 1 and is_title(only) and evidence.company(only) < 0:
        raise UserMistake(f"This is a title; whose, and where? {_EXAMPLE}")
    lone = best.person is None or best.company is None
    if lone and len(only.split()) > _MOST_WORDS and evidence.company(only) < 3:
        raise UserMistake(f"I cannot find a person or a company in this sentence. {_EXAMPLE}")


def _filled(asked: Asked, reading: Reading) -> Asked:
    """The addresses with the words of one reading; a bare domain in the company's place is a domain."""
    company, domain = reading.company, asked.domain
    if company and is_domain(company):
        company, domain = None, domain or registrable(company)
    return replace(
        asked, person=_bare(reading.person), title=_bare(reading.title), company=_bare(company), domain=domain
    )


def _bare(text: str | None) -> str | None:
    """Without separators left hanging at its edges."""
    if not text:
        return None
    edges = " \t,;:|<>·•–—"
    bare = text.strip(edges)
    return bare if any(map(str.isalnum, bare)) else None
