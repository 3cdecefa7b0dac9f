"""Take the addresses out of a line: LinkedIn, web, e-mail, telephone."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from bot.understand.domains import is_free_mail, registrable
from bot.understand.legal import is_legal_tail

_FLAG = re.compile(r"(?<!\S)--?(?=[a-z]{3,})[a-z-]+(?:=\S*)?(?!\S)")
_LINKEDIN = re.compile(
    r"<?(?:https?://)?(?:[a-z0-9-]+\.)*linkedin\.com/(?:mwlite/)?(in|pub|company|school|showcase|sales|talent)/"
    r"([^\s/?#<>|]+)[^\s<>|]*>?",
    re.IGNORECASE,
)
_URL = re.compile(r"<?\bhttps?://[^\s<>|]+>?|<?\bwww\.[^\s<>|]+>?", re.IGNORECASE)
_EMAIL = re.compile(
    r"(?:(?<!\S)|(?<=[,;:|<(\[]))[<(\[]?(?:mailto:)?([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[^\W_][\w-]*(?:\.[\w-]+)+)[>)\]]?[.,;]?(?!\S)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:tel:|☎\ufe0f?|phone:?)?\s?((?:\+|\b00|\(?\b)\d[\d\s().\-/]{5,22}\d)\b", re.IGNORECASE)
_LAST_DOMAIN = re.compile(r"(?<=[^\s,;:(@|–—-])\s+((?:[^\W_][\w-]*\.)+[^\W\d_][\w-]+)$")
_WORD_BEFORE = re.compile(r"(?:^|\s)(?:at|from|with|w/|bei|chez|en|em|в|of|@|/|on)$", re.IGNORECASE)
_HOLE = " "


@dataclass(slots=True)
class Addresses:
    """What was found, and the words that are left."""

    rest: str
    linkedin: str | None = None
    domain: str | None = None
    email: str | None = None
    phone: str | None = None

    @property
    def names_a_person(self) -> bool:
        """True when an address of a person was given beside the words."""
        return self.email is not None or (self.linkedin is not None and "/in/" in self.linkedin)

    @property
    def any(self) -> bool:
        """True when anything was found."""
        return bool(self.linkedin or self.domain or self.email or self.phone)


def take_addresses(line: str, region: str | None = None) -> Addresses:
    """Find at most one address of each kind; `region` (say "US") reads telephone numbers without a country code."""
    found = Addresses(_FLAG.sub(_HOLE, line))
    for take in (_take_linkedin, _take_url, _take_email, _take_last_domain):
        take(found)
    _take_phone(found, region)
    found.rest = re.sub(r"[^\S\t]+", " ", found.rest).strip()
    return found


def _take_linkedin(found: Addresses) -> None:
    """Sales Navigator's `/sales/lead/…` is an opaque id: it is taken out, and says nothing."""
    match = _LINKEDIN.search(found.rest)
    if not match:
        return
    kind, slug = match[1].lower(), unquote(match[2]).strip().rstrip(".,;)")
    kept = {"in": "in", "pub": "in", "company": "company", "school": "company", "showcase": "company"}.get(kind)
    if kept and re.search(r"\w", slug):
        found.linkedin = f"https://www.linkedin.com/{kept}/{_plain_slug(slug)}"
    found.rest = _without(found.rest, match)


def _plain_slug(slug: str) -> str:
    """Lower case, in its own script; only what would break a link is encoded."""
    return "".join(char if char.isalnum() or char in "-_." else quote(char) for char in slug.lower())


def _take_url(found: Addresses) -> None:
    for match in list(_URL.finditer(found.rest)):
        if found.domain is None:
            found.domain = registrable(match[0].strip("<>()[].,;"))
    found.rest = _URL.sub(_HOLE, found.rest)


def _take_email(found: Addresses) -> None:
    match = _EMAIL.search(found.rest)
    email = _email(match[1]) if match else None
    if not match or not email:
        return
    host = email.rpartition("@")[2]
    found.email = email
    if found.domain is None and not is_free_mail(host):
        found.domain = registrable(host)
    found.rest = _without(found.rest, match)


def _email(text: str) -> str | None:
    """With its host in lower case; made-up hosts (RFC 2606) are addresses too."""
    local, _, host = text.rpartition("@")
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        reserved = registrable(host) is not None and re.fullmatch(r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*", local)
        return f"{local}@{host.lower()}" if reserved else None


def _take_last_domain(found: Addresses) -> None:
    """`Jane Doe acme.com`: a domain at the end that no separator leads to."""
    match = _LAST_DOMAIN.search(found.rest)
    if not match or found.domain or _WORD_BEFORE.search(found.rest[: match.start()]) or is_legal_tail(match[1]):
        return
    found.domain = registrable(match[1])
    if found.domain:
        found.rest = found.rest[: match.start()]


def _take_phone(found: Addresses, region: str | None) -> None:
    for match in _PHONE.finditer(found.rest):
        number = _phone(match[1], region)
        if number:
            found.phone = number
            found.rest = _without(found.rest, match)
            return


def _phone(text: str, region: str | None) -> str | None:
    digits = "+" + text[2:] if text.startswith("00") else text
    try:
        number = phonenumbers.parse(digits, region.upper() if region else None)
    except phonenumbers.NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(number) or (digits.startswith("+") and phonenumbers.is_possible_number(number))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if valid else None


def _without(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + _HOLE + text[match.end() :]


def spaced_phone(number: str) -> str:
    """A number as one reads it aloud, +1 312-555-0142; what is no number in full form stays as it is."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
