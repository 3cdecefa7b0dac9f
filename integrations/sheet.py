"""A table somebody exported to CSV, read without losing a line: encodings, separators, broken quotes, strange cells."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

LONGEST_CELL = 5_000  # characters kept of one cell
LONGEST_RECORD = 200  # lines one record may span: beyond it, a quotation mark was left open
_BROKEN = 20  # records with broken quotes named one by one; the rest are counted
_GUARD = re.compile(
    r'^(?:="(.*)"|\'(?=[=+\-@])(.*))$', re.DOTALL
)  # ="007" and '+1 312: how spreadsheets keep text text
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, bidirectional marks, lone surrogates
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its cells, and the line of the file on which it begins (the first is 1)."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A header, the records below it, and what could not be read as it stands ("line 7: …")."""

    header: tuple[str, ...] = ()
    rows: Sequence[Row] = ()
    problems: Sequence[str] = ()


def read_sheet(body: bytes, is_header: Callable[[Sequence[str]], bool] = bool) -> Sheet:
    """Read a whole CSV file; the header is the first record that `is_header` accepts. Never raises."""
    text, problems = _decode(body)
    lines = list(io.StringIO(text, newline=""))  # splitlines() would also split at form feeds inside cells
    start, separator = _header_line(lines, is_header)
    reading = _Reading(lines, separator, problems)
    records = reading.records(start)
    header = next(records, None)
    if header is None:
        return Sheet(problems=(*problems, "there is no header line"))
    rows = [row for row in records if any(row.cells)]
    return Sheet(header.cells, rows, tuple(reading.all_problems()))


def clean(cell: str) -> str:
    """One line of visible text: no controls, no bidirectional marks, outer space and spreadsheet guards taken off."""
    if not cell.isprintable():
        spaced = re.sub(r"\s+", " ", cell)
        cell = "".join(char for char in spaced if unicodedata.category(char) not in _HIDDEN)
    cell = cell.strip()
    if cell[:1] in {"=", "'"} and (guarded := _GUARD.match(cell)):
        cell = (guarded[1] or guarded[2] or "").strip()
    return cell


def _decode(body: bytes) -> tuple[str, list[str]]:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", errors="replace"), []
    try:
        return body.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        said = f"line {line}: not UTF-8; the file was read as Windows-1252, so look at accented names"
        return body.decode("cp1252", errors="replace"), [said]


def _header_line(lines: Sequence[str], is_header: Callable[[Sequence[str]], bool]) -> tuple[int, str]:
    """Where the header stands (from 0) and what separates its cells; the first line that is not blank if none fits."""
    first = None
    for number, line in enumerate(lines[:50]):
        told = re.fullmatch(r"sep=(.)", line.strip(), re.IGNORECASE)  # Excel's own hint
        if not line.strip() or told:
            continue
        separator = max(_SEPARATORS, key=line.count)
        cells = next(csv.reader([line], delimiter=separator), list[str]())
        if is_header([clean(cell) for cell in cells]):
            return number, separator
        first = (number, separator) if first is None else first
    return first or (0, ",")


@dataclass(slots=True)
class _Reading:
    """Reads records one by one; where quotes are broken, that one line is taken as plain text and reading goes on."""

    lines: Sequence[str]
    separator: str
    problems: list[str]
    broken: int = 0
    cut: list[int] = field(default_factory=list[int])

    def records(self, at: int) -> Iterator[Row]:
        """Every record from line `at` (counted from 0)."""
        while at < len(self.lines):
            taken = 0
            try:
                for cells, taken in self._strict(at):
                    yield self._row(at, cells)
                    at += taken
            except csv.Error as error:
                if "limit" not in str(error):  # a cell that is too long is reported where it is cut
                    self._complain(at)
                yield self._row(at, self._plain(self.lines[at]))
                at += 1

    def _strict(self, at: int) -> Iterator[tuple[list[str], int]]:
        """Records with the number of lines each took; raises csv.Error at the first broken one."""
        taken = 0

        def feed() -> Iterator[str]:
            nonlocal taken
            for number in range(at, len(self.lines)):
                if taken == LONGEST_RECORD:
                    return
                taken += 1
                yield self.lines[number].replace("\0", "")

        for cells in csv.reader(feed(), delimiter=self.separator, strict=True):
            yield cells, taken
            taken = 0

    def _plain(self, line: str) -> list[str]:
        line = line.replace("\0", "").rstrip("\r\n")
        return [cell.strip().strip('"') for cell in line.split(self.separator)]

    def _row(self, at: int, cells: Sequence[str]) -> Row:
        if max(map(len, cells), default=0) > LONGEST_CELL:
            self.cut.append(at + 1)
        return Row(at + 1, tuple(clean(cell[:LONGEST_CELL]) for cell in cells))

    def _complain(self, at: int) -> None:
        self.broken += 1
        if self.broken <= _BROKEN:
            self.problems.append(f"line {at + 1}: its quotation marks do not match; it was read as plain text")

    def all_problems(self) -> list[str]:
        """What was wrong, in a few lines however often it was."""
        more = [f"{self.broken - _BROKEN} more lines have broken quotation marks"] if self.broken > _BROKEN else []
        cut = [
            f"line {line}: a cell is longer than {LONGEST_CELL:,} characters; the rest was cut"
            for line in self.cut[:_BROKEN]
        ]
        return [*self.problems, *more, *cut]
