#!/usr/bin/env python3
"""A labelled image set with planted label errors, for trying how well they are found.

    label_errors.py --out SET --planted FILE [--images DIR] [--fraction F] [--seed N] TABLE...

Reads tables with columns file and class, and writes SET/items.csv and copies of the images, in a random order and under names that
do not tell the class. A fraction of the items, at most one of each class, gets the label of another class. FILE, which must lie
outside SET, lists them with their right class, as a file for --relabel: item, class, was. The same seed gives the same set.
"""
import argparse
import csv
import hashlib
import shutil
import sys
from collections import Counter
from pathlib import Path

MIN_PER_CLASS = 4


def ticket(seed, *key):
    """A number from 0 to below 2^256 that depends on no library's random numbers."""
    return int(hashlib.sha256(repr((seed, *key)).encode()).hexdigest(), 16)


def read(tables, images):
    for table in tables:
        folder = images or table.parent
        with open(table, newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                yield folder / row["file"], row["class"]


def plant(items, count, seed):
    """The numbers of the items that get a wrong label, with that label: at most one of each class, so that every class stays recognisable."""
    classes = sorted({label for _, label in items})
    drawn, used = {}, set()
    for number in sorted(range(len(items)), key=lambda number: ticket(seed, "error", number)):
        label = items[number][1]
        if len(drawn) < count and label not in used:
            used.add(label)
            others = [other for other in classes if other != label]
            drawn[number] = others[ticket(seed, "label", number) % len(others)]
    return drawn


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="+", type=Path, metavar="TABLE")
    parser.add_argument("--out", required=True, type=Path, help="the folder of the set, which must not exist")
    parser.add_argument("--planted", required=True, type=Path, help="the list of planted errors, outside of the set")
    parser.add_argument("--images", type=Path, help="the folder that files are relative to (default: that of each table)")
    parser.add_argument("--fraction", type=float, default=0.05, help="the fraction of items with a wrong label (0.05)")
    parser.add_argument("--seed", type=int, default=1, help="which items, which labels and what order (1)")
    options = parser.parse_args()
    if options.out.exists():
        sys.exit(f"{options.out}: exists already. Choose another folder.")
    if options.planted.resolve().is_relative_to(options.out.resolve()):
        sys.exit(f"{options.planted}: inside the set, where who looks for the errors would find it. Choose a path outside of it.")

    seed, items = options.seed, list(read(options.tables, options.images))
    sizes = Counter(label for _, label in items)
    if small := [label for label, size in sizes.items() if size < MIN_PER_CLASS]:
        sys.exit(f"{len(small)} classes have fewer than {MIN_PER_CLASS} items, such as {small[0]!r}. An error cannot be told from them.")
    count = round(options.fraction * len(items))
    if not 0 < count <= len(sizes) or len(sizes) < 2:
        sys.exit(f"{count} errors in {len(sizes)} classes: expected at least one, at most one of each class, and two classes.")
    errors = plant(items, count, seed)

    (options.out / "images").mkdir(parents=True)
    options.planted.parent.mkdir(parents=True, exist_ok=True)
    rows, planted = [], []
    for number in sorted(range(len(items)), key=lambda number: ticket(seed, "order", number)):
        path, label = items[number]
        name = f"images/{len(rows):04d}{path.suffix}"
        shutil.copyfile(path, options.out / name)
        rows.append((name, errors.get(number, label)))
        if number in errors:
            planted.append((name, label, errors[number]))
    write(options.out / "items.csv", ("file", "class"), rows)
    write(options.planted, ("item", "class", "was"), planted)
    print(f"{options.out}: {len(rows)} items of {len(sizes)} classes, {len(planted)} with a wrong label, which {options.planted} lists.")


if __name__ == "__main__":
    main()
