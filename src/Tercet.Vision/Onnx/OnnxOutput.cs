using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Tercet.Vision.Onnx;

/// <summary>The output of a model, and how it becomes one vector per image.</summary>
/// <param name="name">The output's name.</param>
/// <param name="shape">Its shape for one image, of one to three dimensions.</param>
/// <param name="channelsFirst">Whether the components come first in an output of three dimensions per image.</param>
/// <param name="pooling">How tokens are pooled.</param>
/// <param name="normalize">Whether embeddings are scaled to unit length.</param>
internal sealed class OnnxOutput(string name, int[] shape, bool channelsFirst, Pooling pooling, bool normalize)
{
    private readonly bool _componentsFirst = shape.Length == 3 && channelsFirst;
    private readonly int _length = shape.Aggregate(1, (product, size) => product * size);

    public string Name => name;

    /// <summary>Components of an embedding.</summary>
    public int Dimensions { get; } = shape.Length == 3 && channelsFirst ? shape[0] : shape[^1];

    /// <summary>Whether there is one vector per token.</summary>
    public bool HasTokens => shape.Length == 2;

    /// <summary>The output and its pooling, for people.</summary>
    public string Description => $"'{name}' of {string.Join(" × ", shape)}" + shape.Length switch
    {
        1 => "",
        2 => pooling == Pooling.Cls ? ", the first token" : ", the mean of all tokens",
        _ => channelsFirst ? ", averaged over the last two" : ", averaged over the first two",
    } + (normalize ? ", scaled to unit length" : "");

    /// <summary>Chooses an output by the model's declaration.</summary>
    /// <param name="session">The model.</param>
    /// <param name="path">Its path.</param>
    /// <param name="requested">The name of the output; null to choose the only suitable one.</param>
    /// <exception cref="InvalidInputException">There is no output of the requested name, or several are suitable.</exception>
    public static string Choose(InferenceSession session, string path, string? requested)
    {
        var outputs = session.OutputMetadata;
        var list = string.Join("; ", outputs.Select(output => OnnxInput.Describe(output.Key, output.Value)));
        if (requested is not null)
            return outputs.ContainsKey(requested) ? requested : throw new InvalidInputException(
                $"{path}: the model has no output '{requested}'. It has {list}. Set `Output` to one of these.");
        if (outputs.Count == 1)
            return outputs.Keys.Single();
        var vectors = outputs.Where(output => output.Value.IsTensor && output.Value.Dimensions.Length == 2).ToList();
        return vectors.Count == 1 ? vectors[0].Key : throw new InvalidInputException(
            $"{path}: the model has {outputs.Count} outputs: {list}. Set `Output` to the one that is the embedding.");
    }

    /// <summary>Determines how to read an output from its value in a trial call.</summary>
    /// <exception cref="InvalidInputException">It is not floating-point numbers with one row per image.</exception>
    public static OnnxOutput Read(
        OrtValue value, string name, int batch, OnnxInput input, string path, OnnxEncoderOptions options)
    {
        if (!value.IsTensor)
            throw new InvalidInputException(
                $"{path}: the output '{name}' is not a tensor. Expected one vector per image; set `Output` to another.");
        var found = value.GetTensorTypeAndShape();
        var sizes = found.Shape;
        var declared =
            $"{path}: the output '{name}' is {OnnxInput.NameOf(found.ElementDataType)} [{string.Join(", ", sizes)}] for a batch "
            + $"of {batch}";
        if (found.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16 or TensorElementType.Double))
            throw new InvalidInputException($"{declared}. Expected floating-point numbers; set `Output` to another.");
        if (sizes.Length is < 2 or > 4 || sizes[0] != batch || sizes.Any(size => size < 1))
            throw new InvalidInputException(
                $"{declared}. Expected (batch, components), (batch, tokens, components) or four dimensions, averaged over space; "
                + "set `Output` to another, or export the model without its last layer.");
        int[] shape = Squeeze([.. sizes.Skip(1).Select(size => checked((int)size))]);
        var output = new OnnxOutput(name, shape, IsChannelsFirst(shape, input), options.Pooling, options.Normalize);
        return output.Dimensions <= EmbeddingMatrix.MaxDimensions ? output : throw new InvalidInputException(
            $"{declared}: {output.Dimensions} components. Expected at most {EmbeddingMatrix.MaxDimensions}; set `Output` to "
            + "another, or export the model with pooling.");
    }

    /// <summary>Computes the embeddings of the first images of a batch.</summary>
    public void CopyEmbeddings(OrtValue value, int count, Span<float> embeddings)
    {
        switch (value.GetTensorTypeAndShape().ElementDataType)
        {
            case TensorElementType.Float:
                Pool(value.GetTensorDataAsSpan<float>(), static x => x, count, embeddings);
                break;
            case TensorElementType.Float16:
                Pool(value.GetTensorDataAsSpan<Float16>(), static x => (float)x, count, embeddings);
                break;
            default:
                Pool(value.GetTensorDataAsSpan<double>(), static x => x, count, embeddings);
                break;
        }
        for (var i = 0; normalize && i < count; i++)
            Normalize(embeddings.Slice(i * Dimensions, Dimensions));
    }

    /// <summary>Two equal sizes are the spatial ones; if that is ambiguous, the layout is that of the input.</summary>
    private static bool IsChannelsFirst(int[] shape, OnnxInput input)
    {
        if (shape.Length != 3)
            return false;
        var (lastTwoEqual, firstTwoEqual) = (shape[1] == shape[2], shape[0] == shape[1]);
        return lastTwoEqual == firstTwoEqual ? input.ChannelsFirst : lastTwoEqual;
    }

    /// <summary>The shape of one vector, where all sizes but one are 1: it is the same values, whichever size has them.</summary>
    private static int[] Squeeze(int[] shape) => shape.Count(size => size > 1) <= 1 ? [shape.Max()] : shape;

    /// <summary>Scales a vector to unit length; a zero vector stays as it is.</summary>
    public static void Normalize(Span<float> vector)
    {
        var sum = 0.0;
        foreach (var value in vector)
            sum += (double)value * value;
        var norm = Math.Sqrt(sum);
        for (var i = 0; norm > 0 && i < vector.Length; i++)
            vector[i] = (float)(vector[i] / norm);
    }

    private void Pool<T>(ReadOnlySpan<T> values, Func<T, double> convert, int count, Span<float> embeddings)
    {
        var places = HasTokens && pooling == Pooling.Cls ? 1 : _length / Dimensions;
        for (var i = 0; i < count; i++)
        {
            var image = values.Slice(i * _length, _length);
            for (var k = 0; k < Dimensions; k++)
            {
                var sum = 0.0;
                for (var place = 0; place < places; place++)
                    sum += convert(image[_componentsFirst ? k * places + place : place * Dimensions + k]);
                embeddings[i * Dimensions + k] = (float)(sum / places);
            }
        }
    }
}
