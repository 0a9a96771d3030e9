using Tercet.Torch.Losses;

namespace Tercet.Torch.Training;

/// <summary>What an encoder sees at once, and what its loss is made of.</summary>
internal abstract class TrainingBatch
{
    /// <summary>Rows of inputs.</summary>
    public abstract IReadOnlyList<(EmbeddingMatrix Matrix, int Row)> Inputs { get; }

    /// <summary>The hardness of its negatives, or of the classes that joined another, when they were mined.</summary>
    public abstract IEnumerable<double> Hardness { get; }

    /// <summary>The losses, as the embeddings of the inputs show them; null where there is nothing to compare.</summary>
    public abstract BatchLoss? Evaluate(EmbeddingRows embeddings);
}
