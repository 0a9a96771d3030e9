namespace Tercet.Torch.Training;

/// <summary>What training does when the encoder collapses (<see cref="CollapseState.Collapsed"/>).</summary>
public enum OnCollapse
{
    /// <summary>Training continues; the epoch's result reports the collapse.</summary>
    Warn,

    /// <summary>Training ends after the epoch.</summary>
    Stop,

    /// <summary>
    /// The following epochs are mined at the schedule's floor, with the easiest negatives that it allows, until an epoch ends
    /// healthy. A risk alone (<see cref="CollapseState.AtRisk"/>) changes nothing where no collapse came before it.
    /// </summary>
    Lower,
}
