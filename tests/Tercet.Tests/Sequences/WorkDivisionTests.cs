using CsCheck;

namespace Tercet.Tests.Sequences;

public sealed class WorkDivisionTests
{
    [Fact]
    public void Parts_are_without_gaps_and_no_part_is_heavier_than_the_mean_by_more_than_a_unit() =>
        Gen.Select(Gen.Long[1, 1000].Array[1, 60], Gen.Int[1, 80]).Sample((costs, count) =>
        {
            var division = new WorkDivision();
            for (var unit = 0; unit < costs.Length; unit++)
                division.Add(10 + 2 * unit, 3, costs[unit], costs[unit]);
            var parts = division.Cut(count);
            Assert.Equal(Math.Min(count, costs.Length), parts.Count);
            Assert.Equal((10, 9 + 2 * costs.Length), (parts[0].Start, parts[^1].End));
            Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(pair.First.End + 1, pair.Second.Start));
            Assert.Equal((3 * costs.Length, costs.Sum()), (parts.Sum(part => part.Steps), parts.Sum(part => part.Distances)));
            var most = costs.Sum() / (double)count + costs.Max();
            Assert.All(parts, part => Assert.InRange(part.Distances, 1, Math.Max(most, costs.Max())));
        });

    [Fact]
    public void Nothing_is_divided_into_nothing() => Assert.Empty(new WorkDivision().Cut(3));
}
