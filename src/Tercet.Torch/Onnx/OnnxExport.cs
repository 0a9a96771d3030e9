using Tercet.Torch.Encoders;
using Tercet.Torch.Training;

namespace Tercet.Torch.Onnx;

/// <summary>Writes trained encoders as ONNX models, which need no torch.</summary>
public static class OnnxExport
{
    /// <summary>Those of ONNX 1.12, which is from 2022.</summary>
    private const long Opset = 17, Format = 8;

    /// <summary>What one message of protobuf may hold, less some room for all but weights.</summary>
    private const long MostBytes = int.MaxValue - (1 << 20);

    /// <summary>
    /// Writes an encoder as it is when it is not training. The model takes a batch of any size: <c>images</c> of channels × height × width with
    /// values from 0 to 1, or for a <see cref="Head"/> <c>embeddings</c>; and gives a row of <c>embedding</c> for each. Equal weights give equal bytes.
    /// </summary>
    /// <param name="encoder">The encoder; a module of your own can be exported by the tools of its own framework only.</param>
    /// <param name="unitLength">Whether the model scales embeddings to unit length, as training did with <see cref="TrainingOptions.UnitLength"/>.</param>
    /// <param name="path">The file; one that is there is replaced, never half-written.</param>
    /// <exception cref="InvalidInputException">The encoder has 2 GB of weights or more, which a file of ONNX cannot hold.</exception>
    public static void Write(Encoder encoder, bool unitLength, string path)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(path);
        var bytes = encoder.named_parameters().Sum(named => named.parameter.numel() * sizeof(float));
        if (bytes > MostBytes)
            throw new InvalidInputException(FormattableString.Invariant(
                $"{path}: the encoder has {bytes:N0} bytes of weights. Expected at most {MostBytes:N0}, which a file of ONNX can hold. Train one of fewer dimensions or hidden units; a checkpoint holds the weights of this one."));
        var graph = new OnnxGraph();
        var embedding = encoder.Export(graph);
        graph.Output("embedding", unitLength ? graph.UnitLength(embedding) : embedding, encoder.Dimensions);
        var model = new ProtobufMessage()
            .Add(1, Format)
            .Add(2, "tercet")
            .Add(6, encoder.Description)
            .Add(7, graph.Finish(encoder.GetName()))
            .Add(8, new ProtobufMessage().Add(2, Opset));
        var temporary = path + ".partial";
        using (var file = File.Create(temporary))
        {
            file.Write(model.Content);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }
}
