using Tercet.CommandLine.Findings;
using static System.FormattableString;

namespace Tercet.CommandLine.Reports;

/// <summary>The page of a run, pictures first.</summary>
internal static class RunPage
{
    /// <summary>Fewer occurrences of a pair of classes may be chance.</summary>
    private const int FewConfusions = 5;

    private const int ShownConfusions = 10;

    public static string Render(ReportModel model)
    {
        var page = new HtmlPage(model.Title, model.Summary, model.Verdict);
        page.KeyFigures(model.KeyFigures);
        if (model.Hardness is { } hardness)
        {
            page.Section("Hardness", () =>
            {
                page.Figure(hardness);
                if (model.HardnessTable is { } table)
                    page.Details("Hardness by tenth of the cycle", () => page.Table(table));
            });
        }
        if (model.Findings is { } findings)
            Add(page, findings, model);
        Section(page, "Coverage", model.Coverage, page.Pairs);
        Section(page, "Skipped, and notes", model.Notes, page.Notes);
        Section(page, "Next", model.Next, page.Commands);
        if (model.Options.Count + model.Inputs.Count > 0)
        {
            page.Section("Options and inputs", () =>
            {
                if (model.Options.Count > 0)
                    page.Details("Options", () => page.Pairs(model.Options));
                if (model.Inputs.Count > 0)
                    page.Details("Inputs", () => page.Pairs(model.Inputs));
            });
        }
        return page.ToString();
    }

    private static void Add(HtmlPage page, RunFindings findings, ReportModel model)
    {
        var areGroups = findings.GroupBands.Count > 0;
        string Wall(IReadOnlyList<TripletExample> examples) => ExampleCards.Wall(examples, findings.TargetScale);
        string Groups(IReadOnlyList<BatchExample> examples) => ExampleCards.Groups(examples, findings.TargetScale);
        Bands(page, findings.TripletBands, "Triplets from easy to hard", "triplet", "", Wall);
        Bands(
            page, findings.GroupBands, "Groups from easy to hard", "group",
            " Each is a seed class and its members, with their distances from it.", Groups);
        Section(page, "Hardest triplets", findings.Hardest, examples =>
        {
            page.Paragraph("By actual hardness; of equally hard ones, those with the nearest negative. Each pair of items once.");
            page.Markup(Wall(examples));
        });
        Section(page, "Hardest members of groups", findings.HardestGroups, examples =>
        {
            page.Paragraph("By actual hardness; of equally hard ones, the nearest. Each pair of classes once.");
            page.Markup(Groups(examples));
        });
        Section(page, "Negative nearer than positive", findings.Doubtful, examples =>
        {
            page.Paragraph(
                Invariant($"{model.Violating:N0} triplets. Below are those whose negative is nearer by the largest margin: an item with ")
                + "a wrong label, an unusual positive, or a pair that the encoder cannot tell apart yet."
                + (examples[0].Anchor.Key is null ? "" : " --relabel corrects labels."));
            page.Markup(ExampleCards.Wall(examples, findings.TargetScale, withKeys: true));
        });
        if (findings.Confusions.Added > 0)
            page.Section("Classes most often confused", () => Confusions(page, findings.Confusions, areGroups));
        if (model.Distances is { } distances)
            page.Section("Distances", () => page.Figure(distances));
    }

    private static void Bands<T>(
        HtmlPage page, IReadOnlyList<HardnessBand<T>> bands, string heading, string unit, string remark,
        Func<IReadOnlyList<T>, string> render) => Section(page, heading, bands, shown =>
        {
            var choice = shown.Count == 1
                ? $"Spread over the run; the actual hardness hardly differs from {unit} to {unit}."
                : $"Near the 10th, 50th and 90th percentile of actual hardness, spread over the run.";
            page.Paragraph($"{choice}{remark} Bar length = actual hardness.");
            foreach (var band in shown)
            {
                if (band.Name.Length > 0)
                    page.Heading(band.Name);
                page.Markup(render(band.Items));
            }
        });

    private static void Confusions(HtmlPage page, ClassConfusions confusions, bool areGroups)
    {
        var unit = areGroups ? "members of groups" : "triplets";
        var bound = confusions.MaxError == 0
            ? ""
            : " There are too many pairs of classes to count all: "
                + Invariant($"counts are lower bounds, short by at most {confusions.MaxError:N0}.");
        var most = confusions.Top(1)[0].Count;
        var few = most switch
        {
            1 => " No pair of classes occurs twice.",
            < FewConfusions => Invariant($" No pair of classes occurs more than {most} times."),
            _ => "",
        };
        page.Paragraph(
            Invariant($"Of the {confusions.Added:N0} {unit} with an actual hardness of {TripletCollector.MinConfused} or more.")
            + few + bound);
        if (ConfusionMap.Draw(confusions) is { } map)
            page.Figure(new PageFigure(map));
        string[] roles = areGroups
            ? ["Seed class", "Member", "Groups", "Mean distance"]
            : ["Anchor", "Negative", "Triplets", "Mean d_an"];
        string[] columns = areGroups ? roles : [.. roles, "Nearer than the positive"];
        var least = confusions.MaxError == 0 ? "" : "≥ ";
        page.Table(new PageTable(columns,
        [
            .. confusions.Top(ShownConfusions).Select(pair => (string[])
            [
                pair.AnchorClass, pair.NegativeClass, Invariant($"{least}{pair.Count:N0}"), Html.Number(pair.MeanDistance),
                .. areGroups ? (string[])[] : [Invariant($"{pair.Violating:N0}")],
            ]),
        ])
        {
            TextColumns = 2,
        });
    }

    private static void Section<T>(HtmlPage page, string heading, IReadOnlyList<T> content, Action<IReadOnlyList<T>> write)
    {
        if (content.Count > 0)
            page.Section(heading, () => write(content));
    }
}
