using Tercet.Testing;

namespace Tercet.Viewer.Tests.Browser;

[Collection(BrowserTests.Name)]
public class TrainingTests(Chromium chromium)
{
    [Fact]
    public async Task ARunThatStillTrainsIsShownAsItGoes()
    {
        using var folder = new TempFolder();
        var run = SampleRuns.OfTraining(folder);
        await using var visit = await Visit.Start(chromium, "/training", [run]);
        Assert.Contains("No epoch is complete yet", await visit.Text(".empty"), StringComparison.Ordinal);
        SampleRuns.AddEpochs(run, "healthy");
        await visit.WaitFor("document.querySelector('.verdict')?.textContent.includes('Healthy in every epoch')");
        Assert.Equal(7, await visit.Page.Locator(".panel").CountAsync());
        SampleRuns.AddEpochs(run, "healthy", "contracted");
        await visit.WaitFor("document.querySelector('.verdict')?.textContent.includes('contracted in epoch 2')");
        Assert.Contains("2 of 5 epochs", await visit.Text("h1 small"), StringComparison.Ordinal);

        SampleRuns.AddLatestTriplets(folder, run);
        await visit.WaitFor("document.querySelectorAll('.cards .card').length === 6");
        await visit.Page.GetByText("all on the time line").ClickAsync();
        await visit.WaitFor("document.querySelector('.now h3')?.textContent.includes('Step 0')");
    }
}
