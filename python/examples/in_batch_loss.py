"""An in-batch loss (NT-Xent) on batches of mutually hard classes, by a DataLoader with workers."""
import tercet
import torch
from toy import data, embed, labels, network

EPOCHS = 5
sampler = tercet.BatchSampler(labels, classes_per_batch=32, samples_per_class=2, epochs=EPOCHS)
loader = torch.utils.data.DataLoader(data, batch_sampler=sampler, num_workers=2)
model = network()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)


def nt_xent(embeddings, classes, temperature=0.1):
    similarity = embeddings @ embeddings.T / temperature
    similarity.fill_diagonal_(-torch.inf)
    positive = (classes[:, None] == classes) & ~torch.eye(len(classes), dtype=torch.bool)
    return -(similarity - similarity.logsumexp(1, keepdim=True))[positive].mean()


for epoch in range(EPOCHS):
    sampler.update(embed(model))
    for inputs, classes in loader:
        loss = nt_xent(torch.nn.functional.normalize(model(inputs)), classes)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch + 1}: loss {loss.item():.3f}, Recall@1 {tercet.recall_at_k(embed(model), None, labels)[1]:.3f}")
