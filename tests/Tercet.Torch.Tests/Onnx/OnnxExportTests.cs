using Microsoft.ML.OnnxRuntime;
using Tercet.Torch.Encoders;
using Tercet.Torch.Onnx;
using Tercet.Torch.Training;
using static TorchSharp.torch;

namespace Tercet.Torch.Tests.Onnx;

public sealed class OnnxExportTests : IDisposable
{
    private const int Dimensions = 5;

    private readonly string _path = Path.GetTempFileName();

    /// <summary>Every encoder, each with the shape of its input in ONNX.</summary>
    public static TheoryData<string, string> Encoders => new()
    {
        { "cnn-small, grey", "1 32 32" },
        { "cnn-small, colour", "3 21 14" },
        { "cnn-small, the smallest", "1 8 8" },
        { "resnet18, grey", "1 32 32" },
        { "resnet18, colour", "3 45 38" },
        { "head", "11" },
        { "head, hidden", "11" },
    };

    public void Dispose() => File.Delete(_path);

    [Theory]
    [MemberData(nameof(Encoders))]
    public void ONNX_Runtime_gives_the_embeddings_of_torch(string name, string sizes)
    {
        using var encoder = Create(name, sizes);
        foreach (var unitLength in new[] { false, true })
        {
            OnnxExport.Write(encoder, unitLength, _path);
            using var session = new InferenceSession(_path);
            foreach (var batch in new[] { 1, 5 })
            {
                var values = Values(batch * encoder.InputLength);
                AssertSame(Embed(encoder, unitLength, values), Run(session, batch, Shape(sizes), values));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Equal_weights_give_equal_bytes(string name, string sizes)
    {
        using var encoder = Create(name, sizes);
        OnnxExport.Write(encoder, unitLength: true, _path);
        var first = File.ReadAllBytes(_path);
        encoder.train();
        OnnxExport.Write(encoder, unitLength: true, _path);
        Assert.Equal(first, File.ReadAllBytes(_path));
    }

    [Fact]
    public void An_embedding_of_zeros_stays_one()
    {
        using var encoder = new Head(3, Dimensions);
        using (no_grad())
        {
            foreach (var parameter in encoder.parameters())
                parameter.zero_();
        }
        OnnxExport.Write(encoder, unitLength: true, _path);
        using var session = new InferenceSession(_path);
        Assert.Equal(new float[Dimensions], Run(session, 1, [3], [1, 2, 3]));
    }

    private static string Describe(KeyValuePair<string, NodeMetadata> node)
    {
        var extents = node.Value.Dimensions.Zip(
            node.Value.SymbolicDimensions, (extent, name) => name.Length > 0 ? name : extent.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return $"{node.Key}: {(node.Value.ElementType == typeof(float) ? "float32" : node.Value.ElementType.Name)} [{string.Join(", ", extents)}]";
    }

    [Fact]
    public void The_model_declares_its_input_and_output()
    {
        using var encoder = new SmallCnn(new ImageShape(3, 16, 12), Dimensions);
        OnnxExport.Write(encoder, unitLength: true, _path);
        using var session = new InferenceSession(_path);
        var (input, output) = (session.InputMetadata.Single(), session.OutputMetadata.Single());
        Assert.Equal("images: float32 [batch, 3, 16, 12]", Describe(input));
        Assert.Equal("embedding: float32 [batch, 5]", Describe(output));
        Assert.Equal(("tercet", encoder.Description), (session.ModelMetadata.ProducerName, session.ModelMetadata.Description));
        Assert.False(File.Exists(_path + ".partial"));
    }

    private static Encoder Create(string name, string sizes)
    {
        var shape = Shape(sizes);
        var image = shape.Length == 3 ? new ImageShape(shape[0], shape[1], shape[2]) : default;
        Encoder encoder = name.Split(',')[0] switch
        {
            "cnn-small" => new SmallCnn(image, Dimensions, seed: 1),
            "resnet18" => new ResNet18(image, Dimensions, seed: 1),
            _ => new Head(shape[0], Dimensions, name.EndsWith("hidden", StringComparison.Ordinal) ? 7 : 0, seed: 1),
        };
        // Batch statistics, scales and shifts of batch normalization that have an effect.
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        encoder.train();
        encoder.forward(tensor(Values(4 * encoder.InputLength), [4, encoder.InputLength]));
        var normalizing = encoder.named_parameters().Where(named =>
            named.name.Contains("bn", StringComparison.Ordinal) || named.name.Contains("downsample.1", StringComparison.Ordinal));
        foreach (var (_, parameter) in normalizing)
            parameter.copy_(tensor([.. Values((int)parameter.numel()).Select(value => 0.5f + value)]));
        return encoder;
    }

    private static float[] Embed(Encoder encoder, bool unitLength, float[] values)
    {
        using var inputs = EmbeddingMatrix.FromArray(values, encoder.InputLength, "inputs");
        using var embeddings = new EmbeddingBatches(encoder, unitLength).Embed(inputs, [.. Enumerable.Range(0, inputs.Count)]);
        var result = new float[embeddings.Count * embeddings.Dimensions];
        for (var row = 0; row < embeddings.Count; row++)
            embeddings.CopyRow(row, result.AsSpan(row * embeddings.Dimensions));
        return result;
    }

    private static float[] Run(InferenceSession session, int batch, int[] shape, float[] values)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(values, [batch, .. shape.Select(size => (long)size)]);
        using var options = new RunOptions();
        using var result = session.Run(options, [session.InputNames[0]], [input], session.OutputNames);
        return result[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static void AssertSame(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.Contains(expected, value => Math.Abs(value) > 0.01);
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i], expected[i] - 1e-4, expected[i] + 1e-4);
    }

    /// <summary>Numbers in [0, 1] with a long period.</summary>
    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => i * 7919 % 1009 / 1008f)];

    private static int[] Shape(string sizes) => Array.ConvertAll(sizes.Split(' '), int.Parse);
}
