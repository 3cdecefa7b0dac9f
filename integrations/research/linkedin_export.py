"""LinkedIn export: whom our own reps are connected with, from the Connections.csv each of them downloads."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from bot.errors import SourceUnavailable
from bot.model import Candidate, Company, Day, Fact, Kind, Origin, Prospect, Role, Source, Topic
from bot.services import IO, Terms
from bot.understand import Asked, company_key, is_free_mail, person_key, registrable, same_person
from integrations.sheet import Row, read_sheet

CONNECTED = 0.5  # both agreed to a connection; that they know each other nobody said (product.md law 4)
AROUND = 20  # other people of the company, longest connected first
_NEEDED = frozenset({"first name", "last name", "connected on"})
_LONGEST = 160  # characters of one slot
_NAME = "LinkedIn connections"
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


@dataclass(frozen=True, slots=True)
class Connection:
    """One line of an export."""

    rep: str
    name: str
    company: str
    title: str
    email: str
    slug: str | None  # linkedin.com/in/<slug>
    on: Day | None


@dataclass(frozen=True, slots=True)
class Exports:
    """Every rep's connections, by the comparable name of the company."""

    stamp: tuple[tuple[str, int, int], ...] = ()
    at: Mapping[str, Sequence[Connection]] = field(default_factory=dict[str, list[Connection]])
    by_slug: Mapping[str, Sequence[Connection]] = field(default_factory=dict[str, list[Connection]])


