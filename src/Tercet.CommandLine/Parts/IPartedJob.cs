namespace Tercet.CommandLine.Parts;

/// <summary>A job whose result can be made in parts: a sequence, or embeddings of images.</summary>
public interface IPartedJob
{
    /// <summary>What it makes: triplets, batches or embeddings.</summary>
    string Make { get; }

    /// <summary>What its folder holds in the end.</summary>
    RunKind Kind { get; }

    /// <summary>The run's folder.</summary>
    string Out { get; }

    /// <summary>Opens the inputs and checks them.</summary>
    /// <param name="plan">The plan, whose inputs they must be; null where there is none yet, and all are hashed.</param>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    IPartedWork Open(RunPlan? plan, ProgressDisplay display, CancellationToken cancellationToken);
}

/// <summary>The opened inputs of an <see cref="IPartedJob"/>.</summary>
public interface IPartedWork : IDisposable
{
    /// <summary>The inputs, as they are.</summary>
    IReadOnlyList<PlannedInput> Inputs { get; }

    /// <summary>What is likely a mistake in the data.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>The options of the sequence; null for embeddings.</summary>
    ManifestOptions? Options { get; }

    /// <summary>What a part is a range of, in the plural.</summary>
    string Unit { get; }

    /// <summary>Divides the work.</summary>
    /// <param name="count">The parts wanted; null for as many as suit the work.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    IReadOnlyList<PlannedPart> Divide(int? count, CancellationToken cancellationToken);

    /// <summary>Measures what a part takes, on a little of it.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    PlanCost Measure(IReadOnlyList<PlannedPart> parts, CancellationToken cancellationToken);

    /// <summary>Makes a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="progress">Receives the progress.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    void Make(PlannedPart part, PartWriter writer, IProgress<WorkProgress> progress, CancellationToken cancellationToken);

    /// <summary>Merges the parts, all of which are there, and commits the result.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    IPartedResult Merge(RunFolder folder, PartsFolder parts, ProgressDisplay display, CancellationToken cancellationToken);

    /// <summary>The result that the run's folder holds already, if it is that of this job; null where it is not.</summary>
    /// <param name="cancellationToken">Ends the work early.</param>
    IPartedResult? Find(CancellationToken cancellationToken);
}

/// <summary>A result, to be shown.</summary>
public interface IPartedResult
{
    /// <summary>Prints a summary.</summary>
    /// <param name="display">Has measured the time.</param>
    void Print(ProgressDisplay display);

    /// <summary>The summary for scripts.</summary>
    string ToJson();
}
