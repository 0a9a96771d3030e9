"""Writes a table of 50,000 items, 4 of each class, that name the images of the demo, with random embeddings: data for a large run.

python3 bench/python/large_run.py tercet-demo FOLDER
tercet mine --data FOLDER/items.csv --embeddings FOLDER/items.npy --images tercet-demo/images --strategy random \
    --triplets 1000000 --no-report --out FOLDER/run
"""
import array
import csv
import os
import random
import struct
import sys

ITEMS, PER_CLASS, DIMENSIONS = 50_000, 4, 16

demo, folder = sys.argv[1:]
os.makedirs(folder)
with open(os.path.join(demo, "items.csv"), newline="", encoding="utf-8") as file:
    images = [row["file"] for row in csv.DictReader(file)]
with open(os.path.join(folder, "items.csv"), "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["file", "class"])
    writer.writerows([images[i % len(images)], f"class {i // PER_CLASS}"] for i in range(ITEMS))
header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({ITEMS}, {DIMENSIONS}), }}"
header += " " * (-(11 + len(header)) % 64) + "\n"
values = random.Random(3)
with open(os.path.join(folder, "items.npy"), "wb") as file:
    file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode())
    file.write(array.array("f", (values.gauss(0, 1) for _ in range(ITEMS * DIMENSIONS))).tobytes())
