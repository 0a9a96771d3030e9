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
}
