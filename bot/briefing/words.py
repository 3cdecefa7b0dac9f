"""What is said on the call: opener, voicemail with its e-mail, questions and objections, from given facts only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.briefing.say import NOUNS, clause, day, on
from bot.briefing.spoken import seconds, spoken_words
from bot.briefing.topics import stock
from bot.briefing.warmth import Claim
from bot.model import Day, Dossier, Email, Fact, Line, Objection, Precision, Question, Role, Topic, Voicemail
from bot.understand import given_name

OPENER_WORDS = 45
VOICEMAIL_AIM, VOICEMAIL_WRITE, VOICEMAIL_LIMIT = 50, 62, 65  # writer.md 5.2
TRIGGER_WORDS = 22  # a longer sentence is neither spoken nor remembered
NUMBERED = re.compile(r" \(\S+ item [\d.]+\)")  # "(8-K item 5.02)" is read, never spoken
VOICEMAIL_PAUSE = 7  # days: a second voicemail sooner is worse than none
ADVICE = (
    "Over 300 million calls, those who left a voicemail got more answers to their e-mail (2.7 → 5.9 %) "
    "and fewer later pick-ups (7.2 → 5.2 %) (Gong with 30MPC, 2024): leave it once, with the e-mail."
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: a name and the company they sell for."""

    name: str = "[your name]"
    company: str = "[your company]"


def opener(dossier: Dossier, caller: Caller, trigger: Claim | None) -> Line | None:
    """At most 45 words: who I am, exactly one reason with its date, a question with a way out."""
    if dossier.prospect.person is None:
        return None
    hello = f"{addressed(dossier) or 'Hello'}, {caller.name} from {caller.company}."
    if trigger is None:
        return Line(f"{hello} I know I am calling out of the blue. Have you got a minute, or rather later?")
    ids = _ids(trigger)
    ask = "Have you got a minute, or rather later?"
    for reason in _reasons(dossier, trigger.lead):
        said = f"{hello} The reason for my call: {reason}. {ask}"
        if len(said.split()) <= OPENER_WORDS:
            return Line(said, ids)
    return None


def voicemail(dossier: Dossier, caller: Caller, trigger: Claim | None) -> tuple[Voicemail, Email] | None:
    """A voicemail of 50–62 spoken words and the e-mail it points to; None without a reason to leave one."""
    if dossier.prospect.person is None or trigger is None:
        return None
    email = _email(dossier, caller, trigger)
    for reason in _reasons(dossier, trigger.lead):
        text = _fitted(_voicemail_sentences(dossier, caller, reason, trigger.lead.topic, email.subject))
        if spoken_words(text) <= VOICEMAIL_LIMIT:
            advice = _advice(dossier)
            return Voicemail(text, seconds(text), spoken_words(text), _ids(trigger), advice), email
    return None


def _voicemail_sentences(
    dossier: Dossier, caller: Caller, reason: str, topic: Topic, subject: str
) -> tuple[list[str], list[tuple[int, str]]]:
    """What must be said, in order, and what may be slipped in (before which of those) to fill the time."""
    must = [
        f"{_hello(dossier)}, this is {caller.name} from {caller.company}.",
        f"I am calling because {reason}.",
        f"I have one question about {stock(topic).about}.",
        f"I am sending you a two-line e-mail titled “{subject}”.",
        f"Again, {caller.name}.",
    ]
    may = [
        (4, "A line in answer to it is all I ask."),
        (4, "If somebody else looks after this, their name would help me just as much."),
        (3, "It takes a minute to answer."),
        (5, "Have a good day."),
    ]
    return must, may


def _fitted(sentences: tuple[list[str], list[tuple[int, str]]]) -> str:
    """All that must be said, with courtesies added until the aim is reached and while they fit."""
    must, may = sentences
    chosen: list[tuple[int, str]] = []
    for extra in may:
        said = _joined(must, chosen)
        if spoken_words(said) < VOICEMAIL_AIM and spoken_words(f"{said} {extra[1]}") <= VOICEMAIL_WRITE:
            chosen.append(extra)
    return _joined(must, chosen)


def _joined(must: Sequence[str], extras: Sequence[tuple[int, str]]) -> str:
    spoken: list[str] = []
    for index in range(len(must) + 1):
        spoken += [sentence for before, sentence in extras if before == index]
        spoken += must[index : index + 1]
    return " ".join(spoken)


def _email(dossier: Dossier, caller: Caller, trigger: Claim) -> Email:
    subject = _subject(dossier, trigger.lead)
    reason = next(iter(_reasons(dossier, trigger.lead)), subject)
    body = (
        f"{_hello(dossier)},\n\n"
        f"{reason[:1].upper()}{reason[1:]}. {stock(trigger.lead.topic).problem[0]}\n\n"
        f"{caller.name}, {caller.company}"
    )
    person = dossier.prospect.person
    return Email(subject, body, person.email if person else None, _ids(trigger))


