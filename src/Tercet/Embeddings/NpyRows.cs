using System.IO.MemoryMappedFiles;

namespace Tercet;

/// <summary>A NumPy file, memory-mapped: its pages are read when touched and never count as the process's own memory.</summary>
internal sealed unsafe class NpyRows : IEmbeddingRows, IDisposable
{
    private readonly NpyHeader _header;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _data;

    private NpyRows(string path, NpyHeader header)
    {
        (Name, _header) = (path, header);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _data);
        _data += _view.PointerOffset + header.DataOffset;
    }

    public string Name { get; }

    public int Count => _header.Rows;

    public int Dimensions => _header.Dimensions;

    public static NpyRows Open(string path)
    {
        NpyHeader header;
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 4096))
        {
            header = NpyHeader.Read(stream, path);
            var found = stream.Length - header.DataOffset;
            if (found != header.DataBytes)
                throw new InvalidInputException(FormattableString.Invariant(
                    $"{path}: the header announces {header.Rows} × {header.Dimensions} values, {header.DataBytes} bytes, ")
                    + FormattableString.Invariant($"but {found} follow. ")
                    + (found < header.DataBytes
                        ? "The file is truncated; write or copy it again."
                        : "Save one array per file with numpy.save."));
        }
        return new NpyRows(path, header);
    }

    public ReadOnlySpan<float> Read(int row, int start, Span<float> buffer)
    {
        ObjectDisposedException.ThrowIf(_data is null, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(start + buffer.Length), (uint)Dimensions);
        var first = (long)row * Dimensions + start;
        if (!_header.IsHalf)
            return new ReadOnlySpan<float>((float*)_data + first, buffer.Length);
        HalfConversion.ToSingle((ushort*)_data + first, buffer);
        return buffer;
    }

    public void Dispose()
    {
        if (_data is null)
            return;
        _data = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
