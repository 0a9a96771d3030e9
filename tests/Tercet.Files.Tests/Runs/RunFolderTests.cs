using System.Text;

namespace Tercet.Files.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Run => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_committed_run_holds_its_files_and_nothing_else()
    {
        WriteRun(Run, "train.csv", "report.html");
        Assert.Equal(["manifest.json", "report.html", "train.csv"], Names(Run));
        Assert.Equal("new train.csv", File.ReadAllText(Path.Combine(Run, "train.csv")));
        Assert.Equal(["train.csv", "report.html", "manifest.json"], RunFolder.FilesOf(Run));
    }

    [Fact]
    public void An_existing_run_is_refused_and_stays_as_it_is()
    {
        WriteRun(Run, "train.csv");
        Assert.Equal(
            "run: the folder already holds a run (manifest.json). Choose another folder, or replace that run (`Overwrite`).",
            _folder.FaultOf(() => RunFolder.Create(Run)));
        Assert.Equal(["manifest.json", "train.csv"], Names(Run));
    }

    [Fact]
    public void Overwriting_removes_the_stale_files_of_the_old_run_and_no_others()
    {
        WriteRun(Run, "train.parquet", "test.parquet", "report.html");
        File.WriteAllText(Path.Combine(Run, "notes.txt"), "mine");
        Directory.CreateDirectory(Path.Combine(Run, "photos"));
        WriteRun(Run, overwrite: true, "train.csv", "report.html");
        Assert.Equal(["manifest.json", "notes.txt", "photos", "report.html", "train.csv"], Names(Run));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Run, "notes.txt")));
    }

    [Fact]
    public void The_old_run_stays_until_the_new_one_is_committed()
    {
        WriteRun(Run, "train.parquet", "test.parquet");
        using (var run = RunFolder.Create(Run, overwrite: true))
            run.Write("train.csv", "half"u8);
        Assert.Equal(["manifest.json", "test.parquet", "train.parquet"], Names(Run));
    }

    [Fact]
    public void A_foreign_file_of_the_same_name_is_refused_and_kept()
    {
        _folder.Write("run/train.csv", "mine");
        using (var run = RunFolder.Create(Run))
        {
            Assert.Equal(
                "run/train.csv: a file with this name already exists and does not belong to a run. "
                + "Move it, or choose another folder.",
                _folder.FaultOf(() => run.Write("train.csv", "new"u8)));
        }
        Assert.Equal(["train.csv"], Names(Run));
        Assert.Equal("mine", File.ReadAllText(_folder["run/train.csv"]));
    }

    [Fact]
    public void A_foreign_folder_of_the_same_name_is_refused_before_anything_is_written()
    {
        _folder.Write("run/report.html/index.html", "mine");
        using (var run = RunFolder.Create(Run))
        {
            Assert.Equal(
                "run/report.html: a folder with this name already exists and does not belong to a run. "
                + "Move it, or choose another folder.",
                _folder.FaultOf(() => run.Write("report.html", "new"u8)));
        }
        Assert.Equal(["report.html"], Names(Run));
    }

    [Fact]
    public void A_folder_in_place_of_a_file_of_the_run_is_refused_too()
    {
        using (var run = RunFolder.Create(Run))
        {
            run.Write("train.csv", "new"u8);
            run.Commit();
            File.Delete(_folder["run/train.csv"]);
            _folder.Write("run/train.csv/notes.txt", "mine");
            Assert.StartsWith(
                "run/train.csv: a folder with this name already exists",
                _folder.FaultOf(() => run.Write("train.csv", "newer"u8)), StringComparison.Ordinal);
        }
        Assert.Equal("mine", File.ReadAllText(_folder["run/train.csv/notes.txt"]));
    }

    [Fact]
    public void A_file_in_place_of_a_sub_folder_is_refused_before_anything_is_written()
    {
        _folder.Write("run/checkpoints", "mine");
        using (var run = RunFolder.Create(Run))
        {
            Assert.StartsWith(
                "run/checkpoints: a file with this name already exists",
                _folder.FaultOf(() => run.StagingPath("checkpoints/first")), StringComparison.Ordinal);
        }
        Assert.Equal(["checkpoints"], Names(Run));
    }

    [Fact]
    public void A_foreign_manifest_is_refused_even_with_overwrite()
    {
        string[] texts =
        [
            "{\"name\": \"web app\"}", "[]", "no json", "{\"files\": 3}", "{\"files\": [\"notes.txt\"]}", "{\"files\": [null]}",
            "{\"files\": [\"\"]}", "",
        ];
        foreach (var text in texts)
        {
            _folder.Write("run/notes.txt", "mine");
            _folder.Write("run/manifest.json", text);
            Assert.Equal(
                "run/manifest.json: not the manifest of a run. Choose another folder.",
                _folder.FaultOf(() => RunFolder.Create(Run, overwrite: true)));
            Assert.Equal(["manifest.json", "notes.txt"], Names(Run));
        }
    }

    [Fact]
    public void A_manifest_cannot_name_files_outside_its_folder()
    {
        _folder.Write("outside.txt", "mine");
        WriteRun(Run, "train.csv");
        var manifest = Path.Combine(Run, "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("train.csv", "../outside.txt", StringComparison.Ordinal));
        WriteRun(Run, overwrite: true, "report.html");
        Assert.True(File.Exists(_folder["outside.txt"]));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run/")]
    [InlineData("a/b/run")]
    [InlineData("a/b/../c/run/")]
    public void Without_a_commit_nothing_is_left_not_even_the_folders_made_on_the_way(string path)
    {
        using (var run = RunFolder.Create(Path.Combine(_folder.Path, path)))
            run.Write("train.csv", "half"u8);
        Assert.Empty(Names(_folder.Path));
    }

    [Fact]
    public void Without_a_commit_folders_that_were_there_stay()
    {
        Directory.CreateDirectory(_folder["a/run"]);
        using (var run = RunFolder.Create(_folder["a/run"]))
            run.Write("train.csv", "half"u8);
        using (var run = RunFolder.Create(_folder["a/b/c"]))
            run.Write("train.csv", "half"u8);
        Assert.Equal(["run"], Names(_folder["a"]));
        Assert.Empty(Names(_folder["a/run"]));
    }

    [Fact]
    public void What_a_killed_run_left_behind_is_cleared()
    {
        _folder.Write("run/.tercet-partial/lock", "");
        _folder.Write("run/.tercet-partial/files/train.csv", "half");
        _folder.Write("run/.tercet-partial/work/deeper/x.csv", "half");
        WriteRun(Run, "report.html");
        Assert.Equal(["manifest.json", "report.html"], Names(Run));
    }

    [Fact]
    public void A_second_writer_is_refused_and_the_first_continues()
    {
        using (var first = RunFolder.Create(Run))
        {
            first.Write("train.csv", "first"u8);
            Assert.Equal(
                "run: another run is being written there now. Wait for it to end, or choose another folder.",
                _folder.FaultOf(() => RunFolder.Create(Run)));
            first.Commit();
        }
        Assert.Equal(["train.csv"], Names(Run));
    }

    [Fact]
    public void A_file_is_no_folder_for_a_run()
    {
        _folder.Write("run", "mine");
        Assert.Equal(
            "run: a file, where a folder for the run was expected. Choose another name.",
            _folder.FaultOf(() => RunFolder.Create(Run)));
    }

    [Fact]
    public void A_folder_without_a_manifest_has_no_files_of_a_run()
    {
        _folder.Write("run/train.csv", "mine");
        Assert.Empty(RunFolder.FilesOf(Run));
        Assert.Empty(RunFolder.FilesOf(_folder["nowhere"]));
    }

    [Fact]
    public void A_run_of_another_kind_grows_by_commits_and_can_be_resumed()
    {
        var kind = new RunKind("training run", "training.json", "record", "Do something else.");
        var record = Encoding.UTF8.GetBytes(
            "{\"version\": \"0\", \"options\": {}, \"files\": [\"trials/1.json\", \"trials/2.json\"]}");
        using (var first = RunFolder.Create(Run, kind, overwrite: false))
        {
            first.Write("training.json", record);
            first.Write("trials/1.json", "one"u8);
            first.Commit();
            first.Write("trials/2.json", "half"u8);
        }
        Assert.Equal(["1.json"], Names(Path.Combine(Run, "trials")));
        Assert.Equal(
            "run: the folder already holds a training run (training.json). Do something else.",
            _folder.FaultOf(() => RunFolder.Create(Run, kind, overwrite: false)));

        using (var second = RunFolder.Create(Run, kind, overwrite: false, resume: true))
        {
            second.Write("trials/1.json", "again"u8);
            second.Write("trials/2.json", "two"u8);
            second.Commit();
            second.Write("trials/2.json", "three"u8);
            second.Commit();
        }
        Assert.Equal(["training.json", "trials"], Names(Run));
        Assert.Equal(
            ("again", "three"), (File.ReadAllText(_folder["run/trials/1.json"]), File.ReadAllText(_folder["run/trials/2.json"])));

        using (var third = RunFolder.Create(Run, kind, overwrite: true))
        {
            third.Write("training.json", record);
            third.Commit();
        }
        Assert.Equal(["training.json"], Names(Run));
    }

    [Fact]
    public void An_interrupted_commit_is_completed_by_the_next_reader_or_writer()
    {
        foreach (var read in new[] { true, false })
        {
            WriteRun(Run, overwrite: true, "train.csv", "report.html");
            Interrupt(moved: ["hardness.png", "manifest.json"], removed: ["report.html", "train.csv"]);
            if (read)
                Assert.Equal(["hardness.png"], RunManifest.Read(Run).Files);
            else
                RunFolder.Create(Run, overwrite: true).Dispose();
            Assert.Equal(["hardness.png", "manifest.json"], Names(Run));
        }
    }

    [Fact]
    public void A_command_whose_commit_was_interrupted_can_be_repeated_and_another_is_refused()
    {
        WriteRun(Run, "train.csv");
        Interrupt(moved: [], removed: []);
        Assert.StartsWith(
            "run: the folder already holds a run (manifest.json)",
            _folder.FaultOf(() => WriteRun(Run, "report.html")), StringComparison.Ordinal);
        Assert.Equal(["manifest.json", "train.csv"], Names(Run));
        Interrupt(moved: [], removed: []);
        WriteRun(Run, "train.csv");
        Assert.Equal(["manifest.json", "train.csv"], Names(Run));
    }

    [Theory]
    [InlineData("{\"moved\": [\"../outside.txt\"], \"removed\": []}")]
    [InlineData("{\"moved\": [], \"removed\": [\"notes.txt\"]}")]
    [InlineData("{\"moved\": [], \"removed\": [\"../train.csv\"]}")]
    [InlineData("{\"moved\": [null], \"removed\": []}")]
    [InlineData("{}")]
    [InlineData("half")]
    public void A_journal_that_names_other_files_is_refused(string journal)
    {
        _folder.Write("outside.txt", "mine");
        _folder.Write("train.csv", "mine");
        _folder.Write("run/notes.txt", "mine");
        _folder.Write("run/.tercet-partial/commit.json", journal);
        Assert.Contains("commit.json: not the journal of a commit", _folder.FaultOf(() => RunFolder.Create(Run)),
            StringComparison.Ordinal);
        Assert.Equal(
            ["mine", "mine", "mine"],
            new[] { "outside.txt", "train.csv", "run/notes.txt" }.Select(name => File.ReadAllText(_folder[name])));
    }

    [Fact]
    public void Links_are_never_followed()
    {
        _folder.Write("outside/train.csv", "mine");
        _folder.Write("outside/epoch-0001.safetensors", "mine");
        Directory.CreateDirectory(Run);
        Directory.CreateSymbolicLink(_folder["run/.tercet-partial"], _folder["outside"]);
        Assert.Contains("a link, where the folder of unfinished files is expected", _folder.FaultOf(() => RunFolder.Create(Run)),
            StringComparison.Ordinal);
        File.Delete(_folder["run/.tercet-partial"]);

        WriteRun(Run, "checkpoints/epoch-0001.safetensors");
        Directory.Delete(_folder["run/checkpoints"], recursive: true);
        Directory.CreateSymbolicLink(_folder["run/checkpoints"], _folder["outside"]);
        WriteRun(Run, overwrite: true, "report.html");
        Assert.Equal(["epoch-0001.safetensors", "train.csv"], Names(_folder["outside"]));

        File.CreateSymbolicLink(_folder["run/test.csv"], _folder["outside/train.csv"]);
        using var run = RunFolder.Create(Run, overwrite: true);
        Assert.Equal(
            "run/test.csv: a link with this name already exists and does not belong to a run. Move it, or choose another folder.",
            _folder.FaultOf(() => run.Write("test.csv", "new"u8)));
        Assert.Equal("mine", File.ReadAllText(_folder["outside/train.csv"]));
    }

    [Fact]
    public void A_folder_that_vanishes_while_it_is_written_is_an_error()
    {
        using var run = RunFolder.Create(Run);
        run.Write("train.csv", "half"u8);
        Directory.Delete(Run, recursive: true);
        Assert.Contains("was removed or replaced", Assert.Throws<IOException>(run.Commit).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => run.Write("test.csv", "half"u8));
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public void A_file_that_vanishes_while_it_is_written_is_an_error()
    {
        using (var run = RunFolder.Create(Run))
        {
            run.Write("train.csv", "half"u8);
            File.Delete(_folder["run/.tercet-partial/files/train.csv"]);
            Assert.Contains("train.csv: the file was removed", Assert.Throws<IOException>(run.Commit).Message,
                StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(Run));
    }

    /// <summary>Leaves a folder as a kill does after the journal of a commit was written.</summary>
    private void Interrupt(string[] moved, string[] removed)
    {
        foreach (var name in moved)
        {
            var content = name == RunFolder.ManifestName
                ? (Manifests.Example with { Files = [.. moved.SkipLast(1)] }).ToJson()
                : Encoding.UTF8.GetBytes("new " + name);
            _folder.Write("run/.tercet-partial/files/" + name, content);
        }
        _folder.Write("run/.tercet-partial/lock", "");
        _folder.Write("run/.tercet-partial/commit.json", System.Text.Json.JsonSerializer.Serialize(new { moved, removed }));
    }

    private static void WriteRun(string path, params string[] names) => WriteRun(path, overwrite: false, names);

    private static void WriteRun(string path, bool overwrite, params string[] names)
    {
        using var run = RunFolder.Create(path, overwrite);
        foreach (var name in names)
            run.Write(name, Encoding.UTF8.GetBytes("new " + name));
        run.Write(RunFolder.ManifestName, (Manifests.Example with { Files = names }).ToJson());
        run.Commit();
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.GetFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal);
}
