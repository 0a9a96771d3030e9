namespace Tercet.Cli.Deployment;

/// <summary>Quotes words as shells and schedulers read them.</summary>
internal static class Shell
{
    /// <summary>A word of a bash script, in single quotes: nothing in it is special but the quote itself.</summary>
    /// <param name="word">The word.</param>
    public static string Quote(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>A value of an <c>#SBATCH</c> line, which sbatch reads with rules of its own.</summary>
    /// <param name="value">The value, without line breaks.</param>
    public static string QuoteForSbatch(string value) =>
        $"\"{value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
