"""A type checker knows the names of strategies, recipes and distances."""
import shutil
import subprocess

import pytest
from conftest import ROOT

USE = '''\
import numpy as np
import tercet
labels = ["a", "b"]
miner = tercet.TripletMiner(labels, recipe="original", distance="cosine", curve=lambda u: u * u)
a: np.ndarray = miner.mine(np.ones((2, 2))).anchor
'''
WRONG = {
    'tercet.TripletMiner(labels, recipe="semihard")': '"recipe"',
    'tercet.TripletMiner(labels, distance="l2")': '"distance"',
    'tercet.BatchSampler(labels, recipe="original")': '"recipe"',
    'tercet.TripletMiner(labels, epochs="ten")': '"epochs"',
    'tercet.TripletMiner(labels, triplets=10)': '"triplets"',
}


@pytest.mark.skipif(shutil.which("mypy") is None, reason="needs mypy")
def test_mypy(tmp_path):
    (tmp_path / "use.py").write_text(USE + "\n".join(WRONG))
    done = subprocess.run(["mypy", "--ignore-missing-imports", "use.py", ROOT / "python/tercet"], capture_output=True, text=True,
                          cwd=tmp_path, env={"PATH": "/usr/bin:/bin", "MYPYPATH": str(ROOT / "python")})
    errors = [line for line in done.stdout.splitlines() if ": error: " in line]
    first = USE.count("\n") + 1
    assert len(errors) == len(WRONG), done.stdout
    for line, (error, name) in enumerate(zip(errors, WRONG.values()), first):
        assert error.startswith(f"use.py:{line}: ") and name in error, error
