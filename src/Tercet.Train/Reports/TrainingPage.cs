using Tercet.CommandLine.Reports;
using Tercet.Train.Commands;
using static System.FormattableString;

namespace Tercet.Train.Reports;

/// <summary>The report of a training run, pictures first. It holds neither time nor folder.</summary>
internal static class TrainingPage
{
    /// <summary>Renders the page.</summary>
    /// <param name="result">The training run.</param>
    public static string Render(TrainResult result)
    {
        var page = new HtmlPage("Tercet training run", result.Sentence, [.. Verdict(result)]);
        page.KeyFigures([.. KeyFigures(result)]);
        page.Section("Curves", () => page.Figure(PageFigure.Of(narrow =>
            TrainingPlot.Draw(result.Epochs, result.Options.Sequence.LossAtCollapse, narrow))));
        page.Section("Epochs", () => page.Table(EpochColumns.Of(result.Epochs)));
        if (result.Validation is { } validation)
            page.Section("Validation", () => Validation(page, validation, result));
        ReportSections.AddLast(page, result, result.ReportNotes, result.Next("."));
        return page.ToString();
    }

    private static IEnumerable<string> Verdict(TrainResult result)
    {
        yield return result.Health is "healthy throughout"
            ? "The encoder stayed healthy throughout."
            : $"The encoder did not stay healthy: {result.Health}.";
        if (result.Validation is { } validation)
        {
            yield return Invariant($"Of {validation.Queries:N0} held-out items, {validation.RecallAt[1]:0.0 %} have an item of their class ")
                + "nearest (Recall@1).";
        }
        else
        {
            yield return "Nothing is held out, so that what was learned is not tested.";
        }
    }

    private static IEnumerable<(string Label, string Value)> KeyFigures(TrainResult result)
    {
        var last = result.Epochs[^1];
        yield return ("epochs", Invariant($"{result.Epochs.Count:N0}"));
        yield return ("final loss", Invariant($"{last.Metrics.Loss:0.0000}"));
        yield return ("accuracy, last epoch", Invariant($"{last.Accuracy:0.0 %}"));
        yield return ("mean pairwise distance", Html.Number(last.Metrics.Dispersion.MeanDistance));
        if (result.Validation is { } validation)
            yield return ("Recall@1, held out", Invariant($"{validation.RecallAt[1]:0.0 %}"));
    }

    private static void Validation(HtmlPage page, RetrievalResult validation, TrainResult result)
    {
        page.Paragraph(result.Searched(validation) + ". Intervals: 95 %, by Wilson, as if queries were independent.");
        page.Table(new PageTable(["Measure", "Value"],
        [
            .. validation.RecallAt.Select(recall => (string[])
                [Invariant($"Recall@{recall.Key}"), Proportion.Of(recall.Value, validation.Queries).ToString()]),
            ["MAP@R", Html.Number(validation.MapAtR)], ["R-precision", Html.Number(validation.RPrecision)],
        ])
        {
            IsNarrow = true,
        });
    }
}
