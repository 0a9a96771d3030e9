"""Reference embeddings of texts by all-MiniLM-L6-v2, computed without any library of neural networks or tokenizers.

    python make_texts.py MODEL         texts.json, embeddings/texts-*.npy; MODEL holds model.onnx and vocab.txt
    python make_texts.py --accents     ../../../src/Tercet.Vision/Texts/Decompositions.txt

Needs numpy alone. The weights are read from the ONNX file by a protobuf reader of a few lines; the tokenizer follows BERT's
published BasicTokenizer and WordpieceTokenizer; the forward pass follows the paper, in float64. `dotnet run --project samples/Texts`
writes such a MODEL to its folder models/minilm.
"""
import json
import math
import pathlib
import random
import sys
import unicodedata

import numpy as np

HERE = pathlib.Path(__file__).parent
MAX_TOKENS = 256
HEADS = 12
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

LONG = " ".join(f"The {word} of item {i} is antidisestablishmentarian;" for i, word in enumerate(["colour", "weight", "size"] * 30))

TEXTS = [
    "This is an example sentence.",
    "A man is eating food.",
    "a",
    "?",
    "É",
    "Crème brûlée à la carte, déjà vu, naïve façade",
    "Straße über Größe, Øresund, Łódź, Þingvellir",
    "ÉCOLE NORMALE SUPÉRIEURE",
    "e\u0301cole (decomposed accents) cafe\u0301",
    "Việt Nam: Đường phố Hà Nội",
    "İstanbul'da ılık bir gün",
    "ΣΊΣΥΦΟΣ και ο λίθος",
    "Ёлка и йод — съешь ещё этих мягких булок",
    "שָׁלוֹם עולם",
    "مرحبا بالعالم، كيف حالك؟",
    "नमस्ते दुनिया",
    "สวัสดีชาวโลก",
    "한국어 문장입니다",
    "日本語のテキスト",
    "漢字と英語mixed文字列in一行",
    "中国的首都是北京。",
    "豈更車 compatibility ideographs",
    "ガギグ half: ｶﾞｷﾞ full: ＡＢＣ１２３",
    "I ❤ NY 😀👍🏽 and 👨‍👩‍👧 too",
    "🇨🇭",
    "x² + y₁ ≤ ½ · π ∑ √2 → ∞",
    "ﬁne ligatures ﬂow; Ǆ and Roman Ⅷ",
    "Hello,world!How are you?(fine)[ok]{yes}<tag>",
    "don't can't it's o'clock rock'n'roll",
    "“curly quotes” — dashes – and … ellipsis «guillemets»",
    "$100.00 + 5% = £99 ~ €120 ^2 `code` a_b|c\\d",
    "user@example.com https://example.com/path?q=1&r=2#frag",
    "MiXeD CaSe TeXt WITH Acronyms: NASA, iPhone, eBay",
    "many    spaces\tand\ttabs\nand\r\nlines\u00a0nbsp\u3000wide\u2003em",
    "  leading and trailing blanks  ",
    "zero\u200bwidth\u200djoin soft\u00adhyphen bom\ufeff and null\u0000bell\u0007 end\u0085\u2028line",
    "replacement \ufffd character and private \ue000 use",
    "qwzxvbn asdfghjklqwerty zzzzxxxxyyyy",
    "x" * 100,
    "x" * 101,
    "supercalifragilisticexpialidocious pneumonoultramicroscopicsilicovolcanoconiosis",
    "a [SEP] b [MASK] c [sep] d [UNK]",
    "12345 3.14159 1,000,000 2026-11-27 0xDEADBEEF",
    "K Å Ω signs (Kelvin, Ångström, Ohm); Greek ; mark",
    LONG,
    "word " * 254,
    "word " * 255,
]


