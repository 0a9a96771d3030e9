using Tercet.CommandLine.Data;

namespace Tercet.Viewer.Runs;

/// <summary>The embeddings of a run, and who is near whom in them.</summary>
public sealed class Neighbourhood : IDisposable
{
    private readonly EmbeddedData _data;
    private readonly int[] _items, _anchors;

    /// <summary>Takes embeddings, which are closed with this.</summary>
    /// <param name="data">The embeddings.</param>
    /// <param name="distance">The distance.</param>
    public Neighbourhood(EmbeddedData data, Distance distance)
    {
        (_data, Distance) = (data, distance);
        _items = Usable(data.Items, data.Tables.Items);
        _anchors = data.Catalog is null ? _items : Usable(data.Catalog, data.Tables.Catalog!);
    }

    /// <summary>The distance.</summary>
    public Distance Distance { get; }

    /// <summary>Items that take part, ascending.</summary>
    public IReadOnlyList<int> Items => _items;

    /// <summary>Anchors that take part, ascending.</summary>
    public IReadOnlyList<int> Anchors => _anchors;

    /// <summary>The nearest items of anchors, or the nearest anchors of items; nobody is its own neighbour.</summary>
    /// <param name="areAnchors">Whether the queries are anchors, and what is found items; or the other way round.</param>
    /// <param name="queries">The rows of the queries.</param>
    /// <param name="among">The rows to search; null for all.</param>
    /// <param name="count">Neighbours per query.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public (int Row, double Distance)[][] Find(
        bool areAnchors, IReadOnlyList<int> queries, IReadOnlyList<int>? among, int count, CancellationToken cancellationToken = default)
    {
        var (own, others) = areAnchors ? (AnchorMatrix, _data.Items) : (_data.Items, AnchorMatrix);
        int? threads = queries.Count == 1 && among is not null ? 1 : null; // where starting more takes longer than the work
        return NearestNeighbours.Find(
            own, queries, others, among ?? (areAnchors ? _items : _anchors), count, Distance, threads, cancellationToken);
    }

    /// <summary>The nearest items of one item, or anchor.</summary>
    public (int Row, double Distance)[] NearestItems(bool isAnchor, int row, int count) =>
        Array.BinarySearch(isAnchor ? _anchors : _items, row) < 0 ? [] : NearestNeighbours.Find(
            isAnchor ? AnchorMatrix : _data.Items, [row], _data.Items, _items, count, Distance)[0];

    /// <inheritdoc/>
    public void Dispose() => _data.Dispose();

    private EmbeddingMatrix AnchorMatrix => _data.Catalog ?? _data.Items;

    /// <summary>Rows that take part and have an embedding, with a direction where the distance needs one.</summary>
    private int[] Usable(EmbeddingMatrix matrix, ItemTable table)
    {
        if (matrix.Count != table.Count)
            throw new InvalidInputException(FormattableString.Invariant(
                $"{matrix.Name} has {matrix.Count:N0} rows, {table.Source} {table.Count:N0} items. Expected one row for each item."));
        var missing = matrix.MissingRows.ToHashSet();
        var buffer = new float[matrix.Dimensions];
        return
        [
            .. Enumerable.Range(0, table.Count).Where(row => table.TakesPart(row) && !missing.Contains(row)
                && (Distance != Distance.Cosine || matrix.ReadRow(row, buffer).ContainsAnyExcept(0f))),
        ];
    }
}
