"""Batches of mutually hard classes, for losses that find their negatives within the batch."""
from __future__ import annotations

import ctypes
from typing import Any, Iterator, Literal

import numpy as np

from ._miner import Columns, Curve, Distance, Items, Miner, Order, Progress, Scale, Strategy
from ._table import Table
from .data import Split
from .errors import OptionsError, StateError

BatchRecipe = Literal["groups-4", "sequenced", "hardest", "random"]

_CATALOG = 0


class _Columns(Columns):
    """tercet_batches."""
    types = {"step": np.int64, "item": np.int64, "group": np.int32, "role": np.int32,
             "distance": np.float64, "target_hardness": np.float64, "hardness": np.float64}
    _fields_ = [*((name, ctypes.c_void_p) for name in types), ("capacity", ctypes.c_int64)]


class Batches(Table):
    """Mined batches, one row for each item, in the order of training.

    Attributes, each an array with a value for each row:
        step: place of the batch in the whole sequence, from 0. int64.
        epoch: from 0. int32.
        item: row of the item, or of the catalog item where role is 0. int64.
        role: 0 for an item of the catalog, 1 for one of the items. int32.
        group: group of its class within the batch, from 0. int32.
        distance: from the seed class of the group; NaN for the seed class itself. float64.
        target_hardness: of the batch, 0 to 1; NaN for random batches. float64.
        hardness: actual hardness; NaN for the seed class. float64.
        skipped: what was left out, a list of (count, what, why).
    """

    def rows(self) -> list[list[int]]:
        """The rows of each batch: those of the items, and with a catalog those of its items plus the number of items, as
        ``ConcatDataset([items, catalog])`` counts."""
        if len(self) == 0:
            return []
        rows = np.where(self.role == _CATALOG, self.item + len(self._labels.labels), self.item)
        return [part.tolist() for part in np.split(rows, np.flatnonzero(np.diff(self.step)) + 1)]

    def _texts(self) -> dict[str, list[str]]:
        labels, catalog = self._labels, self.role == _CATALOG
        classes = np.empty(len(self), object)
        classes[~catalog] = labels.class_of(self.item[~catalog])
        classes[catalog] = labels.class_of(self.item[catalog], catalog=True) if catalog.any() else []
        return {"class": classes.tolist()}


