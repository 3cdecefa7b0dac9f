"""Renders a fact's slots as one plain sentence; the claim check's vocabulary is made of the same words."""

from collections.abc import Mapping

from bot.model import Day, Fact, Kind, Precision, Quantity, Role, Status, Topic

NOUNS = {
    Topic.LEADERSHIP: "leadership",
    Topic.FUNDING: "funding",
    Topic.ACQUISITION: "deal",
    Topic.OPENING: "opening",
    Topic.HIRING: "hiring",
    Topic.LAYOFFS: "job cuts",
    Topic.RESULTS: "results",
    Topic.LAUNCH: "launch",
    Topic.DEAL: "agreement",
    Topic.FINANCE: "financing",
    Topic.RESTRUCTURING: "restructuring",
    Topic.RISK: "filing",
    Topic.SECURITY: "security incident",
    Topic.GOVERNANCE: "governance filing",
    Topic.FILING: "filing",
    Topic.REGULATION: "new rule",
    Topic.STATEMENT: "statement",
    Topic.NEWS: "announcement",
}
"""What an event is called when its whole sentence is too long to speak."""

OUTCOMES = {
    "no_answer": "no answer",
    "voicemail": "voicemail left",
    "talked": "talked",
    "meeting": "meeting booked",
    "not_now": "not now",
    "not_interested": "not interested",
}


def say(fact: Fact, name: str, this_year: int | None = None) -> str:
    """One sentence about `name`, the subject's name; ends without a full stop. An event of `this_year` omits it."""
    if fact.heard:
        return _heard(fact)
    match fact.kind:
        case Kind.EVENT:
            return f"{clause(fact, name)}{_when(fact, this_year)}"
        case Kind.HISTORY:
            return _touch(fact)
        case Kind.RELATION:
            return _relation(fact, name)
        case Kind.CONSENT:
            return f"{name}: do not call{_reason(fact)}"
        case Kind.PERSON if fact.topic is Topic.EMPLOYMENT:
            return _employment(fact, name)
        case _:
            return _plain(fact, name)


def clause(fact: Fact, name: str) -> str:
    """What happened, with its subject and without its date."""
    if fact.quote:
        return f"{name} published “{fact.quote}”" if fact.dated == "published" and fact.happened else f"“{fact.quote}”"
    if fact.topic is Topic.HIRING and fact.amount:
        where = f" in {fact.others[Role.DEPARTMENT]}" if Role.DEPARTMENT in fact.others else ""
        days = fact.value.get("days") if isinstance(fact.value, Mapping) else None
        span = f" within {days} days, the last" if days else ""
        return f"{name} opened {quantity(fact.amount)}{where}{span}"
    if what := fact.others.get(Role.WHAT):
        form = fact.others.get(Role.FORM, "")
        verb = "reported" if form.startswith("8-K") else "filed" if form else ""
        tense = "plans: " if fact.status is Status.PLANNED else ""
        return " ".join(f"{name} {verb} {tense}{what}".split())
    if title := fact.others.get(Role.TITLE):
        return f"{name} is hiring: {title}, opened"
    return f"{name}: {NOUNS.get(fact.topic, fact.topic.value)}"


def day(when: Day, *, year: bool = True) -> str:
    """A day in plain words, as exactly as it is known: 12 November 2026, November 2026, 2026."""
    match when.precision:
        case Precision.DAY:
            return f"{when.on.day} {when.on:%B}" + (f" {when.on:%Y}" if year else "")
        case Precision.MONTH:
            return f"{when.on:%B %Y}"
        case Precision.QUARTER:
            return f"Q{(when.on.month + 2) // 3} {when.on:%Y}"
        case Precision.YEAR:
            return f"{when.on:%Y}"


def month(when: Day) -> str:
    """The month is enough for a role: October 2026."""
    return f"{when.on:%Y}" if when.precision is Precision.YEAR else f"{when.on:%B %Y}"


def on(when: Day, *, year: bool = True) -> str:
    """The day with its preposition: on 12 November, in November 2026."""
    return f"{'on' if when.precision is Precision.DAY else 'in'} {day(when, year=year)}"


def quantity(amount: Quantity) -> str:
    """A number with its unit and bound: over 1,200 people, 51–200 people, 42 million USD."""
    number = _number(amount.number) + (f"–{_number(amount.upto)}" if amount.upto is not None else "")
    words = {"over": "over ", "under": "under ", "about": "about ", "exact": ""}[amount.bound]
    unit = amount.unit.removesuffix("s") if amount.number == 1 and amount.unit == "roles" else amount.unit
    return f"{words}{number}{'' if unit == '%' else ' '}{unit}".rstrip()


def _number(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:,}"


