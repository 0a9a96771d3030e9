namespace Tercet.Torch.Losses;

/// <summary>The triplet loss of a batch.</summary>
internal sealed class TripletBatch : BatchLoss
{
    private readonly TripletLoss _loss;
    private readonly EmbeddingRows _rows;
    private readonly IReadOnlyList<(int Anchor, int Positive, int Negative)> _triplets;

    /// <summary>Works out distances and losses.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="rows">The embeddings.</param>
    /// <param name="triplets">Triplets of rows.</param>
    public TripletBatch(TripletLoss loss, EmbeddingRows rows, IReadOnlyList<(int Anchor, int Positive, int Negative)> triplets)
    {
        (_loss, _rows, _triplets) = (loss, rows, triplets);
        Positive = [.. triplets.Select(triplet => rows.Between(loss.Distance, triplet.Anchor, triplet.Positive))];
        Negative = [.. triplets.Select(triplet => rows.Between(loss.Distance, triplet.Anchor, triplet.Negative))];
        Losses = [.. triplets.Select((_, i) => loss.Of(Positive[i], Negative[i]))];
    }

    public override double[] Positive { get; }

    public override double[] Negative { get; }

    public override double[] Losses { get; }

    /// <summary>Triplets of rows that stand one after the other: all anchors, all positives, all negatives.</summary>
    public static IReadOnlyList<(int Anchor, int Positive, int Negative)> InOrder(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (i, count + i, 2 * count + i))];

    public override bool IsActive(int term) => _loss.SoftMargin ? !(Positive[term] < Negative[term]) : Losses[term] > 0;

    public override float[] Gradient()
    {
        var slopes = _rows.NewSlopes();
        for (var i = 0; i < Count; i++)
        {
            var slope = _loss.Slope(Positive[i], Negative[i]) / Count;
            if (slope == 0)
                continue;
            var (anchor, positive, negative) = _triplets[i];
            _rows.AddSlope(slopes, _loss.Distance, slope, anchor, positive);
            _rows.AddSlope(slopes, _loss.Distance, -slope, anchor, negative);
        }
        return _rows.Gradient(slopes);
    }
}
