namespace Tercet.CommandLine.Findings;

/// <summary>A group of a batch.</summary>
/// <param name="Step">The step of the batch.</param>
/// <param name="TargetHardness">The target hardness; null for random batches.</param>
/// <param name="Hardness">The mean actual hardness of the members.</param>
/// <param name="Classes">The first item of each class, the seed class first.</param>
internal sealed record ClassGroup(long Step, double? TargetHardness, double Hardness, IReadOnlyList<BatchItem> Classes)
{
    /// <summary>A group of a batch; null where it has the seed class only.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="group">The number of the group in the batch.</param>
    public static ClassGroup? Of(Batch batch, int group)
    {
        List<BatchItem> classes = [.. batch.Items.Where(item => item.Group == group).DistinctBy(item => item.Class)];
        var members = classes.Skip(1).ToList();
        return members.Count == 0
            ? null
            : new ClassGroup(batch.Step, batch.TargetHardness, members.Average(item => item.Hardness!.Value), classes);
    }
}
