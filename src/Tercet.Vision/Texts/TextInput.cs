using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Tercet.Vision.Onnx;

namespace Tercet.Vision.Texts;

/// <summary>The inputs of a text model: the tokens of one text, and what else the model has of those that BERT has.</summary>
internal sealed class TextInput
{
    private const string Ids = "input_ids", Mask = "attention_mask", Types = "token_type_ids";

    private readonly string[] _names;
    private readonly bool[] _areInt32;

    private TextInput(string[] names, bool[] areInt32) => (_names, _areInt32) = (names, areInt32);

    /// <summary>The names, for a fingerprint.</summary>
    public string Description => string.Join(", ", _names);

    /// <summary>Reads the declaration of a model's inputs.</summary>
    /// <exception cref="InvalidInputException">
    /// There is no input of tokens, one of another name or type, or one of a fixed size.
    /// </exception>
    public static TextInput Read(InferenceSession session, string path)
    {
        var inputs = session.InputMetadata;
        var list = string.Join("; ", inputs.Select(input => OnnxInput.Describe(input.Key, input.Value)));
        var declared = $"{path}: the model takes {list}.";
        if (!inputs.ContainsKey(Ids) || inputs.Keys.Any(name => name is not (Ids or Mask or Types)))
            throw new InvalidInputException(
                $"{declared} Expected the inputs of a text encoder: {Ids}, and no others than {Mask} and {Types}. Export the "
                + "encoder alone, for feature extraction, as 'optimum-cli export onnx --task feature-extraction' does.");
        if (inputs.Values.Any(input => !input.IsTensor || input.Dimensions.Length != 2
            || input.ElementDataType is not (TensorElementType.Int64 or TensorElementType.Int32)))
            throw new InvalidInputException(
                $"{declared} Expected integers (int64 or int32) of two dimensions, (batch, tokens). Export it with these.");
        if (inputs.Values.Any(input => input.Dimensions[0] > 1 || input.Dimensions[1] > 0))
            throw new InvalidInputException(
                $"{declared} Expected open sizes, so that each text has as many tokens as it needs. Export it with dynamic axes "
                + "for batch and tokens, as 'optimum-cli export onnx' does.");
        string[] names = [.. inputs.Keys];
        return new TextInput(names, Array.ConvertAll(names, name => inputs[name].ElementDataType == TensorElementType.Int32));
    }

    /// <summary>Runs the model on one text.</summary>
    /// <param name="session">The model.</param>
    /// <param name="tokens">The text's tokens.</param>
    /// <param name="output">The output to compute.</param>
    /// <exception cref="OnnxRuntimeException">The model fails.</exception>
    public OrtValue Run(InferenceSession session, int[] tokens, string output)
    {
        var values = new List<OrtValue>(_names.Length);
        try
        {
            for (var i = 0; i < _names.Length; i++)
            {
                int[] content = _names[i] switch
                {
                    Ids => tokens,
                    Mask => [.. Enumerable.Repeat(1, tokens.Length)],
                    _ => new int[tokens.Length],
                };
                values.Add(_areInt32[i]
                    ? OrtValue.CreateTensorValueFromMemory(content, [1, tokens.Length])
                    : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(content, value => (long)value), [1, tokens.Length]));
            }
            using var options = new RunOptions();
            return session.Run(options, _names, values, [output])[0];
        }
        finally
        {
            foreach (var value in values)
                value.Dispose();
        }
    }
}
