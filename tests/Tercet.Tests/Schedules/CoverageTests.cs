using CsCheck;

namespace Tercet.Tests.Schedules;

public sealed class CoverageTests
{
    private static readonly Gen<(int Classes, int Steps, ulong Seed, ulong Part)> Any =
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 200], Gen.ULong, Gen.ULong[0, 1]);

    [Fact]
    public void Every_class_comes_the_whole_quotient_of_times_or_once_more() =>
        Any.Sample(t =>
        {
            var counts = new int[t.Classes];
            foreach (var place in Walk(t.Classes, t.Steps, t.Seed, t.Part))
                counts[place]++;
            var least = t.Steps / t.Classes;
            return counts.All(count => count == least || count == least + 1) && counts.Sum() == t.Steps;
        }, threads: 1);

    [Fact]
    public void Every_pass_is_a_permutation() =>
        Any.Sample(t => Walk(t.Classes, 4 * t.Classes, t.Seed, t.Part).Chunk(t.Classes)
            .All(pass => pass.Order().SequenceEqual(Enumerable.Range(0, t.Classes))), threads: 1);

    [Fact]
    public void A_longer_sequence_begins_with_the_shorter() =>
        Any.Sample(t => Walk(t.Classes, 3 * t.Steps, t.Seed, t.Part).Take(t.Steps)
            .SequenceEqual(Walk(t.Classes, t.Steps, t.Seed, t.Part)), threads: 1);

    [Fact]
    public void A_step_has_its_class_whatever_the_order_of_queries() =>
        Gen.Select(Any, Gen.Int[0, 199].Array[1, 30]).Sample((t, asked) =>
        {
            var walk = Walk(t.Classes, 200, t.Seed, t.Part);
            var coverage = new Coverage(t.Classes, t.Seed, t.Part);
            return asked.All(step => ClassAt(coverage, t.Classes, step) == walk[step]);
        }, threads: 1);

    [Fact]
    public void Passes_seeds_and_parts_differ()
    {
        var passes = Walk(20, 2000, 0, 0).Chunk(20)
            .Concat(Walk(20, 2000, 1, 0).Chunk(20)).Concat(Walk(20, 2000, 0, 1).Chunk(20)).Select(pass => string.Join(' ', pass));
        Assert.Equal(300, passes.Distinct().Count());
    }

    [Fact]
    public void Steps_beyond_two_to_the_thirty_first_have_classes_too()
    {
        var coverage = new Coverage(7, 0, 0);
        var start = 7L << 40;
        Assert.Equal(Enumerable.Range(0, 7), Enumerable.Range(0, 7).Select(i => ClassAt(coverage, 7, start + i)).Order());
    }

    private static int ClassAt(Coverage coverage, int classes, long step) => coverage.OrderOf(step / classes)[(int)(step % classes)];

    private static int[] Walk(int classes, int steps, ulong seed, ulong part)
    {
        var coverage = new Coverage(classes, seed, part);
        return [.. Enumerable.Range(0, steps).Select(step => ClassAt(coverage, classes, step))];
    }
}
