namespace Tercet;

/// <summary>Which table an item of a batch is in.</summary>
public enum ItemRole
{
    /// <summary>The catalog.</summary>
    Catalog,

    /// <summary>The items.</summary>
    Item,
}
