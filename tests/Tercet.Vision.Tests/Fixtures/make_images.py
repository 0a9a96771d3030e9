"""Writes the image files beside it, and what Pillow and torchvision compute from them: images/, pixels/, resized/, images.json.

    python3 make_images.py      (then make_models.py, which uses the images)

The committed files were written with Python 3.11, NumPy 1.24.2, Pillow 9.4.0 (libjpeg-turbo 2.1.5, libwebp 1.2.4) and
torchvision 0.14.1. The pictures are made of seeded noise and nobody's photograph.

images.json holds "pictures": {name, image, pixels, width, height, about}, size and pixels being those of the upright picture,
and "vectors": {name, image, fit, share, interpolation, width, height, file}; paths are relative to this folder. Pictures are
uint8 .npy files of shape (height, width, 3), red first.
"""

import io
import json
import pathlib
import struct
import sys
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageOps
from torchvision.transforms import CenterCrop, InterpolationMode, Resize

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parents[2] / "python/examples"))
from images import load_rgb
INTERPOLATIONS = {
    "bilinear": (Image.Resampling.BILINEAR, InterpolationMode.BILINEAR),
    "bicubic": (Image.Resampling.BICUBIC, InterpolationMode.BICUBIC),
}
ORIENTATION = 0x0112


def fitted(picture, fit, interpolation, width, height, share=1.0):
    """The picture resized to the input size of a model."""
    pillow, torchvision = INTERPOLATIONS[interpolation]
    if fit == "stretch":
        return picture.resize((width, height), pillow)
    if fit == "pad":
        return ImageOps.pad(picture, (width, height), pillow, color="white")
    assert fit == "crop" and width == height
    return CenterCrop(width)(Resize(round(width / share), torchvision)(picture))


def photo(width, height, seed, channels=3):
    """Something like a photograph: soft colours, hard edges, a little noise; (height, width, channels), 0 to 255."""
    random = np.random.default_rng(seed)
    coarse = random.integers(0, 256, (5, 6, channels), dtype=np.uint8)
    layers = [Image.fromarray(coarse[..., c]).resize((width, height), Image.Resampling.BICUBIC) for c in range(channels)]
    picture = np.stack(layers, axis=-1).astype(float)
    y, x = np.mgrid[:height, :width] / min(width, height)
    shapes = [(x - 0.4) ** 2 + (y - 0.55) ** 2 < 0.06, abs(x - y - 0.3) < 0.03, (x > 0.75) & (y < 0.3), y > 0.9]
    for shape in shapes:
        picture[shape] = random.integers(0, 256, channels)
    return (picture + random.normal(0, 4, picture.shape)).clip(0, 255)


def rgb(width, height, seed):
    return Image.fromarray(photo(width, height, seed).astype(np.uint8))


def soft_alpha(width, height):
    """From transparent at the left to opaque at the right, every alpha in between, with an opaque hole in the middle."""
    alpha = np.tile(np.linspace(0, 255, width).astype(np.uint8), (height, 1))
    alpha[height // 3:height // 2, width // 4:width // 2] = 255
    return Image.fromarray(alpha)


def png_chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_16_bit(values):
    """A PNG file of big-endian 16-bit channels: grey, RGB or RGBA; Pillow cannot write the latter two."""
    height, width, channels = values.shape
    colour_type = {1: 0, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    header = struct.pack(">IIBBBBB", width, height, 16, colour_type, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(rows, 9))
            + png_chunk(b"IEND", b""))


def with_chunk(png, kind, content, last=False):
    """A PNG file with one more chunk, after the header or at the end."""
    at = len(png) - 12 if last else 33
    return png[:at] + png_chunk(kind, content) + png[at:]


def raw_profile(exif):
    """EXIF as ImageMagick writes it into a text."""
    digits = exif.hex()
    lines = [digits[i:i + 72] for i in range(0, len(digits), 72)]
    return ("\nexif\n" + f"{len(exif):8}" + "\n" + "\n".join(lines) + "\n").encode()


def xmp(orientation):
    return ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<rdf:Description '
            f'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="{orientation}"/></rdf:RDF></x:xmpmeta>').encode()


def with_exif(jpeg, tiff):
    """A JPEG file with an EXIF segment."""
    content = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content + jpeg[2:]


def bmp(width, height, bits, data, compression=0, extra=b"", colours=0, palette=b"", header=40):
    """A BMP file of any kind; extra are fields of longer headers, or masks after a header of 40 bytes."""
    fields = struct.pack("<IiiHHIIiiII", header, width, height, 1, bits, compression, len(data), 2835, 2835, colours, 0)
    if header == 12:
        fields = struct.pack("<IHHHH", header, width, height, 1, bits)
    offset = 14 + len(fields) + len(extra) + len(palette)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + fields + extra + palette + data


