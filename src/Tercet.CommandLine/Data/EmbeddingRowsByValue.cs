using System.Runtime.InteropServices;

namespace Tercet.CommandLine.Data;

/// <summary>Finds rows of embeddings that are equal, bit for bit.</summary>
internal sealed class EmbeddingRowsByValue
{
    private readonly EmbeddingMatrix _matrix;
    private readonly Dictionary<ulong, int> _first = [];
    private readonly Dictionary<ulong, List<int>> _others = []; // of the hashes that several rows have
    private readonly ulong[] _hashes;

    /// <summary>Indexes rows.</summary>
    /// <param name="matrix">The embeddings.</param>
    /// <param name="rows">The rows that may be found.</param>
    public EmbeddingRowsByValue(EmbeddingMatrix matrix, IEnumerable<int> rows)
    {
        (_matrix, _hashes) = (matrix, Hashes(matrix));
        var missing = matrix.MissingRows.ToHashSet();
        foreach (var row in rows.Where(row => !missing.Contains(row)))
        {
            if (_first.TryAdd(_hashes[row], row))
                continue;
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_others, _hashes[row], out _);
            (list ??= []).Add(row);
        }
    }

    /// <summary>The rows that are equal to one of the same matrix, which is among them.</summary>
    public IEnumerable<int> EqualTo(int row) => Find(_hashes[row], _matrix, row);

    /// <summary>The rows that are equal to one of another matrix; none where its rows have other lengths.</summary>
    public IEnumerable<int> EqualTo(EmbeddingMatrix other, int row) => ReferenceEquals(other, _matrix)
        ? EqualTo(row)
        : other.Dimensions == _matrix.Dimensions
            ? Find(Hash(other.ReadRow(row, new float[other.Dimensions])), other, row)
            : [];

    /// <summary>The hashes of all rows; rows that share one must be compared.</summary>
    public static ulong[] Hashes(EmbeddingMatrix embeddings)
    {
        const int Chunk = 1024;
        var hashes = new ulong[embeddings.Count];
        Parallel.For(0, (hashes.Length + Chunk - 1) / Chunk, () => new float[embeddings.Dimensions], (chunk, _, buffer) =>
        {
            for (var row = chunk * Chunk; row < Math.Min(hashes.Length, (chunk + 1) * Chunk); row++)
                hashes[row] = Hash(embeddings.ReadRow(row, buffer));
            return buffer;
        }, _ => { });
        return hashes;
    }

    private List<int> Find(ulong hash, EmbeddingMatrix other, int row)
    {
        if (!_first.TryGetValue(hash, out var first))
            return [];
        List<int> list = _others.TryGetValue(hash, out var others) ? [first, .. others] : [first];
        if (others is null && first == row && ReferenceEquals(other, _matrix))
            return list;
        float[] one = new float[_matrix.Dimensions], two = new float[_matrix.Dimensions];
        var wanted = other.ReadRow(row, one).ToArray();
        return list.FindAll(candidate => _matrix.ReadRow(candidate, two).SequenceEqual(wanted));
    }

    /// <summary>FNV-1a over the components, eight bytes at a time.</summary>
    private static ulong Hash(ReadOnlySpan<float> row)
    {
        const ulong Basis = 14695981039346656037, Prime = 1099511628211;
        var hash = Basis;
        foreach (var pair in MemoryMarshal.Cast<float, ulong>(row))
            hash = Mix(hash, pair);
        return row.Length % 2 == 0 ? hash : Mix(hash, BitConverter.SingleToUInt32Bits(row[^1]));

        static ulong Mix(ulong hash, ulong value)
        {
            hash = (hash ^ value) * Prime;
            return hash ^ (hash >> 32);
        }
    }
}
