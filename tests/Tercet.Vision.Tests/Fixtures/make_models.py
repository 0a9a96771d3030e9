"""Writes small ONNX models with random weights, and their embeddings from PyTorch: models/, embeddings/ and models.json.

    python3 make_models.py      (after make_images.py)

The committed files were written with Python 3.11, NumPy 1.24.2, PyTorch 1.13.0, torchvision 0.14.1, ONNX 1.12.0 and Pillow 9.4.0.

models.json holds three tables; paths are relative to this folder:
"images": the files that every model embeds, in the order of the rows of the embeddings;
"embeddings": one row per float32 .npy file of shape (images, dimensions), which says how it was made:
    name, model, about;
    fit, share, interpolation, width, height: as in images.json;
    channels: "rgb", "bgr" or "grey" (convert("L") of the fitted RGB picture);
    layout: "nchw" or "nhwc", of the input; element: its type;
    scale, mean, std: value = (byte * scale - mean) / std, mean and std one a channel, in the order of the model's channels;
    output: the output taken; null where the model has only one;
    pool: "none" ([n, d]), "mean" (over space, or over all tokens, the class token among them) or "cls" (the first token);
    normalize: whether rows are brought to length 1;
    batch: the number of images that the model takes at a time; null where it takes any;
    file: the expected embeddings;
"faulty": name, model, about: what an embedder has to refuse, and why. "not_finite" lists the images whose embeddings are NaN.
"""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from make_images import HERE, fitted, load_rgb, write_tables

MODELS = HERE / "models"
IMAGES = [f"images/{name}" for name in (
    "jpeg-444.jpg", "jpeg-large.jpg", "jpeg-grey.jpg", "jpeg-exif-6.jpg", "png-rgba.png", "png-palette.png", "png-elongated.png",
    "webp-lossy.webp", "gif.gif")]  # nine: no multiple of four
OPSET = 13

IMAGENET = dict(mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225])
CLIP = dict(mean=[0.48145466, 0.4578275, 0.40821073], std=[0.26862954, 0.26130258, 0.27577711])
PLAIN = dict(fit="crop", share=0.875, interpolation="bilinear", width=32, height=32, channels="rgb", layout="nchw",
             element="float32", scale=1 / 255, **IMAGENET, output=None, pool="none", normalize=False, batch=None)


class Net(nn.Module):
    """Two strided convolutions, then a linear map; for square images."""

    def __init__(self, channels=3, dimensions=16, side=32):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(channels, 6, 3, 2, 1), nn.BatchNorm2d(6), nn.ReLU(), nn.Conv2d(6, 6, 5, 4, 2))
        self.head = nn.Linear(6 * ((side + 7) // 8) ** 2, dimensions)

    def forward(self, x):
        return self.head(torch.relu(self.features(x)).flatten(1))


class Spatial(nn.Module):
    """A grid of features; takes any height and width."""

    def __init__(self, dimensions=12):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), nn.ReLU(), nn.Conv2d(8, dimensions, 3, 2, 1))

    def forward(self, x):
        return self.features(x)


class ChannelsLast(Spatial):
    """Like Keras models from tf2onnx: channels last, in and out."""

    def forward(self, x):
        return self.features(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)


class Averaged(Spatial):
    def forward(self, x):
        return self.features(x).mean((2, 3))


class Tokens(nn.Module):
    """A class token and 16 patches of 8 x 8 pixels, after one layer of attention."""

    def __init__(self, dimensions=12):
        super().__init__()
        self.patches = nn.Conv2d(3, dimensions, 8, 8)
        self.cls = nn.Parameter(torch.randn(1, 1, dimensions))
        self.query, self.key, self.value = (nn.Linear(dimensions, dimensions) for _ in range(3))

    def forward(self, x):
        patches = self.patches(x).flatten(2).transpose(1, 2)
        tokens = torch.cat([self.cls.expand(patches.shape[0], -1, -1), patches], 1)
        weights = torch.softmax(self.query(tokens) @ self.key(tokens).transpose(1, 2), -1)
        return tokens + weights @ self.value(tokens)


