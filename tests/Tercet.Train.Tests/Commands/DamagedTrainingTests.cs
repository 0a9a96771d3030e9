using System.Text.Json.Nodes;
using Tercet.Cli.Tests.Commands;

namespace Tercet.Train.Tests.Commands;

/// <summary><c>tercet train --resume</c> where a file of the training run is damaged.</summary>
public sealed class DamagedTrainingTests : IClassFixture<DamagedTrainingTests.Whole>, IDisposable
{
    private const string First = "run/checkpoints/epoch-0001.safetensors", Second = "run/checkpoints/epoch-0002.safetensors",
        Record = "run/training.json";

    private static readonly Dictionary<string, (Action<JsonNode> Damage, string Words)> DamagedRecords = new()
    {
        ["no options"] = (record => record["options"] = null,
            "not the record of a training run or a comparison (The property or field 'options'"),
        ["no inputs"] = (record => record["inputs"] = null,
            "not the record of a training run or a comparison (The property or field 'inputs'"),
        ["an input that is null"] = (
            record => record["inputs"]![0] = null, "not the record of a training run or a comparison (an input is null)."),
        ["an input without a role"] = (
            record => record["inputs"]![0]!.AsObject().Remove("role"), "input data: none there, SHA-256 "),
        ["an input of another kind"] = (
            record => record["inputs"]![0]!["sha256"] = "ab", "input data: SHA-256 ab… there, SHA-256 "),
        ["an input twice"] = (
            record => record["inputs"]!.AsArray().Add(JsonNode.Parse("""{"role":"data","path":"x"}""")),
            "input data: a folder there, SHA-256 "),
        ["words for a number"] = (
            record => record["options"]!["mining"]!["epochs"] = "x",
            "not the record of a training run or a comparison (The JSON value could not be converted to System.Int32."),
        ["an encoder that is not known"] = (
            record => record["encoder"]!["kind"] = "transformer",
            "not the record of a training run or a comparison (The JSON value could not be converted to"),
        ["files that are a number"] = (record => record["files"] = 1, "not the record of a training run. Choose another folder."),
        ["a list"] = (record => record.ReplaceWith("x"), "not the record of a training run. Choose another folder."),
    };

    private readonly WorkFolder _folder = new();
    private readonly string[] _arguments;

    public DamagedTrainingTests(Whole whole)
    {
        foreach (var name in whole.Folder.Files("run"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"run/{name}"])!);
            File.Copy(whole.Folder[$"run/{name}"], _folder[$"run/{name}"]);
        }
        _arguments = [.. whole.Arguments, "--out", _folder["run"], "--resume"];
    }

    public static TheoryData<string> Records() => [.. DamagedRecords.Keys];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_damaged_checkpoint_is_reported_and_without_it_the_one_before_is_resumed()
    {
        var table = File.ReadAllBytes(_folder["run/epochs.csv"]);
        File.WriteAllBytes(_folder[Second], File.ReadAllBytes(_folder[Second])[..^40]);
        RequireFault($"{_folder[Second]}: incomplete or corrupt safetensors file: ",
            "Move the file away, and --resume resumes from the epoch before.");
        File.Delete(_folder[Second]);
        Assert.Equal(new Tool(0, "", ""), Tool.Run(_arguments));
        Assert.Equal(table, File.ReadAllBytes(_folder["run/epochs.csv"]));
    }

    [Fact]
    public void A_checkpoint_under_the_name_of_another_is_reported()
    {
        File.Move(_folder[Second], _folder[First], overwrite: true);
        RequireFault($"{_folder[First]}: a checkpoint of epoch 2. Expected that of its name.", "Move the file away");
    }

    [Fact]
    public void A_folder_in_place_of_a_checkpoint_is_reported()
    {
        File.Delete(_folder[Second]);
        Directory.CreateDirectory(_folder[Second]);
        RequireFault($"{_folder[Second]}: a folder with this name already exists");
    }

    [Fact]
    public void A_file_in_place_of_the_folder_of_checkpoints_is_reported()
    {
        Directory.Delete(_folder["run/checkpoints"], recursive: true);
        _folder.Write("run/checkpoints", "");
        RequireFault($"{_folder["run/checkpoints"]}: a file with this name already exists");
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void A_damaged_record_is_reported(string name)
    {
        var record = new JsonArray(JsonNode.Parse(File.ReadAllText(_folder[Record])));
        DamagedRecords[name].Damage(record[0]!);
        _folder.Write(Record, record[0]!.ToJsonString());
        RequireFault($"{_folder[Record]}: ", DamagedRecords[name].Words);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"version\":")]
    public void Half_a_record_is_reported(string text)
    {
        _folder.Write(Record, text);
        RequireFault($"{_folder[Record]}: not the record of a training run. Choose another folder.");
    }

    private void RequireFault(params string[] words)
    {
        var tool = Tool.Run(_arguments);
        Assert.Equal((65, ""), (tool.ExitCode, tool.Output));
        foreach (var text in words)
            Assert.Contains(text, tool.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Files("run"), name => name.Contains("partial", StringComparison.Ordinal));
    }

    /// <summary>A complete training run, for all tests.</summary>
    public sealed class Whole : IDisposable
    {
        public Whole()
        {
            Arguments = [.. Folder.Embeddings(epochs: 2, triplets: 20), "--quiet"];
            Assert.Equal(0, Tool.Run([.. Arguments, "--out", Folder["run"]]).ExitCode);
        }

        public WorkFolder Folder { get; } = new();

        public string[] Arguments { get; }

        public void Dispose() => Folder.Dispose();
    }
}
