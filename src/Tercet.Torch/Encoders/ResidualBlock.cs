using Tercet.Torch.Onnx;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tercet.Torch.Encoders;

/// <summary>Two 3 × 3 convolutions, added to their input, which is projected where its shape differs.</summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2;
    private readonly BatchNorm2d bn1, bn2;
    private readonly Sequential? downsample;

    public ResidualBlock(int inputs, int outputs, int stride) : base(nameof(ResidualBlock))
    {
        conv1 = Conv2d(inputs, outputs, 3, stride: stride, padding: 1, bias: false);
        bn1 = BatchNorm2d(outputs);
        conv2 = Conv2d(outputs, outputs, 3, padding: 1, bias: false);
        bn2 = BatchNorm2d(outputs);
        if (stride != 1 || inputs != outputs)
            downsample = Sequential(Conv2d(inputs, outputs, 1, stride: stride, bias: false), BatchNorm2d(outputs));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var x = functional.relu(bn1.forward(conv1.forward(input)));
        x = bn2.forward(conv2.forward(x));
        // TorchSharp's + creates a scalar that may be finalised while native code still reads it: this one is kept.
        using var one = 1.0.ToScalar();
        return functional.relu(x.add(downsample is null ? input : downsample.forward(input), one));
    }

    /// <summary>Adds the block to a graph, under its name in the network.</summary>
    public string Export(OnnxGraph graph, string input, string name)
    {
        var x = graph.Relu(graph.Normalize(graph.Convolve(input, $"{name}.conv1", conv1), $"{name}.bn1", bn1));
        x = graph.Normalize(graph.Convolve(x, $"{name}.conv2", conv2), $"{name}.bn2", bn2);
        if (downsample is not null)
        {
            input = graph.Convolve(input, $"{name}.downsample.0", (Conv2d)downsample[0]);
            input = graph.Normalize(input, $"{name}.downsample.1", (BatchNorm2d)downsample[1]);
        }
        return graph.Relu(graph.Add(name, x, input));
    }
}
