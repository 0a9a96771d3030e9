"""Trains a small network on the triplets of tercet mine, in order, mined for each epoch on the network's own embeddings."""
import argparse, csv, shlex, subprocess
from pathlib import Path
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from PIL import Image
from images import load_rgb

SIZE, MARGIN, BATCH, OUT = 48, 0.2, 32, Path("training")
parser = argparse.ArgumentParser(description=__doc__, epilog="Any other option goes to tercet mine.", allow_abbrev=False)
parser.add_argument("--data", required=True, help="the table of items: columns file and class")
parser.add_argument("--catalog", help="the table of reference items, where there is one")
parser.add_argument("--images", type=Path, required=True, help="the folder that the files are in")
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--triplets", type=int, default=3000, help="triplets per epoch")
parser.add_argument("--tercet", default="tercet", help='the command, such as "dotnet .../Tercet.Cli.dll"')
args, mining_options = parser.parse_known_args()
OUT.mkdir(exist_ok=True)
torch.manual_seed(0)

def read_csv(path):
    return list(csv.DictReader(open(path, encoding="utf-8-sig", newline="")))
def load(file):  # as tercet encode reads an image for a network of one channel
    return np.asarray(load_rgb(args.images / file).resize((SIZE, SIZE), Image.BILINEAR).convert("L"))

class Net(nn.Sequential):
    def forward(self, images):
        return F.normalize(super().forward(images))  # of unit length, so that the margin keeps its meaning

rows = {"items": read_csv(args.data), **({"catalog": read_csv(args.catalog)} if args.catalog else {})}
anchors = "catalog" if args.catalog else "items"
classes = {name: np.array([row["class"].strip() for row in rows[name]]) for name in rows}
images = {name: torch.tensor(np.stack([load(row["file"]) for row in rows[name]]))[:, None] / 255 for name in rows}
blocks = [nn.Sequential(nn.Conv2d(a, b, 3, 2, 1), nn.BatchNorm2d(b), nn.ReLU()) for a, b in ((1, 32), (32, 64), (64, 128))]
model = Net(*blocks, nn.Flatten(), nn.Linear(128 * (SIZE // 8) ** 2, 64))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

def embed(name):  # all images, one row per row of the table
    with torch.no_grad():
        embedded = torch.cat([model.eval()(batch) for batch in images[name].split(256)]).numpy()
    np.save(OUT / f"{name}.npy", embedded)
    return embedded

def mine(epoch):  # one slice of one schedule; test triplets, one or more a class, tell which classes are held out
    command = [*shlex.split(args.tercet), "mine", "--data", args.data, "--embeddings", OUT / "items.npy", "--out", OUT / "run"]
    command += ["--catalog", args.catalog, "--catalog-embeddings", OUT / "catalog.npy"] if args.catalog else []
    command += ["--epochs", args.epochs, "--steps", f"{epoch * args.triplets}..{(epoch + 1) * args.triplets}", "--format", "csv"]
    command += ["--triplets", args.triplets, "--test-triplets", len(set(classes["items"])), "--force", "--quiet", *mining_options]
    subprocess.run([str(part) for part in command], check=True)
    triplets = [[int(row[role]) for role in ("anchor", "positive", "negative")] for row in read_csv(OUT / "run/train.csv")]
    return triplets, sorted({row["anchor_class"] for row in read_csv(OUT / "run/test.csv")})

def train(triplets):  # in order
    for a, p, n in [batch.T for batch in torch.tensor(triplets).split(BATCH)]:
        embedded = model.train()(torch.cat([images[anchors][a], images["items"][p], images["items"][n]]))
        losses = F.triplet_margin_loss(*embedded.chunk(3), margin=MARGIN, reduction="none")
        optimizer.zero_grad()
        losses.mean().backward()
        optimizer.step()
        yield losses.detach()

def recall(held_out):  # the share of held-out items with a reference of their class among the nearest 1 and 10
    query, reference = np.isin(classes["items"], held_out), np.isin(classes[anchors], held_out)
    similarity = embedded["items"][query] @ embedded[anchors][reference].T
    if not args.catalog:
        np.fill_diagonal(similarity, -np.inf)  # an item is no reference for itself
    hit = classes[anchors][reference][(-similarity).argsort(axis=1)[:, :10]] == classes["items"][query][:, None]
    return f"Recall@1 {hit[:, 0].mean():.3f}, Recall@10 {hit.any(axis=1).mean():.3f}"

embedded = {name: embed(name) for name in rows}
for epoch in range(args.epochs):
    triplets, held_out = mine(epoch)
    if epoch == 0:
        print(f"untrained: {recall(held_out)} on {len(held_out)} classes held out", flush=True)
    losses = torch.cat(list(train(triplets)))
    embedded = {name: embed(name) for name in rows}
    print(f"epoch {epoch + 1}: loss {losses.mean():.4f}, violating {(losses > 0).float().mean():.3f}, {recall(held_out)}", flush=True)
    if (losses[-500:] - MARGIN).abs().mean() < MARGIN / 20:
        raise SystemExit("Collapsed: the loss is the margin, so all embeddings are alike. Lower --cap or the learning rate.")
torch.onnx.export(model.eval(), images["items"][:1], OUT / "model.onnx", input_names=["image"], output_names=["embedding"],
                  dynamic_axes={"image": {0: "n"}, "embedding": {0: "n"}})
