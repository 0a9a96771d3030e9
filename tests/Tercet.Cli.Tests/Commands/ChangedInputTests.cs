using System.Security.Cryptography;

namespace Tercet.Cli.Tests.Commands;

/// <summary>Embeddings that are saved anew under their name, in place, while they are mined from.</summary>
public sealed class ChangedInputTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    private string Manifest => Path.Combine(_folder["run"], "manifest.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Embeddings_cut_short_while_they_are_mined_from_end_the_run_in_words()
    {
        string[] mine = [.. _folder.WriteItems(6_000, 128, perClass: 2), "--out", _folder["run"], "--no-report"];
        var digest = Digest();
        var staged = Path.Combine(_folder["run"], ".tercet-partial", "files", "train.parquet");
        var tool = Tool.Disturb(staged, () => File.WriteAllBytes(_folder["items.npy"], []), mine);
        if (tool.ExitCode == 0) // done before the file was cut
        {
            Assert.Contains(digest, File.ReadAllText(Manifest), StringComparison.Ordinal);
            return;
        }
        Assert.Equal(74, tool.ExitCode);
        Assert.Contains(
            "items.npy: the file was changed while it was read, so its results were not kept. Run the command again.", tool.Error,
            StringComparison.Ordinal);
        Assert.False(File.Exists(Manifest));
    }

    [Fact]
    public void The_hash_in_the_manifest_is_that_of_the_embeddings_read()
    {
        string[] mine = [.. _folder.WriteItems(40, 4, perClass: 4), "--out", _folder["run"], "--no-report", "--triplets", "20"];
        Assert.Equal(0, Tool.Run(mine).ExitCode);
        Assert.Contains(Digest(), File.ReadAllText(Manifest), StringComparison.Ordinal);
    }

    private string Digest() => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder["items.npy"])));
}
