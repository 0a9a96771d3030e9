namespace Tercet;

/// <summary>One option out of its bounds, or in contradiction to another.</summary>
public sealed class OptionFault
{
    /// <summary>Describes a fault.</summary>
    /// <param name="property">The property at fault.</param>
    /// <param name="found">
    /// What was found and what was expected, to follow the property's name; other properties are named in backticks.
    /// </param>
    public OptionFault(string property, FormattableString found)
    {
        ArgumentNullException.ThrowIfNull(found);
        (Property, Message) = (property, $"`{property}` {FormattableString.Invariant(found)}");
    }

    /// <summary>The property at fault.</summary>
    public string Property { get; }

    /// <summary>
    /// What was found and what was expected; names of properties stand in backticks, for a front end to replace by its own.
    /// </summary>
    public string Message { get; }

    /// <summary>The fault of a value that its enumeration lacks.</summary>
    internal static OptionFault Unknown<T>(string property, T value) where T : struct, Enum =>
        new(property, $"is unknown: {value:D}; expected one of {string.Join(", ", EnumNames.All<T>())}.");

    /// <summary>The fault of a name that is none of those there are; it says which was most likely meant.</summary>
    /// <param name="property">The property at fault.</param>
    /// <param name="name">The name that was found.</param>
    /// <param name="names">The names there are.</param>
    public static OptionFault NotOneOf(string property, string name, IReadOnlyCollection<string> names) =>
        new(property, $"is '{name}'; expected one of {string.Join(", ", names)}.{Suggestion.For(name, names)}");

    /// <summary>Refuses options that have faults.</summary>
    /// <param name="faults">All faults of the options.</param>
    /// <exception cref="InvalidOptionsException">There is one or more.</exception>
    public static void ThrowIfAny(IEnumerable<OptionFault> faults)
    {
        OptionFault[] all = [.. faults];
        if (all.Length > 0)
            throw new InvalidOptionsException(all);
    }
}
