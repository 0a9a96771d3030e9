using System.Runtime.InteropServices;
using static System.FormattableString;

namespace Tercet.CommandLine.Data;

/// <summary>Finds items whose embeddings are equal, so that no distance tells them apart.</summary>
internal static class EqualEmbeddings
{
    /// <summary>The note on them; null where none of different classes are equal.</summary>
    /// <param name="table">The items.</param>
    /// <param name="embeddings">Row i is that of item i.</param>
    public static string? Find(ItemTable table, EmbeddingMatrix embeddings)
    {
        var (buffer, other) = (new float[embeddings.Dimensions], new float[embeddings.Dimensions]);
        var hashes = Hashes(embeddings);
        var firstOf = new Dictionary<ulong, int>();
        var missing = embeddings.MissingRows.ToHashSet();
        List<int> acrossClasses = [];
        var (items, distinct) = (0, 0);
        for (var row = 0; row < table.Count; row++)
        {
            if (table.Classes[row] is null || missing.Contains(row))
                continue;
            items++;
            var hash = hashes[row];
            if (firstOf.TryAdd(hash, row)
                || !embeddings.ReadRow(firstOf[hash], other).SequenceEqual(embeddings.ReadRow(row, buffer)))
                distinct++;
            else if (table.Classes[firstOf[hash]] != table.Classes[row])
                acrossClasses.Add(row);
        }
        if (items > 1 && distinct == 1)
        {
            return Invariant($"{embeddings.Name}: all {items:N0} embeddings are equal, so that every distance is 0 and any negative as ")
                + "good as another. Check the encoder that wrote them.";
        }
        if (acrossClasses.Count == 0)
            return null;
        var (one, equal) = (acrossClasses[0], firstOf[hashes[acrossClasses[0]]]);
        return Invariant($"{embeddings.Name}: {acrossClasses.Count:N0} items have the embedding of an item of another class, such as ")
            + $"{table.Describe(one)} ({table.Classes[one]}) and {table.Describe(equal)} ({table.Classes[equal]}): one image under two "
            + "classes, or an encoder that cannot tell them apart. --min-distance rules such negatives out.";
    }

    private static ulong[] Hashes(EmbeddingMatrix embeddings)
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

    /// <summary>FNV-1a over the components, eight bytes at a time; rows that share it are compared.</summary>
    private static ulong Hash(ReadOnlySpan<float> row)
    {
        const ulong Basis = 14695981039346656037, Prime = 1099511628211;
        var hash = Basis;
        var pairs = MemoryMarshal.Cast<float, ulong>(row);
        foreach (var pair in pairs)
            hash = Mix(hash, pair);
        return row.Length % 2 == 0 ? hash : Mix(hash, BitConverter.SingleToUInt32Bits(row[^1]));

        static ulong Mix(ulong hash, ulong value)
        {
            hash = (hash ^ value) * Prime;
            return hash ^ (hash >> 32);
        }
    }
}
