namespace Tercet.Vision.Tests.Caching;

/// <summary>Not run in parallel with others, since it changes the system's temporary folder.</summary>
[CollectionDefinition(DisableParallelization = true)]
public class Alone;

[Collection<Alone>]
public sealed class TemporaryCacheTests : IDisposable
{
    private static readonly string[] Variables = ["TMPDIR", "TMP"];

    private readonly CachedRun _run = new(100);
    private readonly TemporaryFolder _temporary = new();
    private readonly string?[] _before = [.. Variables.Select(Environment.GetEnvironmentVariable)];

    public TemporaryCacheTests() => Array.ForEach(Variables, name => Environment.SetEnvironmentVariable(name, _temporary.Path));

    [Fact]
    public void It_is_deleted_with_the_matrix_at_the_latest()
    {
        var embedded = Embed();
        Assert.Equal(OperatingSystem.IsWindows() ? 1 : 0, Left);
        Assert.Equal((100, 0), (embedded.Encoded, embedded.FromCache));
        embedded.Embeddings.Dispose();
        Assert.Equal(0, Left);
    }

    [Fact]
    public void What_a_killed_process_left_is_deleted_and_what_another_uses_is_not()
    {
        foreach (var name in new[] { "tercet-embeddings-1/hog-1/1.lock", "tercet-embeddings-2/hog-1/1.lock", "other-3/1.lock" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_temporary.Path, name))!);
            File.WriteAllText(Path.Combine(_temporary.Path, name), "");
        }
        Directory.CreateDirectory(Path.Combine(_temporary.Path, "tercet-embeddings-4"));
        using (new FileStream(
            Path.Combine(_temporary.Path, "tercet-embeddings-2/hog-1/1.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Embed().Embeddings.Dispose();
        Assert.Equal(
            ["other-3", "tercet-embeddings-2", "tercet-embeddings-4"],
            Directory.GetDirectories(_temporary.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_is_deleted_after_a_failure()
    {
        _run.Files[50] = "missing.png";
        Assert.Throws<InvalidInputException>(() => Embed());
        Assert.Equal(0, Left);
    }

    [Fact]
    public void It_is_deleted_after_cancellation()
    {
        using var cancellationToken = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Embed(new Callback(cancellationToken.Cancel), cancellationToken.Token));
        Assert.Equal(0, Left);
    }

    [Fact]
    public void It_is_deleted_when_a_progress_report_throws()
    {
        Assert.Throws<InvalidOperationException>(() => Embed(new Callback(() => throw new InvalidOperationException())));
        Assert.Equal(0, Left);
    }

    public void Dispose()
    {
        foreach (var (i, name) in Variables.Index())
            Environment.SetEnvironmentVariable(name, _before[i]);
        _temporary.Dispose();
        _run.Dispose();
    }

    private int Left => Directory.GetFileSystemEntries(_temporary.Path).Length;

    private EmbeddedImages Embed(IProgress<WorkProgress>? progress = null, CancellationToken? cancellationToken = null) =>
        ImageEmbedder.Embed(
            new PixelDescriptor(), _run.Files, _run.Images, item => $"row {item}", progress: progress,
            cancellationToken: cancellationToken ?? TestContext.Current.CancellationToken);

    private sealed class Callback(Action act) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => act();
    }
}
