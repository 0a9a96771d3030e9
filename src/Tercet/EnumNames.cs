using System.Text.Json;

namespace Tercet;

/// <summary>How files and the command line spell an enumeration's members: SemiHard is semi-hard.</summary>
public static class EnumNames
{
    /// <summary>The name of a member in lower case with hyphens.</summary>
    /// <param name="value">The member.</param>
    public static string ToKebabCase(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The member of a name; null where there is none.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="name">Its name in lower case with hyphens.</param>
    public static T? Parse<T>(string name) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (ToKebabCase(value) == name)
                return value;
        }
        return null;
    }

    /// <summary>The names of all members.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    public static IEnumerable<string> All<T>() where T : struct, Enum => Enum.GetValues<T>().Select(value => ToKebabCase(value));
}
