namespace Tercet.CommandLine.Options;

/// <summary>What is held out as a whole.</summary>
public enum SplitBy
{
    /// <summary>Classes, unseen in training.</summary>
    Class,

    /// <summary>Single items; a class may be in both splits.</summary>
    Item,

    /// <summary>Groups of items.</summary>
    Group,

    /// <summary>What a column of the table says.</summary>
    Column,
}
