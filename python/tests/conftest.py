"""Fixtures, and a last line that test.sh counts."""
import csv
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "python"))
COMMAND = ["dotnet", str(ROOT / "src/Tercet.Cli/bin/Release/net10.0/Tercet.Cli.dll")]


def pytest_terminal_summary(terminalreporter):
    counts = {name: len(terminalreporter.stats.get(name, [])) for name in ("passed", "failed", "error", "skipped")}
    terminalreporter.write_line(f"   Tercet.Python  Total: {sum(counts.values())}, Errors: {counts['error']}, Failed: {counts['failed']}, "
                                f"Skipped: {counts['skipped']}, Not Run: 0")


class Data:
    """Labelled embeddings: clusters, so that hardness differs."""

    def __init__(self, seed=0, classes=40, most=5, dimensions=16):
        rng = np.random.default_rng(seed)
        self.labels = [f"class {c}" for c in range(classes) for _ in range(rng.integers(1, most + 1))]
        centres = {label: rng.normal(size=dimensions) for label in sorted(set(self.labels))}
        order = rng.permutation(len(self.labels))
        self.labels = [self.labels[i] for i in order]
        self.embeddings = np.stack([centres[label] for label in self.labels]) + 0.7 * rng.normal(size=(len(self.labels), dimensions))
        self.embeddings = self.embeddings.astype(np.float32)
        self.groups = [f"g{rng.integers(30)}" for _ in self.labels]
        self.catalog = sorted(set(self.labels))
        self.catalog_groups = [f"g{rng.integers(30)}" for _ in self.catalog]
        self.catalog_embeddings = np.stack([centres[label] for label in self.catalog]).astype(np.float32)


@pytest.fixture(scope="session")
def data():
    return Data()


class CommandLine:
    """The command line, on the same data."""

    def __init__(self, folder, data):
        self.folder, self.data, self.runs = folder, data, 0
        self._write("items.csv", data.labels, data.groups)
        self._write("catalog.csv", data.catalog, data.catalog_groups)
        np.save(folder / "items.npy", data.embeddings)
        np.save(folder / "catalog.npy", data.catalog_embeddings)

    def _write(self, name, labels, groups):
        with open(self.folder / name, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["file", "class", "group"])
            writer.writerows((f"{name}-{i}.png", label, group) for i, (label, group) in enumerate(zip(labels, groups)))

    def mine(self, *options, catalog=False):
        """The rows of train and test files."""
        self.runs += 1
        out = self.folder / f"run{self.runs}"
        command = [*COMMAND, "mine", "--data", "items.csv", "--embeddings", "items.npy", "--format", "csv", "--no-report", "--quiet", "--out", out]
        command += ["--catalog", "catalog.csv", "--catalog-embeddings", "catalog.npy"] if catalog else []
        done = subprocess.run([*map(str, command), *map(str, options)], cwd=self.folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return [read(out / name) for name in ("train.csv", "test.csv") if (out / name).exists()]


def read(path):
    """Columns of a CSV file."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}


@pytest.fixture(scope="session")
def command_line(tmp_path_factory, data):
    return CommandLine(tmp_path_factory.mktemp("cli"), data)


def run_python(code, timeout=60, file=None, **environment):
    """Runs a program in a process of its own, with the package on its path; from a file where it starts processes itself."""
    if file is not None:
        file.write_text(code)
    return subprocess.run([sys.executable, *(["-c", code] if file is None else [file])], capture_output=True, text=True, timeout=timeout,
                          env={**os.environ, "PYTHONPATH": str(ROOT / "python"), **environment})
