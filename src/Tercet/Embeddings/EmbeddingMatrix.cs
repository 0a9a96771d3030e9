using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Tercet;

/// <summary>
/// Embeddings of a set of items: <see cref="Count"/> rows of <see cref="Dimensions"/> float32 components, row i for item i.
/// Every value is finite, save in <see cref="MissingRows"/>; this is checked once, whatever the rows come from. Safe for any
/// number of readers at once.
/// </summary>
/// <example><code>
/// float[,] values = model.Embed(images);
/// var triplets = miner.Mine(values, epoch);                    // arrays convert by themselves
/// using var file = EmbeddingMatrix.Open("items.npy");          // memory-mapped
/// var rows = EmbeddingMatrix.FromMemory(buffer, dimensions: 128);
/// </code></example>
public sealed class EmbeddingMatrix : IDisposable
{
    /// <summary>The most components that a row may have, 65,536; the error bound of the search is tested up to it.</summary>
    public const int MaxDimensions = 1 << 16;

    private readonly IEmbeddingRows _rows;

    /// <summary>Takes rows from wherever they are, and checks that their values are finite.</summary>
    /// <param name="rows">
    /// The rows; disposed with the matrix where they are <see cref="IDisposable"/>, and where they are refused.
    /// </param>
    /// <exception cref="InvalidInputException">
    /// No rows, 0 or more than 65,536 components, a value that is NaN (but in whole rows of it) or infinite, or no row with an
    /// embedding.
    /// </exception>
    public EmbeddingMatrix(IEmbeddingRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        (_rows, Name, Count, Dimensions) = (rows, rows.Name, rows.Count, rows.Dimensions);
        try
        {
            if (Count < 1 || Dimensions is < 1 or > MaxDimensions)
                throw new InvalidInputException(FormattableString.Invariant(
                    $"{Name}: {Count} rows of {Dimensions} components. ")
                    + FormattableString.Invariant($"Expected 1 row or more, of 1 to {MaxDimensions} components."));
            MissingRows = FindMissingRows();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The name of the matrix in messages: a file's path, or a short description.</summary>
    public string Name { get; }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Components per row.</summary>
    public int Dimensions { get; }

    /// <summary>
    /// Rows whose components are all NaN, ascending: their items have no embedding, as where an image could not be used.
    /// </summary>
    public IReadOnlyList<int> MissingRows { get; }

    /// <summary>
    /// Opens a NumPy file (float32 or float16, C order, two dimensions), memory-mapped, so it may be larger than memory.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">
    /// The file is missing, is not such an array or is truncated, or its values are refused by the constructor.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <remarks>Such a file must not be cut short meanwhile, or the system ends the process; see <see cref="Read"/>.</remarks>
    public static EmbeddingMatrix Open(string path)
    {
        RequireFile(path);
        return new EmbeddingMatrix(NpyRows.Open(path));
    }

    /// <summary>
    /// Reads a NumPy file, as <see cref="Open"/> takes it, into memory: what happens to the file afterwards has no effect. The
    /// memory is not the garbage collector's: dispose the matrix.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="hash">Receives the file's bytes as they are read; null for none.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="InvalidInputException">
    /// The file is missing, is not such an array or is truncated, or its values are refused by the constructor.
    /// </exception>
    /// <exception cref="EndOfStreamException">The file became shorter while it was read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static EmbeddingMatrix Read(
        string path, IncrementalHash? hash = null, CancellationToken cancellationToken = default)
    {
        RequireFile(path);
        return new EmbeddingMatrix(NpyRows.Read(path, hash, cancellationToken));
    }

    /// <summary>Takes embeddings from a block of memory, which is not copied.</summary>
    /// <param name="values">Rows × dimensions components, row after row.</param>
    /// <param name="dimensions">Components per row.</param>
    /// <param name="name">What messages call the matrix.</param>
    /// <exception cref="InvalidInputException">
    /// The length is no multiple of the dimensions, or the values are refused by the constructor.
    /// </exception>
    public static EmbeddingMatrix FromMemory(ReadOnlyMemory<float> values, int dimensions, string name = "embeddings")
    {
        if (dimensions < 1 || values.Length == 0 || values.Length % dimensions != 0)
            throw new InvalidInputException($"{name}: {values.Length} values cannot be rows of {dimensions} components.");
        return new EmbeddingMatrix(new MemoryRows(name, values, dimensions));
    }

    /// <summary>Takes embeddings from an array, which is not copied; see <see cref="FromMemory"/>.</summary>
    /// <param name="values">Rows × dimensions components, row after row.</param>
    /// <param name="dimensions">Components per row.</param>
    /// <param name="name">What messages call the matrix.</param>
    /// <exception cref="InvalidInputException">
    /// The length is no multiple of the dimensions, or the values are refused by the constructor.
    /// </exception>
    public static EmbeddingMatrix FromArray(float[] values, int dimensions, string name = "embeddings")
    {
        ArgumentNullException.ThrowIfNull(values);
        return FromMemory(values, dimensions, name);
    }

    /// <summary>Takes embeddings from an array of rows × components, which is not copied.</summary>
    /// <param name="values">The array.</param>
    /// <exception cref="InvalidInputException">The values are refused by the constructor.</exception>
    public static EmbeddingMatrix FromArray(float[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new EmbeddingMatrix(new RectangularRows("embeddings", values));
    }

    /// <summary>Takes embeddings from an array of rows, which are not copied.</summary>
    /// <param name="rows">The rows, all of one length.</param>
    /// <exception cref="InvalidInputException">
    /// Rows are missing or differ in length, or the values are refused by the constructor.
    /// </exception>
    public static EmbeddingMatrix FromArray(float[][] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var dimensions = rows.Length == 0 ? 0 : rows[0]?.Length ?? 0;
        List<string> others =
        [
            .. rows.Index().Where(row => row.Item?.Length != dimensions)
                .Select(row => FormattableString.Invariant($"row {row.Index}: {(row.Item is null ? "null" : row.Item.Length)}")),
        ];
        if (others.Count > 0)
            throw new InvalidInputException(
                FormattableString.Invariant($"embeddings: {others.Count} rows are not of {dimensions} components, as row 0 is"),
                others,
                "Expected rows of one length.");
        return new EmbeddingMatrix(new JaggedRows("embeddings", rows, dimensions));
    }

    /// <summary>
    /// Takes embeddings from memory that others own, such as a tensor's. It is not copied: it must stay where it is, unchanged, for
    /// as long as the matrix is used.
    /// </summary>
    /// <param name="values">Rows × dimensions components, row after row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="dimensions">Components per row.</param>
    /// <param name="name">What messages call the matrix.</param>
    /// <exception cref="InvalidInputException">The values are refused by the constructor.</exception>
    public static unsafe EmbeddingMatrix FromPointer(float* values, int rows, int dimensions, string name = "embeddings") =>
        FromPointer(values, isHalf: false, rows, dimensions, name);

    /// <summary>Takes embeddings from memory that others own; see <see cref="FromPointer(float*, int, int, string)"/>.</summary>
    /// <param name="values">Rows × dimensions components, row after row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="dimensions">Components per row.</param>
    /// <param name="name">What messages call the matrix.</param>
    /// <exception cref="InvalidInputException">The values are refused by the constructor.</exception>
    public static unsafe EmbeddingMatrix FromPointer(Half* values, int rows, int dimensions, string name = "embeddings") =>
        FromPointer(values, isHalf: true, rows, dimensions, name);

    /// <summary>Takes embeddings from an array of rows × components; see <see cref="FromArray(float[,])"/>.</summary>
    /// <param name="values">The array.</param>
    public static implicit operator EmbeddingMatrix(float[,] values) => FromArray(values);

    /// <summary>Takes embeddings from an array of rows; see <see cref="FromArray(float[][])"/>.</summary>
    /// <param name="rows">The rows.</param>
    public static implicit operator EmbeddingMatrix(float[][] rows) => FromArray(rows);

    /// <summary>A row, valid for as long as the matrix is not disposed and the buffer not used again.</summary>
    /// <param name="row">0 to <see cref="Count"/> − 1.</param>
    /// <param name="buffer">At least <see cref="Dimensions"/> long; used where the row is not in memory as float32.</param>
    public ReadOnlySpan<float> ReadRow(int row, Span<float> buffer) => ReadPart(row, 0, buffer[..Dimensions]);

    /// <summary>Copies a row.</summary>
    /// <param name="row">0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination">At least <see cref="Dimensions"/> long.</param>
    public void CopyRow(int row, Span<float> destination)
    {
        var values = ReadRow(row, destination);
        if (!values.Overlaps(destination))
            values.CopyTo(destination);
    }

    /// <inheritdoc/>
    public void Dispose() => (_rows as IDisposable)?.Dispose();

    /// <summary>
    /// Components <paramref name="start"/> on of a row, as many as the buffer is long; see <see cref="IEmbeddingRows.Read"/>.
    /// </summary>
    internal ReadOnlySpan<float> ReadPart(int row, int start, Span<float> buffer)
    {
        var values = _rows.Read(row, start, buffer);
        return values.Length == buffer.Length ? values : throw WrongLength(row, values.Length, buffer.Length);
    }

    /// <summary>Refuses a matrix whose rows are not as many as those of a table.</summary>
    internal void RequireRows(ItemTable table)
    {
        if (Count != table.Count)
            throw new InvalidInputException(FormattableString.Invariant(
                $"{Name} has {Count} rows, {table.Source} {table.Count}. ")
                + $"Expected one row of embeddings for {table.OneEach}, in the same order, those without a class included.");
    }

    /// <summary>A value that is not finite, for a message.</summary>
    internal static string Describe(float value) => float.IsNaN(value) ? "NaN" : value > 0 ? "+infinity" : "-infinity";

    private static unsafe EmbeddingMatrix FromPointer(void* values, bool isHalf, int rows, int dimensions, string name)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new EmbeddingMatrix(new UnmanagedRows(name, values, isHalf, rows, dimensions));
    }

    private static void RequireFile(string path)
    {
        if (!File.Exists(path))
            throw new InvalidInputException(
                $"{path}: no such file. Expected embeddings as a NumPy file (.npy), one row per item.");
    }

    private InvalidOperationException WrongLength(int row, int found, int expected) => new(FormattableString.Invariant(
        $"{Name}: {nameof(IEmbeddingRows)}.{nameof(IEmbeddingRows.Read)} returned {found} components of row {row}; ")
        + FormattableString.Invariant($"expected {expected}, as many as the buffer holds."));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsFinite(ReadOnlySpan<float> values)
    {
        // 0 · x is 0 for a finite x and NaN for the others, so one sum checks all of them.
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

    private List<int> FindMissingRows()
    {
        List<string> cases = [];
        List<int> missing = [];
        long total = 0;
        var buffer = new float[Dimensions];
        for (var i = 0; i < Count; i++)
        {
            var row = ReadRow(i, buffer);
            if (IsFinite(row))
                continue;
            if (row.IndexOfAnyExcept(float.NaN) < 0)
            {
                missing.Add(i);
                continue;
            }
            for (var k = 0; k < row.Length; k++)
            {
                if (float.IsFinite(row[k]))
                    continue;
                total++;
                if (cases.Count < InvalidInputException.ShownCases)
                    cases.Add(FormattableString.Invariant(
                        $"row {i}, component {k}: {Describe(row[k])}"));
            }
        }
        if (total > 0)
            throw new InvalidInputException(
                FormattableString.Invariant(
                    $"{Name}: {total} of {(long)Count * Dimensions} values are not finite (rows and components count from 0)"),
                cases,
                "Embeddings must be finite numbers, or NaN throughout a row that has no embedding. "
                + "Check the encoder that wrote them, or drop these items.",
                total);
        if (missing.Count == Count)
            throw new InvalidInputException(FormattableString.Invariant(
                $"{Name}: no embedding in any of {Count} rows (every component is NaN). ")
                + "Expected finite numbers in all rows but those without an embedding. "
                + "Check the encoder that wrote them.");
        return missing;
    }
}
