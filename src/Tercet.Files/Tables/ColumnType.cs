namespace Tercet.Files.Tables;

/// <summary>The type of a column's values.</summary>
internal enum ColumnType
{
    Int64,
    Int32,
    Double,

    /// <summary>A double or null.</summary>
    OptionalDouble,
    Text,

    /// <summary>An array of texts.</summary>
    TextList,

    /// <summary>An array of 32-bit integers.</summary>
    Int32List,

    /// <summary>An array of doubles.</summary>
    DoubleList,
}
