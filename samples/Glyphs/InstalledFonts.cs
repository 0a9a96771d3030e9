using SkiaSharp;

namespace Glyphs;

/// <summary>
/// The fonts in the usual folders of this system. They are opened by file, since SkiaSharp's self-contained Linux build asks no
/// font service.
/// </summary>
internal sealed class InstalledFonts
{
    private const int NamesSuggested = 5;
    private readonly List<Face> _faces;

    private InstalledFonts(List<Face> faces) => _faces = faces;

    public static InstalledFonts Scan()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        var files = Folders().Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", options))
            .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".ttf" or ".otf" or ".ttc")
            .Distinct().Order(StringComparer.Ordinal);
        return new InstalledFonts([.. files.SelectMany(FacesOf)]);
    }

    /// <summary>Opens a typeface by its family name, as near to regular weight and upright as there is.</summary>
    public Typeface Open(string family)
    {
        var best = _faces.Where(face => face.Family.Equals(family, StringComparison.OrdinalIgnoreCase))
            .OrderBy(face => face.Distance).FirstOrDefault() ?? throw Unknown(family);
        return new Typeface(SKTypeface.FromFile(best.File, best.Index));
    }

    private static IEnumerable<string> Folders()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        if (OperatingSystem.IsWindows())
            return [
                Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
                Path.Combine(local, "Microsoft", "Windows", "Fonts"),
            ];
        if (OperatingSystem.IsMacOS())
            return ["/System/Library/Fonts", "/Library/Fonts", Path.Combine(home, "Library", "Fonts")];
        return [
            "/usr/share/fonts", "/usr/local/share/fonts",
            Path.Combine(home, ".fonts"), Path.Combine(home, ".local", "share", "fonts"),
        ];
    }

    /// <summary>The faces of a file: one, or those of a collection.</summary>
    private static IEnumerable<Face> FacesOf(string file)
    {
        for (var index = 0; ; index++)
        {
            using var typeface = SKTypeface.FromFile(file, index);
            if (typeface is null)
                yield break;
            var distance = Math.Abs(typeface.FontWeight - (int)SKFontStyleWeight.Normal)
                + 1000 * Math.Abs(typeface.FontWidth - (int)SKFontStyleWidth.Normal)
                + (typeface.FontSlant == SKFontStyleSlant.Upright ? 0 : 10_000);
            yield return new Face(file, index, typeface.FamilyName, distance);
        }
    }

    private GlyphsException Unknown(string family)
    {
        var families = _faces.Select(face => face.Family).Distinct().ToList();
        if (families.Count == 0)
            return new GlyphsException($"'{family}': no fonts at all were found in {string.Join(", ", Folders())}. "
                + "Install some, such as the packages fonts-noto-cjk and fonts-arphic-ukai on Debian.");
        var close = families.OrderBy(name => EditDistance(name.ToLowerInvariant(), family.ToLowerInvariant()))
            .ThenBy(name => name, StringComparer.Ordinal).Take(NamesSuggested);
        return new GlyphsException(
            $"'{family}': no such typeface among the {families.Count} found in {string.Join(", ", Folders())}. "
            + $"The closest names are: {string.Join(", ", close)}.");
    }

    /// <summary>Insertions, deletions and substitutions that turn one text into the other (Levenshtein 1965).</summary>
    private static int EditDistance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length];
    }

    private sealed record Face(string File, int Index, string Family, int Distance);
}
