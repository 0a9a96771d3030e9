namespace Tercet.Files;

/// <summary>Opens and writes files of embeddings, one row per item.</summary>
public static class EmbeddingFile
{
    /// <summary>
    /// Opens a NumPy file (<c>.npy</c>: float32 or float16, C order, two dimensions; memory-mapped, so it may be larger
    /// than memory) or a Parquet file (<c>.parquet</c>: a list column of float32, float64 or float16; read into memory), or a
    /// folder of the parts of one, as Spark writes it.
    /// </summary>
    /// <param name="path">The file, or the folder.</param>
    /// <param name="column">The list column of a Parquet file; null for the only one.</param>
    /// <exception cref="InvalidInputException">
    /// The file is not such a matrix, is truncated, or holds NaN or infinite values (but see <see
    /// cref="EmbeddingMatrix.MissingRows"/>).
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <example><code>
    /// using var embeddings = EmbeddingFile.Open("items.parquet");
    /// </code></example>
    public static EmbeddingMatrix Open(string path, string? column = null)
    {
        if (Directory.Exists(path))
            return ParquetEmbeddings.Read(path, PartsOf(path), column);
        if (!File.Exists(path))
            throw new InvalidInputException($"{path}: no such file. Expected embeddings as .npy or .parquet, one row per item.");
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npy" when column is not null =>
                throw new InvalidInputException($"{path}: a NumPy file has no columns, and {column} was named. Leave it out."),
            ".npy" when RegularFile.IsEmpty(path) => throw new InvalidInputException(
                $"{path}: {RegularFile.Empty}. Expected a NumPy array with one row per item."),
            ".parquet" when RegularFile.IsEmpty(path) => throw new InvalidInputException(
                $"{path}: not a readable Parquet file ({RegularFile.Empty}). "
                + "Expected one with a list column of floats, one list per row."),
            ".npy" => EmbeddingMatrix.Open(path),
            ".parquet" => ParquetEmbeddings.Read(path, [path], column),
            var other => throw new InvalidInputException(
                $"{path}: embeddings are read from .npy or .parquet files, not from '{other}'. "
                + "In Python: numpy.save(\"embeddings.npy\", array)."),
        };
    }

    /// <summary>The files that embeddings are read from, in the order of their rows: the file itself, or the parts in a folder.</summary>
    /// <param name="path">The file, or the folder.</param>
    /// <exception cref="InvalidInputException">The folder holds no parts.</exception>
    public static IReadOnlyList<string> PartsOf(string path)
    {
        if (!Directory.Exists(path))
            return [path];
        string[] parts =
        [
            .. Directory.GetFiles(path, "*.parquet").Where(part => Path.GetFileName(part)[0] is not ('_' or '.'))
                .Order(StringComparer.Ordinal),
        ];
        return parts.Length > 0 ? parts : throw new InvalidInputException(
            $"{path}: a folder without .parquet files. Expected embeddings as .npy or .parquet, one row per item.");
    }

    /// <summary>
    /// Writes a NumPy file (<c>.npy</c>: float32, C order). Rows go to a file beside the target, which takes the target's name
    /// when all are written. For rows that arrive one by one, see <see cref="NpyWriter"/>.
    /// </summary>
    /// <param name="path">The file, with the extension <c>.npy</c>; an existing one is replaced.</param>
    /// <param name="embeddings">Row i for item i; rows without an embedding stay so.</param>
    /// <exception cref="InvalidInputException">The target has another extension, or is a folder.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <example><code>
    /// EmbeddingFile.Write("items.npy", new float[,] { { 0, 1 }, { 0, 2 } });
    /// </code></example>
    public static void Write(string path, EmbeddingMatrix embeddings)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(embeddings);
        if (!path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
            throw new InvalidInputException($"{path}: embeddings are written as NumPy files. Expected a name that ends in .npy.");
        using var file = new NpyWriter(path, embeddings.Count, embeddings.Dimensions);
        var buffer = new float[embeddings.Dimensions];
        for (var row = 0; row < embeddings.Count; row++)
            file.WriteRow(row, embeddings.ReadRow(row, buffer));
        file.Complete();
    }
}
