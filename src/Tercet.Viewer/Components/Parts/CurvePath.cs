using System.Globalization;
using System.Text;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Components.Parts;

/// <summary>Hardness over a range of points, as paths of an SVG of 1000 × 200 units: thinned to what a screen can show.</summary>
/// <param name="Range">From the least to the greatest actual hardness, in each column.</param>
/// <param name="Actual">The mean actual hardness.</param>
/// <param name="Target">The mean target hardness; empty for none.</param>
internal sealed record CurvePath(string Range, string Actual, string Target)
{
    /// <summary>Width in units.</summary>
    public const int Width = 1000;

    /// <summary>Height in units.</summary>
    public const int Height = 200;

    private const int MaxColumns = 400;

    /// <summary>Draws the points from one to before another.</summary>
    public static CurvePath Draw(StepTable steps, int from, int to)
    {
        var count = Math.Max(0, to - from);
        var columns = Math.Min(count, MaxColumns);
        if (columns == 0)
            return new CurvePath("", "", "");
        StringBuilder upper = new(), actual = new(), target = new();
        var lower = new List<(double X, double Y)>();
        for (var column = 0; column < columns; column++)
        {
            var first = from + (int)((long)column * count / columns);
            var last = from + (int)((long)(column + 1) * count / columns);
            var (least, greatest, sum, targets, number, withTarget) = (double.MaxValue, double.MinValue, 0.0, 0.0, 0, 0);
            for (var point = first; point < last; point++)
            {
                double hardness = steps.HardnessAt(point), wanted = steps.TargetAt(point);
                if (!double.IsNaN(hardness))
                    (least, greatest, sum, number) = (Math.Min(least, hardness), Math.Max(greatest, hardness), sum + hardness, number + 1);
                if (!double.IsNaN(wanted))
                    (targets, withTarget) = (targets + wanted, withTarget + 1);
            }
            var x = columns == 1 ? Width / 2.0 : (double)column * Width / (columns - 1);
            if (withTarget > 0)
                Add(target, x, targets / withTarget);
            if (number == 0)
                continue;
            Add(actual, x, sum / number);
            Add(upper, x, greatest);
            lower.Add((x, least));
        }
        foreach (var (x, y) in Enumerable.Reverse(lower))
            Add(upper, x, y);
        return new CurvePath(upper.Length == 0 ? "" : upper.Append('Z').ToString(), actual.ToString(), target.ToString());
    }

    private static void Add(StringBuilder path, double x, double hardness) => path.Append(
        CultureInfo.InvariantCulture, $"{(path.Length == 0 ? 'M' : 'L')}{x:0.#} {Height * (1 - Math.Clamp(hardness, 0, 1)):0.#}");
}
