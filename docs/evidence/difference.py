#!/usr/bin/env python3
"""Paired difference of Recall@1 with a 95 % interval: difference.py comparison.csv A-B [C-D ...]; names joined by ' - '."""
import csv, sys
from math import sqrt
from statistics import mean, stdev

T = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}  # two-sided 95 % by degrees of freedom
recalls = {}
for row in csv.DictReader(open(sys.argv[1])):
    recalls.setdefault(row["strategy"], {})[row["seed"]] = float(row["recall_at_1"])
for pair in sys.argv[2:]:
    a, b = pair.split(" - ")
    d = [recalls[a][s] - recalls[b][s] for s in sorted(recalls[a]) if s in recalls[b]]
    half = T[len(d) - 1] * stdev(d) / sqrt(len(d)) if len(d) > 1 else float("nan")
    print(f"{pair}: {mean(d):+.3f} ± {half:.3f}{'' if abs(mean(d)) > half else ' n.s.'}")
