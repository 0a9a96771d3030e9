"""Triplets whose hardness follows a schedule, mined for each epoch on the model's own embeddings."""
from __future__ import annotations

import ctypes
from typing import Any, Iterator, Literal

import numpy as np

from . import _arrays
from ._miner import Columns, Curve, Distance, Items, Miner, Order, Progress, Scale, Strategy
from ._table import Table
from .data import Split
from .errors import InputTypeError, OptionsError

TripletRecipe = Literal["semi-hard", "softening", "hardening", "boundary", "log-rank", "random", "original"]
PositiveStrategy = Literal["random", "nearest", "farthest"]


class _Columns(Columns):
    """tercet_triplets."""
    types = {"step": np.int64, "anchor": np.int64, "positive": np.int64, "negative": np.int64, "cycle": np.int32, "rank": np.int32,
             "d_ap": np.float64, "d_an": np.float64, "target_hardness": np.float64, "hardness": np.float64}
    _fields_ = [*((name, ctypes.c_void_p) for name in types), ("capacity", ctypes.c_int64)]


class Triplets(Table):
    """Mined triplets, in the order of training: do not shuffle them.

    Attributes, each an array with a value for each triplet:
        step: place in the whole sequence, from 0. int64.
        epoch, cycle: of the step, from 0. int32.
        anchor: row of the catalog where there is one, else of the items. int64.
        positive, negative: rows of the items. int64.
        d_ap, d_an: distances from anchor to positive and to negative. float64.
        target_hardness: 0 (farthest negative) to 1 (nearest); NaN where the strategy has none. float64.
        hardness: actual hardness, (d_max - d_an) / (d_max - d_min) over the anchor's candidates. float64.
        rank: of the negative among the candidates, 1 for the nearest. int32.
        skipped: what was left out, a list of (count, what, why).
    """

    step: np.ndarray
    epoch: np.ndarray
    cycle: np.ndarray
    anchor: np.ndarray
    positive: np.ndarray
    negative: np.ndarray
    d_ap: np.ndarray
    d_an: np.ndarray
    target_hardness: np.ndarray
    hardness: np.ndarray
    rank: np.ndarray

    def batches(self, size: int) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Batches of anchors, positives and negatives, as row numbers, in order; the last may be smaller.

        Args:
            size: triplets in a batch, 1 or more.
        """
        size = _arrays.whole(size, "size")
        if size < 1:
            raise OptionsError(f"size is {size}; expected 1 or more.")
        for start in range(0, len(self), size):
            part = slice(start, start + size)
            yield self.anchor[part], self.positive[part], self.negative[part]

    def _texts(self) -> dict[str, list[str]]:
        return {"anchor_class": self._labels.class_of(self.anchor, catalog=self._labels.catalog is not None),
                "negative_class": self._labels.class_of(self.negative)}


class TripletMiner:
    """Mines triplets: a plan made once from labels and options, and new embeddings for each epoch.

    Without options on hardness, negatives are the nearest beyond the positive (the recipe ``semi-hard``). Name another recipe, or
    any of ``strategy``, ``scale``, ``curve``, ``cycles``, ``cap``, ``floor``, ``growth`` and ``order`` for a custom schedule; what you
    omit defaults to the original method's: a sigmoid on the range scale to 0.85, in ten cycles. Formulas and sources are in
    docs/definitions.md of the repository; which recipe helps on which data set, in docs/evidence.

    Args:
        labels: the class of each item: list, array or column of str or int. Unlabelled items (None, NaN, a blank string or a
            negative number) are left out, but keep their row.
        epochs: epochs, 1 or more; one schedule runs over all of them.
        triplets_per_epoch: triplets in an epoch, 1 or more.
        test_triplets: triplets of the test sequence, 0 or more. Default: triplets per epoch times the fraction held out.
        split: what is held out, from :func:`tercet.split`. Default: nothing.
        groups: the group of each item: items of one group are never each other's negatives.
        catalog: the class of each reference item, one or more for each class; anchors then come from the catalog.
        catalog_groups: the group of each reference item; needed where items have groups.
        exclude: pairs that are never anchor and negative: an array of rows of shape (n, 2).
        recipe: a named, benchmarked preset: ``semi-hard``, ``softening``, ``hardening``, ``boundary``, ``log-rank``, ``random`` or
            ``original``. Default ``semi-hard``.
        strategy: ``scheduled``; a rule without a schedule: ``easiest``, ``hardest``, ``random``, ``semi-hard`` or
            ``distance-weighted``; or a function of (distances, rows, step) that returns the index into distances of the chosen
            candidate. Slower: computes every candidate distance in float64 and calls Python at each step, from several threads in no
            fixed order.
        scale: how a hardness maps to a negative: ``range``, ``rank``, ``log-rank`` or ``relative``. Default ``range``, on which a
            negative is at most as hard as asked: where candidates are few, much easier.
        curve: how hardness rises within a cycle: ``constant``, ``linear``, ``sine``, ``tanh``, ``logarithmic``, ``sigmoid`` or
            ``exponential``; or a function from u in [0, 1] to [0, 1], called from several threads. Default ``sigmoid``.
        cycles: cycles over all epochs, 1 to the number of steps. Default 10, or the number of steps if there are fewer.
        cap: the hardness that the curve rises towards, in [0, 1]. Default 0.85.
        floor: the hardness that it starts from, in [0, cap]. Default 0.
        growth: steepness of tanh, logarithmic, sigmoid and exponential, in (0, 100]. Default 3.
        order: the order of the hardness values: ``schedule``, or ``reversed`` or ``shuffled`` as controls. Default ``schedule``.
        logistic_b, logistic_m, logistic_c, logistic_q, logistic_nu: parameters of the sigmoid
            1 / (C + Q exp(-B (u - M)))^(1/nu) (Richards 1959). Defaults: twice the growth, 0.5, 1, 1, 1.
        positive_strategy: which item of the class is the positive: ``random``, ``nearest`` or ``farthest``. Default ``random``.
        distance: ``euclidean``, ``squared-euclidean`` or ``cosine``. Default ``euclidean``.
        min_distance: candidates nearer than this are ruled out as duplicates of the anchor; 0 or more, in units of the distance.
        candidate_pool: draw each step's candidates from this many random items, 2 or more. Default: all items.
        seed: seed of every random choice, 0 to 2**64 - 1. Default 0.
        threads: degree of parallelism, 1 or more. Default: all processors. The result does not depend on it.

    Raises:
        OptionsError: options are out of bounds or contradict each other; all invalid ones are reported together.
        InputError: the labels do not allow it, as where there is one class only.

    Example:
        >>> miner = tercet.TripletMiner(labels, epochs=10, triplets_per_epoch=10_000)
        >>> for epoch in range(10):
        ...     triplets = miner.mine(embed(model, images), epoch)
        ...     for a, p, n in triplets.batches(32):
        ...         step(images[a], images[p], images[n])
    """

    def __init__(
        self, labels: Any, *, epochs: int = 1, triplets_per_epoch: int = 10_000, test_triplets: int | None = None,
        split: Split | None = None, groups: Any = None, catalog: Any = None, catalog_groups: Any = None, exclude: Any = None,
        recipe: TripletRecipe | None = None, strategy: Strategy | None = None, scale: Scale | None = None, curve: Curve | None = None,
        cycles: int | None = None, cap: float | None = None, floor: float | None = None, growth: float | None = None,
        order: Order | None = None, logistic_b: float | None = None, logistic_m: float | None = None, logistic_c: float | None = None,
        logistic_q: float | None = None, logistic_nu: float | None = None, positive_strategy: PositiveStrategy = "random",
        distance: Distance = "euclidean", min_distance: float = 0.0, candidate_pool: int | None = None, seed: int = 0,
        threads: int | None = None,
    ) -> None:
        values = {name: value for name, value in locals().items()
                  if name not in ("self", "labels", "split", "groups", "catalog", "catalog_groups", "exclude")}
        items = Items(labels, groups, catalog, catalog_groups, exclude)
        self._miner = Miner("tercet_triplet_miner_create", items, split, values)

    def __repr__(self) -> str:
        return f"TripletMiner({self.epochs} epochs of {self.triplets_per_epoch} triplets)"

    @property
    def epochs(self) -> int:
        """Epochs."""
        return self._miner.plan["epochs"]

    @property
    def triplets_per_epoch(self) -> int:
        """Steps of an epoch; a step without a valid negative yields no triplet."""
        return self._miner.plan["steps_per_epoch"]

    def mine(self, embeddings: Any, epoch: int | None = None, *, steps: tuple[int, int] | None = None, catalog_embeddings: Any = None,
             progress: Progress = None) -> Triplets:
        """Mines an epoch.

        Args:
            embeddings: shape (items, dimensions): array or tensor on any device; float32 and float16 in row order are not copied,
                other numbers are converted to float32. All values are finite; an all-NaN row means that the item has no embedding,
                which an unlabelled or held-out item may.
            epoch: 0 to epochs - 1; may be left out where there is one only.
            steps: (start, end), any range of steps of the whole sequence, in place of an epoch: as one of many workers would mine
                it. A step is the same in any range.
            catalog_embeddings: shape (catalog items, dimensions); required if and only if a catalog was given.
            progress: True for a bar (tqdm), or a function of (done, total), called some ten times a second.

        Raises:
            InputError: embeddings do not fit, are not finite, or are constant: a collapsed model.
            OptionsError: there is no such epoch, or no such steps.
            ForkedError: in a process that was forked after the first call.
            KeyboardInterrupt: on Ctrl-C, within a fraction of a second. An exception of a custom function is raised as it is.
        """
        return self._mine(self._steps(epoch, steps), False, embeddings, catalog_embeddings, progress)

    def mine_test(self, embeddings: Any, *, catalog_embeddings: Any = None, progress: Progress = None) -> Triplets:
        """Mines the test sequence, from the rows held out; its epoch is 0.

        Raises:
            OptionsError: nothing is held out.
            InputError: as for :meth:`mine`.
        """
        if not self._miner.plan["test_steps"]:
            raise OptionsError("no test triplets: nothing is held out, or test_triplets is 0. Make the miner with split=tercet.split(labels).")
        return self._mine((-1, -1), True, embeddings, catalog_embeddings, progress)

    def _steps(self, epoch: int | None, steps: tuple[int, int] | None) -> tuple[int, int]:
        if steps is None:
            if epoch is None and self.epochs > 1:
                raise OptionsError(f"which of the {self.epochs} epochs? Expected mine(embeddings, epoch), with 0 to {self.epochs - 1}.")
            return self._miner.steps_of(0 if epoch is None else epoch)
        start, end = _pair(steps)
        if epoch is not None:
            raise OptionsError("epoch and steps are both given. Leave out one of them.")
        total = self.epochs * self.triplets_per_epoch
        if not 0 <= start < end <= total:
            raise OptionsError(f"steps is ({start}, {end}); expected (start, end) with 0 <= start < end <= {total}; the end is exclusive.")
        return start, end

    def _mine(self, steps: tuple[int, int], test: bool, embeddings: Any, catalog: Any, progress: Progress) -> Triplets:
        mined = self._miner.mine("tercet_mine_triplets", _Columns, steps, test, embeddings, catalog, progress)
        return Triplets(self._miner.items.labels, *mined)


def _pair(steps: Any) -> tuple[int, int]:
    try:
        start, end = steps
    except (TypeError, ValueError):
        raise InputTypeError(f"steps: {steps!r}; expected (start, end), two whole numbers.") from None
    return _arrays.whole(start, "steps"), _arrays.whole(end, "steps")
