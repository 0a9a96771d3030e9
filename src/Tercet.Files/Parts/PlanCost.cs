namespace Tercet.Files;

/// <summary>What a part is expected to take, measured on the machine that made the plan.</summary>
/// <param name="Seconds">Seconds for the part with the most work.</param>
/// <param name="Bytes">Bytes of memory, the mapped embeddings among them.</param>
/// <param name="Threads">The degree of parallelism that the seconds are for.</param>
public sealed record PlanCost(double Seconds, long Bytes, int Threads);
