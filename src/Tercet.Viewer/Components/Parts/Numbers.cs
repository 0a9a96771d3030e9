using System.Globalization;

namespace Tercet.Viewer.Components.Parts;

/// <summary>How numbers are shown.</summary>
internal static class Numbers
{
    /// <summary>A distance.</summary>
    public static string Distance(double value) => double.IsNaN(value) ? "–" : value switch
    {
        0 => "0",
        < 0.001 => value.ToString("0.0e0", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.000", CultureInfo.InvariantCulture),
        _ => value.ToString("N0", CultureInfo.InvariantCulture),
    };

    /// <summary>A hardness, or a share.</summary>
    public static string Hardness(double value) => double.IsNaN(value) ? "–" : value.ToString("0.000", CultureInfo.InvariantCulture);
}
