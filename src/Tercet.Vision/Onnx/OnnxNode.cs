namespace Tercet.Vision.Onnx;

/// <summary>An operation of a model.</summary>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="Operation">The operator.</param>
/// <param name="Inputs">The names of its inputs; empty for one that is left out.</param>
/// <param name="Outputs">The names of its outputs; empty for one that is left out.</param>
/// <param name="Integers">Its attributes that are integers.</param>
internal sealed record OnnxNode(
    string Name, string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, long> Integers);
