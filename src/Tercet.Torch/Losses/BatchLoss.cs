namespace Tercet.Torch.Losses;

/// <summary>The losses of a batch, each of an anchor, a positive and one or more negatives, and the gradient of their mean.</summary>
internal abstract class BatchLoss
{
    /// <summary>Loss terms.</summary>
    public int Count => Losses.Length;

    /// <summary>d_ap of each.</summary>
    public abstract double[] Positive { get; }

    /// <summary>d_an of each, to the negative, or the nearest of several.</summary>
    public abstract double[] Negative { get; }

    /// <summary>The loss of each.</summary>
    public abstract double[] Losses { get; }

    /// <summary>Whether a term still pulls: it has a loss above 0, or, for a loss that never is 0, its positive is no nearer than its negative.</summary>
    public abstract bool IsActive(int term);

    /// <summary>The gradient of the mean loss in the embeddings as they were given.</summary>
    public abstract float[] Gradient();
}
