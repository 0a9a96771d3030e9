using System.Text.Json;
using Tercet.CommandLine.Data;

namespace Tercet.Cli.Tests.Commands;

public sealed class EncodeCommandTests(UnpackedDemo demo) : IClassFixture<UnpackedDemo>, IDisposable
{
    private static readonly string Model = Path.Combine(AppContext.BaseDirectory, "Models", "convnet.onnx");

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_embeds_each_image_once()
    {
        string[] command = ["encode", "--data", demo["items.csv"], "--images", demo["images"], "--encoder", Model,
            "--preset", "imagenet", "--cache", _folder["cache"], "--json"];
        var first = Tool.Run([.. command, "--out", _folder["a.npy"]]);
        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        var again = Tool.Run([.. command, "--out", _folder["b.npy"]]);

        Assert.Equal((2000, 0), Counts(first));
        Assert.Equal((0, 2000), Counts(again));
        Assert.Equal(File.ReadAllBytes(_folder["a.npy"]), File.ReadAllBytes(_folder["b.npy"]));
        using var matrix = EmbeddingFile.Open(_folder["a.npy"]);
        Assert.Equal((2000, 16), (matrix.Count, matrix.Dimensions));
    }

    [Fact]
    public void Mining_images_is_mining_their_embeddings()
    {
        string[] model = ["--images", demo["images"], "--encoder", Model, "--size", "32", "--normalize", "--no-cache"];
        Assert.Equal("", Tool.Run(["encode", "--data", demo["items.csv"], "--out", _folder["items.npy"], .. model])
            .Error);
        Assert.Equal("", Tool.Run(["encode", "--data", demo["catalog.csv"], "--out", _folder["catalog.npy"], .. model])
            .Error);
        string[] mine = ["mine", "--data", demo["items.csv"], "--catalog", demo["catalog.csv"], "--triplets",
            "300"];
        Assert.Equal("", Tool.Run([.. mine, .. model, "--out", _folder["images"]]).Error);
        Assert.Equal("", Tool.Run(
            [.. mine, "--embeddings", _folder["items.npy"], "--catalog-embeddings", _folder["catalog.npy"], "--out",
            _folder["embeddings"]]).Error);

        Assert.Equal(File.ReadAllBytes(_folder["embeddings/train.parquet"]), File.ReadAllBytes(_folder["images/train.parquet"]));
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(_folder["images/manifest.json"]));
        var encoder = manifest.RootElement.GetProperty("encoder");
        Assert.Equal(Model, encoder.GetProperty("name").GetString());
        Assert.Equal("true", encoder.GetProperty("settings").GetProperty("normalize").GetString());
        var input = manifest.RootElement.GetProperty("inputs").EnumerateArray()
            .Single(input => input.GetProperty("role").GetString() == "encoder");
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Model))),
            input.GetProperty("sha256").GetString());
        Assert.Equal(input.GetProperty("sha256").GetString(), encoder.GetProperty("settings").GetProperty("model").GetString());
    }

    [Fact]
    public void Bad_images_fail_with_their_rows_or_are_skipped_and_counted()
    {
        DemoSet.Unpack(_folder["demo"]);
        var broken = Directory.GetFiles(_folder["demo/images"], "*.png", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Last();
        File.WriteAllText(broken, "gone");
        _folder.Write("demo/both.csv",
            string.Join('\n', File.ReadLines(_folder["demo/items.csv"])
            .Concat(File.ReadLines(_folder["demo/catalog.csv"]).Skip(1))));
        string[] encode = ["encode", "--data", _folder["demo/both.csv"], "--images", _folder["demo/images"], "--encoder",
            "pixels", "--no-cache", "--out", _folder["items.npy"]];
        var failed = Tool.Run(encode);
        Assert.Equal(65, failed.ExitCode);
        Assert.Contains("1 of 4,000 images cannot be used", failed.Error, StringComparison.Ordinal);
        Assert.Contains($"{Path.GetFileName(broken)}': not an image in PNG, JPEG, WebP, GIF or BMP", failed.Error,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["demo"], "*.npy*"));

        var skipped = Tool.Run([.. encode, "--on-bad-image", "skip"]);
        Assert.Equal((0, ""), (skipped.ExitCode, skipped.Error));
        Assert.Contains("1 images cannot be used; their embeddings are NaN", skipped.Output, StringComparison.Ordinal);
        using (var matrix = EmbeddingFile.Open(_folder["items.npy"]))
            Assert.Single(matrix.MissingRows);

        string[] mine = ["mine", "--data", _folder["demo/both.csv"], "--embeddings", _folder["items.npy"], "--triplets", "50",
            "--out", _folder["run"]];
        var refused = Tool.Run(mine);
        Assert.Equal(65, refused.ExitCode);
        Assert.Contains("--on-bad-image skip", refused.Error, StringComparison.Ordinal);
        var mined = Tool.Run([.. mine, "--on-bad-image", "skip"]);
        Assert.Equal((0, ""), (mined.ExitCode, mined.Error));
        Assert.Contains("items without an image: 1;", mined.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_whose_catalog_images_are_all_bad_is_skipped_too()
    {
        DemoSet.Unpack(_folder["demo"]);
        var rows = File.ReadAllLines(_folder["demo/catalog.csv"]);
        File.Delete(_folder[$"demo/images/{rows[1].Split(',')[0]}"]);
        var tool = Tool.Run("mine", "--data", _folder["demo/items.csv"], "--catalog", _folder["demo/catalog.csv"], "--images",
            _folder["demo/images"],
            "--encoder", "pixels", "--no-cache", "--on-bad-image", "skip", "--triplets", "50", "--out", _folder["run"]);
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        Assert.Contains("items without an image: 1;", tool.Output, StringComparison.Ordinal);
        Assert.Contains("catalog items without an image: 1;", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_needs_no_classes_to_be_encoded()
    {
        var files = File.ReadAllLines(demo["items.csv"]).Skip(1).Take(5).Select(row => row.Split(',')[0]).ToList();
        _folder.Write("images/files.csv", string.Join('\n', files.Prepend("file").Append("\"\"")));
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"images/{file}"])!);
            File.Copy(demo[$"images/{file}"], _folder[$"images/{file}"]);
        }
        var tool = Tool.Run("encode", "--data", _folder["images/files.csv"], "--out", _folder["files.npy"], "--no-cache");
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        using var matrix = EmbeddingFile.Open(_folder["files.npy"]);
        Assert.Equal((5, 1764), (matrix.Count - matrix.MissingRows.Count, matrix.Dimensions));
    }

    [Theory]
    [InlineData("--mean, --normalize: for an ONNX model, but --encoder is hog.", "--mean", "0.5", "--normalize")]
    [InlineData("--cache and --no-cache contradict each other", "--cache", "x", "--no-cache")]
    [InlineData("--mean is '0.5;0.5'; expected numbers with decimal points", "--encoder", "m.onnx", "--mean", "0.5;0.5")]
    [InlineData("--size is '2,24'; expected pixels", "--encoder", "m.onnx", "--size", "2,24")]
    [InlineData("--preset is 'imagnet'; expected one of imagenet, inception, clip.", "--encoder", "m.onnx", "--preset",
        "imagnet")]
    [InlineData("--max-pixels is 0; expected 1 or more.", "--max-pixels", "0")]
    [InlineData("--out is 'items.txt'; expected a file name that ends in .npy", "--out", "items.txt")]
    public void Wrong_usage_ends_with_2(string message, params string[] arguments)
    {
        string[] target = arguments.Contains("--out") ? [] : ["--out", _folder["x.npy"]];
        var tool = Tool.Run([
            "encode", "--data", demo["items.csv"], "--images", demo["images"], .. target, .. arguments]);
        Assert.Equal(2, tool.ExitCode);
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--size is 64x64, but", "--size", "64")]
    [InlineData("--pooling applies to outputs with one vector per token", "--pooling", "cls")]
    [InlineData("--crop-share applies to --resize crop only.", "--crop-share", "0.5")]
    public void Options_without_effect_on_a_model_are_rejected(string message, params string[] arguments)
    {
        var tool = Tool.Run([
            "encode", "--data", demo["items.csv"], "--images", demo["images"], "--encoder", Model, "--out",
            _folder["x.npy"], .. arguments]);
        Assert.Equal(2, tool.ExitCode);
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_but_the_cache_is_written_to_the_home_folder()
    {
        var tool = Tool.Run(
            [("XDG_CACHE_HOME", _folder["home"])],
            "encode", "--data", demo["catalog.csv"], "--images", demo["images"], "--encoder", Model, "--preset",
                "imagenet", "--out", _folder["x.npy"]);
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        Assert.Equal(["tercet"],
            Directory.GetFileSystemEntries(_folder["home"]).Select(Path.GetFileName)); // no telemetry of the runtime
    }

    [Fact]
    public void A_missing_output_folder_is_reported()
    {
        var tool = Tool.Run("encode", "--data", demo["items.csv"], "--images", demo["images"], "--out",
            _folder["nowhere/x.npy"]);
        Assert.Equal(65, tool.ExitCode);
        Assert.Contains("nowhere: no such folder. Expected a folder to write x.npy to", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoder_with_embeddings_is_rejected()
    {
        var tool = Tool.Run([.. _folder.WriteItems(60, 4, perClass: 3), "--encoder", "hog", "--out", _folder["run"]]);
        Assert.Equal(2, tool.ExitCode);
        Assert.Contains("--encoder: no effect with --embeddings", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_existing_file_is_kept()
    {
        _folder.Write("items.npy", "precious");
        string[] command = ["encode", "--data", demo["catalog.csv"], "--images", demo["images"], "--no-cache",
            "--out", _folder["items.npy"]];
        var tool = Tool.Run(command);
        Assert.Equal(65, tool.ExitCode);
        Assert.Contains("the file exists already. Choose another name, or overwrite it with --force.", tool.Error,
            StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(_folder["items.npy"]));
        Assert.Equal(0, Tool.Run([.. command, "--force"]).ExitCode);
    }

    private static (int Embedded, int FromCache) Counts(Tool tool)
    {
        using var json = JsonDocument.Parse(tool.Output);
        return (json.RootElement.GetProperty("embedded").GetInt32(), json.RootElement.GetProperty("from-cache").GetInt32());
    }
}
