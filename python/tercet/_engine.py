"""Loads the engine, a shared library, and calls it. docs/python.md and tercet.h describe what it does."""
from __future__ import annotations

import _thread
import atexit
import ctypes
import json
import math
import os
import platform
import threading
from pathlib import Path
from typing import Any, Callable

from .errors import ForkedError, InputError, OptionsError, StateError, TercetError

VERSION = 1

#: What a processor must have for each level of x86-64, best level first (https://gitlab.com/x86-psABIs/x86-64-ABI).
LEVELS = {
    "v4": {"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"},
    "v3": {"avx2", "bmi1", "bmi2", "f16c", "fma", "movbe"},
    "v2": {"cx16", "lahf_lm", "pni", "popcnt", "sse4_1", "sse4_2", "ssse3"},
}

_STATUS_ERRORS = {1: OptionsError, 2: InputError, 5: ForkedError, 6: MemoryError}
_CANCELLED = 3

PROGRESS = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64)

_lock = threading.Lock()
_library: ctypes.CDLL | None = None
_is_loading = False
_is_forked = False
_running: set[_Call] = set()


def _after_fork() -> None:
    global _is_forked, _lock
    _is_forked = _is_loading
    _lock = threading.Lock()
    _running.clear()


def _at_exit() -> None:
    """Ends the calls of other threads: the engine must not call into an interpreter that is gone."""
    for running in list(_running):
        running.cancel = 1
        running.finished.wait(10)


os.register_at_fork(after_in_child=_after_fork)
atexit.register(_at_exit)


def level() -> str:
    """The x86-64 microarchitecture level that the engine uses: ``TERCET_LEVEL``, or the best that this machine and this wheel have."""
    folder = Path(__file__).parent / "lib"
    built = [name for name in LEVELS if (folder / f"libtercet-{name}.so").exists()]
    if not built:
        raise TercetError(f"{folder}: no engine. Install a wheel for this platform, or build one with ./pack.sh.")
    usable = [name for name in built if has_level(name)]
    forced = os.environ.get("TERCET_LEVEL")
    if forced:
        if forced not in usable:
            raise OptionsError(f"TERCET_LEVEL is {forced!r}; expected one of {', '.join(usable)}: "
                               f"built are {', '.join(built)}, and this processor must have the instructions.")
        return forced
    if not usable:
        raise TercetError(f"this processor is below x86-64-{built[-1]}, the lowest level that this wheel was built for.")
    return usable[0]


def has_level(name: str) -> bool:
    """Whether the processor is of a level, and so of all below it."""
    if platform.system() != "Linux":
        return False
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("flags"):
            below = list(LEVELS)[list(LEVELS).index(name):]
            return set().union(*(LEVELS[other] for other in below)) <= set(line.split())
    return False


def _load() -> ctypes.CDLL:
    global _library, _is_loading
    if _is_forked:
        raise ForkedError("this process was forked after the parent used tercet, whose threads do not survive a fork. Mine in the "
                          "parent, or start processes anew: multiprocessing.get_context('spawn').")
    with _lock:
        if _library is None:
            _is_loading = True
            library = ctypes.CDLL(str(Path(__file__).parent / "lib" / f"libtercet-{level()}.so"))
            library.tercet_text.restype = ctypes.c_char_p
            library.tercet_free.argtypes = [ctypes.c_int64]
            if library.tercet_version() != VERSION:
                raise TercetError(f"the engine has version {library.tercet_version()}, expected {VERSION}. Install tercet again.")
            _library = library
        return _library


class Handle:
    """An object of the engine, freed with this one."""

    def __init__(self) -> None:
        self._value = ctypes.c_int64(0)

    @property
    def value(self) -> ctypes.c_int64:
        return self._value

    @property
    def out(self) -> Any:
        """Where the engine writes it."""
        return ctypes.byref(self._value)

    def __del__(self) -> None:
        if self._value.value and _library is not None and not _is_forked:
            _library.tercet_free(self._value)

    def __reduce__(self) -> Any:
        raise TypeError("miners, samplers, splits and monitors cannot be copied or pickled: they are in this process. Make them anew "
                        "from their labels and options.")


def ref(structure: Any) -> Any:
    """A pointer to a structure; null for None."""
    return None if structure is None else ctypes.byref(structure)


def options(values: dict[str, Any]) -> bytes:
    """Options as the engine reads them, without those that were not given."""
    try:
        return json.dumps({name: _plain(value) for name, value in values.items() if value is not None}).encode()
    except ValueError as error:  # whole numbers beyond what Python prints
        raise OptionsError(f"options: {error}") from None


def _plain(value: Any) -> Any:
    """A value as JSON has it: NumPy's numbers as Python's, and what is not finite as a text."""
    if hasattr(value, "item") and getattr(value, "ndim", 0) == 0:
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if isinstance(value, (bool, int, float, str)) else repr(value)


def call(name: str, *arguments: Any) -> Any:
    """Calls a function of tercet.h that returns at once, and returns its result."""
    library = _load()
    status = getattr(library, name)(*arguments)
    return _result(status, library.tercet_text())


def run(name: str, *arguments: Any, progress: Callable[[int, int], None] | None = None, keep: Any = None) -> Any:
    """
    Calls a function that takes time, on a thread of its own, so that Ctrl-C and progress are handled here. Its last arguments are
    a progress function and its context. What the engine uses is kept until it has ended: the arguments, and keep.
    """
    call = _Call(_load(), name, arguments, keep)
    try:
        _thread.start_new_thread(call.work, ())
        while not call.finished.wait(0.1):
            if progress is not None and call.total:
                progress(call.done, call.total)
    except BaseException:
        call.cancel = 1  # the thread, which keeps the memory that it writes to, ends within a fraction of a second
        raise
    if call.error is not None:
        raise call.error
    result = _result(call.status, call.text)
    if progress is not None and call.total:
        progress(call.done, call.total)
    return result


class _Call:
    """A call on a thread of its own: what it uses, what it reports, how it ended, and whether it is to end."""

    def __init__(self, library: ctypes.CDLL, name: str, arguments: tuple[Any, ...], keep: Any) -> None:
        self._library, self._name, self._arguments, self._keep = library, name, arguments, keep
        self._report = PROGRESS(self.report)
        self.done, self.total, self.cancel = 0, 0, 0
        self.status, self.text = -1, b""
        self.error: BaseException | None = None
        self.finished = threading.Event()

    def work(self) -> None:
        _running.add(self)
        try:
            self.status = getattr(self._library, self._name)(*self._arguments, self._report, None)
            self.text = self._library.tercet_text()
        except BaseException as error:
            self.error = error
        finally:
            _running.discard(self)
            self.finished.set()

    def report(self, _context: Any, done: int, total: int) -> int:
        self.done, self.total = done, total
        return self.cancel


def _result(status: int, text: bytes) -> Any:
    message = text.decode()
    if status == 0:
        return json.loads(message) if message else None
    if status == _CANCELLED:
        raise KeyboardInterrupt
    raise _STATUS_ERRORS.get(status, StateError)(message)
