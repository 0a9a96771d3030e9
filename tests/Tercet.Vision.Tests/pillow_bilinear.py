"""Prints the literals of ResamplingTests.Agrees_with_Pillow: python3 pillow_bilinear.py (made with Pillow 9.4.0)."""
from PIL import Image

for (width, height), target in [((5, 1), (3, 1)), ((3, 1), (7, 1)), ((1, 9), (1, 2)), ((6, 5), (4, 7))]:
    source = Image.new("F", (width, height))
    source.putdata([(37 * i * i + 11 * i) % 256 for i in range(width * height)])
    values = source.resize(target, Image.BILINEAR).getdata()
    print(f"[InlineData({width}, {height}, {target[0]}, {target[1]}, new[] {{ {', '.join(f'{v:.6g}f' for v in values)} }})]")
