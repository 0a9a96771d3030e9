using System.Text.Json;
using Tercet.Vision.Encoders;

namespace Tercet.Vision.Caching;

/// <summary>
/// Keeps the embeddings of one encoder by the bytes of the images, in a folder named after the encoder's fingerprint. Any number
/// of processes may use one cache at once. An interrupted process leaves all that it had encoded.
/// </summary>
internal sealed class EmbeddingCache : IDisposable
{
    private const int FingerprintLetters = 32;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Lock _gate = new();
    private readonly Dictionary<ImageKey, Entry> _entries = [];
    private readonly List<CacheSegment> _segments = [];
    private readonly string _folder;
    private readonly int _dimensions;
    private int _writer = -1;

    private EmbeddingCache(string folder, ImageEncoder encoder)
    {
        _folder = folder;
        _dimensions = encoder.Dimensions;
        try
        {
            foreach (var segment in CacheSegment.OpenAll(folder, _dimensions))
            {
                _segments.Add(segment);
                foreach (var (row, key) in segment.ReadKeys().Index())
                    _entries[key] = new Entry(State.Stored, _segments.Count - 1, row, _entries.GetValueOrDefault(key));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private enum State
    {
        Stored,
        Claimed,
        Ready,
    }

    /// <summary>Opens an encoder's part of a cache.</summary>
    /// <param name="root">The cache's folder; created where it is missing.</param>
    /// <param name="encoder">The encoder.</param>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static EmbeddingCache Open(string root, ImageEncoder encoder)
    {
        var name = Path.GetFileNameWithoutExtension(encoder.Name);
        var folder = Path.Combine(root, $"{name}-{encoder.Fingerprint[..FingerprintLetters]}");
        Directory.CreateDirectory(folder);
        var about = Path.Combine(folder, "encoder.json");
        try
        {
            if (!File.Exists(about))
                File.WriteAllText(about, JsonSerializer.Serialize(encoder.Settings, Indented));
        }
        catch (IOException) when (File.Exists(about))
        {
            // Another process writes the same.
        }
        return new EmbeddingCache(folder, encoder);
    }

    /// <summary>
    /// Asks for an image; true where the caller is the one to embed it and to <see cref="Add"/> it, false where its embedding is
    /// there or another thread is at it.
    /// </summary>
    public bool Claim(ImageKey key)
    {
        Entry? entry;
        CacheSegment[] segments;
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out entry) && entry.State != State.Stored)
                return false;
            _entries[key] = Entry.Claimed;
            segments = [.. _segments];
        }
        while (entry is not null && !segments[entry.Segment].IsWhole(entry.Row))
            entry = entry.Older;
        if (entry is null)
            return true;
        lock (_gate)
            _entries[key] = entry with { State = State.Ready };
        return false;
    }

    /// <summary>Keeps the embedding of an image that was claimed.</summary>
    public void Add(ImageKey key, ReadOnlySpan<float> embedding)
    {
        lock (_gate)
        {
            if (_writer < 0)
            {
                _segments.Add(CacheSegment.OpenForWriting(_folder, _dimensions));
                _writer = _segments.Count - 1;
            }
            _entries[key] = new Entry(State.Ready, _writer, _segments[_writer].Append(key, embedding), null);
        }
    }

    /// <summary>Where the embeddings of images lie, as a matrix with a row for each; a row of NaN where there is none.</summary>
    /// <param name="name">What messages call the matrix.</param>
    /// <param name="keys">The images; null for none.</param>
    /// <param name="owned">A folder to delete with the matrix; null for none.</param>
    public EmbeddingMatrix ToMatrix(string name, IReadOnlyList<ImageKey?> keys, string? owned)
    {
        var places = new CachedRows.Place[keys.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = keys[i] is { } key && _entries.TryGetValue(key, out var entry) && entry.State == State.Ready
                ? new CachedRows.Place(entry.Segment, entry.Row)
                : CachedRows.Place.None;
        }
        return new EmbeddingMatrix(new CachedRows(name, _dimensions, places, [.. _segments.Select(segment => segment.VectorsPath)], owned));
    }

    public void Dispose()
    {
        foreach (var segment in _segments)
            segment.Dispose();
    }

    /// <summary>A row, and another of the same image: a damaged one is written anew, perhaps into a segment that is read earlier.</summary>
    private sealed record Entry(State State, int Segment, int Row, Entry? Older)
    {
        public static readonly Entry Claimed = new(State.Claimed, -1, -1, null);
    }
}
