using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;
using Tercet.Viewer.Runs;
using static System.FormattableString;

namespace Tercet.Viewer.Components.Pages;

/// <summary>The hardness of the whole run, and what is at each step.</summary>
public sealed partial class TimeLine : RunPage
{
    private const int MinWindow = 20, BlockRows = 200_000, RowHeight = 84;
    private static readonly string[] Roles = ["anchor", "positive", "negative"];
    private static readonly TimeSpan AddressDelay = TimeSpan.FromMilliseconds(300);

    private int _point;
    private double _zoom = 1;
    private int? _enlarged;
    private long? _wantedStep;
    private (int Number, long? Step, double? Zoom) _arrived = (-1, null, null);
    private Virtualize<int>? _list;
    private (StepTable Steps, int Count, int Block) _listed;
    private IJSObjectReference? _module;
    private int _scrolledTo = -1;
    private CancellationTokenSource? _delay;

    /// <summary>The step to show, from the address.</summary>
    [SupplyParameterFromQuery(Name = "step")]
    public long? StepParameter { get; set; }

    /// <summary>How many times the run is as long as what is shown of it, from the address.</summary>
    [SupplyParameterFromQuery(Name = "zoom")]
    public double? ZoomParameter { get; set; }

    private StepTable Steps => Run.Steps;

    private int Point => Math.Clamp(_point, 0, Math.Max(0, Steps.Count - 1));

    private long Step => Steps.Count == 0 ? 0 : Steps.StepAt(Point);

    /// <summary>The points of the step that is shown: several where it has several negatives.</summary>
    private List<int> PointsOfStep
    {
        get
        {
            var (first, last) = (Point, Point);
            while (first > 0 && Steps.StepAt(first - 1) == Step)
                first--;
            while (last < Steps.Count - 1 && Steps.StepAt(last + 1) == Step)
                last++;
            return [.. Enumerable.Range(first, last - first + 1)];
        }
    }

    private int Length => Math.Max(1, Math.Max(Steps.Count, Run.IsLoaded ? 0 : (int)Math.Min(Expected, int.MaxValue)));

    private long Expected => Run.Record.Manifest?.Train.Count ?? 0;

    private int Window => Math.Max(Math.Min(MinWindow, Length), (int)(Length / Math.Max(1, _zoom)));

    private int From => Math.Clamp(Point - Window / 2, 0, Length - Window);

    private int To => From + Window;

    private int Block => Point / BlockRows;

    private string BlockText => Steps.Count <= BlockRows ? "" : Invariant(
        $"steps {Steps.StepAt(Block * BlockRows):N0} to {Steps.StepAt(Math.Min(Steps.Count, (Block + 1) * BlockRows) - 1):N0}");

    private string Subtitle => Invariant($"{Math.Max(Steps.Count, Expected):N0} {(Run.Record.IsOfBatches ? "batches" : "triplets")}, {Run.Record.Options.Selector}");

    private string? TargetScale => Run.Record.Options.Selector is var selector
        && (selector == NegativeSelector.Range.Identity || selector == NegativeSelector.Easiest.Identity || selector == NegativeSelector.Hardest.Identity)
        ? null
        : selector;

    /// <inheritdoc/>
    public override void AddKeys(KeyMap keys)
    {
        keys.On("ArrowLeft", "←", "one step back", () => MoveTo(Point - 1));
        keys.On("ArrowRight", "→", "one step on", () => MoveTo(Point + 1));
        keys.On("PageUp", "Page up", "a tenth of what is shown back", () => MoveTo(Point - Math.Max(1, Window / 10)));
        keys.On("PageDown", "Page down", "a tenth of what is shown on", () => MoveTo(Point + Math.Max(1, Window / 10)));
        keys.On("Home", "Home", "first step", () => MoveTo(0));
        keys.On("End", "End", "last step", () => MoveTo(Steps.Count - 1));
        keys.On("+ =", "+", "zoom in", () => Zoom(2));
        keys.On("-", "-", "zoom out", () => Zoom(0.5));
        keys.On("0", "0", "the whole run", () => Zoom(0));
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
        var asked = (Number, StepParameter, ZoomParameter);
        if (asked == _arrived)
            return;
        _arrived = asked;
        _zoom = ZoomParameter is >= 1 and <= int.MaxValue ? ZoomParameter.Value : 1;
        _wantedStep = StepParameter;
        Settle();
    }

    /// <inheritdoc/>
    protected override void OnRunChanged() => Settle();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var wanted = (Steps, Steps.Count, Block);
        if (_list is not null && _listed != wanted)
        {
            _listed = wanted;
            await _list.RefreshDataAsync();
            StateHasChanged();
        }
        if (_list is null || _scrolledTo == Point)
            return;
        _scrolledTo = Point;
        try
        {
            _module ??= await Script.InvokeAsync<IJSObjectReference>("import", "/assets/viewer.js");
            await _module.InvokeVoidAsync("scrollTo", "steps", (double)(Point - Block * BlockRows) * RowHeight);
        }
        catch (JSDisconnectedException)
        {
            // the page is closed already
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _delay?.Cancel();
        _delay?.Dispose();
    }

    /// <summary>Goes to the step of the address, as soon as it is loaded.</summary>
    private void Settle()
    {
        if (_wantedStep is not { } step || Steps.Count == 0)
            return;
        if (Steps.StepAt(Steps.Count - 1) < step && !Run.IsLoaded)
            return;
        _point = Steps.PointOf(step);
        _wantedStep = null;
    }

    private void MoveTo(int point)
    {
        _point = Math.Clamp(point, 0, Math.Max(0, Steps.Count - 1));
        _wantedStep = null;
        WriteAddress();
    }

    private void Zoom(double factor)
    {
        _zoom = factor == 0 ? 1 : Math.Clamp(_zoom * factor, 1, Math.Max(1, (double)Length / MinWindow));
        WriteAddress();
    }

    private void TypeStep(ChangeEventArgs change)
    {
        if (long.TryParse(change.Value?.ToString(), CultureInfo.InvariantCulture, out var step))
            MoveTo(Steps.PointOf(step));
    }

    /// <summary>Writes the place into the address bar, once it holds still: browsers slow down pages that do it at every move.</summary>
    private void WriteAddress()
    {
        _delay?.Cancel();
        _delay?.Dispose();
        _delay = new CancellationTokenSource();
        var token = _delay.Token;
        _ = InvokeAsync(async () =>
        {
            await Task.Delay(AddressDelay, token).ContinueWith(_ => { }, TaskScheduler.Default);
            if (token.IsCancellationRequested)
                return;
            _arrived = (Number, Step, _zoom == 1 ? null : _zoom);
            Navigation.NavigateTo(Place.TimeLine(Number, Step, _zoom), replace: true);
        });
    }

    private ValueTask<ItemsProviderResult<int>> Provide(ItemsProviderRequest request)
    {
        var first = Block * BlockRows;
        var total = Math.Min(BlockRows, Steps.Count - first);
        var count = Math.Max(0, Math.Min(request.Count, total - request.StartIndex));
        return ValueTask.FromResult(new ItemsProviderResult<int>(Enumerable.Range(first + request.StartIndex, count), Math.Max(0, total)));
    }

    private static int RowOf(TripletEntry entry, int which) => which switch
    {
        1 => entry.Anchor,
        2 => entry.Positive,
        _ => entry.Negative,
    };
}
