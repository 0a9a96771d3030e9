using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using Tercet.Search;

namespace Tercet;

/// <summary>
/// A NumPy file, memory-mapped: its pages are read when touched and never count as the process's own memory. Or a copy of one in
/// memory, which stays as it is whatever becomes of the file.
/// </summary>
internal sealed unsafe class NpyRows : IEmbeddingRows, IDisposable
{
    private const int PartBytes = 1 << 20;

    private readonly UnmanagedRows _rows;
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly NativeBuffer<byte>? _copy;
    private bool _isDisposed;

    private NpyRows(string path, NpyHeader header)
    {
        byte* data = null;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref data);
        _rows = Rows(path, header, data + _view.PointerOffset);
    }

    private NpyRows(string path, NpyHeader header, NativeBuffer<byte> copy)
    {
        _copy = copy;
        _rows = Rows(path, header, copy.Data);
    }

    public string Name => _rows.Name;

    public int Count => _rows.Count;

    public int Dimensions => _rows.Dimensions;

    /// <summary>Maps a file.</summary>
    public static NpyRows Open(string path)
    {
        NpyHeader header;
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 4096))
            header = ReadHeader(stream, path);
        return new NpyRows(path, header);
    }

    /// <summary>Copies a file into memory, and adds its bytes to a hash.</summary>
    public static NpyRows Read(string path, IncrementalHash? hash, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var bytes = file.Length;
        var copy = new NativeBuffer<byte>(bytes);
        try
        {
            for (var done = 0L; done < bytes; done += PartBytes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var part = new Span<byte>(copy.Data + done, (int)Math.Min(PartBytes, bytes - done));
                if (file.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length)
                    throw new EndOfStreamException(FormattableString.Invariant(
                        $"{path}: the file had {bytes} bytes and became shorter while it was read. Read it again."));
                hash?.AppendData(part);
            }
            using var stream = new UnmanagedMemoryStream(copy.Data, bytes);
            return new NpyRows(path, ReadHeader(stream, path), copy);
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    public ReadOnlySpan<float> Read(int row, int start, Span<float> buffer)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _rows.Read(row, start, buffer);
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _copy?.Dispose();
        _view?.SafeMemoryMappedViewHandle.ReleasePointer();
        _view?.Dispose();
        _file?.Dispose();
    }

    private static UnmanagedRows Rows(string path, NpyHeader header, byte* file) =>
        new(path, file + header.DataOffset, header.IsHalf, header.Rows, header.Dimensions);

    private static NpyHeader ReadHeader(Stream stream, string path)
    {
        var header = NpyHeader.Read(stream, path);
        var found = stream.Length - header.DataOffset;
        return found == header.DataBytes ? header : throw new InvalidInputException(FormattableString.Invariant(
            $"{path}: the header announces {header.Rows} × {header.Dimensions} values, {header.DataBytes} bytes, ")
            + FormattableString.Invariant($"but {found} follow. ")
            + (found < header.DataBytes
                ? "The file is truncated; write or copy it again."
                : "Save one array per file with numpy.save."));
    }
}
