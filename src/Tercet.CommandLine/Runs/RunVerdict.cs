using Tercet.CommandLine.Reports;
using static System.FormattableString;

namespace Tercet.CommandLine.Runs;

/// <summary>What came of a run, in a sentence or two that claim no more than was measured.</summary>
internal static class RunVerdict
{
    /// <summary>Mean differences up to these are called following the target, and staying near it.</summary>
    private const double Following = 0.02, Near = 0.1;

    /// <summary>The sentences.</summary>
    /// <param name="manifest">The run's manifest.</param>
    /// <param name="train">Its training sequence.</param>
    /// <param name="findings">What was found of it.</param>
    public static IReadOnlyList<string> Of(RunManifest manifest, SequenceSummary train, RunFindings findings) =>
        [.. Hardness(manifest, train, findings), .. train.Batches > 0 ? [] : new[] { Violations(train) }];

    private static IEnumerable<string> Hardness(RunManifest manifest, SequenceSummary train, RunFindings findings)
    {
        var (fit, selector) = (findings.Fit, manifest.Options.Selector);
        if (fit.MeanError is { } error)
        {
            var scale = findings.OwnScale is null ? "" : $" on the {selector} scale";
            var actual = findings.OwnScale?.MeanHardness ?? train.MeanHardness;
            var amount = Invariant($"mean difference {error:0.000}{scale}");
            yield return error switch
            {
                <= Following => $"Hardness followed its target ({amount}).",
                <= Near => $"Hardness stayed near its target ({amount}).",
                _ => Invariant($"Hardness missed its target: {actual:0.000} on average, with a target of {train.MeanTarget:0.000} ({amount})."),
            };
        }
        else if (train.MeanTarget is null)
        {
            yield return Invariant($"No target: the strategy {selector} has none; the actual hardness is {train.MeanHardness:0.000} on average.");
        }
        else
        {
            yield return Invariant($"The target is on the {selector} scale; relative to the range of distances, the actual hardness is ")
                + Invariant($"{train.MeanHardness:0.000} on average.");
        }
        if (fit.DueBeyond > 0)
        {
            yield return fit.Beyond == fit.DueBeyond
                ? "Every negative that is to lie beyond its positive does."
                : $"Of the negatives that are to lie beyond their positive, {Html.Percent(fit.Beyond, fit.DueBeyond)} do; "
                    + "the other anchors have no candidate that far.";
        }
    }

    private static string Violations(SequenceSummary train) => train.Violating == 0
        ? "No negative is nearer than its positive."
        : $"{Html.Percent(train.Violating, train.Count)} of the negatives are nearer than their positive: look at them for label errors.";
}
