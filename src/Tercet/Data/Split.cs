namespace Tercet;

/// <summary>A part of the data; a triplet's three items are of one part.</summary>
public enum Split
{
    /// <summary>What a model is trained on.</summary>
    Train,

    /// <summary>What it is tested on.</summary>
    Test,
}
