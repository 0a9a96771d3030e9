using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;
using Tercet.Testing;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Runs;

public sealed class RunDataTests
{
    [Fact]
    public void The_tables_of_a_run_are_read_and_its_embeddings_opened()
    {
        using var folder = new TempFolder();
        var data = Read(SampleRuns.OfTexts(folder));
        Assert.Same(data.Items, data.Anchors);
        Assert.Equal((60, "doc-007", "topic B"), (data.Items.Count, data.Items.KeyOf(7), data.Items.ClassOf(7)));
        Assert.StartsWith("Text 7 about", data.Items.TextOf(7), StringComparison.Ordinal);
        Assert.False(data.Items.HasImage(7)); // doc-007 is no name of an image
        using var neighbourhood = data.OpenEmbeddings(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 60), neighbourhood.Items);
        var nearest = neighbourhood.NearestItems(isAnchor: false, 7, 4);
        Assert.Equal(4, nearest.Length);
        Assert.DoesNotContain(nearest, other => other.Row == 7);
        Assert.Empty(neighbourhood.NearestItems(isAnchor: false, 60, 4));
        Assert.Empty(neighbourhood.NearestItems(isAnchor: true, -1, 4));
    }

    [Fact]
    public void A_table_that_has_changed_is_refused()
    {
        using var folder = new TempFolder();
        var run = SampleRuns.OfTexts(folder);
        File.WriteAllText(folder["items.csv"], File.ReadAllText(folder["items.csv"]).Replace("doc-007", "doc-700", StringComparison.Ordinal));
        Assert.StartsWith("items.csv has changed since the run was mined", folder.FaultOf(() => Read(run)), StringComparison.Ordinal);
        File.Delete(folder["items.csv"]);
        Assert.StartsWith("items.csv: not found from here", folder.FaultOf(() => Read(run)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_whose_number_of_images_has_changed_is_refused()
    {
        using var folder = new TempFolder();
        var png = File.ReadAllBytes(Directory.EnumerateFiles(Path.GetDirectoryName(DemoSet.Unpack(folder["demo"]).Data)!, "*.png", SearchOption.AllDirectories).First());
        for (var i = 0; i < 8; i++)
            folder.Write($"images/{(char)('a' + i / 2)}/{i}.png", png);
        float[] values = [.. Enumerable.Range(0, 16).Select(i => MathF.Sin(i))];
        EmbeddingFile.Write(folder["images.npy"], To2D(values, 2));
        var run = Mine(folder, new DataFiles { Data = folder["images"], Embeddings = folder["images.npy"] });
        Assert.True(Read(run).Items.HasImage(3));
        folder.Write("images/a/0a.png", png);
        Assert.StartsWith("images has changed since the run was mined", folder.FaultOf(() => Read(run)), StringComparison.Ordinal);
    }

    [Fact]
    public void Corrections_that_were_added_since_leave_the_rows_as_they_are()
    {
        using var folder = new TempFolder();
        SampleRuns.OfTexts(folder);
        folder.Write("relabel.csv", "item,class,was\ndoc-000,topic B,topic A\n");
        var run = Mine(folder, new DataFiles { Data = folder["items.csv"], Embeddings = folder["items.npy"], Relabel = folder["relabel.csv"] });
        Assert.Equal("topic B", Read(run).Items.ClassOf(0));
        File.AppendAllText(folder["relabel.csv"], "doc-001,topic C,topic A\n");
        Assert.Equal("topic C", Read(run).Items.ClassOf(1));
    }

    [Fact]
    public void A_run_moves_with_its_data()
    {
        using var folder = new TempFolder();
        var mined = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.Path);
        SampleRuns.OfTexts(folder);
        var run = Mine(folder, new DataFiles { Data = Path.Combine(mined, "items.csv"), Embeddings = Path.Combine(mined, "items.npy") });
        var manifest = Path.Combine(run, "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(mined + "/", "elsewhere/", StringComparison.Ordinal));
        Assert.StartsWith("elsewhere/items.csv: not found from here", folder.FaultOf(() => Read(run)), StringComparison.Ordinal);
        Directory.CreateDirectory(folder["elsewhere"]);
        File.Move(folder["items.csv"], folder["elsewhere/items.csv"]);
        var data = Read(run);
        Assert.Contains("the embeddings of this run are missing", Assert.Throws<InvalidInputException>(() => data.OpenEmbeddings(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        File.Copy(folder["items.npy"], folder["elsewhere/items.npy"]);
        using var neighbourhood = Read(run).OpenEmbeddings(TestContext.Current.CancellationToken);
        Assert.Equal(60, neighbourhood.Items.Count);
    }

    [Fact]
    public void Other_embeddings_may_be_given_if_they_fit()
    {
        using var folder = new TempFolder();
        var run = SampleRuns.OfTexts(folder);
        EmbeddingFile.Write(folder["other.npy"], To2D([.. Enumerable.Range(0, 120).Select(i => (float)i)], 2));
        EmbeddingFile.Write(folder["short.npy"], To2D([.. Enumerable.Range(0, 118).Select(i => (float)i)], 2));
        using var neighbourhood = Read(run, new ViewerOptions { Runs = [run], Embeddings = folder["other.npy"] }).OpenEmbeddings(TestContext.Current.CancellationToken);
        Assert.Equal([8, 10], neighbourhood.NearestItems(isAnchor: true, 9, 2).Select(other => other.Row));
        var misfit = Read(run, new ViewerOptions { Runs = [run], Embeddings = folder["short.npy"] });
        Assert.Contains("59 rows", Assert.Throws<InvalidInputException>(() => misfit.OpenEmbeddings(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_are_looked_for_in_the_folder_that_is_given()
    {
        using var folder = new TempFolder();
        var run = SampleRuns.OfTexts(folder);
        Assert.Equal(folder.Path, Read(run).Items.Images!.Path);
        var data = Read(run, new ViewerOptions { Runs = [run], Images = "/elsewhere", FollowsLinks = true });
        Assert.Equal(("/elsewhere", true), (data.Items.Images!.Path, data.Items.Images.FollowsLinks));
        Assert.False(Read(run).Items.Images!.FollowsLinks);
    }

    [Fact]
    public void Embeddings_of_a_model_are_computed_again_wherever_the_run_was_moved_to()
    {
        using var folder = new TempFolder();
        var run = SampleRuns.OfImages(folder, options: new TripletOptions { TripletsPerEpoch = 50 });
        var data = Read(run);
        Assert.NotSame(data.Items, data.Anchors);
        Assert.True(data.Items.HasImage(0) && data.Anchors.HasImage(0));
        using var neighbourhood = data.OpenEmbeddings(TestContext.Current.CancellationToken);
        Assert.Equal((data.Items.Count, data.Anchors.Count), (neighbourhood.Items.Count, neighbourhood.Anchors.Count));
    }

    internal static float[,] To2D(float[] values, int dimensions)
    {
        var result = new float[values.Length / dimensions, dimensions];
        Buffer.BlockCopy(values, 0, result, 0, values.Length * sizeof(float));
        return result;
    }

    private static string Mine(TempFolder folder, DataFiles files)
    {
        new MineJob { Files = files, Options = new TripletOptions { TripletsPerEpoch = 20 }, Out = folder["mined"], WithReport = false }
            .Run(new ProgressDisplay(quiet: true), TestContext.Current.CancellationToken);
        return folder["mined"];
    }

    private static RunData Read(string run, ViewerOptions? options = null) =>
        RunData.Read(RunRecord.Read(run), run, options ?? new ViewerOptions { Runs = [run] });
}
