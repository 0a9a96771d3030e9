using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Tercet.Vision.Onnx;

namespace Tercet.Vision.Texts;

/// <summary>The output of a text model, and how it becomes one vector per text.</summary>
/// <param name="name">The output's name.</param>
/// <param name="hasTokens">Whether it has one vector per token; else one per text, which is taken as it is.</param>
/// <param name="pooling">How tokens are pooled.</param>
/// <param name="normalize">Whether embeddings are scaled to unit length.</param>
internal sealed class TextOutput(string name, bool hasTokens, TokenPooling pooling, bool normalize)
{
    private const string Sentence = "sentence_embedding";

    public string Name => name;

    /// <summary>What is done with the output.</summary>
    public string Description =>
        $"'{name}'"
        + (!hasTokens ? "" : pooling == TokenPooling.Cls ? ", the first token" : $", the {EnumNames.ToKebabCase(pooling)} of all tokens")
        + (normalize ? ", scaled to unit length" : "");

    /// <summary>
    /// Chooses an output: one vector per token, which is pooled as the folder says; of the whole model, pooling included, only
    /// where there is no other or a layer follows the pooling.
    /// </summary>
    /// <exception cref="InvalidInputException">There is no such output, or several are suitable.</exception>
    public static TextOutput Choose(InferenceSession session, string path, ModelFolder folder)
    {
        var outputs = session.OutputMetadata;
        var (tokens, vectors) = (OfRank(3), OfRank(2));
        var named = tokens.Find(output => output is "last_hidden_state" or "token_embeddings");
        if (!folder.HasDense && (named ?? (tokens.Count == 1 ? tokens[0] : null)) is { } token)
            return new TextOutput(token, true, folder.Pooling, folder.Normalize);
        if (vectors.Contains(Sentence))
            return new TextOutput(Sentence, false, folder.Pooling, folder.Normalize);
        if (vectors.Count == 1 && tokens.Count == 0 && !folder.HasDense)
            return new TextOutput(vectors[0], false, folder.Pooling, folder.Normalize);
        var list = string.Join("; ", outputs.Select(output => OnnxInput.Describe(output.Key, output.Value)));
        throw new InvalidInputException(
            $"{path}: the model has the outputs {list}. "
            + (folder.HasDense
                ? $"Expected {Sentence} of (batch, components), since modules.json has a Dense layer after the pooling. "
                : $"Expected last_hidden_state of (batch, tokens, components), or {Sentence} of (batch, components). ")
            + "Export it with 'optimum-cli export onnx'.");

        List<string> OfRank(int rank) =>
            [.. outputs.Where(output => output.Value.IsTensor && output.Value.Dimensions.Length == rank).Select(output => output.Key)];
    }

    /// <summary>The components of an embedding, by the output for some text.</summary>
    /// <exception cref="InvalidInputException">The output has another shape or type than declared.</exception>
    public int Measure(OrtValue value, int tokens, string path)
    {
        var found = value.GetTensorTypeAndShape();
        var shape = found.Shape;
        var isExpected = found.ElementDataType is TensorElementType.Float or TensorElementType.Float16
            && shape.Length == (hasTokens ? 3 : 2) && shape[0] == 1 && (!hasTokens || shape[1] == tokens)
            && shape[^1] is >= 1 and <= EmbeddingMatrix.MaxDimensions;
        return isExpected ? (int)shape[^1] : throw new InvalidInputException(
            $"{path}: the output '{name}' is {OnnxInput.NameOf(found.ElementDataType)} [{string.Join(", ", shape)}] for one text "
            + $"of {tokens} tokens. Expected float32 or float16, ({(hasTokens ? "batch, tokens" : "batch")}, components) with at "
            + $"most {EmbeddingMatrix.MaxDimensions} components. Export it for feature extraction.");
    }

    /// <summary>Computes the embedding of the only text of an output.</summary>
    public void CopyEmbedding(OrtValue value, Span<float> embedding)
    {
        if (value.GetTensorTypeAndShape().ElementDataType == TensorElementType.Float16)
        {
            var halves = value.GetTensorDataAsSpan<Float16>();
            var values = new float[halves.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)halves[i];
            Pool(values, embedding);
        }
        else
        {
            Pool(value.GetTensorDataAsSpan<float>(), embedding);
        }
        if (normalize)
            OnnxOutput.Normalize(embedding);
    }

    private void Pool(ReadOnlySpan<float> values, Span<float> embedding)
    {
        var tokens = !hasTokens || pooling == TokenPooling.Cls ? 1 : values.Length / embedding.Length;
        for (var k = 0; k < embedding.Length; k++)
        {
            var (sum, most) = (0.0, float.NegativeInfinity);
            for (var token = 0; token < tokens; token++)
            {
                var value = values[token * embedding.Length + k];
                sum += value;
                most = Math.Max(most, value);
            }
            embedding[k] = hasTokens && pooling == TokenPooling.Max ? most : (float)(sum / tokens);
        }
    }
}
