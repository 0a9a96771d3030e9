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
        var embeddings = _embeddings.AsSpan(0, count * encoder.Dimensions);
        encoder.Run(tensor, count, embeddings);
        RequireFinite(
            embeddings, encoder, nameImage,
            "Check that pixel values are prepared as in training (`PixelScale`, `Mean`, `Std`, or a preset) and, for float16, do "
            + "not overflow.");
        return embeddings;
    }

    public override void Dispose()
    {
        tensor.Dispose();
        base.Dispose();
    }
}

/// <summary>Fills a tensor, with a lookup table of 256 values per channel.</summary>
/// <typeparam name="T">The element type of the tensor.</typeparam>
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

    private OnnxBatch(
        OnnxEncoder encoder, OnnxInput input, int capacity, ImagePreparation preparation, Func<byte, int, T> convert, T[] values)
        : base(encoder, OrtValue.CreateTensorValueFromMemory(values, input.ShapeOf(capacity)), capacity)
    {
        (_input, _preparation, _values) = (input, preparation, values);
        _tables = [.. Enumerable.Range(0, input.Channels).Select(TableOf)];

        T[] TableOf(int channel) => [.. Enumerable.Range(0, byte.MaxValue + 1).Select(v => convert((byte)v, channel))];
    }

    public override void Set(int index, RgbImage image)
    {
        var fitted = ImageFitting.Fit(
            image, _input.Width, _input.Height, _preparation.Fit, _preparation.CropShare, _preparation.Interpolation);
        var target = _values.AsSpan(index * _input.Elements, _input.Elements);
        if (_input.Channels == 1)
        {
            SetGrey(fitted.Pixels, target);
            return;
        }
        for (var channel = 0; channel < _input.Channels; channel++)
            SetChannel(channel, fitted.Pixels, target);
    }

    private void SetGrey(ReadOnlySpan<byte> pixels, Span<T> target)
    {
        var table = _tables[0];
        for (var i = 0; i < target.Length; i++)
            target[i] = table[RgbImage.LumaOf(pixels.Slice(i * RgbImage.BytesPerPixel, ColourBytes))];
    }

    private void SetChannel(int channel, ReadOnlySpan<byte> pixels, Span<T> target)
    {
        var count = _input.Width * _input.Height;
        var table = _tables[channel];
        var source = _preparation.ChannelOrder == ChannelOrder.Bgr ? ColourBytes - 1 - channel : channel;
        var (first, stride) = _input.ChannelsFirst ? (channel * count, 1) : (channel, _input.Channels);
        for (var i = 0; i < count; i++)
            target[first + i * stride] = table[pixels[i * RgbImage.BytesPerPixel + source]];
    }
}
