using System.Text;
using static System.FormattableString;

namespace Tercet.CommandLine.Reports;

/// <summary>
/// A report as one file without network access or scripts, for light and dark screens of any width, for paper and for screen
/// readers; byte-identical for equal content. All text is escaped.
/// </summary>
/// <example><code>
/// var page = new HtmlPage("Training run", "10 epochs of 1,000 triplets.", ["Healthy throughout."]);
/// page.Section("Epochs", () => page.Table(table));
/// File.WriteAllText("report.html", page.ToString());
/// </code></example>
public sealed class HtmlPage
{
    /// <summary>The style sheets, in order: what is for narrow screens and paper overrides what is before.</summary>
    private static readonly string[] Styles = ["page.css", "figures.css", "examples.css", "media.css"];

    private readonly StringBuilder _page = new();

    /// <summary>Begins a page.</summary>
    /// <param name="title">The title.</param>
    /// <param name="sentence">What was run, on what; null for nothing.</param>
    /// <param name="verdict">What came of it, in a sentence or two.</param>
    public HtmlPage(string title, string? sentence = null, IReadOnlyList<string>? verdict = null)
    {
        _page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        _page.Append("<meta http-equiv=\"Content-Security-Policy\" ");
        _page.Append("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n");
        _page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        _page.Append("<meta name=\"color-scheme\" content=\"light dark\">\n");
        _page.Append(Invariant($"<title>{Html.Text(title)}</title>\n<style>\n"));
        _page.AppendJoin('\n', Styles.Select(Resources.Text)).Append("</style>\n");
        _page.Append(Invariant($"</head>\n<body>\n<main>\n<header>\n<h1>{Html.Text(title)}</h1>\n"));
        if (sentence is not null)
            _page.Append(Invariant($"<p class=\"summary\">{Html.Text(sentence)}</p>\n"));
        if (verdict is { Count: > 0 })
            _page.Append(Invariant($"<p class=\"verdict\">{Html.Text(string.Join(' ', verdict))}</p>\n"));
        _page.Append("</header>\n");
    }

    /// <summary>Adds the few numbers that matter most.</summary>
    /// <param name="figures">Labels and values.</param>
    public void KeyFigures(IReadOnlyList<(string Label, string Value)> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        if (figures.Count == 0)
            return;
        _page.Append("<dl class=\"key\">\n");
        foreach (var (label, value) in figures)
            _page.Append(Invariant($"<div><dt>{Html.Text(label)}</dt><dd>{Html.Text(value)}</dd></div>\n"));
        _page.Append("</dl>\n");
    }

    /// <summary>Adds a section.</summary>
    /// <param name="heading">Its heading.</param>
    /// <param name="content">Adds its content.</param>
    public void Section(string heading, Action content)
    {
        ArgumentNullException.ThrowIfNull(content);
        _page.Append(Invariant($"<section>\n<h2>{Html.Text(heading)}</h2>\n"));
        content();
        _page.Append("</section>\n");
    }

    /// <summary>Adds a section that is closed at first.</summary>
    /// <param name="heading">Its heading.</param>
    /// <param name="content">Adds its content.</param>
    public void Details(string heading, Action content)
    {
        ArgumentNullException.ThrowIfNull(content);
        _page.Append(Invariant($"<details>\n<summary>{Html.Text(heading)}</summary>\n"));
        content();
        _page.Append("</details>\n");
    }

    /// <summary>Adds a heading within a section.</summary>
    /// <param name="heading">The heading.</param>
    public void Heading(string heading) => _page.Append(Invariant($"<h3>{Html.Text(heading)}</h3>\n"));

    /// <summary>Adds a paragraph.</summary>
    /// <param name="text">Its text.</param>
    public void Paragraph(string text) => _page.Append(Invariant($"<p>{Html.Text(text)}</p>\n"));

    /// <summary>Adds notes.</summary>
    /// <param name="notes">One sentence each.</param>
    public void Notes(IReadOnlyList<string> notes)
    {
        ArgumentNullException.ThrowIfNull(notes);
        _page.Append("<ul class=\"notes\">\n");
        foreach (var note in notes)
            _page.Append(Invariant($"<li>{Html.Text(note)}</li>\n"));
        _page.Append("</ul>\n");
    }

    /// <summary>Adds a drawing.</summary>
    /// <param name="figure">The drawing.</param>
    public void Figure(PageFigure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        _page.Append(Invariant($"<figure class=\"plot{(figure.NarrowSvg is null ? "" : " two")}\">\n{figure.Svg.Trim()}\n"));
        if (figure.NarrowSvg is { } narrow)
            _page.Append(Invariant($"{narrow.Trim()}\n"));
        if (figure.Caption is { } caption)
            _page.Append(Invariant($"<figcaption>{Html.Text(caption)}</figcaption>\n"));
        _page.Append("</figure>\n");
    }

    /// <summary>Adds a table of labels and values.</summary>
    /// <param name="pairs">The rows.</param>
    public void Pairs(IReadOnlyList<(string Label, string Value)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        _page.Append("<table class=\"facts\">\n");
        foreach (var (label, value) in pairs)
            _page.Append(Invariant($"<tr><th scope=\"row\">{Html.Text(label)}</th><td>{Html.Text(value)}</td></tr>\n"));
        _page.Append("</table>\n");
    }

    /// <summary>Adds a table. Roles are named, since what is stacked loses them.</summary>
    /// <param name="table">The table.</param>
    public void Table(PageTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        string StyleOf(int column) => column < table.TextColumns ? " class=\"text\"" : "";
        _page.Append("<div class=\"scroll\">\n");
        _page.Append(Invariant($"<table class=\"numbers{(table.IsNarrow ? "" : " stack")}\" role=\"table\">\n"));
        _page.Append("<thead role=\"rowgroup\"><tr role=\"row\">");
        for (var i = 0; i < table.Columns.Count; i++)
            _page.Append(Invariant($"<th scope=\"col\" role=\"columnheader\"{StyleOf(i)}>{Html.Text(table.Columns[i])}</th>"));
        _page.Append("</tr></thead>\n<tbody role=\"rowgroup\">\n");
        foreach (var row in table.Rows)
        {
            _page.Append("<tr role=\"row\">");
            for (var i = 0; i < row.Count; i++)
            {
                var cell = Invariant($"{StyleOf(i)} data-label=\"{Html.Text(table.Columns[i])}\">{Html.Text(row[i])}");
                _page.Append(i == 0 ? $"<th scope=\"row\" role=\"rowheader\"{cell}</th>" : $"<td role=\"cell\"{cell}</td>");
            }
            _page.Append("</tr>\n");
        }
        _page.Append("</tbody>\n</table>\n</div>\n");
    }

    /// <summary>Adds commands.</summary>
    /// <param name="commands">Each with what it does.</param>
    public void Commands(IReadOnlyList<(string Command, string Purpose)> commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        _page.Append("<dl class=\"next\">\n");
        foreach (var (command, purpose) in commands)
            _page.Append(Invariant($"<dt>{Html.Text(purpose)}</dt>\n<dd><code>{Html.Text(command)}</code></dd>\n"));
        _page.Append("</dl>\n");
    }

    /// <summary>The page as HTML.</summary>
    public override string ToString() => _page + "</main>\n</body>\n</html>\n";

    /// <summary>Adds markup as it is.</summary>
    /// <param name="html">The markup.</param>
    internal void Markup(string html) => _page.Append(html);
}
