"""Adapters for trainers on PyTorch that make their own batches, or mine within them, such as those of pytorch-metric-learning."""
from __future__ import annotations

from typing import Any, Iterator

import torch

from .batches import BatchSampler
from .errors import InputError, OptionsError
from .triplets import TripletMiner


class IndexSampler(torch.utils.data.Sampler):  # type: ignore[type-arg]
    """The rows of a :class:`tercet.BatchSampler` one by one, for trainers that take a sampler of rows and a batch size.

    Give the trainer ``batches.batch_size`` as its batch size: classes per batch times samples per class.

    Args:
        batches: made with ``last_batch="fill"`` or ``"drop"``, so that all batches are of one size.

    Raises:
        OptionsError: when iterated, where a batch is smaller than the others: those after it would be cut in the wrong places.
    """

    def __init__(self, batches: BatchSampler) -> None:
        self.batches = batches

    def __iter__(self) -> Iterator[int]:
        for batch in self.batches:
            if len(batch) != self.batches.batch_size:
                raise OptionsError(f"a batch of {len(batch)} items; expected {self.batches.batch_size} in each. Make the sampler with "
                                   "last_batch='fill' or 'drop', and with fewer classes per batch where groups or excluded pairs leave too few.")
            yield from batch

    def __len__(self) -> int:
        """Rows of the epoch."""
        return len(self.batches) * self.batches.batch_size


class InBatchMiner(torch.nn.Module):
    """Mines triplets within each batch, in the form of pytorch-metric-learning's miners: called with embeddings and labels, it
    returns three tensors of indices into the batch.

    Args:
        triplets: triplets in a batch; as many as items where None.
        **options: of :class:`tercet.TripletMiner`, such as ``recipe="boundary"``. The schedule runs over the triplets of each batch;
            the seed is that of the first batch, and one more for each further one.

    A batch without a positive pair, or of one class, has no triplets.
    """

    def __init__(self, triplets: int | None = None, **options: Any) -> None:
        super().__init__()
        self._triplets, self._options = triplets, options
        self._seed = options.pop("seed", 0)

    def forward(self, embeddings: torch.Tensor, labels: torch.Tensor, ref_emb: Any = None, ref_labels: Any = None) -> tuple[torch.Tensor, ...]:
        """Indices of anchors, positives and negatives."""
        if ref_emb is not None or ref_labels is not None:
            raise NotImplementedError("ref_emb and ref_labels: references from elsewhere are not mined. Give embeddings and labels alone.")
        seed, self._seed = self._seed, self._seed + 1
        try:
            miner = TripletMiner(labels, triplets_per_epoch=self._triplets or len(labels), seed=seed, **self._options)
        except InputError:
            return tuple(torch.empty(0, dtype=torch.int64, device=embeddings.device) for _ in range(3))
        mined = miner.mine(embeddings)
        return tuple(torch.from_numpy(rows).to(embeddings.device) for rows in (mined.anchor, mined.positive, mined.negative))
