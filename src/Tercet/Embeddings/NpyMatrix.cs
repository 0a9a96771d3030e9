using System.IO.MemoryMappedFiles;

namespace Tercet.Embeddings;

/// <summary>A NumPy file, memory-mapped: its pages are read when touched and never count as the process's own memory.</summary>
internal sealed unsafe class NpyMatrix : EmbeddingMatrix
{
    private readonly NpyHeader _header;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _data;

    private NpyMatrix(string path, NpyHeader header) : base(path, header.Rows, header.Dimensions)
    {
        _header = header;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _data);
        _data += _view.PointerOffset + header.DataOffset;
    }

    public static new NpyMatrix Open(string path)
    {
        NpyHeader header;
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 4096))
        {
            header = NpyHeader.Read(stream, path);
            var found = stream.Length - header.DataOffset;
            if (found != header.DataBytes)
                throw new BadInputException(FormattableString.Invariant(
                    $"{path}: the header announces {header.Rows} × {header.Dimensions} values, {header.DataBytes} bytes, but {found} follow. ")
                    + (found < header.DataBytes ? "The file was cut short; write or copy it again." : "Save one array a file with numpy.save."));
        }
        return new NpyMatrix(path, header);
    }

    public override void CopyRow(int row, Span<float> destination)
    {
        var values = ReadRow(row, destination);
        if (!_header.IsHalf)
            values.CopyTo(destination);
    }

    internal override ReadOnlySpan<float> ReadRow(int row, Span<float> buffer) => ReadPart(row, 0, buffer[..Dimensions]);

    internal override ReadOnlySpan<float> ReadPart(int row, int start, Span<float> buffer)
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

    protected override void Dispose(bool disposing)
    {
        if (disposing && _data is not null)
        {
            _data = null;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
        base.Dispose(disposing);
    }
}
