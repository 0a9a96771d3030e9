namespace Tercet.Vision.Onnx;

/// <summary>
/// The operations of a model and the shapes of its weights, which ONNX Runtime does not tell, read from its protobuf message
/// (onnx.proto).
/// </summary>
internal sealed class OnnxGraph
{
    private const int MaxTextBytes = 1 << 16;

    /// <summary>Operators that leave channels as they are, or move them as a whole.</summary>
    private static readonly HashSet<string> KeepsChannels =
        ["Add", "Cast", "Clip", "Div", "Identity", "Mul", "Pad", "Resize", "Sub", "Transpose"];

    private readonly ProtobufReader _reader;
    private readonly List<OnnxNode> _nodes = [];
    private readonly Dictionary<string, long[]> _weights = new(StringComparer.Ordinal);

    private OnnxGraph(Stream stream)
    {
        const int Graph = 7, Node = 1, Initializer = 5;
        _reader = new ProtobufReader(stream);
        foreach (var part in Messages(stream.Length, Graph).SelectMany(graph => Messages(graph.End, Node, Initializer)))
        {
            if (part.Number == Node)
                _nodes.Add(ReadNode(part));
            else
                AddWeights(part);
        }
    }

    /// <summary>Reads a model, from the current position to its end.</summary>
    /// <exception cref="InvalidDataException">It is not a complete protobuf message.</exception>
    public static OnnxGraph Read(Stream stream) => new(stream);

    /// <summary>The channels that the first convolution of an input takes; null if that cannot be told.</summary>
    public long? ChannelsOf(string input)
    {
        var first = Downstream(input, node => KeepsChannels.Contains(node.Operation))
            .FirstOrDefault(node => node.Operation == "Conv");
        return first is not null && first.Inputs.Count > 1 && _weights.GetValueOrDefault(first.Inputs[1]) is { Length: 4 } shape
            ? shape[1] * first.Integers.GetValueOrDefault("group", 1)
            : null;
    }

    /// <summary>
    /// The first batch normalization of images that is in training mode; null if there is none. Before opset 14, further outputs
    /// say so. Weights may be normalized like that, as those of standardized convolutions are.
    /// </summary>
    public OnnxNode? TrainingBatchNormalization(string input) =>
        Downstream(input, _ => true).FirstOrDefault(node => node.Operation == "BatchNormalization"
            && (node.Integers.GetValueOrDefault("training_mode") == 1 || node.Outputs.Count(name => name.Length > 0) > 1));

    /// <summary>The operations on what becomes of a value, in order, as long as operations let it through.</summary>
    private IEnumerable<OnnxNode> Downstream(string value, Func<OnnxNode, bool> letsThrough)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { value };
        foreach (var node in _nodes.Where(node => node.Inputs.Any(reached.Contains)))
        {
            yield return node;
            if (letsThrough(node))
                reached.UnionWith(node.Outputs.Where(name => name.Length > 0));
        }
    }

    private OnnxNode ReadNode(ProtobufReader.Field node)
    {
        const int Input = 1, Output = 2, Name = 3, Operation = 4, Attribute = 5;
        var (name, operation) = ("", "");
        List<string> inputs = [], outputs = [];
        var integers = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var field in Messages(node.End, Input, Output, Name, Operation, Attribute))
        {
            switch (field.Number)
            {
                case Input:
                    inputs.Add(Text(field));
                    break;
                case Output:
                    outputs.Add(Text(field));
                    break;
                case Name:
                    name = Text(field);
                    break;
                case Operation:
                    operation = Text(field);
                    break;
                default:
                    AddAttribute(field, integers);
                    break;
            }
        }
        return new OnnxNode(name, operation, inputs, outputs, integers);
    }

    private void AddAttribute(ProtobufReader.Field attribute, Dictionary<string, long> integers)
    {
        const int Name = 1, Integer = 3;
        string? name = null;
        long? value = null;
        foreach (var field in _reader.ReadFields(attribute.End))
        {
            if (field.Number == Name)
                name = Text(field);
            else if (field.Number == Integer)
                value = field.Integer;
        }
        if (name is not null && value is not null)
            integers[name] = value.Value;
    }

    private void AddWeights(ProtobufReader.Field tensor)
    {
        const int Size = 1, Name = 8;
        var shape = new List<long>();
        string? name = null;
        foreach (var field in _reader.ReadFields(tensor.End))
        {
            if (field.Number == Size)
                shape.AddRange(_reader.ReadIntegers(field));
            else if (field.Number == Name)
                name = Text(field);
        }
        if (name is not null)
            _weights[name] = [.. shape];
    }

    private IEnumerable<ProtobufReader.Field> Messages(long end, params long[] numbers) =>
        _reader.ReadFields(end).Where(field => field.Integer is null && numbers.Contains(field.Number));

    private string Text(ProtobufReader.Field field) =>
        field.Length < MaxTextBytes ? _reader.ReadText(field) : "";
}
