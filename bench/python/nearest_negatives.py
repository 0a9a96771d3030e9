"""Nearest negatives of 70,000 x 128 with 35,000 classes: Tercet beside what one would write instead. One process each, in turn.

    PYTHONPATH=python python3 bench/python/nearest_negatives.py [ROUNDS]

Seconds are for 1,000 anchors, the best of the rounds; peak memory is that of the process, less what it has before the search. Slow
contenders search fewer anchors. Needs NumPy, PyTorch and faiss.
"""
import json
import os
import subprocess
import sys
import time

import numpy as np

ITEMS, DIMENSIONS, PER_CLASS, BLOCK = 70_000, 128, 2, 1024
CONTENDERS = {"loop over pairs": 4, "loop over anchors": 200, "torch, cdist": 4 * BLOCK, "faiss, flat index": 4 * BLOCK, "tercet": ITEMS}


def data():
    rng = np.random.default_rng(0)
    classes = np.arange(ITEMS) // PER_CLASS
    centres = rng.normal(size=(ITEMS // PER_CLASS, DIMENSIONS)).astype(np.float32)
    return (centres[classes] + rng.normal(size=(ITEMS, DIMENSIONS)).astype(np.float32)), classes


def prepare(name, x, classes):
    """What to call with anchors; it returns how many distinct anchors were searched for, and some (anchor, negative)."""
    if name == "loop over pairs":  # as the original method's published code
        def search(anchors):
            found = []
            for a in anchors:
                distances = [np.linalg.norm(x[a] - x[i]) if classes[i] != classes[a] else np.inf for i in range(len(x))]
                found.append(int(np.argmin(distances)))
            return len(anchors), anchors, found
    elif name == "loop over anchors":
        def search(anchors):
            found = []
            for a in anchors:
                distances = np.linalg.norm(x - x[a], axis=1)
                distances[classes == classes[a]] = np.inf
                found.append(int(distances.argmin()))
            return len(anchors), anchors, found
    elif name.startswith("torch"):
        import torch
        t, c = torch.from_numpy(x), torch.from_numpy(classes)

        def search(anchors):
            found = []
            for block in torch.from_numpy(anchors).split(BLOCK):
                distances = torch.cdist(t[block], t)
                distances[c[block][:, None] == c] = torch.inf
                found.append(distances.topk(1, largest=False).indices[:, 0])
            return len(anchors), anchors, torch.cat(found).tolist()
    elif name.startswith("faiss"):
        import faiss
        index = faiss.IndexFlatL2(DIMENSIONS)
        index.add(x)

        def search(anchors):  # itself and its class may come first
            _, nearest = index.search(x[anchors], PER_CLASS + 1)
            other = classes[nearest] != classes[anchors][:, None]
            return len(anchors), anchors, nearest[np.arange(len(anchors)), other.argmax(1)].tolist()
    else:
        import tercet
        miner = tercet.TripletMiner(classes, triplets_per_epoch=ITEMS, strategy="hardest")

        def search(anchors):
            mined = miner.mine(x)
            return len(np.unique(mined.anchor)), mined.anchor, mined.negative.tolist()
    return search


def measure(name, rounds):
    x, classes = data()
    search, anchors = prepare(name, x, classes), np.arange(CONTENDERS[name])
    if CONTENDERS[name] > 1000:
        search(anchors[:BLOCK])
    open("/proc/self/clear_refs", "w").write("5")  # the peak so far does not count
    before, best = status("VmRSS"), float("inf")
    for _ in range(rounds if CONTENDERS[name] > 1000 else 1):
        start = time.perf_counter()
        count, searched, found = search(anchors)
        best = min(best, (time.perf_counter() - start) / count)
    print(json.dumps({"seconds": 1000 * best, "mib": status("VmHWM") - before, "found": list(zip(np.asarray(searched).tolist(), found))}))


def status(field):
    """A size of this process in MiB."""
    line = next(line for line in open("/proc/self/status") if line.startswith(field))
    return int(line.split()[1]) / 1024


def main(rounds):
    results = {}
    for name in CONTENDERS:
        done = subprocess.run([sys.executable, __file__, "--one", name, str(rounds)], capture_output=True, text=True, check=True)
        results[name] = json.loads(done.stdout)
    exact = dict(results["tercet"]["found"])
    print(f"{ITEMS} x {DIMENSIONS}, {ITEMS // PER_CLASS} classes, {os.cpu_count()} processors")
    print("| | s for 1,000 anchors | times Tercet's | MiB | same negatives |\n|---|---:|---:|---:|---:|")
    for name, result in results.items():
        shared = [(exact[a], n) for a, n in result["found"] if a in exact]
        same = 100 * np.mean([a == b for a, b in shared])
        print(f"| {name} | {result['seconds']:.4g} | {result['seconds'] / results['tercet']['seconds']:.3g} | {result['mib']:.0f} | {same:.4g} % |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(sys.argv[2], int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
