using System.Text.Json;

namespace Tercet.Files;

#pragma warning disable CS1591, RS0016, IDE0290
public sealed record PlannedPart(int Number);

public sealed record PlannedInput(ManifestInput Input);

public sealed record PlanCost(double Seconds, long Bytes, int Threads);

public sealed record RunPlan(
    IReadOnlyList<PlannedPart> Parts, PlanCost? Expected, string WorkingFolder, IReadOnlyList<PlannedInput> Inputs)
{
    public static RunPlan Read(string folder)
    {
        var path = Path.Combine(folder, "plan.json");
        if (!File.Exists(path))
            throw new InvalidInputException($"{folder}: no plan. Expected a folder that 'tercet plan' wrote.");
        var root = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
        return new RunPlan(
            [.. Enumerable.Range(0, root.GetProperty("parts").GetInt32()).Select(i => new PlannedPart(i))],
            new PlanCost(
                root.GetProperty("seconds").GetDouble(), root.GetProperty("bytes").GetInt64(), root.GetProperty("threads").GetInt32()),
            root.GetProperty("folder").GetString()!, []);
    }
}
