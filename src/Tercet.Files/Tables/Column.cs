namespace Tercet.Files.Tables;

/// <summary>A column of a table of rows. The type of its values is that of the function that gives them.</summary>
internal sealed class Column<T>
{
    private readonly Delegate _value;

    public Column(string name, Func<T, long> value) : this(name, ColumnType.Int64, value)
    {
    }

    public Column(string name, Func<T, int> value) : this(name, ColumnType.Int32, value)
    {
    }

    public Column(string name, Func<T, double> value) : this(name, ColumnType.Double, value)
    {
    }

    public Column(string name, Func<T, double?> value) : this(name, ColumnType.OptionalDouble, value)
    {
    }

    public Column(string name, Func<T, string> value) : this(name, ColumnType.Text, value)
    {
    }

    public Column(string name, Func<T, string[]> value) : this(name, ColumnType.TextList, value)
    {
    }

    public Column(string name, Func<T, int[]> value) : this(name, ColumnType.Int32List, value)
    {
    }

    public Column(string name, Func<T, double[]> value) : this(name, ColumnType.DoubleList, value)
    {
    }

    private Column(string name, ColumnType type, Delegate value) => (Name, Type, _value) = (name, type, value);

    /// <summary>Its name in the file.</summary>
    public string Name { get; }

    /// <summary>The type of its values.</summary>
    public ColumnType Type { get; }

    /// <summary>Its value in a row: a long, int, double, string, array or null, as the type says.</summary>
    public object? Of(T row) => Type switch
    {
        ColumnType.Int64 => As<long>()(row),
        ColumnType.Int32 => As<int>()(row),
        ColumnType.Double => As<double>()(row),
        ColumnType.OptionalDouble => As<double?>()(row),
        _ => As<object>()(row),
    };

    /// <summary>What gives its values, of a type as <see cref="Type"/> says.</summary>
    public Func<T, TValue> As<TValue>() => (Func<T, TValue>)_value;
}
