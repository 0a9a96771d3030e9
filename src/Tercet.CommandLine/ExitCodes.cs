namespace Tercet.CommandLine;

/// <summary>How the tool ends. On any but <see cref="Done"/> no half-written output is left.</summary>
public static class ExitCodes
{
    public const int Done = 0;
    public const int Usage = 2;
    public const int BadInput = 65;
    public const int InputOutput = 74;
    public const int Interrupted = 130;
}
