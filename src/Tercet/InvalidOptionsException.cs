namespace Tercet;

/// <summary>Options that are out of their bounds or contradict each other; the message lists every fault.</summary>
public sealed class InvalidOptionsException : ArgumentException
{
    /// <summary>Reports faults.</summary>
    /// <param name="faults">All faults of the options, one or more.</param>
    public InvalidOptionsException(IReadOnlyList<OptionFault> faults)
        : base(string.Join("\n", faults.Select(fault => fault.Message))) =>
        Faults = faults;

    internal InvalidOptionsException(IReadOnlyList<string> faults) : base(string.Join("\n", faults)) => Faults = [];

    /// <summary>Every fault, with the property at fault.</summary>
    public IReadOnlyList<OptionFault> Faults { get; }
}
