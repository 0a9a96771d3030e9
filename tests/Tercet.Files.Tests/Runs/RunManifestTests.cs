using System.Text;
using System.Text.Json.Nodes;

namespace Tercet.Files.Tests.Runs;

public sealed class RunManifestTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_field_is_read_back()
    {
        _folder.Write("manifest.json", Manifests.Example.ToJson());
        var read = RunManifest.Read(_folder.Path);
        Assert.Equivalent(Manifests.Example, read, strict: true);
        Assert.Equal(Manifests.Example.ToJson(), read.ToJson());
    }

    [Fact]
    public void Every_field_of_batches_is_read_back()
    {
        _folder.Write("manifest.json", Manifests.OfBatches.ToJson());
        var read = RunManifest.Read(_folder.Path);
        Assert.Equivalent(Manifests.OfBatches, read, strict: true);
        Assert.Equal(Manifests.OfBatches.ToJson(), read.ToJson());
        Assert.Equal((14, 5), (read.Train.Count, read.Test!.Count));
        var json = Encoding.UTF8.GetString(read.ToJson());
        string[] fields =
        [
            "mine\": \"batches\"", "classes-per-batch\": 12", "samples-per-class\": 3", "group-size\": 4",
            "last-batch\": \"fill\"", "batches\": 7", "test-batches\": 5", "batches\": 14",
        ];
        Assert.All(fields, field => Assert.Contains($"\"{field}", json, StringComparison.Ordinal));
        foreach (var field in new[] { "triplets", "test-triplets", "positive-strategy", "candidate-pool" })
            Assert.DoesNotContain($"\"{field}", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_values_stay_missing()
    {
        var options = Manifests.Example.Options with { CandidatePool = null };
        var manifest = Manifests.Example with { Test = null, Skipped = [], Options = options };
        var json = Encoding.UTF8.GetString(manifest.ToJson());
        Assert.DoesNotContain("\"test\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"candidate-pool\"", json, StringComparison.Ordinal);
        _folder.Write("manifest.json", json);
        Assert.Equivalent(manifest, RunManifest.Read(_folder.Path), strict: true);
    }

    [Fact]
    public void Text_of_any_language_is_readable_in_the_file_and_it_ends_with_a_line_feed()
    {
        var json = Encoding.UTF8.GetString(Manifests.Example.ToJson());
        Assert.Contains("données/训练.csv", json, StringComparison.Ordinal);
        Assert.Contains("\"selector\": \"log-rank\"", json, StringComparison.Ordinal);
        Assert.Contains("\"curve\": \"exponential growth=2.5\"", json, StringComparison.Ordinal);
        Assert.Contains("\"split\": \"by-class test-ratio=0.25 seed=7\"", json, StringComparison.Ordinal);
        Assert.Contains("\"steps\": \"3..17\"", json, StringComparison.Ordinal);
        Assert.Contains("\"seed\": 18446744073709551615", json, StringComparison.Ordinal);
        Assert.EndsWith("}\n", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_manifest_is_no_run() =>
        Assert.Equal(
            "run: no run (manifest.json is missing). Expected a folder that 'tercet mine' wrote.",
            _folder.FaultOf(() => RunManifest.Read(_folder["run"])));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"version\": 3}")]
    public void What_is_no_manifest_is_refused(string text)
    {
        _folder.Write("manifest.json", text);
        var message = _folder.FaultOf(() => RunManifest.Read(_folder.Path));
        Assert.StartsWith("manifest.json: ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("options")]
    [InlineData("inputs")]
    [InlineData("counts")]
    [InlineData("train")]
    [InlineData("skipped")]
    [InlineData("files")]
    [InlineData("train", "file")]
    [InlineData("options", "curve")]
    [InlineData("options", "selector")]
    [InlineData("options", "split")]
    [InlineData("inputs", 0)]
    [InlineData("skipped", 0)]
    [InlineData("files", 0)]
    public void A_null_in_the_manifest_is_refused(params object[] place)
    {
        var manifest = JsonNode.Parse(Manifests.Example.ToJson())!;
        var parent = place.Length == 1 ? manifest : manifest[(string)place[0]]!;
        if (place[^1] is int index)
            parent[index] = null;
        else
            parent[(string)place[^1]] = null;
        _folder.Write("manifest.json", manifest.ToJsonString());
        Assert.StartsWith(
            "manifest.json: not the manifest of a run (", _folder.FaultOf(() => RunManifest.Read(_folder.Path)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"file\": \"train.csv\",", "")]
    [InlineData("\"file\": \"train.csv\",", "\"file\": \"\",")]
    [InlineData("\"file\": \"test.csv\",", "\"file\": \"../test.csv\",")]
    [InlineData("\"role\": \"items\",", "")]
    [InlineData("\"min-distance\": 0.05", "\"min-distance\": 1e999")]
    [InlineData("\"mean\": 0.01", "\"mean\": -1e999")]
    public void A_file_without_a_name_and_a_number_beyond_float64_are_refused(string text, string other)
    {
        var json = Encoding.UTF8.GetString(Manifests.Example.ToJson());
        Assert.Contains(text, json, StringComparison.Ordinal);
        _folder.Write("manifest.json", json.Replace(text, other, StringComparison.Ordinal));
        Assert.StartsWith(
            "manifest.json: not the manifest of a run (", _folder.FaultOf(() => RunManifest.Read(_folder.Path)), StringComparison.Ordinal);
    }
}
