using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Tercet.Torch.Onnx;

/// <summary>
/// The graph of a network in ONNX: each method adds one or more nodes and returns the name of their output. Layers bring their
/// weights, under the names that checkpoints use. Field numbers are those of onnx.proto.
/// </summary>
internal sealed class OnnxGraph
{
    private const string Batch = "batch";
    private const long Float = 1; // TensorProto.DataType

    private readonly ProtobufMessage _graph = new();

    /// <summary>The graph as a GraphProto.</summary>
    public ProtobufMessage Finish(string name) => _graph.Add(2, name);

    /// <summary>Declares the input: a batch of any size, with the shape of one element.</summary>
    public string Input(string name, params IEnumerable<long> shape)
    {
        _graph.Add(11, Declaration(name, shape));
        return name;
    }

    /// <summary>Declares the output, under a name of its own.</summary>
    public void Output(string name, string value, params IEnumerable<long> shape)
    {
        Node("Identity", name, [value]);
        _graph.Add(12, Declaration(name, shape));
    }

    public string Convolve(string input, string name, Conv2d layer) =>
        Node(
            "Conv", name, [input, .. Parameters(name, layer.weight, layer.bias)],
            Attribute("strides", layer.stride!), Attribute("pads", Pads(layer.padding!)));

    public string Normalize(string input, string name, BatchNorm2d layer) =>
        Node(
            "BatchNormalization", name,
            [
                input, .. Parameters(name, layer.weight, layer.bias),
                Weight($"{name}.running_mean", layer.running_mean!), Weight($"{name}.running_var", layer.running_var!),
            ],
            Attribute("epsilon", (float)layer.eps));

    public string Multiply(string input, string name, Linear layer) =>
        Node("Gemm", name, [input, .. Parameters(name, layer.weight, layer.bias)], Attribute("transB", 1));

    public string Relu(string input) => Node("Relu", $"{input}.relu", [input]);

    public string MaxPool(string input, long kernel, long stride, long padding = 0) =>
        Node(
            "MaxPool", $"{input}.pool", [input],
            Attribute("kernel_shape", [kernel, kernel]), Attribute("strides", [stride, stride]),
            Attribute("pads", Pads([padding, padding])));

    /// <summary>The mean over height and width.</summary>
    public string Mean(string input) => Flatten(Node("GlobalAveragePool", $"{input}.mean", [input]));

    public string Flatten(string input) => Node("Flatten", $"{input}.flat", [input]);

    public string Add(string name, string left, string right) => Node("Add", name, [left, right]);

    /// <summary>A number added to each value.</summary>
    public string Shift(string input, double number) => WithNumber("Add", $"{input}.shifted", input, number);

    /// <summary>Each value times a number.</summary>
    public string Scale(string input, double number) => WithNumber("Mul", $"{input}.scaled", input, number);

    /// <summary>Rows scaled to unit length as training does it.</summary>
    public string UnitLength(string input)
    {
        var length = Node("ReduceL2", $"{input}.length", [input], Attribute("axes", [1]));
        using var bound = tensor([(float)Losses.UnitLength.MinLength]);
        var bounded = Node("Max", $"{length}.bounded", [length, Weight("least_length", bound)]);
        return Node("Div", $"{input}.unit", [input, bounded]);
    }

    private string WithNumber(string operation, string output, string input, double number)
    {
        using var value = tensor([(float)number]);
        return Node(operation, output, [input, Weight($"{output}.by", value)]);
    }

    private string Node(
        string operation, string output, IEnumerable<string> inputs, params ReadOnlySpan<ProtobufMessage> attributes)
    {
        var node = new ProtobufMessage();
        foreach (var input in inputs)
            node.Add(1, input);
        node.Add(2, output).Add(3, output).Add(4, operation);
        foreach (var attribute in attributes)
            node.Add(5, attribute);
        _graph.Add(1, node);
        return output;
    }

    private IEnumerable<string> Parameters(string name, Tensor? weight, Tensor? bias)
    {
        yield return Weight($"{name}.weight", weight!);
        if (bias is not null)
            yield return Weight($"{name}.bias", bias);
    }

    private string Weight(string name, Tensor weight)
    {
        using var values = weight.detach().to(float32).cpu().contiguous();
        _graph.Add(5, Each(1, values.shape).Add(2, Float).Add(8, name).Add(9, values.bytes));
        return name;
    }

    /// <summary>The padding at the beginning of each axis, then at the end.</summary>
    private static long[] Pads(long[] padding) => [.. padding, .. padding];

    private static ProtobufMessage Attribute(string name, float value) =>
        new ProtobufMessage().Add(1, name).Add(2, value).Add(20, 1);

    private static ProtobufMessage Attribute(string name, long value) =>
        new ProtobufMessage().Add(1, name).Add(3, value).Add(20, 2);

    private static ProtobufMessage Attribute(string name, long[] values) => Each(8, values).Add(1, name).Add(20, 7);

    /// <summary>A message of one repeated field.</summary>
    private static ProtobufMessage Each(int field, IEnumerable<long> values) =>
        values.Aggregate(new ProtobufMessage(), (message, value) => message.Add(field, value));

    private static ProtobufMessage Declaration(string name, IEnumerable<long> sizes)
    {
        var shape = new ProtobufMessage().Add(1, new ProtobufMessage().Add(2, Batch));
        foreach (var size in sizes)
            shape.Add(1, new ProtobufMessage().Add(1, size));
        var tensor = new ProtobufMessage().Add(1, Float).Add(2, shape);
        return new ProtobufMessage().Add(1, name).Add(2, new ProtobufMessage().Add(1, tensor));
    }
}
