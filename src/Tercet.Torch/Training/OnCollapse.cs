namespace Tercet.Torch.Training;

/// <summary>What training does when the encoder collapses.</summary>
public enum OnCollapse
{
    /// <summary>It goes on; the epoch's health says so.</summary>
    Warn,

    /// <summary>It ends with that epoch.</summary>
    Stop,

    /// <summary>The next epochs' negatives are the easiest, at the schedule's floor, until the encoder is healthy again.</summary>
    Lower,
}