class Clip(Tokens):
    def __init__(self):
        super().__init__()
        self.projection = nn.Linear(12, 10, bias=False)

    def forward(self, x):
        tokens = super().forward(x)
        return self.projection(tokens[:, 0]), tokens


class Half(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = Net()

    def forward(self, x):
        return self.net(x.float()).half()


class Bytes(nn.Module):
    """Takes pixels as they are stored, and prepares them itself."""

    def __init__(self):
        super().__init__()
        self.net = Net()

    def forward(self, x):
        return self.net(x.permute(0, 3, 1, 2).float() / 127.5 - 1)


def prepared(row):
    """All images as the model takes them."""
    pictures = [fitted(load_rgb(HERE / image), row["fit"], row["interpolation"], row["width"], row["height"],
                       row["share"] or 1.0) for image in IMAGES]
    if row["channels"] == "grey":
        pictures = [picture.convert("L") for picture in pictures]
    pixels = np.stack([np.asarray(picture).reshape(row["height"], row["width"], -1) for picture in pictures])
    if row["channels"] == "bgr":
        pixels = pixels[..., ::-1]
    if row["element"] != "uint8":
        pixels = ((pixels * row["scale"] - row["mean"]) / row["std"]).astype(row["element"])
    if row["layout"] == "nchw":
        pixels = pixels.transpose(0, 3, 1, 2)
    return torch.from_numpy(pixels.copy())


def pooled(features, row):
    if row["pool"] == "cls":
        features = features[:, 0]
    elif row["pool"] == "mean" and features.ndim == 4:
        features = features.mean((2, 3) if row["layout"] == "nchw" else (1, 2))
    elif row["pool"] == "mean":
        features = features.mean(1)
    features = features.float()
    return features / features.norm(dim=1, keepdim=True) if row["normalize"] else features


def seeded(build, seed):
    """A module with random weights, and batch normalization statistics as after training."""
    torch.manual_seed(seed)
    module = build()
    for layer in module.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.running_mean.normal_(0, 0.2)
            layer.running_var.uniform_(0.3, 1.5)
    return module.eval()


def export(module, name, sample, outputs=("embedding",), free=(0,)):
    """Saves a model with dynamic axes in the input and, for the batch axis, in the outputs."""
    names = {0: "batch", 2: "height", 3: "width"}
    axes = {output: {0: "batch"} for output in outputs if 0 in free}
    torch.onnx.export(module, sample, str(MODELS / f"{name}.onnx"), opset_version=OPSET, input_names=["image"],
                      output_names=list(outputs), dynamic_axes={"image": {axis: names[axis] for axis in free}, **axes})


embeddings, faulty = [], []


def embed(module, name, about, model=None, which=0, **how):
    row = {**PLAIN, **how}
    if row["fit"] != "crop":
        row["share"] = None
    with torch.no_grad():
        features = module(prepared(row))
    expected = pooled(features[which] if isinstance(features, tuple) else features, row).numpy()
    assert expected.shape[0] == len(IMAGES) and expected.ndim == 2 and np.isfinite(expected).all()
    np.save(HERE / f"embeddings/{name}.npy", expected)
    embeddings.append(dict(name=name, model=f"models/{model or name}.onnx", about=about, **row, file=f"embeddings/{name}.npy"))


def refuse(name, about, model=None, **more):
    faulty.append(dict(name=name, model=f"models/{model or name}.onnx", about=about, **more))


def models_that_embed():
    sample = torch.zeros(2, 3, 32, 32)

    net = seeded(Net, 1)
    export(net, "convnet", sample)
    embed(net, "convnet", "a classifier without its head, prepared as torchvision's are")

    net = seeded(ChannelsLast, 2)
    export(net, "channels-last", torch.zeros(2, 28, 36, 3), ["features"])
    embed(net, "channels-last", "as Keras models without top: channels last, to be averaged over space", fit="stretch", width=36,
          height=28, layout="nhwc", mean=[0.5] * 3, std=[0.5] * 3, pool="mean")

    net = seeded(Spatial, 3)
    export(net, "spatial", sample, ["features"])
    embed(net, "spatial", "channels first, to be averaged over space", pool="mean")

    net = seeded(Tokens, 4)
    export(net, "tokens", sample, ["last_hidden_state"])
    for pool in ("mean", "cls"):
        embed(net, f"tokens-{pool}", "tokens, the class token first", model="tokens", pool=pool)

    net = seeded(Clip, 5)
    export(net, "clip", sample, ["image_embeds", "last_hidden_state"])
    clip = dict(model="clip", share=1.0, interpolation="bicubic", **CLIP)
    for output, which, pool, normalize in [("image_embeds", 0, "none", True), ("image_embeds", 0, "none", False),
                                           ("last_hidden_state", 1, "cls", True)]:
        name = f"clip-{output.replace('_', '-')}{'-unit' if normalize else ''}"
        embed(net, name, "two outputs", which=which, output=output, pool=pool, normalize=normalize, **clip)

    net = seeded(Net, 6)
    export(net, "batch-of-4", torch.zeros(4, 3, 32, 32), free=())
    embed(net, "batch-of-4", "takes exactly four images at a time", batch=4)
    net = seeded(lambda: Net(side=40), 7)
    export(net, "batch-of-1", torch.zeros(1, 3, 40, 40), free=())
    embed(net, "batch-of-1", "takes exactly one image at a time; padded with white", fit="pad", width=40, height=40,
          batch=1)

    net = seeded(Averaged, 8)
    export(net, "any-size", sample, free=(0, 2, 3))
    embed(net, "any-size", "height and width are free, so that they have to be given", fit="stretch", width=40, height=24)

    net = seeded(Half, 9)
    export(net, "float16", sample.half())
    embed(net, "float16", "float16 in and out", element="float16")
    net = seeded(Bytes, 10)
    export(net, "uint8", torch.zeros(2, 32, 32, 3, dtype=torch.uint8))
    embed(net, "uint8", "takes bytes, channels last", element="uint8", layout="nhwc", scale=1.0, mean=[0.0] * 3, std=[1.0] * 3)
    net = seeded(Net, 11)
    export(net, "bgr", sample)
    embed(net, "bgr", "as Caffe models: blue first, 0 to 255 less a mean", channels="bgr", scale=1.0,
          mean=[103.939, 116.779, 123.68], std=[1.0] * 3)
    net = seeded(lambda: Net(1, side=28), 12)
    export(net, "grey", torch.zeros(2, 1, 28, 28))
    embed(net, "grey", "one channel", channels="grey", width=28, height=28, mean=[0.1307], std=[0.3081])

    # The same network with its weights in a file of their own, and without that file.
    net = seeded(Net, 13)
    export(net, "external", sample)
    model = onnx.load(MODELS / "external.onnx")
    onnx.save_model(model, str(MODELS / "external.onnx"), save_as_external_data=True, all_tensors_to_one_file=True,
                    location="external.onnx.data", size_threshold=512)
    embed(net, "external", "its weights are in a file beside it")
    (MODELS / "no-data").mkdir()
    (MODELS / "no-data/external.onnx").write_bytes((MODELS / "external.onnx").read_bytes())
    refuse("no-data", "external.onnx.data is not beside it", model="no-data/external")


def write(name, nodes, inputs, outputs, weights=()):
    """A hand-written model; inputs and outputs are (name, element type, shape)."""
    infos = [[helper.make_tensor_value_info(*info) for info in group] for group in (inputs, outputs)]
    graph = helper.make_graph(nodes, name, *infos, [numpy_helper.from_array(value, key) for key, value in weights])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=7, producer_name="make_models.py")
    onnx.checker.check_model(model)
    onnx.save(model, str(MODELS / f"{name}.onnx"))


