namespace Tercet.Vision.Images;

/// <summary>
/// The inputs of each output of a row or column, and their weights: w(x) = f((x + ½ − (i + ½)·s) / max(1, s)) / Σ, s = inputs /
/// outputs, as integer multiples of 2⁻²². Bit-identical to Pillow.
/// </summary>
internal sealed class ResamplingFilter
{
    /// <summary>Fractional bits of a weight: 8 bits of pixel and 22 of weight leave two for sums above 1, and the sign.</summary>
    public const int Precision = 32 - 8 - 2;

    private readonly (int First, int Count)[] _inputs;
    private readonly int[] _weights;
    private readonly int _stride;

    /// <summary>The filter for a range of outputs.</summary>
    /// <param name="inputs">Number of input pixels.</param>
    /// <param name="outputs">Number of output pixels.</param>
    /// <param name="start">The first output to compute.</param>
    /// <param name="count">Number of outputs to compute.</param>
    /// <param name="interpolation">The filter.</param>
    public ResamplingFilter(int inputs, long outputs, long start, int count, Interpolation interpolation)
    {
        Count = count;
        var scale = (double)inputs / outputs;
        var widening = Math.Max(1, scale);
        var support = widening * (interpolation == Interpolation.Bicubic ? 2 : 1);
        var line = new double[(int)Math.Ceiling(support) * 2 + 1];
        _stride = line.Length * RgbImage.BytesPerPixel;
        _inputs = new (int, int)[count];
        _weights = new int[count * _stride];
        for (var i = 0; i < count; i++)
        {
            var centre = (start + i + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - support + 0.5));
            var width = Math.Min(inputs, (int)(centre + support + 0.5)) - first;
            _inputs[i] = (first, width);
            var sum = 0.0;
            for (var k = 0; k < width; k++)
            {
                var distance = Math.Abs((k + first - centre + 0.5) * (1 / widening));
                line[k] = interpolation == Interpolation.Bicubic ? Cubic(distance) : Math.Max(0, 1 - distance);
                sum += line[k];
            }
            for (var k = 0; k < width; k++)
            {
                var weight = line[k] / sum * (1 << Precision);
                _weights.AsSpan(i * _stride + k * RgbImage.BytesPerPixel, RgbImage.BytesPerPixel)
                    .Fill((int)(weight + (weight < 0 ? -0.5 : 0.5)));
            }
        }
    }

    /// <summary>Number of outputs.</summary>
    public int Count { get; }

    /// <summary>The inputs that any output needs; the end is exclusive.</summary>
    public (int First, int End) Range => (_inputs[0].First, _inputs[^1].First + _inputs[^1].Count);

    /// <summary>The first input of an output.</summary>
    public int First(int output) => _inputs[output].First;

    /// <summary>
    /// The weights of an output's inputs, which are adjacent; each is repeated four times, once per byte of a pixel.
    /// </summary>
    public ReadOnlySpan<int> Weights(int output) =>
        _weights.AsSpan(output * _stride, _inputs[output].Count * RgbImage.BytesPerPixel);

    private static double Cubic(double x) => x switch
    {
        < 1 => (1.5 * x - 2.5) * x * x + 1,
        < 2 => -0.5 * (((x - 5) * x + 8) * x - 4),
        _ => 0,
    };
}
