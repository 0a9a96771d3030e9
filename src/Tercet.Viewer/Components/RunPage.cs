using Microsoft.AspNetCore.Components;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Components;

/// <summary>A page about a run: shown again whenever there is more of it, or a mark was made on any page.</summary>
public abstract class RunPage : ComponentBase, IDisposable
{
    private ViewedRun? _watched;
    private IDisposable? _keys;

    /// <summary>The number of the run, from the address.</summary>
    [SupplyParameterFromQuery(Name = "run")]
    public int? RunParameter { get; set; }

    /// <summary>All runs.</summary>
    [Inject]
    public RunSet Runs { get; set; } = null!;

    /// <summary>The address bar.</summary>
    [Inject]
    public NavigationManager Navigation { get; set; } = null!;

    /// <summary>The keys.</summary>
    [Inject]
    public Shortcuts Shortcuts { get; set; } = null!;

    /// <summary>The number of the run that is shown.</summary>
    public int Number => Runs.NumberOf(RunParameter);

    /// <summary>The run that is shown.</summary>
    public ViewedRun Run => Runs.Of(RunParameter);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var keys = new KeyMap(Invoke);
        AddKeys(keys);
        _keys = Shortcuts.Add(keys);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => Watch(Run);

    /// <summary>Adds the keys of the page.</summary>
    /// <param name="keys">Receives them.</param>
    public virtual void AddKeys(KeyMap keys)
    {
        // none by default
    }

    /// <summary>Called when there is more of the run, before the page is shown again.</summary>
    protected virtual void OnRunChanged()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops watching.</summary>
    /// <param name="disposing">False when called by a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        Watch(null);
        _keys?.Dispose();
    }

    private Task Invoke(Func<Task> action) => InvokeAsync(async () =>
    {
        await action();
        StateHasChanged();
    });

    private void Watch(ViewedRun? run)
    {
        if (ReferenceEquals(run, _watched))
            return;
        if (_watched is { } before)
        {
            before.Changed -= ShowAgain;
            before.Marks.Changed -= ShowAgain;
        }
        _watched = run;
        if (run is null)
            return;
        run.Changed += ShowAgain;
        run.Marks.Changed += ShowAgain;
    }

    private void ShowAgain() => _ = InvokeAsync(() =>
    {
        OnRunChanged();
        StateHasChanged();
    });
}
