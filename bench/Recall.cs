using Tercet.Search;
using Tercet.Vision;

namespace Tercet.Bench;

/// <summary>How often an item's own catalog image is among its K nearest, by each built-in descriptor.</summary>
internal static class Recall
{
    private static readonly int[] Ks = [1, 10, 50];

    public static void Run(string folder)
    {
        ImageEncoder[] encoders = [new PixelDescriptor(), new HogDescriptor()];
        var (items, catalog) = (ItemTableFile.ReadCsv(Path.Combine(folder, "items.csv")).Table, ItemTableFile.ReadCsv(Path.Combine(folder, "catalog.csv")).Table);
        Console.WriteLine($"{items.Count:N0} items, {catalog.Count:N0} catalog images, Euclidean distance");
        foreach (var encoder in encoders)
        {
            using var queries = Embed(encoder, items, folder);
            using var references = Embed(encoder, catalog, folder);
            var places = Places(queries, items, references, catalog);
            Console.WriteLine($"  {encoder.Name,-7}{string.Concat(Ks.Select(k => $"   Recall@{k} {100.0 * places.Count(place => place < k) / places.Length:0.0} %"))}");
        }
    }

    /// <summary>For each item, the place of the nearest catalog image of its class, from 0.</summary>
    private static int[] Places(EmbeddingMatrix queries, ItemTable items, EmbeddingMatrix references, ItemTable catalog)
    {
        var own = Enumerable.Range(0, catalog.Count).ToLookup(i => catalog.Classes[i]);
        int[] rows = [.. Enumerable.Range(0, items.Count)];
        var places = new int[items.Count];
        var search = new DistanceSearch(queries, rows, references, [.. Enumerable.Range(0, catalog.Count)], Distance.Euclidean, Environment.ProcessorCount);
        search.Visit(
            rows,
            (item, row) => places[item] = own[items.Classes[item]].Min(index => row.RankOf(new Neighbour(index, row.DistanceTo(index)))),
            CancellationToken.None);
        return places;
    }

    private static EmbeddingMatrix Embed(ImageEncoder encoder, ItemTable table, string folder) =>
        ImageEmbedder.Embed(encoder, [.. table.Files!], Path.Combine(folder, "images"), table.LocationOf).Embeddings;
}
