using Tercet.Embeddings;
using TorchSharp;
using static TorchSharp.torch;

namespace Tercet.Torch.Training;

/// <summary>Passes rows of inputs through an encoder, a batch at a time.</summary>
internal sealed class EmbeddingBatches(nn.Module<Tensor, Tensor> encoder, bool unitLength)
{
    /// <summary>Rows embedded at once, outside training.</summary>
    private const int BatchSize = 256;

    /// <summary>An embedding shorter than this is divided by it, as PyTorch's normalize does.</summary>
    private const double LeastLength = 1e-12;

    /// <summary>The embeddings of a tensor of rows.</summary>
    public Tensor Forward(Tensor rows)
    {
        var embeddings = encoder.forward(rows);
        if (!unitLength)
            return embeddings;
        using var least = LeastLength.ToScalar();
        return embeddings / embeddings.norm(1, keepdim: true).clamp_min(least);
    }

    /// <summary>Rows of matrices as one tensor.</summary>
    public static Tensor Read(IReadOnlyList<(EmbeddingMatrix Matrix, int Row)> rows)
    {
        var dimensions = rows[0].Matrix.Dimensions;
        var values = new float[rows.Count * dimensions];
        for (var i = 0; i < rows.Count; i++)
            rows[i].Matrix.CopyRow(rows[i].Row, values.AsSpan(i * dimensions, dimensions));
        // In memory of the collector a tensor begins anywhere, and by where it begins MKL rounds differently: a copy in torch's own makes runs repeat to the bit.
        using var unaligned = tensor(values, [rows.Count, dimensions]);
        return unaligned.clone();
    }

    /// <summary>The embeddings of some rows, as the encoder gives them when it is not training; rows of NaN for the others.</summary>
    public EmbeddingMatrix Embed(EmbeddingMatrix inputs, IReadOnlyList<int> rows)
    {
        using var guard = no_grad();
        encoder.eval();
        float[] result = [];
        var dimensions = 0;
        for (var start = 0; start < rows.Count; start += BatchSize)
        {
            using var scope = NewDisposeScope();
            var batch = rows.Skip(start).Take(BatchSize).ToArray();
            var embeddings = Forward(Read(Array.ConvertAll(batch, row => (inputs, row))));
            if (result.Length == 0)
            {
                dimensions = checked((int)embeddings.shape[1]);
                result = new float[checked(inputs.Count * dimensions)];
                Array.Fill(result, float.NaN);
            }
            var values = embeddings.data<float>().ToArray();
            for (var i = 0; i < batch.Length; i++)
                values.AsSpan(i * dimensions, dimensions).CopyTo(result.AsSpan(batch[i] * dimensions));
        }
        return EmbeddingMatrix.FromArray(result, dimensions, $"{inputs.Name}, embedded");
    }
}
