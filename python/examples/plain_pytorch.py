"""A triplet loss on triplets that are mined anew for each epoch, in order, and watched for a collapse."""
import tercet
import torch
from toy import embed, labels, network, points

EPOCHS = 5
split = tercet.split(labels, test=0.2)  # classes held out
miner = tercet.TripletMiner(labels, epochs=EPOCHS, triplets_per_epoch=3000, split=split)
model = network()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
monitor = tercet.CollapseMonitor(labels[split.train], embed(model)[split.train])

for epoch in range(EPOCHS):
    triplets = miner.mine(embed(model), epoch)
    for rows in triplets.batches(64):
        a, p, n = (torch.nn.functional.normalize(model(points[role])) for role in rows)
        loss = torch.nn.functional.triplet_margin_loss(a, p, n, margin=0.2)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    embeddings = embed(model)
    recall = tercet.recall_at_k(embeddings[split.test], None, labels[split.test], k=(1, 10))
    print(f"epoch {epoch + 1}: hardness {triplets.hardness.mean():.2f}, Recall@1 {recall[1]:.3f}, Recall@10 {recall[10]:.3f}, "
          f"{monitor.observe(embeddings[split.train])}")
