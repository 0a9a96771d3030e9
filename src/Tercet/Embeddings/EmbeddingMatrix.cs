using System.Numerics;

namespace Tercet.Embeddings;

/// <summary>
/// Embeddings of a set of items: <see cref="Count"/> rows of <see cref="Dimensions"/> finite float32 components,
/// row i for item i, save for <see cref="MissingRows"/>. Safe for any number of readers at once.
/// </summary>
public abstract class EmbeddingMatrix : IDisposable
{
    /// <summary>The most components that a row may have; the error bound of the search is tested up to it.</summary>
    internal const int MaxDimensions = 1 << 16;

    /// <summary>Describes a matrix.</summary>
    /// <param name="name">What messages call it: a file's path, or a few words.</param>
    /// <param name="count">Rows, 1 or more.</param>
    /// <param name="dimensions">Components a row, 1 to 65,536.</param>
    /// <exception cref="BadInputException">A row has more components.</exception>
    protected EmbeddingMatrix(string name, int count, int dimensions)
    {
        if (dimensions > MaxDimensions)
            throw new BadInputException(FormattableString.Invariant($"{name}: rows of {dimensions} components. Expected at most {MaxDimensions}."));
        Name = name;
        Count = count;
        Dimensions = dimensions;
    }

    /// <summary>What messages call this matrix: a file's path, or a few words.</summary>
    public string Name { get; }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Components a row.</summary>
    public int Dimensions { get; }

    /// <summary>
    /// Rows whose components are all NaN, ascending: their items have no embedding, as where an image could not be used.
    /// <see cref="Open"/> and <see cref="FromArray"/> find them.
    /// </summary>
    public IReadOnlyList<int> MissingRows { get; protected set; } = [];

    /// <summary>
    /// Opens a NumPy file (<c>.npy</c>: float32 or float16, C order, two dimensions; memory-mapped, so it may be larger
    /// than memory) or a Parquet file (<c>.parquet</c>: its only list column of float32, float64 or float16; read into memory).
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">The file is not such a matrix, is cut short, holds NaN (but in whole rows of it, see <see cref="MissingRows"/>) or infinite values, or has no other rows.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static EmbeddingMatrix Open(string path)
    {
        if (!File.Exists(path))
            throw new BadInputException($"{path}: no such file. Expected embeddings as .npy or .parquet, one row an item.");
        EmbeddingMatrix matrix = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npy" => NpyMatrix.Open(path),
            ".parquet" => ParquetEmbeddings.Read(path),
            var other => throw new BadInputException(
                $"{path}: embeddings are read from .npy or .parquet files, not from '{other}'. In Python: numpy.save(\"embeddings.npy\", array)."),
        };
        try
        {
            matrix.RequireUsable();
            return matrix;
        }
        catch
        {
            matrix.Dispose();
            throw;
        }
    }

    /// <summary>Wraps embeddings that are in memory already; the array is not copied.</summary>
    /// <param name="values">count × dimensions components, row after row.</param>
    /// <param name="dimensions">Components a row.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="BadInputException">The length is no multiple of the dimensions, a value is NaN (but in whole rows of it, see <see cref="MissingRows"/>) or infinite, or there are no other rows.</exception>
    public static EmbeddingMatrix FromArray(float[] values, int dimensions, string name = "embeddings")
    {
        ArgumentNullException.ThrowIfNull(values);
        if (dimensions < 1 || values.Length == 0 || values.Length % dimensions != 0)
            throw new BadInputException($"{name}: {values.Length} values cannot be rows of {dimensions} components.");
        var matrix = new MemoryMatrix(name, values, dimensions);
        matrix.RequireUsable();
        return matrix;
    }

    /// <summary>Copies a row.</summary>
    /// <param name="row">0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination">At least <see cref="Dimensions"/> long.</param>
    public abstract void CopyRow(int row, Span<float> destination);

    /// <summary>A row, for as long as the matrix is not disposed and the buffer not used again.</summary>
    /// <param name="row">0 to <see cref="Count"/> − 1.</param>
    /// <param name="buffer">At least <see cref="Dimensions"/> long; used where the row is not in memory as float32.</param>
    internal virtual ReadOnlySpan<float> ReadRow(int row, Span<float> buffer)
    {
        CopyRow(row, buffer);
        return buffer[..Dimensions];
    }

    /// <summary>The components of a row from <paramref name="start"/> on, as many as the buffer is long, for as long as the matrix is not disposed and the buffer not used again.</summary>
    /// <param name="row">0 to <see cref="Count"/> − 1.</param>
    /// <param name="start">The first component.</param>
    /// <param name="buffer">Used where the row is not in memory as float32.</param>
    internal virtual ReadOnlySpan<float> ReadPart(int row, int start, Span<float> buffer)
    {
        var whole = new float[Dimensions];
        CopyRow(row, whole);
        whole.AsSpan(start, buffer.Length).CopyTo(buffer);
        return buffer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the matrix holds.</summary>
    /// <param name="disposing">False when called by a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    private static bool IsFinite(ReadOnlySpan<float> values)
    {
        // 0 · x is 0 for a finite x and NaN for the others, so one sum tells for all.
        var sum = Vector<float>.Zero;
        while (values.Length >= Vector<float>.Count)
        {
            sum += new Vector<float>(values) * 0f;
            values = values[Vector<float>.Count..];
        }
        var rest = Vector.Sum(sum);
        foreach (var value in values)
            rest += value * 0f;
        return rest == 0;
    }

    private void RequireUsable()
    {
        List<string> cases = [];
        List<int> missing = [];
        long total = 0;
        var row = new float[Dimensions];
        for (var i = 0; i < Count; i++)
        {
            CopyRow(i, row);
            if (IsFinite(row))
                continue;
            if (Array.TrueForAll(row, float.IsNaN))
            {
                missing.Add(i);
                continue;
            }
            for (var k = 0; k < row.Length; k++)
            {
                if (float.IsFinite(row[k]))
                    continue;
                total++;
                if (cases.Count < BadInputException.ShownCases)
                    cases.Add(FormattableString.Invariant($"row {i}, component {k}: {(float.IsNaN(row[k]) ? "NaN" : row[k] > 0 ? "+infinity" : "-infinity")}"));
            }
        }
        if (total > 0)
            throw new BadInputException(
                FormattableString.Invariant($"{Name}: {total} of {(long)Count * Dimensions} values are not finite (rows and components count from 0)"),
                cases, "Embeddings must be finite numbers, or NaN throughout a row that has no embedding. Check the encoder that wrote them, or drop these items.", total);
        if (missing.Count == Count)
            throw new BadInputException(FormattableString.Invariant(
                $"{Name}: no embedding in any of {Count} rows (every component is NaN). Expected finite numbers in all rows but those without an embedding. Check the encoder that wrote them."));
        MissingRows = missing;
    }
}
