namespace Tercet.Torch.Training;

/// <summary>Overrides the schedule's hardness: after a collapse, or to keep a fraction of active terms.</summary>
internal sealed class HardnessControl
{
    private readonly TrainingOptions _options;
    private readonly AdaptiveHardness? _adaptive;

    public HardnessControl(TrainingOptions options)
    {
        _options = options;
        if (options.AdaptiveTarget is { } target)
            _adaptive = new AdaptiveHardness(target, options.Mining.Schedule.Floor, options.Mining.Schedule.Cap);
    }

    /// <summary>The adaptive hardness of the next epoch, for checkpoints; null where the schedule sets the hardness.</summary>
    public double? Adaptive => _adaptive?.Next;

    /// <summary>The hardness of the next epoch in place of the schedule's; null for the schedule.</summary>
    /// <param name="results">The epochs so far.</param>
    public double? Override(IEnumerable<EpochResult> results)
    {
        if (_options.OnCollapse == OnCollapse.Lower && IsRecovering(results))
            return _options.Mining.Schedule.Floor;
        return Adaptive;
    }

    /// <summary>Takes an epoch's result into account.</summary>
    public void Observe(EpochResult result) =>
        _adaptive?.Observe(result.Metrics.ActiveFraction, result.Health != CollapseState.Healthy);

    /// <summary>Restores <see cref="Adaptive"/>.</summary>
    public void Restore(double? adaptive)
    {
        if (_adaptive is not null && adaptive is { } hardness)
            _adaptive.Next = hardness;
    }

    /// <summary>Whether there was a collapse since the last healthy epoch.</summary>
    private static bool IsRecovering(IEnumerable<EpochResult> results) => results.Reverse()
        .TakeWhile(result => result.Health != CollapseState.Healthy).Any(result => result.Health == CollapseState.Collapsed);
}
