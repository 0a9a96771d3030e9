namespace Tercet.Torch.Training;

/// <summary>Overrides the schedule: after a collapse, or to keep a fraction of active terms.</summary>
internal sealed class HardnessControl
{
    /// <summary>Epochs of rescue in a row after which training gives up.</summary>
    internal const int MaxRescueEpochs = 3;

    private readonly TrainingOptions _options;
    private readonly AdaptiveHardness? _adaptive;

    public HardnessControl(TrainingOptions options)
    {
        _options = options;
        if (options.AdaptiveTarget is { } target)
            _adaptive = new AdaptiveHardness(target, options.Mining.Schedule.Floor, options.Mining.Schedule.Cap);
    }

    /// <summary>The adaptive hardness of the next epoch; null where the schedule sets the hardness.</summary>
    public double? Adaptive => _adaptive?.Next;

    /// <summary>
    /// Whether the next epoch is a rescue from a collapse. A first collapse is followed by one rescued epoch, each further one by
    /// twice as many, since the schedule has then brought the encoder down again.
    /// </summary>
    /// <param name="results">The epochs so far.</param>
    public bool IsRescue(IReadOnlyList<EpochResult> results)
    {
        if (_options.OnCollapse != OnCollapse.Rescue)
            return false;
        long due = 0, next = 1;
        foreach (var result in results)
        {
            var collapsed = result.Health == CollapseState.Collapsed;
            if (due > 0 && !collapsed)
                due--;
            else if (due == 0 && collapsed)
                (due, next) = (next, 2 * next);
        }
        return due > 0;
    }

    /// <summary>Whether training ends because of a collapse.</summary>
    /// <param name="results">The epochs so far.</param>
    public bool Stops(IReadOnlyList<EpochResult> results)
    {
        var collapsed = results.Reverse().TakeWhile(result => result.Health == CollapseState.Collapsed).Count();
        return _options.OnCollapse switch
        {
            OnCollapse.Stop => collapsed > 0,
            OnCollapse.Rescue => collapsed > MaxRescueEpochs,
            _ => false,
        };
    }

    /// <summary>Takes an epoch's result into account.</summary>
    public void Observe(EpochResult result) => _adaptive?.Observe(result.Metrics.ActiveFraction);

    /// <summary>Restores <see cref="Adaptive"/>.</summary>
    public void Restore(double? adaptive)
    {
        if (_adaptive is not null && adaptive is { } hardness)
            _adaptive.Next = hardness;
    }
}
