using CsCheck;
using Tercet.Testing;
using Tercet.Viewer.Review;

namespace Tercet.Viewer.Tests.Review;

public sealed class MarksTests
{
    private static readonly Mark Same = new(MarkKind.SameThing, "a", "b"), Fine = new(MarkKind.Fine, "b", "a");
    private static readonly Mark Wrong = new(MarkKind.WrongLabel, "a", "", "cat"), Relabelled = new(MarkKind.WrongLabel, "a", "dog", "cat");

    /// <summary>Names of items with all that a CSV file or a spreadsheet could take for something else.</summary>
    private static readonly Gen<string> Names = Gen.Select(
        Gens.OneOf(",", ";", "\t", "|", "\"", "\"\"", "\n", "\r\n", " ", "=cmd|'/c calc'!A1", "+1", "@x", "é", "日本", "\U0001F600", "<b>", "a", "7")
            .Array[1, 6],
        parts => string.Concat(parts));

    [Fact]
    public void A_mark_replaces_one_about_the_same_pair_or_item()
    {
        using var folder = new TempFolder();
        var marks = new Marks(folder.Path);
        marks.Load();
        Assert.Empty(marks.All);
        marks.Add(Same);
        marks.Add(Wrong);
        marks.Add(Fine);
        marks.Add(Relabelled);
        Assert.Equal([Relabelled, Fine], Loaded(folder));
        Assert.Equal(Fine, marks.OfPair("a", "b"));
        Assert.Equal(Fine, marks.OfPair("b", "a"));
        Assert.Null(marks.OfPair("a", "c"));
        Assert.Equal(Relabelled, marks.OfLabel("a"));
        Assert.Null(marks.OfLabel("b"));
        Assert.Equal("anchor,negative\n", File.ReadAllText(folder["exclusions.csv"]));
        Assert.Equal("item,class,was\na,dog,cat\n", File.ReadAllText(folder["relabel.csv"]));
        Assert.Equal("anchor,negative\nb,a\n", File.ReadAllText(folder["reviewed.csv"]));
        Assert.Equal(["exclusions.csv", "relabel.csv", "reviewed.csv"], folder.Names());
    }

    [Fact]
    public void Undo_restores_what_a_mark_replaced()
    {
        using var folder = new TempFolder();
        var marks = new Marks(folder.Path);
        Assert.Null(marks.Undo());
        Assert.False(marks.CanUndo);
        marks.Add(Same);
        marks.Add(Fine);
        Assert.Equal(Fine, marks.Undo());
        Assert.Equal([Same], Loaded(folder));
        Assert.Equal(Same, marks.Undo());
        Assert.Empty(Loaded(folder));
        Assert.False(marks.CanUndo);
    }

    [Fact]
    public void Undo_passes_over_what_was_taken_back_or_replaced_otherwise()
    {
        using var folder = new TempFolder();
        Marks marks = new(folder.Path), other = new(folder.Path);
        marks.Add(Wrong);
        marks.Add(Same);
        marks.Remove(Same);
        Assert.Equal(Wrong, marks.Undo());
        Assert.False(marks.CanUndo);
        marks.Add(Same);
        marks.Add(Fine);
        marks.Remove(Fine);
        Assert.Null(marks.Undo()); // neither is there, and the replaced one does not come back
        Assert.Empty(Loaded(folder));
        marks.Add(Wrong);
        marks.Add(Same);
        other.Add(Relabelled);
        other.Add(Fine);
        Assert.Null(marks.Undo());
        Assert.Equal([Relabelled, Fine], Loaded(folder));
    }

    [Fact]
    public void Every_change_is_told_and_seen_by_the_next_one()
    {
        using var folder = new TempFolder();
        Marks marks = new(folder.Path), other = new(folder.Path);
        var changes = 0;
        marks.Changed += () => changes++;
        marks.Add(Same);
        other.Add(Wrong);
        Assert.Equal([Same], marks.All);
        marks.Remove(new Mark(MarkKind.Fine, "x", "y"));
        Assert.Equal([Same, Wrong], marks.All);
        marks.Undo();
        Assert.Equal(3, changes);
        Assert.Equal([Wrong], marks.All);
    }

    [Fact]
    public void Hostile_names_are_read_back_as_they_were() => Gen.Select(Names, Names, Names, Gen.Enum<MarkKind>()).Array[1, 8].Sample(
        drawn =>
        {
            using var folder = new TempFolder();
            var marks = new Marks(folder.Path);
            foreach (var (first, second, note, kind) in drawn)
                marks.Add(new Mark(kind, first, second, kind == MarkKind.WrongLabel ? note : ""));
            Assert.Equal(marks.All.OrderBy(mark => mark.Kind), Loaded(folder).OrderBy(mark => mark.Kind)); // a file for each kind
            var last = drawn[^1];
            Assert.Contains(new Mark(last.Item4, last.Item1, last.Item2, last.Item4 == MarkKind.WrongLabel ? last.Item3 : ""), marks.All);
        },
        iter: 100, threads: 1);

