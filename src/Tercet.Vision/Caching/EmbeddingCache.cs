using System.Text.Json;
using Tercet.Vision.Encoders;

namespace Tercet.Vision.Caching;

/// <summary>
/// The cached embeddings of one encoder, keyed by the content hash of images or texts, in a folder named after the encoder's
/// fingerprint. Several processes may share one cache. An interrupted process loses nothing that it has encoded.
/// </summary>
internal sealed class EmbeddingCache : IDisposable
{
    private const int FingerprintLetters = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<ContentKey, Entry> _entries = [];
    private readonly List<CacheSegment> _segments = [];
    private readonly string _folder;
    private readonly int _dimensions;
    private int _writer = -1;

    private EmbeddingCache(string folder, IEncoder encoder)
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

    /// <summary>Opens the part of a cache that belongs to an encoder.</summary>
    /// <param name="root">The folder of the cache; created if missing.</param>
    /// <param name="encoder">The encoder.</param>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static EmbeddingCache Open(string root, IEncoder encoder)
    {
        var name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(encoder.Name));
        var folder = Path.Combine(root, $"{name}-{encoder.Fingerprint[..FingerprintLetters]}");
        Directory.CreateDirectory(folder);
        var about = Path.Combine(folder, "encoder.json");
        try
        {
            if (!File.Exists(about))
                File.WriteAllBytes(about, ToJson(encoder.Settings));
        }
        catch (IOException) when (File.Exists(about))
        {
            // Another process is writing the same settings.
        }
        return new EmbeddingCache(folder, encoder);
    }

    /// <summary>
    /// Claims an image or text. True if the caller is to embed it and <see cref="Add"/> its embedding; false if the embedding is
    /// cached or another thread has claimed it.
    /// </summary>
    public bool TryClaim(ContentKey key)
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
        while (entry is not null && !segments[entry.Segment].IsIntact(entry.Row))
            entry = entry.Older;
        if (entry is null)
            return true;
        lock (_gate)
            _entries[key] = entry with { State = State.Ready };
        return false;
    }

    /// <summary>Stores the embedding of what was claimed.</summary>
    public void Add(ContentKey key, ReadOnlySpan<float> embedding)
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

    /// <summary>The cached embeddings of a list, one row per image or text; a row of NaN where there is none.</summary>
    /// <param name="name">How messages refer to the matrix.</param>
    /// <param name="keys">Their keys; null for none.</param>
    /// <param name="owned">A folder to delete with the matrix; null for none.</param>
    public CachedRows ToRows(string name, IReadOnlyList<ContentKey?> keys, string? owned)
    {
        var places = new CachedRows.Place[keys.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = keys[i] is { } key && _entries.TryGetValue(key, out var entry) && entry.State == State.Ready
                ? new CachedRows.Place(entry.Segment, entry.Row)
                : CachedRows.Place.None;
        }
        return new CachedRows(name, _dimensions, places, [.. _segments.Select(segment => segment.VectorsPath)], owned);
    }

    public void Dispose()
    {
        foreach (var segment in _segments)
            segment.Dispose();
    }

    private static byte[] ToJson(IReadOnlyDictionary<string, string> settings)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in settings)
                writer.WriteString(name, value);
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>
    /// A row, and an older one of the same key: a damaged row is rewritten, perhaps into a segment that is read earlier.
    /// </summary>
    private sealed record Entry(State State, int Segment, int Row, Entry? Older)
    {
        public static readonly Entry Claimed = new(State.Claimed, -1, -1, null);
    }
}
