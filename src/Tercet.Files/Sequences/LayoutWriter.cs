using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>Writes triplets in a layout with one row per step, as trainers read it.</summary>
internal sealed class LayoutWriter : SequenceWriter<Triplet>
{
    private readonly int? _required; // negatives that a row must have
    private readonly PairScores? _scores;
    private readonly TableWriter<IReadOnlyList<Triplet>> _table;
    private List<Triplet> _step = [];

    /// <summary>Starts a file.</summary>
    /// <param name="path">Where to; an existing file is replaced.</param>
    /// <param name="format">Its format.</param>
    /// <param name="layout">Tuple or list.</param>
    /// <param name="items">What the triplets are of.</param>
    /// <param name="options">How they are mined.</param>
    /// <param name="write">What stands for an item.</param>
    public LayoutWriter(
        string path, TableFormat format, TripletLayout layout, LabeledItems items, TripletOptions options, ItemColumns write)
    {
        _required = layout == TripletLayout.Tuple ? options.Negatives : null;
        _scores = items.Scores;
        _table = TableWriter<IReadOnlyList<Triplet>>.Create(
            path, format, [.. Columns(layout, items, options, write)]);
    }

    /// <summary>Steps that are left out of the file: they have fewer negatives than a tuple, or a teacher's score is missing.</summary>
    public long LeftOut { get; private set; }

    /// <inheritdoc/>
    public override void Write(Triplet step)
    {
        if (_step.Count > 0 && _step[0].Step != step.Step)
            WriteStep();
        _step.Add(step);
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        if (_step.Count > 0)
            WriteStep();
        _table.Complete();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _table.Dispose();

    private static IEnumerable<Column<IReadOnlyList<Triplet>>> Columns(
        TripletLayout layout, LabeledItems items, TripletOptions options, ItemColumns write)
    {
        foreach (var (suffix, anchors, others) in Names(items, write))
        {
            yield return new("anchor" + suffix, row => anchors(row[0].Anchor));
            if (layout == TripletLayout.List)
            {
                yield return new(
                    "candidates" + suffix,
                    row => (string[])[others(row[0].Positive), .. row.Select(triplet => others(triplet.Negative))]);
                continue;
            }
            yield return new("positive" + suffix, row => others(row[0].Positive));
            for (var i = 0; i < options.Negatives; i++)
            {
                var place = i;
                yield return new(
                    FormattableString.Invariant($"negative_{i + 1}{suffix}"), row => others(row[place].Negative));
            }
        }
        if (layout == TripletLayout.List)
            yield return new("labels", row => (int[])[1, .. row.Select(_ => 0)]);
        var scores = items.Scores;
        if (layout == TripletLayout.List || scores is not null)
        {
            double Score(Triplet row, int item, double distance) => scores is null
                ? Similarity.At(distance, options.Distance)
                : scores.Of(row.Anchor, item)!.Value;
            yield return new("scores", row => (double[])
            [
                Score(row[0], row[0].Positive, row[0].PositiveDistance),
                .. row.Select(triplet => Score(triplet, triplet.Negative, triplet.NegativeDistance)),
            ]);
        }
    }

    /// <summary>What stands for an anchor and for another item, with the suffix of the columns' names.</summary>
    private static IEnumerable<(string Suffix, Func<int, string> Anchors, Func<int, string> Others)> Names(
        LabeledItems items, ItemColumns write)
    {
        if (write != ItemColumns.Ids)
            yield return ("", ItemTexts.Of(items.Anchors), ItemTexts.Of(items.Items));
        if (write != ItemColumns.Text)
            yield return (write == ItemColumns.Both ? "_id" : "", items.Anchors.KeyOf, items.Items.KeyOf);
    }

    /// <summary>Whether a teacher scored the items of the step; a target that is missing would spoil a batch.</summary>
    private bool AreScored => _scores is null || (IsScored(_step[0].Positive) && _step.TrueForAll(triplet => IsScored(triplet.Negative)));

    private bool IsScored(int item) => _scores!.Of(_step[0].Anchor, item) is not null;

    private void WriteStep()
    {
        if (_step.Count < _required || !AreScored)
            LeftOut++;
        else
            _table.Write(_step);
        _step = []; // the table keeps what it was given until it is written
    }
}
