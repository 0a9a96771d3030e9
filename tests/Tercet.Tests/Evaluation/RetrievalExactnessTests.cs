using CsCheck;
using static Tercet.Tests.Evaluation.SmallRetrieval;

namespace Tercet.Tests.Evaluation;

/// <summary>The evaluation against plain loops, over random data full of ties, for every distance.</summary>
public sealed class RetrievalExactnessTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.SquaredEuclidean)]
    [InlineData(Distance.Cosine)]
    public void Figures_are_the_means_over_every_order_of_ties(Distance distance) =>
        Gen.Select(Sets(Gen.Int[2, 7], classes: 3), Options(distance)).Sample(
            (sets, options) => Check(sets, options, NaiveRetrieval.InEveryOrder), iter: 300, threads: 1);

    [Theory]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.SquaredEuclidean)]
    [InlineData(Distance.Cosine)]
    public void Figures_are_those_of_drawing_ties_blindly(Distance distance) =>
        Gen.Select(Sets(Gen.Int[10, 90], classes: 6), Options(distance)).Sample(
            (sets, options) => Check(sets, options, NaiveRetrieval.DrawnOneByOne), iter: 150, threads: 1);

    [Theory]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.SquaredEuclidean)]
    [InlineData(Distance.Cosine)]
    public void Figures_over_many_blocks_of_queries_and_a_large_gallery_are_exact_and_the_same_on_any_number_of_threads(
        Distance distance)
    {
        var stream = new RandomStream(3, RandomPurpose.Pool, (ulong)distance, 0);
        using var queries = Grid(1_300, ref stream);
        using var gallery = Grid(5_000, ref stream);
        var options = new RetrievalOptions { Distance = distance };
        var items = new RetrievalSet(Labels(queries, 50, ref stream), queries);
        var some = new RetrievalSet(items.Items, queries, [.. Enumerable.Range(7, 60)]);
        var others = new RetrievalSet(Labels(gallery, 50, ref stream), gallery);
        foreach (var (set, other) in new[] { (items, items), (some, others) })
        {
            var expected = NaiveRetrieval.Evaluate(set, other, options, NaiveRetrieval.DrawnOneByOne)!;
            var one = Figures(Evaluate(set, other, On(options, 1)));
            Assert.Equal(expected, one, (x, y) => Math.Abs(x - y) <= Tolerance);
            foreach (var threads in new[] { 2, 7 })
                Assert.Equal(one, Figures(Evaluate(set, other, On(options, threads))));
        }
    }

    private static EmbeddingMatrix Grid(int rows, ref RandomStream stream)
    {
        var values = new float[rows * 3];
        for (var i = 0; i < values.Length; i++)
            values[i] = stream.Next(7) - (i % 3 == 0 ? 3.5f : 3); // no row of zeros, which has no cosine distance
        return EmbeddingMatrix.FromArray(values, 3);
    }

    private static ItemTable Labels(EmbeddingMatrix matrix, int classes, ref RandomStream stream)
    {
        var labels = new string[matrix.Count];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = $"{stream.Next(classes)}";
        return new ItemTable(labels);
    }

    private static bool Check(
        (RetrievalSet Queries, RetrievalSet Gallery) sets, RetrievalOptions options,
        Func<List<NaiveRetrieval.Candidate>, IReadOnlyList<int>, double[]> score)
    {
        if (NaiveRetrieval.Evaluate(sets.Queries, sets.Gallery, options, score) is not { } expected)
        {
            Assert.Throws<InvalidInputException>(() => Evaluate(sets.Queries, sets.Gallery, options));
            return true;
        }
        var figures = Figures(Evaluate(sets.Queries, sets.Gallery, options));
        return figures.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance);
    }

    private static RetrievalOptions On(RetrievalOptions options, int threads) => new()
    {
        Distance = options.Distance,
        Cutoffs = options.Cutoffs,
        MaxDegreeOfParallelism = threads,
    };

    private static double[] Figures(RetrievalResult result) => [.. result.RecallAt.Values, result.MapAtR, result.RPrecision];

    private static Gen<RetrievalOptions> Options(Distance distance) =>
        from cutoffs in Gen.Int[1, 12].Array[1, 4]
        from threads in Gen.Int[1, 3]
        select new RetrievalOptions
        {
            Distance = distance,
            Cutoffs = [.. cutoffs.Distinct().Order()],
            MaxDegreeOfParallelism = threads,
        };

    /// <summary>Queries against themselves, against other rows of the same matrix, or against another matrix.</summary>
    private static Gen<(RetrievalSet Queries, RetrievalSet Gallery)> Sets(Gen<int> sizes, int classes) =>
        from queryCount in sizes
        from galleryCount in sizes
        from dimensions in Gen.OneOf(Gen.Int[1, 3], Gen.Int[15, 40])
        from style in Gen.Int[0, 3]
        from queryRows in Rows(queryCount, dimensions, style)
        from galleryRows in Rows(galleryCount, dimensions, style)
        from queryLabels in Gen.Int[-1, classes - 1].Array[queryCount]
        from galleryLabels in Gen.Int[-1, classes - 1].Array[galleryCount]
        from chosen in Gen.Int[0, queryCount - 1].Array[1, queryCount]
        from alsoChosen in Gen.Int[0, queryCount - 1].Array[1, queryCount]
        from relation in Gen.Int[0, 2]
        select Build(dimensions, queryRows, galleryRows, queryLabels, galleryLabels, chosen, alsoChosen, relation);

    private static (RetrievalSet, RetrievalSet) Build(
        int dimensions, float[] queryRows, float[] galleryRows, int[] queryLabels, int[] galleryLabels,
        int[] chosen, int[] alsoChosen, int relation)
    {
        queryLabels[chosen[0]] = queryLabels[alsoChosen[0]] = galleryLabels[0] = 0; // no set is empty
        var queries = Set(dimensions, queryRows, queryLabels);
        return relation switch
        {
            0 => (queries, queries),
            1 =>
                (
                    new RetrievalSet(queries.Items, queries.Embeddings, chosen),
                    new RetrievalSet(queries.Items, queries.Embeddings, alsoChosen)),
            _ => (queries, Set(dimensions, galleryRows, galleryLabels)),
        };
    }

    private static RetrievalSet Set(int dimensions, float[] rows, int[] labels) =>
        new(
            new ItemTable(Array.ConvertAll(labels, label => label < 0 ? null : $"{label}")),
            EmbeddingMatrix.FromArray(rows, dimensions));

    /// <summary>Rows on a coarse grid, on a finer one far from the origin, all equal, or anywhere; none of zeros.</summary>
    private static Gen<float[]> Rows(int rows, int dimensions, int style) => (style switch
    {
        0 => Gen.Int[-1, 1].Select(x => (float)x).Array[rows * dimensions],
        1 => Gen.Int[-3, 3].Select(x => 1e6f + x / 16f).Array[rows * dimensions],
        2 => Gen.Const(0.25f).Array[rows * dimensions],
        _ => Gen.Float[-1, 1].Array[rows * dimensions],
    }).Select(values =>
    {
        for (var i = 0; i < values.Length; i += dimensions)
            values[i] += values.AsSpan(i, dimensions).ContainsAnyExcept(0f) ? 0 : 1;
        return values;
    });
}
