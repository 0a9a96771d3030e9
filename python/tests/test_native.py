"""The C interface: what the header declares is what the library has, and a C program uses it."""
import os
import re
import shutil
import subprocess

import numpy as np
import pytest
from conftest import ROOT

import tercet

HEADER = ROOT / "src/Tercet.Native/tercet.h"
LIBRARIES = sorted((ROOT / "python/tercet/lib").glob("libtercet-*.so"))


def test_one_version():
    assert f"<Version>{tercet.__version__}</Version>" in (ROOT / "Directory.Build.props").read_text()
    assert f"tercet-{tercet.__version__}-py3" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda path: path.name)
def test_header_declares_what_the_library_exports(library):
    declared = set(re.findall(r"\b(tercet_\w+)\(", re.sub(r"/\*.*?\*/", "", HEADER.read_text(), flags=re.S)))
    names = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r" T (tercet_\w+)", names)) == declared


@pytest.mark.parametrize("library", [path for path in LIBRARIES if path.stem[-2:] in ("v2", "v3")], ids=lambda path: path.name)
@pytest.mark.skipif(shutil.which("gcc") is None, reason="needs a C compiler")
def test_c_program_under_valgrind(library, tmp_path):
    program = tmp_path / "native"
    subprocess.run(["gcc", "-Wall", "-Wextra", "-Werror", "-g", "-I", HEADER.parent, ROOT / "python/tests/native.c", library,
                    f"-Wl,-rpath,{library.parent}", "-o", program], check=True)
    e = (np.arange(36) * 7919 % 101).astype(np.float32).reshape(12, 3) / np.float32(10)
    miner = tercet.TripletMiner([*"aaabbbcccddd"], epochs=2, triplets_per_epoch=8)
    expected = []
    for epoch in range(2):
        t = miner.mine(e, epoch)
        expected += [f"{a} {p} {n} {h:.17g}" for a, p, n, h in zip(t.anchor, t.positive, t.negative, t.hardness)]
    plain = subprocess.run([program], capture_output=True, text=True)
    assert plain.returncode == 0, plain.stderr
    assert plain.stdout.splitlines() == expected
    if shutil.which("valgrind") is None:
        pytest.skip("needs valgrind")
    # Looked for is memory beyond the caller's arrays; the runtime's vectors may read past the end of its own strings. The garbage
    # collector reserves more address space than valgrind has; a limit makes it modest.
    checked = subprocess.run(["valgrind", "--error-exitcode=9", "--undef-value-errors=no", program],
                             capture_output=True, text=True, env={**os.environ, "DOTNET_GCHeapHardLimit": "0x10000000"})
    assert checked.returncode == 0, checked.stderr[-3000:]
    assert checked.stdout.splitlines() == expected
