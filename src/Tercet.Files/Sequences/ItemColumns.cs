namespace Tercet.Files;

/// <summary>What a file of a sequence says of each item beside its row.</summary>
public enum ItemColumns
{
    /// <summary>Its id, or file.</summary>
    Ids,

    /// <summary>Its text.</summary>
    Text,

    /// <summary>Both.</summary>
    Both,
}
