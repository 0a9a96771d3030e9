namespace Tercet.Train.Encoders;

/// <summary>A network that can be trained.</summary>
internal enum EncoderKind
{
    /// <summary>Three convolutions and a dense layer, on images.</summary>
    CnnSmall,

    /// <summary>The residual network with 18 layers, on images.</summary>
    Resnet18,

    /// <summary>A linear map, or one hidden layer and a linear map, on given embeddings.</summary>
    Head,
}
