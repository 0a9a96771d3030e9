using System.Security.Cryptography;
using CsCheck;
using Tercet.Vision.Onnx;

namespace Tercet.Vision.Tests.Onnx;

public class OnnxModelFileTests
{
    [Fact]
    public void Digests_are_those_of_the_model_and_of_its_weights()
    {
        var (model, external) = OnnxModelFile.Read(Fixture.PathOf("models/external.onnx"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Fixture.BytesOf("models/external.onnx"))), model);
        var (name, data) = Assert.Single(external);
        Assert.Equal(
            ("external.onnx.data", Convert.ToHexStringLower(SHA256.HashData(Fixture.BytesOf("models/external.onnx.data")))),
            (name, data));
    }

    [Theory]
    [InlineData("convnet.onnx")]
    [InlineData("external.onnx")]
    public void Truncation_is_detected(string name)
    {
        const int Ends = 1000, Step = 13; // between the ends lie weights
        using var folder = new TemporaryFolder();
        folder.Write("external.onnx.data", Fixture.BytesOf("models/external.onnx.data"));
        var model = Fixture.BytesOf("models/" + name);
        var path = Path.Combine(folder.Path, name);
        for (var length = 0; length < model.Length; length += length < Ends || length > model.Length - Ends ? 1 : Step)
        {
            folder.Write(name, model[..length]);
            Assert.StartsWith(
                path, Assert.Throws<InvalidInputException>(() => OnnxEncoder.Open(path)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("convnet.onnx", 300)]
    [InlineData("external.onnx", 600)]
    [InlineData("two-embeddings.onnx", 600)]
    public void A_damaged_model_is_opened_or_rejected(string name, int iterations)
    {
        using var folder = new TemporaryFolder();
        folder.Write("external.onnx.data", Fixture.BytesOf("models/external.onnx.data"));
        var whole = Fixture.BytesOf("models/" + name);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 4].Sample(
            changes =>
            {
                var model = whole.ToArray();
                foreach (var (place, value) in changes)
                    model[place] = value;
                folder.Write(name, model);
                OpenOrReject(Path.Combine(folder.Path, name));
            },
            iter: iterations, threads: 1);
    }

    [Fact]
    public void Random_bytes_are_rejected()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "model.onnx");
        Gen.Byte.Array[0, 100].Sample(
            bytes =>
            {
                folder.Write("model.onnx", bytes);
                OpenOrReject(path);
            },
            iter: 2000, threads: 1);
    }

    /// <summary>A length that starts in one message and ends after it once led to an endless loop.</summary>
    [Fact]
    public void A_length_beyond_its_message_is_rejected()
    {
        using var folder = new TemporaryFolder();
        byte[] graph = [0x12]; // the graph's name, whose length is outside the graph
        foreach (byte last in (byte[])[0xF3, 0xF4, 0xF5, 0xF6, 0xFF])
        {
            folder.Write(
                "model.onnx", [.. TinyModel.Message(7, graph), last, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]);
            var path = Path.Combine(folder.Path, "model.onnx");
            Assert.StartsWith(
                $"{path}: incomplete or corrupt ONNX model (its structure is broken).",
                Assert.Throws<InvalidInputException>(() => OnnxModelFile.Read(path)).Message);
        }
    }

    [Fact]
    public void Weights_beside_the_model_are_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("model.onnx", TinyModel.WithExternalData("w.bin"));
        folder.Write("w.bin", BitConverter.GetBytes(0.5f));
        using var encoder = OnnxEncoder.Open(Path.Combine(folder.Path, "model.onnx"));
        Assert.Equal([0.5f, 0.5f, 0.5f], encoder.Encode(Images.Painted.Grey(5, 5, (_, _) => 0)));
    }

    [Theory]
    [InlineData("../w.bin")]
    [InlineData("sub/../../w.bin")]
    [InlineData("sub\\..\\..\\w.bin")]
    [InlineData("/etc/hostname")]
    public void Weights_elsewhere_are_not_read(string location)
    {
        const string Advice = "They are not read, as the ONNX specification requires. Expected names relative to the model; "
            + "export it again, or with its weights inside.";
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "model", "sub"));
        folder.Write("w.bin", BitConverter.GetBytes(0.5f));
        folder.Write("model/model.onnx", TinyModel.WithExternalData(location));
        var path = Path.Combine(folder.Path, "model", "model.onnx");
        Assert.Equal(
            $"""
            {path}: the model refers to weight files outside its folder:
              {location}
            {Advice}
            """.ReplaceLineEndings("\n"),
            Assert.Throws<InvalidInputException>(() => OnnxEncoder.Open(path)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("sub")]
    public void A_name_that_is_not_a_file_is_missing(string location)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "sub"));
        folder.Write("model.onnx", TinyModel.WithExternalData(location));
        var path = Path.Combine(folder.Path, "model.onnx");
        Assert.StartsWith(
            $"{path}: 1 of 1 weight files of the model are missing:\n  {location}\n",
            Assert.Throws<InvalidInputException>(() => OnnxEncoder.Open(path)).Message);
    }

    [Fact]
    public void Truncated_weights_are_rejected()
    {
        using var folder = new TemporaryFolder();
        folder.Write("external.onnx", Fixture.BytesOf("models/external.onnx"));
        var data = Fixture.BytesOf("models/external.onnx.data");
        var path = Path.Combine(folder.Path, "external.onnx");
        foreach (var length in (int[])[0, 1, data.Length / 2])
        {
            folder.Write("external.onnx.data", data[..length]);
            Assert.StartsWith(
                $"{path}: ONNX Runtime ", Assert.Throws<InvalidInputException>(() => OnnxEncoder.Open(path)).Message);
        }
    }

    private static void OpenOrReject(string path)
    {
        try
        {
            using var encoder = OnnxEncoder.Open(path);
        }
        catch (InvalidInputException e)
        {
            Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
        }
    }
}
