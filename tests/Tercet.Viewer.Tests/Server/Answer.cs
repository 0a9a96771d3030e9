using System.Globalization;
using System.Text;

namespace Tercet.Viewer.Tests.Server;

/// <summary>An answer as it came over the wire, one byte per character.</summary>
internal sealed record Answer(string Text)
{
    public int Status => Text.Length == 0 ? 0 : int.Parse(Text.Split(' ')[1], CultureInfo.InvariantCulture);

    public string Head => Text.Split("\r\n\r\n")[0];

    /// <summary>The content; of a page, as UTF-8 text.</summary>
    public string Body => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Content));

    /// <summary>The content without the lines that say how long each of its chunks is, which may stand anywhere in it.</summary>
    private string Content
    {
        get
        {
            var rest = Text[Math.Min(Text.Length, Head.Length + 4)..];
            if (this["Transfer-Encoding"] != "chunked")
                return rest;
            var whole = new StringBuilder();
            for (var start = 0; rest.IndexOf("\r\n", start, StringComparison.Ordinal) is >= 0 and var end;)
            {
                var length = int.Parse(rest[start..end], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                if (length == 0)
                    break;
                whole.Append(rest, end + 2, length);
                start = end + 2 + length + 2;
            }
            return whole.ToString();
        }
    }

    /// <summary>A header; null where there is none.</summary>
    public string? this[string name] => Head.Split("\r\n").Skip(1).Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();
}
