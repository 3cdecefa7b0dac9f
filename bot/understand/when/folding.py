"""A word without case and accents, so that `Manana` is `mañana`."""

import unicodedata


def folded(word: str) -> str:
    """In lower case, without accents; `ß` becomes `ss`."""
    parts = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
