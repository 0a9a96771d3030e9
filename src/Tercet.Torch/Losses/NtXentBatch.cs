
namespace Tercet.Torch.Losses;

/// <summary>The normalised, temperature-scaled cross entropy of a batch; <see cref="InBatchLoss.NtXent"/> gives the formula. Distances are 1 − s.</summary>
internal sealed class NtXentBatch : BatchLoss
{
    private readonly EmbeddingRows _rows;
    private readonly double _temperature;
    private readonly double[,] _distances;
    private readonly List<(int Anchor, int Positive, int[] Negatives)> _terms = [];

    /// <summary>Works out similarities and losses.</summary>
    /// <param name="temperature">τ.</param>
    /// <param name="rows">The embeddings.</param>
    /// <param name="classes">The class of each.</param>
    public NtXentBatch(double temperature, EmbeddingRows rows, IReadOnlyList<int> classes)
    {
        (_temperature, _rows) = (temperature, rows);
        _distances = new double[rows.Count, rows.Count];
        for (var a = 0; a < rows.Count; a++)
        {
            for (var b = 0; b < a; b++)
                _distances[a, b] = _distances[b, a] = rows.Between(Distance.Cosine, a, b);
        }
        for (var anchor = 0; anchor < rows.Count; anchor++)
        {
            int[] negatives = [.. InBatchTriplets.Negatives(anchor, classes)];
            if (negatives.Length > 0)
                _terms.AddRange(InBatchTriplets.Positives(anchor, classes).Select(positive => (anchor, positive, negatives)));
        }
        Positive = [.. _terms.Select(term => _distances[term.Anchor, term.Positive])];
        Negative = [.. _terms.Select(term => term.Negatives.Min(negative => _distances[term.Anchor, negative]))];
        // ln(1 + Σ e^((s_an − s_ap)/τ)), about the greatest exponent so that none overflows.
        Losses = [.. _terms.Select((term, i) => Greatest(i) + PortableMath.Log(Sum(term, i)))];
    }

    public override double[] Positive { get; }

    public override double[] Negative { get; }

    public override double[] Losses { get; }

    public override bool IsActive(int term) => !(Positive[term] < Negative[term]);

    public override float[] Gradient()
    {
        var factors = new double[_rows.Count, _rows.Count]; // of the distances, over both ways round
        for (var i = 0; i < _terms.Count; i++)
        {
            var (anchor, positive, negatives) = _terms[i];
            var scale = 1 / (Sum(_terms[i], i) * _temperature * _terms.Count);
            var pull = 0.0;
            foreach (var negative in negatives)
            {
                var share = scale * Share(i, negative);
                factors[Math.Max(anchor, negative), Math.Min(anchor, negative)] -= share;
                pull += share;
            }
            factors[Math.Max(anchor, positive), Math.Min(anchor, positive)] += pull;
        }
        var slopes = _rows.NewSlopes();
        for (var a = 0; a < _rows.Count; a++)
        {
            for (var b = 0; b < a; b++)
            {
                if (factors[a, b] != 0)
                    _rows.AddSlope(slopes, Distance.Cosine, factors[a, b], a, b);
            }
        }
        return _rows.Gradient(slopes);
    }

    private double Greatest(int i) => Math.Max(0, (Positive[i] - Negative[i]) / _temperature);

    private double Sum((int Anchor, int Positive, int[] Negatives) term, int i)
    {
        var sum = PortableMath.Exp(-Greatest(i));
        foreach (var negative in term.Negatives)
            sum += Share(i, negative);
        return sum;
    }

    private double Share(int i, int negative) => PortableMath.Exp((Positive[i] - _distances[_terms[i].Anchor, negative]) / _temperature - Greatest(i));
}
