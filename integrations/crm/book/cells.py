"""Reads single cells: addresses, numbers, flags; what cannot be read is None, and the caller says so."""

import re
from functools import lru_cache
from urllib.parse import unquote
from zoneinfo import available_timezones

import phonenumbers

from bot.model import Quantity
from bot.understand import company_key, is_free_mail, registrable

_EMAIL = re.compile(r"[^\s@<>,;:\"]{1,64}@[^\s@<>,;:\"]+\.[^\s@<>,;:\"]{2,}")
_SLUG = re.compile(r"(?:linkedin\.com)?/(?:in|pub)/([^/?#\s]+)", re.IGNORECASE)
_NO = frozenset({"", "0", "0.0", "no", "n", "f", "false", "off", "-", "none", "null", "nein", "non", "ok", "nan"})
_YES = frozenset({"1", "1.0", "yes", "y", "t", "true", "on", "x", "dnc", "do not call", "ja", "oui", "✓", "✔"})
_COUNT = re.compile(
    r"(?P<about>~|about |ca\.? ?|approx\.? ?)?(?P<over>>|over |more than )?"
    r"(?P<low>\d+)(?:\s*(?:-|–|to)\s*(?P<high>\d+))?(?P<plus>\+)?"
)
_SALUTATIONS = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau", "m", "mme"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "cpa", "esq"})
_SPELLED_COUNTRIES = {
    "united states": "US",
    "usa": "US",
    "united kingdom": "GB",
    "uk": "GB",
    "germany": "DE",
    "france": "FR",
}


def email(text: str) -> str | None:
    """An address as written, its host in lower case."""
    found = _EMAIL.fullmatch(text.strip().strip("<>").removeprefix("mailto:"))
    if not found:
        return None
    local, _, host = found[0].rpartition("@")
    return f"{local}@{host.lower()}"


def email_key(address: str) -> str:
    """The address as it is compared: lower case, without a +tag."""
    local, _, host = address.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0] or local}@{host}"


def slug(text: str) -> str | None:
    """The name in a LinkedIn profile address, in lower case: linkedin.com/in/JaneDoe/?x -> janedoe."""
    found = _SLUG.search(text)
    return unquote(found[1]).casefold() if found else None


@lru_cache(maxsize=50_000)
def domain(text: str) -> str | None:
    """The registrable domain of an address; None for none, and for mail hosts anybody may use."""
    found = registrable(text)
    return None if found is None or is_free_mail(found) else found


def mail_domain(address: str | None) -> str | None:
    """The company's domain that an e-mail address tells."""
    return domain(address.rpartition("@")[2]) if address else None


@lru_cache(maxsize=100_000)
def key(company: str) -> str:
    """A company's name as it is compared (see understand.company_key)."""
    return company_key(company)


@lru_cache(maxsize=20_000)
def e164(text: str, region: str | None) -> str | None:
    """The number as +13125550123; None when it is none, or has no country code and no region says which."""
    written = "+" + text.strip()[2:] if text.strip().startswith("00") else text
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def digits(text: str) -> str:
    """The digits of a number without country prefix zeros and without an extension."""
    number = re.split(r"(?i)\s*(?:x|ext\.?|extension|#|;)\s*\d", text)[0]
    return re.sub(r"\D", "", number).lstrip("0")


def same_phone(one: str, other: str, region: str | None) -> bool:
    """Whether two numbers ring the same telephone; unread ones count as the same from seven equal last digits on."""
    mine, theirs = e164(one, region), e164(other, region)
    if mine and theirs:
        return mine == theirs
    short, long = sorted((digits(mine or one), digits(theirs or other)), key=len)
    return len(short) >= 7 and long.endswith(short)  # noqa: PLR2004 (the length of a local number)


def region(country: str | None) -> str | None:
    """The two letters phone numbers are read by, of a country given in two letters or by a common name."""
    told = (country or "").strip()
    return told.upper() if len(told) == 2 and told.isalpha() else _SPELLED_COUNTRIES.get(told.casefold())  # noqa: PLR2004 (ISO 3166 alpha-2)


def flag(text: str) -> tuple[bool, bool]:
    """Whether a do-not-call cell says yes, and whether that was plain; anything unclear means yes."""
    said = text.strip().casefold()
    return said not in _NO, said in _NO or said in _YES


def time_zone(text: str) -> str | None:
    """An IANA name ("America/Chicago"), in its own spelling."""
    return _zones().get(text.strip().casefold().replace(" ", "_"))


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def people_count(text: str) -> Quantity | None:
    """A headcount: 1,200 · 501-1000 · 10,000+ · ~300 · 51–200 employees."""
    bare = re.sub(r"(?<=\d)[,.'’ ](?=\d{3}\b)", "", text.casefold())
    found = _COUNT.match(re.sub(r"\s*(?:employees|people|staff|mitarbeiter)\.?\s*$", "", bare).strip())
    if not found or len(found["low"]) > 8:  # noqa: PLR2004 (more people than there are)
        return None
    low, high = float(found["low"]), found["high"]
    if high:
        return Quantity(low, "people", upto=float(high[:9]))
    return Quantity(low, "people", "over" if found["plus"] or found["over"] else "about" if found["about"] else "exact")


def person_name(full: str | None, first: str | None, last: str | None) -> str:
    """The name in the order it is spoken: "Doe, Jane" -> "Jane Doe"; "" when there is none."""
    name = full or " ".join(part for part in (first, last) if part)
    family, comma, given = name.partition(",")
    if comma and given.strip() and "," not in given and given.strip(" .").casefold() not in _SUFFIXES:
        return f"{given.strip()} {family.strip()}"
    return name.strip()


def job_title(text: str | None) -> str | None:
    """A title; a salutation that a CRM keeps under that name is none."""
    return None if text is None or text.strip(" .").casefold() in _SALUTATIONS else text


def colleague(name_or_email: str | None) -> str | None:
    """What to call a colleague: sam@… -> Sam, dana.cho@… -> Dana Cho; a name, or an unclear address, stays as it is."""
    if not name_or_email or "@" not in name_or_email:
        return name_or_email
    parts = name_or_email.partition("@")[0].replace("_", ".").split(".")
    plain = all(part.isalpha() and len(part) > 1 for part in parts)
    return " ".join(part.capitalize() for part in parts) if plain else name_or_email
