using System.Text;

namespace Tercet.CommandLine;

/// <summary>
/// A standard stream on which names cannot play tricks and work cannot fail: control characters are shown as escapes, such as
/// <c>\u001b</c>, and a failure to write is kept for the end, since a run that is written stays written.
/// </summary>
public sealed class StandardStream : TextWriter
{
    private static TextWriter _rawError = Console.Error;

    private readonly TextWriter _inner;

    private StandardStream(TextWriter inner) => _inner = inner;

    /// <inheritdoc/>
    public override Encoding Encoding => _inner.Encoding;

    /// <summary>Why writing failed; null where it did not. Nothing is written after the first failure.</summary>
    public string? Failure { get; private set; }

    /// <summary>Takes the place of standard output and standard error.</summary>
    /// <returns>The standard output.</returns>
    internal static StandardStream Install()
    {
        _rawError = Console.Error;
        var output = new StandardStream(Console.Out);
        Console.SetOut(output);
        Console.SetError(new StandardStream(_rawError));
        return output;
    }

    /// <summary>Gives standard error back to whoever draws on the terminal, and writes escapes of its own.</summary>
    /// <returns>Ends that.</returns>
    internal static IDisposable OpenTerminal()
    {
        var guarded = Console.Error;
        Console.SetError(_rawError);
        return new Restorer(guarded);
    }

    /// <summary>A text with its control characters, and those that turn the direction of writing, as escapes.</summary>
    /// <param name="text">The text; line ends and tabs stay.</param>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Any(Misleads)
            ? string.Concat(text.Select(c => Misleads(c) ? FormattableString.Invariant($"\\u{(int)c:x4}") : c.ToString()))
            : text;
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (value is not null)
            Try(() => _inner.Write(Escape(value)));
    }

    /// <inheritdoc/>
    public override void Flush() => Try(_inner.Flush);

    private static bool Misleads(char c) => c switch
    {
        '\n' or '\t' => false,
        '\r' => !Environment.NewLine.Contains(c, StringComparison.Ordinal),
        _ => char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'),
    };

    private void Try(Action write)
    {
        if (Failure is not null)
            return;
        try
        {
            write();
        }
        catch (IOException e)
        {
            Failure = e.Message;
        }
    }

    private sealed class Restorer(TextWriter error) : IDisposable
    {
        public void Dispose() => Console.SetError(error);
    }
}
