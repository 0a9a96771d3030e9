using CsCheck;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Runs;

public sealed class OccurrencesTests
{
    [Fact]
    public void They_are_those_of_a_walk_through_all() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[-2, 10].Array[0, 50]).Sample((rows, points) =>
        {
            var occurrences = new Occurrences(rows, points.Length, i => points[i]);
            for (var row = -2; row < 12; row++)
            {
                var expected = row < 0 || row >= rows ? [] : Enumerable.Range(0, points.Length).Where(i => points[i] == row);
                Assert.Equal(expected, occurrences.Of(row).ToArray());
            }
        });
}
