namespace Tercet.CommandLine;

/// <summary>Collects the faults of a command line, so that all of them are reported at once.</summary>
public sealed class UsageFaults
{
    private readonly List<string> _faults = [];

    /// <summary>Adds a fault.</summary>
    /// <param name="fault">What was found, what was expected, what to do.</param>
    public void Add(string fault) => _faults.Add(fault);

    /// <summary>Adds several faults.</summary>
    /// <param name="faults">The faults; none is fine.</param>
    public void AddRange(IEnumerable<string> faults) => _faults.AddRange(faults);

    /// <summary>Adds what a validation of options finds.</summary>
    /// <param name="validate">Throws <see cref="InvalidOptionsException"/> where the options have faults.</param>
    public void AddFrom(Action validate)
    {
        ArgumentNullException.ThrowIfNull(validate);
        try
        {
            validate();
        }
        catch (InvalidOptionsException e)
        {
            _faults.AddRange(e.Message.Split('\n'));
        }
    }

    /// <summary>Ends the command where there is a fault.</summary>
    /// <exception cref="UsageException">There is one or more.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
            throw new UsageException(_faults);
    }
}
