"""Writes the .npy files beside it, with NumPy itself, so that the reader meets what users have.

    python3 make.py      (NumPy 1.24; any version that has numpy.lib.format.write_array will do)
"""

import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent


def bits(count, width):
    """Patterns all over the finite floats of a width: both zeros, the least, the greatest, then a hash of 0, 1, 2 ..."""
    exponent = 0x7F800000 if width == 32 else 0x7C00
    lowest = exponent & -exponent
    special = [0, 1 << (width - 1), 1, exponent - 1, (1 << (width - 1)) | (exponent - 1)]
    hashed = [(k * 0x9E3779B1 & 0xFFFFFFFF) >> (32 - width) for k in range(count - len(special))]
    return [b ^ lowest if b & exponent == exponent else b for b in special + hashed]


def save(name, array, version=None):
    with open(HERE / f"{name}.npy", "wb") as file:
        np.lib.format.write_array(file, array, version)


single = np.array(bits(30, 32), np.uint32).view("<f4").reshape(6, 5)
half = np.array(bits(64, 16), np.uint16).view("<f2").reshape(8, 8)

for version in (1, 2, 3):
    save(f"float32-v{version}", single, (version, 0))
    save(f"float16-v{version}", half, (version, 0))
save("one-value", np.ones((1, 1), "<f4"))

numbers = np.arange(6).reshape(3, 2)
save("float64", numbers.astype("<f8"))
save("int32", numbers.astype("<i4"))
save("uint8", numbers.astype("u1"))
save("bool", numbers > 2)
save("complex64", numbers.astype("<c8"))
save("text", numbers.astype(str))
save("big-endian-float32", numbers.astype(">f4"))
save("big-endian-float16", numbers.astype(">f2"))
save("structured", np.zeros(3, [("x", "<f4"), ("y", "<f4")]))
save("objects", np.array([[1.0, 2.0], [3.0]], dtype=object))
save("fortran", np.asfortranarray(numbers.astype("<f4")))
save("one-dimension", np.zeros(3, "<f4"))
save("three-dimensions", np.zeros((3, 2, 2), "<f4"))
save("scalar", np.array(1, "<f4"))
save("zero-rows", np.zeros((0, 2), "<f4"))
save("zero-columns", np.zeros((3, 0), "<f4"))

holes = np.ones((30, 4), "<f4")
holes[1, 3] = np.nan
holes[2, 0] = np.inf
holes[2, 1] = -np.inf
holes[7:16, 2] = np.nan
save("not-finite-float32", holes)
save("not-finite-float16", holes.astype("<f2"))
