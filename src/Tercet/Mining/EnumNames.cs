using System.Text.Json;

namespace Tercet.Mining;

/// <summary>How files and the command line spell an enumeration's members: SemiHard is semi-hard.</summary>
internal static class EnumNames
{
    public static string Of(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static T? Parse<T>(string name) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == name)
                return value;
        }
        return null;
    }

    public static IEnumerable<string> All<T>() where T : struct, Enum => Enum.GetValues<T>().Select(value => Of(value));
}
