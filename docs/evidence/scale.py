#!/usr/bin/env python3
"""Texts with few to many training classes and the same 6,000 test classes: scale.py TEXTS OUT"""
import csv, os, random, sys

csv.field_size_limit(10**8)
texts, out = (os.path.abspath(path) for path in sys.argv[1:])
classes = [row["class"] for row in csv.DictReader(open(f"{texts}/items.csv"))]
order = list(range(len(classes)))
random.Random(0).shuffle(order)
test, rest = set(order[:6000]), order[6000:]
for count in (1000, 5000, 15000, len(rest)):
    folder = f"{out}/{count}"
    os.makedirs(folder, exist_ok=True)
    train = set(rest[:count])
    for name in ("items", "catalog"):
        with open(f"{folder}/{name}.csv", "w") as file:
            file.write("class,part\n")
            for row, label in enumerate(classes):  # a row without a class takes no part, and keeps its row of embeddings
                part = "test" if row in test else "train" if row in train else ""
                file.write(f"{label if part else ''},{part}\n")
        if not os.path.exists(f"{folder}/{name}.npy"):
            os.symlink(f"{texts}/{name}.npy", f"{folder}/{name}.npy")
