namespace Tercet.Files;

/// <summary>A file format of triplets and batches.</summary>
public enum TableFormat
{
    /// <summary>Apache Parquet, Zstandard-compressed: <c>.parquet</c>.</summary>
    Parquet,

    /// <summary>Comma-separated values, UTF-8, with a header: <c>.csv</c>.</summary>
    Csv,

    /// <summary>One JSON object per line, UTF-8: <c>.jsonl</c>.</summary>
    Jsonl,
}
