"""What miners of triplets and of batches share."""
from __future__ import annotations

import ctypes
import threading
from typing import Any, Callable, Literal, Union

import numpy as np

from . import _arrays, _engine
from ._progress import reporting
from .data import Split
from .errors import InputTypeError, OptionsError, StateError

Distance = Literal["euclidean", "squared-euclidean", "cosine"]
Order = Literal["schedule", "reversed", "shuffled"]
Scale = Literal["range", "rank", "log-rank", "relative"]
CurveName = Literal["constant", "linear", "sine", "tanh", "logarithmic", "sigmoid", "exponential"]
StrategyName = Literal["scheduled", "easiest", "hardest", "random", "semi-hard", "distance-weighted"]
Curve = Union[CurveName, Callable[[float], float]]
#: From distances (float64), rows (int64) and the step to the index of the chosen candidate.
Selector = Callable[[np.ndarray, np.ndarray, "Step"], int]
Strategy = Union[StrategyName, Selector]
Progress = Union[bool, Callable[[int, int], None], None]


class Step(ctypes.Structure):
    """What a custom strategy knows: ``target_hardness`` (NaN for none), ``d_ap``, and the rows ``anchor`` and ``positive``."""
    _fields_ = [("target_hardness", ctypes.c_double), ("d_ap", ctypes.c_double), ("anchor", ctypes.c_int64), ("positive", ctypes.c_int64)]


class Range(ctypes.Structure):
    """tercet_range."""
    _fields_ = [("test", ctypes.c_int32), ("start", ctypes.c_int64), ("end", ctypes.c_int64)]


_CURVE = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_void_p, ctypes.c_double)
_SELECTOR = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_void_p, ctypes.POINTER(Step), ctypes.POINTER(ctypes.c_double),
                             ctypes.POINTER(ctypes.c_int64), ctypes.c_int64)


def _null(kind: Any) -> Any:
    """A function pointer to nothing."""
    return kind()


class Callbacks(ctypes.Structure):
    """tercet_callbacks; keeps the first error of the functions, since none can pass through the engine."""
    _fields_ = [("curve", _CURVE), ("selector", _SELECTOR), ("context", ctypes.c_void_p)]

    def __init__(self, curve: Any, selector: Any) -> None:
        self.error: BaseException | None = None
        self._is_used = threading.Lock() if curve or selector else None
        self._own_curve, self._own_selector = curve, selector
        super().__init__(_CURVE(self._call_curve) if curve else _null(_CURVE),
                         _SELECTOR(self._call_selector) if selector else _null(_SELECTOR))

    def enter(self) -> bool:
        """Whether a call may begin: functions of the user's own, and their error, are those of one call at a time."""
        return self._is_used is None or self._is_used.acquire(blocking=False)

    def leave(self) -> None:
        """A call has ended."""
        self.error = None
        if self._is_used is not None:
            self._is_used.release()

    def _call_curve(self, _context: Any, u: float) -> float:
        try:
            value = self._own_curve(u)
            if not hasattr(value, "__float__"):
                raise InputTypeError(f"curve: returned {value!r} for u = {u}; expected a number in [0, 1].")
            return float(value)
        except BaseException as error:
            self.error = self.error or error
            return float("nan")

    def _call_selector(self, _context: Any, step: Any, distances: Any, rows: Any, count: int) -> int:
        try:
            place = self._own_selector(np.ctypeslib.as_array(distances, (count,)).copy(), np.ctypeslib.as_array(rows, (count,)).copy(),
                                       Step.from_buffer_copy(step[0]))
            return _arrays.whole(place, "what the strategy returned")
        except BaseException as error:
            self.error = self.error or error
            return -1


class Labels:
    """The class of each item, and of each item of the catalog."""

    def __init__(self, labels: Any, catalog: Any) -> None:
        self.labels = _arrays.labels(labels, "labels")
        self.catalog = None if catalog is None else _arrays.labels(catalog, "catalog")

    def class_of(self, rows: np.ndarray, catalog: bool = False) -> list[str]:
        """The class labels of rows."""
        texts = self.catalog if catalog and self.catalog is not None else self.labels
        return [texts[row].strip() for row in rows.tolist()]