class BatchSampler:
    """Batches for a ``DataLoader``: P classes of S items, mined on the model's embeddings before each epoch.

    Without options on hardness, classes come in groups of four mutually nearest ones (the recipe ``groups-4``). Name another
    recipe, or a custom schedule as for :class:`TripletMiner`; what you omit defaults to one sigmoid cycle on the log-rank scale to a
    hardness of 1. A class with fewer than S items repeats some of them, and where there are fewer than P classes, batches are
    smaller. The formulas are in docs/definitions.md of the repository, what was measured in docs/batches.md. For a custom strategy
    the candidates are classes: ``rows`` has the first row of each.

    Args:
        labels: the class of each item: list, array or column of str or int. Unlabelled items (None, NaN, a blank string or a
            negative number) are left out, but keep their row.
        classes_per_batch: P, 2 or more.
        samples_per_class: S, 2 or more, one of them from the catalog where there is one.
        epochs: epochs, 1 or more; one schedule runs over all of them.
        group_size: mutually hard classes in a group, in [2, P]. Default: the recipe's, or the whole batch.
        last_batch: an incomplete last batch of a pass is kept (``keep``, the default), dropped (``drop``), or filled with classes
            already seen (``fill``).
        batches_per_epoch: 1 or more. Default: one pass over the classes.
        test_batches: batches of the test sequence, 0 or more. Default: one pass over the classes held out.
        split, groups, catalog, catalog_groups, exclude, strategy, scale, curve, cycles, cap, floor, growth, order, logistic_b,
        logistic_m, logistic_c, logistic_q, logistic_nu, distance, min_distance, seed, threads: as for :class:`TripletMiner`;
            defaults for batches: scale ``log-rank``, cap 1, one cycle.
        recipe: a named, benchmarked preset: ``groups-4``, ``sequenced``, ``hardest`` or ``random``. Default ``groups-4``.

    Attributes:
        batch_size: P times S, the items of a complete batch.
        mined: what was mined for the epoch, with distances and hardness.

    Raises:
        OptionsError: options are out of bounds or contradict each other; all invalid ones are reported together.
        InputError: the labels do not allow it.

    Example:
        >>> sampler = tercet.BatchSampler(labels, classes_per_batch=32, samples_per_class=2, epochs=10)
        >>> loader = torch.utils.data.DataLoader(data, batch_sampler=sampler)
        >>> for epoch in range(10):
        ...     sampler.update(embed(model, images))
        ...     for batch in loader:
        ...         step(batch)
    """

    def __init__(
        self, labels: Any, *, classes_per_batch: int = 32, samples_per_class: int = 2, epochs: int = 1, group_size: int | None = None,
        last_batch: Literal["keep", "drop", "fill"] = "keep", batches_per_epoch: int | None = None, test_batches: int | None = None,
        split: Split | None = None, groups: Any = None, catalog: Any = None, catalog_groups: Any = None, exclude: Any = None,
        recipe: BatchRecipe | None = None,
        strategy: Strategy | None = None, scale: Scale | None = None, curve: Curve | None = None, cycles: int | None = None,
        cap: float | None = None, floor: float | None = None, growth: float | None = None, order: Order | None = None,
        logistic_b: float | None = None, logistic_m: float | None = None, logistic_c: float | None = None,
        logistic_q: float | None = None, logistic_nu: float | None = None, distance: Distance = "euclidean", min_distance: float = 0.0,
        seed: int = 0, threads: int | None = None,
    ) -> None:
        values = {name: value for name, value in locals().items()
                  if name not in ("self", "labels", "split", "groups", "catalog", "catalog_groups", "exclude")}
        items = Items(labels, groups, catalog, catalog_groups, exclude)
        self._miner = Miner("tercet_batch_miner_create", items, split, values)
        self.batch_size: int = self._miner.plan["items_per_step"]
        self._next_epoch = 0
        self._is_used = False
        self._batches: list[list[int]] | None = None
        self.mined: Batches | None = None

    def update(self, embeddings: Any, epoch: int | None = None, *, catalog_embeddings: Any = None, progress: Progress = None) -> Batches:
        """Mines the batches of the next epoch; call it before each. Batches that were read to the end, which a DataLoader with workers
        does ahead, are not handed out again.

        Args:
            embeddings: shape (items, dimensions), as for :meth:`TripletMiner.mine`.
            epoch: 0 to epochs - 1. Default: the one after the last.
            catalog_embeddings: shape (catalog items, dimensions); required if and only if a catalog was given.
            progress: True for a bar (tqdm), or a function of (done, total).

        Returns:
            What was mined, also in ``mined``: with distances and hardness.

        Raises:
            InputError: embeddings do not fit, are not finite, or are constant: a collapsed model.
            OptionsError: there is no such epoch.
        """
        epoch = self._next_epoch if epoch is None else epoch
        self.mined = self._mine(self._miner.steps_of(epoch), False, embeddings, catalog_embeddings, progress)
        self._batches, self._is_used, self._next_epoch = self.mined.rows(), False, epoch + 1
        return self.mined

    def mine_test(self, embeddings: Any, *, catalog_embeddings: Any = None, progress: Progress = None) -> Batches:
        """Mines the test sequence, from the rows held out; the sampler goes on as before. ``rows()`` of the result has its batches.

        Raises:
            OptionsError: nothing is held out.
            InputError: as for :meth:`update`.
        """
        if not self._miner.plan["test_steps"]:
            raise OptionsError("no test batches: nothing is held out, or test_batches is 0. Make the sampler with split=tercet.split(labels).")
        return self._mine((-1, -1), True, embeddings, catalog_embeddings, progress)

    def _mine(self, steps: tuple[int, int], test: bool, embeddings: Any, catalog: Any, progress: Progress) -> Batches:
        mined = self._miner.mine("tercet_mine_batches", _Columns, steps, test, embeddings, catalog, progress)
        return Batches(self._miner.items.labels, *mined)

    def __iter__(self) -> Iterator[list[int]]:
        if self._batches is None:
            raise StateError("no batches yet: call sampler.update(embeddings) before each epoch.")
        if self._is_used:
            raise StateError("these batches were used: without new embeddings every epoch would repeat them. Call "
                             "sampler.update(embeddings) before each epoch.")
        batches = self._batches
        yield from batches
        self._is_used = self._is_used or batches is self._batches

    def __len__(self) -> int:
        """Batches of the epoch."""
        return self._miner.plan["steps_per_epoch"] if self._batches is None else len(self._batches)
