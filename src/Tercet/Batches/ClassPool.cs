using Tercet.Search;

namespace Tercet;

/// <summary>
/// The classes that may still join a group, and the search for the distances between them: from a class's anchor to the nearest
/// item of each other. It is rebuilt when half of them are gone, so that a pass measures two thirds of what all pairs would be.
/// </summary>
internal sealed class ClassPool(EmbeddedItems embedded, BatchOptions options, ClassAnchors anchors)
{
    /// <summary>A search over fewer classes is not worth rebuilding.</summary>
    private const int FewClasses = 512;

    private readonly bool[] _available = new bool[embedded.Subset.Classes];
    private readonly int[] _indices = new int[embedded.Subset.Classes]; // of classes in the search
    private ExclusionMask _gone = new(0); // of those in the search
    private int[] _anchorRows = [];
    private int[] _places = []; // of classes in the search, ascending
    private DistanceSearch? _search;
    private long _earlierReferences;

    /// <summary>The part that the classes belong to.</summary>
    public Subset Subset => embedded.Subset;

    /// <summary>How many classes are left.</summary>
    public int Count { get; private set; }

    /// <summary>Distances compared so far: anchors times candidates.</summary>
    public long DistancesCompared { get; private set; }

    /// <summary>Distances that had to be recomputed in float64 so far.</summary>
    public long ReferenceDistances => _earlierReferences + (_search?.ReferenceDistances ?? 0);

    /// <summary>Begins a pass with all classes.</summary>
    /// <param name="pass">The pass.</param>
    public void Begin(long pass)
    {
        _anchorRows = anchors.RowsOf(pass);
        Refill([]);
    }

    /// <summary>Makes all classes but some available again.</summary>
    public void Refill(IEnumerable<int> except)
    {
        Array.Fill(_available, true);
        Count = _available.Length;
        foreach (var place in except)
            Take(place);
        Invalidate();
    }

    /// <summary>Whether a class is available, by its index among those of the split.</summary>
    public bool Has(int place) => _available[place];

    /// <summary>Removes a class.</summary>
    public void Take(int place)
    {
        _available[place] = false;
        Count--;
        if (_search is not null && _indices[place] >= 0)
            _gone.Add(_indices[place]);
    }

    /// <summary>The place of the class that has an index in the rows.</summary>
    public int PlaceOf(int index) => _places[index];

    /// <summary>The index of a class in the rows; −1 where the class is not in the search.</summary>
    public int IndexOf(int place) => _indices[place];

    /// <summary>The row of the matrix of anchors that a class is measured from.</summary>
    public int AnchorRowOf(int place) => _anchorRows[place];

    /// <summary>Visits the row of each seed class in turn. <see cref="Restrict"/> brings it up to date.</summary>
    public void Visit(int[] seeds, Action<int, CandidateRow> visit, CancellationToken cancellationToken)
    {
        if (_search is null || (Count < _places.Length / 2 && _places.Length > FewClasses))
            Rebuild();
        _search!.Visit(
            Array.ConvertAll(seeds, place => _anchorRows[place]), (i, row) => visit(seeds[i], row),
            cancellationToken, inOrder: true);
        DistancesCompared += (long)seeds.Length * _places.Length;
    }

    /// <summary>Excludes from a row the classes that are no longer available.</summary>
    public void Restrict(CandidateRow row) => row.Exclude(_gone);

    private void Rebuild()
    {
        Invalidate();
        _places = [.. Enumerable.Range(0, _available.Length).Where(place => _available[place])];
        _gone = new ExclusionMask(_places.Length);
        Array.Fill(_indices, -1);
        var starts = new int[_places.Length + 1];
        var rows = new List<int>();
        for (var i = 0; i < _places.Length; i++)
        {
            _indices[_places[i]] = i;
            rows.AddRange(Subset.ItemsOf(Subset.PresentClasses[_places[i]]));
            starts[i + 1] = rows.Count;
        }
        _search = new DistanceSearch(
            anchors.Matrix, _anchorRows, embedded.Items, [.. rows], options.Distance, options.MaxDegreeOfParallelism, starts);
    }

    private void Invalidate()
    {
        _earlierReferences = ReferenceDistances;
        _search = null;
    }
}
