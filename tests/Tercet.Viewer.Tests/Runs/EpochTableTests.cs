using Tercet.Testing;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Runs;

public sealed class EpochTableTests
{
    [Fact]
    public void There_may_be_none_yet()
    {
        using var folder = new TempFolder();
        Assert.Null(EpochTable.Read(folder.Path));
    }

    [Fact]
    public void Numbers_and_verdicts_are_read_apart()
    {
        using var folder = new TempFolder();
        folder.Write("epochs.csv", "epoch,loss,health,sample_recall\n1,0.25,healthy,NaN\n2,1E-05,collapsed,0.5\n3,,healthy,x\n");
        var epochs = EpochTable.Read(folder.Path)!;
        Assert.Equal(["epoch", "loss", "sample_recall"], epochs.Columns);
        Assert.Equal(["healthy", "collapsed", "healthy"], epochs.Health);
        Assert.Equal([1, 2, 3], epochs.Column("epoch"));
        Assert.Equal([0.25, 1e-5, double.NaN], epochs.Column("loss"));
        Assert.Equal([double.NaN, 0.5, double.NaN], epochs.Column("sample_recall"));
        Assert.Null(epochs.Column("health"));
        Assert.Null(epochs.Column("Loss"));
    }

    [Fact]
    public void A_table_without_verdicts_has_blank_ones()
    {
        using var folder = new TempFolder();
        folder.Write("epochs.csv", "epoch,loss\n1,2\n");
        Assert.Equal([""], EpochTable.Read(folder.Path)!.Health);
    }
}
