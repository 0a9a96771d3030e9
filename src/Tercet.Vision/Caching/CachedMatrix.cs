using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Tercet.Embeddings;

namespace Tercet.Vision.Caching;

/// <summary>Embeddings where the cache has them, memory-mapped: the system reads what is touched, and drops it when memory is short.</summary>
internal sealed unsafe class CachedMatrix : EmbeddingMatrix
{
    private readonly Place[] _places;
    private readonly Mapping?[] _segments;
    private readonly string? _owned;
    private bool _disposed;

    public CachedMatrix(string name, int dimensions, Place[] places, IReadOnlyList<string> segments, string? owned)
        : base(name, places.Length, dimensions)
    {
        _places = places;
        _owned = owned;
        _segments = new Mapping?[segments.Count];
        foreach (var segment in places.Where(place => place != Place.None).Select(place => place.Segment).Distinct())
            _segments[segment] = new Mapping(segments[segment]);
        MissingRows = [.. Enumerable.Range(0, places.Length).Where(i => places[i] == Place.None)];
    }

    public override void CopyRow(int row, Span<float> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var place = _places[row];
        if (place == Place.None)
        {
            destination[..Dimensions].Fill(float.NaN);
            return;
        }
        var start = _segments[place.Segment]!.Data + (long)place.Row * Dimensions * sizeof(float);
        new ReadOnlySpan<byte>(start, Dimensions * sizeof(float)).CopyTo(MemoryMarshal.AsBytes(destination));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            foreach (var segment in _segments)
                segment?.Dispose();
            if (_owned is not null && Directory.Exists(_owned))
                Directory.Delete(_owned, recursive: true);
        }
        base.Dispose(disposing);
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
