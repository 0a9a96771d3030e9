"""Batches of tercet mine --mine batches for a DataLoader of PyTorch, in their order."""
import csv
from torch.utils.data import Sampler

class BatchSampler(Sampler):
    """Indices into the items followed by the catalog: DataLoader(ConcatDataset([items, catalog]), batch_sampler=BatchSampler("RUN/train.csv", len(items)))."""
    def __init__(self, path, items):
        self.batches = {}
        for row in csv.DictReader(open(path, encoding="utf-8", newline="")):
            self.batches.setdefault(row["step"], []).append(int(row["item"]) + (items if row["role"] == "catalog" else 0))

    def __iter__(self):
        return iter(self.batches.values())

    def __len__(self):
        return len(self.batches)
