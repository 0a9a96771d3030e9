namespace Tercet;

/// <summary>The steps of a block by anchor, so that each anchor's distances are computed once.</summary>
internal sealed class AnchorSteps
{
    private readonly int[] _order;
    private readonly int[] _starts;

    private AnchorSteps(int[] anchors, int[] order, int[] starts)
    {
        (Anchors, _order, _starts) = (anchors, order, starts);
    }

    /// <summary>Each anchor once, ascending.</summary>
    public int[] Anchors { get; }

    public static AnchorSteps Group(StepPlan[] plans)
    {
        var keys = Array.ConvertAll(plans, plan => plan.Anchor);
        var order = Enumerable.Range(0, plans.Length).ToArray();
        Array.Sort(keys, order);
        List<int> anchors = [], starts = [];
        for (var i = 0; i < keys.Length; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1])
            {
                anchors.Add(keys[i]);
                starts.Add(i);
            }
        }
        starts.Add(keys.Length);
        return new AnchorSteps([.. anchors], order, [.. starts]);
    }

    /// <summary>The indices, in the block, of an anchor's steps.</summary>
    public ReadOnlySpan<int> StepsOf(int anchor) => _order.AsSpan(_starts[anchor].._starts[anchor + 1]);
}
