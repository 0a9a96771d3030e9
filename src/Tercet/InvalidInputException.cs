using System.Globalization;
using System.Text;

namespace Tercet;

/// <summary>
/// Input data that cannot be used. The message says what was found, where, what was expected and what to do next;
/// where the same fault occurs many times it counts all of them and shows the first ten.
/// </summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>How many cases of one fault a message shows.</summary>
    public const int ShownCases = 10;

    /// <summary>A fault that occurs once.</summary>
    /// <param name="message">What was found, where, what was expected, what to do.</param>
    public InvalidInputException(string message) : base(message)
    {
    }

    /// <summary>A fault that occurs once, found through another exception.</summary>
    /// <param name="message">What was found, where, what was expected, what to do.</param>
    /// <param name="inner">The exception that showed it.</param>
    public InvalidInputException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>A fault that occurs several times.</summary>
    /// <param name="fault">What is wrong, without a full stop; a colon and the cases follow.</param>
    /// <param name="cases">Where it was found: all cases, or at least the first ten.</param>
    /// <param name="advice">What was expected, and what to do.</param>
    /// <param name="total">How many cases there are, where <paramref name="cases"/> holds only the first of them.</param>
    public InvalidInputException(string fault, IReadOnlyList<string> cases, string advice, long? total = null)
        : base(Compose(fault, cases, advice, total ?? cases.Count))
    {
    }

    private static string Compose(string fault, IReadOnlyList<string> cases, string advice, long total)
    {
        var text = new StringBuilder(fault).Append(':');
        foreach (var item in cases.Take(ShownCases))
            text.Append("\n  ").Append(item);
        var rest = total - Math.Min(cases.Count, ShownCases);
        if (rest > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n  … and {rest} more");
        return text.Append('\n').Append(advice).ToString();
    }
}
