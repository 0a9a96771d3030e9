using Tercet.Torch.Encoders;
using Tercet.Torch.Training;

namespace Tercet.Torch.Onnx;

/// <summary>Exports trained encoders as ONNX models, which need no torch.</summary>
/// <example>
/// <code>
/// OnnxExport.Write(encoder, trainer.Options.UnitLength, "encoder.onnx");
/// </code>
/// </example>
public static class OnnxExport
{
    /// <summary>The versions of ONNX 1.12 (2022).</summary>
    private const long Opset = 17, Format = 8;

    /// <summary>The limit of one protobuf message, less some room for everything but weights.</summary>
    private const long MaxBytes = int.MaxValue - (1 << 20);

    /// <summary>
    /// Writes an encoder in evaluation mode. The model takes a batch of any size, <c>images</c> of channels × height × width with
    /// values in [0, 1], or <c>embeddings</c> for a <see cref="Head"/>, and returns one row of <c>embedding</c> for each. Equal
    /// weights give byte-identical files.
    /// </summary>
    /// <param name="encoder">The encoder. For a module of one's own, use another exporter.</param>
    /// <param name="unitLength">
    /// Whether the model scales embeddings to unit length, as training does with <see cref="TrainingOptions.UnitLength"/>.
    /// </param>
    /// <param name="path">The file; an existing one is replaced, never half-written.</param>
    /// <exception cref="InvalidInputException">The encoder has 2 GB of weights or more, too many for ONNX.</exception>
    public static void Write(Encoder encoder, bool unitLength, string path)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(path);
        var bytes = encoder.named_parameters().Sum(named => named.parameter.numel() * sizeof(float));
        if (bytes > MaxBytes)
        {
            throw new InvalidInputException(FormattableString.Invariant(
                $"{path}: the encoder has {bytes:N0} bytes of weights. Expected at most {MaxBytes:N0}, ONNX's limit. ")
                + "Train an encoder with fewer dimensions or hidden units; a checkpoint holds the weights of this one.");
        }
        var graph = new OnnxGraph();
        var embedding = encoder.Export(graph);
        graph.Output("embedding", unitLength ? graph.UnitLength(embedding) : embedding, encoder.Dimensions);
        var model = new ProtobufMessage()
            .Add(1, Format)
            .Add(2, "tercet")
            .Add(6, encoder.Description)
            .Add(7, graph.Finish(encoder.GetName()))
            .Add(8, new ProtobufMessage().Add(2, Opset));
        DurableFile.Write(path, file => file.Write(model.Content));
    }
}
