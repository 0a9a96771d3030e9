namespace Tercet.Files;

/// <summary>The file names of table formats.</summary>
internal static class TableFormats
{
    /// <summary>The usual extension of a format, with its dot.</summary>
    /// <param name="format">The format.</param>
    public static string ExtensionOf(TableFormat format) => format switch
    {
        TableFormat.Parquet => ".parquet",
        TableFormat.Csv => ".csv",
        _ => ".jsonl",
    };
}
