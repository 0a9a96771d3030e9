"""Which recipe of negatives to use for retrieval: trains a linear head on frozen embeddings with the negatives of each.

    python3 docs/evidence/retrieval.py DATA OUT [SEED ...]

DATA is a folder that samples/Texts wrote. Each recipe is mined by the command line, one seed after the other, and read back as
JSON Lines, as a trainer would. The head is one matrix for queries and passages, started as the identity; the loss is the
cross-entropy of the positive among the step's negatives and all others of the batch (multiple negatives ranking loss) at a
temperature of 0.05. Queries are held out, and ranked against all passages. What is printed is also written to OUT/retrieval.json.
"""

import csv
import json
import os
import subprocess
import sys

import numpy as np
import torch

NEGATIVES, BATCH, EPOCHS, TEMPERATURE = 4, 64, 2, 0.05
RATES = (1e-4, 3e-4, 1e-3)
RECIPES = {
    "in-batch only": None,
    "random": ["--strategy", "random"],
    "top-n": ["--strategy", "hardest"],
    "window, ranks 10 to 100": ["--strategy", "random", "--ranks", "10..100"],
    "top-n, ratio 0.95": ["--strategy", "hardest", "--ratio-to-positive", "0.95"],
    "semi-hard (the default)": ["--recipe", "semi-hard"],
    "sequence: hardening": ["--recipe", "hardening"],
    "sequence: softening": ["--recipe", "softening"],
    "batches of near pairs": ["--mine", "batches", "--classes-per-batch", str(BATCH), "--last-batch", "drop"],
    "batches, one sigmoid": ["--mine", "batches", "--classes-per-batch", str(BATCH), "--last-batch", "drop", "--recipe", "sequenced"],
    "batches, nearest 0.1 % skipped": [
        "--mine", "batches", "--classes-per-batch", str(BATCH), "--last-batch", "drop", "--skip-nearest", "0.001"],
    "sequence: log-rank, ratio 0.95": ["--recipe", "log-rank", "--ratio-to-positive", "0.95"],
}


