using Tercet.CommandLine.Reports;
using Tercet.Train.Commands;

namespace Tercet.Train.Reports;

/// <summary>What the reports of training runs and comparisons end with.</summary>
internal static class ReportSections
{
    /// <summary>Adds notes, commands, options and inputs.</summary>
    /// <param name="page">The page.</param>
    /// <param name="outcome">The training run, or comparison.</param>
    /// <param name="notes">What was skipped, and what a reader should know.</param>
    /// <param name="next">Commands worth running next, in the folder of the run.</param>
    public static void AddLast(
        HtmlPage page, TrainingOutcome outcome, IEnumerable<string> notes, IEnumerable<(string Command, string Purpose)> next)
    {
        if (notes.ToList() is { Count: > 0 } some)
            page.Section("Skipped, and notes", () => page.Notes(some));
        page.Section("Next, in the folder of this report", () => page.Commands([.. next]));
        page.Section("Options and inputs", () =>
        {
            page.Details("Options", () => page.Pairs([.. outcome.Record.OptionTexts]));
            page.Details("Inputs", () => page.Pairs([.. outcome.Record.Inputs.Select(input => (input.Role, input.Path))]));
        });
    }
}
