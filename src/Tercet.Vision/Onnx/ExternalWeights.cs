namespace Tercet.Vision.Onnx;

/// <summary>
/// Finds the files in which a model keeps weights, by walking its protobuf message (onnx.proto): a tensor of data_location
/// EXTERNAL names its file under the key "location" of its external_data.
/// </summary>
internal sealed class ExternalWeights
{
    private const int MaxDepth = 100;
    private const int MaxTextBytes = 1 << 16;
    private const int KeyField = 1, ValueField = 2; // of StringStringEntryProto

    /// <summary>The message that a field of a message holds, for all fields that lead to tensors.</summary>
    private static readonly Dictionary<(Kind, long), Kind> Nested = new()
    {
        [(Kind.Model, 7)] = Kind.Graph,
        [(Kind.Model, 25)] = Kind.Function,
        [(Kind.Function, 7)] = Kind.Node,
        [(Kind.Graph, 1)] = Kind.Node,
        [(Kind.Graph, 5)] = Kind.Tensor,
        [(Kind.Graph, 15)] = Kind.SparseTensor,
        [(Kind.SparseTensor, 1)] = Kind.Tensor,
        [(Kind.SparseTensor, 2)] = Kind.Tensor,
        [(Kind.Node, 5)] = Kind.Attribute,
        [(Kind.Attribute, 5)] = Kind.Tensor,
        [(Kind.Attribute, 6)] = Kind.Graph,
        [(Kind.Attribute, 10)] = Kind.Tensor,
        [(Kind.Attribute, 11)] = Kind.Graph,
        [(Kind.Attribute, 22)] = Kind.SparseTensor,
        [(Kind.Attribute, 23)] = Kind.SparseTensor,
        [(Kind.Tensor, 13)] = Kind.ExternalData,
    };

    private readonly ProtobufReader _reader;
    private readonly SortedSet<string> _locations = new(StringComparer.Ordinal);

    private ExternalWeights(Stream stream) => _reader = new ProtobufReader(stream);

    private enum Kind
    {
        Model,
        Graph,
        Function,
        Node,
        Attribute,
        Tensor,
        SparseTensor,
        ExternalData,
    }

    /// <summary>The locations of all external weights, as the model names them, in ordinal order.</summary>
    /// <param name="stream">A model, from the current position to its end.</param>
    /// <exception cref="InvalidDataException">
    /// It is not a complete protobuf message, or is nested deeper than any model.
    /// </exception>
    public static IReadOnlyCollection<string> Locate(Stream stream)
    {
        var weights = new ExternalWeights(stream);
        weights.Visit(Kind.Model, stream.Length, 0);
        return weights._locations;
    }

    private void Visit(Kind message, long end, int depth)
    {
        if (depth > MaxDepth)
            throw new InvalidDataException();
        if (message == Kind.ExternalData)
        {
            AddLocation(end);
            return;
        }
        foreach (var field in _reader.ReadFields(end))
        {
            if (field.Integer is null && Nested.TryGetValue((message, field.Number), out var nested))
                Visit(nested, field.End, depth + 1);
        }
    }

    private void AddLocation(long end)
    {
        string? key = null, value = null;
        foreach (var field in _reader.ReadFields(end).Where(field => field.Length < MaxTextBytes))
        {
            if (field.Number == KeyField)
                key = _reader.ReadText(field);
            else if (field.Number == ValueField)
                value = _reader.ReadText(field);
        }
        if (key == "location" && value is not null)
            _locations.Add(value);
    }
}
