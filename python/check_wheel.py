"""Checks that a wheel needs no later C library than its name says, and nothing of Python's: python/check_wheel.py WHEEL"""
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

LIMIT_BYTES = 60 << 20
LIMIT_GLIBCXX = 28  # what distributions with glibc 2.31 have
SYSTEM = re.compile(r"lib(c|m|dl|rt|pthread|gcc_s|stdc\+\+|z)\.so|ld-linux|lib(onnxruntime|SkiaSharp|HarfBuzzSharp)|ParquetSharpNative")

wheel = Path(sys.argv[1])
promised = tuple(map(int, re.search(r"manylinux_(\d+)_(\d+)_", wheel.name).groups()))
faults = [f"{wheel.stat().st_size} bytes; expected at most {LIMIT_BYTES}."] if wheel.stat().st_size > LIMIT_BYTES else []
with tempfile.TemporaryDirectory() as folder:
    zipfile.ZipFile(wheel).extractall(folder)
    for path in sorted(Path(folder).rglob("*")):
        if not path.is_file() or path.read_bytes()[:4] != b"\x7fELF":
            continue
        table = subprocess.run(["objdump", "-p", "-T", path], capture_output=True, text=True, check=True).stdout
        needed = max((tuple(map(int, version.split("."))) for version in re.findall(r"GLIBC_(\d+\.\d+)", table)), default=(0, 0))
        runtime = max((int(version) for version in re.findall(r"GLIBCXX_3\.4\.(\d+)", table)), default=0)
        others = [name for name in re.findall(r"NEEDED\s+(\S+)", table) if not SYSTEM.match(name)]
        print(f"{path.relative_to(folder)}: glibc {'.'.join(map(str, needed))}, {path.stat().st_size >> 10} KiB")
        if needed > promised:
            faults.append(f"{path.name} needs glibc {needed}, but the wheel's name promises {promised}.")
        if runtime > LIMIT_GLIBCXX:
            faults.append(f"{path.name} needs GLIBCXX_3.4.{runtime}; expected at most 3.4.{LIMIT_GLIBCXX}, as in GCC 10.")
        faults += [f"{path.name} needs {name}, which a system may not have." for name in others]
print(f"{wheel.name}: {wheel.stat().st_size >> 10} KiB")
sys.exit("\n".join(faults) or 0)
