
namespace Tercet;

/// <summary>Checks embeddings for what some distances and strategies want of their lengths.</summary>
internal static class EmbeddingLengths
{
    private const double UnitLengthTolerance = 1e-3;

    /// <summary>Refuses rows of zeros with the cosine distance, and those not of unit length for distance-weighted sampling.</summary>
    public static void Require(MiningSource source, MiningOptions options)
    {
        if (options.Distance != Distance.Cosine && options.Strategy != Strategy.DistanceWeighted)
            return;
        Require(source.ItemEmbeddings, source.Data.Items, options);
        if (source.Data.Catalog is { } catalog)
            Require(source.AnchorEmbeddings, catalog, options);
    }

    private static void Require(EmbeddingMatrix matrix, ItemTable table, MiningOptions options)
    {
        var row = new float[matrix.Dimensions];
        List<string> zeros = [], others = [];
        for (var i = 0; i < matrix.Count; i++)
        {
            if (table.Classes[i] is null)
                continue;
            matrix.CopyRow(i, row);
            var square = 0.0;
            foreach (var x in row)
                square += (double)x * x;
            if (square == 0)
                zeros.Add(table.Describe(i));
            else if (Math.Abs(square - 1) > UnitLengthTolerance)
                others.Add(FormattableString.Invariant($"{table.Describe(i)}: length {Math.Sqrt(square):0.####}"));
        }
        if (options.Distance == Distance.Cosine && zeros.Count > 0)
            throw new InvalidInputException($"{matrix.Name}: {zeros.Count} rows are all zeros, and have no cosine distance", zeros, "Drop these items, mend the encoder, or use another distance.");
        if (options.Strategy == Strategy.DistanceWeighted && options.Distance != Distance.Cosine && zeros.Count + others.Count > 0)
            throw new InvalidInputException($"{matrix.Name}: {zeros.Count + others.Count} rows are not of unit length, on which distance-weighted sampling is defined", [.. others, .. zeros], "Scale the embeddings to unit length, or use the cosine distance.");
    }
}
