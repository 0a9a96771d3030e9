namespace Tercet.Files.Tables;

/// <summary>The values of one row of a table, by the names of its columns.</summary>
internal abstract class RowReader
{
    public abstract long Int64(string column);

    public abstract int Int32(string column);

    public abstract double Double(string column);

    public abstract double? OptionalDouble(string column);

    public abstract string Text(string column);

    /// <summary>Whether the table has a column.</summary>
    public abstract bool Has(string column);

    /// <summary>The text of a column that the table may lack, null where it does.</summary>
    public string? TextWhereThere(string column) => Has(column) ? Text(column) : null;
}
