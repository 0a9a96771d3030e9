using Tercet.Testing;
using Tercet.Viewer.Review;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Review;

/// <summary>A run that was mined with marks goes on from them: else the next one would be mined without.</summary>
public class InheritedMarksTests
{
    [Fact]
    public void MarksOfTheRunBeforeAreKeptAndWrittenWithTheNextOne()
    {
        using var folder = new TempFolder();
        var before = folder.Write("relabel.csv", "item,class\na,\nb,cat\n");
        Directory.CreateDirectory(folder["run"]);
        var marks = new Marks(folder["run"], new Dictionary<MarkKind, string> { [MarkKind.WrongLabel] = before });
        marks.Load();
        Assert.Equal([new Mark(MarkKind.WrongLabel, "a", ""), new Mark(MarkKind.WrongLabel, "b", "cat")], marks.All);
        Assert.Equal(before, marks.PathOf(MarkFile.Relabel));

        marks.Add(new Mark(MarkKind.SameThing, "c", "d"));
        Assert.Equal(before, marks.PathOf(MarkFile.Relabel));
        marks.Add(new Mark(MarkKind.WrongLabel, "e", "", "dog"));
        Assert.Equal(folder["run/relabel.csv"], marks.PathOf(MarkFile.Relabel));
        Assert.Equal("item,class,was\na,,\nb,cat,\ne,,dog\n", File.ReadAllText(folder["run/relabel.csv"]));
        Assert.Equal("item,class\na,\nb,cat\n", File.ReadAllText(before));

        marks.Remove(new Mark(MarkKind.WrongLabel, "a", ""));
        Assert.Equal("item,class,was\nb,cat,\ne,,dog\n", File.ReadAllText(folder["run/relabel.csv"]));
    }

    [Fact]
    public void ARunNamesTheMarksThatItWasMinedWith()
    {
        using var folder = new TempFolder();
        SampleRuns.WithLabelErrors(folder);
        var relabel = folder.Write("relabel.csv", "item,class\nitem-03,kind A\n");
        using var run = ViewedRun.Open(SampleRuns.MineAgain(folder, relabel), "again", new ViewerOptions { Runs = [] });
        Assert.Equal([new Mark(MarkKind.WrongLabel, "item-03", "kind A")], run.Marks.All);
    }
}
