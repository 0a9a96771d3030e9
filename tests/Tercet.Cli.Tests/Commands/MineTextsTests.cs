using Tercet.Vision.Tests.Texts;

namespace Tercet.Cli.Tests.Commands;

/// <summary><c>tercet mine</c> with a text model: what it embeds is what <c>tercet encode</c> does.</summary>
public sealed class MineTextsTests : IDisposable
{
    private const string Words = "hello|world|hello world|world world hello|hello hello|query hello|query world|query query world";

    private readonly WorkFolder _folder = new();
    private readonly TinyTextModel _model = new();

    public MineTextsTests()
    {
        string[] texts = Words.Split('|');
        _folder.Write("q.csv", "id,text\n" + string.Concat(texts.Select((text, i) => $"q{i},{text}\n")));
        _folder.Write("p.csv", "id,text\n" + string.Concat(texts.Select((text, i) => $"p{i},{text} {text}\n")));
        _folder.Write("pairs.csv", "query,passage\n" + string.Concat(texts.Select((_, i) => $"q{i},p{i}\n")));
        _folder.Write("items.csv", "class,text\n" + string.Concat(texts.Select((text, i) => $"c{i / 2},{text}\n")));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _model.Dispose();
    }

    [Fact]
    public void Queries_and_passages_are_embedded_with_their_prompts()
    {
        Require(Tool.Run("encode", "--data", _folder["q.csv"], "--encoder", _model.Folder, "--prompt", "query ", "--no-cache", "--quiet",
            "--out", _folder["q.npy"]));
        Require(Tool.Run("encode", "--data", _folder["p.csv"], "--encoder", _model.Folder, "--no-cache", "--quiet", "--out", _folder["p.npy"]));
        string[] tables = ["--queries", _folder["q.csv"], "--passages", _folder["p.csv"], "--pairs", _folder["pairs.csv"]];
        string[] rest = ["--triplets", "20", "--test-ratio", "0", "--duplicates", "keep", "--format", "csv", "--quiet", "--no-report"];
        Require(Tool.Run(
            ["mine", .. tables, "--encoder", _model.Folder, "--query-prompt", "query ", "--no-cache", .. rest, "--out", _folder["texts"]]));
        Require(Tool.Run(
            ["mine", .. tables, "--query-embeddings", _folder["q.npy"], "--passage-embeddings", _folder["p.npy"], .. rest, "--out",
                _folder["rows"]]));
        Assert.Equal(File.ReadAllText(_folder["rows/train.csv"]), File.ReadAllText(_folder["texts/train.csv"]));
        var manifest = RunManifest.Read(_folder["texts"]);
        Assert.Equal(("query ", _model.Folder), (manifest.Options.QueryPrompt, manifest.Encoder!.Name));
    }

    [Fact]
    public void Labelled_texts_are_embedded_and_shown_in_the_report()
    {
        Require(Tool.Run(
            "mine", "--data", _folder["items.csv"], "--encoder", _model.Folder, "--no-cache", "--triplets", "20", "--test-ratio", "0",
            "--quiet", "--out", _folder["run"]));
        Assert.Contains("<blockquote>world world hello</blockquote>", File.ReadAllText(_folder["run/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Prompts_without_a_text_model_and_texts_without_an_encoder_are_refused()
    {
        string[] tables = ["--queries", _folder["q.csv"], "--passages", _folder["p.csv"], "--pairs", _folder["pairs.csv"]];
        RequireFault("--query-embeddings and --passage-embeddings are missing; or --encoder, the folder of a text model", [.. tables]);
        RequireFault("--prompt has no effect on queries and passages", [.. tables, "--encoder", _model.Folder, "--prompt", "x"]);
        RequireFault("--query-prompt and --passage-prompt are for queries and passages", "--data", _folder["items.csv"], "--encoder", _model.Folder,
            "--query-prompt", "x");
        RequireFault("--preset: for images, but --encoder is the text model", [.. tables, "--encoder", _model.Folder, "--preset", "clip"]);
    }

    private void RequireFault(string message, params string[] options)
    {
        var tool = Tool.Run(["mine", .. options, "--out", _folder["run"]]);
        Assert.Equal(2, tool.ExitCode);
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    private static void Require(Tool tool) => Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
}
