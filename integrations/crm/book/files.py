"""A folder of CSV files, or one of people, read into typed rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from integrations.crm.book import parse
from integrations.crm.book.columns import is_connections, places, plain
from integrations.crm.book.parse import Reading
from integrations.crm.book.rows import Record, Rows
from integrations.sheet import Sheet, read_sheet

T = TypeVar("T")
Stamp = tuple[tuple[str, int, int], ...]
"""Name, time of change and size of each file: when it is another, the book is read again."""

_NAMES = {
    "people": "people person persons contacts contact leads",
    "companies": "companies company accounts account organizations",
    "touches": "touches activities calls history",
    "relations": "relations relationships ties",
    "do_not_call": "donotcall dnc donotcalllist suppressions optouts",
    "events": "events news triggers",
}
_NONE: Mapping[str, str] = MappingProxyType({})  # one for all rows without extras
_LOOKED_AT = 4_000  # bytes that tell text from anything else
_ENDINGS = frozenset({".csv", ".tsv", ".txt"})
_NEEDED = {
    "people": ("name", "first_name", "last_name", "email"),
    "companies": ("name", "domain"),
    "touches": ("person_id", "person_email", "company"),
    "relations": ("person_id", "person_email"),
    "events": ("what",),
}
"""Without any of these columns nothing in the table can be used."""


def files_of(where: Path) -> list[Path]:
    """The files of a book in order of their names; raises OSError when the folder cannot be read."""
    if not where.is_dir():
        return [where]
    return sorted(path for path in where.iterdir() if path.suffix.lower() in _ENDINGS and not path.name.startswith("."))


def stamp(where: Path) -> Stamp:
    """When the book's files last changed; raises OSError."""
    return tuple((path.name, it.st_mtime_ns, it.st_size) for path in files_of(where) for it in [path.stat()])


def load(where: Path, rep: str | None = None, today: date | None = None) -> Rows:
    """Read everything; slow for a large book, so call it off the loop. Raises OSError.

    `rep` is whose LinkedIn connections a plain `Connections.csv` holds; `today` is set for the sample book only.
    """
    tables: dict[str, list[tuple[Reading, Sequence[Record]]]] = {}
    problems: list[str] = []
    for path in files_of(where):
        body = path.read_bytes()
        if not _is_text(body):
            raise OSError(
                f"{path.name} is no text file"
            )  # an unread do-not-call list must never look like an empty one
        sheet = _read(body)
        table = "connections" if is_connections(sheet.header) else _table(path, alone=not where.is_dir())
        problems += [f"{path.name}, {problem}" for problem in sheet.problems]
        if table is None:
            problems.append(f"{path.name}: not one of the book's tables by its name; it was not read")
            continue
        records, trouble = _records(table, sheet)
        problems += [f"{path.name}: {said}" for said in trouble]
        tables.setdefault(table, []).append((Reading(path.name, parse.order_of(records), today), records))
    return _rows(tables, problems, rep)


def _is_text(body: bytes) -> bool:
    """False for a picture, a workbook under another name, or a disk's garbage; a few odd characters are no matter."""
    start = body[:_LOOKED_AT]
    odd = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b" for byte in start)  # noqa: PLR2004 (the control characters)
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or odd <= max(8, len(start) // 20)


def _read(body: bytes) -> Sheet:
    """A LinkedIn export has its header below some notes; every other table begins with it."""
    return read_sheet(body, is_connections if b"Connected On" in body[:4_000] else _fits)


def _rows(tables: Mapping[str, list[tuple[Reading, Sequence[Record]]]], problems: list[str], rep: str | None) -> Rows:
    def every(table: str, build: Callable[[Record, Reading], T | None]) -> list[T]:
        return [row for reading, records in tables.get(table, ()) for row in _built(records, reading, build)]

    people = [
        row
        for reading, records in tables.get("people", ())
        for row in parse.with_ids(_built(records, reading, parse.person), reading)
    ]
    rows = Rows(
        people=people,
        companies=every("companies", parse.company),
        touches=every("touches", parse.touch),
        relations=every("relations", parse.relation),
        do_not_call=every("do_not_call", parse.listed),
        events=every("events", parse.event),
        connections=every("connections", lambda record, reading: parse.connection(record, reading, _rep(reading, rep))),
    )
    said = [problem for table in tables.values() for reading, _ in table for problem in reading.all_problems()]
    return Rows(
        rows.people, rows.companies, rows.touches, rows.relations, rows.do_not_call, rows.events, rows.connections,
        (*problems, *said),
    )  # fmt: skip


def _built(records: Iterable[Record], reading: Reading, build: Callable[[Record, Reading], T | None]) -> list[T]:
    return [row for record in records if (row := build(record, reading)) is not None]


def _records(table: str, sheet: Sheet) -> tuple[Sequence[Record], list[str]]:
    at = places(table, sheet.header)
    if table == "do_not_call":
        return _listed_records(sheet, at)
    if table in _NEEDED and not any(column in at for column in _NEEDED[table]):
        header = ", ".join(sheet.header)[:100]
        return (), [f"none of the columns {', '.join(_NEEDED[table])} in its header ({header}); it was not read"]
    used = {place for positions in at.values() for place in positions}
    extras = [(place, name) for place, name in enumerate(sheet.header) if place not in used and name]
    return [_record(row.line, row.cells, at, extras) for row in sheet.rows], []


def _record(line: int, cells: Sequence[str], at: Mapping[str, list[int]], extras: Sequence[tuple[int, str]]) -> Record:
    size = len(cells)
    values: dict[str, str] = {}
    for column, positions in at.items():
        for place in positions:
            if place < size and cells[place]:
                values[column] = cells[place]
                break
    kept = {name: cells[place] for place, name in extras if place < size and cells[place]} if extras else _NONE
    return Record(line, values, kept or _NONE)


def _listed_records(sheet: Sheet, at: Mapping[str, list[int]]) -> tuple[Sequence[Record], list[str]]:
    """Every cell that may hold an address or a name is an entry of its own; a list without a header is one too."""
    trouble: list[str] = []
    positions = at.get("value")
    rows = [(row.line, row.cells) for row in sheet.rows]
    if not positions:
        trouble = ["no column “value”; the first column of every line was taken, the header too"]
        positions, rows = [0], [(1, sheet.header), *rows]
    rest = {column: places for column, places in at.items() if column != "value"}
    records: list[Record] = []
    for line, cells in rows:
        others = _record(line, cells, rest, ()).values
        values = [cells[place] for place in positions if place < len(cells) and cells[place]]
        records += [Record(line, {**others, "value": value}) for value in values or [""]]
    return records, trouble


def _fits(cells: Sequence[str]) -> bool:
    """Whether a line can be a header: two known columns at least, or a single column."""
    return sum(bool(plain(cell)) for cell in cells) > 1 or len(cells) == 1


def _table(path: Path, *, alone: bool) -> str | None:
    """Which table a file holds, by its name; a single file is people."""
    if alone:
        return "people"
    name = plain(path.stem)
    return next((table for table, names in _NAMES.items() if name in names.split()), None)


def _rep(reading: Reading, rep: str | None) -> str:
    """Whose connections these are: "Connections Dana.csv" are Dana's."""
    words = Path(reading.table).stem.replace("_", " ").replace("-", " ").split()
    named = " ".join(word for word in words if word.casefold() not in {"connections", "linkedin"})
    return named or rep or "A colleague"
