using System.IO.MemoryMappedFiles;

namespace Tercet;

/// <summary>A NumPy file, memory-mapped: its pages are read when touched and never count as the process's own memory.</summary>
internal sealed unsafe class NpyRows : IEmbeddingRows, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly UnmanagedRows _rows;
    private bool _isDisposed;

    private NpyRows(string path, NpyHeader header)
    {
        byte* data = null;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref data);
        data += _view.PointerOffset + header.DataOffset;
        _rows = new UnmanagedRows(path, data, header.IsHalf, header.Rows, header.Dimensions);
    }

    public string Name => _rows.Name;

    public int Count => _rows.Count;

    public int Dimensions => _rows.Dimensions;

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
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _rows.Read(row, start, buffer);
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