def _subject(dossier: Dossier, fact: Fact) -> str:
    company = dossier.prospect.company.name if dossier.prospect.company else ""
    noun = NOUNS.get(fact.topic, "news")
    return " ".join(f"{company}: {noun}{_short_date(fact)}".split())


def _short_date(fact: Fact) -> str:
    return f" {day(fact.happened, year=False)}" if fact.happened and fact.happened.precision is Precision.DAY else ""


def _advice(dossier: Dossier) -> str:
    today = dossier.as_of.date()
    for fact in dossier.facts:
        recent = fact.happened and 0 <= (today - fact.happened.on).days <= VOICEMAIL_PAUSE
        if (
            fact.topic is Topic.TOUCH
            and recent
            and "voicemail" in f"{fact.others.get(Role.OUTCOME)} {fact.others.get(Role.CHANNEL)}"
        ):
            return f"Better leave none: there was one {on(fact.happened)}." if fact.happened else ""
    person = dossier.prospect.person
    if not (person and person.email):
        return "Better leave none: their e-mail address is unknown, and a voicemail only helps the e-mail."
    return ADVICE


def questions(dossier: Dossier, trigger: Claim | None, known: frozenset[Topic]) -> tuple[Question, ...]:
    """SPIN: two problem, two implication and one need-payoff question, from the reason to call.

    At most one situation question, and only about what no fact answers.
    """
    if dossier.prospect.person is None and trigger is None:
        return ()
    asked: list[Question] = []
    if trigger:
        lines, ids = stock(trigger.lead.topic), _ids(trigger)
        asked += [Question("problem", text, ids) for text in lines.problem]
        asked += [Question("implication", text, ids) for text in lines.implication]
        asked.append(Question("need-payoff", lines.payoff, ids))
    situation = _situation(known)
    return tuple([*asked, Question("situation", situation)] if situation else asked)


def _situation(known: frozenset[Topic]) -> str | None:
    ladder = (
        (Topic.EMPLOYMENT, "What is in your hands there, and what is not?"),
        (Topic.HEADCOUNT, "How many people does this touch on your side?"),
        (Topic.PARENT, "Do you decide this yourselves, or does a parent company have a say?"),
    )
    return next((question for topic, question in ladder if topic not in known), None)


def objections(dossier: Dossier, role: Fact | None, trigger: Claim | None) -> tuple[Objection, ...]:
    """Five, each answered in one short sentence and one question; facts only where one is named."""
    title = role.others.get(Role.TITLE) if role else None
    reason = _ids(trigger) if trigger else ()
    topic = stock(trigger.lead.topic).about if trigger else "it"
    funding = next((f for f in dossier.facts if f.topic is Topic.FUNDING), None)
    return (
        Objection("Not interested", "Fair enough, you did not ask for this call. Is it the subject or the moment?"),
        Objection(
            "No time, send an e-mail", f"Gladly. So that it is worth opening: is {topic} on your list at all?", reason
        ),
        Objection("We have somebody for that", "Good. What would they have to stop doing for you to look around?"),
        Objection(
            "No budget",
            "Understood. If it were worth it, in which quarter would there be one?",
            (funding.id,) if funding else (),
        ),
        Objection(
            "Not the right person",
            f"I had you down as {title}. Who looks after this?" if title else "My mistake. Who looks after this?",
            (role.id,) if role and title else (),
        ),
    )


def addressed(dossier: Dossier) -> str:
    """The first name where it is safely known, else the full one; "" where only their e-mail address is known."""
    person = dossier.prospect.person
    return (given_name(person.name) or person.name) if person and "@" not in person.name else ""


def _hello(dossier: Dossier) -> str:
    return f"Hello {addressed(dossier)}".rstrip()


def _reasons(dossier: Dossier, fact: Fact) -> list[str]:
    """The trigger in ever fewer words, each with its date."""
    name = dossier.name(fact.subject)
    when = f" {on(fact.happened, year=_other_year(fact.happened, dossier.as_of.date()))}" if fact.happened else ""
    full = f"{NUMBERED.sub('', clause(fact, name))}{when}"
    short = f"of {name}’s {NOUNS.get(fact.topic, 'news')}{when}"
    return [
        reason
        for reason in (full, f"there is news {short}", f"there is news about {name}")
        if len(reason.split()) <= TRIGGER_WORDS
    ]


def _other_year(when: Day, today: date) -> bool:
    return when.on.year != today.year


def _ids(claim: Claim) -> tuple[str, ...]:
    return tuple(fact.id for fact in claim.facts)
