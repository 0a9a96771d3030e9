"""Writes the image files beside it, and what Pillow and torchvision compute from them: images/, pixels/, resized/ and images.json.

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
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageOps
from torchvision.transforms import CenterCrop, InterpolationMode, Resize

HERE = pathlib.Path(__file__).parent
INTERPOLATIONS = {
    "bilinear": (Image.Resampling.BILINEAR, InterpolationMode.BILINEAR),
    "bicubic": (Image.Resampling.BICUBIC, InterpolationMode.BICUBIC),
}
ORIENTATION = 0x0112


def upright_rgb(path):
    """The picture as displayed: EXIF orientation applied, composited over white, 8 bits per channel; no colour profiles."""
    image = ImageOps.exif_transpose(Image.open(path))
    if image.mode.startswith("I"):
        # convert("RGB") would clip whatever exceeds 255 of 65535 to white. The high byte is what Pillow's own decoder keeps of
        # 16-bit RGB and RGBA.
        image = Image.fromarray((np.asarray(image).astype(np.uint16) >> 8).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


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


def png_16_bit(values):
    """A PNG file of big-endian 16-bit channels: grey, RGB or RGBA; Pillow cannot write the latter two."""
    height, width, channels = values.shape
    colour_type = {1: 0, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 16, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


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
    yield "bmp.bmp", "BMP, 24 bits", encode(rgb(41, 29, 14), "BMP")


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
        picture = pictures[name] = upright_rgb(HERE / image)
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
