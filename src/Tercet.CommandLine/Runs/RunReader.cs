using Tercet.CommandLine.Data;
using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Runs;

/// <summary>Reads a run back: its manifest, and its training triplets in figures.</summary>
public static class RunReader
{
    public static (RunManifest Manifest, SequenceSummary Train) Read(string folder, CancellationToken cancellationToken)
    {
        var manifest = RunManifest.Read(folder);
        var path = Path.Combine(folder, manifest.Train.File);
        if (!File.Exists(path))
            throw new InvalidInputException($"{path}: missing, though {RunFolder.ManifestName} names it. Mine the run again.");
        void RequireStep(long step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (step < 0 || step >= manifest.Train.TotalSteps)
                throw new InvalidInputException($"{path}: a row of step {step}, though {RunFolder.ManifestName} has {manifest.Train.TotalSteps} steps. Mine the run again.");
        }

        var summary = new SequenceSummary(manifest.Options.ToSchedule(), manifest.Train.TotalSteps, manifest.Train.Count * (manifest.Options.ClassesPerBatch ?? 1));
        if (manifest.Train.Batches is null)
        {
            foreach (var row in TripletReader.Read(path))
            {
                RequireStep(row.Triplet.Step);
                summary.Add(row.Triplet);
            }
        }
        else
        {
            foreach (var row in BatchReader.ReadRows(path))
            {
                RequireStep(row.Step);
                summary.Add(row);
            }
        }
        return (manifest, summary);
    }
}
