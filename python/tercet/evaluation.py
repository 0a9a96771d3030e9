"""Retrieval metrics, and the detection of a collapse."""
from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, Literal, Sequence

from . import _arrays, _engine
from ._miner import Distance
from .errors import OptionsError

State = Literal["healthy", "contracted", "collapsed"]


@dataclass(frozen=True)
class Retrieval:
    """How well queries find the gallery items of their class: means over the queries that have any.

    Attributes:
        recall: by k, the fraction of queries with an item of their class among the k nearest.
        map_at_r: MAP@R (Musgrave, Belongie, Lim 2020).
        r_precision: the mean fraction of items of the query's class among the R nearest, R being how many there are.
        queries, queries_without_match, gallery: counts; queries without a match are excluded from the means.
    """

    recall: dict[int, float]
    map_at_r: float
    r_precision: float
    queries: int
    queries_without_match: int
    gallery: int


def evaluate(queries: Any, gallery: Any, query_labels: Any, gallery_labels: Any = None, *, k: Sequence[int] | int = (1, 5, 10, 50),
             distance: Distance = "euclidean", threads: int | None = None) -> Retrieval:
    """Retrieval metrics, exact, in bounded memory: no matrix of all distances is made.

    Ties are handled by averaging over all orderings of equally far items. The formulas are in docs/evaluation.md of the repository.

    Args:
        queries: shape (queries, dimensions): array or tensor, as for :meth:`TripletMiner.mine`.
        gallery: shape (items, dimensions), what is searched; None for the queries themselves, each without itself.
        query_labels: the class of each query.
        gallery_labels: the class of each gallery item; None if and only if the gallery is.
        k: cutoffs of recall, each 1 or more, strictly ascending; or one.
        distance: the distance between embeddings.
        threads: degree of parallelism, 1 or more. Default: all processors.

    Raises:
        OptionsError: options are out of bounds.
        InputError: shapes do not fit, or no query has an item of its class.
    """
    if (gallery is None) != (gallery_labels is None):
        raise OptionsError("gallery and gallery_labels: expected both, or neither.")
    if gallery is not None and gallery is queries:
        raise OptionsError("gallery: the queries themselves, so that each would find itself. Give None for both gallery and gallery_labels.")
    k = _cutoffs(k)
    matrix, labels = _arrays.Matrix(_arrays.embeddings(queries, "queries")), _arrays.Texts(_arrays.labels(query_labels, "query_labels"))
    other = None if gallery is None else _arrays.Matrix(_arrays.embeddings(gallery, "gallery"))
    other_labels = None if gallery is None else _arrays.Texts(_arrays.labels(gallery_labels, "gallery_labels"))
    result = _engine.run("tercet_evaluate", ctypes.byref(matrix), ctypes.byref(labels), _engine.ref(other), _engine.ref(other_labels),
                         _engine.options({"k": k, "distance": distance, "threads": threads}))
    result["recall"] = dict(zip(k, map(float, result["recall"])))
    return Retrieval(**result)


def _cutoffs(k: Any) -> list[int]:
    try:
        values = list(k)
    except TypeError:
        values = [k]
    return [_arrays.whole(value, "k") for value in values]


def recall_at_k(queries: Any, gallery: Any, query_labels: Any, gallery_labels: Any = None, *, k: Sequence[int] | int = (1, 5, 10, 50),
                distance: Distance = "euclidean", threads: int | None = None) -> dict[int, float]:
    """Recall@K: by k, the fraction of queries with an item of their class among the k nearest. See :func:`evaluate`.

    Example:
        >>> tercet.recall_at_k(embeddings, None, labels)[1]
    """
    return evaluate(queries, gallery, query_labels, gallery_labels, k=k, distance=distance, threads=threads).recall


class CollapseMonitor:
    """Detects collapse: a collapsed model no longer retrieves the items of its own training classes.

    Pairs of items of one class, 256 items at most, are watched. Shrinking embeddings alone do not count as collapse. The rule, and how
    often it is wrong: docs/training.md of the repository.

    Args:
        labels: the class of each item.
        embeddings: shape (items, dimensions), of the model before training.
        distance: the distance between embeddings.
        threads: degree of parallelism, 1 or more. Default: all processors.

    Attributes:
        state: ``healthy``, ``contracted`` or ``collapsed``.
        recall_at_1, mean_distance, effective_rank: of the watched items, when last observed.

    Raises:
        InputError: no class has two items, or a watched item has no embedding.

    Example:
        >>> monitor = tercet.CollapseMonitor(labels, embed(model, images))
        >>> if monitor.observe(embed(model, images)) == "collapsed":
        ...     break
    """

    state: State
    recall_at_1: float
    mean_distance: float
    effective_rank: float

    def __init__(self, labels: Any, embeddings: Any, *, distance: Distance = "euclidean", threads: int | None = None) -> None:
        self._handle = _engine.Handle()
        matrix, texts = _arrays.Matrix(_arrays.embeddings(embeddings, "embeddings")), _arrays.Texts(_arrays.labels(labels, "labels"))
        self._take(_engine.call("tercet_monitor_create", ctypes.byref(matrix), ctypes.byref(texts),
                                _engine.options({"distance": distance, "threads": threads}), self._handle.out))

    def observe(self, embeddings: Any) -> State:
        """Judges the model after an epoch: ``healthy``, ``contracted`` (still retrieves) or ``collapsed``.

        Args:
            embeddings: shape (items, dimensions), of the model as it is.
        """
        matrix = _arrays.Matrix(_arrays.embeddings(embeddings, "embeddings"))
        self._take(_engine.call("tercet_monitor_observe", self._handle.value, ctypes.byref(matrix)))
        return self.state

    def _take(self, result: dict[str, Any]) -> None:
        for name, value in result.items():
            setattr(self, name, value)
