using Tercet.Torch.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tercet.Torch.Encoders;

/// <summary>
/// The residual network of 18 layers (He et al. 2016), with the embedding as its last layer. Parameters have torchvision's names.
/// </summary>
/// <example>
/// <code>
/// using var encoder = new ResNet18(new ImageShape(Channels: 3, Height: 64, Width: 64), dimensions: 128, seed: 1);
/// </code>
/// </example>
public sealed class ResNet18 : Encoder
{
    private readonly ImageShape _shape;
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Sequential layer1, layer2, layer3, layer4;
    private readonly Linear fc;

    /// <summary>Builds the network with random weights.</summary>
    /// <param name="shape">The images; sides of 32 pixels or more.</param>
    /// <param name="dimensions">Components per embedding, 1 or more.</param>
    /// <param name="seed">The seed of the weights.</param>
    public ResNet18(ImageShape shape, int dimensions = 64, ulong seed = 0) : base(nameof(ResNet18), shape.Length, dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(shape.Height, shape.Width), 32);
        _shape = shape;
        conv1 = Conv2d(shape.Channels, 64, 7, stride: 2, padding: 3, bias: false);
        bn1 = BatchNorm2d(64);
        layer1 = Sequential(new ResidualBlock(64, 64, 1), new ResidualBlock(64, 64, 1));
        layer2 = Sequential(new ResidualBlock(64, 128, 2), new ResidualBlock(128, 128, 1));
        layer3 = Sequential(new ResidualBlock(128, 256, 2), new ResidualBlock(256, 256, 1));
        layer4 = Sequential(new ResidualBlock(256, 512, 2), new ResidualBlock(512, 512, 1));
        fc = Linear(512, dimensions);
        Initialize(seed);
    }

    /// <summary>
    /// Starts from pretrained weights: a safetensors file with torchvision's names, of a network that was trained on colour images
    /// normalized by the mean and the standard deviation of ImageNet. Its last layer is left out unless it fits. For grey images the
    /// first convolution is summed over the colours.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">The file is damaged, or holds another network; the weights are unchanged.</exception>
    public void LoadWeights(string path)
    {
        using var file = SafeTensorsFile.OpenWeights(path);
        PretrainedWeights.Load(file, path, this, nameof(fc), conv1, bn1);
    }

    /// <inheritdoc/>
    public override string Description => $"resnet18 on {_shape.Description}";

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var images = Centring.Apply(input.view(-1, _shape.Channels, _shape.Height, _shape.Width).clone());
        var x = functional.relu(bn1.forward(conv1.forward(images)));
        x = functional.max_pool2d(x, 3, 2, 1);
        foreach (var layer in new[] { layer1, layer2, layer3, layer4 })
            x = layer.forward(x);
        return fc.forward(x.mean([2, 3]));
    }

    internal override string Export(OnnxGraph graph)
    {
        var images = Centring.Export(graph, graph.Input("images", _shape.Channels, _shape.Height, _shape.Width));
        var x = graph.Relu(graph.Normalize(graph.Convolve(images, nameof(conv1), conv1), nameof(bn1), bn1));
        x = graph.MaxPool(x, 3, 2, 1);
        (string, Sequential)[] layers =
            [(nameof(layer1), layer1), (nameof(layer2), layer2), (nameof(layer3), layer3), (nameof(layer4), layer4)];
        foreach (var (name, layer) in layers)
        {
            foreach (var (number, block) in layer.named_children())
                x = ((ResidualBlock)block).Export(graph, x, $"{name}.{number}");
        }
        return graph.Multiply(graph.Mean(x), nameof(fc), fc);
    }
}
