namespace Tercet.CommandLine;

/// <summary>A command line that cannot be run as given; the tool exits with <see cref="ExitCodes.Usage"/>.</summary>
/// <param name="faults">Every fault, one line each. Names of properties may stand in backticks.</param>
public sealed class UsageException(IReadOnlyList<string> faults) : Exception(string.Join("\n", faults))
{
    /// <summary>Reports one fault.</summary>
    /// <param name="fault">What was found, what was expected, what to do.</param>
    public UsageException(string fault) : this([fault])
    {
    }
}
