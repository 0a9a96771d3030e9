"""The code in the README and the docs runs as it stands, and so do the examples that need nothing further."""
import os
import re
import subprocess
import sys

import numpy as np
import pytest
from conftest import ROOT

torch = pytest.importorskip("torch")


def blocks(page):
    return re.findall(r"^```python\n(.*?)^```$", (ROOT / page).read_text(), re.S | re.M)


def run(code, **names):
    exec(compile(code, "docs", "exec"), names)


@pytest.mark.parametrize("page", ["README.md", "python/README.md"])
def test_readme(page):
    labels = np.arange(200) // 4
    images = torch.randn(200, 8)
    model = torch.nn.Linear(8, 4)
    code = "\n".join(blocks(page))
    assert "TripletMiner" in code
    run(code.replace("10_000", "100"), labels=labels, images=images, model=model, torch=torch, data=torch.arange(200),
        embed=lambda model, images: model(images), triplet_loss=torch.nn.functional.triplet_margin_loss)


def test_python_page():
    code = blocks("docs/python.md")
    assert len(code) >= 3
    run("\n".join(code))


@pytest.mark.parametrize("example", ["plain_pytorch", "in_batch_loss"])
def test_examples(example):
    done = subprocess.run([sys.executable, f"{example}.py"], cwd=ROOT / "python/examples", capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT / "python"), "PYTHONDONTWRITEBYTECODE": "1"})
    assert done.returncode == 0, done.stderr
    assert float(re.findall(r"Recall@1 (\d\.\d+)", done.stdout)[-1]) > 0.9


def test_in_batch_miner():
    from tercet.torch import InBatchMiner
    torch.manual_seed(0)
    embeddings, labels = torch.randn(32, 8), torch.arange(32) // 4
    a, p, n = InBatchMiner(strategy="hardest")(embeddings, labels)
    assert len(a) == 32 and (labels[a] == labels[p]).all() and (a != p).all()
    distances = torch.cdist(embeddings, embeddings).masked_fill(labels[:, None] == labels, torch.inf)
    assert torch.equal(n, distances.argmin(1)[a])
    assert all(len(rows) == 0 for rows in InBatchMiner()(embeddings, torch.zeros(32, dtype=torch.int64)))
    random = InBatchMiner(recipe="random")
    assert not torch.equal(random(embeddings, labels)[2], random(embeddings, labels)[2])
    with pytest.raises(NotImplementedError):
        InBatchMiner()(embeddings, labels, embeddings, labels)
