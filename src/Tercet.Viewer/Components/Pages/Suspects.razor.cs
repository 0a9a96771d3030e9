using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Tercet.CommandLine.Reports;
using Tercet.Viewer.Review;
using static System.FormattableString;

namespace Tercet.Viewer.Components.Pages;

/// <summary>Doubtful pairs, one at a time: a key marks the pair, or the label of one of its items.</summary>
public sealed partial class Suspects : RunPage
{
    private static readonly string[] Roles = ["item", "nearest of another class", "nearest of its class"];

    private static readonly Dictionary<SuspectKind, string> Reasons = new()
    {
        [SuspectKind.NearlyIdentical] = "Nearly identical.",
        [SuspectKind.NegativeNearer] = "Nearer to another class than to its own.",
        [SuspectKind.PositiveFar] = "Far from its own class.",
    };

    private static readonly Dictionary<SuspectKind, string> ReasonsOfPairs = new()
    {
        [SuspectKind.NearlyIdentical] = "Nearly identical to a passage that does not count as relevant.",
        [SuspectKind.NegativeNearer] = "Another passage is nearer than the relevant one.",
        [SuspectKind.PositiveFar] = "The relevant passage is farther than most others.",
    };

    private const int RowHeight = 84;

    private Suspect? _chosen;
    private IJSObjectReference? _module;
    private int _scrolledTo;
    private int? _enlarged;
    private string _said = "", _fault = "";
    private (IReadOnlyList<Suspect>? Suspects, IReadOnlyList<Mark>? Marks) _filtered;
    private List<Suspect> _open = [];

    private bool IsOfPairs => Run.Record.IsOfPairs;

    /// <summary>Whether the item that is looked at is an anchor: a query, or any item where there is no catalog.</summary>
    private bool IsQueryAnchor => IsOfPairs || Run.SuspectFault is not null || ReferenceEquals(Run.Items, Run.Anchors);

    private Suspect? Current => _chosen is { } chosen && Open.Contains(chosen) ? chosen : Open.FirstOrDefault();

    /// <summary>Those without a mark.</summary>
    private List<Suspect> Open
    {
        get
        {
            var now = (Run.Suspects, Run.Marks.All);
            if (!ReferenceEquals(_filtered.Suspects, now.Suspects) || !ReferenceEquals(_filtered.Marks, now.All))
                (_filtered, _open) = (now, Filter(now.Suspects ?? []));
            return _open;
        }
    }

    private string ReasonOf(Suspect suspect) => (IsOfPairs ? ReasonsOfPairs : Reasons)[suspect.Kind];

    private string Progress => Run.SuspectProgress switch
    {
        (0, 0, 0) => "",
        var (done, total, all) when done < total => Invariant($"{done:N0} of {total:N0} items searched"),
        var (_, total, all) when total < all => Invariant($"{total:N0} of {all:N0} items searched, taken evenly"),
        var (_, total, _) => Invariant($"all {total:N0} items searched"),
    };

    /// <inheritdoc/>
    public override void AddKeys(KeyMap keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        keys.On("s", "S", IsOfPairs ? "relevant too: the pair is excluded" : "same thing: the pair is excluded", MarkSame);
        if (!IsOfPairs)
        {
            keys.On("w", "W", "the item has the wrong label: it is left out", () => MarkLabel(isOfNegative: false));
            keys.On("e", "E", "the other one has the wrong label", () => MarkLabel(isOfNegative: true));
            keys.On("r", "R", "the item belongs to the class of the other", Relabel);
        }
        keys.On("f", "F", "fine: the labels are right", MarkFine);
        keys.On("u", "U", "undo the last mark", Undo);
        keys.On("ArrowDown ArrowRight j", "↓", "next suspect", () => Move(1));
        keys.On("ArrowUp ArrowLeft k", "↑", "previous suspect", () => Move(-1));
        for (var i = 1; i <= Roles.Length; i++)
        {
            var which = i;
            keys.On(Invariant($"{which}"), Invariant($"{which}"), $"enlarge the {Roles[which - 1]}", () => _enlarged = _enlarged == which ? null : which);
        }
        keys.On("Escape", "Esc", "close what is enlarged", () => _enlarged = null);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        Run.FindSuspects();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var place = Current is { } current ? Open.IndexOf(current) : 0;
        if (place == _scrolledTo)
            return;
        _scrolledTo = place;
        try
        {
            _module ??= await Script.InvokeAsync<IJSObjectReference>("import", "/assets/viewer.js");
            await _module.InvokeVoidAsync("scrollTo", "suspects", (double)Math.Max(0, place - 1) * RowHeight);
        }
        catch (JSDisconnectedException)
        {
            // the page is closed already
        }
    }

    private List<Suspect> Filter(IReadOnlyList<Suspect> suspects)
    {
        var marks = Run.Marks.All;
        var labels = marks.Where(mark => mark.Kind == MarkKind.WrongLabel).Select(mark => mark.First).ToHashSet(StringComparer.Ordinal);
        var pairs = marks.Where(mark => mark.Kind != MarkKind.WrongLabel)
            .SelectMany(mark => new[] { (mark.First, mark.Second), (mark.Second, mark.First) }).ToHashSet();
        return [.. suspects.Where(suspect =>
        {
            var (first, second) = (KeyOf(IsQueryAnchor, suspect.Anchor), KeyOf(!IsQueryAnchor, suspect.Negative));
            return !labels.Contains(first) && !labels.Contains(second) && !pairs.Contains((first, second));
        })];
    }

