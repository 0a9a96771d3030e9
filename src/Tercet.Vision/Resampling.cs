namespace Tercet.Vision;

/// <summary>
/// Resizes with a triangle filter that widens with the reduction, so that nothing is skipped (what Pillow calls BILINEAR):
/// out(i) = Σ w(x)·in(x) / Σ w(x), w(x) = max(0, 1 − |x + ½ − (i + ½)·s| / max(1, s)), s = in size / out size,
/// first along rows, then along columns, in plain double arithmetic.
/// </summary>
internal static class Resampling
{
    /// <summary>Stretches an image to a size.</summary>
    /// <returns>The image itself where it has that size already.</returns>
    public static GreyImage Resize(GreyImage image, int width, int height)
    {
        var narrowed = image.Width == width ? image : ResizeRows(image, width);
        return narrowed.Height == height ? narrowed : ResizeColumns(narrowed, height);
    }

    private static GreyImage ResizeRows(GreyImage image, int width)
    {
        var result = new GreyImage(width, image.Height, new float[width * image.Height]);
        var taps = Taps.Of(image.Width, width);
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Pixels.AsSpan(y * image.Width, image.Width);
            for (var x = 0; x < width; x++)
            {
                var sum = 0.0;
                for (var k = 0; k < taps[x].Weights.Length; k++)
                    sum += taps[x].Weights[k] * row[taps[x].First + k];
                result.Pixels[y * width + x] = (float)sum;
            }
        }
        return result;
    }

    private static GreyImage ResizeColumns(GreyImage image, int height)
    {
        var result = new GreyImage(image.Width, height, new float[image.Width * height]);
        var taps = Taps.Of(image.Height, height);
        var sums = new double[image.Width];
        for (var y = 0; y < height; y++)
        {
            Array.Clear(sums);
            for (var k = 0; k < taps[y].Weights.Length; k++)
            {
                var weight = taps[y].Weights[k];
                var row = image.Pixels.AsSpan((taps[y].First + k) * image.Width, image.Width);
                for (var x = 0; x < row.Length; x++)
                    sums[x] += weight * row[x];
            }
            for (var x = 0; x < sums.Length; x++)
                result.Pixels[y * image.Width + x] = (float)sums[x];
        }
        return result;
    }

    /// <summary>The inputs that make one output: consecutive ones from <paramref name="First"/>, weights of sum 1.</summary>
    private sealed record Taps(int First, double[] Weights)
    {
        public static Taps[] Of(int inputs, int outputs)
        {
            var scale = (double)inputs / outputs;
            var support = Math.Max(1, scale);
            var taps = new Taps[outputs];
            for (var i = 0; i < outputs; i++)
            {
                var centre = (i + 0.5) * scale;
                var first = Math.Max(0, (int)(centre - support + 0.5));
                var weights = new double[Math.Min(inputs, (int)(centre + support + 0.5)) - first];
                var sum = 0.0;
                for (var k = 0; k < weights.Length; k++)
                {
                    weights[k] = Math.Max(0, 1 - Math.Abs(first + k + 0.5 - centre) / support);
                    sum += weights[k];
                }
                for (var k = 0; k < weights.Length; k++)
                    weights[k] /= sum;
                taps[i] = new Taps(first, weights);
            }
            return taps;
        }
    }
}
