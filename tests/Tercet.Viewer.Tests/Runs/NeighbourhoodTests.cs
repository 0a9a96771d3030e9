using Tercet.CommandLine.Data;
using Tercet.Viewer.Runs;
using Tercet.Vision;

namespace Tercet.Viewer.Tests.Runs;

public sealed class NeighbourhoodTests
{
    private static readonly string?[] Labels = ["a", "a", null, "b", "b"];

    [Fact]
    public void Items_without_a_label_or_a_direction_take_no_part()
    {
        float[] values = [1, 0, 0, 0, 1, 1, 2, 1, 0, 3];
        using var euclidean = Of(values, Distance.Euclidean);
        Assert.Equal([0, 1, 3, 4], euclidean.Items);
        Assert.Same(euclidean.Items, euclidean.Anchors);
        using var cosine = Of(values, Distance.Cosine);
        Assert.Equal([0, 3, 4], cosine.Items);
        Assert.Empty(cosine.NearestItems(isAnchor: false, 1, 3));
        Assert.Equal([3, 4], cosine.NearestItems(isAnchor: false, 0, 3).Select(other => other.Row));
    }

    [Fact]
    public void Items_without_an_embedding_take_no_part()
    {
        float[] values = [1, 0, float.NaN, float.NaN, 1, 1, 2, 1, 0, 3];
        using var neighbourhood = Of(values, Distance.Euclidean);
        Assert.Equal([0, 3, 4], neighbourhood.Items);
    }

    [Fact]
    public void Anchors_of_a_catalog_and_items_find_each_other()
    {
        var tables = new DataTables(new ItemTable(["a", "b", "a"]), new ItemTable(["b", "a"]), [], 0, null);
        var data = new EmbeddedData(
            tables, EmbeddingMatrix.FromArray([0, 10, 3], 1), EmbeddingMatrix.FromArray([8, 1], 1), BadImageHandling.Skip);
        using var neighbourhood = new Neighbourhood(data, Distance.Euclidean);
        Assert.Equal([(1, 2.0), (2, 5.0)], neighbourhood.Find(areAnchors: true, [0], null, 2, TestContext.Current.CancellationToken)[0]);
        Assert.Equal([(1, 1.0), (0, 8.0)], neighbourhood.Find(areAnchors: false, [0], null, 2, TestContext.Current.CancellationToken)[0]);
        Assert.Equal([(0, 8.0)], neighbourhood.Find(areAnchors: false, [0], [0], 2, TestContext.Current.CancellationToken)[0]);
        Assert.Equal([(0, 1.0), (2, 2.0)], neighbourhood.NearestItems(isAnchor: true, 1, 2));
        Assert.Equal([(2, 3.0), (1, 10.0)], neighbourhood.NearestItems(isAnchor: false, 0, 5));
    }

    private static Neighbourhood Of(float[] values, Distance distance)
    {
        var tables = new DataTables(new ItemTable(Labels), null, [], 0, null);
        var matrix = EmbeddingMatrix.FromArray(values, 2);
        return new Neighbourhood(new EmbeddedData(tables, matrix, null, BadImageHandling.Skip), distance);
    }
}
