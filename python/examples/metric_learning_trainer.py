"""pytorch-metric-learning's trainer, with batches of mutually hard classes and triplets mined within them."""
import torch
from pytorch_metric_learning import losses, trainers
from toy import data, embed, labels, network

import tercet
from tercet.torch import InBatchMiner, IndexSampler

EPOCHS = 5
sampler = tercet.BatchSampler(labels, classes_per_batch=32, samples_per_class=2, epochs=EPOCHS, last_batch="fill")
model = network()
sampler.update(embed(model))


def end_of_epoch(trainer):
    print(f"epoch {trainer.epoch}: Recall@1 {tercet.recall_at_k(embed(model), None, labels)[1]:.3f}")
    if trainer.epoch < EPOCHS:
        sampler.update(embed(model))


trainers.MetricLossOnly(
    models={"trunk": model}, optimizers={"trunk_optimizer": torch.optim.Adam(model.parameters(), lr=1e-3)}, batch_size=sampler.batch_size,
    loss_funcs={"metric_loss": losses.TripletMarginLoss(margin=0.2)}, mining_funcs={"tuple_miner": InBatchMiner(recipe="boundary")},
    dataset=data, sampler=IndexSampler(sampler), dataloader_num_workers=2, end_of_epoch_hook=end_of_epoch,
).train(num_epochs=EPOCHS)
