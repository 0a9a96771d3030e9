namespace Tercet.Viewer.Runs;

/// <summary>The batches of a run.</summary>
public sealed class BatchTable : StepTable
{
    private readonly GrowingList<BatchEntry> _batches = new();
    private readonly GrowingList<BatchItemEntry> _items = new();

    /// <inheritdoc/>
    public override int Count => _batches.Count;

    /// <summary>A batch.</summary>
    public BatchEntry this[int point] => _batches[point];

    /// <summary>The items of all batches so far.</summary>
    public ReadOnlySpan<BatchItemEntry> Items => _items.Snapshot();

    /// <summary>The items of a batch.</summary>
    public ReadOnlySpan<BatchItemEntry> ItemsOf(int point) => _items.Snapshot().Slice(_batches[point].First, _batches[point].Count);

    /// <inheritdoc/>
    public override long StepAt(int point) => _batches[point].Step;

    /// <inheritdoc/>
    public override float HardnessAt(int point) => _batches[point].Hardness;

    /// <inheritdoc/>
    public override float TargetAt(int point) => _batches[point].Target;

    /// <summary>Adds the next batch.</summary>
    public void Add(IReadOnlyList<BatchRow> rows)
    {
        var first = _items.Count;
        foreach (var row in rows)
        {
            var item = row.Item;
            _items.Add(new BatchItemEntry(
                item.Row, item.Role, item.Group, (float)(item.Distance ?? double.NaN), (float)(item.Hardness ?? double.NaN)));
        }
        var members = rows.Where(row => row.Item.Hardness is not null).ToList();
        var hardness = members.Count == 0 ? float.NaN : (float)members.Average(row => row.Item.Hardness!.Value);
        _batches.Add(new BatchEntry(rows[0].Step, first, rows.Count, (float)(rows[0].TargetHardness ?? double.NaN), hardness));
    }
}
