using Tercet.CommandLine.Reports;
using Tercet.Train.Commands;
using static System.FormattableString;

namespace Tercet.Train.Reports;

/// <summary>The report of a comparison, pictures first. It holds neither times nor folder.</summary>
internal static class ComparisonPage
{
    /// <summary>Renders the page.</summary>
    /// <param name="result">The comparison.</param>
    /// <param name="curves">Draws the curves, given whether it is for a narrow screen.</param>
    public static string Render(CompareResult result, Func<bool, Figure> curves)
    {
        var (sentence, explanation) = (result.Explanation.First(), result.Explanation.Skip(1).ToList());
        var page = new HtmlPage("Tercet comparison", sentence, [.. ComparisonVerdict.Of(result.Trials, result.Reference)]);
        page.KeyFigures([.. KeyFigures(result)]);
        var differences = StrategyDifferences.Of(result.Trials, result.Reference);
        if (differences.Count > 0)
        {
            page.Section("Differences", () => page.Figure(
                PageFigure.Of(narrow => DifferencePlot.Draw(differences, result.Reference, narrow))));
        }
        page.Section("Curves", () => page.Figure(PageFigure.Of(curves)));
        page.Section("Table", () =>
        {
            page.Table(new PageTable(result.Table.Columns, result.Table.Rows));
            page.Paragraph(string.Join(' ', explanation));
        });
        ReportSections.AddLast(page, result, result.ReportNotes, CompareResult.Next);
        return page.ToString();
    }

    private static IEnumerable<(string Label, string Value)> KeyFigures(CompareResult result)
    {
        var trained = result.Trials.Where(trial => trial.Last is not null).GroupBy(trial => trial.Strategy).ToList();
        yield return ("strategies", Invariant($"{trained.Count:N0}"));
        yield return ("seeds each", Invariant($"{trained.Max(group => group.Count()):N0}"));
        if (result.Trials[0].Validation is null)
            yield break;
        var best = trained.MaxBy(group => group.Average(trial => trial.Validation!.RecallAt[1]))!;
        yield return ("highest mean Recall@1 after training", Html.Number(best.Average(trial => trial.Validation!.RecallAt[1])));
        yield return ("with it", best.Key);
    }
}
