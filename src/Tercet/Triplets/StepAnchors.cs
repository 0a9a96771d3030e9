namespace Tercet;

/// <summary>The class and the anchor of each step, which labels and options alone determine.</summary>
internal sealed class StepAnchors(SequencePlan plan, TripletOptions options)
{
    /// <summary>Steps looked at together.</summary>
    private const int BlockSteps = 1 << 18;

    /// <summary>Steps whose anchors a thread draws at a time.</summary>
    private const int Chunk = 1 << 12;

    private readonly Coverage _coverage =
        new(plan.Subset.AnchorClasses.Length, options.Seed, (ulong)plan.Subset.Part);

    /// <summary>Assigns the steps of a range.</summary>
    /// <param name="range">Steps of the sequence.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public StepAnchor[] Assign(StepRange range, CancellationToken cancellationToken)
    {
        var steps = new StepAnchor[checked((int)range.Length)];
        var classes = plan.Subset.AnchorClasses;
        for (var i = 0; i < steps.Length;)
        {
            var (pass, place) = Math.DivRem(range.Start + i, classes.Length);
            foreach (var index in _coverage.OrderOf(pass)[(int)place..])
            {
                if (i == steps.Length)
                    break;
                steps[i] = new StepAnchor(range.Start + i, classes[index], -1);
                i++;
            }
        }
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
            CancellationToken = cancellationToken,
        };
        Parallel.For(0, (steps.Length + Chunk - 1) / Chunk, parallel, chunk =>
        {
            foreach (ref var step in steps.AsSpan(chunk * Chunk, Math.Min(Chunk, steps.Length - chunk * Chunk)))
            {
                var anchors = plan.Subset.AnchorsOf(step.Class);
                step = step with { Anchor = anchors[plan.Stream(RandomPurpose.Anchor, step.Step).Next(anchors.Length)] };
            }
        });
        return steps;
    }

    /// <summary>Assigns the steps of a range, block by block, so that memory does not grow with it.</summary>
    /// <param name="range">Steps of the sequence.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public IEnumerable<StepAnchor[]> AssignBlocks(StepRange range, CancellationToken cancellationToken)
    {
        for (var start = range.Start; start < range.End; start += BlockSteps)
            yield return Assign(new StepRange(start, Math.Min(range.End, start + BlockSteps)), cancellationToken);
    }
}

/// <summary>The class and the anchor of a step.</summary>
internal readonly record struct StepAnchor(long Step, int Class, int Anchor);
