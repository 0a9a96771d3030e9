using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tercet;

/// <summary>
/// Writes embeddings as a NumPy file (<c>.npy</c>: float32, C order), row by row in any order and from any number of
/// threads. Rows go to a file beside the target, which takes the target's name with <see cref="Complete"/>; without it, the
/// target is unchanged.
/// </summary>
/// <example><code>
/// using var file = new NpyWriter("items.npy", rows: images.Length, dimensions: 128);
/// for (var row = 0; row &lt; images.Length; row++)
///     file.WriteRow(row, Embed(images[row]));
/// file.Complete();
/// </code></example>
public sealed class NpyWriter : IDisposable
{
    private readonly string _partial;
    private readonly SafeFileHandle _file;
    private readonly uint[] _written;
    private int _rowsWritten;

    /// <summary>Opens the file beside the target and reserves the space for all rows, where the file system can.</summary>
    /// <param name="path">The target; an existing file is replaced.</param>
    /// <param name="rows">Rows, 1 or more.</param>
    /// <param name="dimensions">Components per row, 1 to 65,536.</param>
    /// <exception cref="ArgumentOutOfRangeException">Rows or dimensions are out of bounds.</exception>
    /// <exception cref="InvalidInputException">The target is a folder.</exception>
    /// <exception cref="IOException">
    /// The file cannot be written, the disk lacks the space, or another writer has the same target.
    /// </exception>
    public NpyWriter(string path, int rows, int dimensions)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, EmbeddingMatrix.MaxDimensions);
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("NumPy files are written on little-endian processors only.");
        if (Directory.Exists(path))
            throw new InvalidInputException(
                $"{path}: a folder, where a file of embeddings was to be written. Choose another name.");
        (Path, Rows, Dimensions) = (path, rows, dimensions);
        _partial = path + DurableFile.PartialSuffix;
        _written = new uint[((long)rows + 31) / 32];
        _file = File.OpenHandle(_partial, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, OffsetOf(rows));
        try
        {
            RandomAccess.Write(_file, NpyHeader.Format(rows, dimensions), 0);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The target.</summary>
    internal string Path { get; }

    /// <summary>Rows.</summary>
    internal int Rows { get; }

    /// <summary>Components per row.</summary>
    internal int Dimensions { get; }

    /// <summary>
    /// Writes a row; written again, it is replaced. Values are not checked: a row of NaN throughout means "no embedding",
    /// and <see cref="EmbeddingMatrix.Open"/> refuses other values that are not finite.
    /// </summary>
    /// <param name="row">0 to <see cref="Rows"/> − 1.</param>
    /// <param name="values"><see cref="Dimensions"/> components.</param>
    /// <exception cref="ArgumentException">No such row, or another number of components.</exception>
    /// <exception cref="ObjectDisposedException">The file is complete or discarded.</exception>
    /// <exception cref="IOException">The disk is full, or fails.</exception>
    public void WriteRow(int row, ReadOnlySpan<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        if (values.Length != Dimensions)
            throw new ArgumentException(
                FormattableString.Invariant($"{values.Length} components; expected {Dimensions}."), nameof(values));
        RandomAccess.Write(_file, MemoryMarshal.AsBytes(values), OffsetOf(row));
        var bit = 1u << (row % 32);
        if ((Interlocked.Or(ref _written[row / 32], bit) & bit) == 0)
            Interlocked.Increment(ref _rowsWritten);
    }

    /// <summary>
    /// Flushes the rows to disk and gives the file its name. All calls of <see cref="WriteRow"/> must have returned.
    /// </summary>
    /// <exception cref="InvalidOperationException">Rows were never written.</exception>
    /// <exception cref="ObjectDisposedException">The file is complete or discarded already.</exception>
    /// <exception cref="IOException">The disk fails, or the target cannot be replaced.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_file.IsClosed, this);
        if (_rowsWritten < Rows)
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{Path}: {Rows - _rowsWritten} of {Rows} rows were never written, ")
                + FormattableString.Invariant($"the first of them row {FirstUnwritten()} (from 0). ")
                + $"Write every row before {nameof(Complete)}.");
        try
        {
            DurableFile.Flush(_file, Path);
            _file.Dispose();
            DurableFile.Replace(_partial, Path);
        }
        catch
        {
            _file.Dispose();
            File.Delete(_partial);
            throw;
        }
    }

    /// <summary>Discards the file where it is not complete.</summary>
    public void Dispose()
    {
        if (_file.IsClosed)
            return;
        _file.Dispose();
        File.Delete(_partial);
    }

    private long OffsetOf(int row) => NpyHeader.FormattedBytes + (long)row * Dimensions * sizeof(float);

    private int FirstUnwritten()
    {
        var word = Array.FindIndex(_written, bits => bits != uint.MaxValue);
        return word * 32 + BitOperations.TrailingZeroCount(~_written[word]);
    }
}
