namespace Tercet;

/// <summary>
/// Which gallery items are of a query's class. An item is never in its own gallery: where both sets share the same embeddings,
/// row i of one is row i of the other.
/// </summary>
internal sealed class Relevance
{
    private readonly RetrievalSet _queries;
    private readonly RetrievalSet _gallery;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<int> _sizes = [];

    public Relevance(RetrievalSet queries, RetrievalSet gallery)
    {
        (_queries, _gallery) = (queries, gallery);
        Classes = Array.ConvertAll(gallery.Rows, row => Number(gallery.Items.Classes[row]!));
        Matched = Array.FindAll(queries.Rows, row => CountOf(row) > 0);
    }

    /// <summary>The class number of each gallery item.</summary>
    public int[] Classes { get; }

    /// <summary>The rows of the queries that have a gallery item of their class.</summary>
    public int[] Matched { get; }

    /// <summary>The number of a query's class, −1 where the gallery lacks it.</summary>
    public int ClassOf(int query) => _numbers.GetValueOrDefault(_queries.Items.Classes[query]!, -1);

    /// <summary>R: the gallery items of a query's class, without the query itself.</summary>
    public int CountOf(int query) =>
        ClassOf(query) is >= 0 and var number ? _sizes[number] - (GalleryIndexOf(query) >= 0 ? 1 : 0) : 0;

    /// <summary>The index of a query itself in the gallery, negative where it is not in it.</summary>
    public int GalleryIndexOf(int query) =>
        _queries.Embeddings == _gallery.Embeddings ? Array.BinarySearch(_gallery.Rows, query) : -1;

    private int Number(string label)
    {
        if (!_numbers.TryGetValue(label, out var number))
        {
            _numbers.Add(label, number = _sizes.Count);
            _sizes.Add(0);
        }
        _sizes[number]++;
        return number;
    }
}
