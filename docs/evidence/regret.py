#!/usr/bin/env python3
"""Regret of each strategy over comparisons: regret.py LABEL=comparison.csv ... [--only PREFIX]"""
import csv, sys
from statistics import mean

only = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else None
sets = {}
for label, path in (a.split("=", 1) for a in sys.argv[1:] if "=" in a):
    recalls = {}
    for row in csv.DictReader(open(path)):
        if row["epoch"]:  # baselines have none
            recalls.setdefault(row["strategy"], []).append(float(row["recall_at_1"]))
    sets[label] = {k: mean(v) for k, v in recalls.items() if only is None or k.startswith(only)}
names = set.intersection(*(set(s) for s in sets.values()))
best = {label: max(s[n] for n in names) for label, s in sets.items()}
gaps = {n: [best[label] - s[n] for label, s in sets.items()] for n in names}
print("| strategy | " + " | ".join(sets) + " | worst gap |")
print("| --- |" + " ---: |" * (len(sets) + 1))
for n in sorted(names, key=lambda n: (max(gaps[n]), n)):
    print(f"| {n} | " + " | ".join(f"{g:.3f}" for g in gaps[n]) + f" | {max(gaps[n]):.3f} |")
