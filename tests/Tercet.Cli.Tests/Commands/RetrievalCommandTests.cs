using System.Text.Json;

namespace Tercet.Cli.Tests.Commands;

/// <summary>Mining queries and passages from the command line.</summary>
public sealed class RetrievalCommandTests : IDisposable
{
    private readonly RetrievalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Negatives_are_never_related_and_keep_within_the_bounds()
    {
        Require(_folder.Mine(
            "--triplets", "200", "--negatives", "4", "--ratio-to-positive", "0.9", "--format", "jsonl", "--write", "both"));
        var related = File.ReadLines(_folder["qrels.tsv"]).Skip(1).Select(line => line.Split('\t')).Select(f => (f[0], f[1])).ToHashSet();
        var perStep = new Dictionary<long, int>();
        foreach (var row in File.ReadLines(_folder["run/train.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement))
        {
            string Text(string name) => row.GetProperty(name).GetString()!;
            double Number(string name) => row.GetProperty(name).GetDouble();
            Assert.Contains((Text("anchor_id"), Text("positive_id")), related);
            Assert.DoesNotContain((Text("anchor_id"), Text("negative_id")), related);
            Assert.True(Number("s_an") <= Number("s_ap") - 0.1 * Math.Abs(Number("s_ap")) + 1e-12, "the bound is that of the least similar");
            Assert.Equal(1 - Number("d_an"), Number("s_an"));
            Assert.StartsWith("passage ", Text("negative_text"), StringComparison.Ordinal);
            Assert.False(row.TryGetProperty("anchor_class", out _));
            var step = row.GetProperty("step").GetInt64();
            perStep[step] = perStep.GetValueOrDefault(step) + 1;
        }
        Assert.InRange(perStep.Values.Max(), 4, 4);
        var manifest = RunManifest.Read(_folder["run"]);
        Assert.Equal((3L * RetrievalFolder.Queries, RetrievalFolder.Passages), (manifest.Counts.Pairs, manifest.Counts.Items));
        Assert.Equal("cosine", manifest.Options.Distance);
        Assert.Contains(manifest.Skipped, skip => skip.What == "candidates above the ratio to the positive");
        Assert.Equal(
            perStep.Values.Count(count => count < 4),
            manifest.Skipped.SingleOrDefault(skip => skip.What == "steps with fewer negatives than requested")?.Count ?? 0);
        Assert.Equal("row,id,part", File.ReadLines(_folder["run/split.csv"]).First());
    }

    [Theory]
    [InlineData("--negatives 3 --layout tuple --max-similarity 0.9 --strategy hardest")]
    [InlineData("--negatives 5 --spread 20 --layout list --write both --format jsonl --skip-nearest 0.05 --ranks 3..90")]
    [InlineData("--mine batches --classes-per-batch 8 --epochs 2 --skip-nearest 0.1 --write text")]
    [InlineData("--negatives 2 --margin-to-positive 0 --against mean --positive-strategy farthest --candidate-pool 50 --format csv")]
    public void A_run_in_parts_is_that_of_one_machine(string options)
    {
        string[] all = [.. options.Split(' '), .. options.Contains("batches", StringComparison.Ordinal) ? [] : (string[])["--triplets", "150"]];
        Require(_folder.Mine(all));
        var run = _folder["parts"];
        Require(Tool.Run(["plan", .. _folder.Options, .. all, "--parts", "3", "--quiet", "--out", run]));
        for (var part = RunPlan.Read(run).Parts.Count - 1; part >= 0; part--)
            Require(Tool.Run("part", run, $"{part}", "--quiet"));
        Require(Tool.Run("merge", run, "--quiet"));
        foreach (var file in RunManifest.Read(run).Files.Append("manifest.json").Where(file => file is not ("report.html" or "hardness.svg")))
            Assert.Equal(File.ReadAllBytes(_folder["run/" + file]), File.ReadAllBytes(Path.Combine(run, file)));
    }

    [Fact]
    public void A_batch_has_no_related_pairs()
    {
        Require(_folder.Mine("--mine", "batches", "--classes-per-batch", "10", "--format", "jsonl", "--test-ratio", "0"));
        var related = File.ReadLines(_folder["qrels.tsv"]).Skip(1).Select(line => line.Split('\t')).Select(f => (f[0], f[1])).ToHashSet();
        var rows = File.ReadLines(_folder["run/train.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(row => (Step: row.GetProperty("step").GetInt64(), Role: row.GetProperty("role").GetString(), Id: row.GetProperty("id").GetString()!))
            .GroupBy(row => row.Step).ToList();
        var seen = new HashSet<(string, string)>();
        foreach (var batch in rows)
        {
            var pairs = batch.Chunk(2).Select(pair => (pair[0].Id, pair[1].Id)).ToList();
            Assert.All(pairs, pair => Assert.True(related.Contains(pair) && seen.Add(pair), $"{pair} is no pair, or came before"));
            foreach (var (query, _) in pairs)
                Assert.Single(pairs, pair => related.Contains((query, pair.Item2)));
        }
    }

    [Fact]
    public void One_table_of_pairs_of_texts_is_enough()
    {
        _folder.Write("one.csv", "q,a\n" + string.Concat(Enumerable.Range(0, RetrievalFolder.Queries).Select(i => $"who {i / 2}?,it is {i % 40}\n")));
        var tool = Tool.Run(
            "mine", "--data", _folder["one.csv"], "--anchor-column", "q", "--positive-column", "a", "--query-embeddings", _folder["q.npy"],
            "--passage-embeddings", _folder["q.npy"], "--triplets", "40", "--negatives", "2", "--layout", "tuple", "--format", "csv", "--quiet",
            "--out", _folder["run"]);
        Require(tool);
        var lines = File.ReadAllLines(_folder["run/train.tuple.csv"]);
        Assert.Equal("anchor,positive,negative_1,negative_2", lines[0]);
        Assert.All(lines.Skip(1), line => Assert.Matches("^who \\d+\\?,it is \\d+,it is \\d+,it is \\d+$", line));
    }

    [Fact]
    public void Several_labels_share_none_with_a_negative()
    {
        string[] labels = ["a|b", "b", "a|c", "c", "d", "d|b", "a", "c|d"];
        _folder.Write("items.csv", "class\n" + string.Concat(Enumerable.Range(0, RetrievalFolder.Queries).Select(i => labels[i % 8] + "\n")));
        foreach (var match in new[] { "any", "all" })
        {
            Require(Tool.Run(
                "mine", "--data", _folder["items.csv"], "--embeddings", _folder["q.npy"], "--class-separator", "|", "--match", match,
                "--triplets", "100", "--test-ratio", "0", "--format", "jsonl", "--quiet", "--force", "--out", _folder["run"]));
            foreach (var row in TripletReader.Read(_folder["run/train.jsonl"]))
            {
                string[] Of(int item) => labels[item % 8].Split('|');
                Assert.Empty(Of(row.Triplet.Anchor).Intersect(Of(row.Triplet.Negative)));
                Assert.Contains(row.Triplet.AnchorClass, Of(row.Triplet.Positive));
                if (match == "all")
                    Assert.Empty(Of(row.Triplet.Anchor).Except(Of(row.Triplet.Positive)));
            }
        }
    }

    [Theory]
    [InlineData(2, "--query-embeddings and --passage-embeddings go together", "--passage-embeddings", null)]
    [InlineData(2, "--queries, --passages and --pairs go together", "--pairs", null)]
    [InlineData(65, "2 of 182 pairs name ids that are not in the data", "--pairs", "q77\tp1\t1\nq1\tp777\t1\n")]
    [InlineData(65, "no finite numbers", "--pairs", "q1\tp1\tmuch\n")]
    public void Bad_input_is_refused_and_nothing_is_written(int code, string message, string option, string? added)
    {
        if (added is not null)
            File.AppendAllText(_folder["qrels.tsv"], added);
        var options = _folder.Options.ToList();
        if (added is null)
            options.RemoveRange(options.IndexOf(option), 2);
        var tool = Tool.Run(["mine", .. options, "--out", _folder["run"]]);
        Assert.Equal(code, tool.ExitCode);
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Theory]
    [InlineData("--layout list has lists", "--layout", "list", "--format", "csv")]
    [InlineData("--against has no effect without", "--against", "mean")]
    [InlineData("--ranks is 9..3; expected", "--ranks", "9..3")]
    [InlineData("--ranks is '9'; expected A..B", "--ranks", "9")]
    [InlineData("--spread is 2; expected --negatives, 4, or more", "--spread", "2", "--negatives", "4")]
    [InlineData("--spread has no effect on one negative per step", "--spread", "5")]
    [InlineData("--negatives applies to triplets only", "--negatives", "4", "--mine", "batches")]
    [InlineData("--catalog: no effect on queries and passages", "--catalog", "x.csv")]
    [InlineData("--data has no effect with --queries", "--data", "x.csv")]
    [InlineData("--max-similarity is 0.5, but similarity is minus the distance", "--max-similarity", "0.5", "--distance", "euclidean")]
    [InlineData("--score-column needs --scores", "--score-column", "s")]
    [InlineData("--samples-per-class is 3; expected 2 for pairs", "--mine", "batches", "--samples-per-class", "3")]
    [InlineData("--query-prompt: no effect with --embeddings", "--query-prompt", "x")]
    public void Options_that_contradict_each_other_are_refused(string message, params string[] options)
    {
        var tool = _folder.Mine(options);
        Assert.Equal(2, tool.ExitCode);
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
    }

    private static void Require(Tool tool) => Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
}
