namespace Tercet.Files.Tables;

/// <summary>What a column holds.</summary>
internal enum ColumnType
{
    Int64,
    Int32,
    Double,

    /// <summary>A double or nothing.</summary>
    OptionalDouble,
    Text,
}
