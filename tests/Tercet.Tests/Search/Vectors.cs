namespace Tercet.Tests.Search;

/// <summary>Matrices that are hard on float32 arithmetic.</summary>
internal static class Vectors
{
    public static readonly string[] Styles =
    [
        "plain", "large common offset", "offset along one axis", "tiny", "huge", "duplicates", "all equal", "nearly parallel",
        "one far out", "mixed sizes", "small integers",
    ];

    public static EmbeddingMatrix Create(string style, int rows, int dimensions, ulong seed)
    {
        var stream = new RandomStream(seed, RandomPurpose.Pool, 0, (ulong)dimensions);
        double Draw() => 2 * stream.NextDouble() - 1;
        var values = new float[rows * dimensions];
        for (var i = 0; i < rows; i++)
        {
            var size = style == "mixed sizes" ? Math.Pow(10, 20 * Draw()) : style == "one far out" && i == rows / 2 ? 1e8 : 1;
            for (var k = 0; k < dimensions; k++)
            {
                values[i * dimensions + k] = (float)(style switch
                {
                    "large common offset" => 1e6 + Draw(),
                    "offset along one axis" => k == 0 ? 1e5 : Draw(),
                    "tiny" => 1e-38 * Draw(),
                    "huge" => 1e30 * Draw(),
                    "duplicates" => i % 3 == 0 || i < 3 ? Draw() : values[(i - i % 3) * dimensions + k],
                    "all equal" => 0.1 + k,
                    "nearly parallel" => (1 + k % 5) * (1 + 1e-6 * Draw()),
                    "small integers" => 1 + stream.Next(3),
                    _ => size * Draw(),
                });
            }
        }
        return EmbeddingMatrix.FromArray(values, dimensions);
    }
}
