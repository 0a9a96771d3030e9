namespace Tercet.Files.Tables;

/// <summary>A column of a table of rows.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Of">Its value in a row: a long, int, double, string, or null, as the type says.</param>
internal sealed record Column<T>(string Name, ColumnType Type, Func<T, object?> Of);
