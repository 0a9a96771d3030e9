"""What is trained on and what is held out, and the original method's call."""
from __future__ import annotations

import csv
import ctypes
import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Literal

import numpy as np

from . import _arrays, _engine
from .errors import InputError, InputTypeError, OptionsError, TercetError


#: Options of tercet mine, and what create_data calls them.
_NAMES = {"test_ratio": "train_test_split", "class_column": "ycol", "file_column": "xcol", "triplets": "total_data_points",
          "cap": "hardness_threshold", "cycles": "num_hardness_cycles"}


class Split:
    """Which items are trained on and which are held out; made by :func:`split`, and handed to miners and samplers.

    Attributes:
        train: rows to train on, int64, ascending.
        test: rows held out, int64, ascending.
        identity: how it was made, such as ``by-class test-ratio=0.2 seed=0``.
    """

    def __init__(self, items: _engine.Handle, values: dict[str, Any], test: np.ndarray | None) -> None:
        self.handle = _engine.Handle()
        made = _engine.call("tercet_split_create", items.value, _engine.options(values), None if test is None else _arrays.address(test),
                            ctypes.c_int64(0 if test is None else len(test)), self.handle.out)
        self.identity: str = made["identity"]
        self.train, self.test = np.empty(made["train"], np.int64), np.empty(made["test"], np.int64)
        _engine.call("tercet_split_rows", self.handle.value, _arrays.address(self.train), _arrays.address(self.test))

    def __repr__(self) -> str:
        return f"Split({self.identity}: {len(self.train)} train, {len(self.test)} test)"


def split(labels: Any, test: Any = 0.2, by: Literal["class", "item", "group"] = "class", *, groups: Any = None, seed: int = 0) -> Split:
    """Holds items out for testing.

    Args:
        labels: the class of each item: list, array or column of str or int; unlabelled items (None, NaN, a blank string or a negative
            number) are in neither part.
        test: the fraction to hold out, in [0, 1), or the rows to hold out: row numbers, or a mask with a bool for each item.
        by: what is held out as a whole: classes, which are then unseen in training; single items; or groups.
        groups: the group of each item, needed for ``by="group"``.
        seed: seed of the draw, 0 or more.

    Raises:
        OptionsError: the fraction is out of bounds.
        InputError: fewer than four classes, no groups, or rows that are not there.

    Example:
        >>> labels = np.asarray(labels)  # so that rows are positions, which they are not in a pandas column
        >>> split = tercet.split(labels, test=0.2)
        >>> miner = tercet.TripletMiner(labels, split=split)
        >>> tercet.recall_at_k(embeddings[split.test], None, labels[split.test])
    """
    from ._miner import Items

    items = Items(labels, groups)
    named = _arrays.rows(test, "test", mask=len(items.labels.labels)) if hasattr(test, "__len__") else None
    if named is not None and (by != "class" or seed != 0):
        raise OptionsError("by and seed have no effect with rows to hold out. Leave out one of them.")
    return Split(items.handle, {"by": by, "test_ratio": test, "seed": seed} if named is None else {}, named)


