namespace Tercet.CommandLine.Runs;

/// <summary>Reads a run back: its manifest, and summary statistics of its training sequence.</summary>
public static class RunReader
{
    private const string Advice = "Mine the run again.";

    /// <summary>Reads a run.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InvalidInputException">The folder holds no complete run.</exception>
    public static (RunManifest Manifest, SequenceSummary Train) Read(string folder, CancellationToken cancellationToken)
    {
        var manifest = RunManifest.Read(folder);
        var path = Path.Combine(folder, manifest.Train.File);
        if (!File.Exists(path))
            throw new InvalidInputException($"{path}: missing, though {RunFolder.ManifestName} names it. {Advice}");
        void RequireStep(long step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (step >= 0 && step < manifest.Train.TotalSteps)
                return;
            throw new InvalidInputException(
                $"{path}: a row of step {step}, but {RunFolder.ManifestName} has {manifest.Train.TotalSteps} steps. {Advice}");
        }

        // The summary needs the cycles alone of a schedule whose curve is of the user's own.
        var schedule = manifest.Options.ToSchedule() ?? new HardnessSchedule { Cycles = manifest.Options.Cycles };
        var points = manifest.Train.Count * (manifest.Options.ClassesPerBatch ?? 1);
        var summary = new SequenceSummary(schedule, manifest.Train.TotalSteps, points);
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
            foreach (var rows in BatchReader.Read(path))
            {
                RequireStep(rows[0].Step);
                summary.Add(ToBatch(rows));
            }
        }
        return (manifest, summary);
    }

    /// <summary>A batch as the summary needs it; a file holds neither cycle nor pass.</summary>
    private static Batch ToBatch(IReadOnlyList<BatchRow> rows) =>
        new(rows[0].Step, rows[0].Epoch, cycle: 0, pass: 0, rows[0].TargetHardness, [.. rows.Select(row => row.Item)]);
}