def rows_of(values):
    """Rows of a BMP file, each padded to four bytes."""
    return b"".join(row.tobytes() + bytes(-row.nbytes % 4) for row in values)


def bmps():
    random = np.random.default_rng(15)
    words = random.integers(0, 1 << 16, (11, 19)).astype("<u2")
    fields_565, fields_555 = struct.pack("<III", 0xF800, 0x7E0, 0x1F), struct.pack("<III", 0x7C00, 0x3E0, 0x1F)
    yield "565", "16 bits, 5-6-5", bmp(19, 11, 16, rows_of(words), 3, fields_565)
    yield "555", "16 bits, 5-5-5", bmp(19, 11, 16, rows_of(words))
    yield "555-fields", "16 bits, 5-5-5 by masks", bmp(19, 11, 16, rows_of(words), 3, fields_555)
    dwords = random.integers(0, 1 << 32, (11, 19), dtype=np.uint64).astype("<u4")
    yield "32", "32 bits, the fourth byte without meaning", bmp(19, 11, 32, rows_of(dwords))
    masks = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    yield "32-alpha", "32 bits with alpha", bmp(19, 11, 32, rows_of(dwords), 3, masks + bytes(52), header=108)
    yield "top-down", "24 bits, the first row first", bmp(
        19, -11, 24, rows_of(random.integers(0, 256, (11, 57)).astype(np.uint8)))
    yield "core", "24 bits, with the header of OS/2", bmp(
        19, 11, 24, rows_of(random.integers(0, 256, (11, 57)).astype(np.uint8)), header=12)

    def colours(count):
        return b"".join(bytes([*random.integers(0, 256, 3), 0]) for _ in range(count))

    indices = random.integers(0, 256, (11, 20)).astype(np.uint8)
    yield "8", "8 bits with a palette", bmp(20, 11, 8, rows_of(indices), palette=colours(256), colours=256)
    yield "4", "4 bits with a palette", bmp(20, 11, 4, rows_of(indices[:, :10]), palette=colours(16), colours=16)
    yield "1", "1 bit with a palette", bmp(20, 11, 1, rows_of(indices[:, :3]), palette=colours(2), colours=2)
    yield "8-overrun", "8 bits, values beyond a palette of 9 colours", bmp(
        20, 11, 8, rows_of(indices % 14), palette=colours(9), colours=9)
    yield "4-overrun", "4 bits, values beyond a palette of 5 colours", bmp(
        20, 11, 4, rows_of(indices[:, :10]), palette=colours(5), colours=5)


def gif(screen, corner, image, transparency=None, background=0):
    """A GIF file with one frame anywhere on its screen."""
    stream = io.BytesIO()
    image.save(stream, "GIF", **({} if transparency is None else {"transparency": transparency}))
    file = bytearray(stream.getvalue())
    count = 2 << (file[10] & 7)
    descriptor = file.index(b",", 13 + 3 * count)
    file[6:10] = struct.pack("<HH", *screen)
    file[11] = background
    file[descriptor + 1:descriptor + 5] = struct.pack("<HH", *corner)
    return bytes(file)


def gifs():
    image = palette(rgb(12, 9, 16), 16)
    yield "partial", "a frame of a part of its screen", gif((20, 16), (5, 4), image, background=3)
    yield "partial-transparent", "a frame of a part of its screen, one colour transparent", gif((20, 16), (5, 4), image, 2)
    yield "outside", "a frame that is larger than its screen", gif((7, 5), (2, 1), image)


