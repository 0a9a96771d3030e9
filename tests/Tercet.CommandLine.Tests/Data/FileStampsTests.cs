using Tercet.CommandLine.Data;

namespace Tercet.CommandLine.Tests.Data;

public sealed class FileStampsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tercet-test");

    private string File => Path.Combine(_folder.FullName, "items.npy");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Files_that_stay_as_they_are_pass()
    {
        System.IO.File.WriteAllText(File, "before");
        new FileStamps(File, null, Path.Combine(_folder.FullName, "missing"), _folder.FullName).RequireUnchanged();
    }

    [Theory]
    [InlineData("longer than before")] // another size
    [InlineData("BEFORE")] // another time
    [InlineData(null)] // gone
    public void A_file_that_is_changed_is_named(string? content)
    {
        System.IO.File.WriteAllText(File, "before");
        System.IO.File.SetLastWriteTimeUtc(File, DateTime.UnixEpoch);
        var stamps = new FileStamps(File);
        if (content is null)
            System.IO.File.Delete(File);
        else
            System.IO.File.WriteAllText(File, content);
        Assert.Equal(
            $"{File}: the file was changed while it was read, so its results were not kept. Run the command again.",
            Assert.ThrowsAny<IOException>(stamps.RequireUnchanged).Message);
    }
}
