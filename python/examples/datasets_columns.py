"""Hugging Face datasets: labels from a column, and mined triplets as a data set of their own."""
import datasets
from toy import embed, labels, network, points

import tercet

items = datasets.Dataset.from_dict({"vector": points.tolist(), "class": labels.tolist()})
model = network()
triplets = tercet.TripletMiner(items["class"], triplets_per_epoch=1000).mine(embed(model))
mined = datasets.Dataset(triplets.to_arrow())
print(mined)
print(items[mined[0]["anchor"]]["class"], items[mined[0]["negative"]]["class"])
