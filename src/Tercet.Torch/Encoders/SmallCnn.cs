using Tercet.Torch.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tercet.Torch.Encoders;

/// <summary>
/// A small convolutional network: three 3 × 3 convolutions to 16, 32 and 64 channels, each with ReLU and 2 × 2 max pooling, and
/// one dense layer.
/// </summary>
/// <example>
/// <code>
/// using var encoder = new SmallCnn(new ImageShape(Channels: 3, Height: 64, Width: 64), dimensions: 128, seed: 1);
/// </code>
/// </example>
public sealed class SmallCnn : Encoder
{
    private readonly ImageShape _shape;
    private readonly Conv2d conv1, conv2, conv3;
    private readonly Linear dense;

    /// <summary>Builds the network with random weights.</summary>
    /// <param name="shape">The images; sides of 8 pixels or more.</param>
    /// <param name="dimensions">Components per embedding, 1 or more.</param>
    /// <param name="seed">The seed of the weights.</param>
    public SmallCnn(ImageShape shape, int dimensions = 64, ulong seed = 0) : base(nameof(SmallCnn), shape.Length, dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(shape.Height, shape.Width), 8);
        _shape = shape;
        conv1 = Conv2d(shape.Channels, 16, 3, padding: 1);
        conv2 = Conv2d(16, 32, 3, padding: 1);
        conv3 = Conv2d(32, 64, 3, padding: 1);
        dense = Linear(64 * (shape.Height / 8) * (shape.Width / 8), dimensions);
        Initialize(seed);
    }

    /// <inheritdoc/>
    public override string Description => $"cnn-small: three convolutions and a dense layer on {_shape.Description}";

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var x = Images(input);
        // ReLU after the maximum gives what it gives before it, on a quarter of the values.
        foreach (var convolution in new[] { conv1, conv2, conv3 })
            x = functional.relu(functional.max_pool2d(convolution.forward(x), 2));
        return dense.forward(x.flatten(1));
    }

    /// <summary>
    /// The images, centred, in channels-last memory order, which torch then keeps from layer to layer: pooling is ten times
    /// faster, and convolutions need no reordering. (<see cref="ResNet18"/>, which pools once, gains nothing.)
    /// </summary>
    private Tensor Images(Tensor input)
    {
        var images = input.view(-1, _shape.Channels, _shape.Height, _shape.Width);
        var channelsLast = images.new_empty([images.shape[0], _shape.Height, _shape.Width, _shape.Channels]).permute(0, 3, 1, 2);
        return Centring.Apply(channelsLast.copy_(images));
    }

    internal override string Export(OnnxGraph graph)
    {
        var x = Centring.Export(graph, graph.Input("images", _shape.Channels, _shape.Height, _shape.Width));
        foreach (var (name, convolution) in new[] { (nameof(conv1), conv1), (nameof(conv2), conv2), (nameof(conv3), conv3) })
            x = graph.MaxPool(graph.Relu(graph.Convolve(x, name, convolution)), 2, 2);
        return graph.Multiply(graph.Flatten(x), nameof(dense), dense);
    }
}
