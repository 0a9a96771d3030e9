using Tercet.CommandLine.Data;
using Tercet.Testing;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Runs;

public class RecordedImagesTests
{
    [Fact]
    public void ARunThatWasMinedFromEmbeddingsNamesTheFolderOfItsImages()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["photos"]);
        SampleRuns.OfTexts(folder);
        var files = new DataFiles { Data = folder["items.csv"], Embeddings = folder["items.npy"], Images = folder["photos"] };
        var run = SampleRuns.Mine(files, folder["other"], new TripletOptions { TripletsPerEpoch = 10 }, TableFormat.Parquet);
        Assert.Contains(new ManifestInput("images", folder["photos"], null), RunManifest.Read(run).Inputs);
        var data = RunData.Read(RunRecord.Read(run), run, new ViewerOptions { Runs = [run] });
        Assert.Equal(folder["photos"], data.Items.Images!.Path);
    }
}
