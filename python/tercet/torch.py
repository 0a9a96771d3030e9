"""Adapters for trainers on PyTorch that make their own batches, or mine within them, such as those of pytorch-metric-learning."""
from __future__ import annotations

from typing import Any, Iterator

import torch

from .batches import BatchSampler
from .triplets import TripletMiner


class IndexSampler(torch.utils.data.Sampler):  # type: ignore[type-arg]
    """The rows of a :class:`tercet.BatchSampler` one by one, for trainers that take a sampler of rows and a batch size.

    Args:
        batches: made with ``last_batch="fill"`` or ``"drop"``, so that all batches are of one size: classes per batch times samples
            per class, the batch size to give to the trainer.
    """

    def __init__(self, batches: BatchSampler) -> None:
        self.batches = batches

    def __iter__(self) -> Iterator[int]:
        for batch in self.batches:
            yield from batch

    def __len__(self) -> int:
        """Rows of the epoch."""
        return len(self.batches) * self.batches.batch_size


class InBatchMiner(torch.nn.Module):
    """Mines triplets within each batch, in the form of pytorch-metric-learning's miners: called with embeddings and labels, it
    returns three tensors of indices into the batch.

    Args:
        triplets: triplets in a batch; as many as items where None.
        **options: of :class:`tercet.TripletMiner`, such as ``recipe="boundary"``. The schedule runs over the triplets of each batch.
    """

    def __init__(self, triplets: int | None = None, **options: Any) -> None:
        super().__init__()
        self._triplets, self._options = triplets, options

    def forward(self, embeddings: torch.Tensor, labels: torch.Tensor, ref_emb: Any = None, ref_labels: Any = None) -> tuple[torch.Tensor, ...]:
        """Indices of anchors, positives and negatives."""
        if ref_emb is not None or ref_labels is not None:
            raise NotImplementedError("ref_emb and ref_labels: references from elsewhere are not mined. Give embeddings and labels alone.")
        mined = TripletMiner(labels, triplets_per_epoch=self._triplets or len(labels), **self._options).mine(embeddings)
        return tuple(torch.from_numpy(rows).to(embeddings.device) for rows in (mined.anchor, mined.positive, mined.negative))
