"""Columns of what was mined."""
from __future__ import annotations

from typing import Any

import numpy as np


class Table:
    """Arrays of one length, each an attribute; :meth:`to_pandas` and :meth:`to_arrow` have the class labels too."""

    def __init__(self, labels: Any, columns: dict[str, np.ndarray], statistics: dict[str, Any]) -> None:
        self._labels, self._columns = labels, columns
        self.distances_compared: int = statistics["distances_compared"]
        self.pool_error: dict[str, float] | None = statistics["pool_error"]
        self.skipped = [(skip["count"], skip["what"], skip["why"]) for skip in statistics["skipped"]]

    def __getattr__(self, name: str) -> np.ndarray:
        columns = self.__dict__.get("_columns", {})
        if name not in columns:
            raise AttributeError(f"{type(self).__name__} has no {name!r}; its columns are {', '.join(columns)}.")
        return columns[name]

    def __len__(self) -> int:
        return len(self._columns["step"])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} rows: {', '.join(self._columns)})"

    def to_dict(self) -> dict[str, Any]:
        """All columns, the class labels among them."""
        return {**self._columns, **self._texts()}

    def to_pandas(self) -> Any:
        """A pandas.DataFrame with all columns; needs pandas."""
        import pandas

        return pandas.DataFrame(self.to_dict())

    def to_arrow(self) -> Any:
        """A pyarrow.Table with all columns, for ``datasets.Dataset``; needs pyarrow."""
        import pyarrow

        return pyarrow.table(self.to_dict())

    def _texts(self) -> dict[str, list[str]]:
        raise NotImplementedError
