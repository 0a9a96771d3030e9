namespace Tercet.Vision.Tests.Texts;

public sealed class TextEmbedderTests : IDisposable
{
    private readonly TinyTextModel _model = new();
    private readonly TemporaryFolder _cache = new();

    public void Dispose()
    {
        _model.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public void Each_distinct_text_is_embedded_once_and_cached()
    {
        using var encoder = _model.Open();
        var first = Expect(encoder, 2, 0, "hello", "world", "hello");
        Assert.Equal(first[0], first[2]);
        Assert.Equal(encoder.Encode("hello"), first[0]);
        Assert.Equal(encoder.Encode("world"), first[1]);
        Assert.Equal([first[1], first[0], encoder.Encode("worlds")], Expect(encoder, 1, 2, "world", "hello", "worlds"));
    }

    [Fact]
    public void Another_prompt_length_or_model_is_another_cache()
    {
        using var plain = _model.Open();
        Expect(plain, 1, 0, "hello");
        using var prompted = _model.Open(new TextEncoderOptions { Prompt = "query " });
        Expect(prompted, 1, 0, "hello");
        using var shortened = _model.Open(new TextEncoderOptions { MaxTokens = 3 });
        Expect(shortened, 1, 0, "hello");
        _model.Write("model.onnx", TinyTextModel.Table(element: 6));
        using var other = _model.Open();
        Expect(other, 1, 0, "hello");
        Expect(plain, 0, 1, "hello");
        Assert.Equal(4, Directory.GetDirectories(_cache.Path).Length);
        Assert.All(
            Directory.GetDirectories(_cache.Path), folder => Assert.StartsWith(Path.GetFileName(_model.Folder), Path.GetFileName(folder)));
    }

    [Fact]
    public void An_item_without_a_text_is_a_missing_row()
    {
        using var encoder = _model.Open();
        using var matrix = TextEmbedder.Embed(
            encoder, [null, "hello", null], cancellationToken: TestContext.Current.CancellationToken).Embeddings;
        Assert.Equal([0, 2], matrix.MissingRows);
        Assert.Equal(encoder.Encode("hello"), matrix.RowOf(1));
    }

    [Fact]
    public void Texts_that_are_too_long_are_counted_also_from_the_cache()
    {
        using var encoder = _model.Open(new TextEncoderOptions { MaxTokens = 4 });
        for (var run = 0; run < 2; run++)
        {
            var embedded = Embed(encoder, ["hello", "hello, world", "hello world", "hello, world"]);
            embedded.Embeddings.Dispose();
            Assert.Equal(2, embedded.Truncated);
        }
    }

    [Fact]
    public void All_blank_texts_are_reported_at_once()
    {
        using var encoder = _model.Open();
        var texts = Enumerable.Range(0, 1200).Select(i => i % 100 == 99 ? null : i % 2 == 0 ? " \n" : "").ToList();
        texts[2] = "hello";
        var problem = Assert.Throws<InvalidInputException>(() => Embed(encoder, texts));
        Assert.StartsWith("1,187 of 1,188 texts are blank:\n  items.csv, row 2\n  items.csv, row 3\n  items.csv, row 5\n", problem.Message);
        Assert.EndsWith(
            "  items.csv, row 12\n  … and 1177 more\nExpected at least one word in each. Fill them in, or remove these rows.", problem.Message);
        Assert.Equal(
            "None of 2 items has a text. Expected at least one.",
            Assert.Throws<InvalidInputException>(() => Embed(encoder, [null, null])).Message);
    }

    [Fact]
    public void Progress_ends_at_the_total()
    {
        using var encoder = _model.Open();
        var reports = new Reports();
        Embed(encoder, [.. Enumerable.Repeat("hello", 70)], reports).Embeddings.Dispose();
        Assert.Equal([new("embedding texts", 64, 70), new("embedding texts", 70, 70)], reports);
    }

    [Fact]
    public void It_can_be_cancelled()
    {
        using var encoder = _model.Open();
        Assert.Throws<OperationCanceledException>(() =>
            TextEmbedder.Embed(encoder, ["hello"], cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Options_out_of_bounds_are_reported()
    {
        using var encoder = _model.Open();
        Assert.Throws<InvalidOptionsException>(() => TextEmbedder.Embed(
            encoder, ["hello"], options: new TextEmbedderOptions { MaxDegreeOfParallelism = -1 },
            cancellationToken: TestContext.Current.CancellationToken));
    }

    private EmbeddedTexts Embed(TextEncoder encoder, IReadOnlyList<string?> texts, IProgress<WorkProgress>? progress = null) =>
        TextEmbedder.Embed(
            encoder, texts, item => $"items.csv, row {item + 2}",
            new TextEmbedderOptions { Cache = _cache.Path, MaxDegreeOfParallelism = 1 }, progress, TestContext.Current.CancellationToken);

    private float[][] Expect(TextEncoder encoder, int encoded, int fromCache, params string[] texts)
    {
        var embedded = Embed(encoder, texts);
        using var matrix = embedded.Embeddings;
        Assert.Equal((encoded, fromCache), (embedded.Encoded, embedded.FromCache));
        return [.. Enumerable.Range(0, matrix.Count).Select(matrix.RowOf)];
    }

    private sealed class Reports : List<WorkProgress>, IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => Add(value);
    }
}
