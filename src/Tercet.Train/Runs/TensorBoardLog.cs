using Tercet.Torch.Training;
using TorchSharp;
using TorchSharp.Modules;

namespace Tercet.Train.Runs;

/// <summary>Epochs as TensorBoard reads them: steps are triplets seen. The file grows outside of the run's folder, which gets whole copies.</summary>
internal sealed class TensorBoardLog : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tercet-events");
    private readonly SummaryWriter _writer;
    private int _seen;

    public TensorBoardLog() => _writer = torch.utils.tensorboard.SummaryWriter(_folder.FullName);

    /// <summary>The file so far.</summary>
    public byte[] Content => File.ReadAllBytes(_folder.GetFiles().Single().FullName);

    public void Add(EpochResult result)
    {
        _seen += result.Triplets;
        var signs = result.Metrics;
        foreach (var (tag, value) in new[]
        {
            ("training/loss", signs.Loss), ("training/active share", signs.ActiveFraction), ("training/accuracy", result.Accuracy),
            ("triplets/hardness", result.Hardness), ("triplets/d_ap", signs.PositiveDistance), ("triplets/d_an", signs.NegativeDistance),
            ("spread/mean distance", signs.Spread.MeanDistance), ("spread/deviation", signs.Spread.Deviation), ("spread/effective rank", signs.Spread.EffectiveRank),
        })
        {
            _writer.add_scalar(tag, (float)value, _seen);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
