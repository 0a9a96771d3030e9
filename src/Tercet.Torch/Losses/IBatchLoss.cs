namespace Tercet.Torch.Losses;

/// <summary>
/// A loss that finds its positives and negatives within a batch of classes. <see cref="SemiHardLoss"/>,
/// <see cref="BatchHardLoss"/> and <see cref="NtXentLoss"/> are three; implement this interface for another.
/// </summary>
/// <remarks>
/// Implementations are immutable, and equal input gives equal output: parallel training runs share one instance.
/// docs/extending/in-batch-loss.md shows a complete one.
/// </remarks>
public interface IBatchLoss
{
    /// <summary>The loss with all its parameters, such as <c>nt-xent(temperature=0.1)</c>; equal where losses are.</summary>
    string Identity { get; }

    /// <summary>The distance that the loss compares embeddings by, for mining and validation too.</summary>
    Distance Distance { get; }

    /// <summary>The mean loss of an encoder that maps everything to one point, in a full batch.</summary>
    /// <param name="classesPerBatch">P, 2 or more.</param>
    /// <param name="samplesPerClass">S, 2 or more.</param>
    double LossAtCollapse(int classesPerBatch, int samplesPerClass);

    /// <summary>Evaluates the loss and its gradient on a batch.</summary>
    /// <param name="rows">The embeddings of the batch.</param>
    /// <param name="classes">The class of each row, as numbers from 0; a batch may hold one class alone, or a class once.</param>
    /// <returns>The loss terms, none where there is nothing to compare, and the gradient of their sum.</returns>
    BatchLossResult Evaluate(EmbeddingRows rows, IReadOnlyList<int> classes);

    /// <summary>Every fault of the loss's parameters; empty where there is none.</summary>
    IEnumerable<OptionFault> Faults() => [];
}