    private void Choose(Suspect suspect) => _chosen = suspect;

    private void Move(int by)
    {
        if (Current is { } current)
            _chosen = Open[Math.Clamp(Open.IndexOf(current) + by, 0, Open.Count - 1)];
    }

    private void MarkSame() => AddPair(MarkKind.SameThing, IsOfPairs ? "relevant too" : "same thing");

    private void MarkFine() => AddPair(MarkKind.Fine, "fine");

    private void AddPair(MarkKind kind, string said)
    {
        if (Current is not { } suspect)
            return;
        // In the order of an anchor and its negative: with a catalog, the anchor is the catalog item.
        var (first, second) = (KeyOf(IsQueryAnchor, suspect.Anchor), KeyOf(!IsQueryAnchor, suspect.Negative));
        Add(IsQueryAnchor ? new Mark(kind, first, second) : new Mark(kind, second, first), $"{first} and {second}: {said}.");
    }

    private void MarkLabel(bool isOfNegative)
    {
        if (Current is not { } suspect || IsOfPairs)
            return;
        var (isAnchor, row) = isOfNegative ? (!IsQueryAnchor, suspect.Negative) : (IsQueryAnchor, suspect.Anchor);
        AddLabel(isAnchor, row, "");
    }

    private void Relabel()
    {
        if (Current is { } suspect && !IsOfPairs)
            AddLabel(IsQueryAnchor, suspect.Anchor, ClassOf(!IsQueryAnchor, suspect.Negative));
    }

    private void AddLabel(bool isAnchor, int row, string label) => Add(
        new Mark(MarkKind.WrongLabel, KeyOf(isAnchor, row), label, ClassOf(isAnchor, row)),
        $"{KeyOf(isAnchor, row)}, labelled {ClassOf(isAnchor, row)}: {(label.Length == 0 ? "wrong label, left out" : $"is {label}")}.");

    private void Add(Mark mark, string said)
    {
        var (place, open) = (Current is { } current ? Open.IndexOf(current) : 0, Open.Count);
        Try(() =>
        {
            Run.Marks.Add(mark);
            var others = open - Open.Count - 1;
            _said = said + (others > 0 ? Invariant($" This settles {others:N0} other suspect{(others == 1 ? "" : "s")} with this item.") : "");
        });
        _chosen = Open.Count == 0 ? null : Open[Math.Min(place, Open.Count - 1)];
    }

    private void Undo() => Try(() =>
    {
        if (Run.Marks.Undo() is not { } undone)
            return;
        _said = "Taken back: " + string.Join(", ", new[] { undone.First, undone.Second }.Where(name => name.Length > 0)) + ".";
        _chosen = Open.Find(suspect => undone.First == KeyOf(IsQueryAnchor, suspect.Anchor)
            || undone.First == KeyOf(!IsQueryAnchor, suspect.Negative));
    });

    private void Try(Action change)
    {
        _fault = "";
        try
        {
            change();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidInputException)
        {
            _fault = $"The mark was not saved: {e.Message}";
        }
    }

    private string Explain(Suspect suspect)
    {
        if (suspect.Agreeing < 0)
            return "";
        var agreeing = suspect.Agreeing == 0 ? "none" : Invariant($"{suspect.Agreeing}");
        var are = suspect.Agreeing > 1 ? "are" : "is";
        return IsOfPairs
            ? Invariant($"Of its {SuspectSearch.Neighbours} nearest passages, {agreeing} {are} relevant.")
            : $"Labelled {ClassOf(IsQueryAnchor, suspect.Anchor)}, but " + Invariant($"{suspect.Opposing} of its {SuspectSearch.Neighbours} nearest items ")
                + $"{(suspect.Opposing > 1 ? "are" : "is")} {ClassOf(!IsQueryAnchor, suspect.Negative)}, and {agreeing} {are} {ClassOf(IsQueryAnchor, suspect.Anchor)}.";
    }

    private RenderFragment LabelMark(bool isAnchor, int row) => builder =>
    {
        if (Run.Marks.OfLabel(KeyOf(isAnchor, row)) is null)
            return;
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "warn");
        builder.AddContent(2, "marked: wrong label");
        builder.CloseElement();
    };

    private string NameOf(bool isAnchor, int row) => Excerpt.Of(KeyOf(isAnchor, row), 40);

    private string KeyOf(bool isAnchor, int row) => (isAnchor ? Run.Anchors : Run.Items).KeyOf(row);

    private string ClassOf(bool isAnchor, int row) => (isAnchor ? Run.Anchors : Run.Items).ClassOf(row) ?? "";

    private static int RowOf(Suspect suspect, int which) => which switch
    {
        1 => suspect.Anchor,
        2 => suspect.Negative,
        _ => suspect.Positive,
    };
}
