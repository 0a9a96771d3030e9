"""Converts user input (lists, NumPy arrays, pandas and Arrow columns, tensors) to what the engine reads."""
from __future__ import annotations

import ctypes
import math
import operator
from typing import Any, Sequence

import numpy as np

from .errors import InputError, InputTypeError


class Texts(ctypes.Structure):
    """tercet_texts."""
    _fields_ = [("bytes", ctypes.c_char_p), ("ends", ctypes.c_void_p), ("count", ctypes.c_int64)]

    def __init__(self, texts: Sequence[str]) -> None:
        encoded = [text.encode() for text in texts]
        self._ends = np.cumsum([len(text) for text in encoded], dtype=np.int64)  # kept: the structure has only the address
        super().__init__(b"".join(encoded), self._ends.ctypes.data, len(encoded))


class Matrix(ctypes.Structure):
    """tercet_matrix."""
    _fields_ = [("values", ctypes.c_void_p), ("rows", ctypes.c_int64), ("dimensions", ctypes.c_int64), ("type", ctypes.c_int32)]

    def __init__(self, array: np.ndarray) -> None:
        self._array = array  # kept
        super().__init__(array.ctypes.data, array.shape[0], array.shape[1], int(array.dtype == np.float16))


def labels(values: Any, name: str) -> list[str]:
    """Labels as texts: whole numbers in decimal digits; none (None, NaN, NA, negative) as an empty text."""
    if hasattr(values, "detach"):
        values = values.detach().cpu().numpy()
    elif hasattr(values, "to_pylist"):  # Arrow
        values = values.to_pylist()
    elif hasattr(values, "to_numpy"):
        values = values.to_numpy()
    if isinstance(values, (str, bytes, dict, set, frozenset)) or not hasattr(values, "__len__") or not hasattr(values, "__iter__"):
        raise InputTypeError(f"{name}: {type(values).__name__}; expected a list, an array or a column with a label for each item.")
    if isinstance(values, np.ndarray):
        if values.ndim != 1:
            raise InputError(f"{name}: shape {values.shape}; expected one dimension, a label for each item: such as values.ravel(), or "
                             "values.argmax(1) where they are one-hot.")
        values = values.tolist()
    return [_label(value, name, place) for place, value in enumerate(values)]


def _label(value: Any, name: str, place: int) -> str:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise InputError(f"{name}: item {place} is {value!r}, which is not valid Unicode. Expected text.") from None
        return value
    if isinstance(value, bytes):
        raise InputTypeError(f"{name}: item {place} is {value!r}, bytes; expected str: decode it.")
    number = value.item() if getattr(value, "ndim", 1) == 0 and hasattr(value, "item") else value
    if number is None or type(number).__name__ == "NAType" or (isinstance(number, float) and math.isnan(number)):
        return ""
    if isinstance(number, float) and number.is_integer():
        number = int(number)  # pandas makes whole numbers float where some are missing
    if isinstance(number, int) and not isinstance(number, bool):
        return str(number) if number >= 0 else ""
    raise InputTypeError(f"{name}: item {place} is {value!r}, of type {type(value).__name__}; expected str or int.")


def embeddings(values: Any, name: str) -> np.ndarray:
    """Embeddings as float32 or float16, row after row; a view wherever they are so already."""
    if hasattr(values, "detach"):  # a tensor, on any device
        values = values.detach()
        if str(values.dtype) == "torch.bfloat16":
            values = values.float()
        values = values.cpu().numpy()
    elif hasattr(values, "to_numpy"):
        values = values.to_numpy()
    array = _array(values, name)
    if array.dtype.kind not in "fiu":
        raise InputTypeError(f"{name}: {array.dtype}; expected numbers, float32 or float16.")
    if array.ndim != 2 or 0 in array.shape:
        raise InputError(f"{name}: shape {array.shape}; expected (items, dimensions).")
    if array.dtype not in (np.float32, np.float16) or not array.dtype.isnative:
        with np.errstate(over="ignore"):  # what does not fit becomes infinite, and the engine says where
            array = array.astype(np.float32)
    return np.require(array, requirements=["C", "A"])


def rows(values: Any, name: str, count: int | None = None, mask: int | None = None) -> np.ndarray:
    """Row numbers as int64, in one dimension, or in pairs where count is 2; or where mask says how many there are, a bool for each."""
    if hasattr(values, "detach"):
        values = values.detach().cpu().numpy()
    array = _array(values, name)
    if array.size == 0:
        array = array.reshape((0,) if count is None else (0, count)).astype(np.int64)
    if array.dtype == bool and array.shape == (mask,):
        array = np.flatnonzero(array)
    if array.dtype.kind not in "iu":
        raise InputTypeError(f"{name}: {array.dtype}; expected row numbers, whole numbers from 0.")
    if array.ndim != (1 if count is None else 2) or (count is not None and array.shape[1] != count):
        raise InputError(f"{name}: shape {array.shape}; expected {'(n,)' if count is None else f'(n, {count})'}.")
    return np.ascontiguousarray(array, dtype=np.int64)


def _array(values: Any, name: str) -> np.ndarray:
    if isinstance(values, (list, tuple)) and values and hasattr(values[0], "detach"):
        raise InputTypeError(f"{name}: a list of tensors; expected one: torch.cat(list), or torch.stack(list) for single rows.")
    try:
        return np.asarray(values)
    except ValueError as error:
        raise InputError(f"{name}: not an array: {error} Expected rows of one length.") from None


def whole(value: Any, name: str) -> int:
    """A whole number, Python's or NumPy's."""
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        return operator.index(value)
    except TypeError:
        raise InputTypeError(f"{name}: {value!r}; expected a whole number.") from None


def address(array: np.ndarray) -> ctypes.c_void_p:
    """Where an array is; it must be kept for as long as the address is used."""
    return ctypes.c_void_p(array.ctypes.data)