def _when(fact: Fact, this_year: int | None) -> str:
    if fact.happened:
        return f" {on(fact.happened, year=fact.happened.on.year != this_year)}"
    return f" (published {day(fact.published)})" if fact.published else " (no date given)"


def _heard(fact: Fact) -> str:
    """Sam Lee heard “they froze hiring”, 3 November 2026."""
    about = f" about {fact.others[Role.PERSON]}" if Role.PERSON in fact.others else ""
    by = fact.value.get("confirmed_by") if isinstance(fact.value, Mapping) else None
    sure = f", confirmed by {by}" if by else ""
    when = f", {day(fact.happened)}" if fact.happened else ""
    return f"{fact.others.get(Role.COLLEAGUE, 'A colleague')} heard{about} “{fact.quote}”{when}{sure}"


def _touch(fact: Fact) -> str:
    who = fact.others.get(Role.COLLEAGUE, "a colleague")
    outcome = fact.others.get(Role.OUTCOME, "")
    channel = fact.others.get(Role.CHANNEL, "contact")
    about = f" with {fact.others[Role.PERSON]}" if Role.PERSON in fact.others else ""
    note = f": “{fact.quote}”" if fact.quote else ""
    outcome = OUTCOMES.get(outcome, outcome.replace("_", " "))
    said = f"{channel}{about} by {who}" + (f", {outcome}" if outcome else "")
    return said[:1].upper() + said[1:] + (f", {day(fact.happened)}" if fact.happened else "") + note


def _relation(fact: Fact, name: str) -> str:
    colleague = fact.others.get(Role.COLLEAGUE, "A colleague")
    how = fact.others.get(Role.HOW, "")
    years = _years(fact)
    if fact.topic is Topic.WORKED_TOGETHER:
        where = f" at {fact.others[Role.COMPANY]}" if Role.COMPANY in fact.others else ""
        return f"{colleague} and {name} were both{where}{years}" if where else f"{colleague} worked with {name}{years}"
    if isinstance(fact.value, Mapping) and fact.value.get("denied"):
        return f"{colleague} says that they do not know {name}" + (f", {day(fact.seen)}" if fact.seen else "")
    tie = f" ({how})" if how else ""
    verb = "is connected with" if fact.others.get(Role.CHANNEL) == "LinkedIn" else "knows"
    return f"{colleague} {verb} {name}{tie}{years}"


def _years(fact: Fact) -> str:
    if fact.happened and fact.ended:
        return f" from {day(fact.happened)} to {day(fact.ended)}"
    return f" since {day(fact.happened)}" if fact.happened else ""


def _reason(fact: Fact) -> str:
    return f" (“{fact.quote}”)" if fact.quote else ""


def _employment(fact: Fact, name: str) -> str:
    title, company = fact.others.get(Role.TITLE, ""), fact.others.get(Role.COMPANY, "")
    what = " at ".join(part for part in (title, company) if part) or "there"
    was = "was" if fact.status is Status.ENDED else "is"
    since = f", since {day(fact.happened)}" if fact.happened else ""
    seen = f", seen {day(fact.seen)}" if fact.seen else ""
    return f"{name} {was} {what}{since}{seen}"


def _plain(fact: Fact, name: str) -> str:
    if fact.topic is Topic.SUMMARY:
        return f"“{fact.quote}”"
    if fact.topic is Topic.EMPLOYMENT:
        person = fact.others.get(Role.PERSON, "Somebody")
        since = f", since {day(fact.happened)}" if fact.happened else ""
        return f"{person} is {fact.others.get(Role.TITLE, 'there')} of {name}{since}"
    if fact.amount:
        value = quantity(fact.amount)
    else:
        value = str(fact.value) if isinstance(fact.value, str | int | float) else fact.quote
    at = next((f" ({word}{day(when)})" for word, when in _dates(fact) if when), "")
    return f"{name}: {LABELS.get(fact.key, LABELS.get(fact.topic, fact.topic.value))} {value}{at}"


def _dates(fact: Fact) -> tuple[tuple[str, Day | None], ...]:
    return (("", fact.happened), ("published ", fact.published), ("seen ", fact.seen))


LABELS: dict[str, str] = {
    "company.cik": "SEC number",
    "company.lei": "legal entity identifier",
    "company.ticker": "listed as",
    "company.qid": "Wikidata entry",
    "company.wikipedia": "Wikipedia article",
    "company.legal_name": "registered as",
    Topic.NAME: "also called",
    Topic.DOMAIN: "web address",
    Topic.REGISTER: "register number",
    Topic.TIME_ZONE: "time zone",
    Topic.FOUNDED: "founded",
    Topic.HEADCOUNT: "headcount",
    Topic.OPEN_ROLES: "open roles:",
}
