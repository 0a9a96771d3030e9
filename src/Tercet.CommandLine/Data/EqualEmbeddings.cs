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
        var hashes = EmbeddingRowsByValue.Hashes(embeddings);
        var firstOf = new Dictionary<ulong, int>();
        var missing = embeddings.MissingRows.ToHashSet();
        List<int> acrossClasses = [];
        var (items, distinct) = (0, 0);
        for (var row = 0; row < table.Count; row++)
        {
            if (!table.TakesPart(row) || missing.Contains(row))
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
            + "classes, or an encoder that cannot tell them apart. --duplicates exclude, or --min-distance, rules such negatives out.";
    }
}
