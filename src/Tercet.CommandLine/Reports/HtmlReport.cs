using System.Globalization;
using System.Net;
using System.Text;
using static System.FormattableString;

namespace Tercet.CommandLine.Reports;

/// <summary>
/// The report of a run: one file without network access or scripts, for paper and dark screens alike; byte-identical for
/// equal models.
/// </summary>
internal static class HtmlReport
{
    /// <summary>Characters of a text that are shown.</summary>
    private const int MaxText = 280;

    public static string Render(ReportModel model)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append("<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.Append(Invariant($"<title>{Text(model.Title)}</title>\n<style>\n{Resources.Text("report.css")}</style>\n"));
        page.Append(Invariant($"</head>\n<body>\n<main>\n<header>\n<h1>{Text(model.Title)}</h1>\n"));
        if (model.Summary is not null)
            page.Append(Invariant($"<p class=\"summary\">{Text(model.Summary)}</p>\n"));
        page.Append("</header>\n");

        Section(page, "Notes", model.Notes, notes => List(page, notes));
        Section(page, "Summary", model.Facts, facts => Pairs(page, facts, "facts"));
        if (model.HardnessSvg is not null || model.HardnessRows.Count > 0)
            Hardness(page, model);
        Section(page, "Coverage", model.Coverage, facts => Pairs(page, facts, "facts"));
        Section(page, "Triplets along the sequence", model.Triplets, triplets => Gallery(page, triplets));
        Section(page, "Batches along the sequence", model.Batches, batches => Groups(page, batches));
        Section(page, "Next", model.Next, commands => Commands(page, commands));
        Section(page, "Options", model.Options, options => Pairs(page, options, "options"));
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Section<T>(StringBuilder page, string heading, IReadOnlyList<T> content, Action<IReadOnlyList<T>> write)
    {
        if (content.Count == 0)
            return;
        page.Append(Invariant($"<section>\n<h2>{heading}</h2>\n"));
        write(content);
        page.Append("</section>\n");
    }

    private static void List(StringBuilder page, IReadOnlyList<string> notes)
    {
        page.Append("<ul class=\"notes\">\n");
        foreach (string note in notes)
            page.Append(Invariant($"<li>{Text(note)}</li>\n"));
        page.Append("</ul>\n");
    }

    private static void Pairs(StringBuilder page, IReadOnlyList<(string Label, string Value)> pairs, string style)
    {
        page.Append(Invariant($"<table class=\"{style}\">\n"));
        foreach ((string label, string value) in pairs)
            page.Append(Invariant($"<tr><th scope=\"row\">{Text(label)}</th><td>{Text(value)}</td></tr>\n"));
        page.Append("</table>\n");
    }

    private static void Hardness(StringBuilder page, ReportModel model)
    {
        page.Append("<section>\n<h2>Hardness</h2>\n");
        if (model.HardnessSvg is not null)
            page.Append(Invariant($"<figure class=\"plot\">\n{model.HardnessSvg.Trim()}\n</figure>\n"));
        if (model.HardnessRows.Count > 0)
        {
            page.Append("<div class=\"scroll\">\n<table class=\"numbers\">\n<thead><tr>");
            foreach (string column in (string[])["Part of the cycle", "Target (mean)", "Actual (mean)", "Difference"])
                page.Append(Invariant($"<th scope=\"col\">{column}</th>"));
            page.Append("</tr></thead>\n<tbody>\n");
            foreach (HardnessRow row in model.HardnessRows)
            {
                page.Append(Invariant($"<tr><th scope=\"row\">{Text(row.Label)}</th><td>{Number(row.Target)}</td>"));
                page.Append(Invariant($"<td>{Number(row.Actual)}</td><td>{Difference(row.Actual - row.Target)}</td></tr>\n"));
            }
            page.Append("</tbody>\n</table>\n</div>\n");
        }
        page.Append("</section>\n");
    }

    private static void Gallery(StringBuilder page, IReadOnlyList<TripletExample> triplets)
    {
        page.Append("<p>In step order. Bar length = hardness of the selected negative.</p>\n");
        page.Append("<div class=\"gallery\">\n");
        foreach (TripletExample triplet in triplets)
        {
            page.Append("<article>\n");
            Head(page, triplet.Step, triplet.TargetHardness, triplet.Hardness);
            page.Append("<div class=\"triplet\">\n");
            Item(page, "anchor", triplet.Anchor);
            Item(page, "positive", triplet.Positive);
            Item(page, "negative", triplet.Negative);
            page.Append("</div>\n</article>\n");
        }
        page.Append("</div>\n");
    }

    private static void Groups(StringBuilder page, IReadOnlyList<BatchExample> batches)
    {
        page.Append("<p>The first group of some batches, in step order: the seed class and its members. ");
        page.Append("Bar length = mean hardness of the members.</p>\n");
        foreach (BatchExample batch in batches)
        {
            page.Append("<article class=\"batch\">\n");
            Head(page, batch.Step, batch.TargetHardness, batch.Hardness);
            page.Append("<div class=\"group\">\n");
            for (int i = 0; i < batch.Classes.Count; i++)
                Item(page, i == 0 ? "seed" : "member", batch.Classes[i]);
            if (batch.More > 0)
                page.Append(Invariant($"<p class=\"more\">and {batch.More:N0} more</p>\n"));
            page.Append("</div>\n</article>\n");
        }
    }

    private static void Head(StringBuilder page, long step, double? target, double hardness)
    {
        string text = target is { } number ? Invariant($"target {Number(number)}, ") : "";
        double percent = 100 * Math.Clamp(hardness, 0, 1);
        page.Append(Invariant($"<h3>Step {step:N0}<small>{text}actual {Number(hardness)}</small></h3>\n"));
        page.Append(Invariant($"<div class=\"bar\"><i style=\"width:{percent:0.#}%\"></i></div>\n"));
    }

    private static void Item(StringBuilder page, string role, ExampleItem item)
    {
        string name = Text(item.Class);
        page.Append(Invariant($"<figure class=\"{role}\">"));
        if (item.Png is not null)
        {
            string picture = Convert.ToBase64String(item.Png);
            page.Append(Invariant($"<img alt=\"{role}: {name}\" src=\"data:image/png;base64,{picture}\">"));
        }
        if (item.Text is { Length: > 0 } text)
            page.Append(Invariant($"<blockquote>{Text(Shortened(text))}</blockquote>"));
        string label = role == "member" ? "" : $"<b>{role}</b> ";
        page.Append(Invariant($"<figcaption title=\"{name}\">{label}{name}</figcaption></figure>\n"));
    }

    private static void Commands(StringBuilder page, IReadOnlyList<(string Command, string Purpose)> commands)
    {
        page.Append("<dl class=\"next\">\n");
        foreach ((string command, string purpose) in commands)
            page.Append(Invariant($"<dt>{Text(purpose)}</dt>\n<dd><code>{Text(command)}</code></dd>\n"));
        page.Append("</dl>\n");
    }

    private static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>With its sign, and a minus as wide as the plus, so that the column lines up.</summary>
    private static string Difference(double? value) =>
        value?.ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture) ?? "–";

    private static string Shortened(string text)
    {
        if (text.Length <= MaxText)
            return text;
        var end = char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText;
        return text[..end] + " …";
    }

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
