"""Images bit-for-bit as Tercet decodes them: upright, 8 bits per channel, transparent pixels over white, RGB."""
import numpy as np
from PIL import Image, ImageOps

def load_rgb(path):
    image = ImageOps.exif_transpose(Image.open(path))
    if image.mode.startswith("I"):  # 16-bit grey: convert("RGB") would clip to white
        image = Image.fromarray((np.asarray(image).astype(np.uint16) >> 8).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:  # convert("RGB") would drop alpha
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")
