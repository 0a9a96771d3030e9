namespace Tercet.Files;

/// <summary>Opens files of embeddings, one row per item.</summary>
public static class EmbeddingFile
{
    /// <summary>
    /// Opens a NumPy file (<c>.npy</c>: float32 or float16, C order, two dimensions; memory-mapped, so it may be larger
    /// than memory) or a Parquet file (<c>.parquet</c>: its only list column of float32, float64 or float16; read into memory).
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">
    /// The file is not such a matrix, is truncated, or holds NaN or infinite values (but see <see
    /// cref="EmbeddingMatrix.MissingRows"/>).
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <example><code>
    /// using var embeddings = EmbeddingFile.Open("items.parquet");
    /// </code></example>
    public static EmbeddingMatrix Open(string path)
    {
        if (!File.Exists(path))
            throw new InvalidInputException($"{path}: no such file. Expected embeddings as .npy or .parquet, one row per item.");
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npy" => EmbeddingMatrix.Open(path),
            ".parquet" => ParquetEmbeddings.Read(path),
            var other => throw new InvalidInputException(
                $"{path}: embeddings are read from .npy or .parquet files, not from '{other}'. "
                + "In Python: numpy.save(\"embeddings.npy\", array)."),
        };
    }
}
