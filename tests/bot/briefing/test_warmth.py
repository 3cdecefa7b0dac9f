"""Warmth: the figures of its reference table, and the properties that must hold for any facts."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing import warmth
from bot.briefing.keys import judge
from bot.model import Fact, Identity, Kind, Status, Topic, Warmth
from tests import examples
from tests.examples import TODAY, ago, dossier, event, knows, overlap, role

NEWS = examples.STRANGER
OTHER = replace(examples.STRANGER, supplier="other blog")


def why(*facts: Fact) -> float:
    """The strength of *why now*."""
    return max((claim.strength for claim in warmth.reasons(warmth.events(facts, TODAY))), default=0.0)


def test_a_filing_of_a_new_executive_is_as_strong_as_the_reference_says() -> None:
    """A register filing eleven days old gives .873."""
    assert why(event(11, Topic.LEADERSHIP, source=examples.REGISTER)) == pytest.approx(0.873, abs=0.001)


def test_one_unknown_page_turns_nothing() -> None:
    """A single unknown page of yesterday stays below the threshold (.395)."""
    strength = why(event(1, Topic.FUNDING, source=NEWS))
    assert strength == pytest.approx(0.395, abs=0.001)
    assert strength < warmth.WHY_NOW


def test_two_independent_pages_turn_the_key_and_grow_old() -> None:
    """Two unknown pages agree: .633 when new, background at sixty days."""
    new = [event(1, Topic.FUNDING, source=page) for page in (NEWS, OTHER)]
    old = [event(60, Topic.FUNDING, source=page) for page in (NEWS, OTHER)]
    assert why(*new) == pytest.approx(0.633, abs=0.001)
    assert why(*old) == pytest.approx(0.320, abs=0.001)


def test_a_role_seen_long_ago_does_not_turn_who() -> None:
    """A role in the book seen 300 days ago is worth .509: not turned."""
    assert warmth.standing(examples.PROSPECT, [role(300)], TODAY).strength == pytest.approx(0.509, abs=0.001)
    assert not judge(dossier(role(300))).who.turned
    assert judge(dossier(role(210))).who.turned


def test_the_number_of_turned_keys_is_the_warmth() -> None:
    """No key is cold, one cool, two warm, three hot; nothing else counts."""
    facts = (role(), event(), knows())
    assert [judge(dossier(*facts[:count])).warmth for count in range(4)] == list(Warmth)


def test_a_large_former_employer_is_no_way_in() -> None:
    """Three years in a large company are likely but too weak; in a small one they count."""
    assert not judge(dossier(overlap(size=40_000))).way_in.turned
    assert judge(dossier(overlap(size=80))).way_in.turned
    assert "too weak" in judge(dossier(overlap(size=None))).way_in.line.text


def test_a_rival_employer_asks_whether_they_moved() -> None:
    """Another current employer of similar strength takes the key away and says so."""
    who = judge(dossier(role(60), role(20, company="Globex"))).who
    assert not who.turned
    assert "moved to Globex" in who.line.text


def test_only_the_askers_word_does_not_prove_who() -> None:
    """A typed person nobody has named there turns no key."""
    typed = replace(examples.PROSPECT, identity=Identity.YOUR_WORD)
    assert not judge(dossier(event(), prospect=typed)).who.turned


def test_an_unweighty_event_is_no_reason_however_fresh() -> None:
    """A vote of shareholders yesterday is background."""
    assert not judge(dossier(event(1, Topic.GOVERNANCE, weight=0.2))).why_now.turned


def test_what_is_dated_by_its_article_only_is_not_news() -> None:
    """Without a date of the event itself it turns the key only weaker, and is never called fresh."""
    article = event(1, happened=None, published=ago(1))
    claim = warmth.events([article], TODAY)[0]
    assert not warmth.fresh(claim, TODAY)
    assert claim.strength == pytest.approx(0.9 * 0.7 * 0.5 ** (1 / 60))


def test_done_in_the_future_is_refused() -> None:
    """A date that has not come cannot have happened."""
    assert warmth.events([event(-9)], TODAY) == []


topics = st.sampled_from([Topic.FUNDING, Topic.OPENING, Topic.LEADERSHIP, Topic.NEWS])
sources = st.sampled_from([examples.SITE, examples.REGISTER, NEWS, OTHER, examples.BOOK])
confidences = st.floats(0, 1)


@st.composite
def facts_of(draw: st.DrawFn) -> Fact:
    """Any event, role or tie."""
    days, confidence, source = draw(st.integers(0, 900)), draw(confidences), draw(sources)
    kind = draw(st.sampled_from(["event", "role", "knows"]))
    if kind == "event":
        fact = event(days, draw(topics), weight=draw(st.floats(0, 1)), status=draw(st.sampled_from(list(Status))))
        fact = replace(fact, published=ago(days)) if fact.status is Status.PLANNED else fact
    else:
        fact = role(days) if kind == "role" else knows(days)
    return replace(fact, confidence=confidence, source=source)


many = st.lists(facts_of(), max_size=8)


def strengths(facts: list[Fact], days_later: int = 0) -> tuple[float, float, float]:
    """The three strengths, some days later."""
    later = replace(dossier(*facts), as_of=examples.NOW + timedelta(days=days_later))
    keys = judge(later)
    return (keys.who.strength, keys.why_now.strength, keys.way_in.strength)


@given(many)
@settings(max_examples=150)
def test_strengths_lie_between_nothing_and_certainty(facts: list[Fact]) -> None:
    """Whatever is known, each key's strength is in [0, 1]; without facts it is 0."""
    assert all(0 <= strength <= 1 for strength in strengths(facts))
    assert strengths([]) == (0, 0, 0)


