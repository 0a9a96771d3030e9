using CsCheck;
using Tercet.Torch.Losses;

namespace Tercet.Torch.Tests.Losses;

/// <summary>Triplets selected within a batch, against a naive loop that follows the definition.</summary>
public class BatchTripletsTests
{
    [Theory]
    [InlineData(Distance.SquaredEuclidean)]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.Cosine)]
    public void Semi_hard_is_the_nearest_negative_beyond_the_positive_or_else_the_farthest(Distance distance) =>
        Gen.Select(SmallBatch.Generator, Gen.Bool).Sample((batch, unitLength) =>
        {
            var rows = Rows(batch, unitLength);
            var expected = new List<(int, int, int)>();
            for (var a = 0; a < rows.Count; a++)
            {
                for (var p = 0; p < rows.Count; p++)
                {
                    int[] negatives = [.. Enumerable.Range(0, rows.Count).Where(n => batch.Classes[n] != batch.Classes[a])];
                    if (p == a || batch.Classes[p] != batch.Classes[a] || negatives.Length == 0)
                        continue;
                    var near = rows.DistanceBetween(distance, a, p);
                    int[] beyond = [.. negatives.Where(n => rows.DistanceBetween(distance, a, n) > near)];
                    expected.Add((a, p, beyond.Length > 0
                        ? beyond.OrderBy(n => rows.DistanceBetween(distance, a, n)).First()
                        : negatives.OrderByDescending(n => rows.DistanceBetween(distance, a, n)).First()));
                }
            }
            Assert.Equal(expected, BatchTriplets.SemiHard(rows, batch.Classes, distance));
        }, iter: 2000, threads: 1);

    [Theory]
    [InlineData(Distance.SquaredEuclidean)]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.Cosine)]
    public void Batch_hard_is_the_farthest_positive_and_the_nearest_negative_of_each_anchor(Distance distance) =>
        Gen.Select(SmallBatch.Generator, Gen.Bool).Sample((batch, unitLength) =>
        {
            var rows = Rows(batch, unitLength);
            var expected = new List<(int, int, int)>();
            for (var a = 0; a < rows.Count; a++)
            {
                int[] positives = [.. Enumerable.Range(0, rows.Count).Where(p => p != a && batch.Classes[p] == batch.Classes[a])];
                int[] negatives = [.. Enumerable.Range(0, rows.Count).Where(n => batch.Classes[n] != batch.Classes[a])];
                if (positives.Length > 0 && negatives.Length > 0)
                {
                    var farthest = positives.OrderByDescending(p => rows.DistanceBetween(distance, a, p)).First();
                    expected.Add((a, farthest, negatives.OrderBy(n => rows.DistanceBetween(distance, a, n)).First()));
                }
            }
            Assert.Equal(expected, BatchTriplets.BatchHard(rows, batch.Classes, distance));
        }, iter: 2000, threads: 1);

    [Fact]
    public void One_class_alone_and_classes_of_one_row_have_no_triplet()
    {
        foreach (var classes in new[] { new[] { 0, 0, 0 }, [0, 1, 2] })
        {
            var rows = Rows(new SmallBatch([1, 2, 3], classes, 1), unitLength: false);
            Assert.Empty(BatchTriplets.SemiHard(rows, classes, Distance.Euclidean));
            Assert.Empty(BatchTriplets.BatchHard(rows, classes, Distance.Euclidean));
        }
    }

    [Fact]
    public void Ties_go_to_the_lower_row()
    {
        int[] classes = [0, 0, 0, 1, 1, 2];
        var rows = Rows(new SmallBatch([0, 1, -1, 2, -2, 2], classes, 1), unitLength: false);
        Assert.Equal((0, 1, 3), BatchTriplets.BatchHard(rows, classes, Distance.Euclidean)[0]);
        Assert.Equal([(0, 1, 3), (0, 2, 3)], BatchTriplets.SemiHard(rows, classes, Distance.Euclidean).Take(2));
    }

    private static EmbeddingRows Rows(SmallBatch batch, bool unitLength) => new(batch.Values, batch.Classes.Length, unitLength);
}
