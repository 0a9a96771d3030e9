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

    /// <summary>A number that float64 holds: 1e999 would become infinity.</summary>
    public double Finite(string column) => RequireFinite(column, Double(column));

    /// <summary>The same; null where the table has none.</summary>
    public double? OptionalFinite(string column) =>
        OptionalDouble(column) is { } number ? RequireFinite(column, number) : null;

    /// <summary>The text of a column that the table may lack, null where it does.</summary>
    public string? TextWhereThere(string column) => Has(column) ? Text(column) : null;

    private static double RequireFinite(string column, double number) =>
        double.IsFinite(number) ? number : throw new InvalidDataException($"{column} is {number}; expected a finite number");
}