@given(many, st.randoms())
@settings(max_examples=150)
def test_the_order_of_facts_does_not_matter(facts: list[Fact], random: Random) -> None:
    """The same facts in any order give the same strengths."""
    shuffled = list(facts)
    random.shuffle(shuffled)
    assert strengths(shuffled) == pytest.approx(strengths(facts))


@given(many, st.integers(0, 400))
@settings(max_examples=150)
def test_a_later_day_never_warms(facts: list[Fact], days: int) -> None:
    """Nothing gets warmer by waiting."""
    gathered = [fact for fact in facts if fact.kind is Kind.EVENT and fact.status is not Status.PLANNED]
    assert all(b <= a + 1e-9 for a, b in zip(strengths(gathered), strengths(gathered, days), strict=True))


@given(many, st.data())
@settings(max_examples=150)
def test_a_copy_of_the_same_origin_changes_nothing(facts: list[Fact], data: st.DataObject) -> None:
    """The same story from the same origin twice is one voice."""
    if facts:
        again = data.draw(st.sampled_from(facts))
        assert strengths([*facts, again]) == pytest.approx(strengths(facts))


@given(many, st.data())
@settings(max_examples=150)
def test_a_supporting_event_never_cools(facts: list[Fact], data: st.DataObject) -> None:
    """One more event that is not a denial never lowers *why now*."""
    extra = data.draw(facts_of().filter(lambda fact: fact.status is not Status.DENIED))
    if extra.kind is Kind.EVENT:
        assert strengths([*facts, extra])[1] >= strengths(facts)[1] - 1e-9


@given(many, st.data())
@settings(max_examples=150)
def test_more_confidence_never_cools_why_now_or_way_in(facts: list[Fact], data: st.DataObject) -> None:
    """Raising the confidence of a fact that is no denial never lowers a key."""
    if facts:
        index = data.draw(st.integers(0, len(facts) - 1))
        if facts[index].status is not Status.DENIED:
            surer = [*facts[:index], replace(facts[index], confidence=1.0), *facts[index + 1 :]]
            assert all(b >= a - 1e-9 for a, b in zip(strengths(facts)[1:], strengths(surer)[1:], strict=True))