def tables(data, out):
    """Queries, passages and pairs as tables, from the sample's items and catalog."""
    for name, source, column in (("queries", "items", "q"), ("passages", "catalog", "p")):
        with open(f"{data}/{source}.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with open(f"{out}/{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "part", "text"])
            order = np.random.default_rng(0).permutation(len(rows))
            part = np.empty(len(rows), dtype=object)
            part[order] = ["test"] * (len(rows) // 5) + ["validation"] * (len(rows) // 10) + ["train"] * (
                len(rows) - len(rows) // 5 - len(rows) // 10)
            writer.writerows((f"{column}{i}", part[i], row["text"]) for i, row in enumerate(rows))
    with open(f"{out}/pairs.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["query", "passage"])
        writer.writerows((f"q{i}", f"p{i}") for i in range(len(rows)) if part[i] == "train")
    return part


def mine(data, out, name, options, seed, steps):
    """Rows of anchor, positive and negatives, in step order."""
    folder = f"{out}/runs/{name}-{seed}".replace(" ", "-").replace(":", "").replace(",", "")
    if not os.path.exists(f"{folder}/manifest.json"):
        command = [
            *os.environ.get("TERCET", "tercet").split(), "mine", "--queries", f"{out}/queries.csv", "--passages", f"{out}/passages.csv",
            "--pairs", f"{out}/pairs.csv", "--query-embeddings", f"{data}/items.npy", "--passage-embeddings", f"{data}/catalog.npy",
            "--epochs", str(EPOCHS), "--test-ratio", "0", "--seed", str(seed), "--format", "jsonl", "--no-report", "--quiet", "--out",
            folder, *options]
        if "batches" not in options:
            command += ["--negatives", str(NEGATIVES), "--triplets", str(steps)]
        subprocess.run(command, check=True)
    rows, step = [], -1
    with open(f"{folder}/train.jsonl", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if "role" in row:  # of a batch: a query, then its passage
                if row["role"] == "catalog":
                    rows.append([])
                rows[-1].append(row["item"])
                continue
            if row["step"] != step:
                rows.append([row["anchor"], row["positive"]])
                step = row["step"]
            rows[-1].append(row["negative"])
    if "batches" in options:
        return np.array(rows)
    for row in rows:  # a step that the bounds left fewer repeats its last negative
        row += row[-1:] * (2 + NEGATIVES - len(row))
    return np.array(rows)


def recall(head, queries, passages, rows):
    """The fraction of queries whose passage, of the same row, is the nearest, and among the nearest ten."""
    with torch.no_grad():
        q, p = (torch.nn.functional.normalize(x @ head, dim=1) for x in (queries[rows], passages))
        before = []
        for start in range(0, len(rows), 1024):
            scores, own = q[start:start + 1024] @ p.T, torch.from_numpy(rows[start:start + 1024])[:, None]
            before.append((scores > scores.gather(1, own)).sum(1))
        before = torch.cat(before)
    return [(before < k).float().mean().item() for k in (1, 10)]


def train(steps, queries, passages, rate, in_batch_only=False):
    """The head after one pass over the steps, in their order."""
    head = torch.eye(queries.shape[1], requires_grad=True)
    optimizer = torch.optim.Adam([head], lr=rate)
    for start in range(0, len(steps) - BATCH + 1, BATCH):
        batch = torch.from_numpy(steps[start:start + BATCH])
        q = torch.nn.functional.normalize(queries[batch[:, 0]] @ head, dim=1)
        columns = batch[:, 1] if in_batch_only else batch[:, 1:].T.reshape(-1)
        p = torch.nn.functional.normalize(passages[columns] @ head, dim=1)
        scores = q @ p.T / TEMPERATURE
        # Other columns that hold the positive of a row are no negatives of it.
        same = columns[None] == batch[:, 1:2]
        same[torch.arange(BATCH), torch.arange(BATCH)] = False
        loss = torch.nn.functional.cross_entropy(scores.masked_fill(same, -1e9), torch.arange(BATCH))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return head.detach()


def main(data, out, *seeds):
    seeds = [int(seed) for seed in seeds] or [1, 2, 3, 4, 5]
    os.makedirs(f"{out}/runs", exist_ok=True)
    part = tables(data, out)
    queries, passages = (torch.from_numpy(np.load(f"{data}/{name}.npy")) for name in ("items", "catalog"))
    validation, test = (np.flatnonzero(part == name) for name in ("validation", "test"))
    steps = int((part == "train").sum()) // BATCH * BATCH
    untrained = recall(torch.eye(queries.shape[1]), queries, passages, test)
    print(f"{len(passages):,} passages, {steps:,} steps per epoch, {EPOCHS} epochs, {len(test):,} test queries")
    print(f"untrained: Recall@1 {untrained[0]:.4f}, Recall@10 {untrained[1]:.4f}", flush=True)
    results = {"untrained": untrained}
    for name, options in RECIPES.items():
        in_batch = options is None or "batches" in options
        def run(seed, rate, rows):
            mined = mine(data, out, name, options or ["--strategy", "random"], seed, steps)
            return recall(train(mined, queries, passages, rate, in_batch), queries, passages, rows)
        # The learning rate is chosen on validation queries with a seed of its own.
        rate = max(RATES, key=lambda rate: run(0, rate, validation)[0])
        values = np.array([run(seed, rate, test) for seed in seeds])
        results[name] = {"rate": rate, "recall": values.tolist()}
        baseline = np.array(results.get("random", results[name])["recall"])
        difference = values[:, 0] - baseline[:, 0]
        half = 2.776 * difference.std(ddof=1) / len(seeds) ** 0.5 if len(seeds) == 5 else float("nan")
        print(f"{name:32} rate {rate:g}  Recall@1 {values[:, 0].mean():.4f}  Recall@10 {values[:, 1].mean():.4f}"
              f"  - random {difference.mean():+.4f} ± {half:.4f}", flush=True)
        with open(f"{out}/retrieval.json", "w", encoding="utf-8") as file:
            json.dump(results, file, indent=1)


main(*sys.argv[1:])
