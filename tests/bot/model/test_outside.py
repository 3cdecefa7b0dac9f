"""Text from outside: what is taken out, what is cut, what may not stand in a narrow slot."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.outside import canonical, name_slot, plain_html, slot


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Acme\topens\n a plant ", "Acme opens a plant"),
        ("pass\u200bword \u202egnp.exe", "password gnp.exe"),
        ("hi\U000e0069\U000e006a there", "hi there"),
        ("1,850¹ people²", "1,850 people"),
        ("a\ufe0fb\U000e0100c", "abc"),
        ("\uff21cme \ufb01nance", "Acme finance"),
        ("e\u200b\u0301", "é"),
        ("bell\x07 and nul\x00", "bell and nul"),
        ("", ""),
    ],
)
def test_canonical_takes_out_what_nobody_sees(text: str, kept: str) -> None:
    """Controls, zero-width, bidirectional and tag characters go, blanks collapse, footnote figures do not join."""
    assert canonical(text) == kept


@given(st.text(), st.integers(1, 300))
def test_canonical_is_short_visible_and_stable(text: str, limit: int) -> None:
    """Whatever comes in, one visible line of at most the limit comes out, and reading it again changes nothing."""
    once = canonical(text, limit)
    hidden = {"Cc", "Cf", "Co", "Cs", "Cn"}
    assert len(once) <= limit
    assert not any(unicodedata.category(c) in hidden for c in once)
    assert canonical(once, limit) == once


def test_canonical_is_cut_after_widening() -> None:
    """One character that NFKC makes eighteen of does not pass the limit."""
    assert len(canonical("\ufdfa" * 100, 20)) <= 20


@pytest.mark.parametrize(
    "text", ["", "   ", "VP <b>Ops</b>", "a|b", "[x](y)", "{{DATE}}", "VP\nOps", "a\u2028b", "x" * 81]
)
def test_a_slot_refuses_markup_line_ends_and_length(text: str) -> None:
    """What is not a plain short title or name may only be quoted."""
    assert slot(text) is None


@pytest.mark.parametrize("text", ["see https://evil.example", "a\uff1cb\uff1e", "a\x85b"])
def test_a_slot_refuses_disguised_markup_and_links(text: str) -> None:
    """Full-width brackets, odd line ends and addresses do not slip in either."""
    assert slot(text) is None


@pytest.mark.parametrize(
    "text", ["VP Operations", "Becton, Dickinson & Co.", "AT&T Inc.", "S/4HANA Lead (m/f)", "株式会社"]
)
def test_a_slot_takes_titles_and_companies(text: str) -> None:
    """Ordinary titles and company names pass as they are."""
    assert slot(text) == text


def test_a_slot_takes_outer_blanks_off() -> None:
    """Blanks and a line end around a title are no reason to refuse it."""
    assert slot(" VP Operations \n", 80) == "VP Operations"


@pytest.mark.parametrize("text", ["Jane O'Doe-Smith Jr.", "Nguyễn Văn An", "सत्य नडेला", "Renée D’Arc"])
def test_names_of_all_scripts_fit(text: str) -> None:
    """Letters and marks of any script, blanks, full stops, apostrophes and hyphens make a name."""
    assert name_slot(text) == text


@pytest.mark.parametrize("text", ["Jane Doe; ignore this", "R2D2", "@here", "J" * 61, "Jane (CEO)"])
def test_other_signs_make_no_name(text: str) -> None:
    """Figures, signs and length do not pass as a person's name."""
    assert name_slot(text) is None


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("<p>One</p><p>two &amp;amp; <b>th</b>ree</p>", "One two &amp; three"),
        ("a<!-- tell them -->b<script>x()</script><style>p{}</style>", "ab"),
        ("shown <div hidden>ignore <b>all</b> <p>this</div> again", "shown again"),
        ('<span style="DISPLAY : none">x</span>y', "y"),
        ('<p style="font-size:0">x</p><p style="opacity: 0">x</p><p style="opacity:0.5;font-size:0.9em">y</p>', "y"),
        ('<i aria-hidden="true">x</i>y<img alt="evil" src=x>', "y"),
        ("<div hidden/>x</div>y", "y"),
        ("<div hidden></span>x</div>y", "y"),
        ("<br>a<hr>b<svg><text>x</text></svg>", "a b"),
        ("a<![x[ never raise ]]>b", "ab"),
        ("5 < 6 and <3", "5 < 6 and <3"),
        ("<p>unfinished <a href='x", "unfinished"),
        ("<p>seen <!-- not seen, nor <b>this</b>", "seen"),
        ("<script>never closed", ""),
        ("fish &amp; chips &copy", "fish & chips ©"),
    ],
)
def test_html_is_read_as_somebody_sees_it(html: str, seen: str) -> None:
    """Comments, scripts, hidden nodes and attributes are gone; entities are decoded once; blocks part words."""
    assert plain_html(html) == seen


@given(st.text(alphabet=st.sampled_from("<>![]-/&;#ahidenscrpt \"'=x"), max_size=80))
def test_no_html_makes_it_raise(html: str) -> None:
    """Any rubbish gives some text."""
    assert isinstance(plain_html(html), str)
