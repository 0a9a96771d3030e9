using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Tercet.Vision.Onnx;

/// <summary>What is taken from a model, and how it becomes one vector an image.</summary>
internal sealed class OnnxOutput
{
    private readonly Pooling _pooling;
    private readonly bool _normalize;
    private readonly int[] _shape; // of one image

    private OnnxOutput(string name, int[] shape, bool channelsFirst, Pooling pooling, bool normalize)
    {
        (Name, _shape, ChannelsFirst, _pooling, _normalize) = (name, shape, channelsFirst, pooling, normalize);
        Dimensions = shape.Length == 3 && channelsFirst ? shape[0] : shape[^1];
    }

    public string Name { get; }

    /// <summary>Components of an embedding.</summary>
    public int Dimensions { get; }

    /// <summary>How an output of four dimensions was read.</summary>
    public bool ChannelsFirst { get; }

    /// <summary>Whether there is one vector a token.</summary>
    public bool HasTokens => _shape.Length == 2;

    /// <summary>The output in words.</summary>
    public string Description => $"'{Name}' of {string.Join(" × ", _shape)}" + _shape.Length switch
    {
        1 => "",
        2 => _pooling == Pooling.Cls ? ", the first token" : ", the mean of all tokens",
        _ => ChannelsFirst ? ", averaged over the last two" : ", averaged over the first two",
    } + (_normalize ? ", scaled to unit length" : "");

    /// <summary>Chooses the output by its declaration.</summary>
    /// <exception cref="InvalidInputException">There is none of the name that was asked for, or several that could be meant.</exception>
    public static string Choose(InferenceSession session, string path, string? asked)
    {
        var outputs = session.OutputMetadata;
        var list = string.Join("; ", outputs.Select(output => OnnxInput.Describe(output.Key, output.Value)));
        if (asked is not null)
            return outputs.ContainsKey(asked) ? asked : throw new InvalidInputException($"{path}: the model has no output '{asked}'. It has {list}. Name one of these with --output.");
        if (outputs.Count == 1)
            return outputs.Keys.Single();
        var vectors = outputs.Where(output => output.Value.IsTensor && output.Value.Dimensions.Length == 2).ToList();
        return vectors.Count == 1 ? vectors[0].Key : throw new InvalidInputException($"{path}: the model has {outputs.Count} outputs: {list}. Say which one is the embedding with --output.");
    }

    /// <summary>Reads an output that a call gave.</summary>
    /// <exception cref="InvalidInputException">It is not numbers of one row an image.</exception>
    public static OnnxOutput Of(OrtValue value, string name, int batch, OnnxInput input, string path, OnnxEncoderOptions options)
    {
        if (!value.IsTensor)
            throw new InvalidInputException($"{path}: the output '{name}' is no tensor. Expected one vector an image; name another with --output.");
        var found = value.GetTensorTypeAndShape();
        var type = found.ElementDataType;
        var shape = found.Shape;
        var text = $"the output '{name}' is {OnnxInput.NameOf(type)} [{string.Join(", ", shape)}] for a batch of {batch}";
        if (type is not (TensorElementType.Float or TensorElementType.Float16 or TensorElementType.Double))
            throw new InvalidInputException($"{path}: {text}. Expected floating-point numbers; name another with --output.");
        if (shape.Length is < 2 or > 4 || shape[0] != batch || shape.Any(size => size < 1))
            throw new InvalidInputException(
                $"{path}: {text}. Expected (batch, components), (batch, tokens, components) or four dimensions, averaged over space; name another with --output, or export the model without its last layer.");
        int[] one = [.. shape.Skip(1).Select(size => checked((int)size))];
        var output = new OnnxOutput(name, one, IsChannelsFirst(one, input), options.Pooling, options.Normalize);
        return output.Dimensions <= EmbeddingMatrix.MaxDimensions ? output : throw new InvalidInputException(
            $"{path}: {text}: {output.Dimensions} components. Expected at most {EmbeddingMatrix.MaxDimensions}; name another with --output, or export the model with pooling.");
    }

    /// <summary>Makes the embeddings of the first images of a batch.</summary>
    public void Read(OrtValue value, int count, Span<float> embeddings)
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
        for (var i = 0; _normalize && i < count; i++)
            Normalize(embeddings.Slice(i * Dimensions, Dimensions));
    }

    /// <summary>Two equal sizes are space; where that does not tell, the output is laid out as the input is.</summary>
    private static bool IsChannelsFirst(int[] shape, OnnxInput input) => shape.Length == 3
        && (shape[1] == shape[2] && shape[0] != shape[1] || (shape[0] != shape[1] || shape[1] == shape[2]) && input.ChannelsFirst);

    private static void Normalize(Span<float> vector)
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
        var length = _shape.Aggregate(1, (product, size) => product * size);
        var places = _shape.Length == 2 && _pooling == Pooling.Cls ? 1 : length / Dimensions;
        var first = _shape.Length == 3 && ChannelsFirst;
        for (var i = 0; i < count; i++)
        {
            var image = values.Slice(i * length, length);
            for (var k = 0; k < Dimensions; k++)
            {
                var sum = 0.0;
                for (var place = 0; place < places; place++)
                    sum += convert(image[first ? k * places + place : place * Dimensions + k]);
                embeddings[i * Dimensions + k] = (float)(sum / places);
            }
        }
    }
}