def swapping_profile():
    """sRGB with red and blue exchanged: applying it gives another picture."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)  # its date would be now
    profile[84:100] = bytes(16)
    count, = struct.unpack_from(">I", profile, 128)
    other = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}
    for entry in range(132, 132 + 12 * count, 12):
        tag = bytes(profile[entry:entry + 4])
        profile[entry:entry + 4] = other.get(tag, tag)
    return bytes(profile)


def turned(orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif.tobytes()


def palette(picture, colours):
    return picture.quantize(colours, Image.Quantize.MEDIANCUT)


def files():
    """Name, about, content: each file once."""
    def encode(image, format, **options):
        stream = io.BytesIO()
        image.save(stream, format, **options)
        return stream.getvalue()

    base = rgb(97, 71, 1)
    for subsampling, suffix in enumerate(["444", "422", "420"]):
        content = encode(base, "JPEG", quality=88, subsampling=subsampling)
        yield f"jpeg-{suffix}.jpg", f"baseline JPEG, chroma {':'.join(suffix)}, odd size", content
    yield "jpeg-large.jpg", "baseline JPEG, chroma 4:2:0, the largest", encode(rgb(320, 213, 2), "JPEG", quality=80)
    yield "jpeg-progressive.jpg", "progressive JPEG, chroma 4:2:0", encode(rgb(61, 47, 3), "JPEG", quality=85, progressive=True)
    yield "jpeg-grey.jpg", "JPEG of one channel", encode(rgb(61, 47, 4).convert("L"), "JPEG", quality=90)
    cmyk = Image.fromarray(photo(45, 38, 5, channels=4).astype(np.uint8), "CMYK")
    yield "jpeg-cmyk.jpg", "CMYK JPEG, inverted as Adobe does", encode(cmyk, "JPEG", quality=90)
    content = encode(rgb(45, 38, 6), "JPEG", quality=90, icc_profile=swapping_profile())
    yield "jpeg-profile.jpg", "JPEG with a profile that exchanges red and blue, to be ignored", content
    small = rgb(26, 17, 7)
    for orientation in range(1, 9):
        content = encode(small, "JPEG", quality=92, exif=turned(orientation))
        yield f"jpeg-exif-{orientation}.jpg", f"JPEG, chroma 4:2:0, EXIF orientation {orientation}", content
    yield "png-exif-6.png", "PNG, orientation 6 in its eXIf chunk", encode(small, "PNG", exif=turned(6))
    upright, profile = encode(small, "PNG"), raw_profile(turned(6))
    texts = {"text": (b"tEXt", b"Raw profile type exif\0" + profile), "packed-text": (
        b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(profile)),
        "xmp": (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(6))}
    for suffix, (kind, content) in texts.items():
        yield f"png-exif-6-{suffix}.png", f"PNG, orientation 6 in a chunk {kind.decode()}", with_chunk(upright, kind, content)
    yield "png-exif-6-last.png", "PNG, orientation 6 in an eXIf chunk after the pixels", with_chunk(
        upright, b"eXIf", turned(6)[6:], last=True)
    number = struct.pack(">2sHIHHHII", b"MM", 42, 8, 1, ORIENTATION, 4, 1, 6) + bytes(4)
    yield "jpeg-exif-6-long.jpg", "JPEG, EXIF orientation 6 as a number of 32 bits", with_exif(
        encode(small, "JPEG", quality=92), number)
    yield "webp-exif-6.webp", "lossless WebP, EXIF orientation 6", encode(small, "WEBP", lossless=True, exif=turned(6))

    some = rgb(53, 37, 8)
    alpha = soft_alpha(*some.size)
    yield "png-rgb.png", "PNG, 8-bit RGB", encode(some, "PNG")
    yield "png-rgba.png", "PNG, 8-bit RGBA, soft alpha", encode(Image.merge("RGBA", [*some.split(), alpha]), "PNG")
    yield "png-grey.png", "PNG, 8-bit grey", encode(some.convert("L"), "PNG")
    yield "png-grey-alpha.png", "PNG, 8-bit grey with soft alpha", encode(Image.merge("LA", [some.convert("L"), alpha]), "PNG")
    yield "png-1-bit.png", "PNG, black and white, 1 bit", encode(some.convert("1"), "PNG")
    yield "png-palette.png", "PNG, palette of 40 colours", encode(palette(some, 40), "PNG")
    opacities = bytes([0, 64, 128, 200, 255])
    yield "png-palette-alpha.png", "PNG, palette of 5 colours of several opacities (tRNS)", encode(
        palette(some, 5), "PNG", transparency=opacities)
    keyed = np.array(some)
    keyed[8:20, 10:30] = 1, 2, 3
    yield "png-rgb-key.png", "PNG, 8-bit RGB, one colour of which is transparent (tRNS)", encode(
        Image.fromarray(keyed), "PNG", transparency=(1, 2, 3))
    deep = np.floor(photo(53, 37, 9, channels=4) * 257).astype(np.uint16)  # low bytes all over the range
    yield "png-16-bit-grey.png", "PNG, 16-bit grey", png_16_bit(deep[..., :1])
    yield "png-16-bit-rgb.png", "PNG, 16-bit RGB", png_16_bit(deep[..., :3])
    yield "png-16-bit-rgba.png", "PNG, 16-bit RGBA", png_16_bit(deep)
    yield "png-1x1.png", "PNG of one pixel", encode(Image.new("RGB", (1, 1), (200, 90, 30)), "PNG")
    yield "png-elongated.png", "PNG, 200 wide and 3 high", encode(rgb(200, 3, 10), "PNG")

    other = rgb(53, 37, 11)
    see_through = Image.merge("RGBA", [*other.split(), alpha])
    yield "webp-lossy.webp", "lossy WebP", encode(other, "WEBP", quality=80)
    yield "webp-lossless-alpha.webp", "lossless WebP, soft alpha", encode(see_through, "WEBP", lossless=True)
    yield "gif.gif", "GIF, palette of 32 colours, one transparent", encode(palette(other, 32), "GIF", transparency=4)
    frames = [palette(rgb(41, 29, seed), 24) for seed in (12, 13)]
    yield "gif-animated.gif", "animated GIF: its first frame counts", encode(
        frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    for suffix, about, content in gifs():
        yield f"gif-{suffix}.gif", f"GIF, {about}", content
    yield "bmp.bmp", "BMP, 24 bits", encode(rgb(41, 29, 14), "BMP")
    for suffix, about, content in bmps():
        yield f"bmp-{suffix}.bmp", f"BMP, {about}", content


def resizings():
    """Image, fit, share, interpolation, width, height."""
    # Up, down, and past the edges of what is sensible: all fits. A pad of 200 x 3 to 32 x 32 would fail in Pillow (height 0).
    for name, side in [("jpeg-444.jpg", 32), ("jpeg-exif-6.jpg", 40), ("png-elongated.png", 40)]:
        for interpolation in INTERPOLATIONS:
            yield name, "stretch", None, interpolation, side, side
            yield name, "stretch", None, interpolation, 36, 28
            yield name, "crop", 1.0, interpolation, side, side
            yield name, "crop", 0.875, interpolation, side, side
            yield name, "crop", 0.875, interpolation, 28, 28
            yield name, "pad", None, interpolation, side, side
            yield name, "pad", None, interpolation, 37, 50
    yield "jpeg-large.jpg", "crop", 0.875, "bilinear", 56, 56
    yield "jpeg-large.jpg", "pad", None, "bicubic", 60, 45
    yield "jpeg-progressive.jpg", "crop", 0.875, "bicubic", 32, 32
    yield "jpeg-progressive.jpg", "crop", 1.0, "bilinear", 64, 64
    yield "png-1x1.png", "crop", 0.875, "bilinear", 8, 8
    yield "png-1x1.png", "pad", None, "bicubic", 7, 5
    for name in ["jpeg-grey.jpg", "jpeg-cmyk.jpg", "png-rgba.png", "png-palette-alpha.png", "png-16-bit-rgb.png", "gif.gif",
                 "webp-lossy.webp", "bmp.bmp"]:
        yield name, "crop", 0.875, "bilinear", 32, 32
    yield "png-rgb.png", "stretch", None, "bicubic", 53, 20  # one axis stays as it is
    yield "png-rgb.png", "pad", None, "bilinear", 53, 60


def write_tables(path, **tables):
    """JSON with one row per line, for readable diffs."""
    texts = (f'  "{key}": [\n' + ",\n".join(f"    {json.dumps(row)}" for row in rows) + "\n  ]" for key, rows in tables.items())
    path.write_text("{\n" + ",\n".join(texts) + "\n}\n")


def main():
    for folder in ("images", "pixels", "resized"):
        (HERE / folder).mkdir(exist_ok=True)
        for old in (HERE / folder).iterdir():
            old.unlink()

    pictures, stems = {}, []
    for name, about, content in files():
        image, stem = f"images/{name}", name.rpartition(".")[0]
        (HERE / image).write_bytes(content)
        picture = pictures[name] = load_rgb(HERE / image)
        pixels = f"pixels/{stem}.npy"
        np.save(HERE / pixels, np.asarray(picture))
        stems.append(dict(name=stem, image=image, pixels=pixels, width=picture.width, height=picture.height, about=about))

    vectors = []
    for name, fit, share, interpolation, width, height in resizings():
        stem = name.rpartition(".")[0]
        label = "crop0.875" if share == 0.875 else fit
        file = f"resized/{stem}.{label}-{interpolation}-{width}x{height}.npy"
        result = np.asarray(fitted(pictures[name], fit, interpolation, width, height, share or 1.0))
        assert result.shape == (height, width, 3)
        np.save(HERE / file, result)
        vectors.append(dict(name=stem, image=f"images/{name}", fit=fit, share=share, interpolation=interpolation, width=width,
                            height=height, file=file))

    write_tables(HERE / "images.json", pictures=stems, vectors=vectors)


if __name__ == "__main__":
    main()
