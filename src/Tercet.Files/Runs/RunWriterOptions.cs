namespace Tercet.Files;

/// <summary>Which steps of a sequence are written, and how.</summary>
public sealed record RunWriterOptions
{
    /// <summary>The format of the tables. Default Parquet.</summary>
    public TableFormat Format { get; init; } = TableFormat.Parquet;

    /// <summary>The training steps to mine. Default (null): all. A step is the same in any slice.</summary>
    public StepRange? Steps { get; init; }

    /// <summary>A further file of triplets, with one row per step. Default none.</summary>
    public TripletLayout Layout { get; init; } = TripletLayout.Rows;

    /// <summary>
    /// What is said of each item. Default (null): its id or file; in <see cref="Layout"/>, its text where there are texts.
    /// </summary>
    public ItemColumns? Write { get; init; }

    /// <summary>What was read, for the manifest. Default: nothing, as for data from memory.</summary>
    public IReadOnlyList<ManifestInput> Inputs { get; init; } = [];

    /// <summary>
    /// Whether a run that the folder holds is replaced; other files are kept. Default false. Without effect where the folder has
    /// been claimed already (<see cref="RunFolder"/>).
    /// </summary>
    public bool Overwrite { get; init; }
}
