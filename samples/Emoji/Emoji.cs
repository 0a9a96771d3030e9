using System.Text.Json;

namespace EmojiSamples;

/// <summary>One emoji.</summary>
/// <param name="Code">Its code points in hexadecimal, such as <c>1F469-1F3FD-200D-1F52C</c>: the class.</param>
/// <param name="Group">The family of its variants in skin tone and gender.</param>
/// <param name="Image">The name of its image.</param>
internal sealed record Emoji(string Code, string Group, string Image)
{
    private static readonly Dictionary<string, string> Neutral = new()
    {
        ["1F468"] = "1F9D1",
        ["1F469"] = "1F9D1", // man, woman: person
        ["1F466"] = "1F9D2",
        ["1F467"] = "1F9D2", // boy, girl: child
        ["1F474"] = "1F9D3",
        ["1F475"] = "1F9D3", // old man, old woman: older person
    };

    /// <summary>Code points that vary an emoji: the signs of gender, and the presentation as a picture.</summary>
    private static readonly HashSet<string> Variants = ["2640", "2642", "FE0F"];

    private const string Joiner = "200D";

    /// <summary>Reads the emoji of a package's emoji.json that some vendors draw.</summary>
    /// <param name="json">The file.</param>
    /// <param name="vendors">The vendors.</param>
    /// <param name="skinTones">Whether variants in skin tone are emoji of their own; if not, they are left out.</param>
    public static IReadOnlyList<Emoji> Read(byte[] json, IReadOnlyList<string> vendors, bool skinTones)
    {
        using var document = JsonDocument.Parse(json);
        var all = new List<Emoji>();
        foreach (var entry in document.RootElement.EnumerateArray())
        {
            var group = GroupOf(entry.GetProperty("unified").GetString()!);
            Add(entry, group);
            if (skinTones && entry.TryGetProperty("skin_variations", out var tones))
            {
                foreach (var tone in tones.EnumerateObject())
                    Add(tone.Value, group);
            }
        }
        return [.. all.OrderBy(emoji => emoji.Code, StringComparer.Ordinal)];

        void Add(JsonElement entry, string group)
        {
            if (vendors.All(vendor => entry.GetProperty($"has_img_{vendor}").GetBoolean()))
                all.Add(new Emoji(entry.GetProperty("unified").GetString()!, group, entry.GetProperty("image").GetString()!));
        }
    }

    /// <summary>The code of an emoji without its gender.</summary>
    private static string GroupOf(string code)
    {
        var parts = code.Split('-').Where(part => !Variants.Contains(part)).Select(part => Neutral.GetValueOrDefault(part, part)).ToList();
        while (parts is [.., Joiner])
            parts.RemoveAt(parts.Count - 1);
        return string.Join('-', parts);
    }
}
