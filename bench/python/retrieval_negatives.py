"""Eight negatives for each query out of 1,000,000 passages of 384 dimensions: `tercet mine` beside faiss' flat search with k = 100.

    TERCET="dotnet src/Tercet.Cli/bin/Release/net10.0/Tercet.Cli.dll" python3 bench/python/retrieval_negatives.py FOLDER [QUERIES ...]

The data (1.7 GB) are made in FOLDER where they are missing: passages around 2,000 centres, each query near its one positive; with
pairs10.csv ten positives each. Tercet is the whole command: tables, hashing, search, selection, files. faiss is its search alone, on
an index that is built. Both use two threads. Memory is the peak of the process. Needs NumPy and faiss.
"""
import os
import resource
import subprocess
import sys
import time

import numpy as np

PASSAGES, QUERIES, DIMENSIONS, NEGATIVES, NEIGHBOURS = 1_000_000, 100_000, 384, 8, 100


def make(folder):
    rng = np.random.default_rng(0)
    centres = rng.normal(size=(2000, DIMENSIONS)).astype("f4")
    passages = np.lib.format.open_memmap(f"{folder}/p.npy", mode="w+", dtype="f4", shape=(PASSAGES, DIMENSIONS))
    of = rng.integers(2000, size=PASSAGES)
    for start in range(0, PASSAGES, 50_000):
        block = centres[of[start:start + 50_000]] + rng.normal(size=(50_000, DIMENSIONS)).astype("f4")
        passages[start:start + 50_000] = block / np.linalg.norm(block, axis=1, keepdims=True)
    positives = np.sort(rng.choice(PASSAGES, size=QUERIES, replace=False))
    queries = passages[positives] + 0.03 * rng.normal(size=(QUERIES, DIMENSIONS)).astype("f4")
    np.save(f"{folder}/q.npy", (queries / np.linalg.norm(queries, axis=1, keepdims=True)).astype("f4"))
    others = rng.integers(PASSAGES, size=(QUERIES, 9))
    with open(f"{folder}/p.csv", "w") as p, open(f"{folder}/q.csv", "w") as q:
        p.write("id\n" + "".join(f"p{i}\n" for i in range(PASSAGES)))
        q.write("id\n" + "".join(f"q{i}\n" for i in range(QUERIES)))
    with open(f"{folder}/pairs.csv", "w") as one, open(f"{folder}/pairs10.csv", "w") as ten:
        one.write("query,passage\n" + "".join(f"q{i},p{positives[i]}\n" for i in range(QUERIES)))
        ten.write("query,passage\n" + "".join(
            f"q{i},p{passage}\n" for i in range(QUERIES) for passage in (positives[i], *others[i])))


def tercet(folder, pairs, queries):
    command = [
        *os.environ.get("TERCET", "tercet").split(), "mine", "--queries", f"{folder}/q.csv", "--passages", f"{folder}/p.csv", "--pairs",
        f"{folder}/{pairs}.csv", "--query-embeddings", f"{folder}/q.npy", "--passage-embeddings", f"{folder}/p.npy", "--negatives",
        str(NEGATIVES), "--triplets", str(queries), "--test-ratio", "0", "--ratio-to-positive", "0.95", "--threads", "2", "--no-report",
        "--quiet", "--force", "--out", f"{folder}/run"]
    start = time.perf_counter()
    child = subprocess.Popen(command)
    _, status, used = os.wait4(child.pid, 0)
    assert status == 0, status
    return time.perf_counter() - start, used.ru_maxrss / 2**20


def faiss_search(folder, sizes):
    import faiss
    faiss.omp_set_num_threads(2)
    index = faiss.IndexFlatIP(DIMENSIONS)
    passages = np.load(f"{folder}/p.npy", mmap_mode="r")
    for start in range(0, PASSAGES, 50_000):
        index.add(np.ascontiguousarray(passages[start:start + 50_000]))
    queries = np.load(f"{folder}/q.npy")
    for size in sizes:
        start = time.perf_counter()
        index.search(queries[:size], NEIGHBOURS)
        print(f"faiss {size} {time.perf_counter() - start:.1f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f}", flush=True)


def main(folder, *sizes):
    sizes = [int(size) for size in sizes] or [1000, 2000, 4000]
    if not os.path.exists(f"{folder}/pairs10.csv"):
        make(folder)
    for size in sizes:
        for pairs in ("pairs", "pairs10"):
            seconds, gibibytes = tercet(folder, pairs, size)
            print(f"{pairs} {size} {seconds:.1f} s, {gibibytes:.2f} GiB", flush=True)
        subprocess.run([sys.executable, __file__, "--faiss", folder, str(size)], check=True)


if sys.argv[1] == "--faiss":
    faiss_search(sys.argv[2], [int(size) for size in sys.argv[3:]])
else:
    main(*sys.argv[1:])
