"""How wide a bold label is in ems, near enough for any of the fonts Slack's clients use."""

_WIDTHS = {
    **dict.fromkeys(" iIjl.,:;'’!|", 0.28),
    **dict.fromkeys("frt()-", 0.37),
    **dict.fromkeys("mwMW✔✘", 0.85),
}  # between the bold widths of Lato, Helvetica and Roboto
_CAPITAL = 0.69
_LETTER = 0.58


def width(label: str) -> float:
    """Its width in ems."""
    return sum(_WIDTHS.get(sign, _CAPITAL if sign.isupper() else _LETTER) for sign in label)
