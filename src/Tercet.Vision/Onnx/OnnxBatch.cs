using Microsoft.ML.OnnxRuntime;
using Tercet.Vision.Encoders;
using Tercet.Vision.Images;

namespace Tercet.Vision.Onnx;

/// <summary>The input tensor of one thread.</summary>
internal abstract class OnnxBatch(OnnxEncoder encoder, OrtValue tensor, int capacity) : EncodingBatch
{
    private float[] _embeddings = [];

    public OrtValue Tensor => tensor;

    public override int Capacity => capacity;

    public override ReadOnlySpan<float> Encode(int count, Func<int, string> nameImage)
    {
        if (_embeddings.Length == 0)
            _embeddings = new float[capacity * encoder.Dimensions];
        encoder.Run(tensor, count, _embeddings, nameImage);
        return _embeddings.AsSpan(0, count * encoder.Dimensions);
    }

    public override void Dispose()
    {
        tensor.Dispose();
        base.Dispose();
    }
}

/// <summary>Fills a tensor: a table says what each value of each channel becomes.</summary>
/// <typeparam name="T">An element of the tensor.</typeparam>
internal sealed class OnnxBatch<T> : OnnxBatch where T : unmanaged
{
    private const int ColourBytes = 3;

    private readonly OnnxInput _input;
    private readonly ImagePreparation _preparation;
    private readonly T[] _values;
    private readonly T[][] _tables;

    public OnnxBatch(OnnxEncoder encoder, OnnxInput input, int capacity, ImagePreparation preparation, Func<byte, int, T> convert)
        : this(encoder, input, capacity, preparation, convert, new T[checked(capacity * input.Elements)])
    {
    }

    private OnnxBatch(OnnxEncoder encoder, OnnxInput input, int capacity, ImagePreparation preparation, Func<byte, int, T> convert, T[] values)
        : base(encoder, OrtValue.CreateTensorValueFromMemory(values, input.ShapeOf(capacity)), capacity)
    {
        (_input, _preparation, _values) = (input, preparation, values);
        _tables = [.. Enumerable.Range(0, input.Channels).Select(channel => Enumerable.Range(0, byte.MaxValue + 1).Select(v => convert((byte)v, channel)).ToArray())];
    }

    public override void Set(int place, RgbImage image)
    {
        var fitted = ImageFitting.Fit(image, _input.Width, _input.Height, _preparation.Fit, _preparation.CropShare, _preparation.Interpolation).Pixels;
        var target = _values.AsSpan(place * _input.Elements, _input.Elements);
        var pixels = _input.Width * _input.Height;
        var (stride, channelStride) = _input.ChannelsFirst ? (1, pixels) : (_input.Channels, 1);
        for (var channel = 0; channel < _input.Channels; channel++)
        {
            var table = _tables[channel];
            if (_input.Channels == 1)
            {
                for (var i = 0; i < pixels; i++)
                    target[i] = table[RgbImage.LumaOf(fitted.Slice(i * RgbImage.BytesPerPixel, ColourBytes))];
                continue;
            }
            var source = _preparation.ChannelOrder == ChannelOrder.Bgr ? ColourBytes - 1 - channel : channel;
            for (var i = 0; i < pixels; i++)
                target[channel * channelStride + i * stride] = table[fitted[i * RgbImage.BytesPerPixel + source]];
        }
    }
}