# Blocks that random texts take characters from: all of Unicode that has accents, case, punctuation or Chinese characters.
BLOCKS = [
    (0x09, 0x0D), (0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x52F), (0x531, 0x6FF), (0x900, 0xDFF), (0xE00, 0x11FF), (0x1E00, 0x2FFF),
    (0x3000, 0x30FF), (0x4E00, 0x4FFF), (0xAC00, 0xAD00), (0xF900, 0xFFEF), (0x1F300, 0x1F6FF), (0x1D100, 0x1D7FF), (0x2F800, 0x2FA1D),
]


def random_texts(count):
    numbers = random.Random(5)
    for _ in range(count):
        text = ""
        for _ in range(numbers.randint(1, 12)):
            first, last = numbers.choice(BLOCKS)
            chars = (chr(numbers.randint(first, last)) for _ in range(numbers.randint(1, 6)))
            text += "".join(char for char in chars if unicodedata.category(char) != "Cn") + numbers.choice(["", " ", "a", " word "])
        yield text


def varint(data, at):
    result = shift = 0
    while True:
        byte = data[at]
        at += 1
        result |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return result, at


def fields(data):
    """The fields of a protobuf message: numbers, and values as integers or bytes."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(data, at)
        else:
            length, at = varint(data, at) if kind == 2 else ({1: 8, 5: 4}[kind], at)
            value, at = data[at:at + length], at + length
        yield key >> 3, value


def read_weights(path):
    """The tensors of a model by name. The matrix of a linear layer, which exporters rename, gets the name of its bias."""
    graph = next(value for number, value in fields(memoryview(path.read_bytes())) if number == 7)
    weights, nodes = {}, []
    for number, value in fields(graph):
        if number == 5:
            shape = [size for part, size in fields(value) if part == 1]
            parts = dict(fields(value))
            if parts[2] == 1:  # float32
                weights[bytes(parts[8]).decode()] = np.frombuffer(parts[9], "<f4").reshape(shape).astype(np.float64)
        elif number == 1:
            nodes.append((
                bytes(dict(fields(value))[4]).decode(),
                [bytes(name).decode() for part, name in fields(value) if part == 1],
                [bytes(name).decode() for part, name in fields(value) if part == 2]))
    products = {outputs[0]: inputs[1] for kind, inputs, outputs in nodes if kind == "MatMul" and inputs[1] in weights}
    for kind, inputs, _ in nodes:
        bias = next((name for name in inputs if name.endswith(".bias")), None)
        product = next((name for name in inputs if name in products), None)
        if kind == "Add" and bias and product:
            weights[bias.removesuffix("bias") + "weight"] = weights[products[product]]
    return weights


def is_chinese(char):
    return any(first <= ord(char) <= last for first, last in (
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF),
        (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)))


def is_punctuation(char):
    return 33 <= ord(char) <= 47 or 58 <= ord(char) <= 64 or 91 <= ord(char) <= 96 or 123 <= ord(char) <= 126 \
        or unicodedata.category(char).startswith("P")


def unaccented(text):
    return "".join(char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")


def words(text):
    cleaned = []
    for char in text:
        category = unicodedata.category(char)
        if char in "\t\n\r" or category in ("Zs", "Zl", "Zp"):
            cleaned.append(" ")
        elif char != "\ufffd" and not category.startswith("C"):
            cleaned.append(f" {char} " if is_chinese(char) else char)
    for word in "".join(cleaned).split():
        # Each character by itself, as tokenizers written in Rust do: no final sigma.
        word = "".join(char.lower() for char in unaccented(word))
        yield from "".join(f" {char} " if is_punctuation(char) else char for char in word).split()


def pieces(word, vocabulary):
    found, start = [], 0
    while len(word) <= 100 and start < len(word):
        end = len(word)
        while end > start and ("##" if start else "") + word[start:end] not in vocabulary:
            end -= 1
        if end == start:
            return ["[UNK]"]
        found.append(("##" if start else "") + word[start:end])
        start = end
    return found or ["[UNK]"]


def tokenize(text, vocabulary):
    parts = [text]
    for token in SPECIAL:
        parts = [piece for part in parts for piece in (
            [part] if part in SPECIAL else sum(([token, rest] for rest in part.split(token)), [])[1:])]
    tokens = []
    for part in parts:
        tokens += [part] if part in SPECIAL else [piece for word in words(part) for piece in pieces(word, vocabulary)]
    return [vocabulary[token] for token in ["[CLS]", *tokens[:MAX_TOKENS - 2], "[SEP]"]]


def layer_norm(x, weights, name):
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred ** 2).mean(-1, keepdims=True) + 1e-12) * weights[name + ".weight"] + weights[name + ".bias"]


def linear(x, weights, name):
    return x @ weights[name + ".weight"] + weights[name + ".bias"]


def gelu(x):
    return 0.5 * x * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))


def bert(ids, weights):
    """One vector per token."""
    x = weights["embeddings.word_embeddings.weight"][ids] + weights["embeddings.position_embeddings.weight"][:len(ids)] \
        + weights["embeddings.token_type_embeddings.weight"][0]
    x = layer_norm(x, weights, "embeddings.LayerNorm")
    layer = 0
    while f"encoder.layer.{layer}.output.dense.bias" in weights:
        name = f"encoder.layer.{layer}."
        query, key, value = (
            linear(x, weights, f"{name}attention.self.{part}").reshape(len(ids), HEADS, -1).swapaxes(0, 1)
            for part in ("query", "key", "value"))
        scores = query @ key.swapaxes(1, 2) / math.sqrt(query.shape[-1])
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True) @ value).swapaxes(0, 1).reshape(len(ids), -1)
        x = layer_norm(x + linear(mixed, weights, name + "attention.output.dense"), weights, name + "attention.output.LayerNorm")
        inner = gelu(linear(x, weights, name + "intermediate.dense"))
        x = layer_norm(x + linear(inner, weights, name + "output.dense"), weights, name + "output.LayerNorm")
        layer += 1
    return x


def write_texts(model):
    vocabulary = {token: i for i, token in enumerate((model / "vocab.txt").read_text("utf-8").split("\n")) if token}
    weights = read_weights(model / "model.onnx")
    rows, means, firsts, maxima = [], [], [], []
    for text in TEXTS:
        ids = tokenize(text, vocabulary)
        rows.append({"text": text, "ids": ids})
        vectors = bert(ids, weights)
        means.append(vectors.mean(0) / np.linalg.norm(vectors.mean(0)))
        firsts.append(vectors[0])
        maxima.append(vectors.max(0))
    others = [{"text": text, "ids": tokenize(text, vocabulary)} for text in random_texts(300)]
    lists = ",\n".join(
        f'  "{name}": [\n' + ",\n".join("    " + json.dumps(row) for row in rows) + "\n  ]"
        for name, rows in (("texts", rows), ("random", others)))
    (HERE / "texts.json").write_text(f"{{\n{lists}\n}}\n", "utf-8")
    for name, values in (("mean", means), ("cls", firsts[:8]), ("max", maxima[:8])):
        np.save(HERE / f"embeddings/texts-{name}.npy", np.array(values, "<f4"))


def write_accents():
    """Characters that are not their own unaccented form, and that form; Hangul is computed."""
    lines = []
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if 0xD800 <= code < 0xE000 or 0xAC00 <= code <= 0xD7A3 or unicodedata.category(char) == "Mn":
            continue
        if unaccented(char) != char:
            lines.append(" ".join(f"{ord(part):04X}" for part in char + unaccented(char)) + "\n")
    (HERE / "../../../src/Tercet.Vision/Texts/Decompositions.txt").write_text("".join(lines), "ascii")


if sys.argv[1:] == ["--accents"]:
    write_accents()
else:
    write_texts(pathlib.Path(sys.argv[1]))