class LinkedinExport:
    """Reads exports from one file, or from a folder of files named after the rep: `dana.csv`, `Sam Lee.csv`."""

    def __init__(self, where: Path | None, rep: str | None = None) -> None:
        """`rep` is whose a single Connections.csv is; without it, "a colleague"."""
        self._where, self._rep = where, rep
        self._exports = Exports()
        self._lock = asyncio.Lock()
        self.terms = Terms(
            name="linkedin_export",
            title=_NAME,
            needs=(frozenset({"company"}),),
            requires=("WARMUP_CONNECTIONS",),
            lifetime=timedelta(0),
            lifetime_empty=timedelta(0),
            rate=(1_000, 1.0),
            licence="your-own",
            terms_url="https://www.linkedin.com/help/linkedin/answer/a566336",
        )

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        """None: a name in an export settles no company."""
        return ()

    async def research(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """Connections of our reps: with the person first, then with others at the company.

        Each is a hint (confidence .5, never confirmed): a connection alone turns no key. Raises SourceUnavailable.
        """
        exports = await self._read()
        company, person = prospect.company, prospect.person
        if company is None:
            return ()
        here = _here(exports, company)
        slug = _slug(person.linkedin or "") if person else None
        mine = [one for one in here if person and same_person(one.name, person.name) and not _other(one.slug, slug)]
        mine += [one for one in exports.by_slug.get(slug or "", ()) if one not in mine]
        others = sorted((one for one in here if one not in mine), key=_longest)[:AROUND]
        found = [_fact(person.id, one, io) for one in mine if person]
        return [*found, *(_fact(f"person:linkedin:{one.slug or person_key(one.name)}", one, io) for one in others)]

    async def _read(self) -> Exports:
        """The exports as the files say now."""
        async with self._lock:
            try:
                self._exports = await asyncio.to_thread(_load, self._where, self._rep, self._exports)
            except OSError as error:
                raise SourceUnavailable(self.terms.name, "its files cannot be read") from error
            return self._exports


def _here(exports: Exports, company: Company) -> list[Connection]:
    """Connections at the company: by its names; a business address of another domain is another company."""
    names = dict.fromkeys(company_key(name) for name in (company.name, company.legal_name, *company.aliases) if name)
    near = [one for name in names if name for one in exports.at.get(name, ())]
    return [one for one in near if not company.domain or _domain(one.email) in {None, company.domain}]


def _other(one: str | None, other: str | None) -> bool:
    """Whether two profiles are known, and are not the same: a namesake."""
    return bool(one and other and one != other)


def _domain(email: str) -> str | None:
    host = email.rpartition("@")[2]
    found = registrable(host) if host else None
    return None if found is None or is_free_mail(found) else found


def _fact(subject: str, one: Connection, io: IO) -> Fact:
    """Say "Dana is connected with Jane Doe (VP Operations at Acme) since 28 September 2021"."""
    url = f"https://www.linkedin.com/in/{quote(one.slug)}" if one.slug else None
    job = " at ".join(part for part in (one.title, one.company) if part)
    told = {
        Role.COLLEAGUE: one.rep,
        Role.PERSON: one.name[:_LONGEST],
        Role.CHANNEL: "LinkedIn",
        Role.HOW: job[:_LONGEST],
    }
    return Fact(
        kind=Kind.RELATION,
        topic=Topic.KNOWS,
        subject=subject,
        source=Source("linkedin_export", _NAME, url, io.now(), Origin.COLLEAGUE, licence="your-own"),
        key="relation.linkedin",
        others={role: text for role, text in told.items() if text},
        happened=one.on,
        confidence=CONNECTED,
    )


def _load(where: Path | None, rep: str | None, last: Exports) -> Exports:
    """The exports, or the last ones when no file has changed; raises OSError."""
    if where is None:
        return Exports()
    files = sorted(where.glob("*.[cC][sS][vV]")) if where.is_dir() else [where]
    stamp = tuple((path.name, it.st_mtime_ns, it.st_size) for path in files for it in [path.stat()])
    if stamp == last.stamp:
        return last
    at: dict[str, list[Connection]] = {}
    by_slug: dict[str, list[Connection]] = {}
    for path in files:
        for one in _connections(path, _whose(path, rep)):
            at.setdefault(company_key(one.company), []).append(one)
            if one.slug:
                by_slug.setdefault(one.slug, []).append(one)
    return Exports(stamp, at, by_slug)


def _whose(path: Path, rep: str | None) -> str:
    """Whose file it is, by its name: `dana.csv` -> Dana, `sam-lee.csv` -> Sam Lee."""
    words = path.stem.replace("_", " ").replace("-", " ").replace(".", " ").split()
    named = " ".join(word if word[:1].isupper() else word.capitalize() for word in words if not _is_stock(word))
    return named or rep or "A colleague"


def _is_stock(word: str) -> bool:
    """A word of LinkedIn's own file name: Connections.csv, "Connections (1).csv"."""
    return word.casefold() in {"connections", "linkedin", "export"} or not any(char.isalpha() for char in word)


def _connections(path: Path, rep: str) -> list[Connection]:
    """Every named line below the header, which stands under some notes; members without a name are left out."""
    sheet = read_sheet(path.read_bytes(), lambda cells: {cell.casefold() for cell in cells} >= _NEEDED)
    at = {name.casefold(): place for place, name in enumerate(sheet.header)}
    if not at.keys() >= _NEEDED:
        return []
    found = [_connection(row, at, rep) for row in sheet.rows]
    return [one for one in found if one.name]


def _connection(row: Row, at: Mapping[str, int], rep: str) -> Connection:
    def cell(name: str) -> str:
        place = at.get(name, len(row.cells))
        return row.cells[place] if place < len(row.cells) else ""

    return Connection(
        rep=rep,
        name=f"{cell('first name')} {cell('last name')}".strip(),
        company=cell("company"),
        title=cell("position"),
        email=cell("email address"),
        slug=_slug(cell("url")),
        on=_day(cell("connected on")),
    )


def _slug(url: str) -> str | None:
    """The profile's name in its address, in lower case; None for an address of any other shape."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
    except ValueError:
        return None
    kind, _, rest = parts.path.strip("/").partition("/")
    ours = (parts.hostname or "").endswith("linkedin.com") and kind in {"in", "pub"}
    return unquote(rest.partition("/")[0]).casefold() or None if ours else None


def _day(text: str) -> Day | None:
    """Read "28 Sep 2021"."""
    words = text.casefold().replace(",", " ").split()
    try:
        return Day(date(int(words[2]), _MONTHS[words[1][:3]], int(words[0])))
    except (IndexError, KeyError, ValueError):
        return Day.iso(text) if text else None


def _longest(one: Connection) -> tuple[date, str]:
    return (one.on.on if one.on else date.max, one.name)
