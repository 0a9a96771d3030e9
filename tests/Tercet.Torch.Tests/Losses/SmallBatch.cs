using CsCheck;

namespace Tercet.Torch.Tests.Losses;

/// <summary>A small batch: rows, and the class of each.</summary>
internal sealed record SmallBatch(float[] Values, int[] Classes, int Dimensions)
{
    /// <summary>
    /// Random batches: on a coarse grid, with ties and equal rows, or not; singleton classes, and one class alone, are among
    /// them.
    /// </summary>
    public static Gen<SmallBatch> Generator { get; } =
        from count in Gen.Int[1, 10]
        from dimensions in Gen.Int[1, 4]
        from kinds in Gen.Int[1, 5]
        from grid in Gen.Bool
        from classes in Gen.Int[0, kinds - 1].Array[count]
        from values in (grid ? Gen.Int[-1, 1].Select(x => (float)x) : Gen.Int[-2000, 2000].Select(x => x / 1000f))
            .Array[count * dimensions]
        select new SmallBatch(values, classes, dimensions);

    /// <summary>P classes of S items each, class after class, each around a centre.</summary>
    public static SmallBatch Of(int classes, int samples, int dimensions = 3, int seed = 7)
    {
        var stream = new Random(seed);
        double[][] centres = [.. Enumerable.Range(0, classes).Select(_ => Row(stream, dimensions, 1.0))];
        int[] labels = [.. Enumerable.Range(0, classes * samples).Select(i => i / samples)];
        var values = labels
            .SelectMany(label => Row(stream, dimensions, 0.8).Zip(centres[label], (noise, centre) => noise + centre));
        return new SmallBatch([.. values.Select(value => (float)value)], labels, dimensions);
    }

    /// <summary>Every row at one point.</summary>
    public static SmallBatch Collapsed(int classes, int samples, float value) =>
        Of(classes, samples) with { Values = [.. Enumerable.Repeat(value, classes * samples * 3)] };

    public double[] Row(int row, bool unitLength)
    {
        var values = Array.ConvertAll(Values[(row * Dimensions)..((row + 1) * Dimensions)], value => (double)value);
        var length = Math.Sqrt(values.Sum(value => value * value));
        return unitLength && length > 0 ? [.. values.Select(value => value / length)] : values;
    }

    private static double[] Row(Random stream, int dimensions, double scale) =>
        [.. Enumerable.Range(0, dimensions).Select(_ => scale * (2 * stream.NextDouble() - 1))];
}
