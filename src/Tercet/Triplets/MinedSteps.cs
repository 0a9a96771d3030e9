namespace Tercet;

/// <summary>The negatives of steps, as they are found: up to as many for each as were requested.</summary>
/// <param name="plans">The steps.</param>
/// <param name="negatives">Negatives per step that were requested.</param>
/// <param name="candidates">Candidates of a step, at most.</param>
internal sealed class MinedSteps(StepPlan[] plans, int negatives, int candidates)
{
    private readonly int _most = Math.Min(negatives, candidates);
    private readonly Triplet[] _triplets = new Triplet[plans.Length * Math.Min(negatives, candidates)];
    private readonly int[] _counts = new int[plans.Length];

    /// <summary>The steps.</summary>
    public StepPlan[] Plans => plans;

    /// <summary>Steps without a negative.</summary>
    public long WithoutAny => _counts.LongCount(count => count == 0);

    /// <summary>Steps with a negative, but fewer than were requested.</summary>
    public long WithFewer => _counts.LongCount(count => count > 0 && count < negatives);

    /// <summary>Adds a negative to a step; each step is added to by one thread.</summary>
    public void Add(int index, Triplet triplet) => _triplets[index * _most + _counts[index]++] = triplet;

    /// <summary>Adds all, in the order of the steps.</summary>
    public void AddTo(List<Triplet> list)
    {
        for (var i = 0; i < plans.Length; i++)
            list.AddRange(_triplets.AsSpan(i * _most, _counts[i]));
    }
}
