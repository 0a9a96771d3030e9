namespace Tercet.Torch.Training;

/// <summary>What training does when the encoder collapses (<see cref="CollapseState.Collapsed"/>).</summary>
public enum OnCollapse
{
    /// <summary>Training continues; the epoch's result reports the collapse.</summary>
    Warn,

    /// <summary>Training ends after the epoch.</summary>
    Stop,

    /// <summary>
    /// The next epoch is mined with negatives that still teach, whatever the schedule: the nearest beyond the positive
    /// (<see cref="NegativeSelector.SemiHard"/>), or batches of random classes. The schedule resumes as soon as an epoch ends without
    /// collapse. Training ends where three such epochs in a row do not bring the encoder back.
    /// </summary>
    Rescue,
}
