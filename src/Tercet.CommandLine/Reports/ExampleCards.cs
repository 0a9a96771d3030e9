using System.Text;
using static System.FormattableString;

namespace Tercet.CommandLine.Reports;

/// <summary>Triplets and groups as cards: thumbnails or texts, labels, distances, hardness.</summary>
internal static class ExampleCards
{
    /// <summary>Characters of a text that are shown.</summary>
    private const int MaxText = 280;

    /// <summary>Triplets as a wall of cards.</summary>
    /// <param name="triplets">The triplets.</param>
    /// <param name="targetScale">The scale of target hardness, where that of the actual hardness is another; else null.</param>
    /// <param name="withKeys">Whether files or rows are named, so that labels can be corrected. Default false.</param>
    public static string Wall(IReadOnlyList<TripletExample> triplets, string? targetScale, bool withKeys = false)
    {
        var page = new StringBuilder("<div class=\"gallery\">\n");
        foreach (var example in triplets)
        {
            var triplet = example.Triplet;
            page.Append("<article>\n");
            Head(page, triplet.Step, triplet.TargetHardness, triplet.Hardness, targetScale);
            page.Append("<div class=\"triplet\">\n");
            Item(page, "anchor", example.Anchor);
            Item(page, "positive", example.Positive);
            Item(page, "negative", example.Negative);
            page.Append(Invariant($"</div>\n<p class=\"distances\">d_ap {Html.Number(triplet.PositiveDistance)}, "));
            page.Append(Invariant($"d_an {Html.Number(triplet.NegativeDistance)}, rank {triplet.Rank:N0}</p>\n"));
            if (withKeys && example.Anchor.Key is not null)
            {
                page.Append(Invariant($"<p class=\"distances\">anchor {Html.Text(example.Anchor.Key)}, "));
                page.Append(Invariant($"positive {Html.Text(example.Positive.Key!)}, negative {Html.Text(example.Negative.Key!)}</p>\n"));
            }
            page.Append("</article>\n");
        }
        return page.Append("</div>\n").ToString();
    }

    /// <summary>Groups as a wall of cards.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="targetScale">The scale of target hardness, where that of the actual hardness is another; else null.</param>
    public static string Groups(IReadOnlyList<BatchExample> groups, string? targetScale)
    {
        var arePairs = groups.All(group => group.Classes.Count == 2);
        var page = new StringBuilder($"<div class=\"gallery{(arePairs ? "" : " groups")}\">\n");
        foreach (var group in groups)
        {
            page.Append("<article>\n");
            Head(page, group.Step, group.TargetHardness, group.Hardness, targetScale);
            page.Append("<div class=\"group\">\n");
            for (var i = 0; i < group.Classes.Count; i++)
                Item(page, i == 0 ? "seed" : "member", group.Classes[i].Item, group.Classes[i].Distance);
            if (group.More > 0)
                page.Append(Invariant($"<p class=\"more\">and {group.More:N0} more</p>\n"));
            page.Append("</div>\n</article>\n");
        }
        return page.Append("</div>\n").ToString();
    }

    private static void Head(StringBuilder page, long step, double? target, double hardness, string? targetScale)
    {
        var (scale, range) = targetScale is null ? ("", "") : ($" ({targetScale})", " (range)");
        var text = target is { } number ? Invariant($"target {Html.Number(number)}{scale}, ") : "";
        var percent = 100 * Math.Clamp(hardness, 0, 1);
        page.Append(Invariant($"<p class=\"step\"><b>Step {step:N0}</b> <small>{text}"));
        page.Append(Invariant($"actual {Html.Number(hardness)}{(target is null ? "" : range)}</small></p>\n"));
        page.Append(Invariant($"<div class=\"bar\"><i style=\"width:{percent:0.#}%\"></i></div>\n"));
    }

    private static void Item(StringBuilder page, string role, ExampleItem item, double? distance = null)
    {
        var name = Html.Text(item.Class);
        page.Append(Invariant($"<figure class=\"{role}\">"));
        if (item.Picture is { } picture)
        {
            page.Append(Invariant($"<img alt=\"{role}: {name}\" src=\"data:{Thumbnail.MediaTypeOf(picture)};base64,"));
            page.Append(Invariant($"{Convert.ToBase64String(picture)}\">"));
        }
        if (item.Text is { Length: > 0 } text)
            page.Append(Invariant($"<blockquote>{Html.Text(Excerpt.Of(text, MaxText))}</blockquote>"));
        var label = role == "member" ? Invariant($"<b>{Html.Number(distance)}</b> ") : $"<b>{role}</b> ";
        page.Append(Invariant($"<figcaption title=\"{name}\">{label}{name}</figcaption></figure>\n"));
    }
}
