using System.Text;

namespace Tercet.Files;

/// <summary>
/// Composes letters with the accents that follow them, as Unicode's form C: Latin, Cyrillic, kana and Hangul, which file systems
/// decompose. string.Normalize changes nothing where globalization is invariant.
/// </summary>
internal static class Accents
{
    /// <summary>Combining marks, the letters that they follow, and both in one. Source: the Unicode character database.</summary>
    private static readonly (char Mark, string Letters, string Composed)[] Pairs =
    [
        ('\u0300', "AEIOUaeiouĒēŌōWwÂâĂăÊêÔôƠơƯưYyЕИеи", "ÀÈÌÒÙàèìòùḔḕṐṑẀẁẦầẰằỀềỒồỜờỪừỲỳЀЍѐѝ"),
        (
            '\u0301',
            "AEIOUYaeiouyCcLlNnRrSsZzÇçĒēÏïKkMmÕõŌōPpŨũWwÂâĂăÊêÔôƠơƯưГКгк",
            "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźḈḉḖḗḮḯḰḱḾḿṌṍṒṓṔṕṸṹẂẃẤấẮắẾếỐốỚớỨứЃЌѓќ"),
        ('\u0302', "AEIOUaeiouCcGgHhJjSsWwYyZzẠạẸẹỌọ", "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷẐẑẬậỆệỘộ"),
        ('\u0303', "ANOanoIiUuVvÂâĂăEeÊêÔôƠơƯưYy", "ÃÑÕãñõĨĩŨũṼṽẪẫẴẵẼẽỄễỖỗỠỡỮữỸỹ"),
        ('\u0304', "AaEeIiOoUuGgḶḷṚṛ", "ĀāĒēĪīŌōŪūḠḡḸḹṜṝ"),
        ('\u0306', "AaEeGgIiOoUuȨȩẠạУИиу", "ĂăĔĕĞğĬĭŎŏŬŭḜḝẶặЎЙйў"),
        ('\u0307', "CcEeGgIZzBbDdFfHhMmNnPpRrSsŚśŠšṢṣTtWwXxYyſ", "ĊċĖėĠġİŻżḂḃḊḋḞḟḢḣṀṁṄṅṖṗṘṙṠṡṤṥṦṧṨṩṪṫẆẇẊẋẎẏẛ"),
        ('\u0308', "AEIOUaeiouyYHhÕõŪūWwXxtЕІеі", "ÄËÏÖÜäëïöüÿŸḦḧṎṏṺṻẄẅẌẍẗЁЇёї"),
        ('\u0309', "AaÂâĂăEeÊêIiOoÔôƠơUuƯưYy", "ẢảẨẩẲẳẺẻỂểỈỉỎỏỔổỞởỦủỬửỶỷ"),
        ('\u030A', "AaUuwy", "ÅåŮůẘẙ"),
        ('\u030B', "OoUu", "ŐőŰű"),
        ('\u030C', "CcDdEeLlNnRrSsTtZz", "ČčĎďĚěĽľŇňŘřŠšŤťŽž"),
        ('\u0323', "BbDdHhKkLlMmNnRrSsTtVvWwZzAaEeIiOoƠơUuƯưYy", "ḄḅḌḍḤḥḲḳḶḷṂṃṆṇṚṛṢṣṬṭṾṿẈẉẒẓẠạẸẹỊịỌọỢợỤụỰựỴỵ"),
        ('\u0324', "Uu", "Ṳṳ"),
        ('\u0325', "Aa", "Ḁḁ"),
        ('\u0327', "CcGgKkLlNnRrSsTtDdHh", "ÇçĢģĶķĻļŅņŖŗŞşŢţḐḑḨḩ"),
        ('\u0328', "AaEeIiUu", "ĄąĘęĮįŲų"),
        ('\u032D', "DdEeLlNnTtUu", "ḒḓḘḙḼḽṊṋṰṱṶṷ"),
        ('\u032E', "Hh", "Ḫḫ"),
        ('\u0330', "EeIiUu", "ḚḛḬḭṴṵ"),
        ('\u0331', "BbDdKkLlNnRrTtZzh", "ḆḇḎḏḴḵḺḻṈṉṞṟṮṯẔẕẖ"),
        ('\u3099', "かきくけこさしすせそたちつてとはひふへほうゝカキクケコサシスセソタチツテトハヒフヘホウワヰヱヲヽ", "がぎぐげござじずぜぞだぢづでどばびぶべぼゔゞガギグゲゴザジズゼゾダヂヅデドバビブベボヴヷヸヹヺヾ"),
        ('\u309A', "はひふへほハヒフヘホ", "ぱぴぷぺぽパピプペポ"),
    ];

    private static readonly Dictionary<(char Letter, char Mark), char> Table = Pairs
        .SelectMany(pair => pair.Letters.Zip(pair.Composed, (letter, composed) => ((letter, pair.Mark), composed)))
        .ToDictionary(pair => pair.Item1, pair => pair.composed);

    /// <summary>A text with its accents composed.</summary>
    /// <param name="text">The text.</param>
    public static string Compose(string text)
    {
        if (!text.Any(c => c is >= '\u0300' and <= '\u036F' or '\u3099' or '\u309A' or >= '\u1161' and <= '\u11C2'))
            return text;
        var composed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (composed.Length > 0 && Join(composed[^1], c) is { } joined)
                composed[^1] = joined;
            else
                composed.Append(c);
        }
        return composed.ToString();
    }

    private static char? Join(char letter, char mark)
    {
        const int Vowels = 21, Tails = 28;
        return (letter, mark) switch
        {
            ( >= '\u1100' and <= '\u1112', >= '\u1161' and <= '\u1175') =>
                (char)('\uAC00' + ((letter - '\u1100') * Vowels + (mark - '\u1161')) * Tails),
            ( >= '\uAC00' and <= '\uD7A3', >= '\u11A8' and <= '\u11C2') when (letter - '\uAC00') % Tails == 0 =>
                (char)(letter + (mark - '\u11A7')),
            _ => Table.TryGetValue((letter, mark), out var joined) ? joined : null,
        };
    }
}
