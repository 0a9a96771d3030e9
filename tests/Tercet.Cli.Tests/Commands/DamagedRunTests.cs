using System.Text.Json.Nodes;

namespace Tercet.Cli.Tests.Commands;

/// <summary><c>tercet inspect</c> on a run whose files are damaged.</summary>
public sealed class DamagedRunTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public DamagedRunTests() =>
        Assert.Equal(0, Tool.Run(
            [.. _folder.WriteItems(60, 4, perClass: 3), "--triplets", "20", "--cycles", "1", "--format", "csv", "--out",
            _folder["run"], "--quiet"]).ExitCode);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Missing_triplets_are_reported()
    {
        File.Delete(_folder["run/train.csv"]);
        RequireFault($"{_folder["run/train.csv"]}: missing, though manifest.json names it. Mine the run again.");
    }

    [Fact]
    public void Triplets_beyond_the_steps_are_reported()
    {
        Change(manifest => manifest["train"]!["total-steps"] = 19);
        RequireFault($"{_folder["run/train.csv"]}: a row of step 19, but manifest.json has 19 steps. Mine the run again.");
    }

    [Fact]
    public void An_invalid_schedule_is_reported()
    {
        Change(manifest => manifest["options"]!["cycles"] = 0);
        RequireFault("manifest: Cycles is 0; expected 1 or more.");
    }

    [Fact]
    public void Options_that_are_null_are_reported()
    {
        Change(manifest => manifest["options"] = null);
        RequireFault($"{_folder["run/manifest.json"]}: not the manifest of a run (");
    }

    private void Change(Action<JsonNode> change)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(_folder["run/manifest.json"]))!;
        change(manifest);
        _folder.Write("run/manifest.json", manifest.ToJsonString());
    }

    private void RequireFault(string words)
    {
        var tool = Tool.Run("inspect", _folder["run"]);
        Assert.Equal((65, ""), (tool.ExitCode, tool.Output));
        Assert.StartsWith($"tercet: {words}", tool.Error, StringComparison.Ordinal);
    }
}
