using System.Text.Json;

namespace Tercet;

/// <summary>How files and the command line spell an enumeration's members: SemiHard is semi-hard.</summary>
internal static class EnumNames
{
    public static string ToKebabCase(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static T? Parse<T>(string name) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (ToKebabCase(value) == name)
                return value;
        }
        return null;
    }

    public static IEnumerable<string> All<T>() where T : struct, Enum => Enum.GetValues<T>().Select(value => ToKebabCase(value));
}
