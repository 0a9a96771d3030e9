using Tercet.Testing;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Runs;

public sealed class DataPathsTests
{
    [Fact]
    public void A_path_is_found_from_here_from_the_run_and_from_above_it()
    {
        using var folder = new TempFolder();
        folder.Write("data/items.csv", "x");
        folder.Write("runs/one/data/near.csv", "x");
        var run = folder["runs/one"];
        var fromHere = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder["data/items.csv"]);
        Assert.Equal(fromHere, DataPaths.Find(fromHere, run));
        Assert.Equal(folder["data/items.csv"], DataPaths.Find(folder["data/items.csv"], run));
        Assert.Equal(folder["data/items.csv"], DataPaths.Find("data/items.csv", run));
        Assert.Equal(folder["runs/one/data/near.csv"], DataPaths.Find("data/near.csv", run));
        Assert.Equal(folder["data"], DataPaths.Find("data", folder["runs"])); // a folder of images
        // The run's own folder goes before those above it.
        folder.Write("data/near.csv", "x");
        Assert.Equal(folder["runs/one/data/near.csv"], DataPaths.Find("data/near.csv", run));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nothing-of-this-name.csv")]
    [InlineData("/nothing-of-this-name.csv")]
    [InlineData("a\0b")]
    [InlineData("\0")]
    public void What_is_not_there_is_not_found(string? path)
    {
        using var folder = new TempFolder();
        Assert.Null(DataPaths.Find(path, folder.Path));
    }

    [Fact]
    public void An_absolute_path_is_not_looked_for_elsewhere()
    {
        using var folder = new TempFolder();
        folder.Write("items-of-this-test.csv", "x");
        Assert.Null(DataPaths.Find("/items-of-this-test.csv", folder.Path));
    }
}
