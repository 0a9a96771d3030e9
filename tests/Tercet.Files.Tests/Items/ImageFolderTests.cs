namespace Tercet.Files.Tests.Items;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Items_come_in_ordinal_order_of_class_and_path()
    {
        Touch("b/2.png", "b/10.PNG", "a/z.jpg", "a/nested/deeper/y.jpeg", "C/x.webp", "a/É.gif", "a/a.bmp");
        var table = Read();
        Assert.Equal(
            ["C/x.webp", "a/a.bmp", "a/nested/deeper/y.jpeg", "a/z.jpg", "a/É.gif", "b/10.PNG", "b/2.png"], table.Files!);
        Assert.Equal(["C", "a", "a", "a", "a", "b", "b"], table.Classes);
        Assert.Equal(0, ReadFolder().OtherFiles);
        Assert.Equal("item 1: a/a.bmp", table.Describe(1));
    }

    [Fact]
    public void Files_that_are_no_images_of_a_class_are_counted_and_left_out()
    {
        Touch("a/1.jpg", "a/notes.txt", "a/Thumbs.db", "b/1.jpg", "b/deep/labels.csv", "of-no-class.jpg");
        Assert.Equal(["a/1.jpg", "b/1.jpg"], Read().Files!);
        Assert.Equal(4, ReadFolder().OtherFiles);
    }

    [Fact]
    public void Hidden_files_and_folders_are_no_items()
    {
        Touch("a/1.jpg", "a/._1.jpg", "a/.ipynb_checkpoints/1-checkpoint.jpg", "b/1.jpg", ".cache/1.jpg");
        Assert.Equal(["a/1.jpg", "b/1.jpg"], Read().Files!);
    }

    [Fact]
    public void Folders_of_the_system_are_passed_over_and_counted()
    {
        Touch("a/1.jpg", "a/@eaDir/1.jpg", "b/1.jpg", "__MACOSX/a/1.jpg", "lost+found/x.jpg", "$Recycle.Bin/1.jpg");
        Assert.Equal(["a/1.jpg", "b/1.jpg"], Read().Files!);
        Assert.Contains(
            ": 4 hidden folders, or such as systems make, were passed over: $Recycle.Bin, __MACOSX, lost+found, …",
            Assert.Single(ReadFolder().Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_are_followed_once_and_never_in_a_circle()
    {
        using var other = new TempFolder();
        other.Write("x/2.jpg", "");
        Touch("a/1.jpg", "b/1.jpg");
        foreach (var (link, target) in new[]
        {
            ("a/self", "."), ("a/up", ".."), ("a/twin", "../b"), ("b/loop", _folder.Path), ("b/root", "/"), ("b/out", other.Path),
            ("c", other["x"]), ("d", "a"),
        })
        {
            Directory.CreateSymbolicLink(_folder[link], target);
        }
        Assert.Equal(["a/1.jpg", "b/1.jpg", "c/2.jpg"], Read().Files!);
        Assert.Contains(": 7 folders are read already, or hold this one, ", Assert.Single(ReadFolder().Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Sub_folders_that_look_like_no_classes_are_noted()
    {
        Touch("train/cat/1.jpg", "train/dog/1.jpg", "val/cat/1.jpg");
        Assert.Contains("look like the parts of a split", Assert.Single(ReadFolder().Notes), StringComparison.Ordinal);
        Directory.Delete(_folder["train"], recursive: true);
        Directory.Delete(_folder["val"], recursive: true);
        Touch("apple/cat/1.jpg", "apple/dog/1.jpg", "google/cat/1.jpg", "google/dog/1.jpg");
        Assert.Contains("each of its 2 sub-folders holds the same folders, cat, dog", Assert.Single(ReadFolder().Notes), StringComparison.Ordinal);
        Touch("apple/owl/1.jpg");
        Assert.Empty(ReadFolder().Notes);
    }

    [Fact]
    public void Classes_that_differ_in_a_trailing_blank_are_noted()
    {
        if (OperatingSystem.IsWindows())
            return;
        Touch("cat/1.jpg", "cat /1.jpg", "dog/1.jpg");
        Assert.Contains("sub-folders 'cat' and 'cat ' differ only in blanks", Assert.Single(ReadFolder().Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_not_UTF8_are_listed()
    {
        if (!OperatingSystem.IsLinux())
            return;
        Touch("a/1.jpg", "b/1.jpg");
        Bash($"touch '{_folder.Path}/a/'$'caf\\xe9.jpg'");
        Assert.StartsWith(
            $"{_folder.Path}: 1 names are not valid UTF-8:\n  a/caf\uFFFD.jpg\n", _folder.FaultOf(() => Read()), StringComparison.Ordinal);
        Bash($"rm '{_folder.Path}'/a/caf*");
    }

    [Fact]
    public void A_missing_folder_is_named() =>
        Assert.Equal(
            "photos: no such folder. Expected one sub-folder of images for each class.",
            _folder.FaultOf(() => ItemTableFile.ReadFolder(_folder["photos"])));

    [Fact]
    public void A_folder_without_sub_folders_has_no_classes()
    {
        Touch("1.jpg", ".git/2.jpg");
        Assert.Equal(
            $"{_folder.Path}: no sub-folders. Expected one sub-folder of images for each class, or a CSV file with columns file "
            + "and class.",
            _folder.FaultOf(() => Read()));
    }

    [Fact]
    public void Classes_without_images_are_named()
    {
        Touch("a/1.jpg", "b/readme.md", "c/.hidden.jpg");
        Assert.Equal(
            $"""
            {_folder.Path}: 2 classes without items:
              b
              c
            Expected images (.jpg, .jpeg, .png, .bmp, .gif, .webp) in every sub-folder. Add some, or remove the empty folders.
            """,
            _folder.FaultOf(() => Read()));
    }

    private static void Bash(string command)
    {
        using var bash = System.Diagnostics.Process.Start("bash", ["-c", command]);
        bash.WaitForExit();
    }

    private ItemTable Read() => ReadFolder().Table;

    private ItemTableFile ReadFolder() => ItemTableFile.ReadFolder(_folder.Path);

    private void Touch(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            _folder.Write(name, "");
    }
}
