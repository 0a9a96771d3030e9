namespace TextsSamples;

/// <summary>A package's description.</summary>
/// <param name="Package">The package: the class.</param>
/// <param name="Source">Its source package: the group.</param>
/// <param name="Synopsis">The short description: the query.</param>
/// <param name="Text">The long description: the passage.</param>
internal sealed record Description(string Package, string Source, string Synopsis, string Text)
{
    /// <summary>Reads one package for each source: the one of the source's name, or else the first by name.</summary>
    /// <returns>
    /// By source; without those that have no long description, or that of another, and how many sources fell to either.
    /// </returns>
    public static (IReadOnlyList<Description> All, int Empty, int Repeated) Read(Apt apt)
    {
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var stanza in apt.Stanzas("Packages"))
            sources[stanza["Package"]] = stanza.GetValueOrDefault("Source", stanza["Package"]).Split(' ')[0];
        var texts = new HashSet<string>(StringComparer.Ordinal);
        Description[] described =
        [
            .. apt.Stanzas("Translations").Select(stanza => Parse(stanza, sources)).OfType<Description>()
                .DistinctBy(description => description.Package).GroupBy(description => description.Source, StringComparer.Ordinal)
                .Select(group => group.OrderBy(one => one.Package != one.Source).ThenBy(one => one.Package, StringComparer.Ordinal).First())
                .OrderBy(description => description.Source, StringComparer.Ordinal),
        ];
        Description[] all = [.. described.Where(description => texts.Add(description.Text))];
        return (all, sources.Values.Distinct().Count() - described.Length, described.Length - all.Length);
    }

    /// <summary>A random sample, or all that it leaves out, in the order of the list.</summary>
    public static IReadOnlyList<Description> Sample(IReadOnlyList<Description> all, int count, int seed, bool rest)
    {
        if (count > all.Count)
            throw new TextsException($"--count {count}: the package lists hold only {all.Count}. Ask for fewer.");
        int[] places = [.. Enumerable.Range(0, all.Count)];
        new Random(seed).Shuffle(places);
        return [.. (rest ? places.Skip(count) : places.Take(count)).Order().Select(place => all[place])];
    }

    private static Description? Parse(IReadOnlyDictionary<string, string> stanza, Dictionary<string, string> sources)
    {
        if (!stanza.TryGetValue("Description-en", out var text) || !sources.TryGetValue(stanza["Package"], out var source))
            return null;
        var lines = text.Split('\n');
        var rest = string.Join(' ', lines.Skip(1).Select(line => line.Trim() is "." ? "" : line.Trim())).Trim();
        return rest.Length == 0 ? null : new Description(stanza["Package"], source, lines[0].Trim(), rest);
    }
}
