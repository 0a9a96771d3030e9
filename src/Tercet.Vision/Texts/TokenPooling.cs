namespace Tercet.Vision.Texts;

/// <summary>How one vector per token becomes one vector per text.</summary>
internal enum TokenPooling
{
    /// <summary>The mean of all tokens.</summary>
    Mean,

    /// <summary>The first token.</summary>
    Cls,

    /// <summary>The maximum of each component over all tokens.</summary>
    Max,
}
