using CsCheck;

namespace Tercet.CommandLine.Tests.Findings;

/// <summary>Random sequences of triplets over few items and classes, with many ties.</summary>
internal static class TripletSequences
{
    public static Gen<Triplet[]> Any { get; } = Of(Gen.Int[0, 200]);

    public static Gen<Triplet[]> Of(Gen<int> lengths) =>
        Gen.Select(
            Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 10], Gen.Int[0, 10])
        .Array[lengths]
        .Select(rows => rows.Select((row, step) => Create(
            step, row.Item1, row.Item2, $"c{row.Item3}", $"c{row.Item4}", row.Item5 / 8.0, row.Item6 / 8.0, row.Item7 / 10.0,
            row.Item8 / 10.0)).ToArray());

    public static Triplet Create(
        long step, int anchor, int negative, string anchorClass, string negativeClass, double near, double far, double? target,
        double hardness, int rank = 1) =>
        new(step, 0, 0, anchor, 100, negative, anchorClass, negativeClass, near, far, target, hardness, rank);
}
