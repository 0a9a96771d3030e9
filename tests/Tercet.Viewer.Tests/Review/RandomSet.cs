using Tercet.CommandLine.Data;
using Tercet.Viewer.Runs;
using Tercet.Vision;

namespace Tercet.Viewer.Tests.Review;

/// <summary>Items at random places of a small grid, so that distances are exact and often equal, in one of several relations.</summary>
internal sealed class RandomSet : IDisposable
{
    public const string OneTable = "one table", Catalog = "catalog", SeveralLabels = "several labels", AllLabels = "all labels", Pairs = "pairs";

    public RandomSet(string kind, int seed, int maxItems)
    {
        var random = new Random(seed);
        var (items, anchors) = (random.Next(1, maxItems), random.Next(1, maxItems));
        var (dimensions, labels) = (random.Next(1, 4), random.Next(1, 8));
        Positions = Grid(random, items, dimensions);
        AnchorPositions = kind is Catalog or Pairs ? Grid(random, anchors, dimensions) : Positions;
        var tables = kind switch
        {
            Catalog => new DataTables(Labelled(random, items, labels), Labelled(random, anchors, labels), [], 0, null),
            SeveralLabels => new DataTables(Labelled(random, items, labels, several: true), null, [], 0, null) { ClassSeparator = ";" },
            AllLabels => new DataTables(Labelled(random, items, labels, several: true), null, [], 0, null)
            {
                ClassSeparator = ";",
                Match = LabelMatch.All,
            },
            Pairs => new DataTables(
                ItemTable.WithoutClasses([.. Enumerable.Range(0, items).Select(i => $"p{i}")]),
                ItemTable.WithoutClasses([.. Enumerable.Range(0, anchors).Select(i => $"q{i}")]), [], 0, null)
            {
                Pairs = [.. Enumerable.Range(0, random.Next(0, 2 * items)).Select(_ => (random.Next(anchors), random.Next(items)))],
            },
            _ => new DataTables(Labelled(random, items, labels), null, [], 0, null),
        };
        Relation = new Relation(tables);
        var catalog = tables.Catalog is null ? null : Matrix(AnchorPositions);
        var data = new EmbeddedData(tables, Matrix(Positions), catalog, BadImageHandling.Skip, DuplicateHandling.Keep);
        Tables = data.Tables; // without items whose class is not in the catalog
        Neighbourhood = new Neighbourhood(data, Distance.Euclidean);
    }

    public DataTables Tables { get; }

    public Relation Relation { get; }

    public Neighbourhood Neighbourhood { get; }

    public float[][] Positions { get; }

    public float[][] AnchorPositions { get; }

    public void Dispose() => Neighbourhood.Dispose();

    private static float[][] Grid(Random random, int rows, int dimensions) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, dimensions).Select(_ => (float)random.Next(-6, 7)).ToArray())];

    private static EmbeddingMatrix Matrix(float[][] rows) => EmbeddingMatrix.FromArray([.. rows.SelectMany(row => row)], rows[0].Length);

    /// <summary>Some items have no label, and some labels have one item.</summary>
    private static ItemTable Labelled(Random random, int rows, int labels, bool several = false) => new(
        [.. Enumerable.Range(0, rows).Select(_ => random.Next(8) == 0 ? null
            : several ? string.Join(';', Enumerable.Range(0, random.Next(1, 4)).Select(_ => (char)('a' + random.Next(labels))))
            : $"{(char)('a' + random.Next(labels))}")]);
}
