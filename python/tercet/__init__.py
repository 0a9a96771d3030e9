"""Tercet: triplets and batches for metric learning, with negatives exactly as hard as a schedule says."""
from ._version import __version__
from ._miner import Step
from .batches import Batches, BatchSampler
from .data import Split, create_data, split
from .errors import ForkedError, InputError, InputTypeError, OptionsError, StateError, TercetError
from .evaluation import CollapseMonitor, Retrieval, evaluate, recall_at_k
from .triplets import TripletMiner, Triplets

__all__ = [
    "BatchSampler", "Batches", "CollapseMonitor", "ForkedError", "InputError", "InputTypeError", "OptionsError", "Retrieval", "Split",
    "StateError", "Step", "TercetError", "TripletMiner", "Triplets", "__version__", "create_data", "evaluate", "recall_at_k", "split",
]
