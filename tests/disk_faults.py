"""A disk that fails when it is told to: SQLite's calls of the system, counted and refused.

SQLite lets a program put its own functions in the place of the system's (`xSetSystemCall` of its VFS, see
https://sqlite.org/c3ref/vfs.html); here the process that runs the tests does so with the calls that change
something on the disk.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import errno
import os
from collections.abc import Callable
from typing import Any

_POINTER, _INT, _SIZE = ctypes.c_void_p, ctypes.c_int, ctypes.c_ssize_t
_NAME = ctypes.c_char_p
SHAPES: dict[str, tuple[Any, ...]] = {
    "open": (_INT, _NAME, _INT, _INT),
    "write": (_SIZE, _INT, _POINTER, ctypes.c_size_t),
    "pwrite": (_SIZE, _INT, _POINTER, ctypes.c_size_t, ctypes.c_int64),
    "pwrite64": (_SIZE, _INT, _POINTER, ctypes.c_size_t, ctypes.c_int64),
    "ftruncate": (_INT, _INT, ctypes.c_int64),
    "unlink": (_INT, _NAME),
}
"""The result and the arguments of each call that is counted."""
FULL, READ_ONLY, BROKEN = errno.ENOSPC, errno.EROFS, errno.EIO


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", _INT), ("file_size", _INT), ("longest_path", _INT), ("next", _POINTER), ("name", _NAME),
        ("data", _POINTER), *((f"method{n}", _POINTER) for n in range(13)),
        ("set_call", ctypes.CFUNCTYPE(_INT, _POINTER, _NAME, _POINTER)),
        ("get_call", ctypes.CFUNCTYPE(_POINTER, _POINTER, _NAME)),
    )  # fmt: skip


def available() -> bool:
    """Whether SQLite is a library of the system, in which calls can be replaced."""
    return os.name == "posix" and ctypes.util.find_library("sqlite3") is not None and _vfs() is not None


def _vfs() -> Any:
    library = ctypes.CDLL(ctypes.util.find_library("sqlite3"))
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    found = library.sqlite3_vfs_find(None)
    return found if found and found.contents.version >= 3 else None


class Disk:
    """Counts calls that change the disk, and refuses the `wanted`-th of them: alone, or with all after it."""

    def __init__(self) -> None:
        self.calls, self.refused = 0, 0
        self._wanted: int | None = None
        self._code, self._ever = FULL, False
        self._vfs = _vfs()
        self._kept: dict[str, tuple[Any, Any]] = {}

    def __enter__(self) -> Disk:
        vfs = self._vfs.contents
        for name, shape in SHAPES.items():
            old = vfs.get_call(self._vfs, name.encode())
            if old:
                kind = ctypes.CFUNCTYPE(*shape, use_errno=True)
                mine = kind(self._counting(name, kind(old)))
                self._kept[name] = (old, mine)
                vfs.set_call(self._vfs, name.encode(), ctypes.cast(mine, _POINTER))
        return self

    def __exit__(self, *_: object) -> None:
        for name, (old, _mine) in self._kept.items():
            self._vfs.contents.set_call(self._vfs, name.encode(), old)

    def fails(self, wanted: int, code: int, *, ever: bool) -> None:
        """Refuse the `wanted`-th call from now on (0: the next one) with `code`; with `ever` all after it."""
        self.calls, self.refused = 0, 0
        self._wanted, self._code, self._ever = wanted, code, ever

    def heals(self) -> None:
        """There is room again."""
        self._wanted = None

    def _counting(self, name: str, inner: Callable[..., int]) -> Callable[..., int]:
        def call(*given: Any) -> int:
            # To open a file that is there for reading changes nothing.
            if name != "open" or given[1] & (os.O_CREAT | os.O_RDWR | os.O_WRONLY):
                number, self.calls = self.calls, self.calls + 1
                wanted = self._wanted
                if wanted is not None and (number == wanted or (self._ever and number > wanted)):
                    self.refused += 1
                    ctypes.set_errno(self._code)
                    return -1
            return inner(*given)

        return call