def models_that_do_not():
    single, whole = TensorProto.FLOAT, TensorProto.INT64
    image, embedding = ("image", single, ["batch", 3, 32, 32]), ("embedding", single, ["batch", 3])
    average = helper.make_node("ReduceMean", ["image"], ["average"], axes=[2, 3], keepdims=0)
    result = helper.make_node("Identity", ["average"], ["embedding"])

    write("two-inputs", [average, helper.make_node("Mul", ["average", "weight"], ["embedding"])],
          [image, ("weight", single, ["batch", 1])], [embedding])
    refuse("two-inputs", "needs a second input beside the image")

    table = np.random.default_rng(20).normal(size=(50, 3)).astype(np.float32)
    write("text", [helper.make_node("Gather", ["table", "input_ids"], ["words"]),
                   helper.make_node("ReduceMean", ["words"], ["embedding"], axes=[1], keepdims=0)],
          [("input_ids", whole, ["batch", "length"])], [embedding], [("table", table)])
    refuse("text", "takes token ids, int64 of rank 2, not images")

    write("five-channels", [average, result], [("image", single, ["batch", 5, 32, 32])], [("embedding", single, ["batch", 5])])
    refuse("five-channels", "takes five channels")

    write("rank-1", [helper.make_node("ReduceMean", ["image"], ["score"], axes=[1, 2, 3], keepdims=0)], [image],
          [("score", single, ["batch"])])
    refuse("rank-1", "its output is one number per image, rank 1")

    write("class-ids", [average, helper.make_node("TopK", ["average", "k"], ["values", "ids"], axis=1)], [image],
          [("ids", whole, ["batch", 2])], [("k", np.array([2]))])
    refuse("class-ids", "its output is int64")

    # Its logarithm is NaN for an image whose normalized average is negative in some channel.
    write("not-finite", [average, helper.make_node("Log", ["average"], ["embedding"])], [image], [embedding])
    averages = prepared(PLAIN).mean((2, 3))
    dark = [name for name, row in zip(IMAGES, averages) if (row < 0).any()]
    assert 0 < len(dark) < len(IMAGES)
    refuse("not-finite", "its output is NaN for some images, prepared as those of convnet are", not_finite=dark)

    def weight(seed, dimensions):
        return np.random.default_rng(seed).normal(size=(3, dimensions)).astype(np.float32)

    first, second = weight(21, 5), weight(22, 7)
    write("two-embeddings", [average, helper.make_node("MatMul", ["average", "a"], ["first"]),
                             helper.make_node("MatMul", ["average", "b"], ["second"])],
          [image], [("first", single, ["batch", 5]), ("second", single, ["batch", 7])], [("a", first), ("b", second)])
    refuse("two-embeddings", "two outputs of rank 2, first and second: one of them has to be named")
    for output, matrix in (("first", first), ("second", second)):
        embed(lambda x, matrix=matrix: x.mean((2, 3)) @ torch.from_numpy(matrix), f"two-embeddings-{output}",
              "two outputs of rank 2, one of them named", model="two-embeddings", output=output)

    (MODELS / "not-a-model.onnx").write_text("This is a text file whose name ends in .onnx.\n")
    refuse("not-a-model", "a text file")
    whole_file = (MODELS / "convnet.onnx").read_bytes()
    (MODELS / "cut-short.onnx").write_bytes(whole_file[:len(whole_file) // 2])
    refuse("cut-short", "the first half of convnet.onnx")


def clear(folder):
    folder.mkdir(exist_ok=True)
    for old in sorted(folder.rglob("*"), reverse=True):
        old.rmdir() if old.is_dir() else old.unlink()


def main():
    for folder in (MODELS, HERE / "embeddings"):
        clear(folder)
    models_that_embed()
    models_that_do_not()
    write_tables(HERE / "models.json", images=IMAGES, embeddings=embeddings, faulty=faulty)


if __name__ == "__main__":
    main()
