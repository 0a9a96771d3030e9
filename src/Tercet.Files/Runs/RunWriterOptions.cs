namespace Tercet.Files;

/// <summary>What of a sequence is written, and how.</summary>
public sealed record RunWriterOptions
{
    /// <summary>The format of the tables. Default Parquet.</summary>
    public TableFormat Format { get; init; } = TableFormat.Parquet;

    /// <summary>The training steps to mine. Default (null): all. A slice has the bytes that it has in the whole.</summary>
    public StepRange? Steps { get; init; }
}
