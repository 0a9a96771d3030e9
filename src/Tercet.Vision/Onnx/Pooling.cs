namespace Tercet.Vision;

/// <summary>How an output with one vector per token (batch × tokens × components) becomes one vector per image.</summary>
public enum Pooling
{
    /// <summary>The mean of all tokens.</summary>
    Mean,

    /// <summary>The first token, which is the class token of a vision transformer.</summary>
    Cls,
}
