"""A type checker knows the names of strategies, recipes and distances."""
import shutil
import subprocess

import pytest
from conftest import ROOT

USE = '''
import numpy as np
import tercet
labels = ["a", "b"]
miner = tercet.TripletMiner(labels, recipe="original", distance="cosine", curve=lambda u: u * u)
a: np.ndarray = miner.mine(np.ones((2, 2))).anchor
{}
'''


@pytest.mark.skipif(shutil.which("mypy") is None, reason="needs mypy")
@pytest.mark.parametrize("line, error", [
    ("", None),
    ('tercet.TripletMiner(labels, recipe="semihard")', "recipe"),
    ('tercet.TripletMiner(labels, distance="l2")', "distance"),
    ('tercet.BatchSampler(labels, recipe="original")', "recipe"),
    ('tercet.TripletMiner(labels, epochs="ten")', "epochs"),
    ('tercet.TripletMiner(labels, triplets=10)', "triplets"),
])
def test_mypy(line, error, tmp_path):
    (tmp_path / "use.py").write_text(USE.format(line))
    done = subprocess.run(["mypy", "--ignore-missing-imports", tmp_path / "use.py", ROOT / "python/tercet"], capture_output=True, text=True,
                          cwd=tmp_path, env={"PATH": "/usr/bin:/bin", "MYPYPATH": str(ROOT / "python")})
    if error is None:
        assert done.returncode == 0, done.stdout
    else:
        assert done.returncode == 1 and f'"{error}"' in done.stdout, done.stdout
