namespace Tercet.Vision.Texts;

/// <summary>Tries a model on texts: an embedding must depend on its text, and on nothing else.</summary>
internal static class TextTrial
{
    /// <summary>A larger difference, relative to the largest component, is not one of rounding.</summary>
    private const float MaxRounding = 1e-3f;

    /// <summary>The same for different texts; embeddings that differ this little do not depend on the text.</summary>
    private const float MinDifference = 1e-5f;

    /// <summary>Embeds a short text twice, and one of tokens of all parts of the vocabulary.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="most">Tokens of the longer text.</param>
    /// <exception cref="InvalidInputException">Embeddings depend on chance, or do not depend on their text.</exception>
    public static void Require(TextEncoder encoder, BertTokenizer tokenizer, int most)
    {
        var text = encoder.Tokenize("a text", out _);
        var (first, again, other) = (Embed(text), Embed(text), Embed(tokenizer.Sample(most)));
        if (Difference(first, again) > MaxRounding)
            throw new InvalidInputException(
                $"{encoder.Name}: the model gives the same text different embeddings. Expected the same ones. Export it in "
                + "evaluation mode (`model.eval()` in PyTorch), without random operations such as dropout.");
        if (Difference(first, other) < MinDifference)
            throw new InvalidInputException(
                $"{encoder.Name}: the model gives different texts the same embedding. Expected one that depends on the text. "
                + "Check that the export is complete, and that training did not collapse.");

        float[] Embed(int[] tokens)
        {
            var embedding = new float[encoder.Dimensions];
            encoder.Run(tokens, embedding, () => "a trial text");
            return embedding;
        }
    }

    /// <summary>The largest difference, relative to the largest component.</summary>
    private static float Difference(float[] a, float[] b)
    {
        var (difference, largest) = (0f, float.Epsilon);
        for (var i = 0; i < a.Length; i++)
        {
            difference = Math.Max(difference, Math.Abs(a[i] - b[i]));
            largest = Math.Max(largest, Math.Max(Math.Abs(a[i]), Math.Abs(b[i])));
        }
        return difference / largest;
    }
}
