using System.Globalization;

namespace Tercet.Vision.Onnx;

/// <summary>Tries a model on images of noise: an embedding must depend on its image, and on nothing else.</summary>
internal static class OnnxTrial
{
    /// <summary>A larger difference, relative to the largest component, is not one of rounding.</summary>
    private const float MaxRounding = 1e-3f;

    /// <summary>The same for different images; outputs that differ this little do not depend on the image.</summary>
    private const float MinDifference = 1e-5f;

    private const int Side = 32;

    /// <summary>Embeds the same image among others, then with others in their places, and another image.</summary>
    /// <param name="encoder">The encoder of the model.</param>
    /// <param name="batch">A batch of it.</param>
    /// <param name="isBatchFixed">Whether the model itself has the size of the batch.</param>
    /// <exception cref="InvalidInputException">Embeddings depend on more than their image, or do not depend on it.</exception>
    public static void Require(OnnxEncoder encoder, OnnxBatch batch, bool isBatchFixed)
    {
        var white = new RgbImage(1, 1, [byte.MaxValue, byte.MaxValue, byte.MaxValue, byte.MaxValue]);
        var first = Embed(encoder, batch, Noise(1), others: i => Noise(2 + (uint)i));
        var again = Embed(encoder, batch, Noise(1), others: _ => white);
        var other = Embed(encoder, batch, Noise(2), others: _ => white);
        if (Difference(first, again) is > MaxRounding and var change)
            throw new InvalidInputException(batch.Capacity == 1
                ? $"{encoder.Name}: the model gives the same image different embeddings (by {Percent(change)}). Expected the "
                    + "same ones. Export it in evaluation mode (`model.eval()` in PyTorch), without random operations such as "
                    + "dropout."
                : $"{encoder.Name}: the embedding of an image depends on the other images of its batch of {batch.Capacity} (by "
                    + $"{Percent(change)}). Expected each row to depend on its image alone. Export it in evaluation mode "
                    + "(`model.eval()` in PyTorch), or run it on one image at a time: "
                    + (isBatchFixed ? "export it with an open batch size." : "set `Device` to cpu."));
        if (Difference(first, other) is < MinDifference)
            throw new InvalidInputException(
                $"{encoder.Name}: the model gives different images the same embedding. Expected one that depends on the image. "
                + "Export it in evaluation mode (`model.eval()` in PyTorch), and check that pixel values are prepared as in "
                + "training (`PixelScale`, `Mean`, `Std`, or a preset) and that training did not collapse.");
    }

    /// <summary>Refuses a network that was exported while it was trained.</summary>
    public static void RequireEvaluationMode(string path, string input)
    {
        if (OnnxModelFile.ReadGraph(path).TrainingBatchNormalization(input) is not { } node)
            return;
        var name = node.Name.Length > 0 ? node.Name : node.Outputs[0];
        throw new InvalidInputException(
            $"{path}: the batch normalization '{name}' is in training mode: it normalizes by the images of a call, so that "
            + "embeddings depend on other images, or are all equal. Expected a model in evaluation mode. Call `model.eval()` "
            + "before torch.onnx.export, and leave its `training` at the default.");
    }

    /// <summary>The embedding of an image, first of a batch.</summary>
    private static float[] Embed(OnnxEncoder encoder, OnnxBatch batch, RgbImage image, Func<int, RgbImage> others)
    {
        batch.Set(0, image);
        for (var i = 1; i < batch.Capacity; i++)
            batch.Set(i, others(i));
        var embeddings = new float[batch.Capacity * encoder.Dimensions];
        encoder.Run(batch.Tensor, batch.Capacity, embeddings);
        return embeddings[..encoder.Dimensions];
    }

    /// <summary>The largest difference, relative to the largest component; null where values are not finite.</summary>
    private static float? Difference(float[] a, float[] b)
    {
        var (difference, largest) = (0f, float.Epsilon);
        for (var i = 0; i < a.Length; i++)
        {
            difference = Math.Max(difference, Math.Abs(a[i] - b[i]));
            largest = Math.Max(largest, Math.Max(Math.Abs(a[i]), Math.Abs(b[i])));
        }
        return float.IsFinite(difference) && float.IsFinite(largest) ? difference / largest : null;
    }

    private static string Percent(float share) => share.ToString("0.# %", CultureInfo.InvariantCulture);

    /// <summary>An image of noise, whose colour and contrast depend on the seed too.</summary>
    private static RgbImage Noise(uint seed)
    {
        var pixels = new byte[Side * Side * RgbImage.BytesPerPixel];
        var state = seed * 0x9E3779B9;
        int[] colour = [Next(), Next(), Next(), byte.MaxValue];
        var contrast = Next();
        for (var i = 0; i < pixels.Length; i++)
        {
            var plain = colour[i % RgbImage.BytesPerPixel];
            pixels[i] = (byte)((plain * (byte.MaxValue - contrast) + Next() * contrast) / byte.MaxValue);
        }
        return new RgbImage(Side, Side, pixels);

        byte Next()
        {
            state = state * 1664525 + 1013904223; // Numerical Recipes' generator
            return (byte)(state >> 24);
        }
    }
}
