using Tercet.Torch.Encoders;
using static TorchSharp.torch;

namespace Tercet.Torch.Tests.Encoders;

public sealed class PretrainedWeightsTests : IDisposable
{
    private const int Side = 64;

    private static readonly Tensor Mean = tensor(new[] { 0.485f, 0.456f, 0.406f }).view(1, 3, 1, 1);
    private static readonly Tensor Deviation = tensor(new[] { 0.229f, 0.224f, 0.225f }).view(1, 3, 1, 1);

    private readonly string _path = Path.GetTempFileName();
    private readonly ResNet18 _pretrained = new(new ImageShape(3, Side, Side), dimensions: 7, seed: 1);

    public PretrainedWeightsTests()
    {
        using (no_grad())
            _pretrained.state_dict()["bn1.running_mean"].normal_(0, 1, new Generator(3));
        Save(_pretrained);
    }

    public void Dispose()
    {
        _pretrained.Dispose();
        File.Delete(_path);
    }

    [Fact]
    public void All_layers_but_the_last_are_those_of_the_file()
    {
        using var encoder = new ResNet18(new ImageShape(3, Side, Side), dimensions: 5, seed: 2);
        using var fresh = new ResNet18(new ImageShape(3, Side, Side), dimensions: 5, seed: 2);
        encoder.LoadWeights(_path);
        var (loaded, before, pretrained) = (encoder.state_dict(), fresh.state_dict(), _pretrained.state_dict());
        foreach (var (name, tensor) in loaded.Where(named => named.Key is not ("conv1.weight" or "bn1.running_mean")))
        {
            if (!name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                Assert.True(tensor.equal((name.StartsWith("fc.", StringComparison.Ordinal) ? before : pretrained)[name]).all().item<bool>(), name);
        }
    }

    [Fact]
    public void The_last_layer_is_taken_too_where_it_fits()
    {
        using var encoder = new ResNet18(new ImageShape(3, Side, Side), dimensions: 7, seed: 2);
        encoder.LoadWeights(_path);
        Assert.True(encoder.state_dict()["fc.weight"].equal(_pretrained.state_dict()["fc.weight"]).all().item<bool>());
    }

    [Fact]
    public void The_first_layer_sees_images_as_normalized_by_ImageNet()
    {
        using var encoder = new ResNet18(new ImageShape(3, Side, Side), dimensions: 5, seed: 2);
        encoder.LoadWeights(_path);
        var images = rand([2, 3, Side, Side], generator: new Generator(4));
        AssertClose(Expected(images), Actual(encoder, images));
    }

    [Fact]
    public void A_grey_image_is_one_of_equal_colours()
    {
        using var encoder = new ResNet18(new ImageShape(1, Side, Side), dimensions: 5, seed: 2);
        encoder.LoadWeights(_path);
        var images = rand([2, 1, Side, Side], generator: new Generator(4));
        AssertClose(Expected(images.expand(2, 3, Side, Side)), Actual(encoder, images));
    }

    [Fact]
    public void Another_network_is_refused_and_changes_nothing()
    {
        using var other = new SmallCnn(new ImageShape(3, Side, Side), 5, 1);
        Save(other);
        using var encoder = new ResNet18(new ImageShape(3, Side, Side), dimensions: 5, seed: 2);
        var before = encoder.state_dict()["conv1.weight"].clone();
        var fault = Assert.Throws<InvalidInputException>(() => encoder.LoadWeights(_path)).Message;
        Assert.StartsWith($"{_path}: the tensors are not those of a ResNet-18", fault, StringComparison.Ordinal);
        Assert.Contains("no conv1.weight of F32 and shape [64, 3, 7, 7]", fault, StringComparison.Ordinal);
        Assert.True(encoder.state_dict()["conv1.weight"].equal(before).all().item<bool>());

        File.WriteAllText(_path, "half");
        Assert.StartsWith(
            $"{_path}: incomplete or corrupt safetensors file",
            Assert.Throws<InvalidInputException>(() => encoder.LoadWeights(_path)).Message, StringComparison.Ordinal);
    }

    private void Save(nn.Module network) => SafeTensors.Write(
        _path, [.. network.state_dict().Select(named => (named.Key, named.Value))], new Dictionary<string, string>());

    /// <summary>The first convolution of the pretrained network on normalized images, less the mean of its normalization.</summary>
    private Tensor Expected(Tensor images) => FirstLayer(_pretrained, (images - Mean) / Deviation);

    private static Tensor Actual(ResNet18 encoder, Tensor images) => FirstLayer(encoder, images * 2 - 1);

    private static Tensor FirstLayer(ResNet18 encoder, Tensor images)
    {
        var state = encoder.state_dict();
        var maps = nn.functional.conv2d(images, state["conv1.weight"], null, [2, 2], [3, 3])
            - state["bn1.running_mean"].view(1, -1, 1, 1);
        return maps[TensorIndex.Ellipsis, TensorIndex.Slice(2, -2), TensorIndex.Slice(2, -2)]; // without the padded border
    }

    private static void AssertClose(Tensor expected, Tensor actual) =>
        Assert.True((expected - actual).abs().max().item<float>() < 1e-4f * expected.abs().max().item<float>());
}
