using System.Text.Json;
using Tercet.Vision.Tests.Texts;

namespace Tercet.Cli.Tests.Commands;

/// <summary><c>tercet encode</c> with a text model: [CLS] 2, [SEP] 3, hello 5, world 6, query 11.</summary>
public sealed class EncodeTextsTests : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly TinyTextModel _model = new();

    public EncodeTextsTests() => _folder.Write("passages.csv", "id,Text\na,Hello\nb,\"hello, worlds\"\nc,Hello\n");

    public void Dispose()
    {
        _folder.Dispose();
        _model.Dispose();
    }

    [Fact]
    public void A_folder_is_a_text_model()
    {
        var first = Encode("--cache", _folder["cache"], "--json", "--out", _folder["a.npy"]);
        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        using (var json = JsonDocument.Parse(first.Output))
        {
            Assert.Equal([3, 4, 2, 0, 0], new[] { "rows", "dimensions", "embedded", "from-cache", "truncated-texts" }
                .Select(name => json.RootElement.GetProperty(name).GetInt32()));
            Assert.Equal(_model.Folder, json.RootElement.GetProperty("encoder").GetProperty("name").GetString());
        }
        Assert.Contains(
            "2 distinct: 0 embedded now, 2 from the cache in",
            Encode("--cache", _folder["cache"], "--out", _folder["b.npy"]).Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_folder["a.npy"]), File.ReadAllBytes(_folder["b.npy"]));
        using var matrix = EmbeddingFile.Open(_folder["a.npy"]);
        var row = new float[4];
        matrix.CopyRow(2, row);
        Assert.Equal(TinyTextModel.Unit(TinyTextModel.Pool("mean", 2, 5, 3)), row);
    }

    [Fact]
    public void A_prompt_comes_before_each_text_and_what_is_too_long_is_noted()
    {
        var tool = Encode("--prompt", "query ", "--max-tokens", "5", "--no-cache", "--out", _folder["a.npy"]);
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        Assert.Contains("note: 1 of 3 texts have more than 5 tokens and were truncated.", tool.Output, StringComparison.Ordinal);
        using var matrix = EmbeddingFile.Open(_folder["a.npy"]);
        var row = new float[4];
        matrix.CopyRow(0, row);
        Assert.Equal(TinyTextModel.Unit(TinyTextModel.Pool("mean", 2, 11, 5, 3)), row);
    }

    [Fact]
    public void Blank_texts_are_reported_with_their_rows()
    {
        var data = _folder.Write("passages.csv", "id,passage\na,hello\nb,\nc,\" \"\n");
        var tool = Encode("--text-column", "passage", "--no-cache", "--out", _folder["a.npy"]);
        Assert.Equal(65, tool.ExitCode);
        Assert.Contains(
            $"2 of 3 texts are blank:\n  {data}, row 3\n  {data}, row 4\nExpected at least one word in each.", tool.Error,
            StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["a.npy"]));
    }

    [Fact]
    public void A_table_without_the_column_or_without_rows_is_reported()
    {
        var tool = Encode("--text-column", "passage", "--out", _folder["a.npy"]);
        Assert.Equal(65, tool.ExitCode);
        Assert.Contains(
            "passages.csv: no column 'passage'. Its header has 'id', 'Text'; name the right one with --text-column.", tool.Error,
            StringComparison.Ordinal);
        _folder.Write("passages.csv", "id,text\n");
        Assert.Contains("passages.csv: no rows below the header.", Encode("--out", _folder["a.npy"]).Error, StringComparison.Ordinal);
        File.Delete(_folder["passages.csv"]);
        Directory.CreateDirectory(_folder["passages.csv"]);
        Assert.Contains(
            "passages.csv: a folder, where a text model needs a CSV file with a column of texts.",
            Encode("--out", _folder["a.npy"]).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--images, --size, --on-bad-image: for images, but --encoder is the text model", "--size", "32", "--images", "x",
        "--on-bad-image", "skip")]
    [InlineData("--max-tokens is 1; expected 3 or more.", "--max-tokens", "1")]
    [InlineData("--out is 'x.txt'; expected a file name that ends in .npy", "--out", "x.txt")]
    public void Wrong_usage_ends_with_2(string message, params string[] arguments)
    {
        var tool = Encode([.. arguments.Contains("--out") ? [] : new[] { "--out", _folder["a.npy"] }, .. arguments]);
        Assert.Equal(2, tool.ExitCode);
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_texts_beside_an_image_encoder_are_refused()
    {
        var tool = Tool.Run(
            "encode", "--data", _folder["passages.csv"], "--prompt", "x", "--text-column", "Text", "--out", _folder["a.npy"]);
        Assert.Equal(2, tool.ExitCode);
        Assert.Contains(
            "--text-column, --prompt: for texts, but --encoder is hog. Leave them out, or name the folder of a text model.", tool.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_of_texts_is_refused()
    {
        var tool = Tool.Run(
            "plan", "--encode", "--data", _folder["passages.csv"], "--encoder", _model.Folder, "--out", _folder["run"]);
        Assert.Equal(2, tool.ExitCode);
        Assert.Contains(
            "--encoder is the folder of a text model, but --encode embeds images. Embed texts with 'tercet encode'.", tool.Error,
            StringComparison.Ordinal);
    }

    private Tool Encode(params string[] arguments) =>
        Tool.Run(["encode", "--data", _folder["passages.csv"], "--encoder", _model.Folder, .. arguments]);
}
