namespace Tercet.Vision.Onnx;

/// <summary>The order in which a model takes the channels of a pixel.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue: nearly all models.</summary>
    Rgb,

    /// <summary>Blue, green, red: models that come from Caffe, and from OpenCV's way of reading.</summary>
    Bgr,
}
