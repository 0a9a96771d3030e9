namespace Tercet.Files.Tables;

/// <summary>Writes rows to a file, in their order. The same rows give the same bytes.</summary>
internal abstract class TableWriter<T> : IDisposable
{
    /// <summary>Starts a file.</summary>
    /// <param name="path">Where to; an existing file is replaced.</param>
    /// <param name="format">Its format.</param>
    /// <param name="columns">Its columns.</param>
    public static TableWriter<T> Create(string path, TableFormat format, IReadOnlyList<Column<T>> columns) => format switch
    {
        TableFormat.Parquet => new ParquetTableWriter<T>(path, columns),
        TableFormat.Csv => new CsvTableWriter<T>(path, columns),
        TableFormat.Jsonl => new JsonLinesTableWriter<T>(path, columns),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>Adds a row.</summary>
    public abstract void Write(T row);

    /// <summary>Writes what is left. The file is complete only after this.</summary>
    public abstract void Complete();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
