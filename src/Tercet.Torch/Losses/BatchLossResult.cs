namespace Tercet.Torch.Losses;

/// <summary>
/// The loss terms of a batch and the gradient of their <em>sum</em> in the embeddings, filled in by a loss. The trainer divides
/// both by the number of terms.
/// </summary>
/// <example>
/// A term that pulls rows 0 and 1 together and pushes row 2 away from row 0, with loss d₀₁ − d₀₂ + 1:
/// <code>
/// var result = new BatchLossResult(rows);
/// double positive = rows.DistanceBetween(Distance.Euclidean, 0, 1), negative = rows.DistanceBetween(Distance.Euclidean, 0, 2);
/// result.AddTerm(positive - negative + 1, positive, negative);
/// result.AddDistanceGradient(Distance.Euclidean, 0, 1, factor: 1);
/// result.AddDistanceGradient(Distance.Euclidean, 0, 2, factor: -1);
/// </code>
/// </example>
public sealed class BatchLossResult
{
    private readonly EmbeddingRows _rows;
    private readonly double[] _gradient;
    private readonly List<double> _losses = [], _positiveDistances = [], _negativeDistances = [];

    /// <summary>Starts without terms and with a gradient of zeros.</summary>
    /// <param name="rows">The embeddings that the loss is evaluated on.</param>
    public BatchLossResult(EmbeddingRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        (_rows, _gradient) = (rows, rows.NewGradient());
    }

    /// <summary>Loss terms.</summary>
    public int Count => _losses.Count;

    /// <summary>The loss of each term.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>The distance d_ap from anchor to positive, of each term.</summary>
    public IReadOnlyList<double> PositiveDistances => _positiveDistances;

    /// <summary>The distance d_an from anchor to negative, or to the nearest of several, of each term.</summary>
    public IReadOnlyList<double> NegativeDistances => _negativeDistances;

    /// <summary>Active terms: those that still move the encoder.</summary>
    public int ActiveCount { get; private set; }

    /// <summary>The mean loss over all terms; NaN where there is none.</summary>
    public double MeanLoss => _losses.Count == 0 ? double.NaN : _losses.Average();

    /// <summary>Adds a loss term.</summary>
    /// <param name="loss">Its loss.</param>
    /// <param name="positiveDistance">d_ap.</param>
    /// <param name="negativeDistance">d_an, to the negative, or the nearest of several.</param>
    /// <param name="isActive">
    /// Whether the term still moves the encoder. Default (null): its loss is above 0. A loss that never reaches 0 passes
    /// <c>!(positiveDistance &lt; negativeDistance)</c>.
    /// </param>
    public void AddTerm(double loss, double positiveDistance, double negativeDistance, bool? isActive = null)
    {
        _losses.Add(loss);
        _positiveDistances.Add(positiveDistance);
        _negativeDistances.Add(negativeDistance);
        ActiveCount += isActive ?? loss > 0 ? 1 : 0;
    }

    /// <summary>Adds the gradient of a distance between two rows, times a factor: that of the loss in this distance.</summary>
    /// <param name="distance">The distance.</param>
    /// <param name="a">A row.</param>
    /// <param name="b">Another row.</param>
    /// <param name="factor">∂loss/∂d of the term.</param>
    public void AddDistanceGradient(Distance distance, int a, int b, double factor) =>
        DistanceGradient.Add(distance, factor, _rows[a], _rows[b], GradientOf(a), GradientOf(b));

    /// <summary>
    /// The gradient of the sum of all terms in a row, to add to where a loss is no function of distances. It is the gradient in
    /// <see cref="EmbeddingRows.this"/>, so in the row of unit length where rows are scaled.
    /// </summary>
    /// <param name="row">The row, from 0.</param>
    public Span<double> GradientOf(int row) => _gradient.AsSpan(row * _rows.Dimensions, _rows.Dimensions);

    /// <summary>The gradient of the mean loss in the encoder's output, before any scaling to unit length.</summary>
    /// <returns>Count × dimensions of the rows, row after row; zeros where there is no term.</returns>
    public float[] MeanGradient()
    {
        var terms = Math.Max(Count, 1);
        return _rows.ToOutputGradient(Array.ConvertAll(_gradient, value => value / terms));
    }
}
