using System.IO.MemoryMappedFiles;

namespace Tercet.Vision.Caching;

/// <summary>
/// Embeddings in the segments of a cache, memory-mapped: the system loads the pages that are read, and drops them when memory is
/// short.
/// </summary>
internal sealed unsafe class CachedRows : IEmbeddingRows, IDisposable
{
    private readonly Place[] _places;
    private readonly Mapping?[] _segments;
    private readonly string? _owned;
    private bool _disposed;

    /// <param name="name">How messages refer to the matrix.</param>
    /// <param name="dimensions">Components per row.</param>
    /// <param name="places">Where each row is; <see cref="Place.None"/> is a row of NaN.</param>
    /// <param name="segments">The vector files of the cache.</param>
    /// <param name="owned">A folder to delete with the rows; null for none.</param>
    public CachedRows(string name, int dimensions, Place[] places, IReadOnlyList<string> segments, string? owned)
    {
        (Name, Dimensions) = (name, dimensions);
        _places = places;
        _owned = owned;
        _segments = new Mapping?[segments.Count];
        foreach (var segment in places.Where(place => place != Place.None).Select(place => place.Segment).Distinct())
            _segments[segment] = new Mapping(segments[segment]);
        if (!OperatingSystem.IsWindows())
            DeleteOwned(); // what is mapped stays readable, and nothing is left if the process is killed
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
        return new ReadOnlySpan<float>(_segments[place.Segment]!.Values + (long)place.Row * Dimensions + start, buffer.Length);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var segment in _segments)
            segment?.Dispose();
        DeleteOwned();
    }

    private void DeleteOwned()
    {
        if (_owned is not null && Directory.Exists(_owned))
            Directory.Delete(_owned, recursive: true);
    }

    /// <summary>The segment and row of an embedding.</summary>
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
            // Another process may be appending rows after those that are read here.
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            _file = MemoryMappedFile.CreateFromFile(
                stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            byte* data = null;
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref data);
            Values = (float*)(data + _view.PointerOffset);
        }

        public float* Values { get; private set; }

        public void Dispose()
        {
            Values = null;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}
