using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Tercet.Vision.Caching;

/// <summary>
/// A part of a cache that one process at a time appends to: N.vectors holds rows of float32, N.keys for each row the SHA-256 of its
/// image and 8 bytes of the SHA-256 of the row, so that whatever an interruption leaves behind is told from a whole row.
/// </summary>
internal sealed class CacheSegment : IDisposable
{
    private const int CheckBytes = 8;
    private const int RecordBytes = ImageKey.Bytes + CheckBytes;

    private readonly FileStream? _lock;
    private readonly SafeFileHandle _keys;
    private readonly SafeFileHandle _vectors;
    private readonly int _rowBytes;

    private CacheSegment(string folder, int number, int dimensions, FileStream? claim)
    {
        _lock = claim;
        _rowBytes = dimensions * sizeof(float);
        VectorsPath = PathOf(folder, number, ".vectors");
        var (mode, access) = claim is null ? (FileMode.Open, FileAccess.Read) : (FileMode.OpenOrCreate, FileAccess.ReadWrite);
        _keys = File.OpenHandle(PathOf(folder, number, ".keys"), mode, access, FileShare.ReadWrite);
        _vectors = File.OpenHandle(VectorsPath, mode, access, FileShare.ReadWrite);
        Rows = checked((int)Math.Min(RandomAccess.GetLength(_keys) / RecordBytes, RandomAccess.GetLength(_vectors) / _rowBytes));
    }

    public string VectorsPath { get; }

    /// <summary>Whole rows.</summary>
    public int Rows { get; private set; }

    /// <summary>The segments that a folder holds, for reading.</summary>
    public static IEnumerable<CacheSegment> OpenAll(string folder, int dimensions) => Directory.EnumerateFiles(folder, "*.keys")
        .Select(file => int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
        .Where(number => number > 0 && File.Exists(PathOf(folder, number, ".keys")) && File.Exists(PathOf(folder, number, ".vectors"))).Distinct().Order()
        .Select(number => new CacheSegment(folder, number, dimensions, null));

    /// <summary>Opens the first segment that no process is writing to, a new one where there is none.</summary>
    public static CacheSegment OpenForWriting(string folder, int dimensions)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                return new CacheSegment(folder, number, dimensions, new FileStream(PathOf(folder, number, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(PathOf(folder, number, ".lock")) && number < 1000)
            {
                // Another process writes there.
            }
        }
    }

    /// <summary>The images of all rows, in order.</summary>
    public ImageKey[] ReadKeys()
    {
        var bytes = new byte[checked(Rows * RecordBytes)];
        ReadExactly(_keys, bytes, 0);
        return [.. Enumerable.Range(0, Rows).Select(row => ImageKey.Of(bytes.AsSpan(row * RecordBytes)))];
    }

    /// <summary>Whether a row is as it was written.</summary>
    public bool IsWhole(int row)
    {
        var vector = new byte[_rowBytes];
        Span<byte> check = stackalloc byte[CheckBytes];
        return ReadExactly(_vectors, vector, (long)row * _rowBytes)
            && ReadExactly(_keys, check, (long)row * RecordBytes + ImageKey.Bytes)
            && check.SequenceEqual(SHA256.HashData(vector).AsSpan(0, CheckBytes));
    }

    /// <summary>Adds a row: the vector first, so that no key is without one.</summary>
    /// <returns>Its number.</returns>
    public int Append(ImageKey key, ReadOnlySpan<float> vector)
    {
        var bytes = MemoryMarshal.AsBytes(vector);
        Span<byte> record = stackalloc byte[RecordBytes];
        MemoryMarshal.Write(record, in key);
        SHA256.HashData(bytes).AsSpan(0, CheckBytes).CopyTo(record[ImageKey.Bytes..]);
        RandomAccess.Write(_vectors, bytes, (long)Rows * _rowBytes);
        RandomAccess.Write(_keys, record, (long)Rows * RecordBytes);
        return Rows++;
    }

    public void Dispose()
    {
        _keys.Dispose();
        _vectors.Dispose();
        _lock?.Dispose();
    }

    private static string PathOf(string folder, int number, string extension) => Path.Combine(folder, FormattableString.Invariant($"{number}{extension}"));

    private static bool ReadExactly(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(file, bytes, offset);
            if (read == 0)
                return false;
            bytes = bytes[read..];
            offset += read;
        }
        return true;
    }
}
