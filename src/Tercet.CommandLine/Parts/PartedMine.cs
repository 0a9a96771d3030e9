using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Parts;

/// <summary>A sequence, mined in parts.</summary>
/// <param name="job">The job on one machine.</param>
public sealed class PartedMine(MineJob job) : IPartedJob
{
    /// <inheritdoc/>
    public string Make => job.Options is BatchOptions ? "batches" : "triplets";

    /// <inheritdoc/>
    public RunKind Kind => RunKind.Run;

    /// <inheritdoc/>
    public string Out => job.Out;

    /// <inheritdoc/>
    public IPartedWork Open(RunPlan? plan, ProgressDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(display);
        job.RequireValid();
        var hashing = plan is null ? Task.Run(job.Files.HashEmbeddings, cancellationToken) : null;
        var data = new MineData(job);
        try
        {
            if (plan is not null)
                PlannedInputs.RequireSame(plan, data.Inputs, data.Folders);
            var known = plan is null
                ? display.Run("Hashing embeddings", _ => hashing!.GetAwaiter().GetResult())
                : [.. plan.Inputs.Select(input => input.Input)];
            data.Embed(display, cancellationToken, known);
            return new Work(job, data, plan, display);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    private sealed class Work : IPartedWork
    {
        /// <summary>Products of two components per part, by default: a minute or so of two cores.</summary>
        private const double ProductsPerPart = 5e12;

        /// <summary>Steps per part, by default at most: as many as one machine mines together.</summary>
        private const int StepsPerPart = 1 << 20, MaxParts = 10_000;

        /// <summary>Bytes of memory per step of a part: the step as mined, sorted, and as planned.</summary>
        private const long BytesPerStep = 400;

        private readonly MineJob _job;
        private readonly MineData _data;
        private readonly RunPlan? _plan;
        private readonly Task? _notes;

        public Work(MineJob job, MineData data, RunPlan? plan, ProgressDisplay display)
        {
            (_job, _data, _plan) = (job, data, plan);
            if (plan is not null)
            {
                Inputs = plan.Inputs;
                return;
            }
            display.Run("Checking embeddings", _ => data.Work.Check(data.Items, data.Catalog));
            _notes = Task.Run(data.FindNotes); // while the work is divided
            Inputs = PlannedInputs.Note(data.Inputs, data.Folders);
        }

        public IReadOnlyList<PlannedInput> Inputs { get; }

        public IReadOnlyList<string> Notes
        {
            get
            {
                if (_plan is not null)
                    return _plan.Notes;
                _notes!.GetAwaiter().GetResult();
                return _data.Notes;
            }
        }

        public ManifestOptions Options => _data.Options;

        public string Unit => _data.Work.Unit;

        public IReadOnlyList<PlannedPart> Divide(int? count, CancellationToken cancellationToken)
        {
            if (count is null)
            {
                var whole = _data.Work.Divide(1, _job.Steps, cancellationToken)[0];
                var byWork = Math.Ceiling((double)whole.Distances * _data.Items.Dimensions / ProductsPerPart);
                var bySteps = (double)(whole.Steps + StepsPerPart - 1) / StepsPerPart;
                count = (int)Math.Clamp(Math.Max(byWork, bySteps), 1, MaxParts);
            }
            return [.. _data.Work.Divide(count.Value, _job.Steps, cancellationToken)
                .Select(part => new PlannedPart(part.Start, part.End, part.Steps, part.Distances))];
        }

        public PlanCost Measure(IReadOnlyList<PlannedPart> parts, CancellationToken cancellationToken)
        {
            var start = ThisProcess.Age; // to start, to read and to check takes no longer elsewhere: here files were also hashed
            var part = parts.MaxBy(part => part.Distances)!;
            // What planning left behind is no part of what a part takes, and would be a sixth of the most that planning takes.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            var (once, perDistance) = _data.Work.Measure(_data.Items, _data.Catalog, cancellationToken);
            var mapped = (long)sizeof(float) * _data.Items.Dimensions * (_data.Items.Count + (_data.Catalog?.Count ?? 0));
            var bytes = ThisProcess.MemoryWith(mapped) + BytesPerStep * parts.Max(part => part.Steps);
            return new PlanCost(
                Math.Round(start + once + perDistance * part.Distances, 1), bytes, _job.Options.MaxDegreeOfParallelism);
        }

        public void Make(PlannedPart part, PartWriter writer, IProgress<WorkProgress> progress, CancellationToken cancellationToken) =>
            _data.Work.MinePart(writer, ToWork(part), _job.Steps, _data.Items, _data.Catalog, progress, cancellationToken);

        public IPartedResult Merge(
            RunFolder folder, PartsFolder parts, ProgressDisplay display, CancellationToken cancellationToken) =>
            _data.WriteRun(
                folder, writer => display.Run(
                    "Merging parts", progress => writer.MergeSequences(parts, _data.Items.Dimensions, progress, cancellationToken)),
                Notes, display, cancellationToken);

        public IPartedResult? Find(CancellationToken cancellationToken)
        {
            if (!File.Exists(Path.Combine(_job.Out, RunFolder.ManifestName)))
                return null;
            var manifest = RunManifest.Read(_job.Out);
            var isSame = manifest.Version == MineJob.Version && manifest.Options == Options
                && manifest.Inputs.SequenceEqual(_data.Inputs) && IsWhole(manifest.Train) && IsWhole(manifest.Test);
            return isSame
                ? new MineResult(_job.Out, manifest, RunReader.Read(_job.Out, cancellationToken).Train, MiningStatistics.Sum([]))
                : null;
        }

        public void Dispose()
        {
            _notes?.ContinueWith(_ => { }, TaskScheduler.Default).Wait(); // it reads the embeddings
            _data.Dispose();
        }

        /// <summary>Whether a file of a run is there, unchanged and in the format that is wanted.</summary>
        private bool IsWhole(ManifestSplit? split) => split is null
            || (Path.Combine(_job.Out, split.File) is var path && File.Exists(path)
                && Path.GetExtension(path) == "." + EnumNames.ToKebabCase(_job.Format) && FileHash.Sha256([path]) == split.Sha256);

        private static WorkPart ToWork(PlannedPart part) => new(part.Start, part.End, part.Steps, part.Distances);
    }
}
