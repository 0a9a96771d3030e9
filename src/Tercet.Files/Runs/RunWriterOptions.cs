namespace Tercet.Files;

/// <summary>Which steps of a sequence are written, and in which format.</summary>
public sealed record RunWriterOptions
{
    /// <summary>The format of the tables. Default Parquet.</summary>
    public TableFormat Format { get; init; } = TableFormat.Parquet;

    /// <summary>The training steps to mine. Default (null): all. A step is the same in any slice.</summary>
    public StepRange? Steps { get; init; }
}
