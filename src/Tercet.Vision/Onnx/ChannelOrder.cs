namespace Tercet.Vision;

/// <summary>The order in which a model expects the channels of a pixel.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue: nearly all models.</summary>
    Rgb,

    /// <summary>Blue, green, red: models from Caffe, or trained on images read by OpenCV.</summary>
    Bgr,
}
