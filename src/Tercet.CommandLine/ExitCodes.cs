namespace Tercet.CommandLine;

/// <summary>The exit codes of the tools. On any but <see cref="Done"/>, no partial output is left.</summary>
public static class ExitCodes
{
    /// <summary>The command completed.</summary>
    public const int Done = 0;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The input data cannot be used.</summary>
    public const int BadInput = 65;

    /// <summary>Reading or writing failed.</summary>
    public const int InputOutput = 74;

    /// <summary>
    /// Try again later: in <c>part</c> and <c>merge</c>, reading or writing failed, or parts are missing.
    /// </summary>
    public const int TryAgain = 75;

    /// <summary>The command was interrupted.</summary>
    public const int Interrupted = 130;
}
