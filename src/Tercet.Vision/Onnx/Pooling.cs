namespace Tercet.Vision.Onnx;

/// <summary>How an output of one vector a token (batch × tokens × components) becomes one vector.</summary>
public enum Pooling
{
    /// <summary>The mean of all tokens.</summary>
    Mean,

    /// <summary>The first token, which is the class token of a vision transformer.</summary>
    Cls,
}
