"""`warmup parse`: how a prospect is understood, without asking anybody."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from bot import understand
from bot.errors import UserMistake
from bot.understand import Asked

SHOWN = ("person", "title", "company", "domain", "email", "linkedin", "ambiguous")


def parse(words: str | None, file: Path | None, *, as_json: bool) -> int:
    """Print what was understood; with a file one JSON result a line, a mistake as {"error": …}."""
    if file:
        return _lines(file)
    if words is None:
        raise UserMistake('Say whom to understand, for example: warmup parse "Jane Doe at Acme"')
    understood = document(understand.prospect(words))
    if as_json:
        _print(understood)
    else:
        sys.stdout.writelines(
            f"{name:<10} {value if value is not None else '–'}\n" for name, value in understood.items()
        )
    return 0


def document(asked: Asked) -> dict[str, object]:
    """The seven documented fields."""
    return {name: getattr(asked, name) for name in SHOWN}


def _lines(file: Path) -> int:
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            for result in _results(lines):
                _print(result)
    except OSError as error:
        raise UserMistake(f"I cannot read {file}: {error.strerror}.") from error
    return 0


def _results(lines: Iterable[str]) -> Iterable[dict[str, object]]:
    for line in lines:
        if line.strip():
            yield _result(line)


def _result(line: str) -> dict[str, object]:
    try:
        words = json.loads(line)["in"]
        return document(understand.prospect(words if isinstance(words, str) else ""))
    except UserMistake as mistake:
        return {**dict.fromkeys(SHOWN), "ambiguous": False, "error": str(mistake)}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {**dict.fromkeys(SHOWN), "ambiguous": False, "error": 'Not a line like {"in": "Jane Doe at Acme"}.'}


def _print(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
