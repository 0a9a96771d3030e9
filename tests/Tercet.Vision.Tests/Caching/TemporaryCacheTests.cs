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
    public void It_is_deleted_with_the_matrix()
    {
        var embedded = Embed();
        Assert.Equal(1, Left);
        Assert.Equal((100, 0), (embedded.Encoded, embedded.FromCache));
        embedded.Embeddings.Dispose();
        Assert.Equal(0, Left);
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
