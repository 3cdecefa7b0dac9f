"""The machine: its cores, who runs on which, and the versions that were measured."""

import os
import platform
import sqlite3
import sys
from collections.abc import Generator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version

SERVER, CLIENT = 0, 1  # cores
MEASURED = ("aiohttp", "slack_bolt", "slack_sdk", "sqlalchemy", "aiosqlite", "uvloop")


@contextmanager
def on_core(number: int) -> Generator[None]:
    """Whatever is started in the block runs on this core only, where the system lets us choose and there are two."""
    if not can_pin():
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {sorted(before)[number]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def can_pin() -> bool:
    """Whether server and client can have a core each."""
    return hasattr(os, "sched_setaffinity") and len(os.sched_getaffinity(0)) > 1


def described() -> str:
    """One line on what ran where."""
    packages = ", ".join(f"{name} {_version(name)}" for name in MEASURED)
    pinned = "server and client on a core each" if can_pin() else "NOT pinned: server and client share the cores"
    cores = f"{os.cpu_count()} cores ({platform.machine()}), load {os.getloadavg()[0]:.1f} at the start; {pinned}"
    return f"{cores}\nPython {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {packages}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
