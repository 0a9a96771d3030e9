using Tercet.CommandLine.Findings;
using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Tests.Findings;

public class RunVerdictTests
{
    [Theory]
    [InlineData("range", 0.5, 0.5, 1, "Hardness followed its target (mean difference 0.000). No negative is nearer than its positive.")]
    [InlineData("range", 0.5, 0.45, 1, "Hardness stayed near its target (mean difference 0.050). No negative is nearer than its positive.")]
    [InlineData("range", 0.9, 0.4, 3,
        "Hardness missed its target: 0.400 on average, with a target of 0.900 (mean difference 0.500). 100 % of the negatives are "
        + "nearer than their positive: look at them for label errors.")]
    [InlineData("random", null, 0.4, 1,
        "No target: the strategy random has none; the actual hardness is 0.400 on average. No negative is nearer than its positive.")]
    [InlineData("semi-hard", null, 0.4, 1,
        "Every negative lies beyond its positive. No target: the strategy semi-hard has none; the actual hardness is 0.400 on average.")]
    [InlineData("relative", 0.5, 0.4, 1,
        "Every negative lies beyond its positive. The target is on the relative scale; within the range of distances, the actual "
        + "hardness is 0.400 on average.")]
    [InlineData("relative", 0.5, 0.4, 3,
        "0 % of the negatives lie beyond their positive; the other anchors have no candidate there. 100 % of the negatives are nearer "
        + "than their positive: look at them for label errors. The target is on the relative scale; within the range of distances, the "
        + "actual hardness is 0.400 on average.")]
    [InlineData("rank", 0.5, 0.4, 1,
        "The target is on the rank scale; within the range of distances, the actual hardness is 0.400 on average. No negative is "
        + "nearer than its positive.")]
    public void The_verdict_claims_what_was_measured(string selector, double? target, double actual, double near, string expected)
    {
        var collector = new TripletCollector(selector, areOneTable: true);
        var summary = new SequenceSummary(HardnessSchedule.Constant(0.5), 10, 10);
        for (var step = 0; step < 10; step++)
        {
            var triplet = TripletSequences.Create(step, step, step + 1, "a", "b", near, 2, target, actual);
            collector.Add(triplet);
            summary.Add(triplet);
        }
        var findings = new RunFindings { Fit = collector.Fit, Confusions = collector.Confusions, Distances = collector.Distances };
        Assert.Equal(expected, string.Join(' ', RunVerdict.Of(selector, summary, findings)));
    }
}
