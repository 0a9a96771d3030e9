using System.Text.Json;

namespace Tercet.Vision.Tests.Texts;

/// <summary>Against make_texts.py, which has a tokenizer and a BERT of its own, in float64.</summary>
public sealed class ReferenceTests : IDisposable
{
    private const double Tolerance = 1e-4;

    private readonly List<(string Text, int[] Ids)> _texts = Read("texts");

    private readonly TextEncoder _encoder = TextEncoder.Open(MiniLm.Folder);

    public void Dispose() => _encoder.Dispose();

    [Fact]
    public void Tokens_are_equal()
    {
        using var encoder = TextEncoder.Open(MiniLm.Folder, new TextEncoderOptions { MaxTokens = 256 });
        Assert.All([.. _texts, .. Read("random")], text => Assert.Equal(text.Ids, encoder.Tokenize(text.Text, out _)));
    }

    [Fact]
    public void Embeddings_are_equal()
    {
        using var encoder = TextEncoder.Open(MiniLm.Folder, new TextEncoderOptions { MaxTokens = 256 });
        using var expected = EmbeddingFile.Open(Fixture.PathOf("embeddings/texts-mean.npy"));
        Assert.Equal((_texts.Count, 384), (expected.Count, encoder.Dimensions));
        var worst = _texts.Index().Max(text => Difference(expected.RowOf(text.Index), encoder.Encode(text.Item.Text)));
        TestContext.Current.SendDiagnosticMessage($"largest difference of a component: {worst:G3}");
        Assert.InRange(worst, 0, Tolerance);
    }

    [Theory]
    [InlineData("cls")]
    [InlineData("max")]
    public void Other_poolings_without_normalization_are_equal(string mode)
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "model.onnx", "vocab.txt" })
            File.CreateSymbolicLink(Path.Combine(folder.Path, name), Path.Combine(MiniLm.Folder, name));
        folder.Write("modules.json", """[{"path": "", "type": "a.Transformer"}, {"path": "pooled", "type": "a.Pooling"}]"""u8.ToArray());
        Directory.CreateDirectory(Path.Combine(folder.Path, "pooled"));
        var property = $"pooling_mode_{mode}{(mode == "cls" ? "_token" : "_tokens")}";
        folder.Write("pooled/config.json", JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, bool> { ["pooling_mode_mean_tokens"] = false, [property] = true }));
        using var encoder = TextEncoder.Open(folder.Path);
        using var expected = EmbeddingFile.Open(Fixture.PathOf($"embeddings/texts-{mode}.npy"));
        for (var i = 0; i < expected.Count; i++)
            Assert.InRange(Difference(expected.RowOf(i), encoder.Encode(_texts[i].Text)), 0, Tolerance);
    }

    [Fact]
    public void A_prompt_is_a_string_before_the_text()
    {
        using var encoder = TextEncoder.Open(MiniLm.Folder, new TextEncoderOptions { Prompt = "This is " });
        Assert.Equal(_encoder.Encode(_texts[0].Text), encoder.Encode("an example sentence."));
        Assert.NotEqual(_encoder.Fingerprint, encoder.Fingerprint);
    }

    [Fact]
    public void Rows_do_not_depend_on_order_threads_and_other_texts()
    {
        string[] texts = [.. _texts.Select(text => text.Text)];
        var alone = Array.ConvertAll(texts, _encoder.Encode);
        foreach (var threads in new[] { 1, 2, 5 })
        {
            int[] order = [.. Enumerable.Range(0, texts.Length)];
            new Random(threads).Shuffle(order);
            var embedded = TextEmbedder.Embed(
                _encoder, [.. order.Select(i => texts[i])], null, new TextEmbedderOptions { MaxDegreeOfParallelism = threads },
                cancellationToken: TestContext.Current.CancellationToken);
            using var matrix = embedded.Embeddings;
            for (var row = 0; row < order.Length; row++)
                Assert.Equal(alone[order[row]], matrix.RowOf(row));
        }
    }

    private static List<(string Text, int[] Ids)> Read(string list) =>
    [
        .. Fixture.Rows("texts.json", list).Select(row => (
            row.Text("text"), row.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).ToArray())),
    ];

    private static double Difference(float[] a, float[] b) => a.Zip(b, (x, y) => Math.Abs((double)x - y)).Max();
}
