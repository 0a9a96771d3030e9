using System.IO.MemoryMappedFiles;

namespace Tercet.Vision.Caching;

/// <summary>Embeddings where the cache has them, memory-mapped: the system reads what is touched, and drops it when memory is short.</summary>
internal sealed unsafe class CachedRows : IEmbeddingRows, IDisposable
{
    private readonly Place[] _places;
    private readonly Mapping?[] _segments;
    private readonly string? _owned;
    private bool _disposed;

    /// <param name="name">What messages call the matrix.</param>
    /// <param name="dimensions">Components per row.</param>
    /// <param name="places">Where each row is; a row that is nowhere is NaN throughout.</param>
    /// <param name="segments">The files of the cache.</param>
    /// <param name="owned">A folder to delete with the rows; null for none.</param>
    public CachedRows(string name, int dimensions, Place[] places, IReadOnlyList<string> segments, string? owned)
    {
        (Name, Dimensions) = (name, dimensions);
        _places = places;
        _owned = owned;
        _segments = new Mapping?[segments.Count];
        foreach (var segment in places.Where(place => place != Place.None).Select(place => place.Segment).Distinct())
            _segments[segment] = new Mapping(segments[segment]);
    }

    public string Name { get; }

    public int Count => _places.Length;

    public int Dimensions { get; }

    public ReadOnlySpan<float> Read(int row, int start, Span<float> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(start + buffer.Length), (uint)Dimensions, nameof(start));
        var place = _places[row];
        if (place == Place.None)
        {
            buffer.Fill(float.NaN);
            return buffer;
        }
        return new ReadOnlySpan<float>((float*)_segments[place.Segment]!.Data + (long)place.Row * Dimensions + start, buffer.Length);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var segment in _segments)
            segment?.Dispose();
        if (_owned is not null && Directory.Exists(_owned))
            Directory.Delete(_owned, recursive: true);
    }

    /// <summary>Where a row lies.</summary>
    public readonly record struct Place(int Segment, int Row)
    {
        public static readonly Place None = new(-1, -1);
    }

    private sealed class Mapping : IDisposable
    {
        private readonly MemoryMappedFile _file;
        private readonly MemoryMappedViewAccessor _view;

        public Mapping(string path)
        {
            // Another process may be adding rows behind those that are read here.
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            byte* data = null;
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref data);
            Data = data + _view.PointerOffset;
        }

        public byte* Data { get; private set; }

        public void Dispose()
        {
            Data = null;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}
