using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Tercet.Torch.Tests.Training;

/// <summary>Gives its inputs as embeddings, times a factor that a test may change: an encoder under full control.</summary>
internal sealed class ScaledEncoder : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;

    public ScaledEncoder() : base(nameof(ScaledEncoder))
    {
        weight = nn.Parameter(ones(1));
        RegisterComponents();
    }

    public float Scale { get; set; } = 1;

    public override Tensor forward(Tensor input) => input * weight * tensor(Scale);
}
