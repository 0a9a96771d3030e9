using Tercet.Testing;

namespace Tercet.Viewer.Tests.Server;

/// <summary>A viewer of a run of texts, for each test.</summary>
public abstract class ServedRun : IAsyncLifetime
{
    private protected TempFolder Folder { get; } = new();

    private protected Served Viewer { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Viewer = await Served.Start(SampleRuns.OfTexts(Folder));

    public async ValueTask DisposeAsync()
    {
        await Viewer.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
