namespace Tercet.CommandLine;

/// <summary>Collects the faults of a command line, so that all of them are reported at once.</summary>
public sealed class UsageFaults
{
    private readonly List<string> _faults = [];

    /// <summary>Adds a fault, once: an option may be read for several purposes.</summary>
    /// <param name="fault">What was found, what was expected, what to do.</param>
    public void Add(string fault)
    {
        if (!_faults.Contains(fault))
            _faults.Add(fault);
    }

    /// <summary>Adds several faults.</summary>
    /// <param name="faults">The faults; none is fine.</param>
    public void Add(IEnumerable<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        foreach (var fault in faults)
            Add(fault);
    }

    /// <summary>Adds the faults of a library's options.</summary>
    /// <param name="faults">The faults; none is fine.</param>
    public void Add(IEnumerable<OptionFault> faults) => Add(faults.Select(fault => fault.Message));

    /// <summary>Creates a value from options; where they have faults, adds these.</summary>
    /// <param name="create">Throws <see cref="InvalidOptionsException"/> where the options have faults.</param>
    /// <returns>The value; null where there are faults.</returns>
    public T? Try<T>(Func<T> create) where T : class
    {
        ArgumentNullException.ThrowIfNull(create);
        try
        {
            return create();
        }
        catch (InvalidOptionsException e)
        {
            Add(e.Faults);
            return null;
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
