using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Tests.Reports;

/// <summary>Runs as the tool would mine them: a cyclic sigmoid, and an actual hardness slightly below it.</summary>
internal static class Samples
{
    public static HardnessSeries Cyclic(int triplets, int cycles = 10, string name = "scheduled")
    {
        double[] steps = [.. Enumerable.Range(0, triplets).Select(i => (double)i)];
        double length = Math.Max((double)triplets / cycles, 2);
        double[] target = [.. steps.Select(i => 0.85 / (1 + Math.Exp(-6 * (i % length / (length - 1) - 0.5))))];
        double[] actual = [.. target.Select((h, i) => Math.Max(0, h - i * 7919 % 100 / 100.0 * 0.06))];
        return new HardnessSeries(name, steps, target, actual);
    }

    public static HardnessSeries Constant(int triplets, double value, string name)
    {
        double[] steps = [.. Enumerable.Range(0, triplets).Select(i => (double)i)];
        return new HardnessSeries(name, steps, null, [.. steps.Select(_ => value)]);
    }
}
