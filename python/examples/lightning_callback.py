"""PyTorch Lightning: a callback that mines the batches of each epoch on the model as it is."""
import lightning
import torch
from toy import data, embed, labels, network

import tercet

EPOCHS = 5
sampler = tercet.BatchSampler(labels, classes_per_batch=32, samples_per_class=2, epochs=EPOCHS)


class MineBatches(lightning.Callback):
    def on_train_epoch_start(self, trainer, module):
        sampler.update(embed(module.model), trainer.current_epoch)


class Module(lightning.LightningModule):
    def __init__(self):
        super().__init__()
        self.model = network()

    def training_step(self, batch, _):
        inputs, classes = batch
        x = torch.nn.functional.normalize(self.model(inputs))
        distance = torch.cdist(x, x)
        same = classes[:, None] == classes
        return torch.relu(distance.masked_fill(~same, 0).amax(1) - distance.masked_fill(same, torch.inf).amin(1) + 0.2).mean()

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)


module = Module()
loader = torch.utils.data.DataLoader(data, batch_sampler=sampler)
lightning.Trainer(
    max_epochs=EPOCHS, callbacks=[MineBatches()], use_distributed_sampler=False, accelerator="cpu", logger=False, enable_checkpointing=False,
).fit(module, loader)
print(f"Recall@1 {tercet.recall_at_k(embed(module.model), None, labels)[1]:.3f}")
