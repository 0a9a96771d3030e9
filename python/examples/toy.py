"""Data and a network that need no download: 300 classes of four noisy points each, and a small perceptron."""
import torch

torch.manual_seed(0)
CLASSES, SAMPLES = 300, 4
labels = torch.arange(CLASSES).repeat_interleave(SAMPLES)
points = torch.randn(CLASSES, 16).repeat_interleave(SAMPLES, 0) @ torch.randn(16, 64) + 3 * torch.randn(CLASSES * SAMPLES, 64)
data = torch.utils.data.TensorDataset(points, labels)


def network():
    return torch.nn.Sequential(torch.nn.Linear(64, 128), torch.nn.ReLU(), torch.nn.Linear(128, 32))


def embed(model, inputs=points):
    """The embeddings of all items, as the model is now."""
    model.eval()
    with torch.no_grad():
        embeddings = torch.nn.functional.normalize(model(inputs))
    model.train()
    return embeddings
