namespace Tercet.Torch.Losses;

/// <summary>A loss that finds its negatives within the batch.</summary>
public enum InBatchLoss
{
    /// <summary>
    /// The triplet loss of each anchor with each positive, and with the nearest negative of the batch that is farther than the positive, or else the farthest one
    /// (Schroff et al. 2015; the fallback as in TensorFlow Addons).
    /// </summary>
    SemiHard,

    /// <summary>The triplet loss of each anchor with the farthest positive and the nearest negative of the batch (Hermans et al. 2017).</summary>
    BatchHard,

    /// <summary>
    /// −ln(e^(s_ap/τ) / (e^(s_ap/τ) + Σ e^(s_an/τ))) of each anchor with each positive, over all negatives of the batch, s the cosine (Sohn 2016, Chen et al. 2020; other
    /// positives do not count, as in pytorch-metric-learning).
    /// </summary>
    NtXent,
}
