namespace Tercet.Viewer.Runs;

/// <summary>Reads the sequence of a run into a table; where its data are missing, also what the sequence says of its items.</summary>
public static class SequenceLoader
{
    private const int ReportEvery = 1 << 14;

    /// <summary>Reads triplets.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">Receives them.</param>
    /// <param name="named">Receives the names of items; null where they are known.</param>
    /// <param name="report">Called now and then.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static void Read(string path, TripletTable table, NamedItems? named, Action report, CancellationToken cancellationToken)
    {
        foreach (var row in TripletReader.Read(path, withTexts: named is not null))
        {
            table.Add(row.Triplet);
            named?.Add(row);
            Tick(table, report, cancellationToken);
        }
    }

    /// <summary>Reads batches.</summary>
    public static void Read(string path, BatchTable table, NamedItems? named, Action report, CancellationToken cancellationToken)
    {
        foreach (var rows in BatchReader.Read(path))
        {
            table.Add(rows);
            foreach (var row in rows)
                named?.Add(row);
            Tick(table, report, cancellationToken);
        }
    }

    private static void Tick(StepTable table, Action report, CancellationToken cancellationToken)
    {
        if (table.Count % ReportEvery != 0)
            return;
        cancellationToken.ThrowIfCancellationRequested();
        report();
    }
}
