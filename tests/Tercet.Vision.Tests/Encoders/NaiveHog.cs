namespace Tercet.Vision.Tests.Encoders;

/// <summary>The brute-force reference of the descriptor for 64 × 64 images, straight from its definition, with atan2.</summary>
internal static class NaiveHog
{
    public static double[] Describe(Func<int, int, double> pixel)
    {
        double At(int x, int y) => pixel(Math.Clamp(x, 0, 63), Math.Clamp(y, 0, 63));
        var histogram = new double[8, 8, 9];
        for (var y = 0; y < 64; y++)
        {
            for (var x = 0; x < 64; x++)
            {
                var gx = At(x + 1, y) - At(x - 1, y);
                var gy = At(x, y + 1) - At(x, y - 1);
                var degrees = (Math.Atan2(gy, gx) * 180 / Math.PI + 360) % 180;
                for (var row = 0; row < 8; row++)
                {
                    for (var column = 0; column < 8; column++)
                    {
                        for (var bin = 0; bin < 9; bin++)
                        {
                            var turn = Math.Abs(degrees - (20 * bin + 10));
                            histogram[row, column, bin] += Math.Sqrt(gx * gx + gy * gy)
                                * Tent((y + 0.5 - (8 * row + 4)) / 8)
                                * Tent((x + 0.5 - (8 * column + 4)) / 8)
                                * Tent(Math.Min(turn, 180 - turn) / 20);
                        }
                    }
                }
            }
        }

        var descriptor = new List<double>();
        for (var row = 0; row < 7; row++)
        {
            for (var column = 0; column < 7; column++)
            {
                var block = new List<double>();
                foreach (var (y, x) in new[] { (row, column), (row, column + 1), (row + 1, column), (row + 1, column + 1) })
                {
                    for (var bin = 0; bin < 9; bin++)
                        block.Add(histogram[y, x, bin]);
                }
                var length = Math.Sqrt(block.Sum(value => value * value) + 1);
                block = [.. block.Select(value => Math.Min(value / length, 0.2))];
                descriptor.AddRange(Unit(block));
            }
        }
        return descriptor.All(value => value == 0) ? [.. descriptor.Select(_ => 1.0 / 42)] : Unit(descriptor);
    }

    private static double Tent(double distance) => Math.Max(0, 1 - Math.Abs(distance));

    private static double[] Unit(List<double> vector)
    {
        var length = Math.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => length == 0 ? 0 : value / length)];
    }
}
