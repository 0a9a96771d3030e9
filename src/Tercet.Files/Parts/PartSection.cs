namespace Tercet.Files;

/// <summary>
/// A sequence in a part: the statistics, the number of steps, and the steps in order. A part has two, of the training and of the
/// test sequence. What depends on the processor (distances recomputed in float64) is left out: a part's bytes are the same
/// everywhere.
/// </summary>
internal static class PartSection
{
    public static void Write<TStep>(BinaryWriter writer, StepCodec<TStep> codec, MinedSequence<TStep> steps)
    {
        var statistics = steps.Statistics;
        writer.Write(statistics.Skipped.Count);
        foreach (var skip in statistics.Skipped)
        {
            writer.Write(skip.Count);
            writer.Write(skip.What);
            writer.Write(skip.Why);
        }
        writer.Write(statistics.PoolError is not null);
        if (statistics.PoolError is { } error)
        {
            writer.Write(error.Sampled);
            writer.Write(error.Mean);
            writer.Write(error.Largest);
        }
        writer.Write((long)steps.Count);
        foreach (var step in steps)
            codec.Write(writer, step);
    }

    public static (MiningStatistics Statistics, long Steps) ReadStart(BinaryReader reader)
    {
        var skipped = new SkippedCount[reader.ReadInt32()];
        for (var i = 0; i < skipped.Length; i++)
            skipped[i] = new SkippedCount(reader.ReadInt64(), reader.ReadString(), reader.ReadString());
        var error = reader.ReadBoolean() ? new PoolError(reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble()) : null;
        return (new MiningStatistics(0, 0, skipped, error), reader.ReadInt64());
    }
}