def create_data(
    data_filename: str | os.PathLike, catalog_filename: str | os.PathLike, train_test_split: float, ycol: str, xcol: str,
    total_data_points: int = 10_000, hardness_threshold: float = 0.85, num_hardness_cycles: int = 10, *,
    embeddings: Any = None, catalog_embeddings: Any = None, **mine_options: Any,
) -> tuple[list[str], list[str], list[str], list[str], list[str], list[str]]:
    """The original method's own call, with its parameters and its six lists of file names.

    Triplets of the original schedule: a sigmoid on the range scale, in cycles, with anchors from the catalog and single items held
    out. Runs ``tercet mine``, which comes with this package.

    Args:
        data_filename: a CSV file with a row for each item.
        catalog_filename: a CSV file with one or more reference items for each class; anchors come from it.
        train_test_split: the fraction of items to hold out, in [0, 1).
        ycol: the column of class labels.
        xcol: the column of file names, relative to the folder of the CSV file.
        total_data_points: triplets, 1 or more; test triplets are that times the fraction held out.
        hardness_threshold: the cap of the hardness, in [0, 1]. On the range scale a negative is at most as hard as asked: where
            candidates are few, much easier.
        num_hardness_cycles: cycles over the whole sequence, 1 or more.
        embeddings: an array, one row for each row of the data, in place of the built-in encoder, which reads the image files.
        catalog_embeddings: the same for the catalog.
        **mine_options: further options of ``tercet mine``, such as ``encoder="model.onnx", preset="imagenet", seed=1``.

    Returns:
        train_ref, train_pos, train_neg, test_ref, test_pos, test_neg: file names, in the order of training.

    Raises:
        TercetError: what ``tercet mine`` says.

    Source: https://github.com/sidphbot/Sigmoid-Triplet-Sequencer. Where its text and its code differ, docs/definitions.md says
    what is done.
    """
    from ._cli import executable

    set_here = {*_NAMES, "data", "catalog", "mine", "steps", "format", "out", "force", "json", "quiet", "no_report", "recipe"}
    reserved = sorted(set_here & set(mine_options))
    if reserved:
        raise OptionsError(f"{', '.join(reserved)}: set by this call. Leave it out, or run tercet mine.")
    for name, path in (("data_filename", data_filename), ("catalog_filename", catalog_filename)):
        if not isinstance(path, (str, os.PathLike)):
            raise InputTypeError(f"{name}: {type(path).__name__}; expected the path of a CSV file.")
    if (embeddings is None) != (catalog_embeddings is None):
        raise OptionsError("embeddings and catalog_embeddings: expected both, or neither.")
    with tempfile.TemporaryDirectory(prefix="tercet-") as folder:
        given: dict[str, Any] = {
            "data": data_filename, "catalog": catalog_filename, "test_ratio": train_test_split, "class_column": ycol, "file_column": xcol,
            "triplets": total_data_points, "cap": hardness_threshold, "cycles": num_hardness_cycles, "recipe": "original", "split": "item",
            "format": "csv", "out": Path(folder, "run"), "no_report": True, "quiet": True,
        }
        for name, array in (("embeddings", embeddings), ("catalog_embeddings", catalog_embeddings)):
            if array is not None:
                given[name] = Path(folder, f"{name}.npy")
                np.save(given[name], _arrays.embeddings(array, name))
        command = [executable(), "mine", *_arguments({**given, **mine_options})]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
        if done.returncode == 130:
            raise KeyboardInterrupt
        if done.returncode != 0:
            error = {2: OptionsError, 65: InputError}.get(done.returncode, TercetError)
            raise error(_translate(done.stderr, folder) or f"tercet mine ended with exit code {done.returncode}.")
        return (*_files(Path(folder, "run", "train.csv")), *_files(Path(folder, "run", "test.csv")))


def _translate(message: str, folder: str) -> str:
    """What tercet mine says, in the names of create_data."""
    message = message.strip().removeprefix("tercet: ").replace("Try 'tercet mine --help'.", "").strip()
    message = message.replace(f"{folder}{os.sep}", "").replace(".npy", "")
    return re.sub(r"--([a-z][a-z-]+)", lambda option: _NAMES.get(name := option[1].replace("-", "_"), name), message)


def _arguments(options: dict[str, Any]) -> list[str]:
    arguments = []
    for name, value in options.items():
        if value is not None and value is not False:
            arguments += [f"--{name.replace('_', '-')}"] + ([] if value is True else [str(value)])
    return arguments


def _files(path: Path) -> tuple[list[str], list[str], list[str]]:
    if not path.exists():  # nothing is held out
        return [], [], []
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    anchors, positives, negatives = ([row[f"{role}_file"] for row in rows] for role in ("anchor", "positive", "negative"))
    return anchors, positives, negatives
