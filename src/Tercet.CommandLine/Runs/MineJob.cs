using System.Reflection;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Parts;

namespace Tercet.CommandLine.Runs;

/// <summary>A run of <c>tercet mine</c>: reads, embeds where needed, mines, and writes the run's folder.</summary>
public sealed record MineJob
{
    /// <summary>What is mined from.</summary>
    public required InputFiles Files { get; init; }

    /// <summary>How images are embedded.</summary>
    public ImageEncoding Encoding { get; init; } = new();

    /// <summary>What is mined.</summary>
    public required MiningOptions Options { get; init; }

    /// <summary>What is held out.</summary>
    public SplitChoice Split { get; init; } = new();

    /// <summary>The training steps to mine; null for all.</summary>
    public StepRange? Steps { get; init; }

    /// <summary>The run's folder.</summary>
    public required string Out { get; init; }

    /// <summary>The format of the sequences.</summary>
    public TableFormat Format { get; init; }

    /// <summary>A further file of triplets, with one row per step.</summary>
    public TripletLayout Layout { get; init; }

    /// <summary>What is said of each item; null for the default.</summary>
    public ItemColumns? Write { get; init; }

    /// <summary>Whether an existing run is overwritten.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The command line, without its target, of a job that is resumed after an interruption; null for one that is not.</summary>
    public IReadOnlyList<string>? Resumed { get; init; }

    /// <summary>Whether plots and a report are drawn.</summary>
    public bool WithReport { get; init; } = true;

    /// <summary>The version of the tools.</summary>
    public static string Version { get; } =
        typeof(MineJob).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Runs the job.</summary>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early; the folder is then as it was.</param>
    public MineResult Run(ProgressDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(display);
        RequireValid();
        if (Resumed is not null)
        {
            var plan = new PlanJob { Job = new PartedMine(this), Command = Resumed, Overwrite = Overwrite, Measure = false };
            return (MineResult)ResumedRun.Run(plan, display, cancellationToken);
        }
        using var data = new MineData(this);
        using var folder = RunFolder.Create(Out, Overwrite);
        data.Embed(display, cancellationToken);
        return data.WriteRun(folder, writer => display.Run(
            data.Work.Title, progress => writer.WriteSequences(data.Items, data.Catalog, progress, cancellationToken)),
            notes: null, display, cancellationToken);
    }

    internal void RequireValid()
    {
        var faults = new UsageFaults();
        faults.Add(Options.Faults());
        faults.Add(Split.Faults());
        if (Steps is { } steps && steps.Start >= steps.End)
            faults.Add($"`Steps` is {steps}; expected start..end with start < end; the end is exclusive.");
        faults.Add(Files.Faults(Out));
        faults.ThrowIfAny();
    }
}