    [Fact]
    public void The_files_are_those_that_mining_reads() => Gen.Select(Names.Array[2, 12], Gens.OneOf("", "a new, \"class\"", "7")).Sample(
        drawn =>
        {
            using var folder = new TempFolder();
            var (names, label) = (drawn.Item1.Select(name => name.Trim()).Where(name => name.Length > 0).Distinct().ToArray(), drawn.Item2);
            if (names.Length < 2)
                return;
            var items = new ItemTable([.. names.Select((_, i) => $"class {i}")], names);
            var marks = new Marks(folder.Path);
            for (var i = 1; i < names.Length; i++)
            {
                marks.Add(new Mark(MarkKind.SameThing, names[0], names[i]));
                marks.Add(new Mark(MarkKind.WrongLabel, names[i], label, $"class {i}"));
            }
            Assert.Equal(
                Enumerable.Range(1, names.Length - 1).SelectMany(i => new[] { (0, i), (i, 0) }),
                ExcludedPairsFile.Read(folder["exclusions.csv"], items).Pairs);
            Assert.Equal(
                names.Skip(1).ToDictionary(name => name, _ => label.Length == 0 ? null : label),
                RelabelFile.Read(folder["relabel.csv"], items).Classes);
        },
        iter: 60, threads: 1);

    [Fact]
    public void Files_whose_marks_are_all_taken_back_exclude_and_relabel_nothing()
    {
        using var folder = new TempFolder();
        var marks = new Marks(folder.Path);
        foreach (var mark in new[] { Same, Wrong })
        {
            marks.Add(mark);
            marks.Remove(mark);
        }
        var items = new ItemTable(["x", "y"], ["a", "b"]);
        Assert.Empty(ExcludedPairsFile.Read(folder["exclusions.csv"], items).Pairs);
        Assert.Empty(RelabelFile.Read(folder["relabel.csv"], items).Classes);
        Assert.Empty(Loaded(folder));
    }

    [Fact]
    public void Two_viewers_of_a_run_lose_no_mark()
    {
        const int Threads = 8, PerThread = 50;
        using var folder = new TempFolder();
        Marks[] viewers = [new(folder.Path), new(folder.Path)];
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            for (var i = 0; i < PerThread; i++)
                viewers[thread % 2].Add(new Mark((MarkKind)(i % 3), $"thread {thread}, mark {i}", "other"));
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(Threads * PerThread, Loaded(folder).Distinct().Count());
        Assert.Equal(["exclusions.csv", "relabel.csv", "reviewed.csv"], folder.Names());
    }

    [Fact]
    public void What_cannot_be_written_changes_nothing()
    {
        using var folder = new TempFolder();
        var marks = new Marks(folder.Path);
        marks.Add(Same);
        var changes = 0;
        marks.Changed += () => changes++;
        // A folder where the file is written to.
        Directory.CreateDirectory(folder["relabel.csv" + DurableFile.PartialSuffix]);
        Assert.ThrowsAny<SystemException>(() => marks.Add(Wrong));
        Directory.CreateDirectory(folder["exclusions.csv" + DurableFile.PartialSuffix]);
        Assert.ThrowsAny<SystemException>(() => marks.Remove(Same));
        Assert.ThrowsAny<SystemException>(() => marks.Undo());
        Assert.Equal([Same], marks.All);
        Assert.Equal([Same], Loaded(folder));
        Assert.Equal(0, changes);
        Assert.True(marks.CanUndo);
        Directory.Delete(folder["exclusions.csv" + DurableFile.PartialSuffix]);
        Assert.Equal(Same, marks.Undo());
    }

    [Fact]
    public void A_mark_that_moves_to_another_file_is_written_there_before_it_leaves_the_first()
    {
        using var folder = new TempFolder();
        var marks = new Marks(folder.Path);
        marks.Add(Same);
        Directory.CreateDirectory(folder["exclusions.csv" + DurableFile.PartialSuffix]); // as if ended between the files
        Assert.ThrowsAny<SystemException>(() => marks.Add(Fine));
        Assert.Equal([Same, Fine], Loaded(folder));
        Directory.Delete(folder["exclusions.csv" + DurableFile.PartialSuffix]);
        marks.Add(Fine);
        Assert.Equal([Fine], Loaded(folder));
        Directory.CreateDirectory(folder["reviewed.csv" + DurableFile.PartialSuffix]);
        Assert.ThrowsAny<SystemException>(() => marks.Add(Same));
        Assert.Contains(Same, Loaded(folder));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_an_error_of_input_and_output()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "an administrator may write everywhere");
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TempFolder();
        var marks = new Marks(folder.Path);
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.True(Record.Exception(() => marks.Add(Same)) is IOException or UnauthorizedAccessException);
            Assert.Empty(marks.All);
        }
        finally
        {
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void The_folder_that_is_gone_is_reported_at_once()
    {
        using var folder = new TempFolder();
        var marks = new Marks(folder["run"]);
        Assert.ThrowsAny<IOException>(() => marks.Add(Same));
        Assert.Empty(marks.All);
    }

    [Theory]
    [InlineData("exclusions.csv", "")]
    [InlineData("exclusions.csv", "anchor\nx\n")]
    [InlineData("exclusions.csv", "anchor,negative\n\"x\n")]
    [InlineData("relabel.csv", "item,class,was\na,b,c,d\n")]
    [InlineData("reviewed.csv", "\0\0\0\0")]
    public void A_damaged_file_is_an_error_that_names_it(string name, string content)
    {
        using var folder = new TempFolder();
        folder.Write(name, content);
        var marks = new Marks(folder.Path);
        Assert.StartsWith(name, folder.FaultOf(marks.Load), StringComparison.Ordinal);
        Assert.StartsWith(name, folder.FaultOf(() => marks.Add(Same)), StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(folder[name]));
    }

    private static List<Mark> Loaded(TempFolder folder)
    {
        var marks = new Marks(folder.Path);
        marks.Load();
        return [.. marks.All];
    }
}
