using CsCheck;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Runs;

public sealed class StepTableTests
{
    [Fact]
    public void The_point_of_a_step_is_that_of_a_walk_through_all() =>
        Gen.Select(Gen.Int[0, 5].Array[0, 40], Gen.Int[-3, 120]).Sample((gaps, step) =>
        {
            var table = new TripletTable();
            var steps = new List<long>();
            foreach (var gap in gaps) // several triplets of one step where the gap is 0
            {
                steps.Add((steps.Count == 0 ? 0 : steps[^1]) + gap);
                table.Add(Triplet(steps[^1]));
            }
            var first = steps.FindIndex(other => other >= step);
            Assert.Equal(first >= 0 ? first : Math.Max(0, steps.Count - 1), table.PointOf(step));
        });

    [Fact]
    public void A_triplet_is_kept_as_it_is_shown()
    {
        var table = new TripletTable();
        table.Add(Triplet(7));
        table.Add(new Triplet(8, 0, 0, 1, 2, 3, "a", "b", 1, 2, null, 0.75, 4));
        Assert.Equal(new TripletEntry(7, 1, 2, 3, 0.5f, 1.5f, 0.25f, 0.125f, 9), table[0]);
        Assert.Equal((7, 0.125f, 0.25f), (table.StepAt(0), table.HardnessAt(0), table.TargetAt(0)));
        Assert.Equal((8, 0.75f, float.NaN), (table.StepAt(1), table.HardnessAt(1), table.TargetAt(1)));
        Assert.Equal(2, table.Entries.Length);
    }

    [Fact]
    public void The_hardness_of_a_batch_is_the_mean_of_its_members()
    {
        var table = new BatchTable();
        table.Add([Row(3, 0, null), Row(3, 1, 0.5), Row(3, 2, 1), Row(3, 3, 0.75)]);
        table.Add([Row(4, 8, null, target: null), Row(4, 9, null, target: null)]);
        Assert.Equal(new BatchEntry(3, 0, 4, 0.25f, 0.75f), table[0]);
        Assert.Equal(new BatchEntry(4, 4, 2, float.NaN, float.NaN), table[1]);
        Assert.Equal((4L, float.NaN, float.NaN), (table.StepAt(1), table.HardnessAt(1), table.TargetAt(1)));
        Assert.Equal([8, 9], table.ItemsOf(1).ToArray().Select(item => item.Row));
        Assert.Equal(new BatchItemEntry(1, ItemRole.Item, 2, 0.125f, 0.5f), table.ItemsOf(0)[1]);
        Assert.Equal(new BatchItemEntry(0, ItemRole.Item, 2, float.NaN, float.NaN), table.ItemsOf(0)[0]);
        Assert.Equal(6, table.Items.Length);
        Assert.Equal(1, table.PointOf(4));
    }

    private static Triplet Triplet(long step) => new(step, 0, 0, 1, 2, 3, "a", "b", 0.5, 1.5, 0.25, 0.125, 9);

    private static BatchRow Row(long step, int item, double? hardness, double? target = 0.25) => new(
        step, 0, (int)step, 0, target, new BatchItem(2, ItemRole.Item, item, "a", hardness is null ? null : 0.125, hardness), null);
}
