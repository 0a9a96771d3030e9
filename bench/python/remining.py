"""What it costs to mine an epoch anew, beside the search itself, and memory over 300 epochs.

    PYTHONPATH=python python3 bench/python/remining.py

10,000 triplets of 5,673 x 64. The search itself is the same engine's nearest neighbour of each of as many anchors, which evaluates no
triplet; a process is `tercet mine` with the same data from files, where TERCET_EXECUTABLE or a wheel has it.
"""
import resource
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

import tercet

rng = np.random.default_rng(0)
classes = np.sort(rng.integers(0, 1900, 5673))
x = rng.normal(size=(5673, 64)).astype(np.float32)
EPOCHS = 300
miner = tercet.TripletMiner(classes, epochs=EPOCHS, triplets_per_epoch=10_000)


def best(work, rounds=20):
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), float(np.median(seconds))


anchors = np.unique(miner.mine(x, 0).anchor)
search = best(lambda: tercet.recall_at_k(x[anchors], x, classes[anchors], classes, k=1))
mine = best(lambda: miner.mine(x, 0))
make = best(lambda: tercet.TripletMiner(classes, epochs=100, triplets_per_epoch=10_000))
print(f"{len(anchors)} distinct anchors; seconds, least and median of 20:")
print(f"search {search[0]:.4f} {search[1]:.4f}; mine {mine[0]:.4f} {mine[1]:.4f}, {mine[0] / search[0]:.2f} times; make {make[0]:.4f} {make[1]:.4f}")


def resident():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 2**20


sizes = []
for epoch in range(EPOCHS):
    miner.mine(x, epoch)
    sizes.append(resident())
print("resident MiB after epoch " + ", ".join(f"{epoch}: {sizes[epoch - 1]:.0f}" for epoch in (1, 20, 50, 100, EPOCHS)))

try:
    from tercet._cli import executable
    command = executable()
except tercet.TercetError as error:
    raise SystemExit(f"no process timed: {error}")
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "items.csv").write_text("class\n" + "\n".join(map(str, classes)))
    np.save(Path(folder, "items.npy"), x)
    run = [command, "mine", "--data", "items.csv", "--embeddings", "items.npy", "--test-ratio", "0", "--quiet", "--force", "--out", "run"]
    for name, options in (("with report", []), ("--no-report", ["--no-report"])):
        least, median = best(lambda: subprocess.run([*run, *options], cwd=folder, check=True), 5)
        print(f"tercet mine, {name}: {least:.3f} {median:.3f}, {least / mine[0]:.1f} times")
