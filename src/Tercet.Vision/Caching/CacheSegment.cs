using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Tercet.Vision.Caching;

/// <summary>
/// A part of a cache that one process at a time appends to: N.vectors holds rows of float32, N.keys one record per row, the
/// SHA-256 of its image or text and 8 bytes of the SHA-256 of the row. The latter tell a complete row from one left by an
/// interrupted write.
/// </summary>
internal sealed class CacheSegment : IDisposable
{
    /// <summary>The extension of the files that a writer holds open.</summary>
    public const string LockExtension = ".lock";

    private const int CheckBytes = 8;
    private const int MaxSegments = 1000;
    private const int RecordBytes = ContentKey.Bytes + CheckBytes;

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

    /// <summary>Number of complete rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Opens all segments of a folder for reading.</summary>
    public static IEnumerable<CacheSegment> OpenAll(string folder, int dimensions) => Directory.EnumerateFiles(folder, "*.keys")
        .Select(NumberOf)
        .Where(number => number > 0
            && File.Exists(PathOf(folder, number, ".keys"))
            && File.Exists(PathOf(folder, number, ".vectors")))
        .Distinct().Order()
        .Select(number => new CacheSegment(folder, number, dimensions, null));

    /// <summary>Opens the first segment that no other process is writing to, or a new one.</summary>
    public static CacheSegment OpenForWriting(string folder, int dimensions)
    {
        for (var number = 1; ; number++)
        {
            var path = PathOf(folder, number, LockExtension);
            try
            {
                var claim = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return new CacheSegment(folder, number, dimensions, claim);
            }
            catch (IOException e) when (
                e is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path) && number < MaxSegments)
            {
                // Another process is writing to this segment.
            }
        }
    }

    /// <summary>The keys of all rows, in order.</summary>
    public ContentKey[] ReadKeys()
    {
        var bytes = new byte[checked(Rows * RecordBytes)];
        ReadExactly(_keys, bytes, 0);
        return [.. Enumerable.Range(0, Rows).Select(row => ContentKey.FromSha256(bytes.AsSpan(row * RecordBytes)))];
    }

    /// <summary>Whether a row is complete and undamaged; a forged check does not make values finite.</summary>
    public bool IsIntact(int row)
    {
        var vector = new byte[_rowBytes];
        Span<byte> check = stackalloc byte[CheckBytes];
        return ReadExactly(_vectors, vector, (long)row * _rowBytes)
            && ReadExactly(_keys, check, (long)row * RecordBytes + ContentKey.Bytes)
            && check.SequenceEqual(SHA256.HashData(vector).AsSpan(0, CheckBytes))
            && !MemoryMarshal.Cast<byte, float>(vector).ContainsAnyExceptInRange(float.MinValue, float.MaxValue);
    }

    /// <summary>Appends a row: the vector first, so that no key lacks its vector.</summary>
    /// <returns>The row's index.</returns>
    public int Append(ContentKey key, ReadOnlySpan<float> vector)
    {
        var bytes = MemoryMarshal.AsBytes(vector);
        Span<byte> record = stackalloc byte[RecordBytes];
        MemoryMarshal.Write(record, in key);
        SHA256.HashData(bytes).AsSpan(0, CheckBytes).CopyTo(record[ContentKey.Bytes..]);
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

    private static string PathOf(string folder, int number, string extension) =>
        Path.Combine(folder, FormattableString.Invariant($"{number}{extension}"));

    /// <summary>The number in a segment's file name; 0 for other files.</summary>
    private static int NumberOf(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

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
