using Tercet.Runs;

namespace Tercet.Cli.Commands;

/// <summary>Reads a run back: its manifest, and its training triplets in figures.</summary>
internal static class RunReader
{
    public static (RunManifest Manifest, SequenceSummary Train) Read(string folder, CancellationToken cancellation)
    {
        var manifest = RunManifest.Read(folder);
        var path = Path.Combine(folder, manifest.Train.File);
        if (!File.Exists(path))
            throw new BadInputException($"{path}: missing, though {RunFolder.ManifestName} names it. Mine the run again.");
        var summary = new SequenceSummary(manifest.Options.ToSchedule(), manifest.Train.TotalSteps, manifest.Train.Triplets);
        foreach (var row in TripletReader.Read(path))
        {
            cancellation.ThrowIfCancellationRequested();
            if (row.Triplet.Step < 0 || row.Triplet.Step >= manifest.Train.TotalSteps)
                throw new BadInputException($"{path}: a triplet of step {row.Triplet.Step}, though {RunFolder.ManifestName} has {manifest.Train.TotalSteps} steps. Mine the run again.");
            summary.Add(row.Triplet);
        }
        return (manifest, summary);
    }
}
