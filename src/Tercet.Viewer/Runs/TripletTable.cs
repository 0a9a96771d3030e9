namespace Tercet.Viewer.Runs;

/// <summary>The triplets of a run.</summary>
public sealed class TripletTable : StepTable
{
    private readonly GrowingList<TripletEntry> _entries = new();

    /// <inheritdoc/>
    public override int Count => _entries.Count;

    /// <summary>A triplet.</summary>
    public TripletEntry this[int point] => _entries[point];

    /// <summary>The triplets so far.</summary>
    public ReadOnlySpan<TripletEntry> Entries => _entries.Snapshot();

    /// <inheritdoc/>
    public override long StepAt(int point) => _entries[point].Step;

    /// <inheritdoc/>
    public override float HardnessAt(int point) => _entries[point].Hardness;

    /// <inheritdoc/>
    public override float TargetAt(int point) => _entries[point].Target;

    /// <summary>Adds the next triplet.</summary>
    public void Add(in Triplet triplet) => _entries.Add(TripletEntry.Of(triplet));
}
