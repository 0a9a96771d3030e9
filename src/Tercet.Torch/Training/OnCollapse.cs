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
    /// (<see cref="NegativeSelector.SemiHard"/>), or batches of random classes. The schedule resumes after an epoch that ends
    /// without collapse; after a second collapse after two such epochs, after a third after four. Training ends where three
    /// epochs in a row do not bring the encoder back.
    /// </summary>
    Rescue,
}