class Items:
    """Labelled items in the engine."""

    def __init__(self, labels: Any, groups: Any = None, catalog: Any = None, catalog_groups: Any = None, exclude: Any = None) -> None:
        self.labels = Labels(labels, catalog)
        groups = None if groups is None else _arrays.labels(groups, "groups")
        catalog_groups = None if catalog_groups is None else _arrays.labels(catalog_groups, "catalog_groups")
        if catalog_groups is not None and catalog is None:
            raise OptionsError("catalog_groups is given without catalog. Leave it out, or give both.")
        pairs = np.empty((0, 2), np.int64) if exclude is None else _arrays.rows(exclude, "exclude", 2)
        self.handle = _engine.Handle()
        given = (self.labels.labels, groups, self.labels.catalog, catalog_groups)
        texts = [None if one is None else _arrays.Texts(one) for one in given]
        _engine.call("tercet_items_create", *map(_engine.ref, texts),
                     _arrays.address(pairs), ctypes.c_int64(len(pairs)), self.handle.out)


class Columns(ctypes.Structure):
    """Arrays that the engine writes to, as a structure of addresses; it keeps the arrays."""
    types: dict[str, Any]

    def __init__(self, length: int) -> None:
        try:
            self.arrays = {name: np.empty(length, kind) for name, kind in self.types.items()}
        except (MemoryError, ValueError):
            raise OptionsError(f"no memory for {length} rows of results. Mine fewer steps at once, or smaller batches.") from None
        super().__init__(*(array.ctypes.data for array in self.arrays.values()), length)

    def first(self, count: int) -> dict[str, np.ndarray]:
        """The values that were written."""
        return {name: array[:count] for name, array in self.arrays.items()}


class Miner:
    """A miner in the engine: a plan made once from labels and options, mined on new embeddings each epoch."""

    def __init__(self, create: str, items: Items, split: Split | None, values: dict[str, Any]) -> None:
        if split is not None and not isinstance(split, Split):
            raise InputTypeError(f"split: {type(split).__name__}; expected what tercet.split returned: tercet.split(labels, test=rows) for "
                                 "rows of your own.")
        own = {name: values.pop(name) if callable(values.get(name)) else None for name in ("curve", "strategy")}
        self.items, self._split = items, split
        self._callbacks = Callbacks(own["curve"], own["strategy"])
        self._handle = _engine.Handle()
        self.plan = _engine.call(create, items.handle.value, split.handle.value if split else ctypes.c_int64(0),
                                 _engine.options(values), ctypes.byref(self._callbacks), self._handle.out)

    def mine(self, function: str, kind: type[Columns], steps: tuple[int, int], test: bool, embeddings: Any, catalog: Any,
             progress: Progress) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """Mines steps of the training sequence, or the whole test sequence; returns columns and statistics."""
        length = self.plan["test_steps"] if test else steps[1] - steps[0]
        columns = kind(length * self.plan["items_per_step"])
        matrix = _arrays.Matrix(_arrays.embeddings(embeddings, "embeddings"))
        other = None if catalog is None else _arrays.Matrix(_arrays.embeddings(catalog, "catalog"))
        count = ctypes.c_int64(0)
        if not self._callbacks.enter():
            raise StateError("this miner is mining already, with functions of your own. Make one for each thread.")
        try:
            with reporting(progress) as report:
                statistics = _engine.run(
                    function, self._handle.value, ctypes.byref(Range(int(test), *steps)), ctypes.byref(matrix), _engine.ref(other),
                    ctypes.byref(columns), ctypes.byref(count), progress=report, keep=self)
        except StateError as error:
            if self._callbacks.error is not None:
                raise self._callbacks.error from error
            raise
        finally:
            self._callbacks.leave()
        statistics["skipped"] = ([] if test else self.plan["skipped"]) + statistics["skipped"]
        arrays = columns.first(count.value)
        arrays["epoch"] = (arrays["step"] // (length if test else self.plan["steps_per_epoch"])).astype(np.int32)
        return arrays, statistics

    def steps_of(self, epoch: int) -> tuple[int, int]:
        """The steps of an epoch."""
        epoch, epochs, length = _arrays.whole(epoch, "epoch"), self.plan["epochs"], self.plan["steps_per_epoch"]
        if not 0 <= epoch < epochs:
            raise OptionsError(f"epoch is {epoch}; expected 0 to {epochs - 1}, since epochs={epochs}.")
        return epoch * length, (epoch + 1) * length
