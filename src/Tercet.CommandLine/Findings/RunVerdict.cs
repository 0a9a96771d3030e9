using Tercet.CommandLine.Reports;
using static System.FormattableString;

namespace Tercet.CommandLine.Findings;

/// <summary>What came of a run, in a sentence or two that claim no more than was measured.</summary>
internal static class RunVerdict
{
    /// <summary>Mean differences up to these are called following the target, and staying near it.</summary>
    private const double Following = 0.02, Near = 0.1;

    /// <summary>The sentences.</summary>
    /// <param name="selector">The identity of the selector.</param>
    /// <param name="train">Its training sequence.</param>
    /// <param name="findings">What was found of it.</param>
    public static IReadOnlyList<string> Of(string selector, SequenceSummary train, RunFindings findings)
    {
        var hardness = Hardness(selector, train, findings);
        if (train.Batches > 0)
            return [hardness];
        return findings.Fit.DueBeyond == 0
            ? [hardness, Violations(train)]
            : [.. Beyond(selector, findings.Fit, train), hardness];
    }

    private static string Hardness(string selector, SequenceSummary train, RunFindings findings)
    {
        if (findings.Fit.MeanError is { } error)
        {
            var scale = findings.OwnScale is null ? "" : $" on the {selector} scale";
            var actual = findings.OwnScale?.MeanHardness ?? train.MeanHardness;
            var amount = Invariant($"mean difference {error:0.000}{scale}");
            return error switch
            {
                <= Following => $"Hardness followed its target ({amount}).",
                <= Near => $"Hardness stayed near its target ({amount}).",
                _ => Invariant($"Hardness missed its target: {actual:0.000} on average, ")
                    + Invariant($"with a target of {train.MeanTarget:0.000} ({amount})."),
            };
        }
        return (train.MeanTarget is null
                ? $"No target: the strategy {selector} has none; "
                : $"The target is on the {selector} scale; within the range of distances, ")
            + Invariant($"the actual hardness is {train.MeanHardness:0.000} on average.");
    }

    /// <summary>Where negatives are to lie beyond the positive, those that do not have no candidate there.</summary>
    private static IEnumerable<string> Beyond(string selector, HardnessFit fit, SequenceSummary train)
    {
        var due = selector == NegativeSelector.Relative.Identity && fit.DueBeyond < train.Count ? " with a target of at most 0.5" : "";
        if (fit.Beyond == fit.DueBeyond)
        {
            yield return $"Every negative{due} lies beyond its positive.";
        }
        else
        {
            yield return $"{Html.Percent(fit.Beyond, fit.DueBeyond)} of the negatives{due} lie beyond their positive; "
                + "the other anchors have no candidate there.";
        }
        if (train.Violating > 0)
            yield return Violations(train);
    }

    private static string Violations(SequenceSummary train) => train.Violating == 0
        ? "No negative is nearer than its positive."
        : $"{Html.Percent(train.Violating, train.Count)} of the negatives are nearer than their positive: "
            + "look at them for label errors.";
}
