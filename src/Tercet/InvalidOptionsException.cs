namespace Tercet;

/// <summary>Options that contradict their bounds or each other; the message lists every fault.</summary>
public sealed class InvalidOptionsException : ArgumentException
{
    internal InvalidOptionsException(IReadOnlyList<string> faults) : base(string.Join("\n", faults))
    {
    }
}
